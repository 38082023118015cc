"""A table that draws only what is seen, whatever the number of rows.

It is given columns, a sequence of opaque row ids and a function that tells one cell, and asks for
the cells of a row when that row comes into view. It knows nothing of what the rows are.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var

from tui.fit import clean
from tui.widgets.columns import Column
from tui.widgets.rows import (
    Heading,
    Row,
    find,
    landing,
    nearest,
    stands,
)
from tui.widgets.table_view import CellMaker, TableView


class TableMessage(Message):
    """A message of a table, which `@on` can tell by a selector."""

    def __init__(self, table: "VirtualTable") -> None:
        super().__init__()
        self.table = table

    @property
    def control(self) -> "VirtualTable":
        """The table that sent it."""
        return self.table


class VirtualTable(TableView, can_focus=True, inherit_bindings=False):
    """Rows of one line under a fixed header, with a cursor that stays on its record."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", "Up", show=False),
        Binding("down", "cursor_down", "Down", show=False),
        Binding("pageup", "page_up", "Page up", show=False),
        Binding("pagedown", "page_down", "Page down", show=False),
        Binding("home", "home", "First", show=False),
        Binding("end", "end", "Last", show=False),
        Binding("enter", "select", "Open", show=False),
    ]

    cursor_id: var[str | None] = var[str | None](None, init=False)
    """The record that the cursor stands on; None if there is none, or it stands on a heading.

    Set to an id that is not there, it stays, and goes there when that record comes, unless it was
    moved meanwhile.
    """

    class Highlighted(TableMessage):
        """The cursor came to stand on another record; None when there is none left."""

        def __init__(self, table: "VirtualTable", row_id: str | None) -> None:
            super().__init__(table)
            self.row_id = row_id

    class Selected(TableMessage):
        """A record was chosen, by enter or a double click."""

        def __init__(self, table: "VirtualTable", row_id: str) -> None:
            super().__init__(table)
            self.row_id = row_id

    class HeaderClicked(TableMessage):
        """The title of a column was clicked; `further`: with a key held down."""

        def __init__(self, table: "VirtualTable", column_key: str, further: bool) -> None:
            super().__init__(table)
            self.column_key = column_key
            self.further = further

    def __init__(
        self,
        columns: Sequence[Column],
        cell: CellMaker,
        *,
        empty: Content | str = "",
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(columns, cell, empty=empty, id=id, classes=classes)
        self._wish: str | None = None  # the record the cursor goes to as soon as that is there

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, the cursor on what it stood on or else the nearest that remains.

        The sequence is held, not copied: it must not change afterwards. What is seen is asked for
        anew. A cursor that was seen stays on its line of the screen, as far as there are rows
        enough; where it was out of sight the table stays scrolled where it is.
        """
        line = (self._index or 0) - self.scroll_offset.y
        seen, wish = self._sees_cursor(), self._wish
        old, self._rows = self._rows, rows
        self._index = self._kept(old)
        self.virtual_size = Size(0, len(rows) + 1)
        if seen and old and self._index is not None:
            self.scroll_to_line(self._index - line)
        if seen or (wish is not None and self._id_at(self._index) == wish):
            self._reveal()
        self.invalidate()
        self.cursor_id = self._id_at(self._index)

    def on_resize(self) -> None:
        if self.size.height > self.FIXED:  # folded away it stays scrolled as it was
            self._reveal()

    def validate_cursor_id(self, cursor_id: str | None) -> str | None:
        if cursor_id is None:
            return self._id_at(self._index)
        if find(self._rows, cursor_id, self._index or 0) is None:
            self._wish = cursor_id
            return self._id_at(self._index)
        return cursor_id

    def watch_cursor_id(self, cursor_id: str | None) -> None:
        if cursor_id is not None and cursor_id != self._id_at(self._index):
            self._move(find(self._rows, cursor_id, self._index or 0))
        self.post_message(self.Highlighted(self, cursor_id))

    def action_cursor_down(self) -> None:
        self._step(1)

    def action_cursor_up(self) -> None:
        self._step(-1)

    def action_page_down(self) -> None:
        self._leaf(self.page)

    def action_page_up(self) -> None:
        self._leaf(-self.page)

    def action_half_down(self) -> None:
        self._leaf(max(1, self.page // 2))

    def action_half_up(self) -> None:
        self._leaf(-max(1, self.page // 2))

    def action_home(self) -> None:
        self._move(landing(self._rows, 0, 1))

    def action_end(self) -> None:
        self._move(landing(self._rows, len(self._rows) - 1, -1))

    def action_select(self) -> None:
        if self.cursor_id is not None:
            self.post_message(self.Selected(self, self.cursor_id))

    def _step(self, by: int) -> None:
        start = 0 if self._index is None else self._index + by
        self._move(landing(self._rows, start, by))

    def _leaf(self, by: int) -> None:
        """Scroll by so many lines and take the cursor along."""
        self.scroll_to_line(self.scroll_offset.y + by)
        self._move(landing(self._rows, (self._index or 0) + by, 1 if by > 0 else -1))

    def _move(self, index: int | None, *, reveal: bool = True) -> None:
        for changed in (self._index, index):
            if changed is not None:
                self.refresh_line(changed + 1)
        if self.cursor_id is None and self._id_at(index) is None and index != self._index:
            self.post_message(self.Highlighted(self, None))  # from heading to heading
        self._index = index
        self._wish = None
        if reveal:
            self._reveal()
        self.cursor_id = self._id_at(index)

    def _kept(self, old: Sequence[Row]) -> int | None:
        """Return where the cursor goes when the old rows gave way to the present ones."""
        at = self._index or 0
        if self._wish is not None and (place := find(self._rows, self._wish, at)) is not None:
            self._wish = None
            return place
        if self._index is None:
            first = landing(self._rows, 0, 1)
            below = None if first is None else first + 1
            record = below is not None and isinstance(self._id_at(below), str)
            return below if self._id_at(first) is None and record else first
        place = nearest(old, self._rows, at)
        if place is None and self._wish is None:
            self._wish = self.cursor_id
        return place

    def _id_at(self, index: int | None) -> str | None:
        row = None if index is None or index >= len(self._rows) else self._rows[index]
        return row if isinstance(row, str) else None

    def _sees_cursor(self) -> bool:
        return self._index is None or 0 <= self._index - self.scroll_offset.y < self.page

    def _reveal(self) -> None:
        """Scroll no further than it takes to see the cursor, and the headings right above it."""
        if self._index is None:
            return
        first, top = self._index, self.scroll_offset.y
        earliest = self._index - self.page + 1
        while first > max(0, earliest) and isinstance(self._rows[first - 1], Heading):
            first -= 1
        if first < top:
            self.scroll_to_line(first)
        elif earliest > top:
            self.scroll_to_line(earliest)

    def on_mouse_scroll_right(self, event: events.MouseScrollRight) -> None:
        """A notch of a wheel that goes sideways."""
        event.stop()
        self.scroll_columns(1)

    def on_mouse_scroll_left(self, event: events.MouseScrollLeft) -> None:
        """The same to the left."""
        event.stop()
        self.scroll_columns(-1)

    def on_mouse_move(self, event: events.MouseMove) -> None:  # and that of the lines, for the bar
        """Tell the whole text of a cell that is cut, if the pointer rests on it."""
        offset = event.get_content_offset(self)
        told = self.told_at(offset.x, offset.y) if offset is not None else ""
        self.tooltip = Content(clean(told)) if told else None

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or self.on_bar(offset.x, offset.y):
            return
        if offset.y == 0:
            if (column := self.column_at(offset.x)) is not None:
                further = event.shift or event.ctrl
                self.post_message(self.HeaderClicked(self, column.key, further))
            return
        index = self.scroll_offset.y + offset.y - 1
        if index < len(self._rows) and stands(self._rows[index]):
            self.click_row(index, event)

    def click_row(self, index: int, event: events.Click) -> None:
        """A row was clicked: the cursor goes there, and a second click opens it."""
        self._move(index, reveal=False)  # a second click must find what the first one found
        if event.chain == 2:
            self.action_select()
