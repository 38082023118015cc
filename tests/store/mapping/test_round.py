"""A table that is printed from what a map made of it, read by the same map, says the same."""

import string
from collections.abc import Mapping
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from store.formats.cells import Cell
from store.kinds import KINDS
from store.mapping import Column, Map, Row, Sheet, fillable
from store.mapping.converting import convert
from store.mapping.reading import is_name
from store.mapping.settling import settled
from store.mapping.sheets import Cells, Head
from store.names import Names
from store.record import Record
from store.types import TYPES
from tests.conftest import TODAY
from tests.store.mapping.test_naming import Empty
from tests.strategies import HOSTILE, partial_dates


class Nobody:
    """A store without a record."""

    names = Names(Empty(), lambda: TODAY)

    def everything(self) -> Mapping[str, Record]:
        """None."""
        return {}


cells: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.sampled_from((*HOSTILE, "Done", "en cours", "yes", "High", "https://a.org/x", "BE", "50%")),
    st.dates(date(1970, 1, 1), date(2068, 1, 1)),
    partial_dates,
    st.integers(-5, 120),
    st.floats(0, 1),
    st.booleans(),
    st.text(string.ascii_letters + " ,;/[]é\n", max_size=20),
)
tables = st.lists(st.lists(cells, min_size=4, max_size=4), min_size=1, max_size=4)


@st.composite
def made(draw: st.DrawFn) -> tuple[Map, Sheet]:
    """A table of four columns and a map for it."""
    kind = KINDS[draw(st.sampled_from(["commitment", "member", "meeting", "group"]))]
    known = [f for f in fillable(kind).values() if not is_name(f)]
    title = kind.kind.heading[0]
    some = draw(st.lists(st.sampled_from(known), min_size=3, max_size=3, unique_by=id))
    fields = [title, *(field.name for field in some if field.name != title)]
    heads = tuple(Head(at, f"H{at}") for at in range(len(fields)))
    columns = tuple(Column(f"H{at}", name) for at, name in enumerate(fields))
    rows: list[tuple[int, Cells]] = [(n, row) for n, row in enumerate(draw(tables), 2)]
    sheet = Sheet("", 1, heads, rows)
    return settled(Map(kind.kind.name, columns, ("H0",)), sheet, Nobody.names), sheet


@settings(max_examples=60)
@given(made())
def test_printing_and_reading_again_is_stable(case: tuple[Map, Sheet]) -> None:
    first, sheet = case
    found = convert(first, sheet, Nobody(), "x").rows
    printed = Sheet(
        "", 1, sheet.heads, [(n, _printed(first, row)) for n, row in enumerate(found, 2)]
    )
    again = convert(first, printed, Nobody(), "x")
    values = [_values(first, row) for row in found]
    assert [_values(first, row) for row in again.rows] == values
    assert again.open == [] and again.asides == []


def _printed(made: Map, row: Row) -> list[Cell]:
    """A row as a table would hold it: words, one cell a field."""
    known = fillable(made.record)
    return [
        TYPES[known[column.field].type].format(value)
        if not known[column.field].is_empty(value := getattr(row.new, column.field))
        else None
        for column in made.columns
    ]


def _values(made: Map, row: Row) -> list[object]:
    return [getattr(row.new, column.field) for column in made.columns]
