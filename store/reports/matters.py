"""Matters arising: the commitments that come on a meeting's agenda, each as it stands."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from msgspec import Struct, structs

from store import dates
from store.desk import Desk
from store.distance import counted
from store.insight.carrying import Carried
from store.kinds import Commitment, Group, Meeting, Update
from store.moves import slip
from store.reports.meetings import due_of
from store.reports.seen import Named, Seen, Who
from store.reports.words import spell_day
from store.text import clean_line, shorten

LONGEST = 280  # characters of an update's text
TIMES = {1: "once", 2: "twice"}
OPEN = ""  # a status of what is open


class Word(Struct, frozen=True, kw_only=True):
    """What was last heard of a commitment: when, of whose part, where it stood, and what was said,
    shortened."""

    at: str
    of: Who = Who()
    status: str = ""
    text: str = ""


class Matter(Struct, frozen=True, kw_only=True):
    """A commitment on the agenda, by its number there.

    `made` is the day of the meeting it was made at. `due` is the date that counts, `when` the same
    in words, with the meeting that it is due at; `distance` how far off that is, where it can be
    counted; `here`: it is due at this very meeting. `state` is
    "overdue", "soon", "blocked" or "". `slips`: how often its date was moved, in words. `urgency`
    is the sum, `why` what it is made of.
    """

    number: int
    id: str
    what: str
    who: Who = Who()
    asked_by: Who = Who()
    partners: str = ""
    made_at: Named | None = None
    made: str = ""
    due: str = ""
    when: str = ""
    distance: str = ""
    here: bool = False
    state: str = ""
    standing: bool = False
    status: str = ""
    slips: str = ""
    urgency: float = 0.0
    why: str = ""
    last: Word | None = None


def would_come(desk: Desk, meeting: Meeting) -> Callable[[Commitment], bool]:
    """Whether a commitment would come on the meeting's agenda if it were open."""
    groups = {group.id: group for group in desk.store.of(Group)}
    meetings = {other.id: other for other in desk.store.of(Meeting)}
    comes = Carried(meeting, groups, meetings, held=False).comes
    return lambda c: comes(structs.replace(c, status=OPEN))


def matters(
    desk: Desk, meeting: Meeting, carried_over: Iterable[Commitment], seen: Seen
) -> list[Matter]:
    """What is carried over, numbered in the order in which it comes."""
    told = _Told(desk, meeting, seen)
    return [told.matter(number, c) for number, c in enumerate(carried_over, 1)]


def updates_of(desk: Desk, seen: Seen) -> dict[str, list[Update]]:
    """The updates that may be seen, by the commitment's id, in the order of their days."""
    found: defaultdict[str, list[Update]] = defaultdict(list)
    for update in filter(seen.allows, desk.store.of(Update)):
        found[update.commitment].append(update)
    for several in found.values():
        several.sort(key=lambda u: (dates.sort_key(u.at), u.created, u.id))
    return found


class _Told:
    def __init__(self, desk: Desk, meeting: Meeting, seen: Seen) -> None:
        self._desk, self._meeting, self._seen = desk, meeting, seen
        self._updates = updates_of(desk, seen)
        self._scale = desk.insight.scale
        self._states = [
            (state, desk.insight.test("commitment", state))
            for state in ("overdue", "soon", "blocked")
        ]

    def matter(self, number: int, c: Commitment) -> Matter:
        """A commitment as it stands today."""
        due, due_at = due_of(c, self._desk, self._seen)
        state = next((state for state, holds in self._states if holds(c)), "")
        here = c.due_at == self._meeting.id
        urgency = self._scale.urgency(c)
        made_at = self._seen.named(c.meeting)
        return Matter(
            number=number,
            id=c.id,
            what=c.summary,
            who=self._seen.who(c.owners, c.owner_text),
            asked_by=self._seen.who(c.asked_by),
            partners=c.partners,
            made_at=made_at,
            made=self._desk.insight.start_of(c.meeting) if made_at else "",
            due=due,
            when=self._when(c, due, due_at, here),
            distance=self._distance(due, late=state == "overdue"),
            here=here,
            state=state,
            standing=c.standing,
            status=c.status,
            slips=_slips(c),
            urgency=urgency.total,
            why=str(urgency) if urgency.terms else "",
            last=self._last(c),
        )

    def _when(self, c: Commitment, due: str, due_at: Named | None, here: bool) -> str:
        if here:
            return "at this meeting"
        if due_at is not None:
            return ", ".join(filter(None, (f"at {due_at.name}", spell_day(due))))
        return dates.spell(due) or ("standing" if c.standing else "")

    def _distance(self, due: str, *, late: bool) -> str:
        """Counted, where that can be done: a period that is named says for itself how far it is."""
        told = counted(due, self._desk.names.today, late) if due else ""
        return told or ("overdue" if late else "")

    def _last(self, c: Commitment) -> Word | None:
        found = self._updates.get(c.id)
        if not found:
            return None
        update = found[-1]
        return Word(
            at=update.at,
            of=self._seen.who((update.member,)),
            status=update.status or update.act,
            text=shorten(clean_line(update.text), LONGEST),
        )


def _slips(c: Commitment) -> str:
    """`moved twice, by 74 days`; "" where it never was."""
    if not c.moves:
        return ""
    times, days, exact = slip(c.moves)
    about = "" if exact else "about "
    by = f", by {about}{days} day{'s' * (days != 1)}" if days > 0 else ""
    return f"moved {TIMES.get(times, f'{times} times')}{by}"
