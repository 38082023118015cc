"""Days as people write them in a column of a table.

03/04/2026 is the third of April here and the fourth of March elsewhere: the column as a whole
tells, where a day beyond the twelfth stands in it. What depends on the day it was written
("tomorrow", a day without its year) is not taken.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime

from store import dates, phrases
from store.fields import FieldError
from store.formats.cells import Cell
from store.mapping.maps import Reads
from store.mapping.sheets import words_of
from store.mapping.tongues import months, weekdays
from store.mapping.words import PERIODS
from store.text import fold

LONGEST = 60  # characters of a day
PIVOT = 69  # two digits from here on are of the last century (POSIX strptime, %y)

_NUMBERS = re.compile(r"([0-9]{1,2})\s*([-/.])\s*([0-9]{1,2})\s*\2\s*([0-9]{4}|[0-9]{2})")
_TIME = re.compile(
    r"(?:\s*,?\s+|T)[0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:\s?[ap]\.?m\.?)?Z?$"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})\s*([-/.])\s*([0-9]{1,2})(?:\s*\2\s*([0-9]{1,2}))?")


class TwoWays(FieldError):
    """A day that could be two."""


def day_of(cell: Cell, reads: Reads) -> str:
    """The canonical date in a cell, "" for none; `FieldError` where there is something else,
    `TwoWays` for two."""
    if isinstance(cell, date):
        return (cell.date() if isinstance(cell, datetime) else cell).isoformat()
    words = words_of(cell)
    if len(words) > LONGEST:
        raise FieldError(f"{dates.quoted(words)} is not a date")
    words = _TIME.sub("", words)
    if match := _NUMBERS.fullmatch(words):
        return _in_numbers(match, reads)
    if match := _YEAR_FIRST.fullmatch(words):
        parts = [part.zfill(2) for part in (match[1], match[3], match[4]) if part]
        return _parsed("-".join(parts))
    if not words or re.fullmatch(r"[0-9]{4}|\[.*\]", words):
        return words and _parsed(words)
    return _in_words(words)


def _in_words(words: str) -> str:
    """A day written with words, as 30 June 2026 or fin juin 2026."""
    year = re.search(r"(?<![0-9])[0-9]{4}(?![0-9])", words)
    if year is None:
        raise FieldError(f"{dates.quoted(words)} has no year: write a whole date")
    try:
        found = phrases.resolve(_in_english(words), date.min)
    except dates.DateError as error:
        raise FieldError(f"{dates.quoted(words)} is not a date") from error
    if year[0] not in found:  # it was counted from today, as "2026 days" is
        raise FieldError(f"{dates.quoted(words)} is not a date")
    return found


def order_of(cells: Iterable[Cell]) -> tuple[Reads | None, str]:
    """How the days of a column are read, and why; None where that has to be asked. "" where
    nothing in it can be read in two ways."""
    doubtful, first, second = "", "", ""
    for words in dict.fromkeys(cell for cell in cells if isinstance(cell, str)):
        match = _NUMBERS.fullmatch(_TIME.sub("", words.strip()))
        if match is None:
            continue
        a, b = int(match[1]), int(match[3])
        if a > 12 >= b:
            first = first or words
        elif b > 12 >= a:
            second = second or words
        elif a != b:
            doubtful = doubtful or words
    if first and second:
        return None, f"{words_of(first)} has the day first, {words_of(second)} the month"
    if first:
        return "day first", f"{words_of(first)} has the day first"
    if second:
        return "month first", f"{words_of(second)} has the month first"
    if doubtful:
        return None, f"{words_of(doubtful)} can be read in two ways"
    return "", ""


def _in_numbers(match: re.Match[str], reads: Reads) -> str:
    a, b, year = int(match[1]), int(match[3]), int(match[4])
    if len(match[4]) == 2:
        year += 1900 if year >= PIVOT else 2000
    days = {"day first": (b, a), "month first": (a, b)}
    if reads in days:
        return _iso(year, *days[reads], match[0])
    found: list[str] = []
    for month, day in dict.fromkeys(((b, a), (a, b))):
        if 1 <= month <= 12 and 1 <= day <= dates.month_length(max(year, 1), month):
            found.append(_iso(year, month, day, match[0]))
    if len(found) > 1:
        raise TwoWays(f"{match[0]} could be {' or '.join(found)}")
    if not found:
        raise FieldError(f"{match[0]} is not a date")
    return found[0]


def _iso(year: int, month: int, day: int, written: str) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError as error:
        raise FieldError(f"{written} is not a date") from error


def _parsed(text: str) -> str:
    try:
        return dates.parse(text)
    except dates.DateError as error:
        raise FieldError(str(error).rstrip(".")) from error


def _in_english(words: str) -> str:
    known = months()
    text = re.sub(
        r"[^\W\d_]+\.?", lambda word: known.get(word[0].rstrip("."), word[0]), fold(words)
    )
    for pattern, english in PERIODS:
        text = re.sub(pattern, english, text)
    first, *rest = text.replace(",", " ").split()
    return " ".join(rest if rest and first.rstrip(".") in weekdays() else (first, *rest))
