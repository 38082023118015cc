"""Members who have not been heard of: no update on what they owe, no statement, no attendance."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from msgspec import Struct

from store import dates
from store.dates import Answer
from store.desk import Desk
from store.insight.rhythm import CALLED_OFF
from store.kinds import Commitment, Group, Meeting, Member, Role, Statement, Update
from store.record import Record
from store.reports.seen import Seen

WHOLE = ("coalition", "plenary")
"""What groups are called that all members belong to."""
YEAR = 365  # days that are looked at where no earlier meeting is known


class Silence(Struct, frozen=True, kw_only=True):
    """A member, when it was last heard of and by what ("" for never), and whether it has sent
    regrets for this meeting."""

    id: str
    name: str
    last: str = ""
    by: str = ""
    regrets: bool = False


class Silences(Struct, frozen=True, kw_only=True):
    """Who was not heard of from `since` on, among how many; and of how many of the meetings that
    were held since then it is not recorded who came. `whole`: all members were looked at, else
    those who have a part in the groups that meet."""

    since: str
    among: int
    whole: bool
    meetings: int = 0
    unrecorded: int = 0
    members: tuple[Silence, ...] = ()


class Sign(Struct, frozen=True):
    """A sign of life: the date, and what it was."""

    at: str
    by: str


def silences(
    desk: Desk,
    meeting: Meeting,
    between: tuple[date | None, date],
    concerned: Collection[str],
    seen: Seen,
) -> Silences:
    """Who was not heard of from the one day (None: a year before the meeting) to the other.
    `concerned` have a part in the groups or in what is on the agenda; where the meeting is one of
    all members, and not only of one, all are looked at."""
    first, (since, until) = dates.span(meeting.start)[0], between
    begin = since or dates.add_days(first, -YEAR)
    whole = len(concerned) != 1 and _is_whole(desk, meeting)
    looked_at = [
        member
        for member in desk.store.of(Member)
        if _in_force(member, first, strictly=whole) and (whole or member.id in concerned)
    ]
    looked_at = seen.of(looked_at)
    held = [m for m in desk.store.of(Meeting) if _was(m, begin, until) and m.id != meeting.id]
    return Silences(
        since=str(begin),
        among=len(looked_at),
        whole=whole,
        meetings=len(held),
        unrecorded=sum(not m.attendees for m in held),
        members=tuple(_silent(looked_at, _signs(desk, meeting, until, seen), meeting, begin)),
    )


def _is_whole(desk: Desk, meeting: Meeting) -> bool:
    """Whether one of the groups that meet is that of all members."""
    groups = map(desk.store.get, meeting.groups)
    return any(isinstance(group, Group) and group.classification in WHOLE for group in groups)


def _silent(
    members: list[Member], signs: Mapping[str, Sign], meeting: Meeting, begin: date
) -> Iterator[Silence]:
    for member in sorted(members, key=lambda m: (m.name, m.id)):
        sign = signs.get(member.id, Sign("", ""))
        if sign.at and dates.span(sign.at)[1] >= begin:
            continue  # certainly, or possibly
        yield Silence(
            id=member.id,
            name=member.name,
            last=sign.at,
            by=sign.by,
            regrets=member.id in meeting.regrets,
        )


def having_part(desk: Desk, meeting: Meeting) -> set[str]:
    """The members that hold or held a role in the groups that meet, or came to one of their
    meetings, or invited to it; none that may only do so after this meeting."""
    groups, day = frozenset(meeting.groups), meeting.start
    found = {
        role.member
        for role in desk.store.of(Role)
        if role.group in groups and dates.compare(role.start, ">", day) is not Answer.YES
    }
    for other in desk.store.of(Meeting):
        theirs = not groups.isdisjoint(other.groups) and other.status not in CALLED_OFF
        earlier = dates.compare(other.start, "<", day) is Answer.YES
        if theirs and (earlier or other.id == meeting.id):
            found.update(other.attendees, other.hosts)
    return found


def _in_force(member: Member, day: date, *, strictly: bool) -> bool:
    held = dates.held(member.joined, member.left, day)
    if strictly:
        return held is not Answer.NO and member.status in ("", "member")
    return held is not Answer.NO and member.status != "former"


def _was(meeting: Meeting, first: date, until: date) -> bool:
    """Whether it was certainly held between these days."""
    if not meeting.start or meeting.status in CALLED_OFF:
        return False
    earliest, latest = dates.span(meeting.start)
    return first <= earliest and latest <= until


def _signs(desk: Desk, meeting: Meeting, until: date, seen: Seen) -> dict[str, Sign]:
    """The last sign of each member that may be told, but for this meeting itself."""
    last: dict[str, Sign] = {}
    for member, sign in _every_sign(desk, meeting, seen):
        if not sign.at or dates.span(sign.at)[0] > until:
            continue
        known = last.get(member)
        if known is None or dates.span(sign.at)[1] > dates.span(known.at)[1]:
            last[member] = sign
    return last


def _every_sign(desk: Desk, meeting: Meeting, seen: Seen) -> Iterator[tuple[str, Sign]]:
    records = desk.store.records
    for update in filter(seen.allows, desk.store.of(Update)):
        of = records("commitment").get(update.commitment)
        owners = of.owners if isinstance(of, Commitment) else ()
        for member in (update.member,) if update.member else owners:
            yield member, Sign(update.at, "update")
    for statement in filter(seen.allows, desk.store.of(Statement)):
        at = _start(records("meeting").get(statement.meeting))
        for member in statement.by:
            yield member, Sign(at, "statement")
    for other in filter(seen.allows, desk.store.of(Meeting)):
        if other.id != meeting.id and other.status not in CALLED_OFF:
            for member in other.attendees:
                yield member, Sign(other.start, "attendance")
            for member in other.hosts:
                yield member, Sign(other.start, "as host")


def _start(meeting: Record | None) -> str:
    return meeting.start if isinstance(meeting, Meeting) else ""
