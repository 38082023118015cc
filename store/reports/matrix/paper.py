"""The matrix on paper: every cell as it is printed, and what must be said beside it."""

from collections.abc import Iterator

from msgspec import Struct

from store import dates
from store.reports.matrix.cells import Cell, Matrix, Row, Tally
from store.reports.matrix.scale import MEANINGS, NO_UPDATE, SCORES, Sign, legend, mean_text, sign_of


class Mean(Struct, frozen=True):
    """A mean in words, "" for none, and how many were assessed of how many."""

    mean: str
    n: int
    of: int


class PrintedCell(Struct, frozen=True):
    """A cell: the symbol with its letters, and with its word where there is room; what is told of
    it at length, and the word that it is coloured by; all "" where nothing is owed."""

    short: str = ""
    text: str = ""
    told: str = ""
    word: str = ""


class PrintedRow(Struct, frozen=True):
    """An owner with a cell under each commitment."""

    id: str
    name: str
    cells: tuple[PrintedCell, ...]
    mean: Mean


class Head(Struct, frozen=True):
    """A commitment, with its number on this paper. `month`: when it is due, as far as finds room
    above a narrow column."""

    number: int
    id: str
    summary: str
    due: str
    month: str
    status: str
    mean: Mean


class Key(Struct, frozen=True):
    """A sign as it stands in a cell, short and with its word; that word; what it means."""

    short: str
    text: str
    word: str
    meaning: str


class MatrixPaper(Struct, frozen=True):
    """What a template of the matrix is given. `include`: how secret what it tells may be; `about`:
    what it is of; `empty`: why there is no table, or why there is nothing in it, "" where there is;
    `notes`: what is left out, and why."""

    title: str
    day: str
    filter: str
    include: str
    about: str
    empty: str
    heads: tuple[Head, ...]
    rows: tuple[PrintedRow, ...]
    mean: Mean
    legend: tuple[Key, ...]
    notes: tuple[str, ...]


NOTHING_OWED = PrintedCell()


def paper(matrix: Matrix) -> MatrixPaper:
    """The matrix as it is printed."""
    cells = (cell for row in matrix.rows for cell in row.cells)
    return MatrixPaper(
        title=matrix.title,
        day=matrix.day,
        filter=matrix.filter,
        include=matrix.include,
        about=_about(matrix),
        empty=why_empty(matrix),
        heads=tuple(
            Head(
                number=number,
                id=column.id,
                summary=column.summary,
                due=_day(column.due),
                month=_month(column.due),
                status=column.status or "not recorded",
                mean=_mean(column.tally),
            )
            for number, column in enumerate(matrix.columns, 1)
        ),
        rows=tuple(_row(row, matrix) for row in matrix.rows),
        mean=_mean(matrix.tally),
        legend=tuple(
            Key(sign.short, _text(sign), sign.word, meaning(sign)) for sign in legend(cells)
        ),
        notes=tuple(notes(matrix)),
    )


def why_empty(matrix: Matrix) -> str:
    """Why there is nothing to be seen: nothing recorded, nothing that matches, nothing that may
    leave, nothing owed by a record, or no update; "" where there is something."""
    if not matrix.recorded:
        return "No commitments are recorded yet."
    if not matrix.columns and matrix.unowned:
        return "None of these commitments has an owner among the records: name who owes it."
    if not matrix.columns:
        hidden = f" that is no more than {matrix.include}" if matrix.withheld else ""
        return f"None of the {matrix.recorded} commitments matches{hidden}."
    if not matrix.has_updates:
        return "No update is recorded on any of these commitments yet."
    return ""


def meaning(sign: Sign) -> str:
    """What a sign means."""
    return MEANINGS.get(sign.word, sign.word)


def _about(matrix: Matrix) -> str:
    columns, rows = len(matrix.columns), len(matrix.rows)
    of = f"{columns} commitment{'s' * (columns != 1)}, {rows} owner{'s' * (rows != 1)}"
    return f"{of}; as of {dates.spell(matrix.day)}"


def notes(matrix: Matrix) -> Iterator[str]:
    """What is not as one may think, or left out, and why."""
    if matrix.owners == "members":
        yield "In place of a group stand the members that hold a role in it."
    if matrix.columns and matrix.unowned:
        have = "has" if matrix.unowned == 1 else "have"
        yield f"{matrix.unowned} {have} no owner among the records, and no column."
    if matrix.withheld:
        records = "record" if matrix.withheld == 1 else "records"
        yield f"{matrix.withheld} {records} withheld, being more than {matrix.include}."


def _row(row: Row, matrix: Matrix) -> PrintedRow:
    by_commitment = {cell.commitment: cell for cell in row.cells}
    cells = (by_commitment.get(column.id) for column in matrix.columns)
    printed = (NOTHING_OWED if cell is None else _printed(cell) for cell in cells)
    return PrintedRow(row.id, row.name, tuple(printed), _mean(row.tally))


def _printed(cell: Cell) -> PrintedCell:
    sign = sign_of(cell)
    if cell.says == "no update":
        return PrintedCell(sign.short, _text(sign), meaning(sign), sign.word)
    by = f", {cell.assessor}" if cell.assessor else ""
    told = f"{meaning(sign)} · {dates.spell(cell.day)}{by}"
    return PrintedCell(sign.short, _text(sign), told, sign.word)


def _key(sign: Sign) -> Key:
    return Key(sign.short, _text(sign), sign.word, meaning(sign))


def _text(sign: Sign) -> str:
    """A score in its letter, for it has a scale; all else in its word."""
    if sign in SCORES.values() or sign is NO_UPDATE:
        return sign.short
    return f"{sign.symbol} {sign.word}"


def _day(due: str) -> str:
    """A date without its time."""
    return dates.spell(due if due.startswith("[") else due[:10]) if due else ""


def _month(due: str) -> str:
    """`Mar 2026`, or the year where no month is known."""
    if not due:
        return ""
    first, last = dates.span(due)
    if (first.year, first.month) == (last.year, last.month):
        return f"{dates.MONTHS[first.month - 1][:3]} {first.year:04}"
    return "–".join(dict.fromkeys(f"{day.year:04}" for day in (first, last)))


def _mean(tally: Tally) -> Mean:
    return Mean(mean_text(tally.mean), tally.assessed, tally.of)
