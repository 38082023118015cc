"""How a commitment stood when a period was over: met, ongoing, stalled, or not known."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from store import dates
from store.dates import Answer
from store.desk import Desk
from store.kinds import CLOSED, Commitment, Meeting, Update
from store.reports.periods import Period
from store.reports.seen import Seen

MET, ONGOING, STALLED, ENDED, UNKNOWN = "met", "ongoing", "stalled", "closed otherwise", "unknown"
STANDINGS = (MET, ONGOING, STALLED, ENDED, UNKNOWN)
ASSESSED = (MET, ONGOING, STALLED, ENDED)
APART = {"delivered": MET, "stalled": STALLED, "no information": UNKNOWN, "": UNKNOWN}


class Dated:
    """When a commitment was opened, and how it stood at the period's end."""

    def __init__(self, desk: Desk, period: Period, seen: Seen) -> None:
        self._period = period
        self._now = period.until == desk.names.today
        self._end = str(period.until)
        self._meetings = desk.store.records("meeting")
        updates = () if self._now else filter(seen.allows, desk.store.of(Update))
        self._told = _told(updates)

    def opened(self, commitment: Commitment) -> str:
        """The day of the meeting it was made at, else the one it was recorded on; "" if unknown."""
        if not commitment.meeting:
            return commitment.created[:10]
        found = self._meetings.get(commitment.meeting)
        return found.start if isinstance(found, Meeting) else ""

    def standing(self, commitment: Commitment) -> tuple[str, str, Answer]:
        """How it stood when the period was over, or stands now, by name and status; and whether it
        was then one of those that the period is about."""
        period, opened = self._period, self.opened(commitment)
        if opened:
            begun = Answer.YES - period.is_before(opened)
        else:
            begun = Answer.YES if self._now else Answer.POSSIBLY
        if commitment.status not in CLOSED:
            return *_named(self._open_status(commitment)), Answer(begun)
        day = commitment.closed
        if day and period.is_before(day) is Answer.YES:
            return *_named(self._open_status(commitment)), Answer(begun)
        if day:
            ended = Answer.NO if period.is_after(day) is Answer.YES else period.holds(day)
        else:
            here = self._now and period.holds(opened) is Answer.YES
            ended = Answer.YES if here else Answer(min(begun, Answer.POSSIBLY))
        return *_named(commitment.status), ended

    def _open_status(self, commitment: Commitment) -> str:
        """Where it stood at the period's end. What is recorded of it holds now: where an update
        after the end says otherwise, the last one until then counts, and nothing is known where
        there is none."""
        if self._now:
            return commitment.status
        before, later = "", commitment.status in CLOSED
        for update in self._told.get(commitment.id, ()):
            if update.member and commitment.owners != (update.member,):
                continue
            if dates.compare(update.at, ">", self._end) is Answer.YES:
                later = True
            elif dates.compare(update.at, "<=", self._end) is Answer.YES:
                before = update.status
        return before if later else commitment.status


def _told(updates: Iterable[Update]) -> Mapping[str, list[Update]]:
    """The updates that say where a commitment stands, in the order of their days."""
    found: defaultdict[str, list[Update]] = defaultdict(list)
    for update in sorted(updates, key=lambda u: dates.sort_key(u.at)):
        if update.status:
            found[update.commitment].append(update)
    return found


def _named(status: str) -> tuple[str, str]:
    return APART.get(status, ENDED if status in CLOSED else ONGOING), status
