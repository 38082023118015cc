"""The log: what was changed, when and by whom; and what was said at this sitting. Newest first."""

from itertools import islice
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from store.desk import Desk
from store.errors import StoreError
from store.journal.batch import Batch
from tui.bindings import bound, moving
from tui.fit import clean
from tui.messages import Failed
from tui.notices import WORDS, Notice, Notices
from tui.screens.overlay import Overlay
from tui.widgets.columns import Cell, Column
from tui.widgets.table import VirtualTable

MOST = 1000  # batches that are shown; `smallgroup history` has them all
CHANGES = (
    Column("at", "When (UTC)", 16, 16, 1),
    Column("what", "What", None, 16, 0),
    Column("changes", "Records", 8, 8, 3, "right"),
    Column("by", "Who", 16, 8, 2),
)
SAID = (
    Column("at", "When", 8, 8, 0),
    Column("how", "How", 8, 7, 1),
    Column("what", "What was said", None, 16, 0),
)
TONES = {"information": "", "warning": "soon", "error": "late"}


class Log(Overlay[None]):
    """Two lists, one at a time. What was changed is read in a thread."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("log.close", "leave"),
        bound("log.other", "other"),
        *moving(),
    ]

    class Read(Message):
        """The newest batches."""

        def __init__(self, batches: list[Batch]) -> None:
            super().__init__()
            self.batches = batches

    def __init__(self, desk: Desk, notices: Notices) -> None:
        super().__init__(desk.config.ascii)
        self._desk = desk
        self._batches: dict[str, Batch] = {}
        self._notices = {str(n): notice for n, notice in enumerate(reversed(notices.kept))}
        self._said = False
        self._empty = Content("Reading…")

    def compose(self) -> ComposeResult:
        table = VirtualTable(CHANGES, self._cell)
        table.ascii = self.ascii
        with Vertical(classes="sheet -large"):
            yield Static(classes="sheet-title")
            yield table
            yield Static(classes="sheet-text")
            yield self.foot(("{log.other}", "the other list"), ("{log.close}", "close"))

    def on_mount(self) -> None:
        """Begin with what was changed."""
        self.table.focus()
        self._show()
        self._read()

    @work(thread=True)
    def _read(self) -> None:
        try:
            self.post_message(self.Read(list(islice(self._desk.store.history(), MOST))))
        except StoreError as error:
            self.post_message(Failed(str(error)))

    def on_log_read(self, event: Read) -> None:
        """They are there."""
        self._batches = {batch.id: batch for batch in event.batches}
        self._empty = Content("Nothing was changed yet.")
        self._show()

    def on_failed(self, event: Failed) -> None:
        """Say why there is none."""
        event.stop()
        self._empty = Content(f"What was changed could not be read:\n{clean(event.text)}")
        self._show()

    def _show(self) -> None:
        here, other = ("said", "changed") if self._said else ("changed", "said")
        title = Content.assemble(
            (f"What was {here}", "bold"), (f"   what was {other}", "$text-muted")
        )
        self.query_one(".sheet-title", Static).update(title)
        self.table.set_columns(SAID if self._said else CHANGES)
        self.table.empty = Content("Nothing was said yet.") if self._said else self._empty
        self.table.set_rows(list(self._notices if self._said else self._batches))
        self._tell()

    @on(VirtualTable.Highlighted)
    def _tell(self) -> None:
        """What the cursor stands on, in full."""
        at = self.table.cursor_id or ""
        if self._said:
            text = self._notices[at].text if at in self._notices else ""
        else:
            text = self._batches[at].label if at in self._batches else ""
        self.query_one(".sheet-text", Static).update(Content(clean(text)))

    def _cell(self, id: str, column: Column) -> Cell:
        if self._said:
            return _of_notice(self._notices[id], column.key)
        return _of_batch(self._batches[id], column.key)

    def action_other(self) -> None:
        """The other list."""
        self._said = not self._said
        self._show()


def _of_batch(batch: Batch, key: str) -> Cell:
    match key:
        case "at":
            return Cell(batch.at[:16].replace("T", " "), "muted")
        case "what":
            return Cell(batch.label)
        case "by":
            return Cell(batch.by, "muted")
        case _:
            return Cell(str(len(batch.changes)))


def _of_notice(notice: Notice, key: str) -> Cell:
    match key:
        case "at":
            return Cell(f"{notice.at:%H:%M:%S}", "muted")
        case "how":
            return Cell(WORDS[notice.severity], TONES[notice.severity])
        case _:
            return Cell(notice.text)
