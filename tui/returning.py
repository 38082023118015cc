"""What is said of commitments that come back, when one of them was closed."""

from store.journal.batch import Batch
from store.kinds import Commitment


def next_told(batch: Batch | None) -> str:
    """` · the next one is due 2026-05-01`; "" where a change made none."""
    changes = [] if batch is None else [c for c in batch.changes if c.table == Commitment.kind.name]
    made = [change.after for change in changes if change.before is None and change.after]
    if not made or len(made) == len(changes):  # added by hand
        return ""
    if len(made) > 1:
        return f" · the next ones were made: {len(made)}"
    due, start = made[0].get("due"), made[0].get("start")
    return f" · the next one is due {due}" if due else f" · the next one begins {start}"
