"""A table whose groups can be folded away under their headings."""

from collections.abc import Sequence

from textual import events

from tui.widgets.rows import Heading, Row, find, heading_of, keys, unfolded
from tui.widgets.table import TableMessage, VirtualTable


class FoldingTable(VirtualTable):
    """Which groups are folded stands in `folded`, by the keys of their headings, whether these are
    there or not. A cursor that is sent to a record in a folded group opens it."""

    class Folded(TableMessage):
        """Groups were folded away, or opened."""

    _all: Sequence[Row] = ()

    @property
    def all_rows(self) -> Sequence[Row]:
        """The rows as they were given; `rows` are those that are not folded away."""
        return self._all

    @property
    def grouped(self) -> bool:
        """Whether there are headings that fold."""
        first = self._all[0] if self._all else ""
        return isinstance(first, Heading) and bool(first.key)

    @property
    def heading(self) -> Heading | None:
        """The heading that the cursor stands on."""
        row = None if self._index is None else self._rows[self._index]
        return row if isinstance(row, Heading) else None

    @property
    def heading_folds(self) -> str:
        """What can be done to the heading under the cursor: "fold" or "unfold"; "" where it stands
        on none."""
        if self.heading is None:
            return ""
        return "unfold" if self.heading.key in self.folded else "fold"

    def set_rows(self, rows: Sequence[Row]) -> None:
        self._all = rows
        super().set_rows(unfolded(rows, self.folded))

    def watch_folded(self) -> None:
        super().set_rows(unfolded(self._all, self.folded))

    def validate_cursor_id(self, cursor_id: str | None) -> str | None:
        if cursor_id is not None and find(self._rows, cursor_id, self._index or 0) is None:
            self._open_group_of(cursor_id)
        return super().validate_cursor_id(cursor_id)

    def action_select(self) -> None:
        if self.heading is None:
            super().action_select()
        else:
            self.fold(self.heading.key not in self.folded)

    def action_left(self) -> None:
        """Columns that were scrolled away come back; else to the heading, which folds then."""
        if self.scroll_columns(-1):
            return
        if self.heading is not None:
            self.fold(True)
        elif self._index is not None and (at := heading_of(self._rows, self._index)) is not None:
            self._move(at)

    def action_right(self) -> None:
        """A folded group opens, else the columns to the right come."""
        if self.heading is not None and self.heading.key in self.folded:
            self.fold(False)
        else:
            self.scroll_columns(1)

    def fold(self, away: bool) -> None:
        """Fold the group that the cursor stands in away, the cursor goes to its heading, or open
        it."""
        at = None if self._index is None else heading_of(self._rows, self._index)
        heading = None if at is None else self._rows[at]
        if isinstance(heading, Heading) and (heading.key in self.folded) != away:
            self._move(at)
            self._set_folded(self.folded ^ {heading.key})

    def fold_all(self) -> None:
        """Fold every group away, or open all where none is left to fold."""
        every = keys(self._all)
        if every <= self.folded:
            self._set_folded(self.folded - every)
        else:
            self._move(None if self._index is None else heading_of(self._rows, self._index))
            self._set_folded(self.folded | every)

    def click_row(self, index: int, event: events.Click) -> None:
        super().click_row(index, event)
        if self.heading is not None and event.chain == 1:
            self.action_select()

    def _set_folded(self, folded: frozenset[str]) -> None:
        self.folded = folded
        self.post_message(self.Folded(self))

    def _open_group_of(self, row_id: str) -> None:
        place = find(self._all, row_id, 0) if self.folded else None
        at = None if place is None else heading_of(self._all, place)
        heading = None if at is None else self._all[at]
        if isinstance(heading, Heading) and heading.key in self.folded:
            self._set_folded(self.folded - {heading.key})
