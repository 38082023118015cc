"""A calendar of about a thousand events, written by `icalendar`, through the command line."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Todo

from tests.cli.shell import Shell
from tests.sync.server import Server, in_turn, send

BRUSSELS = ZoneInfo("Europe/Brussels")
SINGLE, WEEKS = 900, 100


def made(*, moved: bool = False, without: int | None = None) -> bytes:
    """Nine hundred meetings, a weekly one that meets a hundred times, and a to-do made at one."""
    calendar = Calendar()
    calendar.add("prodid", "-//Rhine Commission//EN")
    calendar.add("version", "2.0")
    for number in range(SINGLE):
        if number != without:
            calendar.add_component(_single(number, moved=moved and number == 7))
    series = _event("weekly@rhine.example", datetime(2026, 1, 7, 10, tzinfo=BRUSSELS), "Weekly")
    series.add("rrule", {"freq": "weekly", "count": WEEKS})
    calendar.add_component(series)
    todo = Todo()
    todo.add("uid", "todo@rhine.example")
    todo.add("dtstamp", datetime(2026, 1, 1, tzinfo=UTC))
    todo.add("summary", "Report on the levels, “é” and ü; soon")
    todo.add("due", date(2026, 6, 30))
    todo.add("related-to", "5@rhine.example")
    calendar.add_component(todo)
    return bytes(calendar.to_ical())


def _single(number: int, *, moved: bool) -> Event:
    start = datetime(2026, 1, 5, 9, tzinfo=BRUSSELS) + timedelta(days=number)
    event = _event(f"{number}@rhine.example", start + timedelta(hours=moved), f"Meeting {number}")
    event.add("location", "Palais d'Egmont, room 3")
    event.add("categories", ["plenary", "water; levels"])
    event.add("description", "A long description, " * 8 + "\nand a second line")
    event.add("status", "CONFIRMED")
    event.add("x-paper", f"RC/{number}")
    return event


def _event(uid: str, start: datetime, name: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", datetime(2026, 1, 1, tzinfo=UTC))
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=90))
    event.add("summary", name)
    return event


def test_a_thousand_events_are_added_synced_and_listed(empty: Shell, server: Server) -> None:
    bodies = (made(), made(moved=True, without=8))
    routes = (send(body, content_type="text/calendar") for body in bodies)
    empty("source", "add", "rhine", server.at("/rhine.ics", in_turn(*routes)))
    (first,) = empty("sync", "--json").json
    assert len(first["new"]) == SINGLE + WEEKS + 1 and first["set_aside"] == []
    listed = empty("list", "meetings", "start:2026-01", "sort:start", "--json").json
    assert [row["name"] for row in listed[:3]] == ["Meeting 0", "Meeting 1", "Meeting 2"]
    assert listed[0] == {
        "id": "0@rhine.example",
        "kind": "meeting",
        "name": "Meeting 0",
        "classification": "plenary",
        "start": "2026-01-05T09:00[Europe/Brussels]",
        "end": "2026-01-05T10:30[Europe/Brussels]",
        "venue": "Palais d'Egmont, room 3",
        "status": "confirmed",
        "modified": "2026-01-01T00:00:00Z",
        "visibility": "public",
        "tags": ["water; levels"],
        "notes": "A long description, " * 8 + "\nand a second line",
        "_ics": {"lines": ["X-PAPER:RC/0"]},
    }
    (todo,) = empty("list", "commitments", "--json").json
    assert (todo["due"], todo["meeting"]) == ("2026-06-30", "5@rhine.example")
    ran = empty.run("sync")
    assert ran.code == 3 and "sync rhine --yes" in ran.err
    assert ran.out.startswith("rhine: 1 changed, 1 missing, waits for an answer")
    assert empty.shown("7@rhine.example")["start"] == "2026-01-12T10:00[Europe/Brussels]"
    assert "1 removed" in empty("sync", "--yes").out
