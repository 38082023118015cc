"""`Insight` answers for one kind of question at a time with a plain function of a record, so that a
filter over many records costs one call each."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, cast

from store import dates
from store.dates import Answer
from store.errors import StoreError
from store.insight.carrying import carried
from store.insight.flags import FLAGS, LEADING, OF_HOME, SOON_DAYS, STALE_DAYS, Test
from store.insight.parts import Completion, completion
from store.insight.urgency import DEFAULT, Coefficients, Urgency, urgency
from store.kinds import CLOSED, KINDS, Commitment, Group, Meeting, Member, Role, Update
from store.names import Shelf
from store.record import Record
from store.rhythm import is_held, is_quiet, is_upcoming, met_on, next_days


class Insight:
    """What follows from the records on a shelf for a day; `home` gives the id of one's own member.

    What takes a pass over other records (latest updates, what blocks what) is worked out once and
    again only when those records, or the day, have changed.
    """

    def __init__(
        self,
        shelf: Shelf,
        today: Callable[[], date],
        home: Callable[[], str] = str,
        coefficients: Coefficients = DEFAULT,
    ) -> None:
        self._shelf = shelf
        self._today = today
        self._home = home
        self._coefficients = coefficients
        self._known: dict[str, tuple[tuple[Any, ...], Any]] = {}

    def sit_at(self, home: Callable[[], str]) -> None:
        """From now on one's own member is another."""
        self._home = home

    @property
    def home(self) -> str:
        """The id of one's own member; "" where none is set."""
        return self._home()

    @property
    def today(self) -> date:
        """The day that all is seen from."""
        return self._today()

    @property
    def stamp(self) -> tuple[Any, ...]:
        """The same as long as nothing has changed that an answer may follow from."""
        home = self.home if self._at_home else ""
        return (self.today, home, *map(self._shelf.version, KINDS))

    def test(self, kind: str, flag: str) -> Test:
        """The test behind `is:FLAG` for a kind; `KeyError` where the kind has no such flag."""
        if flag not in FLAGS[kind]:
            raise KeyError(flag)
        found: Test = getattr(self, f"_{kind}_{flag}")()
        return found

    def flags(self, record: Record) -> list[str]:
        """The flags that hold for a record, in a fixed order; none that ask whose desk this is,
        where that cannot be told."""
        kind = record.kind.name
        asked = (flag for flag in FLAGS[kind] if self._at_home or flag not in OF_HOME)
        return [flag for flag in asked if self.test(kind, flag)(record)]

    @property
    def _at_home(self) -> bool:
        try:
            return bool(self.home)
        except StoreError:  # said to whoever asks for one of these flags
            return False

    def due(self, commitment: Commitment) -> str:
        """The due date that counts: its own, else the day of the meeting it is due at."""
        return commitment.due or self._start_of(commitment.due_at)

    # ---------------------------------------------------------------- commitments

    def _commitment_open(self) -> Test:
        return _is_open

    def _commitment_closed(self) -> Test:
        return lambda c: c.status in CLOSED

    def _commitment_standing(self) -> Test:
        return lambda c: c.standing

    def _commitment_overdue(self) -> Test:
        today = self.today
        late = _Memo(lambda due: bool(due) and dates.span(due)[1] < today)
        start_of = self._start_of

        def overdue(c: Commitment) -> bool:
            if c.due:
                return late[c.due] and c.status not in CLOSED and not c.standing
            return bool(c.due_at) and _pending(c) and late[start_of(c.due_at)]

        return overdue

    def _commitment_soon(self) -> Test:
        today, limit = self.today, self.today + timedelta(days=SOON_DAYS)
        near = _Memo(lambda due: bool(due) and today <= dates.span(due)[1] <= limit)
        return lambda c: _pending(c) and near[self.due(c)]

    def _commitment_stale(self) -> Test:
        oldest = (self.today - timedelta(days=STALE_DAYS)).isoformat()
        last_heard = self.last_heard
        return lambda c: _pending(c) and "" < last_heard(c) < oldest

    def _commitment_next(self) -> Test:
        """Due on or before the day that the next meeting of its group begins on; where it names no
        group, of one of those that met where it was made. What should be done by then and was
        missed already counts too."""
        following: dict[str, date] = self._remembered("meeting", make=self._next_days)
        meetings = cast(Mapping[str, Meeting], self._shelf.records("meeting"))
        last = _Spans()

        def due_before(c: Commitment) -> bool:
            if not _pending(c) or not (due := self.due(c)):
                return False
            made = meetings.get(c.meeting)
            groups = (c.group,) if c.group else made.groups if made is not None else ()
            return any(g in following and last[due] <= following[g] for g in groups)

        return due_before

    def _commitment_blocked(self) -> Test:
        commitments = cast(Mapping[str, Commitment], self._shelf.records("commitment"))
        return lambda c: (
            bool(c.depends_on)
            and _is_open(c)
            and any((d := commitments.get(id_)) is not None and _is_open(d) for id_ in c.depends_on)
        )

    def _commitment_blocking(self) -> Test:
        waited_for: frozenset[str] = self._remembered("commitment", make=self._waited_for)
        return lambda c: c.id in waited_for and _is_open(c)

    def _commitment_mine(self) -> Test:
        home = self.home
        ours = frozenset((home, *self.led_by(home))) if home else frozenset()
        return lambda c: not ours.isdisjoint(c.owners)

    def _commitment_asked(self) -> Test:
        home = self.home
        return lambda c: bool(home) and home in c.asked_by

    def last_heard(self, commitment: Commitment) -> str:
        """The last day something was heard of it: its latest update, else its meeting, else the
        day it was recorded. An ISO day; "" where none of these is known."""
        latest: dict[str, str] = self._remembered("update", make=self._latest_updates)
        return (
            latest.get(commitment.id)
            or _last_day(self._start_of(commitment.meeting))
            or commitment.created[:10]
        )

    def _latest_updates(self) -> dict[str, str]:
        latest: dict[str, str] = {}
        for update in self._all(Update):
            day = _last_day(update.at)
            if day > latest.get(update.commitment, ""):
                latest[update.commitment] = day
        return latest

    def _next_days(self) -> dict[str, date]:
        return next_days(self._all(Meeting), self.today)

    def _waited_for(self) -> frozenset[str]:
        waiting = (c for c in self._all(Commitment) if c.depends_on and _is_open(c))
        return frozenset(id_ for c in waiting for id_ in c.depends_on)

    # ---------------------------------------------------------------- urgency, parts, owners

    def urgency(self, commitment: Commitment) -> Urgency:
        """How urgent it is today, with each term of the sum."""
        return self._urgency()(commitment)

    def _urgency(self) -> Callable[[Commitment], Urgency]:
        today, due, coefficients = self.today, self.due, self._coefficients
        holds = {
            flag: self.test("commitment", flag) for flag in ("next", "blocking", "stale", "blocked")
        }
        return lambda c: urgency(c, coefficients, today, due(c), holds)

    def carry_over(self, meeting: Meeting) -> list[Commitment]:
        """What comes on a meeting's agenda: what is due at it first, then by urgency."""
        groups = cast(Mapping[str, Group], self._shelf.records("group"))
        meetings = cast(Mapping[str, Meeting], self._shelf.records("meeting"))
        comes = carried(meeting, groups, meetings, is_held(meeting, self.today))
        urgent = self._urgency()

        def rank(c: Commitment) -> tuple[Any, ...]:
            late = dates.sort_key(self.due(c))
            return c.due_at != meeting.id, -urgent(c).total, late, c.id

        return sorted(filter(comes, self._all(Commitment)), key=rank)

    def completion(self, commitment: Commitment) -> Completion:
        """How much of its parts is done; `n` is 0 where it has none."""
        parts: dict[str, list[str]] = self._remembered("commitment", make=self._parts)
        rows = cast(Mapping[str, Commitment], self._shelf.records("commitment"))
        return completion(rows[id_] for id_ in parts.get(commitment.id, ()))

    def latest_by_owner(self, commitment: Commitment) -> Mapping[str, Update]:
        """The latest update of each owner, by the member's id; "" for what is said of the whole.

        One that says where it stands (status, score) goes before a mere word; of one day, the one
        that was recorded last."""
        found: dict[str, dict[str, Update]] = self._remembered("update", make=self._by_owner)
        return found.get(commitment.id, {})

    def _parts(self) -> dict[str, list[str]]:
        parts: defaultdict[str, list[str]] = defaultdict(list)
        for c in self._all(Commitment):
            if c.parent:
                parts[c.parent].append(c.id)
        return parts

    def _by_owner(self) -> dict[str, dict[str, Update]]:
        found: defaultdict[str, dict[str, Update]] = defaultdict(dict)
        for update in sorted(self._all(Update), key=_when):
            found[update.commitment][update.member] = update
        return found

    # ---------------------------------------------------------------- meetings

    def _meeting_held(self) -> Test:
        today = self.today
        return lambda m: is_held(m, today)

    def _meeting_upcoming(self) -> Test:
        today = self.today
        return lambda m: is_upcoming(m, today)

    def _meeting_mine(self) -> Test:
        home = self.home
        return lambda m: bool(home) and (home in m.hosts or home in m.attendees)

    def _start_of(self, meeting: str) -> str:
        if not meeting:
            return ""
        found = self._shelf.records("meeting").get(meeting)
        return found.start if isinstance(found, Meeting) else ""

    # ---------------------------------------------------------------- members, groups, roles

    def _role_current(self) -> Test:
        today = self.today
        return lambda role: dates.held(role.start, role.end, today) is Answer.YES

    def _role_mine(self) -> Test:
        home = self.home
        return lambda role: bool(home) and role.member == home

    def _member_current(self) -> Test:
        today = self.today
        return lambda m: (
            m.status in ("", "member") and dates.held(m.joined, m.left, today) is Answer.YES
        )

    def _group_mine(self) -> Test:
        ours = self.led_by(self.home) if self.home else frozenset()
        return lambda group: group.id in ours

    def _group_quiet(self) -> Test:
        today = self.today
        met: dict[str, list[date]] = self._remembered("meeting", make=self._met_on)
        return lambda group: is_quiet(group, met, today)

    def _met_on(self) -> dict[str, list[date]]:
        return met_on(self._all(Meeting), self.today)

    def led_by(self, member: str) -> frozenset[str]:
        """The groups that a member certainly leads today."""
        now = self._role_current()
        return frozenset(
            role.group
            for role in self._all(Role)
            if role.member == member and role.label in LEADING and now(role)
        )

    def holders(self, group: str, label: str, day: date) -> list[tuple[Role, Answer]]:
        """Who held a role in a group on a day, certainly or possibly."""
        roles = (r for r in self._all(Role) if (r.group, r.label) == (group, label))
        answers = ((role, dates.held(role.start, role.end, day)) for role in roles)
        return [(role, answer) for role, answer in answers if answer is not Answer.NO]

    def accession(self) -> list[tuple[str, int, int]]:
        """The body's growth, published and dated: for each meeting at which a membership was
        published (its day, the published number, how many members' own accession dates certainly
        lie on or before that day)."""
        joined = [member.joined for member in self._all(Member) if member.joined]
        counted = [m for m in self._all(Meeting) if m.members_count is not None and m.start]
        return [
            (
                meeting.start,
                meeting.members_count or 0,
                sum(dates.compare(day, "<=", meeting.start) is Answer.YES for day in joined),
            )
            for meeting in sorted(counted, key=lambda m: dates.sort_key(m.start))
        ]

    # ---------------------------------------------------------------- within

    def _all(self, kind: type[Any]) -> list[Any]:
        return list(self._shelf.records(kind.kind.name).values())

    def _remembered(self, *kinds: str, make: Callable[[], Any]) -> Any:
        asked = (self.today, *map(self._shelf.version, kinds))
        known = self._known.get(make.__name__)
        if known is None or known[0] != asked:
            known = self._known[make.__name__] = (asked, make())
        return known[1]


class _Spans(dict[str, date]):
    """The last day of each date, worked out once."""

    def __missing__(self, value: str) -> date:
        last = self[value] = dates.span(value)[1]
        return last


class _Memo(dict[str, bool]):
    def __init__(self, test: Callable[[str], bool]) -> None:
        super().__init__()
        self._test = test

    def __missing__(self, value: str) -> bool:
        answer = self[value] = self._test(value)
        return answer


def _is_open(commitment: Commitment) -> bool:
    return commitment.status not in CLOSED


def _pending(commitment: Commitment) -> bool:
    return commitment.status not in CLOSED and not commitment.standing


def _last_day(value: str) -> str:
    return dates.span(value)[1].isoformat() if value else ""


def _when(update: Update) -> tuple[Any, ...]:
    """By whether it says where it stands, the last day that it may be of, the hour, and as they
    were recorded."""
    tells = bool(update.status) or update.score is not None
    return (tells, *dates.span(update.at)[::-1], update.at[11:16], update.created, update.id)
