"""Pictures of the whole: the overview, the agenda, who held which role when."""

from typing import TYPE_CHECKING

from tui.actions.registry import Group

if TYPE_CHECKING:
    from tui.screens.dashboard import Dashboard
    from tui.sheet import Door

PICTURES = Group("Pictures")


@PICTURES.action("overview", "O", label="overview", rank=66)
def overview(board: "Dashboard") -> None:
    """See the body at a glance: what is open, with whom, and since when."""
    from tui.screens.overview import OverviewScreen

    def chosen(door: "Door | None") -> None:
        if door is not None:
            _list(board, door)

    board.app.push_screen(OverviewScreen(board.desk), chosen)


def _list(board: "Dashboard", door: "Door") -> None:
    """List what was counted, and nothing less."""
    from store.kinds import KINDS

    board.scopes = ()
    board.go_to_panel(KINDS[door.kind])
    board.use_filter(door.line)
