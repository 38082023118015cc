"""Our own calendars: nothing of a record is lost in them."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from store.formats import feed
from store.formats.feed import in_order
from store.formats.ics.said import KEY
from store.formats.visible import LEVELS, withhold
from store.importing import plan_import
from store.kinds import KINDS, Commitment, Meeting
from store.record import Record, Visibility
from tests.store.formats.ics.made import FIXTURES, again, fixture, reread, said, written
from tests.strategies import records

TOP = FIXTURES.parents[1]
FEEDS = ("coalition/feed.json", "sample/feed.json", "hostile.json")
FOREIGN = [*sorted(path.stem for path in FIXTURES.glob("[go]*.ics")), "hostile-words"]
PEOPLE = {"Italy": "IT", "Malta": "MT", "Belgium": "BE"}


class Shelf(dict[str, Record]):
    """The records that are here, by id."""


def unchanged(held: Iterable[Record], source: bytes) -> bool:
    """Whether importing a calendar changes nothing of the records that are here."""
    return plan_import(again(source), Shelf({record.id: record for record in held})) == []


@settings(max_examples=25)
@given(st.lists(records(), max_size=3, unique_by=lambda record: record.id))
def test_what_is_written_is_read_back_and_written_alike(held: list[Record]) -> None:
    source = written(held)
    found = reread(source)
    assert in_order(found) == in_order(held)
    assert written(found) == source


@settings(max_examples=12)
@given(st.lists(records("meeting", "commitment"), max_size=2, unique_by=lambda record: record.id))
def test_another_program_that_writes_it_anew_changes_nothing(held: list[Record]) -> None:
    rewritten = bytes(Calendar.from_ical(written(held)).to_ical())
    assert in_order(reread(rewritten)) == in_order(held)


@pytest.mark.parametrize("name", FEEDS)
def test_whole_stores_survive(name: str) -> None:
    held = feed.read((TOP / name).read_bytes()).records
    assert {record.kind.name for record in held} >= {*KINDS} - {"update"}
    source = written(held, deadlines=True)
    found = reread(source)
    assert in_order(found) == in_order(held)
    assert written(found, deadlines=True) == source
    lines = source.removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not {ord(c) for c in source.decode() if c < " "} - {9, 10, 13}
    assert [line.decode() for line in lines]  # no line is broken within a character


@pytest.mark.parametrize("include", LEVELS[:2])
@pytest.mark.parametrize("name", FOREIGN)
def test_what_came_from_elsewhere_goes_back_and_comes_in_again(
    name: str, include: Visibility
) -> None:
    held = said(fixture(name), members=PEOPLE).records
    leaving, _ = withhold(held, include)
    source = written(leaving)
    assert in_order(reread(source)) == in_order(leaving)
    assert unchanged(held, source)
    assert include != "public" or b"mailto:" not in source.replace(b"\r\n ", b"")


def test_what_no_field_holds_stands_where_it_stood() -> None:
    source = written(said(fixture("good"), members=PEOPLE).records).decode().replace("\r\n ", "")
    for line in ("X-RHINE-PAPER:RC/2026/12", "REFID:plenary-12", "TRIGGER:-PT15M"):
        assert f"\r\n{line}\r\n" in source
    assert "\r\nATTENDEE;CN=Anna Peeters;PARTSTAT=NEEDS-ACTION:mailto:anna@" in source
    assert "\r\nCOMPLETED:20260228T153000Z\r\n" in source


ODD = (
    *("", " folded", "X", ":", "X:\x00", "BEGIN:VALARM", "END:VTODO", "END:VCALENDAR", "UID:else"),
    *("DTSTAMP:19990101T000000Z", "X-SMALLGROUP-KIND:member", "X-SMALLGROUP-DUE:1999", "due:2001"),
    *("STATUS:NEEDS-ACTION", "DUE;VALUE=DATE:20260301", "DUE:20260301T170000Z", "DUE:never"),
    *("DUE;TZID=Mars:20260301T000000", "X-A;TZID=Mars:1", "X-B:1\nX-C:2", "SUMMARY;LANGUAGE=en:S"),
    *("ATTENDEE:urn:smallgroup:IT", "ATTENDEE;CN=Italy:mailto:a@b", "ORGANIZER:mailto:a@b"),
    *("RECURRENCE-ID:20260301", "DESCRIPTION:else", "COMMENT;X-SMALLGROUP-UPDATE=u:x", "REFID:m"),
    *("RELATED-TO:p", "RELATED-TO;RELTYPE=SIBLING:p", "RRULE:FREQ=DAILY", 'X-Q;A="b:c":d', "X-É:1"),
    *("COMPLETED:20260228T153000Z", "CLASS:SECRET", "PERCENT-COMPLETE:0", "X-D:2\u2028X-E:3"),
)
BLOCK = ["BEGIN:VALARM", "TRIGGER:-PT15M", "END:VALARM"]


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(ODD), max_size=4),
    st.sampled_from([[], BLOCK, [*BLOCK, "X-LATE:1"], BLOCK[:2]]),
    st.sampled_from([{}, {"uid": "u"}, {"journals": [["X:1"]]}]),
    st.sampled_from(["", "2026-03-01", "2026-03"]),
)
def test_whatever_is_said_to_have_come_from_elsewhere_is_kept_and_says_nothing_else(
    lines: list[str], parts: list[str], more: dict[str, object], due: str
) -> None:
    extra = {KEY: {**more, "lines": [*lines, *parts]}, "newer": 1}
    held: list[Record] = [
        Commitment(id="c", summary="S", due=due, owners=("IT",), parent="p", extra=extra),
        Meeting(id="m", name="M", start="2026-03-01", end="2026-03-04", extra=extra),
    ]
    source = written(held)
    assert in_order(reread(source)) == in_order(held)
    assert unchanged(held, source)


@pytest.mark.parametrize("value", ["x", 7, [], {}, {"lines": "X:1"}, {"lines": [7]}, {"lines": []}])
def test_what_is_no_list_of_lines_is_kept_too(value: object) -> None:
    held: list[Record] = [Meeting(id="m", name="M", start="2026-03-01", extra={KEY: value})]
    assert reread(written(held)) == held


def test_a_path_that_leads_out_is_an_id_like_any_other() -> None:
    held: list[Record] = [Meeting(id="../x;y,z\\n", name="M", start="2026-03-01", minutes="Said.")]
    assert reread(written(held)) == held


def test_many_lines_that_contradict_the_record_cost_no_more_than_their_length() -> None:
    """Compared one with another they would cost minutes."""
    extra = {KEY: {"lines": ["STATUS:X"] * 8_000 + ["STATUS:NEEDS-ACTION"] * 8_000}}
    held: list[Record] = [Commitment(id="c", summary="S", status="stalled", extra=extra)]
    assert reread(written(held)) == held
