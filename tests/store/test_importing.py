"""Importing: what was exported changes nothing, and one batch takes in what differs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.formats import FORMATS, FormatError, named
from store.formats.source import Contents
from store.formats.visible import withhold
from store.importing import plan_import
from store.kinds import KINDS, Group, Member
from store.record import Record
from store.rules import received
from store.store import Store
from tests.strategies import DEAR, records


class Shelf(dict[str, Record]):
    """Records by id, as a store has them."""


def take_in(store: Store, source: bytes, format: str) -> None:
    store.apply("import", plan_import(named(format).read(source), store), received)


def everything(store: Store) -> dict[str, Record]:
    return {record.id: record for kind in KINDS for record in store.find(kind)}


@pytest.mark.parametrize("format", [form.name for form in FORMATS.values() if form.comes_back])
def test_importing_what_was_exported_changes_nothing(coalition: Store, format: str) -> None:
    for kind in KINDS.values():
        held = list(coalition.find(kind.kind.name))
        source = b"".join(named(format).write(held, kind=kind))
        found = named(format).read(source, names=coalition.names)
        assert plan_import(found, coalition) == []


@DEAR
@given(st.lists(records("commitment", "member"), max_size=3, unique_by=lambda record: record.id))
def test_whatever_was_exported_changes_nothing(held: list[Record]) -> None:
    shelf = Shelf({record.id: record for record in held})
    for form in ("json", "feed"):
        source = b"".join(named(form).write(held))
        assert plan_import(named(form).read(source), shelf) == []


def test_an_empty_store_gets_all_with_the_times_they_came_with(store: Store) -> None:
    held: list[Record] = [Member(id="IT", name="Italy", modified="2020-01-01T00:00:00Z")]
    take_in(store, b"".join(named("json").write(held)), "json")
    assert everything(store) == {"IT": held[0]}


def test_what_differs_is_updated_and_the_fields_left_out_are_emptied(store: Store) -> None:
    take_in(store, b'{"id": "IT", "kind": "member", "name": "Italia", "region": "Europe"}', "json")
    before = everything(store)["IT"]
    take_in(store, b'{"id": "IT", "kind": "member", "name": "Italy"}', "json")
    after = everything(store)["IT"]
    assert isinstance(after, Member)
    assert (after.name, after.region, after.sequence) == ("Italy", "", 1)
    assert (after.created, after.modified >= before.modified) == (before.created, True)


def test_a_table_speaks_only_of_its_columns(store: Store) -> None:
    take_in(store, b'{"id": "IT", "kind": "member", "name": "I", "region": "E", "x": 1}', "json")
    take_in(store, b"id,kind,name,colour\nIT,member,Italy,blue\n", "csv")
    after = everything(store)["IT"]
    assert isinstance(after, Member)
    assert (after.name, after.region, after.extra) == ("Italy", "E", {"x": 1, "colour": "blue"})


def test_an_id_of_another_kind_is_refused() -> None:
    shelf = Shelf(IT=Group(id="IT", name="Information technology"))
    with pytest.raises(FormatError, match="IT is a group here and a member in the file"):
        plan_import(Contents(records=[Member(id="IT", name="Italy")]), shelf)


def test_what_was_left_out_of_what_everybody_may_see_is_not_lost(store: Store) -> None:
    kept = {"lines": ["STATUS:CONFIRMED", "ATTENDEE:mailto:anna@example.org"]}
    one = Member(id="IT", name="Italy", visibility="public", extra={"_ics": kept})
    store.apply("add", [(None, one)], received)
    leaving, _ = withhold(store.everything().values(), "public")
    source = b"".join(named("feed").write(leaving))
    assert b"anna" not in source
    assert plan_import(named("feed").read(source), store) == []
    ((_, new),) = plan_import(named("feed").read(source.replace(b"CONFIRMED", b"X")), store)
    assert new is not None and new.extra == {"_ics": {"lines": ["STATUS:X"]}}
