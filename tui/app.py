"""The dashboard's application: wiring only."""

import gc
import os
from collections.abc import Callable, Sequence
from typing import ClassVar

from msgspec import structs
from rich.text import Text
from textual._styles_cache import StylesCache
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.worker import WorkerFailed

from store.desk import Desk
from store.errors import Damaged, StoreError, Unreadable
from tui.driver import LastingDriver, on_hang_up
from tui.keeping import keep_all
from tui.keymap import key_map
from tui.messages import Lost
from tui.notices import Notices
from tui.screens.dashboard import Dashboard
from tui.state import PanelState, State, read_state, write_state
from tui.theme import OURS, show_density, theme_name, without_colour
from tui.typeahead import TypeAheadApp

First = Callable[[Dashboard], object]


class SmallgroupApp(TypeAheadApp[StoreError | None]):
    """The dashboard on a desk; opened at a kind's panel, with a filter, where these are given.
    `first` is done as soon as it is painted.

    Running it returns why it had to end where the store could not be read any further.
    """

    TITLE = "Smallgroup"
    CSS_PATH = "styles/app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True)
    ]

    def __init__(
        self, desk: Desk, kind: str = "", filter: str = "", first: First = lambda board: None
    ) -> None:
        colourless = without_colour()
        if not colourless:
            os.environ.pop("NO_COLOR", None)  # set to nothing it asks for nothing
        super().__init__(ansi_color=True if colourless else None)
        self.desk = desk
        self.key_map = key_map(desk.config.keymap, desk.config.own_keys)
        self.notices = Notices()
        self._at, self._first = (kind, filter), first
        self._trouble = ""
        self._warned = False
        self.set_keymap(self.key_map.for_textual)
        for theme in OURS.values():
            self.register_theme(theme)
        self.theme = theme_name(desk.config.theme, colourless, self.console.color_system)
        show_density(self, desk.config.density)

    def get_driver_class(self) -> type[Driver]:
        """What meets the terminal: ours in the place of Textual's, unless the user names one."""
        found = super().get_driver_class()
        return LastingDriver if found is LinuxDriver else found

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What every line goes through before it is drawn."""
        filters = super().get_line_filters()
        if not (self.desk.config.ascii or self.no_color):
            return filters
        from tui.plain import Colourless, Plain

        own = [Colourless()] if self.no_color else []
        return [*filters, *own, *([Plain()] if self.desk.config.ascii else [])]

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
        """Painted: now there is time to look for garbage, but not among what stays, and to read
        what else there is."""
        gc.freeze()
        gc.enable()
        if not self.is_headless:
            on_hang_up(lambda number: self.run_worker(self._hung_up(number)))
        for screen in self.screen_stack:
            if isinstance(screen, Dashboard):
                screen.read_on()
                self._first(screen)

    def on_lost(self, event: Lost) -> None:
        """There is nothing to go on with."""
        self.exit(event.error)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Say something in a corner, for a while; the log has it for longer. Never markup.

        What was said before is over, and may no longer be true; a failure stays for its time.
        """
        said = self.key_map.told(message)
        for earlier in list(self._notifications):
            if earlier.severity != "error" or earlier.message == said:
                self._unnotify(earlier, refresh=False)
        self.notices.note(said, severity)
        super().notify(said, title=title, severity=severity, timeout=timeout, markup=False)

    def pop_screen(self) -> AwaitComplete:
        """Leave a screen, and what it drew: Textual holds on to the lines of a thousand widgets."""
        StylesCache.get_inner_outer.cache_clear()
        return super().pop_screen()

    def action_jump(self) -> None:
        """Put a label on everything that can have the focus; its letter goes there."""
        from tui.screens.jump import Jump, spots

        if found := spots(self.screen):
            self.push_screen(Jump(found, self.desk.config.ascii))

    def action_help_quit(self) -> None:
        """ctrl+c, where it copies nothing: it ends other programs, so say what ends this one."""
        self.notify("ctrl+q leaves, from anywhere; what is typed in a form is kept as a draft.")

    async def action_quit(self) -> None:
        """Leave, from whatever screen; what is being typed is kept, and how things stood."""
        try:
            said = await keep_all(self.screen_stack)
        except StoreError as error:
            if not self._warned:
                self._warned = True
                self.notify(f"{error} ctrl+q again leaves all the same.", severity="error")
                return
            said = ""
        self._remember()
        self.exit(message=Text(said) if said else None)

    async def _hung_up(self, number: int) -> None:
        """The terminal was closed, or somebody wants the program to end: nobody can be asked."""
        try:
            await keep_all(self.screen_stack)
        except StoreError as error:
            self.log.warning(str(error))
        self._remember()
        self.exit(return_code=128 + number)

    def _handle_exception(self, error: Exception) -> None:
        """Records of a large store are read as they are asked for: that they cannot be had may turn
        out anywhere, and is no mistake of the program."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, Damaged | Unreadable):
            self.exit(cause)
        else:
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End with a report; Textual's own shows every value on the way, and so the records."""
        from tui.crash import report

        self.bell()
        if self._exception is not None:
            self._exit_renderables.append(
                Text(report(self._exception), no_wrap=True, overflow="ignore")
            )
        self._close_messages_no_wait()

    def _remember(self) -> None:
        """Keep what is worth remembering for the next start."""
        for screen in self.screen_stack:
            if isinstance(screen, Dashboard):
                try:
                    write_state(self.desk.store.journal.folder, screen.state)
                except OSError as error:
                    self.log.warning(f"The dashboard's state was not kept: {error.strerror}")


def _opened_at(state: State, kind: str, line: str) -> State:
    panel = structs.replace(state.panels.get(kind, PanelState()), filter=line, cursor="")
    return structs.replace(state, panel=kind, panels={**state.panels, kind: panel})
