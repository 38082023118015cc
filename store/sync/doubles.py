"""Meetings that may be one: told by two sources, or by one and typed here, on the same day, in the
same place, and called nearly the same."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from difflib import SequenceMatcher
from re import findall

from store.kinds import Meeting
from store.record import Record
from store.sync.pending import Double, Get
from store.sync.same import Same, pair
from store.text import fold

NEARLY = 0.75  # how much alike two names must be, of 1


def doubles(
    told: Iterable[Record], here: Mapping[str, Record], theirs: Container[str]
) -> list[Double]:
    """For each meeting that a source tells what is not from it and may be the same."""
    told_meetings = [record for record in told if isinstance(record, Meeting) and record.start]
    if not told_meetings:
        return []
    by_day: dict[str, list[Meeting]] = defaultdict(list)
    for record in here.values():
        if isinstance(record, Meeting) and record.id not in theirs and _day(record):
            by_day[_day(record)].append(record)
    return [
        Double(one.id, one.kind.name, other.id)
        for one in told_meetings
        for other in by_day.get(_day(one), ())
        if _same_place(one, other) and alike(one.name, other.name)
    ]


def open_doubles(found: Iterable[Double], said: Same, get: Get) -> tuple[Double, ...]:
    """Those that wait for an answer: both are here, and nobody said that they are two."""
    return tuple(
        dict.fromkeys(
            two
            for two in found
            if get(two.id) and get(two.other) and pair(two.id, two.other) not in said.distinct
        )
    )


def alike(one: str, other: str) -> bool:
    """Whether two names are nearly the same: the numbers in them are, and the words mostly, in
    whatever order."""
    words, others = _words(one), _words(other)
    return _numbers(words) == _numbers(others) and likeness(words, others) >= NEARLY


def likeness(one: list[str], other: list[str]) -> float:
    return SequenceMatcher(None, " ".join(sorted(one)), " ".join(sorted(other))).ratio()


def _words(name: str) -> list[str]:
    return findall(r"\w+", fold(name))


def _numbers(words: list[str]) -> list[str]:
    return sorted(word for word in words if word[0].isdigit())


def _day(meeting: Meeting) -> str:
    """The day it begins on; "" where only a month or a year is known."""
    day = meeting.start[:10]
    return day if len(day) == 10 and day[0] != "[" else ""


def _same_place(one: Meeting, other: Meeting) -> bool:
    return bool(one.city) and fold(one.city) == fold(other.city)
