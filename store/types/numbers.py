"""Whole numbers, and priority as iCalendar has it."""

import operator
from collections.abc import Callable
from typing import Any

from store.fields import Context, Field, FieldError
from store.text import fold
from store.types.base import Test, Type, quoted, starting

_RELATIONS: dict[str, Callable[[Any, Any], bool]] = {
    ":": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Int(Type):
    """A whole number."""

    empty: Any = None
    operators = (":", "<", "<=", ">", ">=")
    expects = "a number"

    def parse(self, text: str, field: Field, context: Context) -> int | None:
        return self.number(text, field) if text.strip() else None

    def number(self, text: str, field: Field) -> int | None:
        """The number a person's words stand for."""
        digits = text.strip()
        if len(digits) > 18 or not digits.removeprefix("-").removeprefix("+").isdecimal():
            raise FieldError(f"{quoted(text)} is no whole number")
        return self.decode(int(digits), field)

    def format(self, value: Any) -> str:
        return "" if value is None else str(value)

    def decode(self, raw: Any, field: Field) -> int | None:
        if raw is None or raw == "":
            return self.empty  # type: ignore[no-any-return]
        if isinstance(raw, bool) or not isinstance(raw, int) or abs(raw) >= 2**53:
            raise FieldError(f"{quoted(str(raw)[:80])} is no whole number")
        if field.low is not None and raw < field.low:
            raise FieldError(f"{raw} is too small: {field.low} is the least")
        if field.high is not None and raw > field.high:
            raise FieldError(f"{raw} is too large: {field.high} is the most")
        return raw

    def test(self, op: str, words: tuple[str, ...], field: Field, context: Context) -> Test:
        relation = _RELATIONS[op]
        bounds = [n for n in (self.parse(word, field, context) for word in words) if n is not None]
        return lambda value: value is not None and any(relation(value, n) for n in bounds)

    def sort(self, value: Any, field: Field, context: Context) -> Any:
        return (value is None, value or 0)


class Priority(Int):
    """0 to 9 as in iCalendar: 1–4 high, 5 medium, 6–9 low, 0 none (RFC 5545 §3.8.1.9)."""

    empty: Any = 0
    expects = "high, medium, low or 0 to 9"
    words = (("high", 1, range(1, 5)), ("medium", 5, range(5, 6)), ("low", 9, range(6, 10)))

    def parse(self, text: str, field: Field, context: Context) -> int | None:
        if not text.strip():
            return 0
        named = {word: number for word, number, _ in self.words}
        return named.get(fold(text.strip())) or self.number(text, field)

    def show(self, value: Any, context: Context) -> str:
        return next((word for word, _, band in self.words if value in band), "")

    def test(self, op: str, words: tuple[str, ...], field: Field, context: Context) -> Test:
        bands = {word: band for word, _, band in self.words}
        if op == ":" and all(fold(word) in bands for word in words):
            return frozenset(n for word in words for n in bands[fold(word)]).__contains__
        return super().test(op, words, field, context)

    def sort(self, value: Any, field: Field, context: Context) -> Any:
        return value or 10

    def suggest(self, text: str, field: Field, context: Context) -> list[tuple[str, str]]:
        return [(word, "") for word in starting(text, [word for word, _, _ in self.words])]
