"""Sheets as a workbook: headings that stay in sight, filters, numbers as numbers, days as days.

The same sheets give the same bytes. Text is written as text, so that none of it is a formula or a
link, whatever it begins with. What is written is on its way at once: a sheet takes the memory of
a row.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from store.formats.cells import MOST_COLUMNS, MOST_ROWS, Cell, column_name
from store.formats.source import FormatError

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767  # UTF-16 units in a cell, the most that spreadsheet programs take
TURNED = 160  # points that headings which are read upward have
SHORT = LONGEST // 2  # characters that fit in any case
FIRST_DAY = date(1900, 3, 1)  # before it, programs do not agree which day a number is
_STEP = 1 << 16
_MADE = datetime(2000, 1, 1)
_NO_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_TITLE = 31
_LONGEST_CHOICES = 255


class Column(Struct, frozen=True):
    """A column: its heading, its width in characters (0: as the program likes), and the words
    that a cell offers, where only these are meant. `turned`: the heading is read upward, over a
    narrow column."""

    heading: str
    width: float = 0
    choices: tuple[str, ...] = ()
    turned: bool = False


class Sheet(Struct, frozen=True):
    """A sheet: its title, its columns, and its rows as they come. The heading stays in sight, and
    so do the first `still` columns. The last `feet` rows say what the others come to: filters and
    sorting leave them where they are."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    still: int = 1
    feet: int = 0


def workbook(sheets: Iterable[Sheet], title: str = "") -> Iterator[bytes]:
    """The workbook with these sheets, in pieces. `FormatError` where a sheet is larger than any
    program takes, or a text longer than fits in a cell."""
    from xlsxwriter import Workbook

    made = io.BytesIO()
    book = Workbook(made, {"constant_memory": True})
    book.set_properties({"created": _MADE, "title": title})
    look = _Look(
        book.add_format({"bold": True, "bottom": 1, "text_wrap": False, "valign": "top"}),
        book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "rotation": 90}),
        book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
        book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"}),
    )
    taken: set[str] = set()
    for sheet in sheets:
        page = book.add_worksheet(_title(sheet.title, taken))
        _fill(page, sheet, look)
    book.close()
    made.seek(0)
    while piece := made.read(_STEP):
        yield piece


def pieces(text: str) -> list[str]:
    """The text in pieces that fit in a cell."""
    size = LONGEST if not text or max(text) <= "\uffff" else SHORT
    return [text[at : at + size] for at in range(0, len(text), size)] or [""]


class _Look(Struct, frozen=True):
    heading: "Format"
    turned: "Format"
    day: "Format"
    moment: "Format"


def _fill(page: "Worksheet", sheet: Sheet, look: _Look) -> None:
    if len(sheet.columns) > MOST_COLUMNS:
        raise FormatError(f"A sheet has no room for {len(sheet.columns):,} columns.")
    page.freeze_panes(1, sheet.still)
    if any(column.turned for column in sheet.columns):
        page.set_row(0, TURNED)
    for place, column in enumerate(sheet.columns):
        if column.width:
            page.set_column(place, place, column.width)
        if column.choices and len(",".join(column.choices)) <= _LONGEST_CHOICES:
            offered = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            page.data_validation(1, place, MOST_ROWS - 1, place, offered)
        page.write_string(0, place, column.heading, look.turned if column.turned else look.heading)
    row = 0
    for row, cells in enumerate(sheet.rows, 1):
        if row >= MOST_ROWS:
            raise FormatError(f"A sheet has no room for more than {MOST_ROWS - 1:,} rows: use csv.")
        for place, cell in enumerate(cells):
            if cell is not None and cell != "":
                _write(page, row, place, cell, look)
    page.ignore_errors({"number_stored_as_text": f"A1:{column_name(MOST_COLUMNS - 1)}{MOST_ROWS}"})
    if sheet.columns:
        page.autofilter(0, 0, max(0, row - sheet.feet), len(sheet.columns) - 1)


def _write(page: "Worksheet", row: int, place: int, cell: Cell, look: _Look) -> None:
    if isinstance(cell, str):
        if page.write_string(row, place, cell) < 0:
            raise FormatError(f"{len(cell):,} characters do not fit in a cell: use csv or json.")
    elif isinstance(cell, bool):
        page.write_boolean(row, place, cell)
    elif isinstance(cell, int | float):
        page.write_number(row, place, cell)
    elif isinstance(cell, datetime):
        page.write_datetime(row, place, cell, look.moment)
    else:
        page.write_datetime(row, place, cell, look.day)


def _title(title: str, taken: set[str]) -> str:
    """A title that spreadsheet programs take, and that no other sheet has."""
    words = title.translate(_NO_TITLE).strip().strip("'")[:_LONGEST_TITLE].strip() or "Sheet"
    number, found = 1, words
    while found.casefold() in taken or found.casefold() == "history":
        number += 1
        tail = f" {number}"
        found = words[: _LONGEST_TITLE - len(tail)] + tail
    taken.add(found.casefold())
    return found
