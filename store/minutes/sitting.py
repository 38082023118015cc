"""What minutes are read with: the records, and the meeting that they are of."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Protocol

from store import dates
from store.insight.rhythm import CALLED_OFF
from store.kinds import Group, Meeting
from store.names import Names
from store.record import Record
from store.text import fold

ANY_MEETING = ("meeting", "session", "one", "time")


class Records(Protocol):
    """Where the records are, and what they are called."""

    names: Names

    def records(self, kind: str) -> Mapping[str, Record]:
        """The records of a kind by id."""


class Sitting:
    """A meeting whose minutes are read."""

    def __init__(self, store: Records, meeting: Meeting) -> None:
        self.store, self.meeting, self.names = store, meeting, store.names

    @cached_property
    def day(self) -> date:
        """The day that what was said is meant from: the meeting's first; today where it is known in
        part and today may be it, or where it is not known at all."""
        today: date = self.names.today
        if not self.meeting.start:
            return today
        first, last = dates.span(self.meeting.start)
        return today if first != last and first <= today <= last else first

    @property
    def at(self) -> str:
        """The day of the meeting as far as it is known, as a date; today where it is not."""
        start = self.meeting.start
        if not start:
            return str(self.day)
        return str(dates.span(start)[0]) if dates.precision(start) == "time" else start

    def next(self, words: str) -> str:
        """The id of the next `meeting` or `ministerial` after this one: of its groups first, then
        of any; "" where none is recorded."""
        wanted = fold(words).strip()
        any_will_do = wanted in ANY_MEETING
        ours = [meeting for meeting in self._later if self._is_ours(meeting)]
        for meeting in ours if any_will_do else (*ours, *self._later):
            if any_will_do or wanted in fold(f"{meeting.classification} {meeting.name}"):
                return meeting.id
        return ""

    @cached_property
    def _later(self) -> list[Meeting]:
        """The meetings certainly after this one, the next first."""
        last = dates.span(self.meeting.end or self.meeting.start or str(self.day))[1]
        later = [m for m in self._meetings() if m.start and dates.span(m.start)[0] > last]
        return sorted(later, key=lambda m: (dates.sort_key(m.start), m.id))

    def _meetings(self) -> Iterator[Meeting]:
        for record in list(self.store.records("meeting").values()):
            if isinstance(record, Meeting) and record.status not in CALLED_OFF:
                yield record

    def _is_ours(self, meeting: Meeting) -> bool:
        return meeting.previous == self.meeting.id or not self._groups.isdisjoint(meeting.groups)

    @cached_property
    def _groups(self) -> frozenset[str]:
        """The groups that met."""
        return frozenset(self.meeting.groups)

    @property
    def group(self) -> str:
        """The group that follows up what is promised: the one that met; "" where several did."""
        groups = self.meeting.groups
        known = len(groups) == 1 and isinstance(self.names.record(groups[0]), Group)
        return groups[0] if known else ""
