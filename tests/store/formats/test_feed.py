"""The feed: what is written is read back, and what is wrong is refused in a sentence."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.formats import feed
from store.formats.source import Aside, FormatError
from store.kinds import KINDS, Meeting, Member
from store.paths import fixture
from store.record import Record
from store.text import clean_line
from tests.strategies import DEAR, records

several = st.lists(records(), max_size=5, unique_by=lambda record: record.id)


def written(records: list[Record], title: str = "") -> bytes:
    return b"".join(feed.write(records, title=title))


def document(**changes: Any) -> bytes:
    items = [
        {"id": "IT", "kind": "member", "data": {"name": "Italy"}},
        {"id": "m1", "kind": "meeting", "modified": "2026-01-01T00:00:00Z", "data": {"name": "M"}},
    ]
    return json.dumps(
        {"version": "smallgroup/1", "mode": "snapshot", "items": items, **changes}
    ).encode()


def item(**changes: Any) -> dict[str, Any]:
    return {"id": "x", "kind": "member", "data": {"name": "X"}, **changes}


def aside(**changes: Any) -> Aside:
    found = feed.read(document(items=[item(**changes), item(id="good")]))
    assert [record.id for record in found.records] == ["good"]
    return found.asides[0]


@DEAR
@given(several)
def test_what_is_written_is_read_back(held: list[Record]) -> None:
    found = feed.read(written(held))
    assert {r.id: r for r in found.records} == {r.id: r for r in held}
    assert not found.asides


@DEAR
@given(several, st.randoms())
def test_the_same_records_give_the_same_bytes_in_whatever_order(held: list[Record], r: Any) -> None:
    shuffled = list(held)
    r.shuffle(shuffled)
    assert written(shuffled) == written(held)


@pytest.mark.parametrize("name", ["coalition/feed.json", "sample/feed.json", "hostile.json"])
def test_the_feeds_that_travel_with_us_are_read_whole_and_settle(name: str) -> None:
    found = feed.read(fixture(name).read_bytes())
    again = feed.read(written(found.records, found.title))
    assert not found.asides
    assert len(found.records) == found.total
    assert {r.id: r for r in again.records} == {r.id: r for r in found.records}
    assert again.generated == max(r.modified for r in found.records)


def test_there_is_one_item_a_line_by_kind_and_id() -> None:
    held = [Meeting(id="b", name="B"), Meeting(id="a", name="A"), Member(id="c", name="C")]
    lines = written(list(held)).decode().splitlines()
    assert [json.loads(line.rstrip(","))["id"] for line in lines[2:5]] == ["c", "a", "b"]


def test_generated_is_the_newest_instant_and_not_the_greatest_word() -> None:
    times = ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.5Z", "2026-01-01T02:00:00+05:00"]
    held: list[Record] = [Member(id=t, name="M", modified=t) for t in times]
    assert feed.read(written(held)).generated == times[1]


def test_what_this_version_does_not_know_goes_back_where_it_stood() -> None:
    odd = item(_signed="yes", rank=[1], data={"name": "X", "colour": {"deep": "blue"}})
    found = feed.read(document(items=[odd], _body="ours", newer=1))
    assert found.extensions == {"_body": "ours"}
    again = json.loads(b"".join(feed.write(found.records, extensions=found.extensions)))
    assert again["_body"] == "ours"
    assert again["items"][0] == {"sequence": 0, "visibility": "public", **odd}


def test_unknown_keys_around_an_item_never_displace_its_own() -> None:
    member = Member(id="x", name="X", extra={"_item": {"id": "evil", "data": {}, "_ok": 1}})
    assert feed.item(member) == {**item(), "sequence": 0, "visibility": "private", "_ok": 1}


def test_what_a_feed_says_nothing_of_is_public_and_what_it_says_holds() -> None:
    items = [item(), item(id="y", visibility="confidential")]
    found = feed.read(document(items=items)).records
    assert [record.visibility for record in found] == ["public", "confidential"]


def test_a_bad_item_is_set_aside_and_the_rest_go_on() -> None:
    assert aside(kind="planet").reasons == {"kind": "there is no kind “planet” in this version"}
    assert set(aside(data={"joined": "2023-02-30"}).reasons) == {"name", "joined"}
    assert set(aside(data=None).reasons) == {"data"}
    assert set(aside(id=7).reasons) == {"id"}
    assert aside(id="a\x1b[2J", sequence=-1) == Aside(
        "a[2J",
        "member",
        {
            "id": "“a[2J” is no id: it holds control characters or stray spaces",
            "sequence": "-1 is too small: 0 is the least",
        },
    )
    assert feed.read(document(items=["x"])).asides[0].reasons == {"item": "it is not a JSON object"}


def test_a_bad_tombstone_is_set_aside() -> None:
    stones = [{"id": "IQ", "reason": "eaten"}, {"id": "a", "reason": "merged", "replaced_by": "b"}]
    found = feed.read(document(tombstones=[*stones, 7, {"id": 7}, {"id": "z", "replaced_by": 7}]))
    assert [(t.id, t.reason, t.replaced_by) for t in found.tombstones] == [("a", "merged", "b")]
    assert [set(a.reasons) for a in found.asides] == [
        {"reason"},
        {"tombstone"},
        {"id"},
        {"replaced_by"},
    ]


DEEP = b"[" * 100_000
REFUSED = {
    "empty": (b"", "empty"),
    "a web page": (b"<!DOCTYPE html><html></html>", "web page"),
    "cut short": (document()[:-3], "not all of it"),
    "not a number": (document(total="@").replace(b'"@"', b"NaN"), "not JSON"),
    "a huge number": (document(total="@").replace(b'"@"', b"1e999"), "larger than any"),
    "a longer number": (document(total="@").replace(b'"@"', b"9" * 5000), "larger than any"),
    "deep": (DEEP, "levels deep"),
    "deep in an item": (
        document(items=[item(data="@")]).replace(b'"@"', b"[" * 500 + b"]" * 500),
        "levels deep",
    ),
    "latin-1": (document(title="@").replace(b"@", b"caf\xe9"), "UTF-8"),
    "utf-16": (document().decode().encode("utf-16"), "UTF-16"),
    "a surrogate": (document(title="@").replace(b"@", b"\\ud800"), "not JSON"),
    "a list": (b"[]", "not a Smallgroup feed"),
    "another version": (document(version="smallgroup/2"), "smallgroup/2"),
    "no mode": (document(mode=None), "mode"),
    "no items": (document(items=None), "items"),
    "tombstones that are none": (document(tombstones={}), "tombstones"),
    "a cursor that is none": (document(cursor=7), "cursor"),
    "a delta from nowhere": (
        document(mode="delta", cursor="2", tombstones=[]),
        "delta without since",
    ),
    "a delta without tombstones": (document(mode="delta", since="1", cursor="2"), "tombstones"),
    "an id twice": (document(items=[item(), item()]), "x more than once"),
    "an id twice, once bad": (document(items=[item(), item(kind="?")]), "more than once"),
    "there and gone": (document(tombstones=[{"id": "IT"}]), "IT more than once"),
}


@pytest.mark.parametrize("source, says", REFUSED.values(), ids=REFUSED)
def test_a_document_that_is_no_feed_is_refused_in_one_sentence(source: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says) as refused:
        feed.read(source)
    told = str(refused.value)
    assert told == clean_line(told)
    assert len(told) < 300


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(source: bytes) -> None:
    with pytest.raises(FormatError):
        feed.read(source)


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
FIELDS = sorted({name for kind in KINDS.values() for name in kind.__struct_fields__})


@given(
    st.dictionaries(st.sampled_from(["id", "kind", "modified", "visibility", "_x"]), json_values),
    st.sampled_from(list(KINDS)),
    st.dictionaries(st.sampled_from(FIELDS), json_values, max_size=6),
)
def test_any_item_is_taken_or_set_aside(
    around: dict[str, Any], kind: str, data: dict[str, Any]
) -> None:
    found = feed.read(document(items=[{"id": "x", "kind": kind, "data": data, **around}]))
    assert len(found.records) + len(found.asides) == 1
    assert feed.read(written(found.records)).records == found.records


def test_a_byte_order_mark_does_no_harm() -> None:
    assert len(feed.read(b"\xef\xbb\xbf" + document()).records) == 2
