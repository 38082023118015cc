"""What is said of commitments that come back, when they are closed or opened again."""

from store.journal.batch import Batch, Change
from store.kinds import CLOSED, Commitment
from store.verbs import Get
from tui.counting import several


def next_told(batch: Batch | None, get: Get) -> str:
    """` · the next one is due 2026-05-01`, or why there is none; "" where a change closed or opened
    none that comes back. `get` gives a record by its id."""
    changes = [] if batch is None else [c for c in batch.changes if c.table == Commitment.kind.name]
    made = {str(change.key) for change in changes if change.before is None}
    said = [words for change in changes if (words := _of(change, made, get))]
    if len(said) > 1:
        return f" · {several(len(made), 'next one')} made" if made else ""
    return f" · {said[0]}" if said else ""


def _of(change: Change, made: set[str], get: Get) -> str:
    record = get(str(change.key))
    if not isinstance(record, Commitment) or not record.rrule or change.before is None:
        return ""
    was = change.before.get("status", "" if "status" in (change.after or {}) else record.status)
    if (was in CLOSED) is (record.status in CLOSED):
        return ""
    from store.recurrence import NoNext, next_one  # few changes need it

    try:
        after = next_one(record, get)
    except NoNext as why:
        return f"none comes after it: {why}" if record.status in CLOSED else ""
    when = f"due {after.due}" if after.due else f"to begin {after.start}"
    if record.status in CLOSED:
        there = "" if after.id in made else " already there,"
        return f"the next one is{there} {when}"
    return f"the next one stays, {when}" if get(after.id) is not None else ""
