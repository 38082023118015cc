"""The cursor of a grid: it goes from cell to cell, and the grid scrolls along."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from tui.widgets.grid_view import GridView
from tui.widgets.rows import nearest
from tui.widgets.ruling import Source


class Grid(GridView, can_focus=True, inherit_bindings=False):
    """Rows and columns with a cursor on one cell, which stays on it when others come and go."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", "Up", show=False),
        Binding("down", "cursor_down", "Down", show=False),
        Binding("left", "cursor_left", "Left", show=False),
        Binding("right", "cursor_right", "Right", show=False),
    ]

    class Pointed(Message):
        """The cursor came to stand on another cell, or on another grid."""

    class Chosen(Message):
        """The cell under the cursor was clicked."""

    def show(self, source: Source) -> None:
        """Show this; the cursor stays on its row and column, or goes to the nearest that remain."""
        old, self._source = self._source, source
        if old is not None:
            self._row = nearest(old.rows, source.rows, self._row) or 0
            self._column = nearest(old.columns, source.columns, self._column) or 0
        self.set_out()
        self._move(self._row, self._column)

    def go_to(self, row: str, column: str) -> None:
        """Put the cursor on this row and this column, as far as they are there."""
        source, at, across = self._source, self._row, self._column
        if source is not None:
            at = source.rows.index(row) if row in source.rows else at
            across = source.columns.index(column) if column in source.columns else across
            self._move(at, across)

    @property
    def pointed(self) -> tuple[int, int] | None:
        """The row and the column that the cursor stands on; None where there is no cell."""
        source = self._source
        there = source is not None and source.rows and source.columns
        return (self._row, self._column) if there else None

    def on_resize(self) -> None:
        self.set_out()
        self._reveal()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def set_out(self) -> None:
        super().set_out()
        self._reveal()

    # ---------------------------------------------------------------- moving

    def action_cursor_up(self) -> None:
        """To the row above."""
        self._move(self._row - 1, self._column)

    def action_cursor_down(self) -> None:
        """To the row below."""
        self._move(self._row + 1, self._column)

    def action_cursor_left(self) -> None:
        """To the column at the left."""
        self._move(self._row, self._column - 1)

    def action_cursor_right(self) -> None:
        """To the column at the right."""
        self._move(self._row, self._column + 1)

    def action_half_down(self) -> None:
        """Half a page down."""
        self._leaf(max(1, self._seen // 2), 0)

    def action_half_up(self) -> None:
        """Half a page up."""
        self._leaf(-max(1, self._seen // 2), 0)

    def action_page_down(self) -> None:
        """A page down."""
        self._leaf(max(1, self._seen), 0)

    def action_page_up(self) -> None:
        """A page up."""
        self._leaf(-max(1, self._seen), 0)

    def action_page_right(self) -> None:
        """As many columns on as are seen."""
        self._leaf(0, self._span)

    def action_page_left(self) -> None:
        """As many columns back as are seen."""
        self._leaf(0, -self._span)

    def action_home(self) -> None:
        """To the first row."""
        self._move(0, self._column)

    def action_end(self) -> None:
        """To the last row."""
        self._move(self._total - 1, self._column)

    def action_first_column(self) -> None:
        """To the first column."""
        self._move(self._row, 0)

    def action_last_column(self) -> None:
        """To the last column."""
        self._move(self._row, self._count - 1)

    @property
    def _count(self) -> int:
        return 0 if self._source is None else len(self._source.columns)

    @property
    def _span(self) -> int:
        return 1 if self._ruling is None else self._ruling.seen

    def _leaf(self, rows: int, columns: int) -> None:
        """Scroll by so much, and take the cursor along."""
        if rows:
            self.scroll_to_line(self.scroll_offset.y + rows)
        self._scroll_columns(columns)
        self._move(self._row + rows, self._column + columns)

    def _move(self, row: int, column: int) -> None:
        """Put the cursor there, as far as there is a cell."""
        before = self._row, self._column
        self._row = max(0, min(row, self._total - 1))
        self._column = max(0, min(column, self._count - 1))
        self._reveal()
        self.refresh()
        if before != (self._row, self._column):
            self.post_message(self.Pointed())

    def _reveal(self) -> None:
        """Scroll no further than it takes to see the cursor."""
        top, seen = self.scroll_offset.y, self._seen
        if self._row < top:
            self.scroll_to_line(self._row)
        elif seen and self._row >= top + seen:
            self.scroll_to_line(self._row - seen + 1)
        across = self._span
        self._left = min(self._left, self._column, max(0, self._count - across))
        self._left = max(self._left, self._column - across + 1)

    def _scroll_columns(self, by: int) -> None:
        self._left = max(0, min(self._left + by, self._count - self._span))
        self.refresh()

    # ---------------------------------------------------------------- the mouse

    def on_click(self, event: events.Click) -> None:
        """A cell that is clicked gets the cursor; where that stands already, it is chosen."""
        offset, ruling = event.get_content_offset(self), self._ruling
        if offset is None or ruling is None or self.on_bar(offset.x, offset.y):
            return
        row = self.scroll_offset.y + offset.y - ruling.top
        across = ruling.column_at(offset.x)
        column = None if across is None else self._left + across
        if column is None or not (ruling.top <= offset.y < ruling.top + self._seen):
            return
        if row >= self._total or column >= self._count:
            return
        if (row, column) == (self._row, self._column):
            self.post_message(self.Chosen())
        else:
            self._move(row, column)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """A notch of a wheel that goes sideways."""
        event.stop()
        self._scroll_columns(1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """The same to the left."""
        event.stop()
        self._scroll_columns(-1)
