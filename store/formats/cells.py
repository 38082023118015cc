"""Tables of whatever sort as rows of native cells: a CSV file, or each sheet of a workbook."""

from collections.abc import Iterator
from datetime import date, datetime

from msgspec import Struct

from store.formats.source import FormatError

Cell = str | int | float | bool | date | datetime | None

MOST_CELLS = 20_000_000  # of all tables of a file, empty ones between others included
MOST_ROWS, MOST_COLUMNS = 1 << 20, 1 << 14  # of a sheet, as in every spreadsheet program


class Table(Struct, frozen=True):
    """A table: `title` of the sheet, "" where it has none; `rows` of cells, as many as there are
    (rows may be of different lengths, and empty ones stand where they are). A cell of a workbook
    is a word, number, yes or no, day or moment; of a CSV file always words. None is an empty cell.

    `lines`: the line of the file that each row begins on, of a CSV file. `guessed`: what was
    guessed on the way, for a person to judge, as "Windows-1252, semicolons". `hidden`: the sheet
    is not shown.
    """

    title: str
    rows: list[list[Cell]]
    lines: list[int] | None = None
    guessed: str = ""
    hidden: bool = False

    def place(self, row: int, column: int | None = None) -> str:
        """Where a cell stands, or a row, both counted from 0: `Sheet Roles, D7`, `Line 9`."""
        if self.lines is not None:
            return f"Line {self.lines[row]}" + ("" if column is None else f", cell {column + 1}")
        where = f"row {row + 1}" if column is None else f"{column_name(column)}{row + 1}"
        return f"Sheet {self.title}, {where}"


def tables_of(name: str, source: bytes) -> list[Table]:
    """The tables in a file of this name: one of a CSV file, one a sheet of a workbook.

    What it is follows from the bytes. `FormatError` says in a sentence why there is no table in
    them, with the line or cell.
    """
    from store.formats.workbook.archive import is_workbook

    if is_workbook(source):
        from store.formats.workbook.reading import sheets

        return list(sheets(source))
    from store.formats.delimited import table

    if name.lower().endswith((".xlsx", ".xlsm", ".xls")) and not source.strip():
        raise FormatError("This workbook is empty: no byte is in it.")
    return [table(source)]


def column_name(column: int) -> str:
    """What a sheet calls the column at this place, counted from 0: A, B, … Z, AA, … XFD."""
    name = ""
    while column >= 0:
        column, letter = divmod(column, 26)
        name = chr(ord("A") + letter) + name
        column -= 1
    return name


def filled(rows: list[list[Cell]]) -> Iterator[tuple[int, list[Cell]]]:
    """The rows that have anything in them, with their places."""
    return ((place, row) for place, row in enumerate(rows) if any(c not in (None, "") for c in row))
