"""Dates and moments: a phrase, echoed as the date it means, and moved with the arrows."""

from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from store import dates
from store.fields import FieldError
from store.types import TYPES
from tui.widgets.inputs.base import Changed
from tui.widgets.inputs.line import Line

WEEK = 7  # days


class Dated(Line):
    """A date, month, year, range, or a date-time with its zone."""

    whole = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("shift+up", "move(7)", "A week later", show=False),
        Binding("shift+down", "move(-7)", "A week earlier", show=False),
        Binding("pageup", "move(0, 1)", "A month later", show=False),
        Binding("pagedown", "move(0, -1)", "A month earlier", show=False),
    ]
    HINTS = (("up/down", "day"), ("shift+up", "week"), ("page up", "month"))

    def echo(self, words: str) -> str:
        value = self._means(words)
        spelt = dates.spell(value)
        return "" if spelt == words else spelt

    def settle(self, value: Any) -> None:
        self.write(value)  # a draft must not mean another day tomorrow

    async def action_step(self, by: int) -> None:
        """Up and down go through what is offered, else from day to day."""
        chosen = self.offers is not None and self.offers.chosen is not None
        if chosen or (self.words and not self._means(self.words)):
            await super().action_step(by)
        else:
            self.action_move(-by)

    def action_move(self, days: int, months: int = 0) -> None:
        """To another date; from no date to today."""
        value = self._means(self.words)
        try:
            moved = _moved(value, days, months) if value else str(self.context.today)
        except dates.DateError:
            return  # there is no later date, or no earlier one
        if value or not self.words:
            self._hide()
            self.write(moved)
            self.post_message(Changed(self))

    def _means(self, words: str) -> str:
        """What the words mean; "" where that is no date."""
        try:
            value: str = TYPES[self.field.type].parse(words, self.field, self.context)
        except FieldError:
            return ""
        return value


def _moved(value: str, days: int, months: int) -> str:
    """What is known by month or year only moves by that."""
    by = 1 if days + months > 0 else -1
    match dates.precision(value):
        case "year":
            return dates.shift_months(value, 12 * by)
        case "month":
            return dates.shift_months(value, by)
        case _:
            return dates.shift_months(value, months) if months else dates.shift(value, days)
