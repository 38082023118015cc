"""Tables of whatever sort: cells as they are, and the line or cell where something is wrong."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.formats.cells import Cell, Table, column_name, tables_of
from store.formats.source import FormatError
from store.formats.workbook.writing import Column, Sheet, workbook


def written(*rows: list[Cell], title: str = "Roles") -> bytes:
    columns = [Column(name) for name in ("id", "when", "how many")]
    return b"".join(workbook([Sheet(title, columns, rows)]))


def only(source: bytes) -> Table:
    (table,) = tables_of("any", source)
    return table


def test_a_workbook_gives_its_cells_as_they_are() -> None:
    row: list[Cell] = ["=1+1", date(2023, 6, 8), 5]
    other: list[Cell] = ["_x0041_ \uffff\n ", datetime(2023, 6, 8, 10, 30), -1.5]
    table = only(written(row, [], other, [True, None, ""]))
    assert table.title == "Roles"
    assert table.rows == [["id", "when", "how many"], row, [], other, [True]]
    assert table.place(3, 1) == "Sheet Roles, B4"


@pytest.mark.parametrize(
    "source, guessed",
    [
        ("a,b\n1,é\n", ""),
        ("\ufeffa;b\r\n1;é\r\n", "semicolons"),
        ("a;b\n1,5;2,5\n", "semicolons"),
        ("a\tb\n1, 2\té\n", "tabs"),
        ("sep=|\na|b\n1|é\n", ""),
        ('a,b\n"x\ny;z;",é\n', ""),
    ],
)
def test_what_stands_between_the_cells_is_seen(source: str, guessed: str) -> None:
    table = only(source.encode())
    assert len(table.rows[0]) == len(table.rows[1]) == 2
    assert table.guessed == guessed


def test_the_encoding_is_seen_and_a_guess_is_told() -> None:
    assert only("a;é\n".encode("utf-16")).rows == [["a", "é"]]
    assert only("a,é\n".encode("cp1252")) == Table("", [["a", "é"]], [1], "Windows-1252")


def test_a_line_is_told_where_it_begins() -> None:
    table = only(b'a,b\n"x\ny",1\n\nz,2\n')
    assert table.rows == [["a", "b"], ["x\ny", "1"], [], ["z", "2"]]
    assert [table.place(row) for row in range(4)] == ["Line 1", "Line 2", "Line 4", "Line 5"]


@given(st.integers(0, (1 << 14) - 1))
def test_a_column_has_a_name(place: int) -> None:
    name, value = column_name(place), 0
    for letter in name:
        value = value * 26 + ord(letter) - 64
    assert value == place + 1


@pytest.mark.parametrize(
    "source, says",
    [
        (b"%PDF-1.7", "PDF"),
        (b"<html><table>", "web page"),
        (b"a,\0b", "neither text"),
        (b'a,b\nx,"y\n', "line 2"),
        (b"a,\x81\n", "not text"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), ".xls workbook"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(source: bytes, says: str) -> None:
    with pytest.raises(FormatError, match=says):
        tables_of("x.xlsx", source)
