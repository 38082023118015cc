"""How a table draws what is seen of it, one line at a time.

Nothing is asked for before it comes into view, so that a table costs the same whatever its length.
"""

from collections.abc import Callable, Collection, Sequence
from typing import ClassVar, TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.reactive import reactive
from textual.strip import Strip
from textual.visual import Visual

from tui.fit import cells, clean, clip, fit
from tui.signs import signs
from tui.widgets.columns import Cell, Column, Placed, farthest, lay_out
from tui.widgets.line_view import TONES, LineView, drawn
from tui.widgets.rows import Heading, Row

GAP = 2  # cells between two columns
GUTTER = 3  # the cursor's symbol, the mark's, a space
MARKED = Style(bold=True)
SAMPLE = 60  # rows that columns take their widths from at a time, beginning with those seen

CellMaker: TypeAlias = Callable[[str, Column], Cell]


class TableView(LineView):
    """A fixed header, rows of one line, and what is said when there are none."""

    DEFAULT_CSS = """
    TableView {
        width: 1fr;
        height: 1fr;
        text-align: center;
        color: $foreground;
    }
    """

    FIXED: ClassVar[int] = 1

    marked: reactive[frozenset[str]] = reactive[frozenset[str]](frozenset(), init=False)
    """The ids of the rows that carry a mark."""
    folded: reactive[frozenset[str]] = reactive[frozenset[str]](frozenset(), init=False)
    """The keys of the headings whose groups are folded away."""
    gap: reactive[int] = reactive(GAP, init=False)
    """The cells between two columns."""
    ascii: reactive[bool] = reactive(False, init=False)
    """Whether symbols and the ellipsis come from ASCII alone."""
    empty: reactive[Content | str] = reactive[Content | str]("", init=False)
    """What is said where there are no rows. A `str` is plain text, never markup."""

    def __init__(
        self,
        columns: Sequence[Column],
        cell: CellMaker,
        *,
        empty: Content | str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._columns = tuple(columns)
        self._cell = cell
        self._rows: Sequence[Row] = ()
        self._index: int | None = None  # where the cursor stands
        self._skipped = 0  # columns that are scrolled away to the left
        self._beyond = False, False  # whether there are more to the left, to the right
        self._measured = range(0)  # the places of the rows that have their say in the widths
        self._wanted = [column.wanted(()) for column in self._columns]
        self._placed: tuple[int, list[Placed]] | None = None
        self._said: tuple[int, list[Strip]] | None = None
        self.set_reactive(TableView.empty, empty)

    @property
    def rows(self) -> Sequence[Row]:
        """The rows as they were given."""
        return self._rows

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns as they were given, those that find no room too."""
        return self._columns

    @property
    def widths(self) -> dict[str, int]:
        """The columns that are seen now, by key, and how wide each is."""
        return {placed.column.key: placed.width for placed in self._layout(self.text_width)}

    @property
    def page(self) -> int:
        """How many rows are seen at once: the lines below the header, at least one."""
        return max(1, self.size.height - 1)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show these columns instead."""
        self._columns = tuple(columns)
        self.invalidate()

    def invalidate(self) -> None:
        """Ask for all that is seen anew, the widths of the columns too."""
        self._measured = range(0)
        self._wanted = [column.wanted(()) for column in self._columns]
        self._placed = None
        self._said = None
        self.refresh()

    def refresh_rows(self, ids: Collection[str]) -> None:
        """Ask for these rows anew where they are seen; the widths of the columns stay."""
        top = self.scroll_offset.y
        for index, row in enumerate(self._rows[top : top + self.page], top):
            if row in ids:
                self.refresh_line(index + 1)

    def watch_empty(self) -> None:
        self.invalidate()

    def watch_gap(self) -> None:
        self.invalidate()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._said = None

    def render_line(self, y: int) -> Strip:
        width = self.text_width
        if y == 0:
            strip = self._header_line(width)
        elif not self._rows:
            strip = self._empty_line(y - 1, width)
        else:
            strip = self._row_line(self.scroll_offset.y + y - 1, width)
        strip = strip.adjust_cell_length(width, self.visual_style.rich_style)
        return self.barred(y, strip)

    def column_at(self, x: int) -> Column | None:
        """Return the column that has the cell at `x` of the table's content, if any has."""
        placed = self._placed_at(x)
        return None if placed is None else placed.column

    def scroll_columns(self, by: int) -> bool:
        """Scroll so many columns sideways, the fixed ones stay; whether there was any way to go."""
        width = self.text_width - GUTTER
        most = farthest(self._columns, self._wanted, width, self.gap)
        skipped = min(max(min(self._skipped, most) + by, 0), most)
        if skipped == min(self._skipped, most):
            return False
        self._skipped, self._placed = skipped, None
        self.refresh()
        return True

    def told_at(self, x: int, y: int) -> str:
        """What a pointer that rests on this cell of the content is told: the whole text of a cell
        that is cut, or what the cell says besides; "" for nothing."""
        placed = self._placed_at(x)
        index = self.scroll_offset.y + y - 1
        if placed is None or y < 1 or index >= len(self._rows):
            return ""
        row = self._rows[index]
        if not isinstance(row, str):
            return ""
        cell = self._cell(row, placed.column)
        cut = cells(cell.text, placed.width + 1) > placed.width
        return cell.more or (cell.text if cut else "")

    def _placed_at(self, x: int) -> Placed | None:
        for placed in self._layout(self.text_width):
            if placed.x <= x - GUTTER < placed.x + placed.width:
                return placed
        return None

    def _layout(self, width: int) -> list[Placed]:
        if self._measure() or self._placed is None or self._placed[0] != width:
            room = width - GUTTER
            skipped = self._skipped and min(
                self._skipped, farthest(self._columns, self._wanted, room, self.gap)
            )
            placed = lay_out(self._columns, self._wanted, room, self.gap, skipped)
            more = len(placed) < len(self._columns) - skipped
            self._placed = width, placed
            self._beyond = skipped > 0, more
        return self._placed[1]

    def _measure(self) -> bool:
        """Take in what the rows now seen want of the columns; return whether there are new ones.

        Columns grow when rows that want more come into view, and shrink only when all is asked
        for anew, so that scrolling to and fro does not make them dance.
        """
        top, known = self.scroll_offset.y, self._measured
        bottom = min(top + self.page, len(self._rows))
        if known.start <= top and bottom <= known.stop:
            return False
        span = max(SAMPLE, self.page)
        start = top if top >= known.start else max(0, bottom - span)
        self._measured = range(start, start + span)
        sample = [row for row in self._rows[start : start + span] if isinstance(row, str)]
        for i, column in enumerate(self._columns):
            if column.measured:
                texts = [self._cell(row, column).text for row in sample]
                self._wanted[i] = max(self._wanted[i], column.wanted(texts))
        return True

    @property
    def text_width(self) -> int:
        """The cells that a line has beside the bar."""
        return max(0, self.size.width - self.has_bar)

    def _header_line(self, width: int) -> Strip:
        style = self.tone("header")
        titles = [(placed, Cell(placed.column.head)) for placed in self._layout(width)]
        ways = "<>" if self.ascii else "‹›"  # there are more columns that way
        ways = "".join(way if more else " " for way, more in zip(ways, self._beyond, strict=True))
        return self._cells_line(ways + " ", titles, style, None)

    def _row_line(self, index: int, width: int) -> Strip:
        if index >= len(self._rows):
            return Strip([])
        row = self._rows[index]
        if isinstance(row, Heading):
            return self._heading_line(row, width, index == self._index)
        style, over = self.visual_style.rich_style, None
        cursor = mark = " "
        if row in self.marked:
            mark = "*" if self.ascii else "✓"
            style += MARKED
        if index == self._index:
            cursor = signs(self.ascii).cursor
            over = self.tone("cursor" if self.has_focus else "cursor blurred")
        told = [(placed, self._cell(row, placed.column)) for placed in self._layout(width)]
        line = self._cells_line(cursor + mark + " ", told, style, over)
        return line.extend_cell_length(width, style + over)

    def _cells_line(
        self, gutter: str, placed_cells: list[tuple[Placed, Cell]], style: Style, over: Style | None
    ) -> Strip:
        """Return a line of these cells, `style` below that of each cell and `over` above it."""
        ellipsis = signs(self.ascii).ellipsis
        plain = style + over
        segments: list[Segment] = []
        text, end = gutter, 0  # what is plain is gathered: the fewer segments, the sooner drawn
        for placed, cell in placed_cells:
            text += " " * (placed.x - end)
            told = fit(cell.text, placed.width, placed.column.align, ellipsis)
            end = placed.x + placed.width
            if cell.tone:
                segments += drawn(text, plain)
                segments += drawn(told, style + self.tone(cell.tone) + over)
                text = ""
            else:
                text += told
        return Strip([*segments, *drawn(text, plain)], GUTTER + end)

    def _heading_line(self, heading: Heading, width: int, at_cursor: bool) -> Strip:
        with_signs = signs(self.ascii)
        rule = with_signs.rule
        start, end = f"{rule}{rule} ", f" ({heading.count}) "
        if heading.key:
            cursor = with_signs.cursor if at_cursor else rule
            fold = with_signs.folded if heading.key in self.folded else with_signs.open
            start = f"{cursor}{fold} "
        line = start + clip(heading.text, width - len(start) - len(end), with_signs.ellipsis) + end
        line += rule * (width - cells(line, width))
        style = self.tone("heading")
        if at_cursor:
            style += self.tone("cursor" if self.has_focus else "cursor blurred")
        return Strip([Segment(line, style)])

    def _empty_line(self, line: int, width: int) -> Strip:
        if self._said is None or self._said[0] != width:
            words = self.empty if isinstance(self.empty, Content) else Content(self.empty)
            text = "\n".join(clean(part) for part in words.plain.split("\n"))
            words = Content(text, spans=list(words.spans))
            style = self.visual_style + self.app.stylesheet.parse_style(TONES["muted"])
            self._said = width, Visual.to_strips(self, words, width, None, style)
        strips = self._said[1]
        line -= max(0, self.page - len(strips)) // 2
        return strips[line] if 0 <= line < len(strips) else Strip([])
