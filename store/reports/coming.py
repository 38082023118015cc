"""Which meeting is the next for a member."""

from collections.abc import Iterator

from store import dates
from store.dates import Answer
from store.desk import Desk
from store.kinds import Commitment, Meeting, Member, Role
from store.reports.matters import would_come
from store.reports.offices import answer


def next_for(desk: Desk, member: Member) -> Meeting | None:
    """The first meeting ahead that concerns the member: it invites or is expected there, it may
    hold a role in one of the groups, or something that it owes or asked for comes on the agenda.
    Where there is none of these, the first meeting ahead; None where none is."""
    ahead = desk.insight.test("meeting", "upcoming")
    meetings = sorted(
        (m for m in desk.store.of(Meeting) if m.start and ahead(m)),
        key=lambda m: (dates.sort_key(m.start), m.id),
    )
    parts = list(_parts(desk, member))
    roles = [role for role in desk.store.of(Role) if role.member == member.id]
    for meeting in meetings:
        named = member.id in (*meeting.hosts, *meeting.attendees, *meeting.regrets)
        if named or _sits(roles, meeting) or any(map(would_come(desk, meeting), parts)):
            return meeting
    return meetings[0] if meetings else None


def _parts(desk: Desk, member: Member) -> Iterator[Commitment]:
    """What is open and of concern to the member."""
    ours = desk.insight.led_by(member.id) | {member.id}
    is_open = desk.insight.test("commitment", "open")
    for c in desk.store.of(Commitment):
        if is_open(c) and (member.id in c.asked_by or not ours.isdisjoint(c.owners)):
            yield c


def _sits(roles: list[Role], meeting: Meeting) -> bool:
    days = dates.span(meeting.start)
    return any(r.group in meeting.groups and answer(r, days) is not Answer.NO for r in roles)
