"""What is counted of the commitments for the overview, and kept up as one of them changes."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from msgspec import Struct

from store import dates
from store.insight import SOON_DAYS
from store.kinds import CLOSED, Commitment
from store.types.base import Memo


class Some:
    """How many commitments, and of these how many each owner owes ("" for those without one) and
    each group follows up that does not owe them."""

    def __init__(self) -> None:
        self.count = 0
        self.owners: Counter[str] = Counter()
        self.groups: Counter[str] = Counter()

    def change(self, c: Commitment, by: int) -> None:
        """One more (by 1), or one less (by -1)."""
        self.count += by
        for owner in c.owners or ("",):
            self.owners[owner] += by
        if c.group and c.group not in c.owners:
            self.groups[c.group] += by

    def join(self, other: "Some") -> None:
        """These, and those."""
        self.count += other.count
        self.owners += other.owners
        self.groups += other.groups

    def copy(self) -> "Some":
        """The same, without those of whom there are none."""
        found = Some()
        found.join(self)
        return found


class Counted(Struct, frozen=True):
    """The counts at one time: what is open and what is overdue, how much is due soon, and how much
    was delivered this year; then how many by the meeting that they were made at, those of none by
    the month that they were recorded in, and the closed ones by their day."""

    open: Some
    overdue: Some
    soon: int
    delivered: int
    meetings: Mapping[str, int]
    created: Mapping[str, int]
    closed: Mapping[str, int]


class Counts:
    """What is counted on a day. A commitment that is due at a meeting is counted by that meeting,
    so that it is overdue, or is not, as the meeting stands when that is asked."""

    def __init__(self, today: date) -> None:
        limit, year = today + timedelta(days=SOON_DAYS), f"{today.year:04}"
        self._late = Memo(lambda due: bool(due) and dates.span(due)[1] < today)
        self._near = Memo(lambda due: bool(due) and today <= dates.span(due)[1] <= limit)
        self._this_year = Memo(lambda day: dates.compare(day, ":", year) is dates.Answer.YES)
        self.open, self.overdue = Some(), Some()
        self.soon = self.delivered = 0
        self.meetings: Counter[str] = Counter()
        self.created: Counter[str] = Counter()
        self.closed: Counter[str] = Counter()
        self._at: defaultdict[str, Some] = defaultdict(Some)

    def add(self, commitments: Iterable[Commitment]) -> None:
        """These commitments are there."""
        self._change(commitments, 1)

    def drop(self, commitments: Iterable[Commitment]) -> None:
        """These commitments are there no longer."""
        self._change(commitments, -1)

    def _change(self, commitments: Iterable[Commitment], by: int) -> None:
        meetings, created, closed = self.meetings, self.created, self.closed
        late, near, at = self._late, self._near, self._at
        count, overdue = self.open.change, self.overdue.change
        for c in commitments:
            if c.meeting:
                meetings[c.meeting] += by
            else:
                created[c.created[:7]] += by
            if c.status in CLOSED:
                if c.closed:
                    closed[c.closed] += by
                    if c.status == "delivered" and self._this_year[c.closed]:
                        self.delivered += by
                continue
            count(c, by)
            if c.standing:
                continue
            if c.due:
                if late[c.due]:
                    overdue(c, by)
                elif near[c.due]:
                    self.soon += by
            elif c.due_at:
                at[c.due_at].change(c, by)

    def as_it_stands(self, start_of: Callable[[str], str]) -> Counted:
        """The counts now; `start_of` gives the day of a meeting by its id."""
        overdue, soon = self.overdue.copy(), self.soon
        for meeting, tied in self._at.items():
            start = start_of(meeting)
            if self._late[start]:
                overdue.join(tied)
            elif self._near[start]:
                soon += tied.count
        by = (+self.meetings, +self.created, +self.closed)
        return Counted(self.open.copy(), overdue, soon, self.delivered, *by)
