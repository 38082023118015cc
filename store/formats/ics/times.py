"""Dates, times and durations of iCalendar (RFC 5545 §3.3.4 to §3.3.6) as the records have them.

A day is a day, without a time. A time with a zone has it. A floating time (§3.3.5, form 1) is told
as its day: which moment it means depends on who reads it.
"""

import re
from collections.abc import Iterator
from datetime import UTC as IN_UTC
from datetime import datetime, timedelta
from typing import NamedTuple

from store.formats.ics import zones
from store.formats.ics.lines import Line, Unreadable
from store.formats.ics.zones import Zones
from store.formats.source import told

_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?", re.ASCII)
_LENGTH = re.compile(
    r"([+-]?)P(?:(\d{1,5})W)?(?:(\d{1,6})D)?"
    r"(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?",
    re.ASCII,
)
NONE = timedelta()
DAY = timedelta(days=1)
OUTSIDE = "it reaches outside the years 0001 to 9999"


class Moment(NamedTuple):
    """A day (`is_day`; midnight), or what the clocks show: in a zone, or floating (`zone` "")."""

    local: datetime
    zone: str = ""
    is_day: bool = False

    @property
    def day(self) -> str:
        """Its day where it is told."""
        return self.local.date().isoformat()

    @property
    def text(self) -> str:
        """It as a *when*: a day, or a time with its zone."""
        return f"{self.clock}[{self.zone}]" if self.zone else self.day

    @property
    def clock(self) -> str:
        """Day and time as the clocks show them, or the day."""
        if self.is_day:
            return self.day
        return self.local.isoformat(timespec="seconds" if self.local.second else "minutes")

    @property
    def floats(self) -> bool:
        """Whether it is a time without a zone."""
        return not (self.zone or self.is_day)

    def told_in(self, other: "Moment") -> datetime:
        """What the clocks show at this moment where the other is told; a day, and a time without a
        zone, are the same everywhere."""
        if not (self.zone and other.zone) or self.zone == other.zone:
            return self.local
        return _shown(_instant(self), other.zone)

    def after(self, length: "Length") -> "Moment":
        """The moment so much later; `Unreadable` outside the years that there are."""
        try:
            local = self.local + length.clocks
            if length.exact and self.zone:
                local = _shown(_instant(Moment(local, self.zone)) + length.exact, self.zone)
            else:
                local += length.exact
            if length.zone and length.zone != self.zone:
                local = Moment(local, self.zone).told_in(Moment(local, length.zone))
        except OverflowError:
            raise Unreadable(OUTSIDE) from None
        return Moment(local, length.zone or self.zone, self.is_day)


class Length(NamedTuple):
    """How long something lasts: by the clocks (days), and in exact time (hours), after which it is
    told in `zone`, where that is another."""

    clocks: timedelta = NONE
    exact: timedelta = NONE
    zone: str = ""


def moments(line: Line, known: Zones) -> Iterator[Moment]:
    """The dates or times of a property, as the first of its values of RDATE where these are
    periods; `Unreadable` says why one is none."""
    for value in line.value.split(","):
        yield moment(value.partition("/")[0], line, known)


def moment(value: str, line: Line, known: Zones) -> Moment:
    """A date or time that stands in a line, and is told in the line's zone unless it is in UTC."""
    match = _MOMENT.fullmatch(value.strip())
    if match is None:
        raise Unreadable(
            f"{line.name} “{told(value)}” is no date: as 20260301, or 20260301T093000Z"
        )
    year, month, day, *clock, utc = match.groups()
    try:
        if clock[0] is None:
            return Moment(datetime(int(year), int(month), int(day)), is_day=True)
        # §3.3.12: where leap seconds are not known, 60 is taken as 59
        hour, minute, second = int(clock[0]), int(clock[1]), min(int(clock[2]), 59)
        local = datetime(int(year), int(month), int(day), hour, minute, second)
    except ValueError:
        raise Unreadable(
            f"{line.name} “{told(value)}” is a day or time that there is not"
        ) from None
    if utc:
        return Moment(local, zones.UTC)
    tzid = line.param("TZID")
    return Moment(local, known.named(tzid) if tzid else "")


def between(start: Moment, end: Moment) -> Length:
    """How long it is from one to the other, as instances of a series last too."""
    if start.zone == end.zone or not (start.zone and end.zone):
        return Length(clocks=end.local - start.local)
    return Length(exact=_instant(end) - _instant(start), zone=end.zone)


def length(line: Line, value: str = "") -> Length:
    """A DURATION (§3.3.6): weeks and days by the clocks, the rest exact."""
    match = _LENGTH.fullmatch((value or line.value).strip())
    if match is None or not any(match.groups()[1:]):
        raise Unreadable(f"{line.name} “{told(value or line.value)}” is no duration: as PT1H30M")
    if match[1] == "-":
        raise Unreadable(f"{line.name} “{told(value or line.value)}” lasts less than nothing")
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in match.groups()[1:])
    return Length(
        timedelta(weeks=weeks, days=days), timedelta(hours=hours, minutes=minutes, seconds=seconds)
    )


def _instant(moment: Moment) -> datetime:
    try:
        return moment.local.replace(tzinfo=zones.rules(moment.zone)).astimezone(IN_UTC)
    except OverflowError:
        raise Unreadable(OUTSIDE) from None


def _shown(instant: datetime, zone: str) -> datetime:
    try:
        return instant.astimezone(zones.rules(zone)).replace(tzinfo=None, fold=0)
    except OverflowError:
        raise Unreadable(OUTSIDE) from None
