"""What happened by itself, or by others, since one was last here: what became due, what was moved,
and what went stale."""

from collections.abc import Iterable
from datetime import date
from itertools import takewhile

from msgspec import Struct

from store import dates
from store.insight import Insight
from store.journal.batch import Batch, Change
from store.kinds import CLOSED, Commitment, Meeting
from store.store import Store


class Since(Struct, frozen=True):
    """Commitments by what became of them, as they stand now; one may be in several."""

    due: tuple[Commitment, ...] = ()
    moved: tuple[Commitment, ...] = ()
    stale: tuple[Commitment, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.due or self.moved or self.stale)


def since(store: Store, insight: Insight, then: date, at: str) -> Since:
    """What became due from the day after `then` to today, was moved after the instant `at` (UTC,
    RFC 3339), and is stale now and was not on that day."""
    pending = [c for c in store.of(Commitment) if c.status not in CLOSED and not c.standing]
    stale = insight.test("commitment", "stale")
    was_stale = Insight(store, lambda: then).test("commitment", "stale")
    moved = _moved(store, takewhile(lambda batch: batch.at > at, store.history()))
    return Since(
        due=tuple(c for c in pending if _came(insight.due(c), then, insight.today)),
        moved=tuple(c for c in pending if c.id in moved),
        stale=tuple(c for c in pending if stale(c) and not was_stale(c)),
    )


def _came(due: str, then: date, today: date) -> bool:
    return bool(due) and then < dates.span(due)[1] <= today


def _moved(store: Store, batches: Iterable[Batch]) -> set[str]:
    """The ids of commitments whose due date was moved, or that of the meeting they are due at."""
    changes = [change for batch in batches for change in batch.changes]
    moved = {str(c.key) for c in changes if _is_changed(c, Commitment, "moves")}
    met = {str(c.key) for c in changes if _is_changed(c, Meeting, "start")}
    if met:
        moved |= {c.id for c in store.of(Commitment) if c.due_at in met and not c.due}
    return moved


def _is_changed(change: Change, kind: type[Commitment | Meeting], field: str) -> bool:
    before, after = change.before, change.after
    if change.table != kind.kind.name or before is None or after is None:
        return False
    return before.get(field) != after.get(field)
