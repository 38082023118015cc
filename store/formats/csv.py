"""Records of one kind as a table of text: a column for each field, ids rather than names.

A cell of text that a spreadsheet would take for a formula gets an apostrophe before it, which
reading takes off again; text that already begins with apostrophes before such a sign gets one
more, so that none is lost. Numbers stay numbers.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from store.fields import Field
from store.formats import delimited
from store.formats.rows import (
    FIXED,
    Column,
    Grid,
    Kinds,
    check_header,
    from_rows,
    header,
    in_rows,
)
from store.formats.rows import words as as_words
from store.formats.source import Contents, FormatError, check_ids
from store.kinds import KINDS
from store.record import Record
from store.types import TYPES
from store.types.numbers import Int

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_SUSPECT = re.compile(r"\n['=+\-@\t\r]")
_AT_ONCE = 1000  # lines


def write(
    records: Iterable[Record],
    *,
    title: str = "",
    kind: type[Record] | None = None,
) -> Iterator[bytes]:
    """The table, some lines at a time: the field names, then a row for each record.

    `kind` says which columns there are where there may be no record; a table has no `title`.
    `FormatError` where the records are of several kinds, or of none that is known.
    """
    held = iter(records)
    first = next(held, None)
    kind = kind or (None if first is None else type(first))
    if kind is None:
        raise FormatError("There is nothing to write and no kind: choose one with --kind.")
    yield _lines([header(kind)])
    rows = in_rows(chain(() if first is None else (first,), held), kind, _cells)
    while some := list(islice(rows, _AT_ONCE)):
        yield _lines(some)


def read(source: bytes, *, kind: type[Record] | None = None, kinds: Kinds = KINDS) -> Contents:
    """The records in the table; `FormatError` names the first row that is wrong.

    A row's kind stands in its column, else `kind` says it. Columns that are no field are kept in
    `extra`. Fields without a column are not spoken of. Semicolons or tabs may stand for the commas,
    as spreadsheet programs write them in some countries.
    """
    rows, line = delimited.rows(delimited.sure_text(source))
    names = [cell.strip() for cell in _bare(rows[0] if rows else [])]
    check_header(names, "The first row")
    grid = Grid(names, rows[1:], _bare, lambda row, _: f"Line {line(row + 1)}")
    found = from_rows(grid, kind, kinds)
    check_ids(found)
    spoken = frozenset(names) - set(FIXED)
    return Contents(records=found, fields={record.kind.name: spoken for record in found})


def _cells(values: Column, field: Field | None) -> Sequence[str]:
    """The cells of a column: numbers as they are, other words guarded."""
    said = as_words(values, field)
    if field is not None and isinstance(TYPES[field.type], Int):
        return said
    suspect = _SUSPECT.search("\n" + "\n".join(said))
    return [guarded(text) for text in said] if suspect else said


def _bare(column: Column) -> Sequence[str]:
    """The words in a column's cells."""
    guarded = "\n'" in "\n" + "\n".join(column)
    return [_unguarded(cell) for cell in column] if guarded else column


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def guarded(words: str) -> str:
    """Words as no spreadsheet takes them for a formula."""
    return "'" + words if _FORMULA.match(words) else words


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell
