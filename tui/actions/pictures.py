"""Pictures of the whole: the overview, the agenda, who held which role when."""

from functools import partial
from typing import TYPE_CHECKING

from store.kinds import KINDS, Group, Role
from tui.actions import registry
from tui.actions.situation import not_settled
from tui.answers import if_any

if TYPE_CHECKING:
    from tui.actions.situation import Situation
    from tui.screens.dashboard import Dashboard
    from tui.sheet import Door

PICTURES = registry.Group("Pictures")


@PICTURES.action("overview", "O", label="overview", rank=66)
def overview(board: "Dashboard") -> None:
    """See the body at a glance: what is open, with whom, and since when."""
    from tui.screens.overview import OverviewScreen

    board.app.push_screen(OverviewScreen(board.desk), if_any(partial(_list, board)))


@PICTURES.action("agenda", "A", label="agenda", rank=67)
def agenda(board: "Dashboard") -> None:
    """See meetings and due dates by day, and by month."""
    from tui.screens.agenda import AgendaScreen

    board.app.push_screen(AgendaScreen(board.desk), if_any(board.read))


def _no_group(situation: "Situation") -> str:
    if _group_of(situation):
        return ""
    return "Roles over time are those of a group: choose a group, or one of its roles."


def _group_of(situation: "Situation") -> str:
    """The id of the group that is meant."""
    for record in (situation.target, situation.record):
        match record:
            case Group():
                return record.id
            case Role():
                return record.group
    return ""


@PICTURES.action("roles", "t", label="roles", rank=53, kinds=("group", "role"), why_not=_no_group)
def roles(board: "Dashboard") -> None:
    """See who held which role of the group when."""
    from tui.screens.roles import RolesScreen

    group = board.desk.store.get(_group_of(board.situation))
    if isinstance(group, Group):
        board.app.push_screen(RolesScreen(board.desk, group), if_any(board.read))


def _nothing_compared(situation: "Situation") -> str:
    if situation.kind != "commitment" or situation.listed:
        return not_settled(situation)
    return "No commitments are listed here: {leave} clears the filter."


@PICTURES.action("matrix", "X", label="matrix", rank=71, why_not=_nothing_compared)
def matrix(board: "Dashboard") -> None:
    """See where each owner stands with each commitment that is marked or listed, else with all."""
    from tui.comparing import Asked
    from tui.screens.matrix import MatrixScreen

    situation = board.situation
    asked = Asked()
    if situation.kind == "commitment":
        panel = board.panel
        chosen = situation.commitments if situation.marked else panel.records
        line = "marked" if situation.marked else panel.filter
        asked = Asked(tuple(record.id for record in chosen), line)
    screen = MatrixScreen(board.desk, asked, board.shown)
    board.app.push_screen(screen, if_any(board.read))


def _list(board: "Dashboard", door: "Door") -> None:
    """List what was counted, and nothing less."""

    def go() -> None:
        board.scopes = ()
        board.go_to_panel(KINDS[door.kind])
        board.use_filter(door.line)

    board.travel(go)
