"""The columns of a table, and how they share its width."""

from collections.abc import Sequence
from typing import NamedTuple

from tui.fit import Align, cells


class Column(NamedTuple):
    """One column as its owner declares it. Widths are in cells.

    `width` is the most it takes, or None for a flexible column, which shares what the others
    leave. It is never squeezed below `min_width`, unless its contents are narrower: it is left out
    instead, the highest `priority` number first, of equals the rightmost. A `fixed` one stays when
    the others are scrolled sideways. A `whole` one is never squeezed below what its cells take.
    `mark` stands after the title. `full`: its cells are told at length.
    """

    key: str
    title: str
    width: int | None = None
    min_width: int = 4
    priority: int = 0
    align: Align = "left"
    fixed: bool = False
    whole: bool = False
    mark: str = ""
    full: bool = False

    @property
    def head(self) -> str:
        """The title and its mark."""
        return f"{self.title} {self.mark}" if self.mark else self.title

    @property
    def measured(self) -> bool:
        """Whether the width that the column takes depends on its cells."""
        return self.width is not None and (self.whole or self.min_width < self.width)

    def least(self, wanted: int) -> int:
        """The narrowest that it is shown, where its cells want so much."""
        return max(1, wanted if self.whole else min(self.min_width, wanted))

    def wanted(self, texts: Sequence[str]) -> int:
        """Return the width that shows the title and these cells whole, as far as is declared."""
        if not self.measured:
            return self.width or self.min_width
        limit = self.width or 0
        return max((cells(text, limit) for text in (self.head, *texts)), default=0)


class Cell(NamedTuple):
    """What stands in one cell: plain text, and its tone, if it has one; `more` is what a pointer
    that rests on it is told, where that is something else."""

    text: str
    tone: str = ""
    more: str = ""


class Placed(NamedTuple):
    """A column with its first cell and its width."""

    column: Column
    x: int
    width: int


def lay_out(
    columns: Sequence[Column], wanted: Sequence[int], width: int, gap: int, skipped: int = 0
) -> list[Placed]:
    """Return the columns that fit, in order, with `gap` cells between two.

    `wanted` holds the width that shows each column whole, as `Column.wanted` gives it. The first
    `skipped` of those that are not fixed are passed over: they are scrolled away. The one column
    that matters most is kept in whatever width there is.
    """
    if width <= 0 or not columns:
        return []
    least = [column.least(want) for column, want in zip(columns, wanted, strict=True)]
    loose = [i for i, column in enumerate(columns) if not column.fixed]
    kept = sorted({*range(len(columns))} - {*loose[:skipped]}) or [0]
    while len(kept) > 1 and sum(least[i] + gap for i in kept) - gap > width:
        kept.remove(max(kept, key=lambda i: (columns[i].priority, i)))
    given = {i: min(least[i], width) for i in kept}
    spare = width - sum(given[i] + gap for i in kept) + gap
    for i in sorted(kept, key=lambda i: (columns[i].priority, i)):
        if columns[i].width is not None:
            more = max(0, min(spare, wanted[i] - given[i]))
            given[i] += more
            spare -= more
    flexible = [i for i in kept if columns[i].width is None]
    for n, i in enumerate(flexible):
        more = spare // (len(flexible) - n)
        given[i] += more
        spare -= more
    placed = []
    x = 0
    for i in kept:
        placed.append(Placed(columns[i], x, given[i]))
        x += given[i] + gap
    return placed


def farthest(columns: Sequence[Column], wanted: Sequence[int], width: int, gap: int) -> int:
    """How many columns have to be scrolled away before the last one is seen."""
    loose = sum(not column.fixed for column in columns)
    for skipped in range(loose):
        if len(lay_out(columns, wanted, width, gap, skipped)) >= len(columns) - skipped:
            return skipped
    return max(0, loose - 1)
