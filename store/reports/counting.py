"""Counting the commitments of a period, one after the other: how they stand, whose they are, when
they were opened, closed and moved."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from store import dates
from store.dates import Answer
from store.desk import Desk
from store.fields import field_map
from store.kinds import CLOSED, Commitment
from store.moves import slip
from store.record import Move
from store.reports.meetings import due_of
from store.reports.periods import Period
from store.reports.seen import Named, Seen
from store.reports.standing import ASSESSED, STANDINGS, UNKNOWN, Dated
from store.reports.tally import Item, Moved, Moves, Row, Standing, by_status, far, told

STATUSES = field_map(Commitment)["status"].choices
WORDS = "\0"  # begins what was written of owners, where ids of records stand else
NOT_NAMED = "not named"


class Counted:
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
        events = [(self.opened, opened, self._in(opened, min(answer, Answer.POSSIBLY)))]
        if commitment.status in CLOSED:
            closed = commitment.closed
            events.append((self.closed, closed, self._in(closed, answer)))
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

    def _in(self, day: str, unknown: Answer) -> Answer:
        """Whether a day lies in the period; the answer for one that is not recorded."""
        return self._period.holds(day) if day else unknown

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
            counts = Counter(status for _, status in found)
            statuses = tuple((s, counts[s]) for s in (*STATUSES, "") if counts[s])
            share = len(found) / assessed if assessed else None
            yield Standing(
                name=name,
                title="No information" if name == UNKNOWN else name.capitalize(),
                assessed=name in ASSESSED,
                count=len(found),
                share=None if share is None else round(share, 4),
                percent="" if share is None else f"{share:.0%}",
                possibly=self.possibly[name],
                statuses=statuses,
                by_status=by_status(name, statuses),
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
        moved = [_moved(*pair, by=self._seen.internal) for pair in self._moves]
        moved.sort(key=lambda one: dates.sort_key(one.day))
        days = [one.days for one in moved if one.days is not None]
        return Moves(
            text=told(moved, self._moves_possibly),
            count=len(moved),
            commitments=len({one.commitment.id for one in moved}),
            days=sum(days),
            later=sum(number > 0 for number in days),
            earlier=sum(number < 0 for number in days),
            possibly=self._moves_possibly,
            moves=tuple(moved),
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


def _moved(commitment: Commitment, move: Move, by: bool) -> Moved:
    known = bool(move.before and move.after)
    _, days, exact = slip((move,))
    return Moved(
        commitment=Named(commitment.id, commitment.summary),
        before=move.before,
        after=move.after,
        day=move.day,
        by=move.by if by else "",
        why=move.why,
        days=days if known else None,
        exact=known and exact,
        far=far(days if known else None, exact),
    )
