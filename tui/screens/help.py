"""Help: every action with its keys, searchable; enter does what the cursor stands on."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from store.text import fold
from tui.actions import ACTIONS, BY_ID, Action
from tui.actions.situation import Situation
from tui.screens.overlay import Overlay
from tui.widgets.columns import Cell, Column
from tui.widgets.hint_bar import keys_line
from tui.widgets.rows import Heading, Row
from tui.widgets.table import VirtualTable

COLUMNS = (
    Column("keys", "Keys", 18, 7, 1),
    Column("help", "What it does", None, 20, 0),
)


class Help(Overlay[str | None]):
    """Dismissed with the id of the action to do, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1", "close", "Close", id="help.close"),
        Binding("up", "move('cursor_up')", show=False),
        Binding("down", "move('cursor_down')", show=False),
        Binding("pageup", "move('page_up')", show=False),
        Binding("pagedown", "move('page_down')", show=False),
    ]

    def __init__(self, ascii: bool, situation: Situation) -> None:
        super().__init__(ascii)
        self._ascii = ascii
        self._situation = situation

    def compose(self) -> ComposeResult:
        table = VirtualTable(COLUMNS, self._cell, empty="No action says that.")
        table.ascii = self._ascii
        table.can_focus = False
        table.set_rows(list(matching("")))
        with Vertical(classes="sheet -large"):
            yield Static(Content.styled("Keys", "bold"), classes="sheet-title")
            yield Input(placeholder="type to search", classes="sheet-input")
            yield table
            yield Static(
                keys_line(("enter", "do it"), ("esc", "close")),
                classes="sheet-keys",
            )

    @property
    def _table(self) -> VirtualTable:
        return self.query_one(VirtualTable)

    def _cell(self, id: str, column: Column) -> Cell:
        action = BY_ID[id]
        if column.key == "keys":
            return Cell(action.shown, "strong")
        why_not = action.why_not(self._situation)
        return Cell(
            f"{action.help} ({why_not})" if why_not else action.help, "muted" * bool(why_not)
        )

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        self._table.set_rows(list(matching(event.value)))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.dismiss(self._table.cursor_id)

    @on(VirtualTable.Selected)
    def _selected(self, event: VirtualTable.Selected) -> None:
        self.dismiss(event.row_id)

    def action_close(self) -> None:
        """Nothing is to be done."""
        self.dismiss(None)

    def action_move(self, way: str) -> None:
        """Move the cursor of the list."""
        getattr(self._table, f"action_{way}")()


def matching(words: str) -> Iterator[Row]:
    """The ids of the actions that say all these words, under the headings of their groups."""
    wanted = fold(words).split()
    found = [a for a in ACTIONS if all(word in fold(_said(a)) for word in wanted)]
    for group in dict.fromkeys(action.group for action in found):
        ids = [action.id for action in found if action.group == group]
        yield Heading(group, len(ids))
        yield from ids


def _said(action: Action) -> str:
    return f"{action.shown} {action.label} {action.help}"
