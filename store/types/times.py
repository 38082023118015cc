"""Partial dates, date-times and instants."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

import msgspec

from store import dates, phrases
from store.fields import Context, Field, FieldError
from store.text import clean_line, fold
from store.types.base import Memo, Test, Type, are_plain, safe_text

STAMP_LIMIT = 40  # characters


class Stamp(Type):
    """An instant in UTC that the store sets (RFC 3339)."""

    operators = (":", "<", "<=", ">", ">=")
    expects = "a date"

    def decode(self, raw: Any, field: Field) -> str:
        text = safe_text(raw, STAMP_LIMIT, clean_line)
        if not text:
            return ""
        try:
            instant = msgspec.convert(text, type=datetime)
        except msgspec.ValidationError:
            instant = None
        if instant is None or instant.tzinfo is None:
            raise FieldError(f"{text!r} is no instant: write it as 2021-12-02T10:00:00Z")
        return text

    def altered(self, values: Collection[Any], field: Field) -> set[Any]:
        plain = are_plain(values, STAMP_LIMIT) and _are_instants(values)
        return set() if plain else super().altered(values, field)

    def test(self, op: str, words: tuple[str, ...], field: Field, context: Context) -> Test:
        on_days = Date().test(op, words, field, context)
        return lambda value: on_days(value[:10])


def _are_instants(texts: Collection[str]) -> bool:
    try:
        instants = msgspec.convert(list(texts), type=list[datetime])
    except msgspec.ValidationError:
        return False
    return all(instant.tzinfo is not None for instant in instants)


class Date(Type):
    """A day, month or year, or a day between two."""

    operators = (":", "<", "<=", ">", ">=")
    expects = "a date or a phrase such as +2w"

    def parse(self, text: str, field: Field, context: Context) -> str:
        return dated(phrases.resolve, text.strip(), context.today) if text.strip() else ""

    def show(self, value: Any, context: Context) -> str:
        return str(value)

    def decode(self, raw: Any, field: Field) -> str:
        text = safe_text(raw, 80, clean_line)
        return dated(dates.parse, text) if text else ""

    def test(self, op: str, words: tuple[str, ...], field: Field, context: Context) -> Test:
        bounds = tuple(
            (
                dated(phrases.resolve, word.removesuffix("?"), context.today),
                dates.Answer.POSSIBLY if word.endswith("?") else dates.Answer.YES,
            )
            for word in words
        )
        return Memo(
            lambda value: any(dates.compare(value, op, day) >= least for day, least in bounds)
        ).__getitem__

    def sort(self, value: Any, field: Field, context: Context) -> Any:
        return dates.sort_key(value)

    def suggest(self, text: str, field: Field, context: Context) -> list[tuple[str, str]]:
        typed = fold(text.strip())
        offered = [phrase for phrase in phrases.EXAMPLES if fold(phrase).startswith(typed)]
        return [(phrase, phrases.resolve(phrase, context.today)) for phrase in offered]


class When(Date):
    """A date, or a date-time with an IANA zone."""

    def parse(self, text: str, field: Field, context: Context) -> str:
        if ":" in text:
            return dated(dates.parse_when, text.strip())
        return super().parse(text, field, context)

    def decode(self, raw: Any, field: Field) -> str:
        text = safe_text(raw, 120, clean_line)
        return dated(dates.parse_when, text) if text else ""


def dated(read: Callable[..., str], *args: Any) -> str:
    try:
        return read(*args)
    except dates.DateError as error:
        raise FieldError(str(error)) from error
