"""What is shown: filters, views, what belongs to a record, and how much room a pane has."""

from typing import TYPE_CHECKING

from tui.actions.registry import Group
from tui.actions.situation import nothing_belongs

if TYPE_CHECKING:
    from tui.screens.dashboard import Dashboard

VIEWING = Group("What is shown")


@VIEWING.action("filter", "/", label="filter", rank=20, where="panel")
async def filter_(board: "Dashboard") -> None:
    """Filter the panel with a line of terms."""
    await board.begin_filter()


@VIEWING.action("views", "o", label="views", rank=65)
def views(board: "Dashboard") -> None:
    """Choose a view: a filter line with a name."""
    from store.errors import StoreError
    from store.kinds import KINDS
    from store.views import all_views

    try:
        known = all_views(board.desk.config.views)
    except StoreError as error:
        board.fail(str(error))
        return
    mine = {name: view for name, view in known.items() if view.kind in board.panels}

    def use(name: str) -> None:
        board.go_to_panel(KINDS[mine[name].kind])
        board.use_filter(mine[name].line)

    choices = {name: (view.title, f"{view.kind}s  {view.line}") for name, view in mine.items()}
    board.choose("Views", choices, use)


@VIEWING.action("focus", "f", label="focus", rank=60, where="panel", why_not=nothing_belongs)
def focus(board: "Dashboard") -> None:
    """Show in the other panels only what belongs to this record."""
    record = board.situation.record
    if record is not None and record.id not in board.scopes:
        board.scopes = (*board.scopes, record.id)


@VIEWING.action("zoom", "z", label="zoom", rank=90)
def zoom(board: "Dashboard") -> None:
    """Give the pane the whole screen, or take it back."""
    board.zoomed = not board.zoomed
