"""What every widget that a field is filled in with has in common, whatever the field's type."""

from typing import Any, ClassVar

from textual.message import Message
from textual.widget import Widget

from store import door
from store.fields import Field, FieldError
from store.names import Names
from store.types import TYPES
from tui.recent import Recent

MISSING = "This must be filled."
FAINT = "$foreground 60%"  # the style of what is said beside something


class Changed(Message):
    """The words of a field are no longer what they were."""

    def __init__(self, input: "FieldInput") -> None:
        super().__init__()
        self.input = input

    @property
    def control(self) -> "FieldInput":
        """The widget whose words changed."""
        return self.input


class Paused(Changed):
    """Nothing was typed for a moment and nothing is offered: time to say what is wrong."""


class Done(Changed):
    """The person wants to go on to the next field."""


class FieldInput(Widget):
    """Takes the words of one field. Mixed into the widgets of this package, after the widget of
    Textual's that does the drawing (whose styles are then inherited).

    `words` is what was typed, in the form that the field's type parses; `field` and `context` are
    what it is parsed with. `recent` knows which records were pointed at last.
    """

    HINTS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """The keys that are its own, and what they do."""

    field: Field
    context: Names
    recent: Recent = Recent()

    @property
    def words(self) -> str:
        """What was typed, as `Type.parse` reads it."""
        raise NotImplementedError

    @words.setter
    def words(self, words: str) -> None:
        raise NotImplementedError

    def understood(self, words: str) -> Any:
        """As the function, for this field. May be asked in a thread."""
        return understood(words, self.field, self.context)

    def settle(self, value: Any) -> None:
        """Show what was understood, now that the person has left the field."""


def understood(words: str, field: Field, context: Names) -> Any:
    """The value that the words stand for; `FieldError` where they stand for none, and where there
    are none but must be."""
    value = door.understood(words, field, context)
    if field.required and field.is_empty(value):
        raise FieldError(MISSING)
    return value


def words_of(field: Field, value: Any) -> str:
    """The words that stand for a value; none where nothing is recorded."""
    return "" if field.is_empty(value) else TYPES[field.type].format(value)


def sentence(text: str) -> str:
    """An error as a sentence of its own."""
    start = text[:1].upper() + text[1:]
    return start if start.endswith((".", "?", "!")) else start + "."
