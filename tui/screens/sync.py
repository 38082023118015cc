"""The sources, and pulling from them: each run in a thread, told as it goes, stopped at a key."""

import threading
from collections.abc import Iterable
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
from store.sync.keep import all_sources
from store.sync.run import Question, Report, Talk
from store.sync.together import together
from tui.bindings import bound, moving
from tui.fit import clean
from tui.screens.confirm import Confirm
from tui.screens.overlay import Overlay
from tui.widgets.columns import Cell, Column
from tui.widgets.hint_bar import Foot
from tui.widgets.table import VirtualTable

COLUMNS = (
    Column("name", "Source", 16, 8, 0),
    Column("state", "What came of it", None, 20, 0),
    Column("at", "Last run (UTC)", 16, 16, 1),
    Column("url", "Where", 40, 12, 2),
)
NONE = "There are no sources yet. In a shell: smallgroup source add NAME URL"


class Sync(Overlay[None]):
    """The list of sources; enter pulls from one, S from all, esc stops or closes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("sync.one", "pull_one", priority=True),
        bound("sync.all", "pull_all"),
        bound("sync.close", "leave"),
        *moving(),
    ]

    class Progress(Message):
        """A run goes on: `text` tells how far it is."""

        def __init__(self, source: str, text: str) -> None:
            super().__init__()
            self.source, self.text = source, text

    class Asked(Message):
        """A run asks something; its thread waits for `answered`."""

        def __init__(self, question: Question) -> None:
            super().__init__()
            self.question, self.yes, self.answered = question, False, threading.Event()

    class Ended(Message):
        """All that was asked for has been run."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.config.ascii)
        self._desk = desk
        self._stop: threading.Event | None = None
        self._told: dict[str, str] = {}
        self._rows: dict[str, dict[str, str]] = {}

    def compose(self) -> ComposeResult:
        table = VirtualTable(COLUMNS, self._cell, empty=Content(NONE))
        table.ascii = self.ascii
        with Vertical(classes="sheet -large"):
            yield self.titled("Sources")
            yield table
            yield Static(classes="sheet-text")
            yield self.foot()

    def on_mount(self) -> None:
        """Show what there is to pull from."""
        self.table.focus()
        self._show()

    def _show(self) -> None:
        try:
            keeps = all_sources(self._desk.store.journal.folder)
            found = [(keep.source(), keep.reached()) for keep in keeps]
        except StoreError as error:
            self.table.empty = Content(clean(str(error)))
            found = []
        self._rows = {
            source.name: {
                "name": source.name,
                "url": source.url,
                "at": reached.at[:16].replace("T", " "),
                "state": self._told.get(source.name, reached.outcome or "never synced"),
            }
            for source, reached in found
        }
        self.table.set_rows(list(self._rows))
        self._tell_all()
        self._hint()

    @on(VirtualTable.Highlighted)
    def _tell_all(self) -> None:
        """What came of the source under the cursor, in full."""
        row = self._rows.get(self.table.cursor_id or "", {})
        said = clean(f"{row['name']}: {row['state']}") if row else ""
        self.query_one(".sheet-text", Static).update(Content(said))

    def _hint(self) -> None:
        keys = (
            (("{sync.close}", "stop"),)
            if self._stop
            else (("{sync.one}", "sync"), ("{sync.all}", "all"), ("{sync.close}", "close"))
        )
        self.query_one(Foot).hints = self.hinted(*keys)

    def _cell(self, name: str, column: Column) -> Cell:
        return Cell(
            self._rows[name][column.key], "" if column.key in ("name", "state") else "muted"
        )

    def action_pull_one(self) -> None:
        """Pull from the source under the cursor."""
        name = self.table.cursor_id
        self._begin([name] if name else [])

    def action_pull_all(self) -> None:
        """Pull from all sources, a few at once."""
        self._begin(list(self._rows))

    def action_leave(self) -> None:
        """Stop what runs; where nothing runs, back to the dashboard."""
        if self._stop is not None:
            self._stop.set()
        else:
            super().action_leave()

    def _begin(self, names: list[str]) -> None:
        if not names or self._stop is not None:
            return
        self._stop = threading.Event()
        self._hint()
        self._pull(names, self._stop)

    @work(thread=True)
    def _pull(self, names: Iterable[str], stop: threading.Event) -> None:
        wanted = list(names)
        for name in wanted:
            self.post_message(self.Progress(name, "asking…"))
        together(
            self._desk.store,
            wanted,
            lambda name: self._talk(name, stop),
            lambda report: self.post_message(self.Progress(report.source, outcome(report))),
        )
        self.post_message(self.Ended())

    def _talk(self, name: str, stop: threading.Event) -> Talk:
        def progress(wire: int, pages: int, items: int) -> None:
            self.post_message(self.Progress(name, f"{items:,} items · {wire / 1000:,.0f} kB"))

        def answer(question: Question) -> bool:
            asked = self.Asked(question)
            self.post_message(asked)
            while not asked.answered.wait(0.1):
                if stop.is_set():
                    return False
            return asked.yes

        return Talk(progress, stop.is_set, answer)

    def on_sync_progress(self, event: Progress) -> None:
        """Tell how far it is."""
        self._told[event.source] = event.text
        if event.source in self._rows:
            self._rows[event.source]["state"] = event.text
            self.table.refresh_rows([event.source])
            self._tell_all()

    def on_sync_asked(self, event: Asked) -> None:
        """Put the question to the person, and the answer to the thread."""

        def answered(yes: bool | None) -> None:
            event.yes = bool(yes)
            event.answered.set()

        about = f"From {event.question.source}: until you say yes, it waits."
        screen = Confirm(event.question.text, about, "do it", self.ascii)
        self.app.push_screen(screen, answered)

    def on_sync_ended(self) -> None:
        """Everything can be asked again."""
        self._stop = None
        self._show()


def outcome(report: Report) -> str:
    """What came of a run, and what it leaves to a person."""
    waits = len(report.conflicts)
    hint = f" · {waits} wait: smallgroup conflicts" if waits else ""
    return report.outcome + hint
