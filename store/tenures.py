"""Who held a role when: the days on which it was certainly held, and those on which it may have
been."""

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from store import dates
from store.dates import Answer
from store.kinds import Role

Period = tuple[date, date]

LEAST_DAYS = 365  # what is looked at, at least
SPARE = 30  # days kept free at both ends


class Tenure(Struct, frozen=True):
    """A role with the first and last day of both periods, None where there are no such days."""

    role: Role
    certain: Period | None
    possible: Period | None

    def during(self, first: date, last: date) -> Answer:
        """Whether it was held on some day between these two, both among them."""
        if _meet(self.certain, first, last):
            return Answer.YES
        return Answer.POSSIBLY if _meet(self.possible, first, last) else Answer.NO


def tenure(role: Role) -> Tenure:
    """The periods of a role, by the same reading of its dates as `dates.held`."""
    starts = dates.span(role.start) if role.start else (date.min, date.min)
    ends = dates.span(role.end) if role.end else (date.max, date.max)
    if starts[0] > ends[1]:
        return Tenure(role, None, None)
    certain = min(starts[1], ends[1]), max(ends[0], starts[0])
    return Tenure(role, certain if certain[0] <= certain[1] else None, (starts[0], ends[1]))


def tenures(roles: Iterable[Role]) -> list[Tenure]:
    """Those of one role together, in the order in which it was first held; one after the other."""
    found = sorted(
        map(tenure, roles), key=lambda one: (dates.sort_key(one.role.start), one.role.id)
    )
    labels = {one.role.label: number for number, one in reversed(list(enumerate(found)))}
    return sorted(found, key=lambda one: labels[one.role.label])


def known_days(found: Iterable[Tenure]) -> list[date]:
    """The days named at either end, in order: when somebody began or ended, or may have."""
    named: set[date] = set()
    for one in found:
        for period in (one.certain, one.possible):
            named.update(period or ())
    return sorted(named - {date.min, date.max})


def extent(found: Iterable[Tenure], today: date) -> Period:
    """The days to be looked at: all that are named, and today, with some room at both ends."""
    named = [*known_days(found), today]
    first, last = min(named), max(named)
    missing = max(0, LEAST_DAYS - (last - first).days)
    return _moved(first, -SPARE - missing), _moved(last, SPARE)


def _moved(day: date, by: int) -> date:
    try:
        return day + timedelta(by)
    except OverflowError:
        return date.min if by < 0 else date.max


def _meet(period: Period | None, first: date, last: date) -> bool:
    return period is not None and period[0] <= last and period[1] >= first
