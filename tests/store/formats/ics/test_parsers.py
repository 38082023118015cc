"""What stands in a calendar of ours is what others read in it: `icalendar`, and `ical`, which is
stricter."""

from datetime import date, datetime
from typing import Any
from urllib.parse import quote

import pytest
from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from store.formats import feed
from store.formats.ics.lines import unescaped
from store.kinds import Commitment, Meeting
from store.record import Record
from tests.store.formats.ics.made import FIXTURES, written

FIXTURE = FIXTURES.parents[1]
Told = dict[str, Any]


def by_icalendar(source: bytes) -> dict[str, Told]:
    """The components by their UIDs, as `icalendar` reads them."""
    found = Calendar.from_ical(source)
    assert not any(part.errors for part in found.walk())
    parts = {str(part["UID"]): part for part in found.subcomponents if part.name in PARTS}
    return {
        uid: {
            "summary": _words(part.get("SUMMARY")),
            "description": _words(part.get("DESCRIPTION")),
            "location": _words(part.get("LOCATION")),
            "status": _words(part.get("STATUS")),
            "class": _words(part.get("CLASS")),
            "priority": part.get("PRIORITY"),
            "percent": part.get("PERCENT-COMPLETE"),
            "sequence": part.get("SEQUENCE"),
            "url": _words(part.get("URL")),
            **{name.lower(): _date(part.get(name)) for name in ("DTSTART", "DTEND", "DUE")},
            "modified": _date(part.get("LAST-MODIFIED")),
            "people": [
                (str(one), one.params.get("PARTSTAT")) for one in _several(part.get("ATTENDEE"))
            ],
            "related": [str(one) for one in _several(part.get("RELATED-TO"))],
        }
        for uid, part in parts.items()
    }


PARTS = ("VEVENT", "VTODO", "VJOURNAL")


def by_ical(source: bytes) -> dict[str, Told]:
    """The same as `ical` reads them."""
    found = IcsCalendarStream.calendar_from_ics(source.decode())
    parts: list[Any] = [*found.events, *found.todos, *found.journal]
    return {
        part.uid: {
            "summary": part.summary,
            "description": part.description,
            "location": getattr(part, "location", None),
            "status": part.status and part.status.value,
            "class": part.classification and str(part.classification.value),
            "priority": getattr(part, "priority", None),
            "percent": _percent(part),
            "sequence": part.sequence,
            "url": part.url and str(part.url),
            "dtstart": part.dtstart,
            "dtend": getattr(part, "dtend", None),
            "due": getattr(part, "due", None),
            "modified": part.last_modified,
            "people": [(str(one.uri), one.status) for one in part.attendees],
            "related": [unescaped(one.uid) for one in part.related_to],
        }
        for part in parts
    }


def _percent(part: Any) -> int | None:
    """`ical` knows no PERCENT-COMPLETE, and has it among the properties that it does not know."""
    extras = (one.value for one in part.extras if one.name == "percent-complete")
    return next(map(int, extras), None)


def _words(value: Any) -> str | None:
    return None if value is None else str(value)


def _date(value: Any) -> date | datetime | None:
    return None if value is None else value.dt


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


@pytest.mark.parametrize("name", ["coalition/feed.json", "sample/feed.json", "hostile.json"])
def test_two_parsers_read_the_same_and_what_the_records_say(name: str) -> None:
    held = feed.read((FIXTURE / name).read_bytes()).records
    source = written(held, deadlines=True)
    one, other = by_icalendar(source), by_ical(source)
    assert one.keys() == other.keys()
    for uid, told in one.items():
        assert told == other[uid]
    for record in held:
        if isinstance(record, Commitment | Meeting):
            _agrees(record, one[record.id])


def _agrees(record: Record, told: Told) -> None:
    name = getattr(record, record.kind.heading[0])
    assert told["summary"] == name
    assert told["class"] == record.visibility.upper()
    assert (told["description"] or "").startswith(record.notes)
    if isinstance(record, Meeting):
        day = record.start[:10]
        assert str(told["dtstart"])[:10] == day if len(day) == 10 else told["dtstart"] is None
        came = [(f"urn:smallgroup:{quote(id_, safe='')}", "ACCEPTED") for id_ in record.attendees]
        assert told["people"][: len(came)] == came
    if isinstance(record, Commitment):
        assert told["due"] == (date.fromisoformat(record.due) if len(record.due) == 10 else None)
        assert (told["priority"] or 0, told["percent"]) == (record.priority, record.percent)
        assert len(told["people"]) == len(record.owners)
