"""What the sheets that open over the dashboard have in common."""

from typing import ClassVar, TypeVar

from textual.binding import BindingType
from textual.screen import ModalScreen

from tui.bindings import bound
from tui.keymap import KeyMap, keys_of
from tui.screens.once import Once
from tui.widgets.hint_bar import Foot, Hint
from tui.widgets.table import VirtualTable

Answer = TypeVar("Answer")


class Overlay(Once, ModalScreen[Answer]):
    """A sheet in the middle of the screen; on a low screen it leaves its margins out."""

    CSS_PATH = "../styles/sheet.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [bound("jump", "app.jump")]

    def __init__(self, ascii: bool) -> None:
        super().__init__(classes="-ascii" if ascii else None)

    @property
    def keys(self) -> KeyMap:
        """The keys in force."""
        return keys_of(self.app)

    def foot(self, *hints: tuple[str, str]) -> Foot:
        """The line of keys at the foot of the sheet: `{log.close}` for the key of that id, or the
        key itself where no key map changes it."""
        foot = Foot(classes="sheet-keys")
        foot.hints = self.hinted(*hints)
        return foot

    def hinted(self, *hints: tuple[str, str]) -> tuple[Hint, ...]:
        """Hints with the keys that are in force."""
        return tuple(Hint(self.keys.told(key), label) for key, label in hints)

    def action_move(self, way: str) -> None:
        """Move the cursor of the list."""
        getattr(self.query_one(VirtualTable), f"action_{way}")()
