"""Many records made at once are those that the door makes one by one."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.door import Problems, admit, data, plain
from store.formats import feed
from store.formats.source import FormatError
from store.kinds import KINDS, Commitment, Meeting, Member
from store.record import Record
from tests.strategies import records

ODD: list[Any] = [
    *(None, True, False, 0, 1, 1.0, -1, 2**53, "", " ", "a", " a", "a ", "a  b", "a | b", "a\nb"),
    *(
        "a\tb",
        "\n",
        "a\x00",
        "\x1b[31m",
        "a\u202eb",
        "a\u00a0b",
        "é",
        "👩‍👧",
        "x" * 256,
        "x" * 10_001,
    ),
    *("2026-02-30", "2026-02-28", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00", "Z", "BE", "ZQ"),
    *("public", "On track", "on track", "https://a.org/x", "javascript:x", [], [""], ["a", "a"]),
    *(["a", 1], ["a", None], ["a\x00"], [["a"]], {}, {"a": 1}, [{"url": "https://a.org"}]),
    *([{"url": "https://a.org", "title": " a"}], [{"url": "https://a.org", "more": 1}], ["a"] * 3),
    *([{"url": "ftp://a.org"}], [{"from": "2026", "day": "x"}], [f"i{n}" for n in range(10_001)]),
]
names = sorted({name for kind in KINDS.values() for name in kind.__struct_fields__})
odd = st.dictionaries(
    st.sampled_from([*names, "kind", "data", "_x", "newer", "_item"]),
    st.sampled_from(ODD),
    max_size=2,
)


def one_by_one(kind: type[Record], raw: dict[str, Any]) -> Record | None:
    try:
        return admit(kind, raw)
    except Problems:
        return None


@given(records(), odd)
def test_what_is_made_at_once_is_what_the_door_makes(record: Record, odd: dict[str, Any]) -> None:
    kind, ours = type(record), data(record)
    raws = [{"id": record.id, **ours, **odd}, {"id": record.id, **ours}, {"id": "i", **odd}]
    for raw, made in zip(raws, plain(kind, raws), strict=True):
        if made is not None:
            alone = one_by_one(kind, raw)
            assert made == alone
            assert msgspec.json.encode(made) == msgspec.json.encode(alone)


@given(records())
def test_a_record_as_we_write_it_is_plain(record: Record) -> None:
    assert plain(type(record), [{"id": record.id, **data(record)}]) == [
        None if record.extra else record
    ]


@pytest.mark.parametrize("kind", [Member, Meeting, Commitment])
def test_no_odd_value_is_taken_as_it_is(kind: type[Record]) -> None:
    whole = {name: "N" for name in ("id", "name", "summary") if name in kind.__struct_fields__}
    raws = [{**whole, name: value} for name in kind.__struct_fields__ for value in ODD]
    expected = [one_by_one(kind, raw) for raw in raws]
    one_each = [made for raw in raws for made in plain(kind, [raw])]
    for made in (plain(kind, raws), one_each):
        assert [
            (r, m) for r, m, a in zip(raws, made, expected, strict=True) if m not in (None, a)
        ] == []


def document(items: list[Any]) -> bytes:
    return json.dumps({"version": feed.VERSION, "mode": "snapshot", "items": items}).encode()


around = st.dictionaries(
    st.sampled_from(["id", "kind", "modified", "sequence", "visibility", "data", "_x"]),
    st.sampled_from([*ODD[:40], "member", {"name": "N"}, {"name": "N", "data": 1}]),
    max_size=3,
)


@given(
    st.lists(
        st.tuples(odd, around).map(
            lambda both: {
                **feed.item(Member(id="i", name="N")),
                "data": {"name": "N", **both[0]},
                **both[1],
            }
        ),
        max_size=4,
    )
)
def test_a_page_says_what_its_items_say_one_by_one(items: list[Any]) -> None:
    numbered = [{**item, "id": f"i{n}"} if n else item for n, item in enumerate(items)]
    whole = feed.read(document(numbered))
    alone = [feed.admitted(item, KINDS) for item in numbered]
    assert whole.records == [found for found in alone if isinstance(found, Record)]
    assert whole.asides == [found for found in alone if not isinstance(found, Record)]


@pytest.mark.parametrize("place", ["name", "newer", "around"])
def test_nothing_deep_hides_among_plain_items(place: str) -> None:
    deep: Any = "x"
    for _ in range(70):
        deep = [deep]
    items: list[Any] = [{"id": f"i{n}", "kind": "member", "data": {"name": "N"}} for n in range(3)]
    (items[1] if place == "around" else items[1]["data"])[place] = deep
    with pytest.raises(FormatError, match="nested more than"):
        feed.read(document(items))
