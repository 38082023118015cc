"""What is wrong is set aside or refused, in a sentence, and the rest goes on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import door
from store.formats.ics.calendar import read
from store.formats.ics.guard import Guard, TooLong
from store.formats.ics.limits import Limits
from store.formats.source import FormatError
from tests.conftest import TODAY
from tests.store.formats.ics.made import (
    FIXTURES,
    calendar,
    component,
    event,
    fixture,
    reasons,
    records,
    said,
    todo,
)


def test_each_that_is_wrong_is_set_aside_with_its_reason() -> None:
    why = reasons(fixture("malformed-items"))
    assert [record.id for record in said(fixture("malformed-items")).records] == ["fine@example"]
    expected = {
        "no-name": "no SUMMARY",
        "no-start": "no DTSTART",
        "february": "a day or time that there is not",
        "year-zero": "a day or time that there is not",
        "year-99999": "is no date",
        "mixed": "a day, and the other a time",
        "line": "“this is no content line” is no content line",
        "backwards": "lasts less than nothing",
        "zone": "“Mars/Olympus” is none that is known here",
        "rule": "“FREQ=SOMETIMES” cannot be followed",
        "priority": "PRIORITY is no number",
        "alone": "no meeting that is in this calendar",
    }
    assert {name for name in why if name} == {f"{name}@example" for name in expected}
    lines = fixture("malformed-items").decode().splitlines()
    for name, words in expected.items():
        said_of_it = why[f"{name}@example"]
        assert words in said_of_it
        at = int(said_of_it.rpartition("(line ")[2].rstrip(")"))
        assert lines[at - 1] == "this is no content line" or lines[at - 1].startswith("BEGIN:")
    assert "without a UID" in why[""] and "“No UID”" in why[""]


def test_rules_that_hurt_are_set_aside_and_the_good_is_taken() -> None:
    found = said(fixture("hostile-rules"))
    ids = [record.id for record in found.records]
    assert ids[0] == "fine@example"
    assert {id_.partition("/")[0] for id_ in ids[1:]} == {"endless@example"} and len(ids) == 38
    why = {aside.id: "; ".join(aside.reasons.values()) for aside in found.asides}
    assert "repeats every second" in why["secondly@example"]
    assert "repeats every minute" in why["minutely@example"]
    assert "more than 2,000 times" in why["hourly@example"]
    assert "too long to follow" in why["never@example"]
    assert "cannot be followed" in why["still@example"]
    assert "40,000 before" in why["long-ago@example"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("malformed-cut-short", "cut short: it ends within a VEVENT, which begins on line "),
        ("malformed-latin-1", r"not UTF-8 text \(line 7\)"),
        ("answer", "an answer to an invitation"),
    ],
)
def test_what_is_no_whole_calendar_is_refused(name: str, words: str) -> None:
    with pytest.raises(FormatError, match=words):
        read(fixture(name), TODAY)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b"", "no iCalendar"),
        (b"<html>", "a web page"),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", "no iCalendar"),
        (b"BEGIN:VCALENDAR\r\n" * 9, "within each other"),
    ],
)
def test_what_is_no_calendar_is_refused(source: bytes, words: str) -> None:
    with pytest.raises(FormatError, match=words):
        read(source, TODAY)


def test_more_components_than_may_be_are_refused() -> None:
    with pytest.raises(FormatError, match="components, the most that is taken"):
        read(calendar(event("a"), event("b"), event("c")), TODAY, Limits(components=3))


def test_more_records_than_may_be_are_refused() -> None:
    with pytest.raises(FormatError, match="more than 3 meetings and to-dos"):
        read(calendar(event("s", "RRULE:FREQ=DAILY")), TODAY, Limits(records=3))


def test_hostile_words_are_words() -> None:
    (record,) = said(fixture("hostile-words")).records
    text = str(door.as_json(record))
    assert not {c for c in text if ord(c) < 32 or c in "\u202e\u2066\x7f\x9b"}
    assert getattr(record, "name") == "Fund [/oops] [31mred end {{x}} <script>"  # noqa: B009
    assert record.links == ()
    assert "URL:javascript:alert(1)" in record.extra["_ics"]["lines"]
    assert "X-BAD:[/][31m" in record.extra["_ics"]["lines"]


def test_an_id_that_cannot_be_becomes_one_that_can_and_stays_so() -> None:
    long, bad = "x" * 400, "a\x07b"
    body = calendar(
        event(long), event(bad), event("ab"), event("y" * 240, "RRULE:FREQ=DAILY;COUNT=1")
    )
    found = records(body)
    assert len(found) == 4 and all(len(id_) <= 255 for id_ in found)
    assert records(body) == found
    assert found["ab"].get("_ics") is None
    kept = {data["_ics"]["uid"] for id_, data in found.items() if id_ != "ab"}
    assert long in kept and "ab" in kept


def test_of_two_with_one_uid_the_later_counts() -> None:
    old = event("a", "SEQUENCE:2", "DTSTAMP:20260101T000000Z", name="Old")
    new = event("a", "SEQUENCE:10", "DTSTAMP:20250101T000000Z", name="New")
    newer = event("a", "SEQUENCE:10", "DTSTAMP:20260101T000000Z", name="Newer")
    for order in ((old, new, newer), (newer, old, new)):
        assert records(calendar(*order))["a"]["name"] == "Newer"
    assert records(calendar(old, old))["a"]["name"] == "Old"
    same = event("a", "SEQUENCE:2", "DTSTAMP:20260101T000000Z", name="Else")
    found = said(calendar(old, same, event("b")))
    assert [record.id for record in found.records] == ["b"]
    assert "more than once" in reasons(calendar(old, same))["a"]


def test_an_id_is_one_records_only() -> None:
    found = said(
        calendar(
            event("a"), todo("a"), event("s", "RRULE:FREQ=DAILY;COUNT=1"), event("s/2026-03-10")
        )
    )
    assert sorted(record.id for record in found.records) == ["a", "s/2026-03-10"]
    assert len(found.asides) == 2


def test_a_component_that_does_not_end_as_it_begins_is_set_aside() -> None:
    body = calendar(event("a"), event("b").replace("END:VEVENT", "END:VTODO\nEND:VEVENT"))
    assert "END:VTODO that ends nothing" in reasons(body)["b"]
    body = calendar(event("a", "BEGIN:VALARM"), event("b"))
    assert [record.id for record in said(body).records] == ["a", "b"]


def test_other_components_are_none_of_our_business() -> None:
    body = calendar(component("VFREEBUSY", "UID:f"), component("X-OWN", "UID:x"), event("a"))
    assert list(records(body)) == ["a"]


def test_what_takes_too_long_is_broken_off_and_the_next_has_what_is_left() -> None:
    guard = Guard(each=0.05, total=0.07)
    for _ in range(4):  # the system's timer may strike a tick too early, and then some is left
        with pytest.raises(TooLong), guard.watching():
            while True:
                pass
    with pytest.raises(TooLong), guard.watching():
        raise AssertionError("no time is left to begin")


@given(st.data())
def test_a_calendar_that_was_spoiled_is_read_or_refused(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(path.stem for path in FIXTURES.glob("[go]*.ics"))))
    body = bytearray(fixture(name))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(body) - 1))
        cut = data.draw(st.integers(0, 12))
        body[place : place + cut] = data.draw(
            st.sampled_from(
                [b"", b":", b";", b"\r\n", b"\r\n ", b'"', b"9", b"Z", b",", b"\xff", b"\\", b"-"]
            )
        )
    try:
        found = said(bytes(body))
    except FormatError as error:
        assert str(error).endswith(".")
    else:
        assert len({record.id for record in found.records}) == len(found.records)
