"""What `icalendar` writes is read back as it was meant."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event, Todo

from store.text import clean_line, clean_long
from tests.store.formats.ics.made import records

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), min_size=1)
ZONES = st.sampled_from(["UTC", "Europe/Brussels", "America/St_Johns", "Asia/Kathmandu"])
TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)).map(
    lambda t: t.replace(microsecond=0)
)


def written(*components: Event | Todo) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "test")
    calendar.add("version", "2.0")
    for component in components:
        component.add("dtstamp", datetime(2026, 1, 1, tzinfo=UTC))
        calendar.add_component(component)
    return bytes(calendar.to_ical())


@given(WORDS.filter(clean_line), WORDS, WORDS, st.lists(WORDS, max_size=3))
def test_words(name: str, notes: str, venue: str, tags: list[str]) -> None:
    event = Event()
    event.add("uid", "e")
    event.add("dtstart", date(2026, 3, 10))
    event.add("summary", name)
    event.add("description", notes)
    event.add("location", venue)
    if tags:
        event.add("categories", tags)
    found = records(written(event))["e"]
    assert found["name"] == clean_line(name)
    assert found.get("notes", "") == clean_long(notes)
    assert found.get("venue", "") == clean_line(venue)
    wanted = [tag for tag in dict.fromkeys(map(clean_line, tags)) if tag]
    assert sorted([*found.get("tags", []), *filter(None, [found.get("classification")])]) == sorted(
        wanted
    )


@given(TIMES, ZONES, st.integers(1, 100_000))
def test_times(local: datetime, zone: str, minutes: int) -> None:
    event = Event()
    event.add("uid", "e")
    event.add("summary", "E")
    event.add("dtstart", local.replace(tzinfo=ZoneInfo(zone)))
    event.add("dtend", (local + timedelta(minutes=minutes)).replace(tzinfo=ZoneInfo(zone)))
    found = records(written(event))["e"]
    for name, moment in (("start", local), ("end", local + timedelta(minutes=minutes))):
        seconds = "seconds" if moment.second else "minutes"
        assert found[name] == f"{moment.isoformat(timespec=seconds)}[{zone}]"


@given(st.dates(date(1000, 1, 1)), st.integers(0, 9), st.integers(0, 100))
def test_a_to_do(due: date, priority: int, percent: int) -> None:
    todo = Todo()
    todo.add("uid", "t")
    todo.add("summary", "T")
    todo.add("due", due)
    todo.add("priority", priority)
    todo.add("percent-complete", percent)
    found = records(written(todo))["t"]
    assert (found["due"], found.get("priority", 0), found["percent"]) == (
        due.isoformat(),
        priority,
        percent,
    )


def test_this_process_needs_no_library_of_calendars() -> None:
    code = "import store.sync.adapters.ics, sys; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[4],
        capture_output=True,
        text=True,
        check=True,
    )
    assert {name.split(".")[0] for name in ran.stdout.split()}.isdisjoint({"icalendar", "dateutil"})
