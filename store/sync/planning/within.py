"""Whether what a source said before is something that its newest answer is of."""

from store import dates
from store.dates import Answer
from store.formats.source import Told
from store.sync.kept.memory import Seen


def within(id: str, seen: Seen, told: Told) -> bool:
    """Whether the answer would have this record if it were still there: an id of which it says
    anything, and where it is of some days only, what begins and ends between them, and nothing of
    which that is not known."""
    if not told.speaks_of(id):
        return False
    first, last = told.between
    if not (first or last):
        return True
    record = seen.record
    start = getattr(record, "start", "")
    end = getattr(record, "end", "") or start
    return (not first or dates.compare(start, ">=", first) is Answer.YES) and (
        not last or dates.compare(end, "<=", last) is Answer.YES
    )
