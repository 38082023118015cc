"""What happened since the last meeting: what was closed, moved, and what came to a halt."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from msgspec import Struct

from store import dates
from store.dates import Answer
from store.desk import Desk
from store.insight.rhythm import CALLED_OFF
from store.kinds import CLOSED, Commitment, Meeting, Update
from store.reports.matters import updates_of, would_come
from store.reports.meetings import when
from store.reports.seen import Seen, Who

HALTED = "stalled"


class Before(Struct, frozen=True, kw_only=True):
    """The meeting before this one; `series`: it is recorded as that, else it is the last of the
    same groups."""

    id: str
    name: str
    start: str
    when: str
    series: bool


class Ended(Struct, frozen=True, kw_only=True):
    """A commitment that was closed, how, and on which day."""

    id: str
    what: str
    who: Who
    status: str
    day: str


class Shifted(Struct, frozen=True, kw_only=True):
    """A due date that was moved: from, to, on which day, by whom and why."""

    id: str
    what: str
    who: Who
    before: str
    after: str
    day: str
    by: str = ""
    why: str = ""


class Halted(Struct, frozen=True, kw_only=True):
    """A commitment that stalled, since when, and what was said of it."""

    id: str
    what: str
    who: Who
    since: str
    text: str = ""


class Lately(Struct, frozen=True, kw_only=True):
    """What happened from the first day of the meeting before (`since`) until `until`."""

    since: str
    until: str
    closed: tuple[Ended, ...] = ()
    moved: tuple[Shifted, ...] = ()
    stalled: tuple[Halted, ...] = ()


def before(meeting: Meeting, every: Iterable[Meeting]) -> Meeting | None:
    """The meeting before: the one it names, else the last of the same groups that certainly began
    before it and was not called off."""
    others = [m for m in every if m.id != meeting.id and m.start]
    if meeting.previous:
        named = next((m for m in others if m.id == meeting.previous), None)
        if named is not None:
            return named
    groups = frozenset(meeting.groups)
    earlier = (
        m
        for m in others
        if not groups.isdisjoint(m.groups)
        and m.status not in CALLED_OFF
        and dates.compare(m.start, "<", meeting.start) is Answer.YES
    )
    return max(earlier, key=lambda m: (dates.span(m.start)[1], m.id), default=None)


def told(meeting: Meeting, last: Meeting) -> Before:
    """What is said of the meeting before."""
    return Before(
        id=last.id,
        name=last.name,
        start=last.start,
        when=when(last),
        series=last.id == meeting.previous,
    )


def lately(  # noqa: PLR0913, PLR0917 — what is looked at, between when, for whose eyes
    desk: Desk,
    meeting: Meeting,
    last: Meeting,
    until: date,
    concerns: Callable[[Commitment], bool],
    seen: Seen,
) -> Lately:
    """What happened since the last meeting, until a day, to those commitments that are, or would
    still be, on the meeting's agenda and that are of concern."""
    comes = would_come(desk, meeting)
    since = _Since(desk, str(dates.span(last.start)[0]), str(until), seen)
    happened = filter(_may_have_happened, desk.store.of(Commitment))
    return since.all(c for c in happened if concerns(c) and comes(c))


class _Since:
    def __init__(self, desk: Desk, since: str, until: str, seen: Seen) -> None:
        self._desk, self._seen = desk, seen
        self._since, self._until = since, until

    def all(self, commitments: Iterable[Commitment]) -> Lately:
        """All three."""
        mine = self._seen.of(sorted(filter(self._happened, commitments), key=lambda c: c.id))
        return Lately(
            since=self._since,
            until=self._until,
            closed=tuple(sorted(self._closed(mine), key=lambda e: dates.sort_key(e.day))),
            moved=tuple(sorted(self._moved(mine), key=lambda s: dates.sort_key(s.day))),
            stalled=tuple(sorted(self._stalled(mine), key=lambda h: dates.sort_key(h.since))),
        )

    def _happened(self, c: Commitment) -> bool:
        """Whether one of the three was lately, so far as the commitment itself tells."""
        closed = c.status in CLOSED and self._lately(self._closed_on(c))
        return closed or c.status == HALTED or any(self._lately(move.day) for move in c.moves)

    def _closed_on(self, c: Commitment) -> str:
        return c.closed or self._desk.insight.start_of(c.closed_at)

    def _lately(self, day: str) -> bool:
        """Whether it was certainly not before, and perhaps not after."""
        return (
            dates.compare(day, ">=", self._since) is Answer.YES
            and dates.compare(day, "<=", self._until) is not Answer.NO
        )

    def _closed(self, mine: Iterable[Commitment]) -> Iterator[Ended]:
        for c in mine:
            day = self._closed_on(c)
            if c.status in CLOSED and self._lately(day):
                who = self._seen.who(c.owners, c.owner_text)
                yield Ended(id=c.id, what=c.summary, who=who, status=c.status, day=day)

    def _moved(self, mine: Iterable[Commitment]) -> Iterator[Shifted]:
        for c in mine:
            for move in c.moves:
                if self._lately(move.day):
                    yield Shifted(
                        id=c.id,
                        what=c.summary,
                        who=self._seen.who(c.owners, c.owner_text),
                        before=move.before,
                        after=move.after,
                        day=move.day,
                        by=move.by,
                        why=move.why,
                    )

    def _stalled(self, mine: Iterable[Commitment]) -> Iterator[Halted]:
        updates = updates_of(self._desk, self._seen)
        for c in mine:
            first = _halt(updates.get(c.id, ())) if c.status == HALTED else None
            if first is not None and self._lately(first.at):
                yield Halted(
                    id=c.id,
                    what=c.summary,
                    who=self._seen.who(c.owners, c.owner_text),
                    since=first.at,
                    text=first.text,
                )


def _may_have_happened(c: Commitment) -> bool:
    return c.status == HALTED or bool(c.moves) or c.status in CLOSED


def _halt(updates: Iterable[Update]) -> Update | None:
    """The first of the updates that last said it has stalled, and nothing else since."""
    first: Update | None = None
    for update in updates:
        if update.status == HALTED:
            first = first or update
        elif update.status:
            first = None
    return first
