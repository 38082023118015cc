"""The matrix as a table for a spreadsheet: scores as numbers, all else in words."""

from collections.abc import Iterator
from datetime import date

from store import dates
from store.reports.matrix import Cell, Matrix, Tally
from store.reports.matrix_paper import meaning
from store.reports.scale import EVERY

Native = str | int | float | date | None

TITLES = ("Mean", "Assessed", "No information", "No update", "Owed")
HEAD_ROWS, HEAD_COLUMNS = 3, 2  # what stays when it is scrolled


def table(matrix: Matrix) -> Iterator[list[Native]]:
    """Rows of native cells: commitments, their due dates and ids, the owners, what it comes to.

    A cell is a score, else a status, `no information`, `reported` or `no update`; None where the
    owner does not owe it.
    """
    columns = matrix.columns
    blank: list[Native] = [None] * len(TITLES)
    yield ["Owner", "Id", *(column.summary for column in columns), *TITLES]
    yield ["Due", None, *(_day(column.due) for column in columns), *blank]
    yield ["Id", None, *(column.id for column in columns), *blank]
    for row in matrix.rows:
        by_commitment = {cell.commitment: cell for cell in row.cells}
        cells = (_value(by_commitment.get(column.id)) for column in columns)
        yield [row.name, row.id, *cells, *_numbers(row.tally)]
    tallies = [*(_numbers(column.tally) for column in columns)]
    whole = _numbers(matrix.tally)
    for place, title in enumerate(TITLES):
        end = [whole[place] if other == title else None for other in TITLES]
        yield [title, None, *(numbers[place] for numbers in tallies), *end]


def legend_table() -> Iterator[list[Native]]:
    """What the cells mean, one a row."""
    yield ["Cell", "Meaning"]
    scores = {"full": 1, "partial": 0, "none": -1}
    for sign in EVERY:
        yield [scores.get(sign.word, sign.word), meaning(sign)]
    yield [None, "an empty cell: the owner does not owe it"]


def _value(cell: Cell | None) -> Native:
    if cell is None:
        return None
    if cell.score is not None:
        return cell.score
    return cell.status or cell.says


def _day(due: str) -> Native:
    """A day where it is known, else as much as is."""
    if due and dates.precision(due) == "day":
        return date.fromisoformat(due)
    return due or None


def _numbers(tally: Tally) -> list[Native]:
    return [tally.mean, tally.assessed, tally.no_information, tally.no_update, tally.of]
