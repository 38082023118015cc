"""Text as a table, from whoever wrote it: with commas, semicolons, tabs or bars between the cells,
in UTF-8, UTF-16 or what Windows writes in western Europe."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from store.formats.cells import MOST_CELLS, Cell, Table
from store.formats.source import FormatError, decode_text
from store.types.base import LONG_LIMIT

if TYPE_CHECKING:
    import _csv

DELIMITERS = {",": "", ";": "semicolons", "\t": "tabs", "|": "bars"}
LONGEST_CELL = 4 * LONG_LIMIT  # characters: lists of long words have their quotes beside
_LOOK = 1 << 16  # characters from the beginning, to see what stands between the cells
_MOST_LOOKED_AT = 100  # rows
_TELLS = "sep="  # a first line that spreadsheet programs write and read


def table(source: bytes) -> Table:
    """The table in these bytes; `FormatError` where there is none."""
    text, encoding = _decoded(source)
    delimiter, skipped = _delimiter(text)
    lines: list[int] = []
    cells: list[list[Cell]] = []
    left = MOST_CELLS
    for line, row in islice(_numbered(text, delimiter), skipped, None):
        left -= len(row) + 1
        if left < 0:
            raise FormatError(f"Line {line}: more than {MOST_CELLS:,} cells are too many.")
        lines.append(line)
        cells.append([cell or None for cell in row])
    while cells and not any(cells[-1]):
        cells.pop()
    guessed = (encoding, "" if skipped else DELIMITERS[delimiter])
    return Table("", cells, lines[: len(cells)], ", ".join(filter(None, guessed)))


def sure_text(source: bytes) -> str:
    """The text that these bytes certainly are; `FormatError` where it could only be guessed."""
    text, encoding = _decoded(source)
    return decode_text(source) if encoding else text


def rows(text: str) -> tuple[list[list[str]], Callable[[int], int]]:
    """The rows of a text, whatever stands between the cells, and what tells on which line the row
    at a place begins. `FormatError` where a quote is not closed, or a cell is too long."""
    delimiter, skipped = _delimiter(text)
    with _cells_of_any_length():
        try:
            found = [*_reader(text, delimiter)]
        except csv.Error:
            found = [row for _, row in _numbered(text, delimiter)]  # tells the line

    def line(place: int) -> int:
        return next(islice(_numbered(text, delimiter), place + skipped, None))[0]

    return found[skipped:], line


def _numbered(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows, each with the line that it begins on."""
    reader = _reader(text, delimiter)
    line = 1
    with _cells_of_any_length():
        try:
            for row in reader:
                yield line, row
                line = reader.line_num + 1
        except csv.Error as error:
            raise FormatError(
                f"This is not a CSV file, or not all of it (line {line}): {error}."
            ) from error


def _reader(text: str, delimiter: str) -> "_csv.Reader":
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


@contextmanager
def _cells_of_any_length() -> Iterator[None]:
    usual = csv.field_size_limit(LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(usual)


def _decoded(source: bytes) -> tuple[str, str]:
    """The text, and the encoding where it was guessed."""
    if source.startswith(b"%PDF"):
        raise FormatError("This is a PDF, where a table was expected: save the table as .csv.")
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _as("utf-16", source), ""
    if b"\0" in source[:_LOOK]:
        raise FormatError("This is neither text nor a workbook: save the table as .csv or .xlsx.")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _as("cp1252", source), "Windows-1252"
    if text.lstrip()[:1] == "<":
        raise FormatError("This is a web page or XML, where a table was expected.")
    return text, ""


def _as(encoding: str, source: bytes) -> str:
    try:
        return source.decode(encoding)
    except UnicodeDecodeError as error:
        raise FormatError(
            f"This is not text in UTF-8, nor in {encoding} (byte {error.start + 1}); save it as "
            "UTF-8 and try again."
        ) from error


def _delimiter(text: str) -> tuple[str, int]:
    """What stands between the cells, and how many rows it takes to tell that."""
    first = text[: len(_TELLS) + 1].lower()
    told = first.startswith(_TELLS) and first[-1] in DELIMITERS
    if told and text[len(first) :][:1] in ("", "\r", "\n"):
        return first[-1], 1
    return _guess(text[:_LOOK]), 0


def _guess(text: str) -> str:
    """The delimiter by which most rows have the same number of cells, more than one; a comma where
    none is. Of two that are as good, the one that makes more cells."""
    best, delimiter = (0.0, 0), ","
    for each in DELIMITERS:
        widths = _widths(text, each)
        width, times = max(widths.items(), key=lambda item: item[::-1], default=(0, 0))
        score = (times / (widths.total() or 1), width)
        if width > 1 and score > best:
            best, delimiter = score, each
    return delimiter


def _widths(text: str, delimiter: str) -> Counter[int]:
    """How many rows, of those at the beginning, have so many cells."""
    found: Counter[int] = Counter()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for _, row in zip(range(_MOST_LOOKED_AT), reader, strict=False):
        found[len(row)] += bool(row)
    return found
