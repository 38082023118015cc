"""What is behind a cell of the matrix: the updates of one owner on one commitment."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from store.desk import Desk
from store.fields import fields
from store.kinds import Commitment, Update
from store.reports.matrix import Row, updates_behind
from tui.bindings import bound, moving
from tui.cells import Teller
from tui.choice import Choice, chosen, columns
from tui.counting import several
from tui.fit import clean
from tui.screens.overlay import Overlay
from tui.widgets.columns import Column
from tui.widgets.table import VirtualTable

SAID_ALREADY = ("commitment", "member")  # by the title
SHOWN = Choice(
    tuple(
        field.name
        for field in (*chosen(Update), *fields(Update))
        if (field.column or field.section == "Assessment") and field.name not in SAID_ALREADY
    )
)


class BehindScreen(Overlay[str | None]):
    """Dismissed with the id of the update that was chosen, or "" where one is to be added."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("behind.add", "add"),
        bound("behind.close", "leave"),
        *moving(),
    ]

    def __init__(self, desk: Desk, commitment: Commitment, owner: Row, members: bool) -> None:
        super().__init__(desk.config.ascii)
        self._desk, self._commitment, self._owner = desk, commitment, owner
        self._updates = updates_behind(desk, commitment, owner.id, members=members)

    def compose(self) -> ComposeResult:
        table = VirtualTable(self._columns(), Teller(self._desk).of("update"))
        table.ascii = self.ascii
        table.empty = "No update is recorded of this yet."
        title = Content.assemble(
            (clean(self._owner.name), "bold"),
            (f"  {several(len(self._updates), 'update')}  ", "$text-muted"),
            (clean(self._commitment.summary), "$text-accent"),
        )
        with Vertical(classes="sheet -listed"):
            yield Static(title, classes="sheet-title")
            yield table
            way_on = (("enter", "open"),) if self._updates else ()
            yield self.foot(*way_on, ("{behind.add}", "add update"), ("{behind.close}", "back"))

    def on_mount(self) -> None:
        """All of them, the newest first."""
        self.table.set_rows([update.id for update in self._updates])
        self.table.focus()
        self.call_after_refresh(self.on_resize)

    def on_resize(self) -> None:
        """The columns and the lines that there is room for."""
        self.table.set_columns(self._columns(self.table.size.width))
        self.set_height(max(2, len(self._updates)))

    def _columns(self, width: int = 0) -> tuple[Column, ...]:
        return columns(Update, width, SHOWN, ascii=self.ascii)

    @on(VirtualTable.Selected)
    def _selected(self, event: VirtualTable.Selected) -> None:
        self.dismiss(event.row_id)

    def action_add(self) -> None:
        """Add one."""
        self.dismiss("")
