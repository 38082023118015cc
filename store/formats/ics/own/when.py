"""When a meeting is held, and when a commitment is due: what is not known to the day is not written
as a date, for every date of iCalendar is one of a day (RFC 5545 §3.3.4)."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta

from store import dates, rrule
from store.fields import Field
from store.formats.ics import times
from store.formats.ics.lines import Line, Unreadable
from store.formats.ics.own import out
from store.formats.ics.own.beside import Beside
from store.formats.ics.own.tell import NO_ZONES, Said, Tell
from store.formats.ics.times import DAY
from store.formats.ics.zones import UTC
from store.record import Record

DATE = {"VALUE": "DATE"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_TIMED = re.compile(r"(\d{4}-\d\d-\d\dT[0-9:]{5,8})\[(.+)\]", re.ASCII)
_RULE = re.compile(r"FREQ=[A-Z0-9=;,+-]+", re.ASCII)


class Held(Tell):
    """DTSTART and DTEND of a meeting, which a person reads as they stand."""

    def __init__(self, start: str, end: str) -> None:
        super().__init__("DTSTART", "DTEND")
        self.start = start
        self.end = end

    def write(self, record: Record, beside: Beside) -> list[Line]:
        begins, ends = getattr(record, self.start), getattr(record, self.end)
        if _DAY.fullmatch(begins):
            until = _after(ends) if _DAY.fullmatch(ends) and ends >= begins else None
            return [day("DTSTART", begins), *([day("DTEND", until)] if until else [])]
        if not _TIMED.fullmatch(begins):
            return []
        lines = [_time("DTSTART", begins)]
        if _TIMED.fullmatch(ends) and _is_later(ends, begins):
            lines.append(_time("DTEND", ends))
        return lines

    def read(self, lines: Sequence[Line]) -> Said:
        found = {line.name: times.moment(line.value, line, NO_ZONES) for line in lines[::-1]}
        start, end = found.get("DTSTART"), found.get("DTEND")
        if start is None:
            return {self.start: "", self.end: ""}
        if end is not None and end.is_day and end.local > start.local:
            end = end._replace(local=end.local - DAY)
        until = "" if end is None or end.is_day != start.is_day else end.text
        return {self.start: start.text, self.end: "" if until == start.text else until}


class Due(Tell):
    """DTSTART, DUE and RRULE of a to-do. DUE comes after DTSTART (§3.8.2.3), and a rule counts from
    that (§3.8.5.3)."""

    def __init__(self, start: str, due: str, rule: str) -> None:
        super().__init__("DTSTART", "DUE", "RRULE")
        self.start = start
        self.due = due
        self.rule = rule

    def write(self, record: Record, beside: Beside) -> list[Line]:
        start, due, rule = (getattr(record, name) for name in (self.start, self.due, self.rule))
        lines = []
        is_due = _DAY.fullmatch(due) is not None
        if start and _DAY.fullmatch(start) and (not is_due or start < due):
            lines.append(day("DTSTART", start))
            if rule and is_rule(rule):
                lines.append(out.line("RRULE", rule))
        if is_due:
            lines.append(day("DUE", due))
        return lines

    def read(self, lines: Sequence[Line]) -> Said:
        named = {line.name: line for line in lines[::-1]}
        rule = named.pop("RRULE", None)
        days = {name: times.moment(line.value, line, NO_ZONES).day for name, line in named.items()}
        return {
            self.start: days.get("DTSTART", ""),
            self.due: days.get("DUE", ""),
            self.rule: "" if rule is None else rule.value.strip(),
        }


class Closed(Tell):
    """COMPLETED, which has a time (§3.8.2.1): as no record has one, it is only read."""

    def __init__(self, closed: str) -> None:
        super().__init__("COMPLETED")
        self.closed = closed

    def write(self, record: Record, beside: Beside) -> list[Line]:
        return []

    def read(self, lines: Sequence[Line]) -> Said:
        days = [times.moment(line.value, line, NO_ZONES).day for line in lines[:1]]
        return {self.closed: "".join(days)}


def day(name: str, iso: str) -> Line:
    """A line that says a day."""
    return out.line(name, iso.replace("-", ""), DATE)


def is_rule(words: str) -> bool:
    """Whether words are a rule for days (§3.3.10), written as every program reads it."""
    try:
        parts = rrule.checked(words) if _RULE.fullmatch(words) else {}
    except rrule.RuleError:
        return False
    return bool(parts) and len(parts.get("UNTIL", "20260301")) == len("20260301")


def spelled(value: str, field: Field) -> str:
    """A date as people write it, other words as they are."""
    return dates.spell(value) if field.type in ("date", "when") else value


def _time(name: str, when: str) -> Line:
    match = _TIMED.fullmatch(when)
    if match is None:
        raise Unreadable(f"{when} is no time")
    clock, zone = match.groups()
    value = clock.replace("-", "").replace(":", "").ljust(15, "0")
    return out.line(name, value + "Z") if zone == UTC else out.line(name, value, {"TZID": zone})


def _after(iso: str) -> str:
    """The day after, "" where there is none."""
    with suppress(OverflowError):
        return str(date.fromisoformat(iso) + timedelta(days=1))
    return ""


def _is_later(one: str, other: str) -> bool:
    """Whether a time comes after another, wherever each is told."""
    ends, begins = (_TIMED.fullmatch(when) for when in (one, other))
    if ends is None or begins is None:
        return False
    if ends[2] == begins[2]:
        return ends[1] > begins[1]
    try:
        moments = (times.Moment(datetime.fromisoformat(m[1]), m[2]) for m in (ends, begins))
        return times.between(*reversed([*moments])).exact > timedelta()
    except Unreadable:
        return False
