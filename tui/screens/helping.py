"""Help over a screen that itself stands over the dashboard."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from store.desk import Desk
from tui.answers import if_any

if TYPE_CHECKING:
    from tui.screens.dashboard import Dashboard


def help_over(screen: Screen[Any], desk: Desk, chosen: Callable[[str], None] | None = None) -> None:
    """What the keys do, those of this screen first. `chosen` is given the action that was chosen;
    by default the screen closes and the dashboard does it."""
    from tui.screens.help import Help

    board = _board(screen)

    def go_and_do(id: str) -> None:
        screen.dismiss(None)
        board.act(id)

    help_ = Help(desk.config.ascii, board.situation, screen)
    screen.app.push_screen(help_, if_any(chosen or go_and_do))


def _board(screen: Screen[Any]) -> "Dashboard":
    from tui.screens.dashboard import Dashboard

    return next(one for one in screen.app.screen_stack if isinstance(one, Dashboard))
