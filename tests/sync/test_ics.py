"""Calendars as sources: what moves, what goes, and what a later day means."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from store.kinds import Commitment, Meeting, Member
from store.record import Record
from store.store import Store
from tests.conftest import TODAY
from tests.store.formats.ics.made import calendar, changed, event, fixture, todo, weekly, written
from tests.sync.made_up import YES, source, sync
from tests.sync.server import Server, in_turn, send

ENDLESS = weekly(rule="FREQ=WEEKLY")


class Clock:
    """The day it is."""

    def __init__(self) -> None:
        self.day = TODAY

    def __call__(self) -> date:
        return self.day


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def later(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """A store whose day is the clock's."""
    with Store.open(tmp_path / "store", by="desk", today=clock) as opened:
        yield opened


def calendar_at(server: Server, *bodies: bytes, **headers: str) -> str:
    routes = (send(body, content_type="text/calendar; charset=utf-8", **headers) for body in bodies)
    return server.at("/calendar.ics", in_turn(*routes))


def meeting(store: Store, id: str) -> Meeting:
    found = store.get(id)
    assert isinstance(found, Meeting)
    return found


def test_a_second_sync_changes_nothing(store: Store, server: Server) -> None:
    source(store, calendar_at(server, calendar(event("a"), ENDLESS, todo("t"))))
    assert len(sync(store).new) == 111
    assert sync(store).outcome == "no change"


def test_a_moved_instance_is_one_changed_meeting_and_one_taken_out_asks(
    store: Store, server: Server
) -> None:
    moved = calendar(ENDLESS, changed("20260309T090000", "20260310T110000"))
    gone = calendar(weekly("EXDATE;TZID=Europe/Brussels:20260309T090000", rule="FREQ=WEEKLY"))
    source(store, calendar_at(server, calendar(ENDLESS), moved, gone))
    sync(store)
    assert sync(store).changed == ("w/2026-03-09",)
    assert meeting(store, "w/2026-03-09").start == "2026-03-10T11:00[Europe/Brussels]"
    report = sync(store)
    assert report.missing == ("w/2026-03-09",) and report.waiting
    assert store.get("w/2026-03-09") is not None
    assert sync(store, YES).removed == ("w/2026-03-09",)


def test_a_sync_years_later_deletes_nothing_and_brings_what_has_come(
    later: Store, clock: Clock, server: Server
) -> None:
    """The server says that nothing has changed, but the window has: it is asked for all of it."""
    source(later, calendar_at(server, calendar(ENDLESS, event("a")), etag='"1"'))
    sync(later)
    first = set(later.records("meeting"))
    assert sync(later).not_modified
    for year in (2027, 2029, 2034):
        clock.day = date(year, 3, 15)
        report = sync(later)
        assert (report.missing, report.removed, report.waiting, report.error) == ((), (), False, "")
        assert report.changed == ()
        assert report.new and first <= set(later.records("meeting"))
        assert sync(later).not_modified
    clock.day = TODAY  # a clock that was set back
    assert sync(later).missing == ()


def test_a_file_is_read_again_when_the_window_has_moved(
    later: Store, clock: Clock, tmp_path: Path
) -> None:
    path = tmp_path / "calendar.ics"
    path.write_bytes(calendar(ENDLESS))
    source(later, str(path))
    sync(later)
    clock.day = date(2026, 3, 31)
    assert sync(later).not_modified
    clock.day = date(2026, 4, 1)
    assert sync(later).new == tuple(f"w/2028-04-{day:02}" for day in (3, 10, 17, 24))


def test_a_series_that_went_is_missing_and_asks(store: Store, server: Server) -> None:
    some = [event(f"e{n}") for n in range(200)]
    bodies = (calendar(weekly(), *some), calendar(*some))
    source(store, calendar_at(server, *bodies))
    sync(store)
    assert len(sync(store).missing) == 4


def test_a_series_that_can_no_longer_be_read_keeps_its_meetings(
    store: Store, server: Server
) -> None:
    bad = calendar(weekly(rule="FREQ=SECONDLY"))
    source(store, calendar_at(server, calendar(ENDLESS), bad))
    sync(store)
    held = set(store.records("meeting"))
    report = sync(store)
    assert (report.missing, report.waiting) == ((), False)
    assert [aside.id for aside in report.set_aside] == ["w"]
    assert set(store.records("meeting")) == held


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (calendar(event("a", name="Else"), event("b"))[:-40], "cut short"),
        (calendar(event("a", name="Caf\xe9")).decode().encode("latin-1"), "not UTF-8"),
        (b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 9000, "8 deep"),
        (b"<!doctype html><title>Log in</title>", "web page"),
        (calendar(event("a"), method="REPLY"), "an answer to an invitation"),
        (b"BEGIN:VCALENDAR" + b"\0" * 6_000_000, "more than 5 MiB"),
    ],
    ids=["cut", "charset", "deep", "page", "reply", "large"],
)
def test_what_is_no_calendar_leaves_everything_as_it_was(
    store: Store, server: Server, body: bytes, words: str
) -> None:
    source(store, calendar_at(server, calendar(event("a"), event("b", name="B")), body))
    sync(store)
    assert words in sync(store).error
    assert meeting(store, "a").name == "Meeting"
    assert set(store.records("meeting")) == {"a", "b"}


@pytest.mark.parametrize("name", ["malformed-items", "hostile-rules"])
def test_exactly_the_good_ones_are_taken(store: Store, server: Server, name: str) -> None:
    source(store, calendar_at(server, calendar(event("here")), fixture(name)))
    sync(store)
    report = sync(store)
    assert {id_.partition("/")[0] for id_ in report.new} <= {"fine@example", "endless@example"}
    assert len(report.set_aside) == {"malformed-items": 13, "hostile-rules": 6}[name]
    assert report.missing == ("here",)


def test_people_are_members_where_that_is_certain(store: Store, server: Server) -> None:
    store.apply("add", [(None, Member(id="IT", name="Italy", other_names=("Italia",)))])
    people = ("ATTENDEE;PARTSTAT=ACCEPTED;CN=ITALIA:mailto:a@b", "ORGANIZER;CN=Ital:mailto:a@b")
    source(store, calendar_at(server, calendar(event("a", *people))))
    sync(store)
    assert (meeting(store, "a").attendees, meeting(store, "a").hosts) == (("IT",), ())


def test_a_cancelled_meeting_is_cancelled_and_not_gone(store: Store, server: Server) -> None:
    source(
        store, calendar_at(server, calendar(event("a")), calendar(event("a", "STATUS:CANCELLED")))
    )
    sync(store)
    assert sync(store).changed == ("a",)
    assert meeting(store, "a").status == "cancelled"


def test_a_calendar_of_ours_brings_all_kinds_and_what_changed(store: Store, server: Server) -> None:
    held: list[Record] = [
        Member(id="IT", name="Italy", visibility="public"),
        Meeting(id="m", name="M", start="2026-03", minutes="Said.", visibility="public"),
        Commitment(id="c", summary="S", status="at risk", owners=("IT",), visibility="public"),
    ]
    moved = structs.replace(held[2], due="2026-06", status="stalled")
    bodies = (written(held), written(held), written([*held[:2], moved]), written(held[1:]))
    source(store, calendar_at(server, *bodies))
    assert set(sync(store).new) == {"IT", "m", "c"}
    assert [store.get(record.id) for record in held] == [
        structs.replace(record, **stamps(store, record.id)) for record in held
    ]
    assert sync(store).outcome == "no change"
    assert sync(store).changed == ("c",)
    found = store.get("c")
    assert isinstance(found, Commitment) and (found.due, found.status) == ("2026-06", "stalled")
    assert sync(store).missing == ("IT",)


def stamps(store: Store, id: str) -> dict[str, Any]:
    """What the store itself has set of a record."""
    found = store.get(id)
    return {name: getattr(found, name) for name in ("created", "modified", "sequence")}
