"""What all screens have in common that open over another and leave it to be seen."""

from typing import ClassVar

from textual.binding import BindingType
from textual.screen import ModalScreen

from tui.answers import Answer
from tui.bindings import bound
from tui.keymap import KeyMap, keys_of
from tui.screens.once import Once
from tui.widgets.hint_bar import Foot, Hint


class Over(Once, ModalScreen[Answer]):
    """It closes once, and tells keys as they are in force; `ascii`: in nothing but ASCII."""

    BINDINGS: ClassVar[list[BindingType]] = [bound("jump", "app.jump")]

    def __init__(self, ascii: bool) -> None:
        super().__init__(classes="-ascii" if ascii else None)
        self.ascii = ascii

    @property
    def keys(self) -> KeyMap:
        """The keys in force."""
        return keys_of(self.app)

    def hinted(self, *hints: tuple[str, str]) -> tuple[Hint, ...]:
        """Keys and what they do: `{log.close}` for the key of that id, or the key itself where no
        key map changes it."""
        return tuple(Hint(self.keys.told(key), label) for key, label in hints)

    def foot(self, *hints: tuple[str, str], always: tuple[str, str] | None = None) -> Foot:
        """The line of keys at the foot, as `hinted` takes them; `always`: one that is there where
        others have no room."""
        foot = Foot(id="hints")
        foot.ascii = self.ascii
        foot.hints = self.hinted(*hints)
        foot.always = self.hinted(always)[0] if always else None
        return foot
