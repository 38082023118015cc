"""Records of one kind as a table of text: a column for each field, ids rather than names.

A cell of text that a spreadsheet would take for a formula gets an apostrophe before it, which
reading takes off again; text that already begins with apostrophes before such a sign gets one
more, so that none is lost. Numbers stay numbers.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from store import door
from store.fields import Field, FieldError, fields
from store.formats.source import Contents, FormatError, decode_json, decode_text, repeated, told
from store.kinds import KINDS
from store.record import Record
from store.types import TYPES
from store.types.base import LONG_LIMIT, decode_id
from store.types.lists import List
from store.types.numbers import Int

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
FIXED = ("id", "kind")
EXTRA = "extra"


def write(
    records: Iterable[Record], *, title: str = "", kind: type[Record] | None = None
) -> Iterator[bytes]:
    """The table, line by line: the field names, then a row for each record.

    `kind` says which columns there are where there may be no record; a table has no `title`.
    `FormatError` where the records are of several kinds, or of none that is known.
    """
    columns: tuple[Field, ...] = ()
    for record in records:
        if not columns:
            kind = kind or type(record)
            columns = fields(kind)
            yield _line([*FIXED, *(field.name for field in columns), EXTRA])
        if type(record) is not kind:
            raise FormatError("A CSV file holds records of one kind: choose one with --kind.")
        yield _line(_cells(record, columns))
    if not columns:
        if kind is None:
            raise FormatError("There is nothing to write and no kind: choose one with --kind.")
        yield _line([*FIXED, *(field.name for field in fields(kind)), EXTRA])


def read(
    source: bytes,
    *,
    kind: type[Record] | None = None,
    kinds: Mapping[str, type[Record]] = KINDS,
) -> Contents:
    """The records in the table; `FormatError` names the first row that is wrong.

    A row's kind stands in its column, else `kind` says it. Columns that are no field are kept in
    `extra`. Fields without a column are not spoken of.
    """
    rows = _rows(decode_text(source))
    header = [_unguarded(cell).strip() for cell in next(rows, (0, []))[1]]
    _check(header)
    found = [_record(number, header, row, kind, kinds) for number, row in rows if any(row)]
    if twice := repeated(record.id for record in found):
        raise FormatError(f"The file has {', '.join(twice[:5])} more than once; keep one of each.")
    return Contents(records=found, fields=frozenset(header) - set(FIXED))


def _cells(record: Record, columns: tuple[Field, ...]) -> Iterator[str]:
    yield guarded(record.id)
    yield record.kind.name
    for field in columns:
        value, kind_of_field = getattr(record, field.name), TYPES[field.type]
        words = "" if field.is_empty(value) else kind_of_field.format(value)
        yield words if isinstance(kind_of_field, Int) else guarded(words)
    yield msgspec.json.encode(record.extra).decode() if record.extra else ""


def _line(cells: Iterable[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerow(cells)
    return text.getvalue().encode()


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of the line that each ends on."""
    usual = csv.field_size_limit(4 * LONG_LIMIT)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise FormatError(f"This is not a CSV file, or not all of it: {error}.") from error
    finally:
        csv.field_size_limit(usual)
    return iter(rows)


def _check(header: list[str]) -> None:
    if "id" not in header:
        raise FormatError("The first row does not name the columns: there is no column “id”.")
    if twice := repeated(header):
        raise FormatError(f"The first row names {told(', '.join(twice))} more than once.")


def _record(
    number: int,
    header: list[str],
    row: list[str],
    kind: type[Record] | None,
    kinds: Mapping[str, type[Record]],
) -> Record:
    if len(row) > len(header):
        raise FormatError(f"Line {number} has {len(row)} cells under {len(header)} columns.")
    cells = dict(zip(header, row, strict=False))
    named = cells.pop("kind", "")
    found = kinds.get(named) if named else kind
    if found is None:
        said = f"has the unknown kind “{told(named)}”" if named else "says no kind"
        raise FormatError(f"Line {number} {said}; give one of: {', '.join(kinds)}.")
    known = {field.name: field for field in fields(found)}
    wrong: dict[str, str] = {}
    raw: dict[str, Any] = {}
    for name, cell in cells.items():
        try:
            if name in known:
                raw[name] = _value(cell, known[name])
            elif cell:
                raw[name] = _extra(cell) if name == EXTRA else _unguarded(cell)
        except FieldError as error:
            wrong[name] = str(error)
    try:
        if wrong:
            raise door.Problems(wrong)
        return door.admit(found, raw)
    except door.Problems as problems:
        raise FormatError(f"Line {number} ({told(cells['id'])}): {problems}.") from problems


def _value(cell: str, field: Field) -> Any:
    """What a cell holds: words that stand for a list or a number, else the value itself."""
    words = _unguarded(cell)
    kind_of_field = TYPES[field.type]
    if isinstance(kind_of_field, List | Int):
        return kind_of_field.encode(kind_of_field.parse(words, field, _Ids()))
    return words


def _extra(cell: str) -> dict[str, Any]:
    try:
        value = decode_json(_unguarded(cell).encode())
    except FormatError as error:
        raise FieldError("it is not a JSON object") from error
    if not isinstance(value, dict):
        raise FieldError("it is not a JSON object")
    return value


def guarded(words: str) -> str:
    """Words as no spreadsheet takes them for a formula."""
    return "'" + words if _FORMULA.match(words) else words


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


class _Ids:
    """The context of a file: references are ids as they stand, and no day is meant by a phrase."""

    today = None

    def resolve(self, text: str, targets: tuple[str, ...]) -> str:
        """The id itself."""
        return decode_id(text)

    def name(self, id: str) -> str:
        """The id itself."""
        return id

    def named(self, targets: tuple[str, ...]) -> Iterable[tuple[str, str]]:
        """Nothing: no record is known here."""
        return ()
