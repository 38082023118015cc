"""What the sheets for columns and for the order of records share: a list of a kind's fields."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from store.fields import Field
from store.query.paths import named_fields
from store.record import Record
from tui.answers import Answer
from tui.bindings import bound, moving
from tui.screens.overlay import Overlay
from tui.widgets.columns import Cell, Column
from tui.widgets.hint_bar import Foot
from tui.widgets.table import VirtualTable

BEHIND = 8  # lines of the panel behind it that stay in sight


class Arrange(Overlay[Answer]):
    """Fields under each other, a mark before those that are chosen; `said` tells how."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("arrange.choose", "choose"),
        bound("arrange.later", "shift(1)"),
        bound("arrange.earlier", "shift(-1)"),
        bound("arrange.reset", "reset"),
        bound("arrange.leave", "leave"),
        *moving(),
    ]

    def __init__(
        self, kind: type[Record], title: str, how: Column, order: Sequence[str], ascii: bool
    ) -> None:
        super().__init__(ascii)
        self.kind, self._title = kind, title
        self._fields = named_fields(kind)
        self.order = list(order)
        self._columns = (
            Column("title", "Field", 18, 8, 0),
            how,
            Column("help", "What it holds", None, 12, 2),
        )

    # What a sheet says of itself

    @property
    def chosen(self) -> Sequence[str]:
        """The names of the fields that carry a mark."""
        raise NotImplementedError

    def said(self, name: str) -> str:
        """How the field is chosen."""
        raise NotImplementedError

    def hints(self) -> tuple[tuple[str, str], ...]:
        """The keys and what they do, best first."""
        raise NotImplementedError

    # The sheet

    def compose(self) -> ComposeResult:
        table = VirtualTable(self._columns, self._cell)
        table.ascii = self.ascii
        with Vertical(classes="sheet"):
            yield self.titled(self._title)
            yield table
            yield self.foot(*self.hints())

    def on_mount(self) -> None:
        """The cursor on the first of the chosen."""
        self.table.set_rows(list(self.order))
        self.table.focus()
        self.tell()

    def on_resize(self) -> None:
        """As high as the list, as far as there is room."""
        self.set_height(len(self.order), BEHIND)

    @property
    def here(self) -> str:
        """The name of the field under the cursor."""
        return self.table.cursor_id or ""

    def tell(self) -> None:
        """Show how things stand."""
        self.table.marked = frozenset(self.chosen)
        self.table.invalidate()
        self.query_one(Foot).hints = self.hinted(*self.hints())

    def _cell(self, name: str, column: Column) -> Cell:
        field: Field = self._fields[name]
        if column.key == "title":
            return Cell(field.title, "strong" if name in self.chosen else "")
        return Cell(field.help, "muted") if column.key == "help" else Cell(self.said(name))

    @on(VirtualTable.Selected)
    def _selected(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        """Take what was chosen."""
        raise NotImplementedError
