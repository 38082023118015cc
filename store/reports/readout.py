"""After a meeting: who came, what was said, decided, promised, reported and closed there."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from store import dates
from store.desk import Desk
from store.errors import StoreError
from store.fields import field_map
from store.kinds import Commitment, Meeting, Statement, Update
from store.minutes.versions import FINAL, called
from store.record import Record, Visibility
from store.reports.meetings import due_of, in_series, next_of, place, state, when
from store.reports.seen import Named, Page, Seen, Who, pages

ACTS = field_map(Statement)["act"].choices


class Participants(Struct, frozen=True, kw_only=True):
    """Who came (`text`: in a line, "" where nothing is recorded of it) and who sent regrets, by
    name where that is known; else how many came. `members`: the body's membership as it was
    published then."""

    text: str
    came: Who
    count: int | None
    regrets: Who
    members: int | None


class Said(Struct, frozen=True, kw_only=True):
    """A statement: who did what by saying it, about what, in our words and in theirs."""

    id: str
    act: str
    by: Who
    summary: str
    about: tuple[Named, ...] = ()
    about_words: str = ""
    text: str = ""
    locator: str = ""


class Act(Struct, frozen=True):
    """All that was, say, welcomed."""

    act: str
    statements: tuple[Said, ...]


class Promise(Struct, frozen=True, kw_only=True):
    """A new commitment: who, what and when; `due` is the date that counts, where there is one."""

    id: str
    who: Who
    what: str
    when: str = ""
    due: str = ""
    due_at: Named | None = None
    standing: bool = False
    asked_by: Who = Who()
    text: str = ""
    locator: str = ""


class Progress(Struct, frozen=True, kw_only=True):
    """What was reported of a commitment, and by whom or of whose part, where that is said. `how` it
    stands, in a line: `Italy, on track, +1 (assessor)`."""

    id: str
    commitment: Named
    at: str
    how: str
    act: str = ""
    of: Who = Who()
    status: str = ""
    score: int | None = None
    assessor: str = ""
    text: str = ""
    evidence: tuple[Page, ...] = ()


class Closed(Struct, frozen=True, kw_only=True):
    """A commitment that the meeting noted as closed, and how."""

    id: str
    who: Who
    what: str
    status: str
    day: str = ""
    evidence: tuple[Page, ...] = ()


class Coming(Struct, frozen=True, kw_only=True):
    """A meeting that follows: the next of the series, or of the groups that met."""

    id: str
    name: str
    start: str = ""
    place: str = ""
    status: str = ""
    of: tuple[Named, ...] = ()


class Readout(Struct, frozen=True, kw_only=True):
    """All that a readout says. `include` says how secret what stands in it may be. `when` has both
    dates in words: "Wed 1 Mar 2023 to Thu 2 Mar 2023". `state` is "cancelled", "postponed", "not
    over" or "", which is held. `minutes_are` says which minutes these are: "version 2, final"."""

    id: str
    name: str
    include: Visibility
    today: str
    when: str = ""
    number: str = ""
    classification: str = ""
    start: str = ""
    end: str = ""
    place: str = ""
    mode: str = ""
    state: str = ""
    groups: Who = Who()
    hosts: Who = Who()
    participants: Participants
    decisions: str = ""
    acts: tuple[Act, ...] = ()
    commitments: tuple[Promise, ...] = ()
    progress: tuple[Progress, ...] = ()
    closed: tuple[Closed, ...] = ()
    next: tuple[Coming, ...] = ()
    sources: tuple[Page, ...] = ()
    minutes: str = ""
    minutes_are: str = ""
    notes: str = ""


def readout(desk: Desk, meeting: Meeting, include: Visibility) -> tuple[Readout, int]:
    """The readout of a meeting with what is `include` and less secret, and how many records were
    withheld. Notes, and minutes that are not final, stand in internal ones only.

    `StoreError` where the meeting itself is too secret.
    """
    seen = Seen(desk.names, include)
    if not seen.may_see(meeting):
        raise StoreError(
            f"There is no {include} readout of this meeting, which is {meeting.visibility}: "
            f"--include {meeting.visibility} makes one."
        )
    about = _About(desk, meeting, seen)
    minutes = seen.internal or meeting.minutes_status == FINAL
    made = Readout(
        id=meeting.id,
        name=meeting.name,
        include=include,
        today=str(desk.names.today),
        when=when(meeting),
        number=meeting.number,
        classification=meeting.classification,
        start=meeting.start,
        end=meeting.end,
        place=place(meeting),
        mode=meeting.mode,
        state=state(meeting, desk.names.today),
        groups=seen.who(meeting.groups),
        hosts=seen.who(meeting.hosts),
        participants=about.participants(),
        decisions=meeting.decisions,
        acts=tuple(about.acts()),
        commitments=tuple(map(about.promise, about.made)),
        progress=tuple(about.progress()),
        closed=tuple(map(about.closure, about.closed)),
        next=tuple(about.next()),
        sources=about.sources(),
        minutes=meeting.minutes if minutes else "",
        minutes_are=called(meeting) if minutes else "",
        notes=meeting.notes if seen.internal else "",
    )
    return made, seen.withheld


class _About:
    """What refers to a meeting, and may be seen."""

    def __init__(self, desk: Desk, meeting: Meeting, seen: Seen) -> None:
        self._desk, self._meeting, self._seen = desk, meeting, seen
        found = desk.store.references(meeting.id)
        self.said = seen.of(r for r, _ in found if isinstance(r, Statement))
        self.made = seen.of(_commitments(found, "meeting"))
        self.closed = seen.of(_commitments(found, "closed_at"))
        self.updates = seen.of(r for r, _ in found if isinstance(r, Update))

    def participants(self) -> Participants:
        """Who came, delegations in the order of their names."""
        meeting = self._meeting
        names = self._desk.names
        came = self._seen.who(sorted(meeting.attendees, key=names.name))
        number = len(came.named) + came.unnamed
        if number:
            text = f"{number} {'delegation' if number == 1 else 'delegations'}: {came.text}"
        elif meeting.attendees_count is None:
            text = ""
        elif meeting.attendees_count == 1:
            text = "1 member or observer"
        else:
            text = f"{meeting.attendees_count} members and observers"
        return Participants(
            text=text,
            came=came,
            count=meeting.attendees_count,
            regrets=self._seen.who(sorted(meeting.regrets, key=names.name)),
            members=meeting.members_count,
        )

    def acts(self) -> Iterator[Act]:
        """What was said, by act, in the order of the declaration."""
        for act in ACTS:
            if said := tuple(self._said(s) for s in self.said if s.act == act):
                yield Act(act, said)

    def _said(self, statement: Statement) -> Said:
        return Said(
            id=statement.id,
            act=statement.act,
            by=self._seen.who(statement.by, statement.by_text),
            summary=statement.summary,
            about=self._seen.all_named(statement.about),
            about_words=statement.about_text,
            text=statement.text,
            locator=statement.locator,
        )

    def promise(self, commitment: Commitment) -> Promise:
        """Who is to do what, by when."""
        due, due_at = due_of(commitment, self._desk, self._seen)
        day = dates.spell(due)
        if due_at:
            by_when = f"{due_at.name} ({day})" if day else due_at.name
        elif commitment.due_at and not due:
            by_when = "at a meeting not named"
        else:
            by_when = day or ("standing" if commitment.standing else "")
        return Promise(
            id=commitment.id,
            who=self._seen.who(commitment.owners, commitment.owner_text),
            what=commitment.summary,
            when=by_when,
            due=due,
            due_at=due_at,
            standing=commitment.standing,
            asked_by=self._seen.who(commitment.asked_by),
            text=commitment.text,
            locator=commitment.locator,
        )

    def progress(self) -> Iterator[Progress]:
        """What was reported, by day; of nothing that is itself too secret."""
        for update in sorted(self.updates, key=lambda u: dates.sort_key(u.at)):
            commitment = self._seen.named(update.commitment)
            if commitment is None:
                continue
            yield Progress(
                id=update.id,
                commitment=commitment,
                at=update.at,
                how=_how(update, of := self._seen.who((update.member,))),
                act=update.act,
                of=of,
                status=update.status,
                score=update.score,
                assessor=update.assessor,
                text=update.text,
                evidence=pages(update.evidence),
            )

    def closure(self, commitment: Commitment) -> Closed:
        """What was closed, and how."""
        return Closed(
            id=commitment.id,
            who=self._seen.who(commitment.owners, commitment.owner_text),
            what=commitment.summary,
            status=commitment.status,
            day=commitment.closed,
            evidence=pages(commitment.evidence),
        )

    def next(self) -> Iterator[Coming]:
        """The next of the series, where one is recorded; else the next of each group that met."""
        every = self._desk.store.of(Meeting)
        following = in_series(self._meeting, every)
        if following is not None:
            yield from self._coming(following, ())
            return
        by_group: dict[str, tuple[Meeting, list[str]]] = {}
        for group in self._meeting.groups:
            if (found := next_of(group, self._meeting, every)) is not None:
                by_group.setdefault(found.id, (found, []))[1].append(group)
        for meeting, groups in by_group.values():
            yield from self._coming(meeting, groups)

    def _coming(self, meeting: Meeting, groups: Iterable[str]) -> Iterator[Coming]:
        if self._seen.may_see(meeting):
            yield Coming(
                id=meeting.id,
                name=meeting.name,
                start=meeting.start,
                place=place(meeting),
                status=meeting.status,
                of=self._seen.all_named(groups),
            )

    def sources(self) -> tuple[Page, ...]:
        """The pages that say so."""
        telling = (self._meeting, *self.said, *self.made, *self.updates, *self.closed)
        return pages(link for record in telling for link in record.links)


def _commitments(found: Iterable[tuple[Record, str]], by: str) -> Iterator[Commitment]:
    return (record for record, field in found if isinstance(record, Commitment) and field == by)


def _how(update: Update, of: Who) -> str:
    score = "" if update.score is None else f"{update.score:+d}" if update.score else "0"
    score += f" ({update.assessor})" if score and update.assessor else ""
    return ", ".join(filter(None, (of.text, update.status or update.act, score)))
