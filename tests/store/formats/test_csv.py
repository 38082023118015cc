"""Tables: nothing is lost on the way through a spreadsheet, and nothing runs in one."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.formats import csv as table
from store.formats.source import FormatError
from store.kinds import KINDS, Commitment, Member, Update
from store.record import Record
from tests.strategies import DEAR, records


def written(held: list[Record], kind: type[Record] | None = None) -> bytes:
    return b"".join(table.write(held, kind=kind))


def cells(source: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(source.decode(), newline="")))


@DEAR
@given(
    st.sampled_from(list(KINDS)).flatmap(
        lambda kind: st.lists(
            records(kind), min_size=1, max_size=3, unique_by=lambda record: record.id
        )
    )
)
def test_what_is_written_is_read_back(held: list[Record]) -> None:
    assert table.read(written(held)).records == held


@DEAR
@given(st.lists(records("commitment"), min_size=1, max_size=2, unique_by=lambda record: record.id))
def test_no_cell_of_text_is_a_formula_and_every_number_is_one(held: list[Record]) -> None:
    header, *rows = cells(written(held))
    numbers = {"sequence", "priority", "percent", "weight"}
    for row in rows:
        for name, cell in zip(header, row, strict=True):
            if name in numbers:
                assert not cell or int(cell) >= 0
            else:
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text(alphabet="'=+-@\t\ra ", max_size=6))
def test_the_guard_comes_off_exactly_as_it_was_put_on(words: str) -> None:
    assert table._unguarded(table.guarded(words)) == words


def test_a_negative_number_stays_a_number() -> None:
    header, row = cells(written([Update(id="u", commitment="c", at="2026", score=-1)]))
    assert row[header.index("score")] == "-1"


def test_a_real_apostrophe_survives() -> None:
    for name in ("'quoted", "'=x", "''=x", "=x"):
        (record,) = table.read(written([Member(id="m", name=name)])).records
        assert record == Member(id="m", name=name)


def test_what_a_spreadsheet_saves_is_read() -> None:
    source = '\ufeffid,kind,name,tags,country\r\nIT,member,"Italy, the\r\nboot","a, b",IT\r\n\r\n'
    found = table.read(source.encode())
    assert found.records == [Member(id="IT", name="Italy, the boot", tags=("a", "b"), country="IT")]
    assert found.fields == {"member": frozenset({"name", "tags", "country"})}


def test_a_column_that_is_no_field_is_kept() -> None:
    (record,) = table.read(b"id,name,colour\nIT,Italy,blue\n", kind=Member).records
    assert record.extra == {"colour": "blue"}


def test_a_long_text_fits_in_a_cell() -> None:
    held = Commitment(id="c", summary="S", text="x" * 500_000)
    assert table.read(written([held])).records == [held]


def test_an_empty_table_still_names_its_columns() -> None:
    assert written([], Member).startswith(b"id,kind,name,other_names,")
    assert table.read(written([], Member)).records == []


def test_a_table_is_of_one_kind() -> None:
    with pytest.raises(FormatError, match="one kind"):
        written([Member(id="m", name="M"), Update(id="u", commitment="c", at="2026")])
    with pytest.raises(FormatError, match="no kind"):
        written([])


def test_the_first_wrong_line_is_named() -> None:
    for source, says in (
        (b"", "no column “id”"),
        (b"id,id\n", "id more than once"),
        (b"id,name\na,A\n", "Line 2 says no kind"),
        (b"id,kind,name\na,planet,A\n", "unknown kind “planet”"),
        (b"id,kind,name\na,member,A,B\n", "Line 2 has 4 cells under 3 columns"),
        (b"id,kind,name,joined\na,member,A,soon\n", r"Line 2 \(a\): joined: "),
        (b"id,kind,name,ordinal\na,member,A,many\n", "no whole number"),
        (b"id,kind,name,extra\na,member,A,many\n", "extra: it is not a JSON object"),
        (b"id,kind,name\na,member,A\na,member,B\n", "a more than once"),
        (b'id,kind,name\na,member,"A\n', "not all of it"),
        (b"id,kind,name\na,member,caf\xe9\n", "UTF-8"),
    ):
        with pytest.raises(FormatError, match=says):
            table.read(source)
