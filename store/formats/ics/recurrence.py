"""The days that a series meets on, within a window (RFC 5545 §3.8.5, §3.3.10).

A series repeats by the clocks of the place where it is told: a weekly meeting at nine stays at
nine when summer time begins. `dateutil` expands the rules, on times without a zone.
"""

import calendar
import heapq
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from dateutil.rrule import rrulestr

from store import rrule
from store.dates import add_months
from store.formats.ics import times
from store.formats.ics.lines import Component, Line, Unreadable
from store.formats.ics.times import Length, Moment
from store.formats.ics.zones import Zones
from store.formats.source import told

RULES = ("RRULE", "RDATE", "EXDATE", "EXRULE")
MOST_INSIDE = 2_000  # a daily meeting has 1,100 in the window
MOST_BEFORE = 40_000  # a daily one since 1990 has 13,000
TOO_FAST = {"SECONDLY": "every second", "MINUTELY": "every minute"}


class Window(NamedTuple):
    """The first and the last day that series are expanded on."""

    first: date
    last: date


class Occurrence(NamedTuple):
    """A time at which a series meets: `key` names it within its series (its day, and its time too
    where it is not the first of that day), `previous` the one before it."""

    key: str
    start: Moment
    length: Length | None
    previous: str


def window(today: date) -> Window:
    """From the beginning of this month a year ago to its end in two years, so that what is read
    changes with the month and not with every day."""
    first = add_months(today.replace(day=1), -12)
    last = add_months(today.replace(day=1), 25) - timedelta(days=1)
    return Window(first, last)


def end_of_month(today: date) -> date:
    """The last day on which the window is the same."""
    return today.replace(day=calendar.monthrange(today.year, today.month)[1])


def recurs(component: Component) -> bool:
    """Whether this is a series."""
    return any(component.first(name) for name in ("RRULE", "RDATE"))


def occurrences(
    component: Component, start: Moment, known: Zones, days: Window
) -> list[Occurrence]:
    """When a series meets within these days; `Unreadable` where its rules cannot be followed."""
    until = datetime.combine(days.last, time.max)
    periods = dict(_dates(component, "RDATE", start, known))
    rules = [_rule(line, start, known) for line in component.all("RRULE")]
    streams = [iter([start.local]), *rules, iter(sorted(periods))]
    out = _excluded(component, start, known, until)
    found: list[Occurrence] = []
    previous, days_seen, last = "", "", None
    for count, local in enumerate(heapq.merge(*streams)):
        if local > until:
            break
        if count > MOST_BEFORE or len(found) > MOST_INSIDE:
            raise Unreadable(
                f"it has more than {MOST_INSIDE:,} times within the three years that are read, or "
                f"{MOST_BEFORE:,} before them"
            )
        if local == last:
            continue
        last, here = local, Moment(local, start.zone, start.is_day)
        key = here.day if here.day != days_seen else here.clock
        days_seen = here.day
        if local in out or local.date() in out:
            continue
        if local.date() >= days.first:
            found.append(Occurrence(key, here, periods.get(local), previous))
        previous = key
    return found


def _excluded(
    component: Component, start: Moment, known: Zones, until: datetime
) -> set[datetime | date]:
    out: set[datetime | date] = set()
    for line in component.all("EXDATE"):
        for moment in times.moments(line, known):
            whole = moment.is_day and not start.is_day
            out.add(moment.local.date() if whole else moment.told_in(start))
    for line in component.all("EXRULE"):
        for count, local in enumerate(_rule(line, start, known)):
            if local > until:
                break
            if count > MOST_BEFORE:
                raise Unreadable(f"its EXRULE takes out more than {MOST_BEFORE:,} times")
            out.add(local)
    return out


def _dates(
    component: Component, name: str, start: Moment, known: Zones
) -> Iterator[tuple[datetime, Length | None]]:
    """The dates of RDATE as the series' clocks show them; a period (§3.3.9) has its own length."""
    for line in component.all(name):
        for value in filter(None, line.value.split(",")):
            begins, _, ends = value.partition("/")
            first = times.moment(begins, line, known)
            length = None
            if ends.lstrip("+-").startswith("P"):
                length = times.length(line, ends)
            elif ends:
                length = times.between(first, times.moment(ends, line, known))
            yield first.told_in(start), length


def _rule(line: Line, start: Moment, known: Zones) -> Iterator[datetime]:
    parts = _parts(line)
    if start.is_day:
        parts = {name: value for name, value in parts.items() if name not in rrule.CLOCK_PARTS}
    if "UNTIL" in parts:
        parts["UNTIL"] = _until(parts["UNTIL"], line, start, known)
    words = ";".join(f"{name}={value}" for name, value in parts.items())
    try:
        return iter(rrulestr(words, dtstart=start.local))
    except (ValueError, TypeError, KeyError, IndexError, OverflowError):
        raise Unreadable(f"its rule “{told(line.value)}” cannot be followed") from None


def _parts(line: Line) -> dict[str, str]:
    unclear = f"its rule “{told(line.value)}” cannot be followed"
    try:
        parts = rrule.read(line.value)
    except rrule.RuleError:
        raise Unreadable(unclear) from None
    if parts["FREQ"] in TOO_FAST:
        raise Unreadable(f"it repeats {TOO_FAST[parts['FREQ']]}, which no meeting does")
    numbers = (parts.get(name, "1") for name in ("INTERVAL", "COUNT"))
    if not all(re.fullmatch(r"0*[1-9][0-9]{0,6}", number, re.ASCII) for number in numbers):
        raise Unreadable(unclear)
    return parts


def _until(value: str, line: Line, start: Moment, known: Zones) -> str:
    """UNTIL as the series' clocks show it: a day lasts until its end, where times are meant."""
    end = times.moment(value, line, known)
    local = end.told_in(start)
    if end.is_day and not start.is_day:
        local = datetime.combine(local, time.max)
    if start.is_day:
        local = datetime.combine(local, time.min)
    return local.strftime("%Y%m%dT%H%M%S") if local.year > 999 else "10000101T000000"
