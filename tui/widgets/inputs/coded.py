"""Values that are written short and mean more: countries and priorities."""

import os
from typing import Any

from store.fields import FieldError
from store.types import TYPES
from tui.terminal import flag_of, shows_flags
from tui.widgets.inputs.line import Line
from tui.widgets.inputs.offers import Offer


class Country(Line):
    """A country's code, with its name at the end of the line, and its flag where there is one."""

    eager = True
    whole = True

    def echo(self, words: str) -> str:
        for offer in self._meant(words):
            shown = shows_flags(os.environ) and not self.screen.has_class("-ascii")
            # last on the line, so that a terminal that measures it otherwise shifts nothing
            return f"{offer.meaning} {flag_of(offer.words)}" if shown else offer.meaning
        return ""

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
