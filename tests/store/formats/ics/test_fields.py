"""What a calendar's components are as records: the table in `store.formats.ics`, line by line."""

from typing import Any

import pytest

from tests.store.formats.ics.made import (
    calendar,
    component,
    event,
    fixture,
    one,
    reasons,
    records,
    said,
    todo,
)

MEMBERS = {"Italy": "IT", "Malta": "MT", "Belgium": "BE"}


def test_an_event_is_a_meeting() -> None:
    found = records(fixture("good"), members=MEMBERS)["plenary-12@rhine.example"]
    kept = found.pop("_ics")
    assert found == {
        "id": "plenary-12@rhine.example",
        "kind": "meeting",
        "name": "12th plenary, with ministers",
        "classification": "plenary",
        "start": "2026-03-12T09:30[Europe/Brussels]",
        "end": "2026-03-12T17:00[Europe/Brussels]",
        "venue": "Palais d'Egmont, room 3",
        "hosts": ["BE"],
        "status": "confirmed",
        "attendees": ["IT"],
        "regrets": ["MT"],
        "minutes": "The plenary met.\n\nIt agreed.",
        "created": "2026-01-05T10:00:00Z",
        "modified": "2026-02-09T16:15:00Z",
        "sequence": 3,
        "visibility": "public",
        "tags": ["water"],
        "notes": "Agenda:\n1. Opening\n2. Water levels; low and high",
        "links": [
            {"url": "https://rhine.example/plenary/12"},
            {"url": "https://meet.example/rhine", "title": "Video"},
        ],
    }
    assert "X-RHINE-PAPER:RC/2026/12" in kept["lines"]
    assert (
        "ATTENDEE;CN=Anna Peeters;PARTSTAT=NEEDS-ACTION:mailto:anna@rhine.example" in kept["lines"]
    )
    assert kept["lines"][-5:-3] == ["BEGIN:VALARM", "ACTION:DISPLAY"]
    assert not [line for line in kept["lines"] if line.startswith(("SUMMARY", "DTSTART", "UID"))]


def test_days_have_no_time_and_the_last_one_is_the_day_before_the_end() -> None:
    found = records(fixture("good"))["field-visit@rhine.example"]
    assert (found["start"], found["end"]) == ("2026-04-20", "2026-04-22")
    assert (found["status"], found["visibility"]) == ("tentative", "private")


def test_a_to_do_is_a_commitment() -> None:
    found = records(fixture("good"), members=MEMBERS)
    levels = found["levels@rhine.example"]
    kept = levels.pop("_ics")
    assert levels == {
        "id": "levels@rhine.example",
        "kind": "commitment",
        "summary": "Publish the water levels",
        "classification": "task",
        "owners": ["IT"],
        "owner_text": "The upper states",
        "meeting": "plenary-12@rhine.example",
        "due": "2026-06-30",
        "start": "2026-03-13",
        "priority": 2,
        "percent": 40,
        "modified": "2026-02-10T08:00:00Z",
        "visibility": "public",
        "tags": ["gauges"],
        "notes": "For all gauges\n\nComment: Two gauges are being mended",
    }
    assert "STATUS:IN-PROCESS" in kept["lines"]
    gauges, money = (found[f"{name}@rhine.example"] for name in ("gauges", "money"))
    assert (gauges["status"], gauges["closed"], gauges["rrule"]) == (
        "delivered",
        "2026-02-28",
        "FREQ=YEARLY",
    )
    assert gauges["parent"] == "levels@rhine.example"
    assert gauges["depends_on"] == ["money@rhine.example"]
    assert (money["status"], money["meeting"]) == ("withdrawn", "plenary-12@rhine.example")


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ([], None),
        (["STATUS:NEEDS-ACTION"], None),
        (["STATUS:IN-PROCESS"], None),
        (["STATUS:completed"], "delivered"),
        (["STATUS:CANCELLED"], "withdrawn"),
        (["COMPLETED:20260228T153000Z"], "delivered"),
        (["STATUS:X-WAITING"], None),
    ],
)
def test_a_to_dos_status_says_no_more_than_it_says(lines: list[str], status: str | None) -> None:
    found = records(calendar(todo("t", *lines)))["t"]
    assert found.get("status") == status
    said_otherwise = [line for line in lines if status != "delivered" and line in lines]
    assert found.get("_ics", {}).get("lines", [])[: len(said_otherwise)] == said_otherwise


@pytest.mark.parametrize(
    ("said_so", "visibility"),
    [
        ("", "public"),
        ("CLASS:PUBLIC", "public"),
        ("CLASS:private", "private"),
        ("CLASS:CONFIDENTIAL", "confidential"),
        ("CLASS:X-FRIENDS", "private"),
    ],
)
def test_who_may_see_it(said_so: str, visibility: str) -> None:
    assert one(*filter(None, [said_so]))["visibility"] == visibility


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [
        (["DTSTART:20260310T090000Z"], "2026-03-10T09:00[UTC]", None),
        (["DTSTART:20260310T090000Z", "DTEND:20260310T090000Z"], "2026-03-10T09:00[UTC]", None),
        (["DTSTART;TZID=Asia/Tokyo:20260310T090015"], "2026-03-10T09:00:15[Asia/Tokyo]", None),
        (["DTSTART;VALUE=DATE:20260310"], "2026-03-10", None),
        (["DTSTART:20260310"], "2026-03-10", None),
        (["DTSTART;VALUE=DATE:20260310", "DTEND;VALUE=DATE:20260310"], "2026-03-10", None),
        (["DTSTART;VALUE=DATE:20260310", "DURATION:P2D"], "2026-03-10", "2026-03-11"),
        (
            ["DTSTART;TZID=Europe/Brussels:20260328T230000", "DURATION:P1D"],
            "2026-03-28T23:00[Europe/Brussels]",
            "2026-03-29T23:00[Europe/Brussels]",
        ),
        (
            ["DTSTART;TZID=Europe/Brussels:20260328T230000", "DURATION:PT24H"],
            "2026-03-28T23:00[Europe/Brussels]",
            "2026-03-30T00:00[Europe/Brussels]",
        ),
        (
            [
                "DTSTART;TZID=Europe/Brussels:20260310T090000",
                "DTEND;TZID=Asia/Tokyo:20260310T180000",
            ],
            "2026-03-10T09:00[Europe/Brussels]",
            "2026-03-10T18:00[Asia/Tokyo]",
        ),
        (["DTSTART;TZID=Europe/Brussels:20260310T090000Z"], "2026-03-10T09:00[UTC]", None),
        (["DTSTART:20260310T235960Z"], "2026-03-10T23:59:59[UTC]", None),
    ],
)
def test_when_it_is(lines: list[str], start: str, end: str | None) -> None:
    found = one(*lines[1:], start=lines[0])
    assert (found["start"], found.get("end")) == (start, end)


def test_a_time_without_a_zone_is_told_and_not_given_one() -> None:
    found = records(fixture("odd-floating"))["floating@example"]
    assert found["start"] == "2026-03-10"
    assert "end" not in found
    assert found["notes"] == (
        "Wherever we are\n\nTime, of which the zone is not said: 09:00 to 10:30"
    )
    assert found["_ics"]["lines"] == ["DTSTART:20260310T090000", "DTEND:20260310T103000"]


def test_googles_manners() -> None:
    """A stamp of the year 0, an empty place, markup in the description; DTSTAMP is when it was
    asked for, so that it may not change anything."""
    body = fixture("odd-google")
    found = records(body)
    call = found["6f3k1q9m2v@google.com"]
    assert (call["start"], call["end"]) == ("2026-03-03T14:00[UTC]", "2026-03-03T15:00[UTC]")
    assert "created" not in call
    assert "venue" not in call
    assert call["modified"] == "2026-02-27T10:11:12Z"
    assert call["notes"].startswith("<b>Dial in</b>")
    assert found["2a8h7d6s5f@google.com"]["start"] == "2026-03-05"
    assert "end" not in found["2a8h7d6s5f@google.com"]
    later = body.replace(b"DTSTAMP:20260228T231501Z", b"DTSTAMP:20260301T040000Z")
    assert records(later) == found


def test_outlooks_manners() -> None:
    """Windows' names of zones; one of somebody's own is told, not guessed."""
    (found,) = said(fixture("odd-outlook")).records
    assert found.id.endswith("F5A6B7C8D") and len(found.id) == 112
    data = found.extra["_ics"]
    assert (getattr(found, "start"), found.visibility) == (  # noqa: B009 (of a meeting)
        "2026-03-04T11:00[Europe/Paris]",
        "confidential",
    )
    assert "X-MICROSOFT-CDO-BUSYSTATUS:BUSY" in data["lines"]
    why = reasons(fixture("odd-outlook"))["customized@outlook.example"]
    assert "“Customized Time Zone” is none that is known here" in why


def test_nextclouds_manners() -> None:
    """To-dos below each other, and a zone with a vendor's name before it."""
    first, second = records(fixture("odd-nextcloud")).values()
    assert (first["due"], first["percent"], first["priority"]) == ("2026-03-31", 50, 1)
    assert (second["parent"], second["status"]) == (first["id"], "delivered")
    assert "X-OC-HIDESUBTASKS:0" in first["_ics"]["lines"]


@pytest.mark.parametrize(
    ("tzid", "definition", "zone"),
    [
        ("Europe/Brussels", "", "Europe/Brussels"),
        ("W. Europe Standard Time", "", "Europe/Berlin"),
        ("/mozilla.org/20050126_1/America/Argentina/Salta", "", "America/Argentina/Salta"),
        ("Bruxelles", "X-LIC-LOCATION:Europe/Brussels", "Europe/Brussels"),
        ("Bruxelles", "TZID-ALIAS-OF:Europe/Brussels", "Europe/Brussels"),
        ("Bruxelles", "X-LIC-LOCATION:Bruxelles", ""),
        ("Bruxelles", "", ""),
        ("GMT+0100", "", ""),
        ("../../etc/passwd", "", ""),
        ("localtime", "", ""),
        ("/mozilla.org/Brussels", "", ""),
    ],
)
def test_a_zone_is_known_or_told(tzid: str, definition: str, zone: str) -> None:
    body = calendar(
        component("VTIMEZONE", f"TZID:{tzid}", *filter(None, [definition])),
        event("z", start=f"DTSTART;TZID={tzid}:20260310T090000"),
    )
    if zone:
        assert records(body)["z"]["start"] == f"2026-03-10T09:00[{zone}]"
    else:
        assert "is none that is known here" in reasons(body)["z"]


def test_small_letters_bare_newlines_and_a_fold_within_a_letter_are_read() -> None:
    assert records(fixture("odd-bare-newlines"))["bare@example"]["name"] == (
        "Small letters and a folded line"
    )
    assert records(fixture("odd-folded-in-a-letter"))["folded@example"]["name"] == (
        "Comité de rédaction"
    )


def test_nobody_is_taken_for_a_member_by_half_a_name() -> None:
    lines = ("ATTENDEE;PARTSTAT=ACCEPTED;CN=IT:mailto:it@example", "ORGANIZER:mailto:x@example")
    found = said(calendar(event("e", *lines)), members={"Italy": "IT"}).records[0]
    assert (getattr(found, "attendees"), found.extra["_ics"]["lines"]) == ((), list(lines))  # noqa: B009


def test_where_a_to_do_was_made_is_said_only_where_it_is_certain() -> None:
    def meeting(*lines: str) -> Any:
        made = (event("a", "REFID:both"), event("b", "REFID:both", "REFID:only"))
        return records(calendar(*made, todo("t", *lines)))["t"].get("meeting")

    assert meeting("REFID:only") == "b"
    assert meeting("REFID:a") == "a"
    assert meeting("RELATED-TO;RELTYPE=PARENT:a") == "a"
    for unclear in ("REFID:both", "REFID:else", "RELATED-TO:else", "RELATED-TO;RELTYPE=CHILD:a"):
        assert meeting(unclear) is None
    assert meeting("REFID:a", "REFID:b") is None


def journal(uid: str, *lines: str) -> str:
    return component("VJOURNAL", f"UID:{uid}", *lines)


def test_a_journal_is_the_minutes_of_the_meeting_that_it_names() -> None:
    series = event("s", "RRULE:FREQ=DAILY;COUNT=2")
    found = records(
        calendar(
            event("a"),
            series,
            journal("j1", "RELATED-TO:a", "DESCRIPTION:One", "X-SEAL:1"),
            journal("j2", "RELATED-TO:a", "DESCRIPTION:Two"),
            journal("s", "DTSTART:20260311T120000Z", "DESCRIPTION:The second day"),
        )
    )
    assert found["a"]["minutes"] == "One\n\nTwo"
    assert found["a"]["_ics"]["journals"][0] == ["UID:j1", "RELATED-TO:a", "X-SEAL:1"]
    assert "minutes" not in found["s/2026-03-10"]
    assert found["s/2026-03-11"]["minutes"] == "The second day"


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["DESCRIPTION:x"], "no meeting that is in this calendar"),
        (["DESCRIPTION:x", "RELATED-TO:a", "RELATED-TO:s"], "several meetings"),
        (["DESCRIPTION:x", "RELATED-TO:s"], "none of its days"),
        (["RELATED-TO:a"], "no DESCRIPTION"),
        (["RELATED-TO:a", "DESCRIPTION:x", "STATUS:CANCELLED"], "withdrawn"),
        (["RELATED-TO:a", "DESCRIPTION:x", "CLASS:PRIVATE"], "the journal is private"),
    ],
)
def test_a_journal_of_no_certain_meeting_is_set_aside(lines: list[str], why: str) -> None:
    body = calendar(event("a"), event("s", "RRULE:FREQ=DAILY;COUNT=2"), journal("j", *lines))
    assert why in reasons(body)["j"]
    assert "minutes" not in {name for r in said(body).records for name in r.extra}
