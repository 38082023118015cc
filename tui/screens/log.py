"""The log: what was changed, when and by whom, newest first."""

from itertools import islice
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from store.desk import Desk
from store.errors import StoreError
from store.journal.batch import Batch
from tui.messages import Failed
from tui.screens.overlay import Overlay
from tui.widgets.columns import Cell, Column
from tui.widgets.hint_bar import keys_line
from tui.widgets.table import VirtualTable

MOST = 1000  # batches that are shown; `smallgroup history` has them all
COLUMNS = (
    Column("at", "When (UTC)", 16, 16, 0),
    Column("label", "What", None, 16, 0),
    Column("changes", "Records", 8, 8, 2, "right"),
    Column("by", "Who", 16, 8, 1),
)


class Log(Overlay[None]):
    """A list of batches, read in a thread."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,L", "close", "Close", id="log.close"),
        Binding("j", "move('cursor_down')", show=False),
        Binding("k", "move('cursor_up')", show=False),
        Binding("g", "move('home')", show=False),
        Binding("G", "move('end')", show=False),
    ]

    class Read(Message):
        """The newest batches."""

        def __init__(self, batches: list[Batch]) -> None:
            super().__init__()
            self.batches = batches

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.config.ascii)
        self._desk = desk
        self._batches: dict[str, Batch] = {}

    def compose(self) -> ComposeResult:
        table = VirtualTable(COLUMNS, self._cell, empty="Reading…")
        table.ascii = self._desk.config.ascii
        with Vertical(classes="sheet -large"):
            yield Static(Content.styled("What was changed", "bold"), classes="sheet-title")
            yield table
            yield Static(
                keys_line(("esc", "close")),
                classes="sheet-keys",
            )

    def on_mount(self) -> None:
        """Read in a thread."""
        self.query_one(VirtualTable).focus()
        self._read()

    @work(thread=True)
    def _read(self) -> None:
        try:
            self.post_message(self.Read(list(islice(self._desk.store.history(), MOST))))
        except StoreError as error:
            self.post_message(Failed(str(error)))

    def on_log_read(self, event: Read) -> None:
        """Show them."""
        self._batches = {batch.id: batch for batch in event.batches}
        table = self.query_one(VirtualTable)
        table.empty = Content("Nothing was changed yet.")
        table.set_rows(list(self._batches))

    def on_failed(self, event: Failed) -> None:
        """Say why there is none."""
        self.query_one(VirtualTable).empty = Content(event.text)

    def _cell(self, id: str, column: Column) -> Cell:
        batch = self._batches[id]
        match column.key:
            case "at":
                return Cell(batch.at[:16].replace("T", " "), "muted")
            case "label":
                return Cell(batch.label)
            case "by":
                return Cell(batch.by, "muted")
            case _:
                return Cell(str(len(batch.changes)))

    def action_close(self) -> None:
        """Back to the dashboard."""
        self.dismiss(None)

    def action_move(self, way: str) -> None:
        """Move the cursor."""
        getattr(self.query_one(VirtualTable), f"action_{way}")()
