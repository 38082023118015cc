"""What became of the commitments in a period: met, ongoing, stalled, and of which nothing is known.

All those are told of that were open on some day of it. What cannot be said for certain, since a
date is known only in part, is counted apart.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct

from store import dates
from store.dates import Answer
from store.desk import Desk
from store.fields import field_map
from store.kinds import CLOSED, Commitment
from store.moves import slip
from store.query import compile_query, parse
from store.record import Move, Visibility
from store.reports.chart import MOST_ROWS, Month, months, years
from store.reports.meetings import due_of
from store.reports.periods import Period
from store.reports.seen import Named, Seen, Who
from store.reports.standing import ASSESSED, STANDINGS, Dated

STATUSES = field_map(Commitment)["status"].choices
WORDS = "\0"  # begins what was written of owners, where ids of records stand else
NOT_NAMED = "not named"


class Item(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A commitment; `day` is when it was closed, else when it is due, as far as that is known."""

    id: str
    what: str
    who: Who
    status: str = ""
    day: str = ""


class Standing(Struct, frozen=True):
    """How many stand so, and which; their share among those assessed (None for those not assessed,
    or where none is). `possibly`: how many more may. `statuses`: the same by status, "" for those
    of which none is recorded."""

    name: str
    count: int
    share: float | None
    possibly: int
    statuses: tuple[tuple[str, int], ...]
    items: tuple[Item, ...]


class Moved(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A due date that was moved, by so many days; `exact` where both are known to the day."""

    commitment: Named
    before: str = ""
    after: str = ""
    day: str = ""
    by: str = ""
    why: str = ""
    days: int | None = None
    exact: bool = False


class Moves(Struct, frozen=True):
    """The due dates that were moved in the period: how often, of how many commitments, by how many
    days in all, and how often `later` and `earlier`. `possibly`: how many more may have been."""

    count: int
    commitments: int
    days: int
    later: int
    earlier: int
    possibly: int
    moves: tuple[Moved, ...]


class Row(Struct, frozen=True):
    """How those of one owner, or with one group, stand; `id` is "" where it is no record."""

    id: str
    name: str
    count: int
    met: int
    ongoing: int
    stalled: int
    ended: int
    unknown: int


class Events(Struct, frozen=True):
    """How many were opened, or closed, in the period, and how many more may have been."""

    count: int
    possibly: int


class Report(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that a report says. The period runs from `first` to `last`, and as far as `until` it has
    come; `since` is the meeting it begins with. `count` commitments were open on some day of it,
    of which `assessed` are known to stand somewhere; `possibly` more may have been."""

    period: str
    first: date
    last: date
    until: date
    include: Visibility
    today: date
    since: Named | None = None
    filter: str = ""
    count: int
    assessed: int
    possibly: int
    standings: tuple[Standing, ...]
    moves: Moves
    groups: tuple[Row, ...]
    owners: tuple[Row, ...]
    opened: Events
    closed: Events
    months: tuple[Month, ...]
    years: tuple[Month, ...]

    @property
    def chart(self) -> tuple[Month, ...]:
        """The months, or the years where the months are very many."""
        return self.years if len(self.months) > MOST_ROWS else self.months

    @property
    def uncharted(self) -> tuple[int, int]:
        """How many of those opened, and of those closed, are in none of these that is known."""
        shown = self.chart
        opened, closed = sum(one.opened for one in shown), sum(one.closed for one in shown)
        return self.opened.count - opened, self.closed.count - closed


def report(desk: Desk, period: Period, filter_line: str, include: Visibility) -> tuple[Report, int]:
    """The report of a period on the commitments that pass the filter and are `include` or less
    secret, and how many records were withheld."""
    query = compile_query(
        parse(filter_line, Commitment), Commitment, desk.names, desk.insight, desk.store
    )
    seen = Seen(desk.names, include)
    counted = _Counted(desk, period, seen)
    for commitment in query.select(desk.store.of(Commitment)):
        assert isinstance(commitment, Commitment)
        counted.take(commitment)
    since = seen.named(period.meeting)
    made = Report(
        period=period.text if since or not period.meeting else f"{period.first}..{period.last}",
        first=period.first,
        last=period.last,
        until=period.until,
        include=include,
        today=desk.names.today,
        since=since,
        filter=filter_line,
        count=sum(map(len, counted.certain.values())),
        assessed=counted.assessed,
        possibly=sum(counted.possibly.values()),
        standings=tuple(counted.standings()),
        moves=counted.moves(),
        groups=counted.rows(counted.by_group),
        owners=counted.rows(counted.by_owner),
        opened=_events(counted.opened),
        closed=_events(counted.closed),
        months=months(_by(7, counted.opened), _by(7, counted.closed), period),
        years=years(_by(4, counted.opened), _by(4, counted.closed), period),
    )
    return made, seen.withheld


class _Counted:
    """What is counted of commitments, one after the other."""

    def __init__(self, desk: Desk, period: Period, seen: Seen) -> None:
        self._desk, self._period, self._seen = desk, period, seen
        self._dated = Dated(desk, period, seen)
        self.certain: dict[str, list[tuple[Commitment, str]]] = {name: [] for name in STANDINGS}
        self.possibly: Counter[str] = Counter()
        self.by_group: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.by_owner: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.opened: Counter[tuple[str, Answer]] = Counter()
        self.closed: Counter[tuple[str, Answer]] = Counter()
        self._moves: list[tuple[Commitment, Move]] = []
        self._moves_possibly = 0

    @property
    def assessed(self) -> int:
        """Of how many it is known where they stand."""
        return sum(len(self.certain[name]) for name in ASSESSED)

    def take(self, commitment: Commitment) -> None:
        """Count it where it belongs, unless that is not to be seen."""
        name, status, answer = self._dated.standing(commitment)
        opened = self._dated.opened(commitment)
        closed = commitment.closed if commitment.status in CLOSED else None
        events = (
            (self.opened, opened, self._in(opened, answer)),
            (self.closed, closed or "", self._in(closed, answer)),
        )
        moved = [(move, self._period.holds(move.day)) for move in commitment.moves]
        sure = (answer, *(each for _, _, each in events), *(each for _, each in moved))
        if not any(sure) or not self._seen.may_see(commitment):
            return
        for counter, day, each in events:
            counter[day, each] += 1
        self._moves += [(commitment, move) for move, each in moved if each is Answer.YES]
        self._moves_possibly += sum(each is Answer.POSSIBLY for _, each in moved)
        if answer is Answer.POSSIBLY:
            self.possibly[name] += 1
        elif answer:
            self._count(commitment, name, status)

    def _in(self, day: str | None, answer: Answer) -> Answer:
        """Whether something was on a day of the period: None for what was not at all. On a day that
        is not recorded it may have been, of what may have been open then."""
        if day is None:
            return Answer.NO
        return self._period.holds(day) if day else min(answer, Answer.POSSIBLY)

    def _count(self, commitment: Commitment, name: str, status: str) -> None:
        self.certain[name].append((commitment, status))
        groups = self._desk.store.records("group")
        ours = {commitment.group, *(id_ for id_ in commitment.owners if id_ in groups)}
        for group in (ours - {""}) or {""}:
            self.by_group[group][name] += 1
        for owner in commitment.owners or (WORDS + commitment.owner_text,):
            self.by_owner[owner][name] += 1

    def standings(self) -> Iterator[Standing]:
        """How many stand so, in the order of their names."""
        for name in STANDINGS:
            found = self.certain[name]
            assessed = self.assessed if name in ASSESSED else 0
            statuses = Counter(status for _, status in found)
            yield Standing(
                name=name,
                count=len(found),
                share=round(len(found) / assessed, 4) if assessed else None,
                possibly=self.possibly[name],
                statuses=tuple((s, statuses[s]) for s in (*STATUSES, "") if statuses[s]),
                items=tuple(self._item(commitment, status) for commitment, status in found),
            )

    def _item(self, commitment: Commitment, status: str) -> Item:
        closed = status in CLOSED
        return Item(
            id=commitment.id,
            what=commitment.summary,
            who=self._seen.who(commitment.owners, commitment.owner_text),
            status=status,
            day=commitment.closed if closed else due_of(commitment, self._desk, self._seen)[0],
        )

    def moves(self) -> Moves:
        """The due dates that were moved, by day."""
        moved = [_moved(*pair, told=self._seen.internal) for pair in self._moves]
        days = [one.days for one in moved if one.days is not None]
        return Moves(
            count=len(moved),
            commitments=len({one.commitment.id for one in moved}),
            days=sum(days),
            later=sum(number > 0 for number in days),
            earlier=sum(number < 0 for number in days),
            possibly=self._moves_possibly,
            moves=tuple(sorted(moved, key=lambda one: dates.sort_key(one.day))),
        )

    def rows(self, counted: Mapping[str, Counter[str]]) -> tuple[Row, ...]:
        """A row for each owner, or group, the most first; last what has none, or none that may be
        named."""
        named: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for id_, counts in counted.items():
            named[self._row_of(id_)].update(counts)
        ranked = sorted(
            named.items(),
            key=lambda row: (row[0][1] in ("", NOT_NAMED), -row[1].total(), row[0][1], row[0][0]),
        )
        return tuple(
            Row(id_, name, counts.total(), *(counts[each] for each in STANDINGS))
            for (id_, name), counts in ranked
        )

    def _row_of(self, id: str) -> tuple[str, str]:
        if not id or id[0] == WORDS:
            return "", id[1:]
        found = self._seen.named(id)
        return (found.id, found.name) if found else ("", NOT_NAMED)


def _moved(commitment: Commitment, move: Move, told: bool) -> Moved:
    slipped = slip((move,))
    known = bool(move.before and move.after)
    return Moved(
        commitment=Named(commitment.id, commitment.summary),
        before=move.before,
        after=move.after,
        day=move.day,
        by=move.by if told else "",
        why=move.why,
        days=slipped.days if known else None,
        exact=known and slipped.exact,
    )


def _by(size: int, found: Mapping[tuple[str, Answer], int]) -> Counter[str]:
    """How many are certainly in the period, by the year (4 characters) or month (7) that they are
    known to lie in."""
    counts: Counter[str] = Counter()
    for (day, answer), count in found.items():
        if answer is Answer.YES:
            first, last = (str(end)[:size] for end in dates.span(day))
            if first == last:
                counts[first] += count
    return counts


def _events(found: Mapping[tuple[str, Answer], int]) -> Events:
    by_answer: Counter[Answer] = Counter()
    for (_, answer), count in found.items():
        by_answer[answer] += count
    return Events(by_answer[Answer.YES], by_answer[Answer.POSSIBLY])
