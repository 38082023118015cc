"""When groups meet: the next meeting of each, the last, and how long a silence is usual."""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct

from store import dates
from store.kinds import Group, Meeting

CALLED_OFF = ("cancelled", "postponed")
OVER = ("concluded", "dormant", "proposed")
LEAST_MEETINGS = 3  # from so many on, a group has a rhythm of its own
PATIENCE = 2  # times the usual gap, where none was set


def is_held(meeting: Meeting, today: date) -> bool:
    """Certainly over, and not called off."""
    day = meeting.end or meeting.start
    return meeting.status not in CALLED_OFF and bool(day) and dates.span(day)[1] < today


def is_upcoming(meeting: Meeting, today: date) -> bool:
    """Certainly not over yet, and not called off."""
    day = meeting.end or meeting.start
    return meeting.status not in CALLED_OFF and bool(day) and dates.span(day)[0] >= today


class Coming:
    """The meetings that are to come, by group: the days that they begin on, with their ids, the
    next one first. Of a meeting that is known in part, its last possible day."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._days: defaultdict[str, list[tuple[date, str]]] = defaultdict(list)
        self.next: dict[str, tuple[date, str]] = {}
        """Of each group that has one, the next."""

    def add(self, meetings: Iterable[Meeting]) -> None:
        """These meetings are there."""
        for group, days, day in self._of(meetings):
            insort(days, day)
            self.next[group] = days[0]

    def drop(self, meetings: Iterable[Meeting]) -> None:
        """These meetings are there no longer."""
        for group, days, day in self._of(meetings):
            days.remove(day)
            if days:
                self.next[group] = days[0]
            else:
                del self.next[group]

    def _of(
        self, meetings: Iterable[Meeting]
    ) -> Iterator[tuple[str, list[tuple[date, str]], tuple[date, str]]]:
        for meeting in meetings:
            if meeting.start and is_upcoming(meeting, self._today):
                day = dates.span(meeting.start)[1], meeting.id
                for group in dict.fromkeys(meeting.groups):
                    yield group, self._days[group], day


class Met:
    """The last day of each meeting that a group has held, in order, by the group's id."""

    def __init__(self, today: date) -> None:
        self._today = today
        self.days: defaultdict[str, list[date]] = defaultdict(list)

    def add(self, meetings: Iterable[Meeting]) -> None:
        """These meetings are there."""
        for days, day in self._of(meetings):
            insort(days, day)

    def drop(self, meetings: Iterable[Meeting]) -> None:
        """These meetings are there no longer."""
        for days, day in self._of(meetings):
            days.remove(day)

    def _of(self, meetings: Iterable[Meeting]) -> Iterator[tuple[list[date], date]]:
        for meeting in meetings:
            if is_held(meeting, self._today):
                for group in dict.fromkeys(meeting.groups):
                    yield self.days[group], dates.span(meeting.end or meeting.start)[1]


class Cadence(Struct, frozen=True):
    """How often a group meets. `met`: how many meetings it held on a known or latest day, `last`
    the last of these; `gap`: the days between two of them as is usual (the median), `should`: as
    was laid down; `next`: the meeting to come and its day; `expected`: the day on which the next
    would be, where none is known; `quiet`: it is longer silent than it should be."""

    met: int
    last: date | None
    gap: int | None
    should: int | None
    next: tuple[date, str] | None
    expected: date | None
    quiet: bool


def cadence(group: Group, met: Met, coming: Coming, today: date) -> Cadence:
    """How often a group meets, from the meetings it has held and those to come.

    Without a cadence that was laid down, the next is expected after the usual gap; of a group that
    met once, or whose work is over, no meeting is expected.
    """
    days = met.days.get(group.id, [])
    next_ = coming.next.get(group.id)
    gap = round(usual_gap(days)) if len(days) > 1 else None
    pace = gap if group.cadence_days is None else group.cadence_days
    awaited = bool(days) and pace is not None and next_ is None and not has_ended(group, today)
    return Cadence(
        met=len(days),
        last=days[-1] if days else None,
        gap=gap,
        should=group.cadence_days,
        next=next_,
        expected=_later(days[-1], pace or 0) if awaited else None,
        quiet=is_quiet(group, met.days, today),
    )


def usual_gap(met: Sequence[date]) -> float:
    """The median of the days between two meetings that follow each other, of two at least."""
    gaps = sorted((later - earlier).days for earlier, later in pairwise(met))
    half = len(gaps) // 2
    return gaps[half] if len(gaps) % 2 else (gaps[half - 1] + gaps[half]) / 2


def _later(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def has_ended(group: Group, today: date) -> bool:
    """Whether it no longer meets, or does not yet: concluded, dormant, only proposed, dissolved."""
    dissolved = bool(group.dissolved) and dates.span(group.dissolved)[0] <= today
    return group.status in OVER or dissolved


def allowed_days(group: Group, met: Sequence[date]) -> int | None:
    """How many days may pass after a meeting of the group before it has gone quiet; None where
    that cannot be told.

    As many as its `cadence_days` says. Where that is empty, twice the usual (median) gap between
    the meetings it held, from three of these on: what it never did is not expected of it.
    """
    if group.cadence_days is not None:
        return group.cadence_days
    if len(met) < LEAST_MEETINGS:
        return None
    return int(PATIENCE * usual_gap(met))


def is_quiet(group: Group, met: Mapping[str, list[date]], today: date) -> bool:
    """Whether it is longer since the group last met than it usually is, or should be.

    A group that never met, or that is concluded, dormant, only proposed, or dissolved, has not gone
    quiet.
    """
    days = met.get(group.id, [])
    if not days or has_ended(group, today):
        return False
    allowed = allowed_days(group, days)
    return allowed is not None and (today - days[-1]).days > allowed
