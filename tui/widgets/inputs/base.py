"""What every widget that a field is filled in with has in common, whatever the field's type."""

from typing import Any

from textual.message import Message
from textual.widget import Widget

from store.fields import Context, Field, FieldError
from store.types import TYPES

MISSING = "This must be filled."


class FieldInput(Widget):
    """Takes the words of one field. Mixed into the widgets of this package, after the widget of
    Textual's that does the drawing (whose styles are then inherited).

    `words` is what was typed, in the form that the field's type parses; `field` and `context` are
    what it is parsed with.
    """

    field: Field
    context: Context

    class Changed(Message):
        """The words are no longer what they were."""

        def __init__(self, input: "FieldInput") -> None:
            super().__init__()
            self.input = input

        @property
        def control(self) -> "FieldInput":
            """The widget whose words changed."""
            return self.input

    class Paused(Changed):
        """Nothing has been typed for a moment, and nothing is offered: time to say what is wrong."""

    class Done(Changed):
        """The person wants to go on to the next field."""

    @property
    def words(self) -> str:
        """What was typed, as `Type.parse` reads it."""
        raise NotImplementedError

    @words.setter
    def words(self, words: str) -> None:
        raise NotImplementedError

    def understood(self, words: str) -> Any:
        """The value that the words stand for; `FieldError` where they stand for none. May be
        asked in a thread: it looks at nothing of the widget that changes."""
        value = TYPES[self.field.type].parse(words, self.field, self.context)
        if self.field.required and self.field.is_empty(value):
            raise FieldError(MISSING)
        return value

    def settle(self, value: Any) -> None:
        """Show what was understood, now that the person has left the field."""


def words_of(field: Field, value: Any) -> str:
    """The words that stand for a value; none where nothing is recorded."""
    return "" if field.is_empty(value) else TYPES[field.type].format(value)


def sentence(text: str) -> str:
    """An error as a sentence of its own."""
    start = text[:1].upper() + text[1:]
    return start if start.endswith((".", "?", "!")) else start + "."
