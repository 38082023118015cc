"""What is carried over to a meeting: the matters arising."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from store import dates
from store.kinds import CLOSED, Commitment, Group, Meeting

YES = dates.Answer.YES


class Places:
    """The ids of the commitments by what brings them onto an agenda: those who owe them and follow
    them up, the meeting where they were made, the meeting they are due at."""

    def __init__(self) -> None:
        self.of: defaultdict[str, set[str]] = defaultdict(set)
        self.made_at: defaultdict[str, set[str]] = defaultdict(set)
        self.due_at: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, commitments: Iterable[Commitment]) -> None:
        """These commitments are there."""
        for c in commitments:
            for ids in self._all(c):
                ids.add(c.id)

    def drop(self, commitments: Iterable[Commitment]) -> None:
        """These commitments are there no longer."""
        for c in commitments:
            for ids in self._all(c):
                ids.discard(c.id)

    def _all(self, c: Commitment) -> Iterator[set[str]]:
        yield from (self.of[id_] for id_ in {c.group, *c.owners} if id_)
        if c.meeting:
            yield self.made_at[c.meeting]
        if c.due_at:
            yield self.due_at[c.due_at]


class Carried:
    """Which commitments come on a meeting's agenda: what is due there, and what belongs to one of
    the groups that meet or of their parents and is not hidden until a later day.

    It belongs to the group that follows it up and to those that owe it; where it names none, to
    those that met where it was made. What is made at the meeting itself, or after it, is not
    carried over to it. To a meeting that was `held` came what was closed there or certainly later.
    """

    def __init__(
        self,
        meeting: Meeting,
        groups: Mapping[str, Group],
        meetings: Mapping[str, Meeting],
        held: bool,
    ) -> None:
        self._meeting, self._held = meeting, held
        self._groups, self._meetings = groups, meetings
        self._ours = with_parents(meeting.groups, groups)

    def perhaps(self, places: Places) -> set[str]:
        """The ids of all that may come."""
        theirs = [
            m.id for m in list(self._meetings.values()) if not self._ours.isdisjoint(m.groups)
        ]
        return places.due_at.get(self._meeting.id, set()).union(
            *(places.of.get(id_, ()) for id_ in self._ours),
            *(places.made_at.get(id_, ()) for id_ in theirs),
        )

    def comes(self, c: Commitment) -> bool:
        """Whether this one does."""
        if not self._open_then(c) or c.meeting == self._meeting.id:
            return False
        if c.due_at == self._meeting.id:
            return True
        made = self._meetings.get(c.meeting)
        made_later = made is not None and self._later(made.start)
        return self._is_ours(c) and not self._later(c.start) and not made_later

    def _is_ours(self, c: Commitment) -> bool:
        named = [id_ for id_ in (c.group, *c.owners) if id_ in self._groups]
        made = self._meetings.get(c.meeting)
        where = named or (made.groups if made is not None else ())
        return not self._ours.isdisjoint(where)

    def _open_then(self, c: Commitment) -> bool:
        if c.status not in CLOSED:
            return True
        return self._held and (c.closed_at == self._meeting.id or self._later(c.closed))

    def _later(self, day: str) -> bool:
        return dates.compare(day, ">", self._meeting.start) is YES


def in_order(
    meeting: Meeting, comes: Iterable[Commitment], weigh: Callable[[Commitment], float | None]
) -> list[Commitment]:
    """What is due at the meeting first, then by urgency."""

    def rank(c: Commitment) -> tuple[bool, float, tuple[bool, object, object, str], str]:
        return c.due_at != meeting.id, -(weigh(c) or 0.0), dates.sort_key(c.due), c.id

    return sorted(comes, key=rank)


def with_parents(ids: Iterable[str], groups: Mapping[str, Group]) -> frozenset[str]:
    """These groups and those that they belong to, all the way up."""
    found: set[str] = set()
    ahead = list(ids)
    while ahead:
        id_ = ahead.pop()
        if id_ not in found:
            found.add(id_)
            if (group := groups.get(id_)) is not None and group.parent:
                ahead.append(group.parent)
    return frozenset(found)
