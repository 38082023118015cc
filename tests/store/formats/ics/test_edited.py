"""A calendar of ours that another program has changed: its word counts, and the rest stays."""

from typing import Any

import pytest

from store import door
from store.formats.ics.calendar import read
from store.formats.ics.limits import Limits
from store.formats.source import FormatError
from store.kinds import Commitment, Meeting, Member
from store.record import Link, Record
from tests.conftest import TODAY
from tests.store.formats.ics.made import again, reread, todo, unfolded, written

PROMISE = Commitment(
    id="c",
    summary="Train the police",
    status="at risk",
    due="2026-06",
    start="2026-01-05",
    owners=("IT", "MA"),
    owner_text="and others",
    tags=("police",),
    notes="Ask Rabat.",
    links=(Link("https://a.example/1", title="One"), Link("https://a.example/2")),
    meeting="m",
    created="2026-01-01T10:00:00.123Z",
    modified="2026-01-02T10:00:00.456Z",
)
ITALY = Member(id="IT", name="Italy")
MEETING = Meeting(id="m", name="Plenary", start="2026-03-01", end="2026-03-02", city="Niamey")


def edited(record: Record, was: str, now: str) -> dict[str, Any]:
    """What is read of a record after a line, or a part of one, became another."""
    text = "\r\n".join([*unfolded(written([record])), ""])
    assert was in text
    (found,) = reread(text.replace(was, now, 1).encode())
    return door.data(found)


def changed(record: Record, was: str, now: str) -> dict[str, Any]:
    """What is read otherwise then."""
    before, after = door.data(record), edited(record, was, now)
    return {
        name: after.get(name)
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    }


DONE = "STATUS:COMPLETED\r\nCOMPLETED:20260301T091500Z"


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("SUMMARY:Train", "SUMMARY:Teach", {"summary": "Teach the police"}),
        (
            "STATUS:IN-PROCESS",
            DONE,
            {
                "_ics": {"lines": ["COMPLETED:20260301T091500Z"]},
                "closed": "2026-03-01",
                "status": "delivered",
            },
        ),
        ("STATUS:IN-PROCESS", "STATUS:NEEDS-ACTION", {"status": None}),
        ("STATUS:IN-PROCESS", "PRIORITY:1\r\nSTATUS:IN-PROCESS", {"priority": 1}),
        ("STATUS:IN", "DUE;VALUE=DATE:20260615\r\nSTATUS:IN", {"due": "2026-06-15"}),
        ("DTSTART;VALUE=DATE:20260105\r\n", "", {"start": None}),
        ("REFID:m", "REFID:n", {"meeting": "n"}),
        ("CATEGORIES:police", "CATEGORIES:police,task", {"classification": "task"}),
        (
            "URL:https://a.example/1",
            "URL:https://b.example",
            {"links": [{"url": "https://b.example"}]},
        ),
        ("ATTENDEE;CUTYPE=GROUP:urn:smallgroup:MA\r\n", "", {"owners": ["IT"]}),
        (":urn:smallgroup:MA", ":urn:smallgroup:BE", {"owners": ["IT", "BE"]}),
        (
            "CREATED:20260101T100000Z",
            "CREATED:20250101T100000Z",
            {"created": "2025-01-01T10:00:00Z"},
        ),
        ("CLASS:PRIVATE", "CLASS:PUBLIC", {"visibility": "public"}),
        ("DESCRIPTION:Ask Rabat.", "DESCRIPTION:Ask Rome.", {"notes": "Ask Rome."}),
        ("DESCRIPTION:Ask Rabat.\\n\\n", "DESCRIPTION:", {"notes": None}),
        ("\r\nCLASS:", "\r\nX-OWN:1\r\nCLASS:", {"_ics": {"lines": ["X-OWN:1"]}}),
        ("X-SMALLGROUP-OWNER-TEXT:and others\r\n", "", {"owner_text": None, "notes": "*"}),
        (
            "STATUS:IN-PROCESS",
            "COMMENT:Hm.\r\nSTATUS:IN-PROCESS",
            {"_ics": {"lines": ["COMMENT:Hm."]}},
        ),
    ],
)
def test_what_was_changed_there_counts_and_nothing_else(
    was: str, now: str, says: dict[str, Any]
) -> None:
    found = changed(PROMISE, was, now)
    if says.get("notes") == "*":  # what was told of it in words cannot be told from notes any more
        assert found.pop("notes").startswith("Ask Rabat.")
        says = {name: value for name, value in says.items() if name != "notes"}
    assert found == says


def test_words_put_after_the_others_are_not_lost() -> None:
    found = changed(PROMISE, "at risk\r\nX-", "at risk\\n\\nSeen.\r\nX-")
    assert found.keys() == {"notes"} and found["notes"].endswith("Status: at risk\n\nSeen.")


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("DTSTART;VALUE=DATE:20260301", "DTSTART;VALUE=DATE:20260228", {"start": "2026-02-28"}),
        ("DTEND;VALUE=DATE:20260303\r\n", "", {"end": None}),
        ("LOCATION:Niamey", "LOCATION:Room 3", {"venue": "Room 3"}),
        ("CLASS:", "STATUS:CANCELLED\r\nCLASS:", {"status": "cancelled"}),
    ],
)
def test_a_meeting_that_was_changed(was: str, now: str, says: dict[str, Any]) -> None:
    assert changed(MEETING, was, now) == says


def test_what_was_added_there_is_written_back() -> None:
    text = "\r\n".join([*unfolded(written([MEETING])), ""])
    alarm = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\nEND:VEVENT"
    source = text.replace("END:VEVENT", f"GEO:13.5;2.1\r\n{alarm}").encode()
    assert unfolded(written(reread(source))) == unfolded(source)


@pytest.mark.parametrize(
    ("was", "now", "why"),
    [
        ("SUMMARY:Train the police", "SUMMARY:", "summary: this must be filled (line 17)"),
        ("VALUE=DATE:20260105", "VALUE=DATE:20260231", "a day or time that there is not (line 17)"),
        ("DUE:2026-06", "DUE:soon", "due: “soon” is not a date"),
        ("X-SMALLGROUP-LINKS:[", "X-SMALLGROUP-LINKS:{", "X-SMALLGROUP-LINKS is no JSON"),
        ("STATUS:IN-PROCESS", "no line", "“no line” is no content line: NAME:VALUE (line 23)"),
        ("KIND:commitment", "KIND:treaty", "there is no kind “treaty” in this version (line 17)"),
        ("UID:c", "UID:", "id: “” is no id"),
    ],
)
def test_what_cannot_be_is_set_aside_with_its_line(was: str, now: str, why: str) -> None:
    text = "\r\n".join([*unfolded(written([PROMISE, MEETING])), ""])
    assert was in text
    found = again(text.replace(was, now, 1).encode())
    assert [record.id for record in found.records] == ["m"]
    (aside,) = found.asides
    assert why in "; ".join(aside.reasons.values())


def test_a_to_do_that_was_added_there_belongs_to_what_is_ours() -> None:
    text = "\r\n".join([*unfolded(written([PROMISE, MEETING])), ""])
    new = todo("new", "RELATED-TO:c", "REFID:m", "ATTENDEE;CN=Italy:mailto:a@b")
    source = text.replace("END:VCALENDAR", new.replace("\n", "\r\n") + "\r\nEND:VCALENDAR")
    found = {record.id: door.data(record) for record in again(source.encode()).records}
    assert (found["new"]["parent"], found["new"]["meeting"]) == ("c", "m")
    assert found["new"]["owner_text"] == "Italy" and found["c"] == door.data(PROMISE)


def test_a_field_of_a_later_version_is_kept_and_written_back() -> None:
    text = "\r\n".join([*unfolded(written([PROMISE, ITALY])), ""])
    source = text.replace("\r\nEND:VTODO", "\r\nX-SMALLGROUP-MOOD:glad\r\nEND:VTODO")
    source = source.replace("\r\nEND:X-", "\r\nX-SMALLGROUP-MOOD:sad\r\nEND:X-")
    found = reread(source.encode())
    assert [record.extra["_ics"]["lines"] for record in found] == [
        ["X-SMALLGROUP-MOOD:sad"],
        ["X-SMALLGROUP-MOOD:glad"],
    ]
    assert unfolded(written(found)) == unfolded(source.encode())


def test_more_records_than_may_be_are_refused() -> None:
    with pytest.raises(FormatError, match="more than 1 records, the most that is taken"):
        read(written([PROMISE, MEETING]), TODAY, Limits(records=1))
