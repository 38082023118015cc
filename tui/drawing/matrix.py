"""The matrix for a grid: each cell as a symbol and letters or in words, and all of it in a line."""

from collections.abc import Mapping
from functools import cached_property

from store import dates
from store.distance import short_range
from store.reports.matrix import Cell, Column, Matrix, Row, Tally
from store.reports.matrix.scale import Sign, mean_text, sign_of
from tui.counting import several
from tui.marks import style_of
from tui.widgets.columns import Cell as Shown
from tui.widgets.ruling import Mean

PLAIN = {
    **{"●": "@", "◐": "%", "○": "o", "✓": "+", "→": ">", "◌": "~", "▲": "^", "■": "#", "–": "-"},
    **{"×": "x", "·": ".", "“": '"'},
}
TONES = {"full": "good", "partial": "soon", "none": "late", "reported": "", "no update": "muted"}
DAY = 10  # cells of a day as 2026-03-01

EMPTY = Shown("")


class Drawn:
    """A matrix as a grid asks for it. A row is made ready when it is first seen."""

    def __init__(self, matrix: Matrix, ascii: bool) -> None:
        self.matrix = matrix
        self.rows = tuple(row.id for row in matrix.rows)
        self._ascii = ascii
        self._by_row: dict[int, Mapping[str, Cell]] = {}

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The ids of the commitments."""
        return tuple(column.id for column in self.matrix.columns)

    def at(self, row: int, column: int) -> Cell | None:
        """What is known there; None where the owner does not owe it."""
        known = self._by_row.get(row)
        if known is None:
            cells = self.matrix.rows[row].cells
            known = self._by_row[row] = {cell.commitment: cell for cell in cells}
        return known.get(self.matrix.columns[column].id)

    def row_head(self, row: int) -> str:
        """The owner's name."""
        return self.matrix.rows[row].name

    def column_head(self, column: int) -> str:
        """What was promised."""
        return self.matrix.columns[column].summary

    def column_foot(self, column: int, width: int) -> str:
        """When it is due."""
        return short_day(self.matrix.columns[column].due, width)

    def cell(self, row: int, column: int, words: bool) -> Shown:
        """The cell as it is drawn."""
        found = self.at(row, column)
        if found is None:
            return EMPTY
        sign = sign_of(found)
        symbol = PLAIN.get(sign.symbol, sign.symbol) if self._ascii else sign.symbol
        letters = sign.word if words and sign.letters else sign.letters
        tone = TONES.get(sign.word)
        return Shown(f"{symbol} {letters}".rstrip(), style_of(sign.word) if tone is None else tone)

    def row_mean(self, row: int, places: int) -> Mean:
        """The mean of an owner."""
        return _mean(self.matrix.rows[row].tally, places)

    def column_mean(self, column: int, places: int) -> Mean:
        """The mean of a commitment."""
        return _mean(self.matrix.columns[column].tally, places)

    def whole_mean(self, places: int) -> Mean:
        """The mean of all."""
        return _mean(self.matrix.tally, places)


def _mean(tally: Tally, places: int) -> Mean:
    return Mean(mean_text(tally.mean, places), str(tally.assessed or ""))


def short_day(value: str, width: int) -> str:
    """A date in so many cells: `2026-03-01`, `2023-03..11`; where that is too much, `Mar26` or the
    year."""
    if not value:
        return "-"
    short = short_range(value) if value.startswith("[") else value[:DAY]
    if len(short) <= width:
        return short
    first, last = dates.span(value)
    if (first.year, first.month) != (last.year, last.month):
        return f"{first.year:04}"
    return f"{dates.MONTHS[first.month - 1][:3]}{first.year % 100:02}"


def about_column(column: Column) -> str:
    """A commitment in a line: what was promised, and when it is due."""
    due = f"due {dates.spell(column.due)}" if column.due else "no due date"
    return f"{column.summary} · {due}"


def about_cell(row: Row, cell: Cell | None, adds: str) -> str:
    """What a cell says, in words; `adds` is the key that adds an update."""
    if cell is None:
        return f"{row.name} does not owe this."
    if cell.says == "no update":
        return f"{row.name}: no update is recorded · {adds} adds one"
    said = in_words(cell, sign_of(cell))
    by = f" by {cell.assessor}" if cell.assessor else ""
    behind = several(cell.updates, "update")
    return f"{row.name}: {said}, {dates.spell(cell.day)}{by} · {behind}"


def in_words(cell: Cell, sign: Sign) -> str:
    """What the last word was."""
    match cell.says:
        case "score":
            status = f", {cell.status}" if cell.status else ""
            return (
                f"{sign.word} ({cell.score:+}){status}"
                if cell.score
                else f"{sign.word} (0){status}"
            )
        case "no information":
            return "no information, which is a finding"
        case "reported":
            return "something was reported, not how it stands"
        case _:
            return f"{sign.word}, not assessed"
