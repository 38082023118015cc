"""Meetings and due dates by day: what stands on a day, and what stands on none that is known.

A date of which only the month, the year or a range is known is never put on a day.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from msgspec import Struct

from store import dates
from store.insight import Insight
from store.kinds import CLOSED, Commitment, Meeting
from store.names import Shelf
from store.record import Record

LONGEST = 62  # days of one meeting that are shown; a longer one is a mistake, and says so itself


class Entry(Struct, frozen=True, gc=False):
    """A record in the agenda: a meeting, or a commitment that is due.

    `when` is its date as recorded, `first` and `last` the days that it may be or lasts; `number` of
    `days` is which day of a meeting this is.
    """

    record: Record
    when: str
    first: date
    last: date
    number: int = 1
    days: int = 1

    @property
    def day(self) -> date | None:
        """The day it stands on; None where that is not known."""
        return self.first if self.first == self.last else None


class Agenda:
    """All that has a date, in the order of the days."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        by_day: defaultdict[date, list[Entry]] = defaultdict(list)
        loose: list[Entry] = []
        for entry in entries:
            if entry.first == entry.last:
                by_day[entry.first].append(entry)
            else:
                loose.append(entry)
        for found in by_day.values():
            found.sort(key=_order)
        self._by_day = dict(by_day)
        self.days: list[date] = sorted(by_day)
        """The days on which something stands."""
        self.loose: list[Entry] = sorted(loose, key=lambda entry: (entry.first, *_order(entry)))
        """What stands on no known day, by the first that it may be."""

    def on(self, day: date) -> Sequence[Entry]:
        """What stands on a day: meetings by their hour, then what is due."""
        return self._by_day.get(day, ())

    def around(self, day: date, before: int, after: int) -> list[date]:
        """The days with something on them: those before this day that have at least `before`
        entries together, and from it on those that have at least `after`."""
        at = bisect_left(self.days, day)
        start, taken = at, 0
        while start > 0 and taken < before:
            start -= 1
            taken += len(self._by_day[self.days[start]])
        stop, taken = at, 0
        while stop < len(self.days) and taken < after:
            taken += len(self._by_day[self.days[stop]])
            stop += 1
        return self.days[start:stop]

    def perhaps_in(self, first: date, last: date) -> list[Entry]:
        """What may stand on one of these days, though it is not known on which."""
        return [entry for entry in self.loose if entry.first <= last and entry.last >= first]


def agenda(shelf: Shelf, insight: Insight) -> Agenda:
    """The agenda of the records on a shelf: every meeting that has a date, and every open
    commitment that is due, unless it is not to be thought of before a later day."""
    return Agenda((*_meetings(shelf), *_due(shelf, insight)))


def _meetings(shelf: Shelf) -> Iterator[Entry]:
    for meeting in list(shelf.records("meeting").values()):
        if not isinstance(meeting, Meeting) or not meeting.start:
            continue
        first, last = dates.span(meeting.start)
        if first != last or not meeting.end:
            yield Entry(meeting, meeting.start, first, last)
            continue
        until, ends = dates.span(meeting.end)
        count = (until - first).days + 1 if until == ends else 1
        count = min(max(count, 1), LONGEST)
        for number in range(count):
            day = first + timedelta(number)
            yield Entry(meeting, meeting.start, day, day, number + 1, count)


def _due(shelf: Shelf, insight: Insight) -> Iterator[Entry]:
    today = insight.today
    for commitment in list(shelf.records("commitment").values()):
        if not isinstance(commitment, Commitment) or commitment.status in CLOSED:
            continue
        due = commitment.due or (insight.due(commitment) if commitment.due_at else "")
        if not due or (commitment.start and dates.span(commitment.start)[0] > today):
            continue
        yield Entry(commitment, due, *dates.span(due))


def _order(entry: Entry) -> tuple[bool, str, str]:
    if isinstance(entry.record, Meeting):
        timed = "" if entry.when.startswith("[") else entry.when[11:16]
        return False, timed, entry.record.id
    return True, "", entry.record.id
