"""What is shown: filters, views, what belongs to a record, and how much room a pane has."""

from typing import TYPE_CHECKING

from tui.actions.registry import Group
from tui.actions.situation import in_the_detail, no_headings, nothing_belongs, nothing_listed
from tui.answers import if_any

if TYPE_CHECKING:
    from tui.actions.situation import Situation
    from tui.screens.dashboard import Dashboard

VIEWING = Group("What is shown")


@VIEWING.action("filter", "/", label="filter", rank=20, where="panel")
async def filter_(board: "Dashboard") -> None:
    """Filter the panel with a line of terms."""
    await board.begin_filter()


@VIEWING.action("views", "o", label="views", rank=65)
def views(board: "Dashboard") -> None:
    """Choose a view: a filter line with a name. Save, rename and delete your own."""
    from store.errors import StoreError
    from store.kinds import KINDS
    from tui.screens.views import ViewsScreen

    try:
        known = board.views()
    except StoreError as error:
        board.fail(str(error))
        return
    screen = ViewsScreen(board.desk, known, KINDS[board.current], board.panel.filter)
    board.app.push_screen(screen, if_any(board.use_view))


@VIEWING.action("sort", "s", label="sort", rank=63, where="panel", why_not=in_the_detail)
def sort(board: "Dashboard") -> None:
    """Choose what the panel is sorted by: one field or several, each one way or the other."""
    from tui.screens.sorting import SortSheet

    panel = board.panel
    names = [column.key for column in panel.columns]
    sheet = SortSheet(panel.kind, panel.sorts, names, board.desk.config.ascii)
    board.app.push_screen(sheet, if_any(panel.sort))


@VIEWING.action("columns", "C", label="columns", rank=66, where="panel", why_not=in_the_detail)
def columns(board: "Dashboard") -> None:
    """Choose the panel's columns, their order and their widths."""
    from tui.screens.choosing import ColumnsSheet

    panel = board.panel
    plain = board.desk.config.ascii
    sheet = ColumnsSheet(panel.kind, panel.choice, panel.widths, panel.choose, plain)
    board.app.push_screen(sheet, if_any(panel.choose))


def _nothing_there(situation: "Situation") -> str:
    return "" if situation.reading else nothing_listed(situation)


@VIEWING.action("left", "left", label="left", why_not=_nothing_there)
def left(board: "Dashboard") -> None:
    """Columns to the left come back; on a record to its heading, and a heading folds."""
    if board.reading:
        board.detail.action_fold(False)
    else:
        board.panel.action_left()


@VIEWING.action("right", "right", label="right", why_not=_nothing_there)
def right(board: "Dashboard") -> None:
    """A folded heading opens; else columns that had no room come, and the first one stays."""
    if board.reading:
        board.detail.action_fold(True)
    else:
        board.panel.action_right()


@VIEWING.action("fold", "Z", label="fold all", rank=64, where="panel", why_not=no_headings)
def fold(board: "Dashboard") -> None:
    """Fold all headings, or open all where none is left to fold."""
    board.panel.fold_all()


@VIEWING.action("focus", "f", label="focus", rank=60, where="panel", why_not=nothing_belongs)
def focus(board: "Dashboard") -> None:
    """Show in the other panels only what belongs to this record."""
    record = board.situation.record
    if record is not None and record.id not in board.scopes:
        board.narrow_to(record.id)


@VIEWING.action("zoom", "z", label="zoom", rank=90)
def zoom(board: "Dashboard") -> None:
    """Give the pane the whole screen, or take it back."""
    board.zoomed = not board.zoomed
