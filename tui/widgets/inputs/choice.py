"""One of a few words, and yes or no."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Focus, Key
from textual.reactive import reactive
from textual.timer import Timer

from store.fields import Field
from store.names import Names
from store.text import fold
from tui.widgets.inputs.base import FAINT, Changed, Done, FieldInput

FORGET = 1.0  # seconds after which typing begins a new word


class Choice(FieldInput, can_focus=True):
    """The words are gone through with left, right and space, or found by typing their start."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,down", "step(1)", "Next", show=False),
        Binding("space", "space", "Next", show=False),
        Binding("left,up", "step(-1)", "Previous", show=False),
        Binding("backspace,delete", "empty", "Empty", show=False),
        Binding("enter", "done", "Go on", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--arrow"}

    at: reactive[int] = reactive(0)
    """Which of `options` it stands on."""

    def __init__(self, field: Field, context: Names) -> None:
        super().__init__(classes="field-input")
        self.field = field
        self.context = context
        self.options = ("", *field.choices)
        self.empty_said = "choose" if field.required else "not recorded"
        self._typed = ""
        self._forget: Timer | None = None

    @property
    def words(self) -> str:
        return self.options[self.at]

    @words.setter
    def words(self, words: str) -> None:
        self.at = self.options.index(words) if words in self.options else 0

    def render(self) -> Content:
        """`‹ on track ›`"""
        words = self.words
        arrows = self.get_visual_style("choice--arrow")
        left, right = ("< ", " >") if self.screen.has_class("-ascii") else ("‹ ", " ›")
        shown = Content(words) if words else Content.styled(self.empty_said, FAINT)
        if not self.has_focus:
            return shown
        return Content.assemble((left, arrows), shown, (right, arrows))

    def get_content_height(self, *_: object) -> int:
        """One line."""
        return 1

    def on_focus(self, _event: Focus) -> None:
        """A word that was begun elsewhere is over."""
        self._typed = ""

    def on_key(self, event: Key) -> None:
        """The start of a word finds it."""
        if not event.is_printable or event.character is None or event.character == " ":
            return
        event.stop()
        self._begin(event.character)

    def _begin(self, letter: str) -> None:
        """One more letter of a word, or the first of another."""
        self._typed += letter
        self._later()
        starting = [n for n, word in enumerate(self.options) if self._starts(word, self._typed)]
        if not starting:
            self._typed = letter
            starting = [n for n, word in enumerate(self.options) if self._starts(word, self._typed)]
        if starting:
            again = len(self._typed) == 1 and self.at in starting
            self._go(
                starting[(starting.index(self.at) + 1) % len(starting)] if again else starting[0]
            )

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters are words begun here, not actions of the screen."""
        return character is not None and character.isprintable()

    def on_mouse_down(self) -> None:
        """The next word; a click would miss where leaving a field has told an error above."""
        self.action_step(1)

    def action_step(self, by: int) -> None:
        """The next word, or the one before."""
        self._go((self.at + by) % len(self.options))

    def action_space(self) -> None:
        """Within a word that is being typed it belongs to that, else it is the next one."""
        if self._typed:
            self._begin(" ")
        else:
            self.action_step(1)

    def action_empty(self) -> None:
        """Nothing recorded."""
        self._go(0)

    def action_done(self) -> None:
        """On to the next field."""
        self.post_message(Done(self))

    def _go(self, at: int) -> None:
        if at != self.at:
            self.at = at
            self.post_message(Changed(self))

    def _later(self) -> None:
        if self._forget is not None:
            self._forget.stop()
        self._forget = self.set_timer(FORGET, self._forgotten)

    def _forgotten(self) -> None:
        self._typed = ""

    @staticmethod
    def _starts(word: str, typed: str) -> bool:
        return bool(word) and fold(word).startswith(fold(typed))


class Flag(Choice):
    """A box to tick."""

    def __init__(self, field: Field, context: Names) -> None:
        super().__init__(field, context)
        self.options = ("", "yes")

    def render(self) -> Content:
        return Content("[x] yes" if self.words else "[ ] no")

    def on_key(self, event: Key) -> None:
        """`y` and `n` say it too."""
        if event.character in ("y", "n"):
            event.stop()
            self._go(int(event.character == "y"))
