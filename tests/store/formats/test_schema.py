"""The feed's schema, held against somebody else's validator."""

import json
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from store import fields as f
from store.formats import feed
from store.formats.schema import schema
from store.kinds import KINDS, Group
from store.paths import fixture
from store.record import Record
from tests.strategies import DEAR, records

VALIDATOR = Draft202012Validator(schema())


def complaints(document: Any) -> list[str]:
    return [f"{e.json_path}: {e.message[:200]}" for e in VALIDATOR.iter_errors(document)]


def small(**data: Any) -> dict[str, Any]:
    item = {"id": "x", "kind": "commitment", "data": {"summary": "S", **data}}
    return {"version": "smallgroup/1", "mode": "snapshot", "items": [item]}


def test_it_is_a_valid_schema_of_draft_2020_12() -> None:
    Draft202012Validator.check_schema(schema())
    assert json.loads(json.dumps(schema())) == schema()


@pytest.mark.parametrize("name", ["coalition/feed.json", "sample/feed.json", "hostile.json"])
def test_the_feeds_that_travel_with_us_hold_to_it(name: str) -> None:
    assert complaints(json.loads(fixture(name).read_bytes())) == []


@DEAR
@given(st.lists(records(), max_size=4, unique_by=lambda record: record.id))
def test_what_is_written_holds_to_it(held: list[Record]) -> None:
    assert complaints(json.loads(b"".join(feed.write(held)))) == []


def test_data_is_held_to_the_kind_of_its_item() -> None:
    assert complaints(small(due="2023-06", moves=[{"from": "2023", "to": "2024"}])) == []
    for wrong in ({"due": "soon"}, {"percent": 101}, {"status": "eaten"}, {"owners": "IT"}):
        assert complaints(small(**wrong)), wrong
    no_summary = small()
    del no_summary["items"][0]["data"]["summary"]
    assert complaints(no_summary)


def test_extensions_and_unknown_keys_are_welcome() -> None:
    document = {**small(_x=1, newer={}), "_body": [1]}
    document["items"][0]["_signed"] = True
    assert complaints(document) == []


def test_a_delta_says_from_where_to_where() -> None:
    delta = {**small(), "mode": "delta"}
    assert len(complaints(delta)) == 3
    assert complaints({**delta, "since": "1", "cursor": "2", "tombstones": [{"id": "y"}]}) == []


def test_a_field_that_is_declared_is_in_the_schema() -> None:
    class Newer(Group, frozen=True, kw_only=True):
        colour: Annotated[str, f.text("What colour its flag has")] = ""

    of_group = schema({**KINDS, "group": Newer})["$defs"]["Newer"]["properties"]
    assert of_group["colour"]["description"] == "What colour its flag has"
