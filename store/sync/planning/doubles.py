"""Meetings that may be one: told by two sources, or by one and typed here, on the same day, in the
same place, and called nearly the same."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from difflib import get_close_matches
from itertools import islice
from re import findall

from store.kinds import Meeting
from store.record import Record
from store.sync.kept.pending import Double, Get
from store.sync.kept.same import Same, pair
from store.text import fold

NEARLY = 0.7  # how much alike two names must be, of 1
ONE_WORD = 0.85  # and two words, to be the same word spelled otherwise
WORDS = 16  # of a name that are compared: the time that it takes grows with their square
LONGEST = 200  # characters of a name or a place that are looked at
MOST = 20_000  # pairs of one day that are compared: more are no calendar that people keep
# words that tell no meeting from another, in the languages that meetings are called in most
FILLING = frozenset(
    "a an and at for in meeting of on session the to de des du la le les reunion".split()  # noqa: SIM905
)


def doubles(
    told: Iterable[Record],
    here: Iterable[Record],
    theirs: Container[str],
    check: Callable[[], None] = lambda: None,
) -> list[Double]:
    """For each meeting that a source tells what is not from it and may be the same. `check` is
    called for each pair, and raises where nobody wants to know any more."""
    told_meetings = [record for record in told if isinstance(record, Meeting) and record.start]
    if not told_meetings:
        return []
    by_day: dict[str, list[Meeting]] = defaultdict(list)
    for record in here:
        if isinstance(record, Meeting) and record.id not in theirs and _day(record):
            by_day[_day(record)].append(record)
    same_day = ((one, two) for one in told_meetings for two in by_day.get(_day(one), ()))
    found = []
    for one, other in islice(same_day, MOST):
        check()
        if _same_place(one, other) and alike(one.name, other.name):
            found.append(Double(one.id, one.kind.name, other.id))
    return found


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
    """Whether two names are nearly the same: most of their words are, in whatever order, and so
    are their numbers, where both have some.

    Of 22 pairs of names for one meeting this finds 19, of 25 for different ones 1; the ratios of
    whole names, sorted by word or not, do far worse (`tests/sync/test_doubles.py`).
    """
    words, others = _words(one)[:WORDS], _words(other)[:WORDS]
    numbers, other_numbers = _numbers(words), _numbers(others)
    if numbers and other_numbers and numbers != other_numbers:
        return False
    return 2 * _shared(words, others) >= NEARLY * (len(words) + len(others))


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both have, each counted once."""
    left, rest = list(other), []
    for word in one:
        if word in left:
            left.remove(word)
        else:
            rest.append(word)
    found = len(one) - len(rest)
    for word in rest:  # a hundred times as slow as to find the same word
        near = get_close_matches(word, left, 1, ONE_WORD)
        found += len(near)
        for same in near:
            left.remove(same)
    return found


def _words(name: str) -> list[str]:
    """The words that tell what it is; all where there are no such."""
    words = findall(r"\w+", fold(name[:LONGEST]))
    return [word for word in words if word not in FILLING] or words


def _numbers(words: Sequence[str]) -> list[str]:
    return sorted(word for word in words if word[0].isdigit())


def _day(meeting: Meeting) -> str:
    """The day it begins on; "" where only a month or a year is known."""
    day = meeting.start[:10]
    return day if len(day) == 10 and day[0] != "[" else ""


def _same_place(one: Meeting, other: Meeting) -> bool:
    """Whether the city of one is named by the other, or their venues by mostly the same words."""
    here, there = _place(one), _place(other)
    for city, place in ((one.city, there), (other.city, here)):
        if city and set(_words(city)) <= place:
            return True
    if one.city and other.city:
        return False
    return bool(here & there) and 2 * len(here & there) >= min(len(here), len(there))


def _place(meeting: Meeting) -> set[str]:
    return {*_words(meeting.city), *_words(meeting.venue)}
