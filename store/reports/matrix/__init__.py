"""The member × commitment matrix: what the last word is on each owner's part in each commitment.

Scores are those of the G20 Research Group: −1 nothing was done, 0 in part or in progress, +1 done
in full. Nothing of it is stored; the updates give it.
"""

from store.reports.matrix.cells import (
    Cell,
    Column,
    Matrix,
    Order,
    Row,
    Tally,
    matrix,
    tally,
    updates_behind,
    with_updates,
)

__all__ = (
    "Cell",
    "Column",
    "Matrix",
    "Order",
    "Row",
    "Tally",
    "matrix",
    "tally",
    "updates_behind",
    "with_updates",
)
