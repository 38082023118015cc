"""Before a meeting: all that somebody who goes there, or sends somebody, has to know of it."""

from collections.abc import Iterator
from datetime import timedelta

from msgspec import Struct, structs

from store import dates
from store.desk import Desk
from store.distance import counted
from store.errors import StoreError
from store.kinds import Commitment, Meeting, Member
from store.record import Visibility
from store.reports.delegations import Delegation, Parts
from store.reports.journey import Stop, journey
from store.reports.lately import Before, Lately, before, lately, told
from store.reports.matters import Matter, matters
from store.reports.meetings import place, when
from store.reports.offices import Office, offices
from store.reports.seen import Named, Page, Seen, Who, pages
from store.reports.silence import Silences, having_part, silences


class Documents(Struct, frozen=True):
    """The pages of a meeting."""

    of: Named
    pages: tuple[Page, ...]


class Brief(Struct, frozen=True, kw_only=True):
    """All that a brief says. `whose` is the delegation that it is for, None: for all. `include`
    says how secret what stands in it may be, `withheld` how many records would stand in it and are
    more secret. `when` has both dates in words."""

    id: str
    name: str
    whose: Named | None
    include: Visibility
    withheld: int
    today: str
    when: str = ""
    start: str = ""
    end: str = ""
    distance: str = ""
    place: str = ""
    mode: str = ""
    status: str = ""
    number: str = ""
    classification: str = ""
    groups: Who = Who()
    hosts: Who = Who()
    came: Who = Who()
    regrets: Who = Who()
    previous: Before | None = None
    journey: tuple[Stop, ...] = ()
    agenda: str = ""
    matters: tuple[Matter, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    since: Lately | None = None
    roles: tuple[Office, ...] = ()
    silent: Silences | None = None
    documents: tuple[Documents, ...] = ()


def brief(desk: Desk, meeting: str, member: str = "", include: Visibility = "private") -> Brief:
    """The brief of the meeting with this id, for the member with that id or for all.

    `StoreError` where there is no such meeting, where it has no date, or where it or the member is
    itself more secret than `include`.
    """
    found = desk.store.get(meeting)
    if not isinstance(found, Meeting):
        raise StoreError(f"There is no meeting {meeting}: it may have been deleted.")
    whose = desk.store.get(member)
    seen = Seen(desk.names, include)
    for record in (found, whose):
        if record is not None and not seen.allows(record):
            level = record.visibility
            raise StoreError(f"This {record.kind.name} is {level}: --include {level} tells of it.")
    if not found.start:
        raise StoreError("A brief looks ahead to a meeting, and no date is recorded for this one.")
    of = whose if isinstance(whose, Member) else None
    return _Making(desk, found, of, seen).brief(include)


class _Making:
    def __init__(self, desk: Desk, meeting: Meeting, member: Member | None, seen: Seen) -> None:
        self._desk, self._meeting, self._seen, self._member = desk, meeting, seen, member
        comes = seen.of(desk.insight.carry_over(meeting))
        on = list(zip(comes, matters(desk, meeting, comes, seen), strict=True))
        first = dates.span(meeting.start)[0]
        self._parts = Parts(desk, seen, first, on)
        self._delegations = tuple(self._parts.all(self._member))
        self._on = [(c, m) for c, m in on if self._concerns(c)]
        self._before_it = min(desk.names.today, first - timedelta(1))
        last = before(meeting, desk.store.of(Meeting))
        self._last = last if last is not None and seen.may_see(last) else None

    def _concerns(self, c: Commitment) -> bool:
        return self._member is None or self._parts.concerns(self._member, c)

    def brief(self, include: Visibility) -> Brief:
        """All of it; what was withheld is counted last."""
        meeting, seen = self._meeting, self._seen
        names = self._desk.names
        whose = self._member
        made = Brief(
            id=meeting.id,
            name=meeting.name,
            whose=Named(whose.id, whose.name) if whose else None,
            include=include,
            withheld=0,
            today=str(names.today),
            when=when(meeting),
            start=meeting.start,
            end=meeting.end,
            distance=counted(meeting.start, names.today),
            place=place(meeting),
            mode=meeting.mode,
            status=meeting.status,
            number=meeting.number,
            classification=meeting.classification,
            groups=seen.who(meeting.groups),
            hosts=seen.who(meeting.hosts),
            came=seen.who(sorted(meeting.attendees, key=names.name)),
            regrets=seen.who(sorted(meeting.regrets, key=names.name)),
            previous=told(meeting, self._last) if self._last else None,
            journey=journey(self._desk, meeting, self._on, seen),
            agenda=meeting.agenda,
            matters=tuple(matter for _, matter in self._on),
            delegations=self._delegations,
            since=self._since(),
            roles=offices(self._desk, meeting, seen, whose.id if whose else ""),
            silent=self._silent(),
            documents=tuple(self._documents()),
        )
        return structs.replace(made, withheld=seen.withheld)

    def _since(self) -> Lately | None:
        if self._last is None:
            return None
        until = min(self._desk.names.today, dates.span(self._meeting.end or self._meeting.start)[1])
        return lately(self._desk, self._meeting, self._last, until, self._concerns, self._seen)

    def _silent(self) -> Silences:
        since = dates.span(self._last.start)[0] if self._last else None
        if self._member:
            concerned = {self._member.id}
        else:
            with_a_part = (delegation.id for delegation in self._delegations)
            concerned = having_part(self._desk, self._meeting).union(with_a_part)
        return silences(self._desk, self._meeting, (since, self._before_it), concerned, self._seen)

    def _documents(self) -> Iterator[Documents]:
        for meeting in filter(None, (self._meeting, self._last)):
            if found := pages(meeting.links):
                yield Documents(Named(meeting.id, meeting.name), found)
