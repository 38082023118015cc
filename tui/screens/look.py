"""Choosing how the dashboard looks: what the cursor stands on is shown at once, enter keeps it in
the configuration, esc brings back what was there."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from store.errors import StoreError
from tui.preferences import DENSITIES, TEXTUALS, THEMES
from tui.screens.choose import Choose
from tui.theme import show_density, theme_name

if TYPE_CHECKING:
    from tui.screens.dashboard import Dashboard


def choose_theme(board: "Dashboard") -> None:
    """The themes, ours first."""
    app = board.app
    if app.no_color:
        board.say("NO_COLOR is set, so there are no colours to choose.")
        return
    before = app.theme
    choices = {name: (name, about) for name, about in THEMES.items()}
    choices |= {name: (name, "Textual's") for name in TEXTUALS}
    current = next(name for name in choices if theme_name(name) == before)

    def look(name: str) -> None:
        app.theme = theme_name(name)

    _choose(board, "theme", choices, current, look)


def choose_density(board: "Dashboard") -> None:
    """Close together, or with room around."""
    app = board.app
    current = next((name for name in DENSITIES if app.has_class(f"-{name}")), "")

    choices = {name: (name, about) for name, about in DENSITIES.items()}
    _choose(board, "density", choices, current, partial(show_density, app))


def _choose(
    board: "Dashboard",
    setting: str,
    choices: Mapping[str, tuple[str, str]],
    current: str,
    look: Callable[[str], None],
) -> None:
    def chosen(name: str | None) -> None:
        look(current if name is None else name)
        if name is not None:
            _keep(board, setting, name)

    screen = Choose(
        setting.capitalize(), choices, board.desk.config.ascii, current=current, look=look
    )
    board.app.push_screen(screen, chosen)


def _keep(board: "Dashboard", setting: str, value: str) -> None:
    """Write it into the configuration, in a thread; say how it went."""
    from store.settings import write_setting

    path = board.desk.settings
    if path is None:
        board.say(f"The {setting} is {value}, for now.")
        return
    write = partial(write_setting, path, setting, value)

    def work() -> None:
        try:
            write()
        except StoreError as error:
            board.fail(str(error))
        else:
            board.say(f"The {setting} is {value}; it is written in {path}")

    board.run_worker(work, thread=True, group="write")
