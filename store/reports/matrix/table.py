"""The matrix as tables for a spreadsheet: scores as numbers, all else in words."""

from collections.abc import Iterator
from datetime import date

from store import dates
from store.formats.cells import Cell
from store.reports.matrix import cells as m
from store.reports.matrix.paper import meaning
from store.reports.matrix.scale import EVERY, SCORES

TITLES = ("Mean", "Assessed", "No information", "No update", "Owed")
FEET = (*TITLES, "Due", "Id")


def headings(matrix: m.Matrix) -> list[Cell]:
    """What stands above the columns of the table."""
    return ["Owner", *(column.summary for column in matrix.columns), *TITLES, "Id"]


def rows(matrix: m.Matrix) -> Iterator[list[Cell]]:
    """A row for each owner, then `FEET`: what the columns come to, when they are due, their ids.

    A cell is a score, else a status, `no information`, `reported` or `no update`; None where the
    owner does not owe it.
    """
    columns = matrix.columns
    for row in matrix.rows:
        by_commitment = {cell.commitment: cell for cell in row.cells}
        cells = (_value(by_commitment.get(column.id)) for column in columns)
        yield [row.name, *cells, *_numbers(row.tally), row.id]
    tallies = [_numbers(column.tally) for column in columns]
    whole = _numbers(matrix.tally)
    for place, title in enumerate(TITLES):
        end = [number if at == place else None for at, number in enumerate(whole)]
        yield [title, *(numbers[place] for numbers in tallies), *end, None]
    nothing: list[Cell] = [None] * (len(TITLES) + 1)
    yield ["Due", *(_day(column.due) for column in columns), *nothing]
    yield ["Id", *(column.id for column in columns), *nothing]


COMMITMENT_HEADINGS = ("Commitment", "Id", "Due", "Status", *TITLES)


def commitment_rows(matrix: m.Matrix) -> Iterator[list[Cell]]:
    """A row for each commitment."""
    for column in matrix.columns:
        about: list[Cell] = [column.summary, column.id, _day(column.due), column.status]
        yield [*about, *_numbers(column.tally)]


LEGEND_HEADINGS = ("Cell", "Meaning")


def legend_rows() -> Iterator[list[Cell]]:
    """What the cells mean."""
    scores = {sign.word: score for score, sign in SCORES.items()}
    for sign in EVERY:
        said = meaning(sign)
        told = f"{said}; its status, where no score was given" if said == sign.word else said
        yield [scores.get(sign.word, sign.word), told]
    yield [None, "an empty cell: the owner does not owe it"]
    yield [None, "a mean is over those that were assessed, and there is none of nothing"]


def _value(cell: m.Cell | None) -> Cell:
    if cell is None:
        return None
    if cell.score is not None:
        return cell.score
    return cell.status or cell.says


def _day(due: str) -> Cell:
    """A day where it is known, else as much as is."""
    if due and dates.precision(due) == "day":
        return date.fromisoformat(due)
    return due or None


def _numbers(tally: m.Tally) -> list[Cell]:
    return [tally.mean, tally.assessed, tally.no_information, tally.no_update, tally.of]
