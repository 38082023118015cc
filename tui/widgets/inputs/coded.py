"""Values that are written short and mean more: countries and priorities."""

from typing import Any

from store.fields import FieldError
from store.types import TYPES
from tui.widgets.inputs.line import Line
from tui.widgets.inputs.offers import Offer


class Country(Line):
    """A country's code, with its name at the end of the line."""

    eager = True

    def echo(self, words: str) -> str:
        return next((offer.meaning for offer in self._meant(words)), "")

    def settle(self, value: Any) -> None:
        self.write(value)

    def look_up(self, typed: str) -> list[Offer]:
        offers = [*self._meant(typed), *super().look_up(typed)]
        return list(dict.fromkeys(offers))

    def _meant(self, words: str) -> list[Offer]:
        kind = TYPES[self.field.type]
        try:
            code = kind.parse(words, self.field, self.context) if words else ""
        except FieldError:
            return []
        found = kind.suggest(code, self.field, self.context) if code else []
        return [Offer(word, name) for word, name in found if word == code]


class Rated(Line):
    """A priority: high, medium, low, or the number behind it."""

    def echo(self, words: str) -> str:
        kind = TYPES[self.field.type]
        try:
            shown = kind.show(kind.parse(words, self.field, self.context), self.context)
        except FieldError:
            return ""
        return "" if shown == words else shown
