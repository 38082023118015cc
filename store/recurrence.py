"""A commitment that comes back: the next one, made from the one that is closed.

Nothing in it depends on when or where the other is closed, so that two desks which both close it
make the same record, with the same id.
"""

import re
from collections.abc import Callable

from store import dates, rrule
from store.kinds import Commitment, Meeting
from store.record import Record
from store.types.base import LONGEST_ID

_STAYS = (
    *("visibility", "tags", "notes", "links", "summary", "text", "locator", "classification"),
    *("owners", "owner_text", "asked_by", "partners", "meeting", "group", "desk", "standing"),
    *("priority", "parent", "weight"),
)
"""What the next one has from the one before. What was said, done and shown of that is its own."""
_INSTANCE = re.compile(r"(.+)~\d{4}(?:-\d\d){0,2}", re.DOTALL)


class NoNext(ValueError):
    """It does not come back; its text is why, in a few words."""


def next_one(done: Commitment, get: Callable[[str], Record | None]) -> Commitment:
    """The one that comes after a commitment that has a rule; `get` gives a record by its id.
    `NoNext` as for `following`."""
    met = get(done.due_at) if done.due_at and not done.due else None
    return following(done, met.start if isinstance(met, Meeting) else done.due)


def following(done: Commitment, due: str) -> Commitment:
    """The one that comes after `done`, which has a rule and counts as due on `due`. `NoNext` where
    the rule has ended, cannot be followed, or has no day to count from.

    The rule counts from the day that was first laid down: a due date that was moved does not move
    those to come. A month or a year is followed by a month or a year.
    """
    due = due if due.startswith("[") else due[: len("2026-03-01")]  # without its time
    scheduled = next((move.before for move in done.moves if move.before), due) or done.start
    if not scheduled:
        raise NoNext("it has no date to count from")
    try:
        return _made(done, scheduled, due)
    except rrule.RuleError:  # what a feed says, and no person typed
        raise NoNext("its rule cannot be followed") from None
    except dates.DateError as error:
        raise NoNext(str(error)) from None


def _made(done: Commitment, scheduled: str, due: str) -> Commitment:
    first, last = dates.span(scheduled)
    day = rrule.next_day(done.rrule, first, last)
    if day is None:
        raise NoNext("it was the last one")
    days, months = (day - first).days, (day.year - first.year) * 12 + day.month - first.month
    new = _shifted(scheduled, days, months)
    start = _shifted(done.start, days, months)
    if start and dates.compare(new, "<", start) is dates.Answer.YES:
        # it was moved, and hidden until later for that: as long before the day it is due
        start = dates.shift(done.start, (dates.span(new)[0] - dates.span(due)[0]).days)
    return Commitment(
        id=_id(done.id, day.isoformat()[: len(scheduled)]),
        due=new if due else "",
        start=start,
        remind=_shifted(done.remind, days, months),
        rrule=rrule.rest(done.rrule),
        **{name: getattr(done, name) for name in _STAYS},
    )


def _shifted(value: str, days: int, months: int) -> str:
    """A date as much later: of a month or a year, whole months."""
    if value and dates.precision(value) in ("month", "year"):
        return dates.shift_months(value, months)
    return dates.shift(value, days)


def _id(id: str, day: str) -> str:
    """The id of the instance of a day: that of the first one, and the day."""
    instance = _INSTANCE.fullmatch(id)
    series = instance[1] if instance else id
    if len(series) + 1 + len(day) > LONGEST_ID:
        from hashlib import sha256

        series = sha256(series.encode()).hexdigest()[:32]
    return f"{series}~{day}"
