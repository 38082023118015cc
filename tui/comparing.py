"""What the matrix on the screen is of, how it is seen, and what it is called."""

from typing import NamedTuple

from store.desk import Desk
from store.formats.visible import LEVELS
from store.kinds import Commitment
from store.record import Visibility
from store.reports.matrix import Matrix, Order, matrix, with_updates
from tui.counting import several
from tui.fit import clean

NARROW = 60  # cells below which a heading is short


class Asked(NamedTuple):
    """The commitments with these `ids`, in this order, as `line` found them; None for all of which
    something was heard. `members`: these stand for their groups; `order`: that of the owners."""

    ids: tuple[str, ...] | None = None
    line: str = ""
    members: bool = False
    order: Order = "name"

    def made(self, desk: Desk, include: Visibility = LEVELS[-1]) -> Matrix:
        """The matrix as it stands; may be asked for in any thread."""
        commitments = with_updates(desk) if self.ids is None else self._there(desk, self.ids)
        return matrix(
            desk,
            commitments,
            line=self.line,
            members=self.members,
            order=self.order,
            include=include,
        )

    def _there(self, desk: Desk, ids: tuple[str, ...]) -> list[Commitment]:
        records = desk.store.records("commitment")
        found = (records.get(id_) for id_ in ids)
        return [record for record in found if isinstance(record, Commitment)]


def heading(found: Matrix, width: int, ascii: bool) -> str:
    """What is compared with what, in a line."""
    columns, rows, by = len(found.columns), len(found.rows), "x" if ascii else "×"
    if width < NARROW:
        size = f"{columns} {by} {rows}"
    else:
        size = f"{several(columns, 'commitment')} {by} {several(rows, 'owner')}"
    without = f"{found.unowned} without an owner" if found.unowned else ""
    return " · ".join(filter(None, ("Matrix", size, clean(found.filter), without)))


def beginning(found: Matrix, at: str) -> tuple[str, str]:
    """Where the cursor begins, as ids of an owner and a commitment: `at`, if that has a column,
    else the next one due, and one who owes it; "" where there is none."""
    coming = (column.id for column in found.columns if column.due >= found.day)
    known = any(column.id == at for column in found.columns)
    column = at if known else next(coming, "")
    owing = (row.id for row in found.rows if any(cell.commitment == column for cell in row.cells))
    return next(owing, ""), column
