"""Dates that may be known only in part, and how they compare.

A date is kept as a short canonical string, a subset of EDTF (ISO 8601-2):
`2023`, `2023-06`, `2023-06-08`, and `[2023-06-08..2023-11-14]` for one day between the two.
A *when* is such a date, or a local time with its IANA zone in the manner of RFC 9557:
`2021-12-02T10:00[Europe/Brussels]`. The empty string is "no date". Years run from 0001 to 9999.

What is not known is not invented: a question about such a date has three answers.
"""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import IntEnum
from functools import lru_cache
from typing import Literal

Precision = Literal["day", "month", "year", "range", "time"]

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
OUTSIDE = "That is outside the years 0001 to 9999: name a nearer date."

_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ZONE = r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*"
_ONE = re.compile(rf"([0-9]{{4}})(?:-([0-9]{{2}})(?:-([0-9]{{2}})(?:T{_CLOCK}\[{_ZONE}\])?)?)?")
_RANGE = re.compile(rf"\[({_DAY})\.\.({_DAY})\]")

# Compiled on first use by `re` itself: only typed or imported times need it.
_TIMED = (
    rf"(?P<day>{_DAY})(?:T| +)(?P<clock>[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?)"
    r" ?(?P<offset>Z(?![A-Z])|[+-][0-9]{2}:?[0-9]{2})?"
    r" ?(?:\[(?P<zone>[^\[\]]*)\]|(?P<bare>[A-Z][A-Z0-9_+/-]*))?"
)
# Names that time zone folders hold beside IANA's, and that mean something else elsewhere.
_LOCAL_ZONES = ("localtime", "posixrules", "Factory", "posix/", "right/")


class DateError(ValueError):
    """A date that cannot be taken; its text is one sentence for a person."""


class Answer(IntEnum):
    """The answer to a question about dates: `min` of two is *and*, `max` is *or*."""

    NO = 0
    POSSIBLY = 1
    YES = 2


_ANSWERS = tuple(Answer)
_BY_LENGTH: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}


def parse(text: str) -> str:
    """The canonical date that `text` writes; DateError for anything else, "" included."""
    value = text.strip()
    if precision(value) == "time":
        raise DateError(f"Only a day is wanted here, without the time: write {value[:10]}.")
    return value


def parse_when(text: str) -> str:
    """The canonical date, or date-time with its zone, that `text` writes.

    The zone stands in brackets or after a space; an offset is checked against it and dropped.
    `Z` alone is UTC; `Z` beside a zone is an instant, told in that zone's local time.
    Seconds are kept where they are not zero. DateError for anything else.
    """
    text = text.strip()
    match = re.fullmatch(_TIMED, text, re.IGNORECASE)
    if match is None:
        return parse(text)
    span(match["day"])
    clock = match["clock"].zfill(5 if match["clock"].count(":") == 1 else 8)
    if not re.fullmatch(_CLOCK, clock):
        raise DateError(f"There is no time {clock}: write it from 00:00 to 23:59.")
    local = datetime.fromisoformat(f"{match['day']}T{clock}")
    offset = (match["offset"] or "").upper()
    name = match["zone"] if match["zone"] is not None else match["bare"]
    if name is None and offset == "Z":
        name = "UTC"
    if name is None:
        wrong = f"The offset {offset} alone is not a zone" if offset else "A time needs a zone"
        raise DateError(f"{wrong}: add one such as [Europe/Brussels] after it.")
    name, zone = _zone(name)
    if offset == "Z":
        local = _told_in(zone, local)
    elif offset:
        _check_offset(offset, local, name, zone)
    seconds = "seconds" if local.second else "minutes"
    return f"{local.isoformat(timespec=seconds)}[{name}]"


@lru_cache(maxsize=1 << 18)
def span(value: str) -> tuple[date, date]:
    """The first and the last day that `value` may be; for a date-time its local day, twice.

    The zone's name is not looked up. DateError where `value` is not canonical, or "".
    """
    if match := _ONE.fullmatch(value):
        year, month, day = match.groups()
        if day:
            only = _day(int(year), int(month), int(day))
            return only, only
        if month:
            first = _day(int(year), int(month), 1)
            return first, first.replace(day=month_length(first.year, first.month))
        return _day(int(year), 1, 1), _day(int(year), 12, 31)
    if match := _RANGE.fullmatch(value):
        first, last = span(match[1])[0], span(match[2])[0]
        if first == last:
            raise DateError(f"A range needs two different days: write {first}.")
        if first > last:
            raise DateError(f"The range ends before it starts: write [{last}..{first}].")
        return first, last
    if not value:
        raise DateError("There is no date: write one such as 2023-06-08, 2023-06 or 2023.")
    raise DateError(
        f"{quoted(value)} is not a date: write 2023, 2023-06, 2023-06-08,"
        " or [2023-06-08..2023-11-14] for a day between the two."
    )


def precision(value: str) -> Precision:
    """How exactly `value` is known. DateError as for `span`."""
    span(value)
    if value.startswith("["):
        return "range"
    return _BY_LENGTH.get(len(value), "time")


def compare(value: str, op: str, other: str) -> Answer:
    """Does `value op other` hold, for `op` one of `<`, `<=`, `>`, `>=` and `:`?

    `value` is one day, known in part; `other` is the whole period that it covers:

    - `<` before its first day, `>=` not before it;
    - `>` after its last day, `<=` not after it;
    - `:` within the period.

    YES where this is so for every day that `value` may be, NO where for none, else POSSIBLY.
    So `<` and `>=` are each other's contrary, and so are `>` and `<=`.
    Date-times count as their local day. Where either side is empty the answer is NO.
    """
    if not value or not other:
        return Answer.NO
    first, last = span(value)
    start, end = span(other)
    match op:
        case "<":
            certainly, possibly = last < start, first < start
        case "<=":
            certainly, possibly = last <= end, first <= end
        case ">":
            certainly, possibly = first > end, last > end
        case ">=":
            certainly, possibly = first >= start, last >= start
        case ":":
            certainly = start <= first and last <= end
            possibly = start <= last and first <= end
        case _:
            raise ValueError(f"no such comparison of dates: {op!r}")
    return _ANSWERS[certainly + possibly]


def held(start: str, end: str, day: date) -> Answer:
    """Was a tenure from `start` to `end`, its last day, in force on `day`?

    An empty start is "since before anything known", an empty end is "still". What was held
    began no later than it ended, so it was certainly held on a known first or last day;
    a tenure that can only have ended before it began was never held.
    """
    earliest_start, latest_start = span(start) if start else (date.min, date.min)
    earliest_end, latest_end = span(end) if end else (date.max, date.max)
    possibly = earliest_start <= day <= latest_end
    certainly = min(latest_start, latest_end) <= day <= max(earliest_end, earliest_start)
    return _ANSWERS[possibly + (possibly and certainly)]


def told_in(value: str, zone: str) -> str:
    """The date-time `value` as the clocks of another zone tell it; DateError for anything else."""
    clock, _, here = parse_when(value).rstrip("]").partition("[")
    if not here:
        raise DateError(f"{quoted(value)} has no time of day.")
    name, there = _zone(zone)
    try:
        utc = datetime.fromisoformat(clock).replace(tzinfo=_zone(here)[1]).astimezone(UTC)
    except OverflowError:
        raise DateError(OUTSIDE) from None
    return parse_when(f"{_told_in(there, utc.replace(tzinfo=None)).isoformat()}[{name}]")


def sort_key(value: str) -> tuple[bool, date, date, str]:
    """Orders by first day, then last day, then local time; no date comes last."""
    if not value:
        return True, date.max, date.max, ""
    first, last = span(value)
    return False, first, last, value[11:].partition("[")[0]


def shift(value: str, days: int) -> str:
    """`value` moved by `days`; a month or year moves by its first day and keeps its precision.

    A date-time keeps its local time; no date stays none. DateError outside the years 0001–9999.
    """
    if not value:
        return ""
    first, last = span(value)
    moved = str(add_days(first, days))
    if value.startswith("["):
        return f"[{moved}..{add_days(last, days)}]"
    return moved[: len(value)] + value[10:]


def shift_months(value: str, months: int) -> str:
    """`value` moved by whole months, or by a year for each twelve where only the year is known.

    A day that a month does not have becomes its last, so that the two of a range may become one.
    Else as `shift`.
    """
    if not value:
        return ""
    first, last = span(value)
    moved = str(add_months(first, months))
    if value.startswith("["):
        until = str(add_months(last, months))
        return moved if until == moved else f"[{moved}..{until}]"
    return moved[: len(value)] + value[10:]


def spell(value: str) -> str:
    """`value` for people: "Thu 2 Dec 2021", "June 2023", "between 8 Jun and 14 Nov 2023"."""
    if not value:
        return ""
    first, last = span(value)
    match precision(value):
        case "year":
            return value
        case "month":
            return f"{MONTHS[first.month - 1]} {value[:4]}"
        case "range":
            year = "" if first.year == last.year else f" {first.year:04}"
            return f"between {_short(first)}{year} and {_short(last)} {last.year:04}"
        case _:
            day = f"{WEEKDAYS[first.weekday()][:3]} {_short(first)} {value[:4]}"
            clock, _, zone = value[11:].rstrip("]").partition("[")
            return f"{day}, {clock} {zone}" if clock else day


def month_length(year: int, month: int) -> int:
    """The number of days in that month."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 28 + leap if month == 2 else 30 + (month + month // 8) % 2


def add_days(day: date, days: int) -> date:
    """`day` moved by `days`; DateError outside the years 0001–9999."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise DateError(OUTSIDE) from None


def add_months(day: date, months: int) -> date:
    """The same day of another month, or its last day where that is shorter; DateError as above."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise DateError(OUTSIDE)
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def quoted(text: str) -> str:
    """What somebody wrote, short and with anything unprintable escaped, for an error."""
    return f"“{repr(text if len(text) <= 40 else f'{text[:39]}…')[1:-1]}”"


def _day(year: int, month: int, day: int) -> date:
    """That day, or a DateError that says which part of it there is not."""
    if not year:
        raise DateError("There is no year 0000: years run from 0001 to 9999.")
    if not 1 <= month <= 12:
        raise DateError(f"There is no month {month:02} in {year:04}: months run from 01 to 12.")
    length = month_length(year, month)
    if not 1 <= day <= length:
        name = f"{MONTHS[month - 1]} {year:04}"
        raise DateError(f"There is no day {day:02} in {name}: its days run from 01 to {length}.")
    return date(year, month, day)


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def _zone(name: str) -> tuple[str, tzinfo]:
    """The zone's canonical name and its rules; DateError where it is not one of IANA's."""
    if name.upper() in ("UTC", "Z"):
        return "UTC", UTC
    import zoneinfo

    unknown = (
        f"{quoted(name)} is no time zone known here: write one such as Europe/Brussels or UTC."
    )
    if not re.fullmatch(_ZONE, name) or name.startswith(_LOCAL_ZONES):
        raise DateError(unknown)
    try:
        return name, zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        # ValueError and OSError: what lies there is a folder or some other file.
        raise DateError(unknown) from None


def _told_in(zone: tzinfo, utc: datetime) -> datetime:
    """The local time in `zone` of an instant in UTC."""
    try:
        return utc.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None, fold=0)
    except OverflowError:
        raise DateError(OUTSIDE) from None


def _check_offset(offset: str, local: datetime, name: str, zone: tzinfo) -> None:
    """DateError where `zone` does not have that offset then; an hour told twice has two."""
    sign = -1 if offset[0] == "-" else 1
    given = sign * timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:]))
    if all(zone.utcoffset(local.replace(fold=fold)) != given for fold in (0, 1)):
        raise DateError(f"{name} does not have the offset {offset} then: leave the offset out.")
