"""What is carried over to a meeting: the matters arising."""

from collections.abc import Callable, Iterable, Mapping

from store import dates
from store.kinds import CLOSED, Commitment, Group, Meeting

YES = dates.Answer.YES


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


def carried(
    meeting: Meeting,
    groups: Mapping[str, Group],
    meetings: Mapping[str, Meeting],
    held: bool,
) -> Callable[[Commitment], bool]:
    """Whether a commitment comes on a meeting's agenda: it is due there, or it belongs to one of
    the groups that meet or of their parents and is not hidden until a later day.

    It belongs to the group that follows it up and to those that owe it; where it names none, to
    those that met where it was made. What is made at the meeting itself, or after it, is not
    carried over to it. To a meeting that was `held` came what was closed there or certainly later.
    """
    ours = with_parents(meeting.groups, groups)

    def of_ours(c: Commitment) -> bool:
        named = [id_ for id_ in (c.group, *c.owners) if id_ in groups]
        made = meetings.get(c.meeting)
        where = named or (made.groups if made is not None else ())
        return not ours.isdisjoint(where)

    def later(day: str) -> bool:
        return dates.compare(day, ">", meeting.start) is YES

    def open_then(c: Commitment) -> bool:
        if c.status not in CLOSED:
            return True
        return held and (c.closed_at == meeting.id or later(c.closed))

    def test(c: Commitment) -> bool:
        if not open_then(c) or c.meeting == meeting.id:
            return False
        if c.due_at == meeting.id:
            return True
        made = meetings.get(c.meeting)
        return of_ours(c) and not later(c.start) and not (made is not None and later(made.start))

    return test
