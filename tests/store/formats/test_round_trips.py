"""Every format that comes back: nothing is lost on the way, whatever the records hold."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.formats import FORMATS, Format
from store.kinds import KINDS
from store.names import Names
from store.record import Record
from store.store import Store
from tests.strategies import records

BOTH_WAYS = [form for form in FORMATS.values() if form.comes_back]
APART = [form for form in BOTH_WAYS if form.name == "ics"]  # each time in a process of its own


def several(*kinds: str) -> st.SearchStrategy[list[Record]]:
    return st.lists(records(*kinds), max_size=3, unique_by=lambda record: record.id)


def check(form: Format, held: list[Record], kind: type[Record] | None, names: Names) -> None:
    """What goes out comes back, and goes out again as the same bytes."""
    source = b"".join(form.write(held, title="T", kind=kind))
    found = form.read(source, kind=kind, names=names)
    assert not found.asides
    back = {record.id: record for record in found.records}
    for record in held:
        for name in record.__struct_fields__:
            assert getattr(back[record.id], name) == getattr(record, name), name
    assert b"".join(form.write(found.records, title="T", kind=kind)) == source


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "form", [form for form in BOTH_WAYS if form not in APART], ids=lambda form: form.name
)
def test_records_of_a_kind_come_back(form: Format, kind: str, store: Store) -> None:
    draw = given(several(kind))
    settings(max_examples=8)(draw(lambda held: check(form, held, KINDS[kind], store.names)))()


@pytest.mark.parametrize(
    "form", [form for form in BOTH_WAYS if not form.of_one_kind], ids=lambda form: form.name
)
def test_records_of_all_kinds_come_back_together(form: Format, store: Store) -> None:
    times = 3 if form in APART else 10
    draw = given(several())
    settings(max_examples=times)(draw(lambda held: check(form, held, None, store.names)))()
