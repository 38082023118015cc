"""A table whose rows can be marked: one by one, as a range, all of them, or the others."""

from textual import events

from tui.widgets.folding import FoldingTable
from tui.widgets.rows import find, ids_among
from tui.widgets.table import TableMessage


class MarkingTable(FoldingTable):
    """Marks stand in `marked`, by id, whether their rows are shown or not.

    A range begins where the cursor stands and goes along with it until it is ended; what it takes
    in is marked at once.
    """

    _anchor = ""  # where the range began; "" while there is none
    _before: frozenset[str] = frozenset()  # what was marked when it began

    class Marked(TableMessage):
        """Marks were set or taken away by the person."""

    @property
    def ranging(self) -> bool:
        """Whether a range is being marked."""
        return bool(self._anchor)

    def mark(self) -> None:
        """Mark the row, or take its mark away, and go down; a heading folds or opens instead."""
        if self.cursor_id is None:
            self.action_select()
            return
        self._anchor = ""
        self._set(self.marked ^ {self.cursor_id})
        self._go_below()

    def mark_range(self) -> None:
        """Begin a range where the cursor stands, or end the one that was begun."""
        if self._anchor or self.cursor_id is None:
            self._anchor = ""
        else:
            self._anchor, self._before = self.cursor_id, self.marked
        self._stretch()
        self.post_message(self.Marked(self))

    def mark_all(self) -> None:
        """Mark all that the table holds, folded rows too; where all are marked, none."""
        self._anchor = ""
        every = ids_among(self.all_rows)
        self._set(self.marked - every if every <= self.marked else self.marked | every)

    def mark_others(self) -> None:
        """Mark what is not marked, and take the mark from what is, among all the table holds."""
        self._anchor = ""
        self._set(self.marked ^ ids_among(self.all_rows))

    def unmark(self) -> None:
        """Take all marks away; a range that was begun is given up first, and what was marked before
        it stays."""
        left = self._before if self._anchor else frozenset[str]()
        self._anchor = ""
        self._set(left)

    def unmark_these(self, ids: frozenset[str]) -> None:
        """Take these marks away, and end the range."""
        self._anchor = ""
        self._set(self.marked - ids)

    def watch_cursor_id(self, cursor_id: str | None) -> None:
        super().watch_cursor_id(cursor_id)
        self._stretch()

    def click_row(self, index: int, event: events.Click) -> None:
        """With ctrl the row is marked or its mark taken away, with shift all from the cursor to it
        are marked."""
        row = self.rows[index]
        if not isinstance(row, str) or not (event.ctrl or event.shift):
            self._anchor = ""
            super().click_row(index, event)
            return
        here = self._index or 0
        self._anchor = ""
        if event.shift:
            first, last = sorted((here, index))
            self._set(self.marked | ids_among(self.rows[first : last + 1]))
        else:
            self._set(self.marked ^ {row})
        self._move(index, reveal=False)

    def _set(self, marked: frozenset[str]) -> None:
        self.marked = marked
        self.post_message(self.Marked(self))

    def _go_below(self) -> None:
        """To the next record, not to a heading; at the last one the cursor stays."""
        below = range((self._index or 0) + 1, len(self.rows))
        after = next((at for at in below if isinstance(self.rows[at], str)), None)
        if after is not None:
            self._move(after)

    def _stretch(self) -> None:
        """Let the range reach from where it began to the cursor."""
        if not self._anchor or self._index is None:
            return
        start = find(self.rows, self._anchor, self._index)
        if start is None:  # its record is gone from the table, and the range with it
            self._anchor = ""
            return
        first, last = sorted((start, self._index))
        self.marked = self._before | ids_among(self.rows[first : last + 1])
