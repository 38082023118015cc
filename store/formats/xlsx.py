"""Records as a workbook: a sheet for each kind, with the same columns as a CSV file of it.

Numbers are numbers, yes and no is TRUE, and a date of which the day is known is a day (before
1 March 1900 programs do not agree which one a number means, so there it is a word as well as what
is known in part). What a cell of text begins with does not matter: it is written as text, and no
program takes that for a formula, so that nothing has to be put before it and taken off again.
A text that is longer than a cell may be goes on in columns of its own: `text (2)`, `text (3)`.

References are ids, as in every table that comes back: a workbook with all sheets has the names
beside, and a name that two records share would be a guess. For reading there is `md`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import zip_longest
from typing import Any

from store.fields import Field, fields
from store.formats.cells import Cell, Table
from store.formats.rows import (
    FIXED,
    Column,
    Grid,
    Kinds,
    check_header,
    from_rows,
    header,
    in_rows,
    words,
)
from store.formats.source import Aside, Contents, FormatError, check_ids
from store.formats.workbook import writing
from store.formats.workbook.reading import sheets
from store.journal.rows import collector_paused
from store.kinds import KINDS
from store.record import Record
from store.types import TYPES
from store.types.numbers import Int
from store.types.times import Date
from store.types.words import Flag

_GOES_ON = re.compile(r"(.+) \(\d+\)")
_WIDTHS = {"long": 60, "links": 40, "moves": 40, "text": 30, "refs": 24, "stamp": 25, "ref": 20}
_USUAL, _LEAST, _ARROW = 12, 6, 3  # characters


def write(
    records: Iterable[Record],
    *,
    title: str = "",
    kind: type[Record] | None = None,
) -> Iterator[bytes]:
    """A workbook with a sheet of this kind, else one of every kind; the same records give the same
    bytes."""
    of: dict[type[Record], list[Record]] = {
        each: [] for each in ([kind] if kind else KINDS.values())
    }
    for record in records:
        if type(record) not in of:
            raise FormatError("This workbook is of one kind: choose the kind of all records.")
        of[type(record)].append(record)
    return writing.workbook((_sheet(each, held) for each, held in of.items()), title)


@collector_paused()
def read(source: bytes, *, kind: type[Record] | None = None, kinds: Kinds = KINDS) -> Contents:
    """The records in all sheets; `FormatError` names the first cell that is wrong.

    A row's kind stands in its column, else `kind` or the title of the sheet says it. A sheet
    without a column for the ids is set aside, where others have one.
    """
    found: list[Record] = []
    asides: list[Aside] = []
    spoken: dict[str, frozenset[str]] = {}
    tables = [table for table in sheets(source) if table.rows]
    ours = [table for table in tables if "id" in _names(table)]
    if not ours:
        raise FormatError("No sheet of this workbook has a first row with a column “id”.")
    for table in tables:
        if table not in ours:
            asides.append(Aside("", f"sheet {table.title}", {"id": "there is no such column"}))
            continue
        grid = _grid(table)
        mine = from_rows(grid, kind or _titled(table.title, kinds), kinds)
        for each in {record.kind.name for record in mine}:
            said = frozenset(grid.header) - set(FIXED)
            if spoken.setdefault(each, said) != said:
                raise FormatError(
                    f"Sheet {table.title} has other columns than the sheet before it, of the same "
                    "kind: give both the same."
                )
        found += mine
    check_ids(found)
    return Contents(records=found, asides=asides, fields=spoken)


def _sheet(kind: type[Record], held: Sequence[Record]) -> writing.Sheet:
    by_name = {field.name: field for field in fields(kind)}
    columns: list[writing.Column] = []
    cells: list[Column] = []
    values = [*zip(*in_rows(held, kind, _cells), strict=True)] or [()] * len(header(kind))
    for name, column in zip(header(kind), values, strict=True):
        for number, part in enumerate(_parts(column), 1):
            heading = name if number == 1 else f"{name} ({number})"
            field = by_name.get(name)
            choices = field.choices if field is not None else ()
            columns.append(writing.Column(heading, _width(heading, field), choices))
            cells.append(part)
    return writing.Sheet(kind.kind.plural.capitalize(), columns, zip(*cells, strict=True))


def _width(heading: str, field: Field | None) -> int:
    wanted = (field.width or _WIDTHS.get(field.type, _USUAL)) if field else _USUAL
    return max(wanted, len(heading) + _ARROW, _LEAST)


def _cells(values: Column, field: Field | None) -> Column:
    """The native cells of a column, once for each distinct value."""
    if field is None or not isinstance(TYPES[field.type], Date | Int | Flag):
        return words(values, field)
    if isinstance(TYPES[field.type], Date):
        known: dict[Any, Cell] = {value: _day(value) for value in {*values}}
    else:
        known = {value: None if field.is_empty(value) else value for value in {*values}}
    return [known[value] for value in values]


def _day(value: str) -> Cell:
    """The day as one, where it is known and all programs agree on it."""
    if len(value) != len("2023-06-08") or value < str(writing.FIRST_DAY):
        return value
    return date.fromisoformat(value)


def _parts(column: Column) -> list[Column]:
    """The column, and those that its longest text goes on in."""
    if max((len(cell) for cell in column if isinstance(cell, str)), default=0) <= writing.SHORT:
        return [column]
    pieces = (writing.pieces(cell) if isinstance(cell, str) else [cell] for cell in column)
    return [*zip_longest(*pieces)]


def _names(table: Table) -> list[str]:
    """What the first row calls the columns."""
    return ["" if cell is None else str(cell).strip() for cell in table.rows[0]]


def _grid(table: Table) -> Grid:
    names = _names(table)
    check_header(names, f"Sheet {table.title}: the first row")
    places = {name: place for place, name in enumerate(names)}
    more = {
        place: places[match[1]]
        for name, place in places.items()
        if (match := _GOES_ON.fullmatch(name)) and match[1] in places
    }
    rows: list[Sequence[Any]] = [*table.rows[1:]]
    if more:
        rows = [_joined(row, more) for row in rows]
        names = ["" if place in more else name for place, name in enumerate(names)]
    return Grid(names, rows, _words, lambda row, column: table.place(row + 1, column))


def _joined(row: Sequence[Cell], more: Mapping[int, int]) -> list[Cell]:
    """The row with each text whole, and nothing in the cells that it went on in."""
    whole = [*row]
    for place in sorted(more):
        if place < len(whole) and whole[place] is not None:
            whole[more[place]] = f"{whole[more[place]] or ''}{whole[place]}"
            whole[place] = None
    return whole


def _words(column: Column) -> Sequence[str]:
    """The words that stand for the cells of a column, as in a CSV file."""
    sorts = {*map(type, column)}
    if sorts <= {str, type(None)}:
        return [cell or "" for cell in column]
    return [cell if type(cell) is str else _word(cell) for cell in column]


def _word(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds" if cell.second else "minutes")
    return "" if cell is None else str(cell)


def _titled(title: str, kinds: Kinds) -> type[Record] | None:
    """The kind that a sheet is named after."""
    word = title.casefold()
    return next((k for k in kinds.values() if word in (k.kind.name, k.kind.plural)), None)
