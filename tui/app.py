"""The dashboard's application: wiring only."""

import gc
from collections.abc import Sequence
from typing import ClassVar

from msgspec import structs
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.filter import LineFilter

from store.desk import Desk
from tui.screens.dashboard import Dashboard
from tui.state import PanelState, State, read_state, write_state
from tui.theme import DARK, LIGHT, theme_name, without_colour
from tui.typeahead import TypeAheadApp


class SmallgroupApp(TypeAheadApp):
    """The dashboard on a desk; opened at a kind's panel, with a filter, where these are given."""

    TITLE = "Smallgroup"
    CSS_PATH = "styles/app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True)
    ]

    def __init__(self, desk: Desk, kind: str = "", filter: str = "") -> None:
        super().__init__(ansi_color=True if without_colour() else None)
        self.desk = desk
        self._at = (kind, filter)
        self._trouble = ""
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = theme_name(desk.config.theme)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through before it is drawn."""
        filters = super().get_line_filters()
        if not self.desk.config.ascii:
            return filters
        from tui.plain import Plain

        return [*filters, Plain()]

    def get_default_screen(self) -> Dashboard:
        """The dashboard as it was left; it is the first screen, so nothing is painted before it."""
        state, self._trouble = read_state(self.desk.store.journal.folder)
        kind, line = self._at
        return Dashboard(self.desk, _opened_at(state, kind, line) if kind else state)

    def on_mount(self) -> None:
        """Say what of the last time could not be remembered."""
        if self._trouble:
            self.notify(self._trouble, severity="warning", markup=False)

    def on_ready(self) -> None:
        """Painted: now there is time to look for garbage, but not among what stays."""
        gc.freeze()
        gc.enable()

    async def action_quit(self) -> None:
        """Leave, from whatever screen, and remember how things stood."""
        for screen in self.screen_stack:
            if isinstance(screen, Dashboard):
                self._remember(screen.state)
        self.exit()

    def _fatal_error(self) -> None:
        """End with a report; Textual's own shows every value on the way, and so the records."""
        from tui.crash import report

        self.bell()
        if self._exception is not None:
            self._exit_renderables.append(Text(report(self._exception)))
        self._close_messages_no_wait()

    def _remember(self, state: State) -> None:
        """Keep what is worth remembering for the next start."""
        try:
            write_state(self.desk.store.journal.folder, state)
        except OSError as error:
            self.log.warning(f"The dashboard's state was not kept: {error.strerror}")


def _opened_at(state: State, kind: str, line: str) -> State:
    panel = structs.replace(state.panels.get(kind, PanelState()), filter=line, cursor="")
    return structs.replace(state, panel=kind, panels={**state.panels, kind: panel})
