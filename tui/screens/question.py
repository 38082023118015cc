"""A short question about records that are there: a few fields, one batch of changes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from textual.content import Content
from textual.widget import Widget

from store.desk import Desk
from store.door import Problems
from store.fields import Field, FieldError
from tui.answers import Answer
from tui.screens.ask import AskScreen
from tui.widgets.inputs.base import FAINT, understood
from tui.widgets.inputs.row import FieldRow


class Question(AskScreen[Answer]):
    """Asks for `asked`: fields and the words that they begin with."""

    def __init__(
        self, desk: Desk, title: str, about: str, asked: Sequence[tuple[Field, str]]
    ) -> None:
        super().__init__(desk)
        self._asked = asked
        self._says = Content.assemble((title, "bold"), (f"  {about}", FAINT))

    def heading(self) -> Content:
        return self._says

    def rows(self) -> Iterable[Widget]:
        for field, words in self._asked:
            yield FieldRow(field, self.desk.names, "", words, self.recent)

    def read(self, words: Mapping[str, str]) -> dict[str, Any]:
        """The values that the words stand for, by field name; else `Problems`."""
        values: dict[str, Any] = {}
        wrong: dict[str, str] = {}
        for field, _ in self._asked:
            try:
                values[field.name] = understood(words[field.name], field, self.desk.names)
            except FieldError as error:
                wrong[field.name] = str(error)
        if wrong:
            raise Problems(wrong)
        return values
