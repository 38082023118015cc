"""Tables for tests, and what comes of them."""

from collections.abc import Sequence
from typing import Any

from store.formats.cells import Cell, Table
from store.mapping import Incoming, Outcome, Row, bring_in, incoming, outcome_of
from store.store import Store

HEADS: list[Cell] = ["Action", "Responsible", "Deadline", "Status", "Comments"]
ROWS: list[list[Cell]] = [
    ["Send the terms", "Italy, Morocco", "25/12/2026", "In progress", "First draft"],
    ["Host the meeting", "Niger", "03/04/2026", "Not started", None],
    ["Share the list", "AFG", "30/06/2026", "Done", "Sent"],
]


def table(*rows: Sequence[Cell], title: str = "") -> Table:
    """A table of these rows, under the usual headers."""
    return Table(title, [HEADS, *map(list, rows)])


def coming_of(store: Store, *rows: Sequence[Cell], **how: Any) -> Incoming:
    """These rows on their way in, as the file tracker.csv."""
    return incoming(store, "tracker.csv", [table(*rows)], **how)


def imported(store: Store, *rows: Sequence[Cell], **how: Any) -> Outcome:
    """What came of importing these rows."""
    coming = coming_of(store, *rows, **how)
    out = outcome_of(store, coming)
    bring_in(store, coming, out)
    return out


def with_cell(
    rows: Sequence[Sequence[Cell]], row: int, column: int, cell: Cell
) -> list[list[Cell]]:
    """The rows with another cell at this place."""
    changed = [list(each) for each in rows]
    changed[row][column] = cell
    return changed


def told(row: Row, *names: str) -> tuple[Any, ...]:
    """What a row's record says in these fields."""
    return tuple(getattr(row.new, name) for name in names)
