"""Dates and moments: a phrase, echoed as the date it means."""

from typing import Any

from store import dates
from store.fields import FieldError
from store.types import TYPES
from tui.widgets.inputs.line import Line


class Dated(Line):
    """A date, month, year, range, or a date-time with its zone."""

    def echo(self, words: str) -> str:
        try:
            value = TYPES[self.field.type].parse(words, self.field, self.context)
        except FieldError:
            return ""
        spelt = dates.spell(value)
        return "" if spelt == words else spelt

    def settle(self, value: Any) -> None:
        self.write(value)  # a draft must not mean another day tomorrow
