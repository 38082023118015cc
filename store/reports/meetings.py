"""What reports say of meetings: where they are, whether they are over, and which one is next."""

from collections.abc import Iterable
from datetime import date

from store import dates
from store.desk import Desk
from store.insight.rhythm import CALLED_OFF, is_held
from store.kinds import Commitment, Meeting
from store.reports.seen import Named, Seen
from store.types.words import country_name


def when(meeting: Meeting) -> str:
    """Its dates in words: "Wed 1 Mar 2023 to Thu 2 Mar 2023"."""
    begins, ends = dates.spell(meeting.start), dates.spell(meeting.end)
    if not begins or not ends or begins == ends:
        return begins or ends
    same_day = "T" in meeting.start and meeting.end[:11] == meeting.start[:11]
    return f"{begins} to {meeting.end[11:16] if same_day else ends}"


def place(meeting: Meeting) -> str:
    """The house, the city and the country, as far as they are recorded."""
    country = country_name(meeting.country) if meeting.country else ""
    return ", ".join(filter(None, (meeting.venue, meeting.city, country)))


def state(meeting: Meeting, today: date) -> str:
    """What is to be said of it: that it was cancelled, postponed, or is not over today; else ""."""
    if meeting.status in CALLED_OFF:
        return meeting.status
    known = bool(meeting.start or meeting.end)
    return "not over" if known and not is_held(meeting, today) else ""


def due_of(commitment: Commitment, desk: Desk, seen: Seen) -> tuple[str, Named | None]:
    """The due date that counts, and the meeting it is due at where that, and no day, is recorded;
    neither where the meeting is not to be seen."""
    if commitment.due or not commitment.due_at:
        return commitment.due, None
    meeting = seen.named(commitment.due_at)
    return (desk.insight.due(commitment), meeting) if meeting else ("", None)


def in_series(meeting: Meeting, every: Iterable[Meeting]) -> Meeting | None:
    """The one that has this one, or one cancelled after it, as the meeting before it."""
    following: dict[str, list[Meeting]] = {}
    for other in every:
        if other.previous:
            following.setdefault(other.previous, []).append(other)
    at = meeting
    while later := following.get(at.id):
        at = min(later, key=lambda m: (m.status == "cancelled", dates.sort_key(m.start), m.id))
        if at.status != "cancelled":
            return at
    return None


def next_of(group: str, meeting: Meeting, every: Iterable[Meeting]) -> Meeting | None:
    """The first meeting of the group that certainly begins after this one, and is not called off;
    of those known in part, by the last day that it may be."""
    over = meeting.end or meeting.start
    later = (
        other
        for other in every
        if group in other.groups
        and other.status not in CALLED_OFF
        and dates.compare(other.start, ">", over) is dates.Answer.YES
    )
    return min(later, key=lambda m: (dates.span(m.start)[1], dates.sort_key(m.start)), default=None)
