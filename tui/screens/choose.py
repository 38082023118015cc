"""A short list to choose from: views, roles."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.fit import clean
from tui.screens.overlay import Overlay
from tui.widgets.columns import Cell, Column
from tui.widgets.hint_bar import keys_line
from tui.widgets.table import VirtualTable


class Choose(Overlay[str | None]):
    """Dismissed with the key of what was chosen. `choices`: what stands in the two columns."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Close", id="choose.close"),
        Binding("j", "move('down')", "Down", show=False),
        Binding("k", "move('up')", "Up", show=False),
    ]

    def __init__(self, title: str, choices: Mapping[str, tuple[str, str]], ascii: bool) -> None:
        super().__init__(ascii)
        self._title, self._choices, self._ascii = title, choices, ascii

    def compose(self) -> ComposeResult:
        columns = (Column("0", "", 30, 12, 1), Column("1", "", None, 10, 2))
        table = VirtualTable(columns, self._cell)
        table.ascii = self._ascii
        with Vertical(classes="sheet"):
            yield Static(Content.styled(clean(self._title), "bold"), classes="sheet-title")
            yield table
            yield Static(
                keys_line(("enter", "choose"), ("esc", "close")),
                classes="sheet-keys",
            )

    def on_mount(self) -> None:
        """As high as the list."""
        table = self.query_one(VirtualTable)
        table.set_rows(list(self._choices))
        table.styles.height = min(len(self._choices) + 1, max(3, self.app.size.height - 9))
        table.focus()

    def _cell(self, key: str, column: Column) -> Cell:
        return Cell(self._choices[key][int(column.key)], "" if column.key == "0" else "muted")

    @on(VirtualTable.Selected)
    def _chosen(self, event: VirtualTable.Selected) -> None:
        self.dismiss(event.row_id)

    def action_move(self, way: str) -> None:
        """One line up or down."""
        table = self.query_one(VirtualTable)
        (table.action_cursor_down if way == "down" else table.action_cursor_up)()
