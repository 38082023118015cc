"""A grid that scrolls both ways under fixed heads, and draws only what is seen of it.

It knows nothing of what its rows and columns are: a source tells a head or a cell when it comes
into view, so that a hundred rows by a hundred thousand columns cost what ten by ten do.
"""

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip

from tui.fit import Align, cells, clip, fit
from tui.signs import signs
from tui.widgets.columns import Cell
from tui.widgets.line_view import LineView, drawn
from tui.widgets.ruling import Mean, Ruling, Source, rule
from tui.wrap import wrap

SAMPLE = 200  # heads of rows that have their say in how wide these are
LONGEST = 200  # characters of a column's head that are looked at


class GridView(LineView, inherit_bindings=False):
    """Draws a grid as it is set out; where the cursor stands is said by those that inherit."""

    def __init__(self, ascii: bool, id: str | None = None) -> None:
        super().__init__(id=id)
        self.ascii = ascii
        self._source: Source | None = None
        self._words = False
        self._row = self._column = 0
        self._left = 0  # the first column that is seen
        self._ruling: Ruling | None = None
        self._heads: dict[int, list[str]] = {}

    @property
    def words(self) -> bool:
        """Whether the cells are told in words, where that can be had."""
        return self._words

    @words.setter
    def words(self, words: bool) -> None:
        self._words = words
        self.set_out()

    @property
    def in_words(self) -> bool:
        """Whether they are told in words as it stands."""
        return self._ruling is not None and self._ruling.words

    # ---------------------------------------------------------------- setting out

    def set_out(self) -> None:
        """Share out the room anew, for what is shown and the size."""
        source = self._source
        if source is None or not self.size:
            return
        width, height = self.size
        longest = max(
            (cells(source.row_head(n), width) for n in range(min(SAMPLE, len(source.rows)))),
            default=0,
        )
        rows, columns = len(source.rows), len(source.columns)
        number = len(source.whole_mean(0).of)
        ruling = rule(
            (width, height), rows, columns, longest=longest, number=number, words=self._words
        )
        self._ruling = ruling
        self.virtual_size = Size(0, rows + ruling.top + ruling.bottom)
        self._heads = {}
        self.refresh()

    @property
    def FIXED(self) -> int:  # type: ignore[override]  # noqa: N802 — it depends on the height here
        return 0 if self._ruling is None else self._ruling.top

    @property
    def _seen(self) -> int:
        edges = 0 if self._ruling is None else self._ruling.top + self._ruling.bottom
        return max(0, self.size.height - edges)

    @property
    def _total(self) -> int:
        return 0 if self._source is None else len(self._source.rows)

    # ---------------------------------------------------------------- drawing

    def render_line(self, y: int) -> Strip:
        ruling, source = self._ruling, self._source
        plain = self.visual_style.rich_style
        if ruling is None or source is None or not source.columns:
            return Strip.blank(self.size.width, plain)
        below = y - ruling.top - min(self._seen, len(source.rows))
        if y < ruling.top:
            line = self._top_line(source, ruling, y)
        elif below < 0:
            line = self._row_line(source, ruling, self.scroll_offset.y + y - ruling.top)
        elif below < ruling.bottom:
            line = self._bottom_line(source, ruling, below - ruling.ruled)
        else:
            line = []
        strip = Strip(line).adjust_cell_length(ruling.width, plain)
        return self.barred(y, strip)

    def _top_line(self, source: Source, ruling: Ruling, y: int) -> list[Segment]:
        if y > ruling.heads:
            return self._across(ruling)
        plain, here = self.tone("header"), self.tone("heading")
        dated = y == ruling.heads
        line = [self._piece(self._corner(source, ruling) if dated else "", ruling.head, plain)]
        line.append(self._down())
        for column in self._columns(source, ruling):
            text = (
                source.column_foot(column, ruling.text)
                if dated
                else self._head(source, ruling, column)[y]
            )
            style = self.tone("muted") if dated else plain
            line += drawn(
                fit(f" {text}", ruling.pitch, ellipsis=self._ellipsis),
                here if column == self._column else style,
            )
        edge = f" {'mean':>{ruling.mean}} {'n':>{ruling.digits}}" if dated else ""
        return self._ended(line, ruling, [self._piece(edge, ruling.edge, plain)])

    def _row_line(self, source: Source, ruling: Ruling, row: int) -> list[Segment]:
        here = row == self._row
        name = fit(source.row_head(row), ruling.head, ellipsis=self._ellipsis)
        line = [*drawn(name, self.tone("heading" if here else "")), self._down()]
        for column in self._columns(source, ruling):
            at = here and column == self._column
            line += self._cell(source.cell(row, column, ruling.words), ruling, at)
        return self._ended(line, ruling, self._told(source.row_mean(row, ruling.places), ruling))

    def _bottom_line(self, source: Source, ruling: Ruling, line: int) -> list[Segment]:
        if line < 0:
            return self._across(ruling)
        plain = self.tone("header")
        title = "mean" if line == 0 else "n"
        told = [*drawn(fit(title, ruling.head), plain), self._down()]
        for column in self._columns(source, ruling):
            mean = source.column_mean(column, ruling.places)
            told += self._cell(Cell(mean[line], ("strong", "muted")[line]), ruling, False)
        whole = [] if line else self._told(source.whole_mean(ruling.places), ruling)
        return self._ended(told, ruling, whole)

    def _columns(self, source: Source, ruling: Ruling) -> range:
        return range(self._left, min(self._left + ruling.seen, len(source.columns)))

    def _cell(self, cell: Cell, ruling: Ruling, at_cursor: bool) -> list[Segment]:
        style = self.tone(cell.tone)
        lead = " "
        if at_cursor:
            style += self.tone("cursor" if self.has_focus else "cursor blurred")
            lead = signs(self.ascii).cursor
        text = fit(cell.text, ruling.text, ellipsis=self._ellipsis)
        return [Segment(lead + text, style)] if at_cursor else drawn(lead + text, style)

    def _head(self, source: Source, ruling: Ruling, column: int) -> list[str]:
        """The lines of a column's head, the words at their foot."""
        known = self._heads.get(column)
        if known is None:
            room, most = ruling.text, ruling.heads
            lines = wrap(source.column_head(column)[:LONGEST], room, most + 1)
            if len(lines) > most:
                last = clip(f"{lines[most - 1]} {lines[most]}", room, self._ellipsis)
                lines = [*lines[: most - 1], last]
            known = self._heads[column] = [""] * (most - len(lines)) + lines
        return known

    def _corner(self, source: Source, ruling: Ruling) -> str:
        """Which of how many columns it is, and whether there are more to the left and right."""
        count = len(source.columns)
        left, right = "<>" if self.ascii else "‹›"
        left = left if self._left else ""
        right = right if self._left + ruling.seen < count else ""
        return fit(f"{left}{self._column + 1}/{count}{right}", ruling.head - 1, "right")

    def _told(self, mean: Mean, ruling: Ruling) -> list[Segment]:
        """A mean and of how many it is one, at the end of a line."""
        text = " " + fit(mean.text, ruling.mean, "right")
        number = " " + fit(mean.of, ruling.digits, "right")
        return [*drawn(text, self.tone("strong")), *drawn(number, self.tone("muted"))]

    def _ended(self, line: list[Segment], ruling: Ruling, end: list[Segment]) -> list[Segment]:
        """The line filled up to the means of the rows, and these."""
        taken = sum(segment.cell_length for segment in line)
        return [*line, *self._blank(ruling.end - taken), self._down(), *end]

    def _across(self, ruling: Ruling) -> list[Segment]:
        sign, cross = signs(self.ascii).rule, "+" if self.ascii else "┼"
        text = sign * ruling.head + cross + sign * (ruling.end - ruling.start) + cross
        return [Segment(text + sign * ruling.edge, self.tone("rule"))]

    def _down(self) -> Segment:
        return Segment("|" if self.ascii else "│", self.tone("rule"))

    def _blank(self, width: int) -> list[Segment]:
        return [Segment(" " * width, self.tone(""))] if width > 0 else []

    def _piece(self, text: str, width: int, style: Style, align: Align = "left") -> Segment:
        return Segment(fit(text, width, align, self._ellipsis), style)

    @property
    def _ellipsis(self) -> str:
        return signs(self.ascii).ellipsis
