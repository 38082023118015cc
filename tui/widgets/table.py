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

from tui.widgets.columns import Column
from tui.widgets.rows import Heading, Row, find, landing, nearest
from tui.widgets.table_view import CellMaker, TableView


class _TableMessage(Message):
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
    """The record that the cursor stands on; None if there is none.

    Set to an id that is not there, it stays, and goes there when that record comes, unless it was
    moved meanwhile.
    """

    class Highlighted(_TableMessage):
        """The cursor came to stand on another record; None when there is none left."""

        def __init__(self, table: "VirtualTable", row_id: str | None) -> None:
            super().__init__(table)
            self.row_id = row_id

    class Selected(_TableMessage):
        """A record was chosen, by enter or a double click."""

        def __init__(self, table: "VirtualTable", row_id: str) -> None:
            super().__init__(table)
            self.row_id = row_id

    class HeaderClicked(_TableMessage):
        """The title of a column was clicked."""

        def __init__(self, table: "VirtualTable", column_key: str) -> None:
            super().__init__(table)
            self.column_key = column_key

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
        """Show these rows, the cursor on the record it stood on or else the nearest that remains.

        The sequence is held, not copied: it must not change afterwards. What is seen is asked for
        anew. The table stays scrolled where it is, unless that hid a cursor that was seen.
        """
        seen, wish = self._sees_cursor(), self._wish
        old, self._rows = self._rows, rows
        self._index = self._kept(old)
        self.virtual_size = Size(0, len(rows) + 1)
        if seen or self._id_at(self._index) == wish:
            self._reveal()
        self.invalidate()
        self.cursor_id = self._id_at(self._index)

    def on_resize(self) -> None:
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
            return landing(self._rows, 0, 1)
        place = nearest(old, self._rows, at)
        if place is None and self._wish is None:
            self._wish = self.cursor_id
        return place

    def _id_at(self, index: int | None) -> str | None:
        row = None if index is None else self._rows[index]
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

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if offset.y == 0:
            if (column := self.column_at(offset.x)) is not None:
                self.post_message(self.HeaderClicked(self, column.key))
            return
        index = self.scroll_offset.y + offset.y - 1
        if index < len(self._rows) and isinstance(self._rows[index], str):
            self._move(index, reveal=False)  # a second click must find what the first one found
            if event.chain == 2:
                self.action_select()
