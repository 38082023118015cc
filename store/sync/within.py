"""Whether what a source said before lies within the days that its newest answer is of."""

from store import dates
from store.dates import Answer
from store.formats.source import Told
from store.sync.memory import Seen


def within(seen: Seen, told: Told) -> bool:
    """Whether the answer would have this record if it were still there: where the answer is of
    some days only, what begins and ends between them, and nothing of which that is not known."""
    first, last = told.between
    if not (first or last):
        return True
    record = seen.record
    start = getattr(record, "start", "")
    end = getattr(record, "end", "") or start
    return (not first or dates.compare(start, ">=", first) is Answer.YES) and (
        not last or dates.compare(end, "<=", last) is Answer.YES
    )
