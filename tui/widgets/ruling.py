"""What a grid asks for, and how it shares out the cells of the screen among what it shows."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from tui.widgets.columns import Cell

LOW, TALL = 18, 34  # lines from which there is room for rules, and for longer heads
NARROW, WIDE = 60, 100  # cells below which means are told in fewer; from which heads have more
SHORT, ROOMY, WORDS = 5, 7, 16  # what a cell takes in short, there, and in words
LEAST_HEAD, MOST_HEAD = 8, 28
MOST_LINES = 8  # of a column's head, where there are lines to spare


class Mean(NamedTuple):
    """A mean and of how many it is one, "" where there is nothing to say."""

    text: str
    of: str


class Source(Protocol):
    """What a grid shows. The ids of rows and columns say which one is the same as before."""

    @property
    def rows(self) -> Sequence[str]:
        """The ids of the rows."""

    @property
    def columns(self) -> Sequence[str]:
        """The ids of the columns."""

    def row_head(self, row: int) -> str:
        """What a row is called."""

    def column_head(self, column: int) -> str:
        """What a column is called."""

    def column_foot(self, column: int, width: int) -> str:
        """What stands under its name, in so many cells."""

    def cell(self, row: int, column: int, words: bool) -> Cell:
        """One cell: in words, or in short."""

    def row_mean(self, row: int, places: int) -> Mean:
        """The mean of a row, with so many decimals."""

    def column_mean(self, column: int, places: int) -> Mean:
        """The mean of a column."""

    def whole_mean(self, places: int) -> Mean:
        """The mean of all cells."""


class Ruling(NamedTuple):
    """Where things stand, in terminal cells and lines.

    `head`: the cells of a row's head. `pitch`: those of a column, the first of which stays free
    for the cursor. `seen`: how many columns are seen at once. `words`: whether a cell has room for
    its words. `places`: the decimals of a mean; `digits`: the cells of the number behind it.
    `heads`: the lines of a column's head, without that of its date. `ruled`: whether there are
    lines across.
    """

    width: int
    head: int
    pitch: int
    seen: int
    words: bool
    places: int
    digits: int
    heads: int
    ruled: bool

    @property
    def text(self) -> int:
        """The cells of a column that its text has."""
        return self.pitch - 1

    @property
    def mean(self) -> int:
        """The cells of a mean: its sign, a digit, the point, the decimals."""
        return 3 + self.places

    @property
    def top(self) -> int:
        """The lines above the rows."""
        return self.heads + 1 + self.ruled

    @property
    def bottom(self) -> int:
        """The lines below the rows."""
        return 2 + self.ruled

    @property
    def start(self) -> int:
        """The cell that the first column begins at."""
        return self.head + 1

    @property
    def end(self) -> int:
        """The cell that the means of the rows begin at."""
        return self.width - self.edge - 1

    @property
    def edge(self) -> int:
        """The cells of a mean and a number, each with a space before it."""
        return self.mean + self.digits + 2

    def column_at(self, x: int) -> int | None:
        """Which of the columns that are seen has this cell of the line."""
        place = (x - self.start) // self.pitch
        return place if 0 <= place < self.seen and x >= self.start else None


def rule(  # noqa: PLR0913 — the size, and what is to find room in it
    size: tuple[int, int], rows: int, columns: int, *, longest: int, number: int, words: bool
) -> Ruling:
    """The ruling of a grid of this size, of so many rows and columns; the longest head of a row
    takes `longest` cells, and the greatest number `number`. `words`: the cells are told in words
    where that can be had."""
    width, height = size
    narrow, ruled = width < NARROW, height >= LOW
    places, digits = (1, max(2, number)) if narrow else (2, max(3, number))
    heads = 2 if not ruled else 4 if height < TALL else 5
    spare = height - rows - (heads + 3 + 2 * ruled)
    width -= spare < 0  # for the bar
    head = max(LEAST_HEAD, min(longest + 1, MOST_HEAD, width // 4))
    room = max(0, width - head - 2 - (3 + places) - digits - 2)
    least = WORDS if words else SHORT if width < WIDE else ROOMY
    seen = max(1, min(columns, room // (least + 1)))
    pitch = max(2, min(WORDS + 1, room // seen))
    heads = min(heads, 3) if pitch > WORDS else min(MOST_LINES, heads + max(0, spare))
    return Ruling(
        width=width,
        head=head,
        pitch=pitch,
        seen=seen,
        words=pitch > WORDS,
        places=places,
        digits=digits,
        heads=heads,
        ruled=ruled,
    )
