"""Recurrence rules (RFC 5545 §3.3.10), for days: read, checked, and the next day that one gives.

`dateutil` expands them, loaded when a day is asked for.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import NoReturn

from store.fields import FieldError

LONGEST = 2_000  # characters
TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
OFTEN = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
CLOCK_PARTS = ("BYHOUR", "BYMINUTE", "BYSECOND")  # not for a day
WORDS: Mapping[str, str] = {
    "daily": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "monthly": "FREQ=MONTHLY",
    "quarterly": "FREQ=MONTHLY;INTERVAL=3",
    "yearly": "FREQ=YEARLY",
}
"""Rules that go by a word."""

_DAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
_MANY = r"{0}(?:,{0})*"
_VALUES: Mapping[str, str] = {
    "FREQ": "|".join((*OFTEN, *TOO_OFTEN)),
    "UNTIL": r"\d{8}(?:T\d{6}Z?)?",
    "COUNT": "0*[1-9]\\d{0,6}",
    "INTERVAL": "0*[1-9]\\d{0,6}",
    "WKST": _DAY,
    "BYMONTH": _MANY.format("0?[1-9]|1[0-2]"),
    "BYWEEKNO": _MANY.format(r"[+-]?(?:0?[1-9]|[1-4]\d|5[0-3])"),
    "BYYEARDAY": _MANY.format(r"[+-]?(?:0{0,2}[1-9]|0?[1-9]\d|[12]\d\d|3[0-5]\d|36[0-6])"),
    "BYMONTHDAY": _MANY.format(r"[+-]?(?:0?[1-9]|[12]\d|3[01])"),
    "BYDAY": _MANY.format(rf"(?:[+-]?(?:0?[1-9]|[1-4]\d|5[0-3]))?{_DAY}"),
    "BYSETPOS": _MANY.format(r"[+-]?(?:0{0,2}[1-9]|0?[1-9]\d|[12]\d\d|3[0-5]\d|36[0-6])"),
    **dict.fromkeys(CLOCK_PARTS, _MANY.format(r"\d{1,2}")),
}
_CHOOSING = ("BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY")
_CYCLE = 400  # years after which the calendar is the same, weekdays too
_AHEAD = 100  # years that a rule is followed, at least
_LATEST = date.max.year - _AHEAD


class RuleError(FieldError):
    """What is no recurrence rule."""


def typed(text: str) -> str:
    """The rule that a person wrote, "" for none; `RuleError` where it is none that can be
    followed by days. A word such as "monthly" is one too."""
    rule = text.strip()
    if not rule:
        return ""
    rule = WORDS.get(rule.casefold(), rule)
    if "=" not in rule:
        _refuse(f"{_said(rule)} is no recurrence rule")
    rule = rule.upper().removeprefix("RRULE:")
    _days(checked(rule), date.min)
    return rule


def read(text: str) -> dict[str, str]:
    """The parts of a rule by name; `RuleError` where it has others, twice the same, or no FREQ.
    Their values are as they came."""
    if len(text) > LONGEST:
        _refuse(f"it has more than {LONGEST:,} characters")
    pairs = [part.partition("=") for part in text.strip().upper().split(";") if part]
    parts = {name.strip(): value.strip() for name, _, value in pairs}
    if "FREQ" not in parts:
        _refuse(f"{_said(text)} is no recurrence rule")
    if unknown := [name for name in parts if name not in _VALUES]:
        _refuse(f"a recurrence rule has no {_said(unknown[0])}")
    if len(parts) < len(pairs):
        _refuse("a part of it stands there twice")
    return parts


def next_day(text: str, first: date, after: date) -> date | None:
    """The first day later than `after` that the rule gives, counted from `first`; None where it
    gives none before it ends, or for a hundred years. `RuleError` as for `typed`.

    A rule that never comes true is tried until the year 9999: so it is followed in a year that has
    the same calendar and is near that, which takes two tenths of a second at most.
    """
    parts = checked(text)
    if parts.get("COUNT", "").lstrip("0") == "1":
        return None
    if after.year - first.year > _AHEAD:
        return None
    years = (_LATEST - after.year) // _CYCLE * _CYCLE
    days = _days(parts, first.replace(year=first.year + years))
    limit = after.replace(year=after.year + years)
    found = next((day for day in days if day > limit), None)
    if found is None or found.year - years > date.max.year:
        return None
    day = found.replace(year=found.year - years)
    until = parts.get("UNTIL", "99991231")[:8]
    return day if f"{day.year:04}{day:%m%d}" <= until else None


def rest(text: str) -> str:
    """What is left of a rule after its first day: of a COUNT, one less."""
    return re.sub(r"(?i)(COUNT\s*=\s*)(\d+)", lambda m: f"{m[1]}{int(m[2]) - 1}", text, count=1)


def checked(text: str) -> dict[str, str]:
    """The parts of a rule by name, each of which has a value that makes sense; else `RuleError`."""
    parts = read(text)
    for name, value in parts.items():
        if re.fullmatch(_VALUES[name], value, re.ASCII) is None:
            _refuse(f"{_said(f'{name}={value}')} is not understood")
    if parts["FREQ"] in TOO_OFTEN:
        _refuse(f"{parts['FREQ']} is more often than daily")
    if "BYSETPOS" in parts and not any(name in parts for name in _CHOOSING):
        _refuse("BYSETPOS chooses among the days of another part, as BYDAY")
    if "COUNT" in parts and "UNTIL" in parts:
        _refuse("it ends either after a COUNT or on the day of UNTIL, not both")
    return parts


def _days(parts: Mapping[str, str], first: date) -> Iterator[date]:
    """The days from the first on, without an end."""
    from dateutil.rrule import rrulestr

    apart = (*CLOCK_PARTS, "COUNT", "UNTIL")
    words = ";".join(f"{name}={value}" for name, value in parts.items() if name not in apart)
    try:
        rule = rrulestr(words, dtstart=datetime.combine(first, time.min))
    except (ValueError, TypeError, KeyError, IndexError, OverflowError):
        _refuse(f"{_said(words)} cannot be followed")
    return (day.date() for day in rule)


def _said(text: str) -> str:
    return f"“{text.strip()[:60]}”"


def _refuse(why: str) -> NoReturn:
    raise RuleError(
        f"{why}: write one such as monthly, FREQ=WEEKLY;INTERVAL=2 or FREQ=YEARLY;COUNT=5"
    )
