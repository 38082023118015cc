"""The journey of dates to a meeting: what is recorded between today and its end, day by day."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from store import dates
from store.desk import Desk
from store.distance import counted
from store.insight.carrying import with_parents
from store.insight.rhythm import CALLED_OFF
from store.kinds import Commitment, Group, Meeting
from store.reports.matters import Matter
from store.reports.seen import Seen, Who

Way = Literal["due", "reminder", "meeting", "this"]


class Stop(Struct, frozen=True, kw_only=True):
    """A date on the way, as known, in words, and how far off where that can be counted: something
    is due, somebody wanted to be reminded, another meeting of the groups or of their parents
    begins, or this one does. `certain`: it is on the way, whichever of its days it is."""

    date: str
    words: str
    distance: str
    way: Way
    id: str
    what: str
    certain: bool = True
    who: Who = Who()
    number: int = 0


def journey(
    desk: Desk, meeting: Meeting, on: Sequence[tuple[Commitment, Matter]], seen: Seen
) -> tuple[Stop, ...]:
    """The dates from today on, or from the meeting's first day where that has passed, until its
    end: what is overdue is told among the matters."""
    first, last = dates.span(meeting.start)
    ends = max(last, dates.span(meeting.end)[1]) if meeting.end else last
    road = _Road(desk, meeting, (min(desk.names.today, first), ends), seen)
    stops = (*road.due(on), *road.meetings(), road.stop(meeting.start, "this", meeting))
    return tuple(sorted(stops, key=_order))


def _order(stop: Stop) -> tuple[object, ...]:
    """By the day; what may as well come later last."""
    return not stop.certain, dates.sort_key(stop.date), stop.way == "this", stop.number, stop.id


class _Road:
    def __init__(self, desk: Desk, meeting: Meeting, days: tuple[date, date], seen: Seen) -> None:
        self._desk, self._meeting, self._days, self._seen = desk, meeting, days, seen

    def _leads_by(self, day: str) -> bool:
        """Whether the date is, or may be, one of these days."""
        if not day:
            return False
        first, last = dates.span(day)
        return first <= self._days[1] and last >= self._days[0]

    def stop(self, day: str, way: Way, of: Matter | Meeting) -> Stop:
        """One of them."""
        first, last = dates.span(day)
        what, who, number = (
            (of.what, of.who, of.number) if isinstance(of, Matter) else (of.name, Who(), 0)
        )
        return Stop(
            date=day,
            words=dates.spell(day),
            distance=counted(day, self._desk.names.today),
            way=way,
            id=of.id,
            what=what,
            certain=self._days[0] <= first and last <= self._days[1],
            who=who,
            number=number,
        )

    def due(self, on: Sequence[tuple[Commitment, Matter]]) -> Iterator[Stop]:
        """What is due on the way (what is due at the meeting is a matter of that), and the days on
        which somebody wanted to be reminded."""
        for c, matter in on:
            if c.due and matter.state != "overdue" and self._leads_by(c.due):
                yield self.stop(c.due, "due", matter)
            if self._leads_by(c.remind):
                yield self.stop(c.remind, "reminder", matter)

    def meetings(self) -> Iterator[Stop]:
        """The other meetings on the way."""
        groups = {group.id: group for group in self._desk.store.of(Group)}
        ours = with_parents(self._meeting.groups, groups)
        for other in self._desk.store.of(Meeting):
            if (
                other.id != self._meeting.id
                and other.status not in CALLED_OFF
                and not ours.isdisjoint(other.groups)
                and self._leads_by(other.start)
                and self._seen.may_see(other)
            ):
                yield self.stop(other.start, "meeting", other)
