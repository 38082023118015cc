"""VTIMEZONE (RFC 5545 §3.6.5) for the zones that a calendar speaks of: when the clocks change
there, in the years that it speaks of."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from store.formats.ics.own import out

YEARS = range(1900, 2200)  # before these no clocks were set; after them nobody knows
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


class Clock(NamedTuple):
    """How the clocks stand: the time that they are before UTC's, what that is called, and whether
    it is summer time."""

    offset: timedelta
    name: str
    summer: bool


def definition(tzid: str, zone: str, first: int, last: int) -> Iterator[str]:
    """The lines that define an IANA zone under this name, from one year to another."""
    first, last = (min(max(year, YEARS.start), YEARS.stop - 1) for year in (first, last))
    rules = ZoneInfo(zone)
    begins = datetime(first, 1, 1)
    then = _clock(rules, begins)
    onsets: dict[tuple[timedelta, Clock], list[datetime]] = defaultdict(list)
    for instant, old, new in _changes(rules, begins, datetime(last + 1, 1, 1)):
        onsets[old.offset, new].append(instant + old.offset)
    yield "BEGIN:VTIMEZONE"
    yield out.text("TZID", tzid).raw
    yield from _observance(then.offset, then, [begins])
    for (before, clock), moments in onsets.items():
        yield from _observance(before, clock, moments)
    yield "END:VTIMEZONE"


def _changes(
    rules: ZoneInfo, start: datetime, end: datetime
) -> Iterator[tuple[datetime, Clock, Clock]]:
    """When the clocks change, in UTC, and how they stand before and after."""
    before, day = _clock(rules, start), start
    while day < end:
        after = _clock(rules, day + DAY)
        if after != before:
            low, high = day, day + DAY
            while high - low > SECOND:
                middle = low + (high - low) // 2
                if _clock(rules, middle) == before:
                    low = middle
                else:
                    high = middle
            yield high.replace(microsecond=0), before, after
        before, day = after, day + DAY


def _clock(rules: ZoneInfo, utc: datetime) -> Clock:
    local = utc.replace(tzinfo=UTC).astimezone(rules)
    return Clock(local.utcoffset() or timedelta(), local.tzname() or "", bool(local.dst()))


def _observance(before: timedelta, clock: Clock, moments: list[datetime]) -> Iterator[str]:
    """One way that the clocks stand, and when it begins: by the clocks that stood before it."""
    name = "DAYLIGHT" if clock.summer else "STANDARD"
    yield f"BEGIN:{name}"
    yield f"DTSTART:{_written(moments[0])}"
    if len(moments) > 1:
        yield "RDATE:" + ",".join(map(_written, moments[1:]))
    yield f"TZOFFSETFROM:{_offset(before)}"
    yield f"TZOFFSETTO:{_offset(clock.offset)}"
    yield out.text("TZNAME", clock.name).raw
    yield f"END:{name}"


def _written(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


def _offset(offset: timedelta) -> str:
    seconds = int(offset.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    minutes, rest = divmod(rest, 60)
    sign = "-" if seconds < 0 else "+"
    return f"{sign}{hours:02}{minutes:02}" + (f"{rest:02}" if rest else "")
