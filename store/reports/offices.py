"""Who holds which role in the groups that meet, on the day of the meeting."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from store import dates
from store.dates import Answer
from store.desk import Desk
from store.kinds import Meeting, Role
from store.reports.seen import Named, Seen
from store.tenures import tenure


class Holder(Struct, frozen=True, kw_only=True):
    """A member that holds a role, the person who sits there, and the role's first and last day as
    far as they are recorded."""

    id: str
    name: str
    person: str = ""
    start: str = ""
    end: str = ""


class Office(Struct, frozen=True, kw_only=True):
    """A role in a group: who certainly holds it that day, and who possibly does."""

    group: Named
    label: str
    certain: tuple[Holder, ...] = ()
    possible: tuple[Holder, ...] = ()


def answer(role: Role, days: tuple[date, date]) -> Answer:
    """Whether a role is held on a day that is known to be one of these."""
    first, last = days
    if all(dates.held(role.start, role.end, day) is Answer.YES for day in days):
        return Answer.YES
    return Answer.POSSIBLY if tenure(role).during(first, last) is not Answer.NO else Answer.NO


def offices(desk: Desk, meeting: Meeting, seen: Seen, only: str = "") -> tuple[Office, ...]:
    """The roles of that day, group by group as they meet; `only`: those of one member."""
    days = dates.span(meeting.start)
    found: dict[tuple[str, str], tuple[list[Holder], list[Holder]]] = {}
    roles = [role for role in desk.store.of(Role) if role.group in meeting.groups]
    for role in sorted(roles, key=lambda r: _order(r, meeting.groups)):
        held = answer(role, days)
        if held is Answer.NO or (only and role.member != only) or not seen.may_see(role):
            continue
        member = seen.named(role.member)
        if member is None:
            continue
        who = Holder(
            id=member.id, name=member.name, person=role.person, start=role.start, end=role.end
        )
        sides = found.setdefault((role.group, role.label), ([], []))
        sides[held is not Answer.YES].append(who)
    return tuple(
        Office(group=group, label=label, certain=tuple(certain), possible=tuple(possible))
        for (id_, label), (certain, possible) in found.items()
        if (group := seen.named(id_)) is not None
    )


def _order(role: Role, groups: Iterable[str]) -> tuple[object, ...]:
    return list(groups).index(role.group), role.label, dates.sort_key(role.start), role.member
