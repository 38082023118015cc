"""Small calendars, and what comes of them."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from store import door
from store.formats.ics.calendar import read
from store.formats.ics.own import calendar as own
from store.formats.ics.told import told
from store.formats.source import Told
from store.record import Record
from tests.conftest import TODAY

FIXTURES = Path(__file__).parents[4] / "fixtures" / "feeds" / "ics"
NINE = "DTSTART:20260310T090000Z"


def fixture(name: str) -> bytes:
    """A calendar that stands among the fixtures."""
    return (FIXTURES / f"{name}.ics").read_bytes()


def calendar(*parts: str, method: str = "") -> bytes:
    """A calendar of these components."""
    said = [f"METHOD:{method}"] if method else []
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test", *said, *parts, "END:VCALENDAR", ""]
    return "\n".join(lines).replace("\n", "\r\n").encode()


def event(uid: str, *lines: str, name: str = "Meeting", start: str = NINE) -> str:
    """An event that begins so."""
    return component("VEVENT", f"UID:{uid}", f"SUMMARY:{name}", start, *lines)


def todo(uid: str, *lines: str) -> str:
    """A to-do."""
    return component("VTODO", f"UID:{uid}", f"SUMMARY:{uid}", *lines)


def component(name: str, *lines: str) -> str:
    """A component of these lines."""
    return "\n".join((f"BEGIN:{name}", *lines, f"END:{name}"))


def said(source: bytes, today: date = TODAY, members: Mapping[str, str] = {}) -> Told:
    """What a calendar says; `members` are the ids of those who are known by name."""
    return told(read(source, today), lambda name, kinds: members.get(name, ""))


def records(
    source: bytes, today: date = TODAY, members: Mapping[str, str] = {}
) -> dict[str, dict[str, Any]]:
    """The records by id, as JSON; none may be set aside."""
    found = said(source, today, members)
    assert found.asides == []
    return {record.id: door.as_json(record) for record in found.records}


def one(*lines: str, **how: str) -> dict[str, Any]:
    """The meeting that an event with these lines is."""
    return records(calendar(event("one", *lines, **how)))["one"]


def reasons(source: bytes) -> dict[str, str]:
    """Why each was set aside, by id."""
    return {aside.id: "; ".join(aside.reasons.values()) for aside in said(source).asides}


def starts(source: bytes, today: date = TODAY) -> dict[str, str]:
    """When each meeting begins, by its id without the part that all share."""
    return {id_.partition("/")[2]: data["start"] for id_, data in records(source, today).items()}


def weekly(*lines: str, rule: str = "FREQ=WEEKLY;COUNT=4", start: str = "", name: str = "") -> str:
    """A series that begins on Monday 2 March 2026 at nine in Brussels."""
    begins = start or "DTSTART;TZID=Europe/Brussels:20260302T090000"
    return event("w", f"RRULE:{rule}", *lines, start=begins, name=name or "Weekly")


def changed(of: str, start: str, *lines: str, name: str = "Changed") -> str:
    """An instance of that series, at another time."""
    zone = ";TZID=Europe/Brussels"
    return event(
        "w", f"RECURRENCE-ID{zone}:{of}", *lines, start=f"DTSTART{zone}:{start}", name=name
    )


def written(held: Iterable[Record], beside: Iterable[Record] = (), **how: bool) -> bytes:
    """The calendar of these records."""
    return b"".join(own.write(held, beside, **how))


def unfolded(source: bytes) -> list[str]:
    """The content lines of a calendar."""
    return source.decode().replace("\r\n ", "").splitlines()


def again(source: bytes) -> Told:
    """What a calendar of ours says."""
    return told(read(source, TODAY), lambda name, kinds: "")


def reread(source: bytes) -> list[Record]:
    """The records in a calendar of ours, of which none may be set aside."""
    found = again(source)
    assert found.asides == []
    return found.records
