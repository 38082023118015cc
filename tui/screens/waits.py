"""What waits for a person: conflicts, what went missing, and news; each decided with a key."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from store.desk import Desk
from store.errors import StoreError
from store.journal.batch import Batch
from store.sync import inbox
from store.sync.deciding import Decided, Half, decide, take_back
from store.sync.keep import all_sources
from store.sync.memory import RECORD
from store.sync.resolve import Choice
from tui.bindings import bound
from tui.counting import several
from tui.decisions import Decisions
from tui.drawing.waits import tell_thing
from tui.fit import clean
from tui.keymap import keys_of
from tui.messages import Done, Failed
from tui.screens.walk import Walk
from tui.sheet import Sheet
from tui.waiting import Sort, Thing, rows, things
from tui.widgets.columns import Cell, Column
from tui.widgets.folding import FoldingTable
from tui.widgets.rows import ids_among
from tui.widgets.table import VirtualTable

CONFLICT: tuple[Sort, ...] = ("conflict",)
DIFFER: tuple[Sort, ...] = ("conflict", "missing")
MEANT: dict[Sort, str] = {
    "conflict": "what was changed here and there",
    "missing": "what is no longer at its source",
    "news": "news",
    "dismissed": "news that were dismissed",
}


class Waits(Walk[str]):
    """Dismissed with the id of a record that is to be read, if any."""

    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("title", "What waits", None, 16, 0, fixed=True),
        Column("what", "Of it", 16, 8, 1),
        Column("source", "From", 16, 6, 2),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("waits.theirs", "decide('theirs')"),
        bound("waits.ours", "decide('ours')"),
        bound("waits.value", "value"),
        bound("waits.meeting", "meeting"),
        bound("waits.attach", "attach"),
        bound("waits.dismiss", "dismiss_news"),
        bound("waits.restore", "restore"),
        bound("waits.mark", "mark"),
        bound("waits.mark_all", "mark_all"),
        bound("waits.open", "open", priority=True),
        bound("waits.fold", "fold(True)"),
        bound("waits.unfold", "fold(False)"),
        bound("waits.undo", "undo"),
        bound("waits.all", "all"),
    ]

    class Read(Message):
        """All that waits; or why it cannot be read."""

        def __init__(self, found: list[Thing], trouble: str) -> None:
            super().__init__()
            self.found, self.trouble = found, trouble

    def __init__(self, desk: Desk, decisions: Decisions) -> None:
        super().__init__(desk)
        self._decisions = decisions
        self._things: dict[str, Thing] = {}
        self._dismissed = self._busy = False
        self.table.empty = Content("Reading…" if not desk.config.ascii else "Reading...")

    def on_mount(self) -> None:
        """Read what waits, and again whenever records change."""
        super().on_mount()
        self._unsubscribe = self.desk.store.subscribe(self._heard)
        self._read()
        self.tell()

    def on_unmount(self) -> None:
        """No more news."""
        self._unsubscribe()

    def _heard(self, _: Batch) -> None:
        """In whatever thread wrote it."""
        self.app.call_later(self._read)

    def _read(self) -> None:
        def work() -> None:
            try:
                self.post_message(self.Read(things(self.desk), ""))
            except StoreError as error:
                self.post_message(self.Read([], str(error)))

        self.run_worker(work, thread=True, group="read", exclusive=True)

    @on(Read)
    def _came(self, event: Read) -> None:
        self._things = {thing.row: thing for thing in event.found}
        self._show(event.trouble)

    def _show(self, trouble: str = "") -> None:
        self.table.empty = Content(clean(trouble or self._nothing()))
        self.table.marked &= self._things.keys()
        self.table.set_rows(rows(self._things.values(), self._dismissed))
        self.tell()

    def _nothing(self) -> str:
        told = keys_of(self.app).told
        if self._things:
            return told(
                f"Nothing waits. {several(len(self._things), 'page')} of news "
                "were dismissed: {waits.all} shows them."
            )
        if not all_sources(self.desk.store.journal.folder):
            return told(
                "Nothing waits: there are no sources yet. {sync} on the dashboard adds one."
            )
        return "Nothing waits for you."

    # ---------------------------------------------------------------- what is told

    def heading(self) -> str:
        return "What waits"

    def says(self) -> str:
        waiting = [thing for thing in self._things.values() if thing.sort != "dismissed"]
        marked = f" · {len(self.table.marked)} marked" if self.table.marked else ""
        counts = Counter(thing.sort for thing in waiting)
        said = [
            several(n, sort) if sort == "conflict" else f"{n} {sort}" for sort, n in counts.items()
        ]
        return (" · ".join(said) or "nothing") + marked

    def hints(self) -> Sequence[tuple[str, str]]:
        thing = self._here
        undo = (("{waits.undo}", "undo"),) if self._decisions.kept else ()
        match thing.sort if thing else "":
            case "conflict":
                value = (("{waits.value}", "a value"),) if self._has_field(thing) else ()
                own = (("{waits.theirs}", "theirs"), ("{waits.ours}", "ours"), *value)
            case "missing":
                own = (("{waits.theirs}", "remove here too"), ("{waits.ours}", "keep"))
            case "news":
                own = (
                    ("{waits.meeting}", "make a meeting"),
                    ("{waits.attach}", "attach"),
                    ("{waits.dismiss}", "dismiss"),
                )
            case "dismissed":
                own = (("{waits.restore}", "restore"),)
            case _:
                own = ()
        open_ = (("{waits.open}", "open" if thing else self.table.heading_folds),)
        return (
            *own,
            *(open_ if self.table.rows else ()),
            *undo,
            ("{waits.mark}", "mark"),
            ("{waits.all}", "dismissed too"),
        )

    def _has_field(self, thing: Thing | None) -> bool:
        return thing is not None and bool(
            thing.conflict and thing.conflict.conflict.field != RECORD
        )

    def cell(self, row: str, column: Column) -> Cell:
        thing = self._things[row]
        if column.key == "title":
            return Cell(thing.title(self.desk.names))
        return Cell(thing.what if column.key == "what" else thing.source, "muted")

    def told(self, sheet: Sheet, row: str) -> None:
        tell_thing(sheet, self._things[row], self.desk.names)

    # ---------------------------------------------------------------- which are meant

    @property
    def _here(self) -> Thing | None:
        """What the cursor stands on."""
        return self._things.get(self.table.cursor_id or "")

    def _meant(self, sorts: Collection[Sort], *, one: bool = False) -> list[Thing]:
        """What a key acts on: the marked, else what the cursor stands on; none, and why is said,
        where that is not of these sorts."""
        marked = [thing for row, thing in self._things.items() if row in self.table.marked]
        found = marked or [thing for thing in (self._here,) if thing]
        why = ""
        if self._busy:
            why = "The last decision is still being written."
        elif not found:
            why = "Nothing is chosen here."
        elif any(thing.sort not in sorts for thing in found):
            why = f"This is for {MEANT[next(iter(sorts))]}."
        elif one and len(found) > 1:
            why = f"{len(found)} are marked, and this is for one."
        if why:
            self.notify(why, severity="warning", markup=False)
            return []
        return found

    # ---------------------------------------------------------------- deciding

    def _do(self, told: str, do: Callable[[], Callable[[], None]]) -> None:
        """Decide in a thread. `do` gives what takes it back."""
        self._busy = True

        def work() -> None:
            try:
                self._decisions.note(told, do())
                self.post_message(Done(f"{told} · {{waits.undo}} takes it back"))
            except Half as error:
                self._decisions.note(told, partial(take_back, self.desk.store, error.decided))
                self.post_message(Failed(f"Not all of it: {error}"))
            except StoreError as error:
                self.post_message(Failed(str(error)))
            finally:
                self.app.call_from_thread(self._done_with)

        self.run_worker(work, thread=True, group="decide")

    def _done_with(self) -> None:
        self._busy = False
        self.table.marked = frozenset()
        self._read()

    def action_decide(self, choice: Choice) -> None:
        """Take theirs, or keep ours."""
        chosen = [thing.conflict for thing in self._meant(DIFFER) if thing.conflict]
        if not chosen:
            return
        store = self.desk.store

        def do() -> Callable[[], None]:
            return partial(take_back, store, decide(store, chosen, choice))

        word = "Theirs taken" if choice == "theirs" else "Ours kept"
        self._do(f"{word}{f' in {len(chosen)}' if len(chosen) > 1 else ''}", do)

    def action_dismiss_news(self) -> None:
        """Dismiss the news."""
        if news := self._news(("news",)):
            self._turn(news, inbox.dismiss, inbox.restore, "dismissed")

    def action_restore(self) -> None:
        """Let dismissed news wait again."""
        if news := self._news(("dismissed",)):
            self._turn(news, inbox.restore, inbox.dismiss, "restored")

    def _news(self, sorts: tuple[Sort, ...], *, one: bool = False) -> list[inbox.Entry]:
        return [thing.news for thing in self._meant(sorts, one=one) if thing.news]

    def _turn(
        self,
        news: list[inbox.Entry],
        do: Callable[..., None],
        undo: Callable[..., None],
        told: str,
    ) -> None:
        store = self.desk.store

        def done() -> Callable[[], None]:
            do(store, news)
            now = {entry.id: entry for entry in inbox.everything(store)}
            return partial(undo, store, [now[entry.id] for entry in news if entry.id in now])

        self._do(f"{several(len(news), 'page')} of news {told}", done)

    def action_value(self) -> None:
        """Type what the field is to hold."""
        from tui.screens.deciding import ValueScreen

        thing = next(iter(self._meant(CONFLICT, one=True)), None)
        if thing is None or thing.conflict is None:
            return
        if not self._has_field(thing):
            self.notify("This is about the whole record: take theirs, or keep ours.")
            return
        screen = ValueScreen(self.desk, thing.conflict)
        self.app.push_screen(screen, partial(self._decided, "Decided with a value"))

    def action_attach(self) -> None:
        """Cite the news as evidence of a commitment."""
        from tui.screens.deciding import AttachScreen

        if news := self._news(("news",)):
            told = f"{several(len(news), 'page')} attached as evidence"
            self.app.push_screen(AttachScreen(self.desk, news), partial(self._decided, told))

    def action_meeting(self) -> None:
        """Make a meeting of the news, in its form."""
        from tui.screens.deciding import MeetingOfNews

        if news := self._news(("news",), one=True):
            form = MeetingOfNews(self.desk, news[0])
            self.app.push_screen(form, lambda _: self._decided("Meeting made", form.decided))

    def _decided(self, told: str, decided: Decided | None) -> None:
        """A question over this screen has decided."""
        if decided is not None:
            self._decisions.note(told, partial(take_back, self.desk.store, decided))
            self.post_message(Done(f"{told} · {{waits.undo}} takes it back"))
            self._done_with()

    def action_undo(self) -> None:
        """Take the last decision back; it waits again."""
        if self._busy:
            return
        self._busy = True

        def work() -> None:
            try:
                told = self._decisions.take_back()
                said = f"Taken back: {told}" if told else "Nothing was decided at this sitting."
                self.post_message(Done(said))
            except StoreError as error:
                self.post_message(Failed(str(error)))
            finally:
                self.app.call_from_thread(self._done_with)

        self.run_worker(work, thread=True, group="decide")

    # ---------------------------------------------------------------- the list

    @on(VirtualTable.Selected)
    def action_open(self) -> None:
        """Go to the record, or open the page of the news; a heading folds."""
        from tui.pages import visit

        thing = self._here
        if thing is None:
            self.table.action_select()
        elif thing.news is not None and thing.news.news.link:
            visit(self, thing.news.news.link)
        elif thing.conflict is not None and self.desk.store.get(thing.conflict.conflict.id):
            self.dismiss(thing.conflict.conflict.id)
        else:
            self.notify("There is nothing here to open.", severity="warning")

    def action_mark(self) -> None:
        """Mark it, or take its mark away, and go down."""
        self.table.mark()
        self.tell()

    def action_mark_all(self) -> None:
        """Mark all of the sort under the cursor; where all are marked, none."""
        here = self._here
        if here is None:
            return
        shown = ids_among(self.table.all_rows)
        every = {row for row in shown if self._things[row].sort == here.sort}
        self.table.marked = frozenset() if every <= self.table.marked else frozenset(every)
        self.tell()

    def action_fold(self, away: bool) -> None:
        """Fold what stands under the heading, or unfold it."""
        if away:
            self.table.action_left()
        else:
            self.table.action_right()

    @on(FoldingTable.Folded)
    def _folded(self) -> None:
        self.tell()

    def action_all(self) -> None:
        """Show what was dismissed, or hide it."""
        self._dismissed = not self._dismissed
        self._show()

    @on(Done)
    def _said(self, event: Done) -> None:
        event.stop()
        self.notify(event.text, timeout=4)

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        event.stop()
        self.notify(event.text, severity="error", timeout=10)
