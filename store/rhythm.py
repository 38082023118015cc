"""When groups meet: the next meeting of each, the last, and how long a silence is usual."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise

from store import dates
from store.kinds import Group, Meeting

CALLED_OFF = ("cancelled", "postponed")
OVER = ("concluded", "dormant", "proposed")
LEAST_MEETINGS = 3  # from so many on, a group has a rhythm of its own
PATIENCE = 2  # times the usual gap, where none was set


def is_held(meeting: Meeting, today: date) -> bool:
    """Certainly over, and not called off."""
    day = meeting.end or meeting.start
    return meeting.status not in CALLED_OFF and bool(day) and dates.span(day)[1] < today


def is_upcoming(meeting: Meeting, today: date) -> bool:
    """Certainly not over yet, and not called off."""
    day = meeting.end or meeting.start
    return meeting.status not in CALLED_OFF and bool(day) and dates.span(day)[0] >= today


def next_days(meetings: Iterable[Meeting], today: date) -> dict[str, date]:
    """The day on which the next meeting of each group begins, by the group's id: of a meeting that
    is known in part, its last possible day. Groups without one are left out."""
    found: dict[str, date] = {}
    for meeting in meetings:
        if meeting.start and is_upcoming(meeting, today):
            day = dates.span(meeting.start)[1]
            for group in meeting.groups:
                found[group] = min(day, found.get(group, day))
    return found


def met_on(meetings: Iterable[Meeting], today: date) -> dict[str, list[date]]:
    """The last day of each meeting that a group has held, in order, by the group's id."""
    found: defaultdict[str, list[date]] = defaultdict(list)
    for meeting in meetings:
        if is_held(meeting, today):
            for group in meeting.groups:
                found[group].append(dates.span(meeting.end or meeting.start)[1])
    return {group: sorted(days) for group, days in found.items()}


def allowed_days(group: Group, met: list[date]) -> int | None:
    """How many days may pass after a meeting of the group before it has gone quiet; None where
    that cannot be told.

    As many as its `cadence_days` says. Where that is empty, twice the usual (median) gap between
    the meetings it held, from three of these on: what it never did is not expected of it.
    """
    if group.cadence_days is not None:
        return group.cadence_days
    if len(met) < LEAST_MEETINGS:
        return None
    from statistics import median  # a dashboard starts sooner without

    gaps = [(later - earlier).days for earlier, later in pairwise(met)]
    return int(PATIENCE * median(gaps))


def is_quiet(group: Group, met: Mapping[str, list[date]], today: date) -> bool:
    """Whether it is longer since the group last met than it usually is, or should be.

    A group that never met, or that is concluded, dormant, only proposed, or dissolved, has not gone
    quiet.
    """
    days = met.get(group.id, [])
    if not days or group.status in OVER:
        return False
    if group.dissolved and dates.span(group.dissolved)[0] <= today:
        return False
    allowed = allowed_days(group, days)
    return allowed is not None and (today - days[-1]).days > allowed
