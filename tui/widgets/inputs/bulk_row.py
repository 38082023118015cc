"""One field of several records at once: untouched it keeps what each of them has."""

from enum import Enum

from msgspec.structs import replace
from textual.content import Content
from textual.widgets import Input, TextArea

from store.fields import Field
from store.names import Names
from tui.recent import Recent
from tui.widgets.inputs.choice import Choice
from tui.widgets.inputs.row import FieldRow

YES_OR_NO = ("yes", "no")


class How(Enum):
    """What the words do to the field of each record; the value is told beside the label."""

    ADD = "add"
    REMOVE = "remove"
    SET = "set"
    EMPTY = "empty"


class BulkRow(FieldRow):
    """A field; for a list its words are added, or removed, or take the place of what is there."""

    def __init__(  # noqa: PLR0913, PLR0917 — what a row takes, and what the records have
        self, field: Field, context: Names, words: str, count: int, many: bool, recent: Recent
    ) -> None:
        """`words` are what the records have where they have the same, `count` is how many values
        they have; `many`: the field holds a list."""
        if field.type == "flag":  # yes, no, or as it is
            field = replace(field, type="choice", choices=YES_OR_NO)
        # what they share is what a change starts from; to a list something is added first
        begin = "" if many or count > 1 else words
        super().__init__(replace(field, required=False), context, begin, begin, recent)
        self.hows = [How.ADD, How.REMOVE, How.SET] if many else [How.SET]
        if not field.required:
            self.hows.append(How.EMPTY)
        self.how = self.hows[0]
        self._there = f"({count} values)" if count > 1 else words if many else ""

    def on_mount(self) -> None:
        """Say what is there."""
        self._tell_there()

    def render(self) -> Content:
        if len(self.hows) < 3 and self.how is not How.EMPTY:
            return super().render()
        return Content.assemble(super().render(), (f" {self.how.value}", "$text-accent"))

    def turn(self) -> None:
        """The next way."""
        empty = self.how is How.EMPTY
        self.how = self.hows[(self.hows.index(self.how) + 1) % len(self.hows)]
        if empty or self.how is How.EMPTY:
            self.input.words = self.initial if empty else ""
        self._tell_there()
        self.refresh()

    def _tell_there(self) -> None:
        there = "will be empty" if self.how is How.EMPTY else self._there
        match self.input:
            case Input() | TextArea():
                self.input.placeholder = (
                    Content(there) if isinstance(self.input, TextArea) else there
                )
            case Choice() if there:
                self.input.empty_said = there
                self.input.refresh()

    @property
    def changed(self) -> bool:
        """Whether the records are to be changed here."""
        return self.how is How.EMPTY or super().changed
