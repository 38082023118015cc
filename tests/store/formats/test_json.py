"""Plain JSON: what goes out comes in, and the first wrong record is named by its place."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.formats import json as plain
from store.formats.source import FormatError
from store.kinds import Member
from store.record import Record
from tests.strategies import DEAR, records


def read(value: Any) -> list[Record]:
    return plain.read(json.dumps(value).encode()).records


@DEAR
@given(st.lists(records(), max_size=5, unique_by=lambda record: record.id))
def test_what_is_written_is_read_back_in_its_order(held: list[Record]) -> None:
    source = b"".join(plain.write(held))
    assert plain.read(source).records == held
    assert len(json.loads(source)) == len(held)


def test_it_streams_one_record_a_line() -> None:
    pieces = list(plain.write([Member(id="IT", name="Italy"), Member(id="MA", name="Morocco")]))
    assert len(pieces) == 3
    assert len(b"".join(pieces).splitlines()) == 4


def test_one_object_is_one_record_and_is_private_like_what_is_typed() -> None:
    (record,) = read({"id": "IT", "kind": "member", "name": "Italy"})
    assert record == Member(id="IT", name="Italy", visibility="private")


def test_the_first_wrong_record_is_named_by_its_place() -> None:
    good = {"id": "IT", "kind": "member", "name": "Italy"}
    for wrong, says in (
        (7, "Record 2 is not a JSON object"),
        ({"id": "x"}, "Record 2 says no kind"),
        ({"id": "x", "kind": "planet"}, "Record 2 has the unknown kind “planet”"),
        ({"id": "x", "kind": "member"}, r"Record 2 \(x\): name: this must be filled"),
        (good, "IT more than once"),
    ):
        with pytest.raises(FormatError, match=says):
            read([good, wrong])


def test_the_kind_may_be_said_for_all() -> None:
    assert plain.read(b'[{"id": "IT", "name": "Italy"}]', kind=Member).records == [
        Member(id="IT", name="Italy")
    ]
