"""What waits for a person: conflicts, what is gone, doubles and news, each decided by a key."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from store.desk import Desk
from store.errors import StoreError
from store.journal.batch import Batch
from store.sync.kept.keep import all_sources
from store.sync.kept.memory import RECORD
from store.sync.kept.pending import Double
from store.sync.waiting import inbox
from store.sync.waiting.deciding import ask_again, decide, noted, take_back, tell_apart
from store.sync.waiting.one_or_two import make_one
from store.sync.waiting.resolve import Choice
from tui.bindings import bound
from tui.counting import several
from tui.decisions import Decisions
from tui.drawing.waits import tell_thing
from tui.fit import clean
from tui.keymap import keys_of
from tui.screens.deciding import Back, Deciding
from tui.sheet import Sheet
from tui.signs import signs
from tui.waiting import Sort, Thing, rows, things
from tui.widgets.columns import Cell, Column
from tui.widgets.folding import FoldingTable
from tui.widgets.rows import ids_among
from tui.widgets.table import VirtualTable

CONFLICT: tuple[Sort, ...] = ("conflict",)
DIFFER: tuple[Sort, ...] = ("conflict", "missing")
DOUBLE: tuple[Sort, ...] = ("double",)
NEWS: tuple[Sort, ...] = ("news",)
DISMISSED: tuple[Sort, ...] = ("dismissed",)

KEYS: dict[Sort, tuple[tuple[str, str], ...]] = {
    "conflict": (("{waits.theirs}", "theirs"), ("{waits.ours}", "ours")),
    "missing": (("{waits.theirs}", "remove here too"), ("{waits.ours}", "keep")),
    "double": (("{waits.one}", "make them one"), ("{waits.distinct}", "keep both")),
    "held": (),
    "news": (
        ("{waits.meeting}", "make a meeting"),
        ("{waits.attach}", "attach"),
        ("{waits.dismiss}", "dismiss"),
    ),
    "dismissed": (("{waits.restore}", "restore"),),
}


class Waits(Deciding):
    """Dismissed with the id of a record that is to be read, if any."""

    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("title", "What waits", None, 22, 0, fixed=True),
        Column("what", "Of it", 12, 8, 1),
        Column("source", "From", 10, 6, 2),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("waits.theirs", "decide('theirs')"),
        bound("waits.ours", "decide('ours')"),
        bound("waits.value", "value"),
        bound("waits.one", "one"),
        bound("waits.distinct", "distinct"),
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

    class Came(Message):
        """All that waits, or why it cannot be read, at the time of this reading."""

        def __init__(self, reading: int, found: list[Thing], trouble: str = "") -> None:
            super().__init__()
            self.reading, self.found, self.trouble = reading, found, trouble

    def __init__(self, desk: Desk, decisions: Decisions) -> None:
        super().__init__(desk, decisions)
        self._dismissed = False
        self._reading = 0
        self.table.empty = Content(f"Reading{signs(desk.config.ascii).ellipsis}")

    def on_mount(self) -> None:
        """Read what waits, and again whenever records change."""
        self._unsubscribe = self.desk.store.subscribe(self._heard)
        self.read()
        self.tell()

    def on_unmount(self) -> None:
        """No more news."""
        self._unsubscribe()

    def _heard(self, _: Batch) -> None:
        """In whatever thread wrote it."""
        self.app.call_later(self.read)

    def read(self) -> None:
        self._reading += 1  # one that began before may end after this one
        reading = self._reading

        def work() -> None:
            try:
                self.post_message(self.Came(reading, things(self.desk)))
            except StoreError as error:
                self.post_message(self.Came(reading, [], str(error)))

        self.run_worker(work, thread=True, group="read")

    @on(Came)
    def _came(self, event: Came) -> None:
        if event.reading != self._reading:
            return
        self.things = {thing.row: thing for thing in event.found}
        self._show(event.trouble)

    def _show(self, trouble: str = "") -> None:
        self.table.empty = Content(clean(trouble or self._nothing()))
        self.table.marked &= self.things.keys()
        self.table.set_rows(rows(self.things.values(), self._dismissed))
        self.tell()

    def _nothing(self) -> str:
        told = keys_of(self.app).told
        if self.things:
            pages = several(len(self.things), "page")
            return told(f"Nothing waits. {pages} of news dismissed: {{waits.all}} shows them.")
        if not all_sources(self.desk.store.journal.folder):
            return told(
                "Nothing waits: there are no sources yet.\n{sync} on the dashboard adds one."
            )
        return "Nothing waits for you."

    # ---------------------------------------------------------------- what is told

    def heading(self) -> str:
        return "What waits"

    def says(self) -> str:
        counts = Counter(thing.sort for thing in self.things.values())
        del counts["dismissed"]
        said = [
            several(n, sort) if sort in ("conflict", "double") else f"{n} {sort}"
            for sort, n in counts.items()
        ]
        marked = [f"{len(self.table.marked)} marked"] * bool(self.table.marked)
        return " · ".join([*said, *marked])

    def hints(self) -> Sequence[tuple[str, str]]:
        thing = self.here
        value = (("{waits.value}", "a value"),) if thing and _has_field(thing) else ()
        way = _way_on(thing) if thing else self.table.heading_folds
        some = any(thing.sort == "dismissed" for thing in self.things.values())
        hide = ("hide dismissed" if self._dismissed else "dismissed too") if some else ""
        return (
            *(KEYS[thing.sort] if thing else ()),
            *value,
            *((("{waits.open}", way),) if way else ()),
            *((("{waits.undo}", "undo"),) if self.decisions.kept else ()),
            *((("{waits.mark}", "mark"),) if thing else ()),
            *((("{waits.all}", hide),) if hide else ()),
        )

    def cell(self, row: str, column: Column) -> Cell:
        thing, names = self.things[row], self.desk.names
        match column.key:
            case "title":
                return Cell(thing.title(names))
            case "what":
                return Cell(thing.what(names), "muted")
            case _:
                return Cell(thing.source, "muted")

    def told(self, sheet: Sheet, row: str) -> None:
        tell_thing(sheet, self.things[row], self.desk)

    # ---------------------------------------------------------------- deciding

    def action_decide(self, choice: Choice) -> None:
        """Take theirs, or keep ours."""
        store = self.desk.store
        if chosen := [thing.conflict for thing in self.meant(DIFFER) if thing.conflict]:
            word = "Theirs taken" if choice == "theirs" else "Ours kept"
            some = f" in {len(chosen)}" if len(chosen) > 1 else ""
            self.do(word + some, lambda: partial(take_back, store, decide(store, chosen, choice)))

    def action_value(self) -> None:
        """Type what the field is to hold."""
        from tui.screens.settling import ValueScreen

        for thing in self.meant(CONFLICT, one=True):
            if thing.conflict is None or not _has_field(thing):
                said = "This is about the whole record: take theirs, or keep ours."
                self.notify(said, severity="warning")
            else:
                screen = ValueScreen(self.desk, thing.conflict)
                self.app.push_screen(screen, partial(self.decided, "Decided with a value"))

    def action_one(self) -> None:
        """The two are one: what the first lacks it gets from the second, what differs waits."""
        store = self.desk.store
        if doubles := self._doubles(one=True):
            join = partial(make_one, store, doubles[0].id, doubles[0].other)
            self.do("Made one", lambda: partial(take_back, store, noted(store, join)))

    def action_distinct(self) -> None:
        """They are not the same."""
        store = self.desk.store
        if doubles := self._doubles():

            def do() -> Back:
                tell_apart(store, doubles)
                return partial(ask_again, store, doubles)

            self.do("Both kept", do)

    def _doubles(self, *, one: bool = False) -> list[Double]:
        return [thing.double for thing in self.meant(DOUBLE, one=one) if thing.double]

    def action_dismiss_news(self) -> None:
        """Dismiss the news."""
        if news := self._news(NEWS):
            self._turn(news, inbox.dismiss, inbox.restore, "dismissed")

    def action_restore(self) -> None:
        """Let dismissed news wait again."""
        if news := self._news(DISMISSED):
            self._turn(news, inbox.restore, inbox.dismiss, "restored")

    def _news(self, sorts: tuple[Sort, ...], *, one: bool = False) -> list[inbox.Entry]:
        return [thing.news for thing in self.meant(sorts, one=one) if thing.news]

    def _turn(
        self,
        news: list[inbox.Entry],
        do: Callable[..., None],
        undo: Callable[..., None],
        told: str,
    ) -> None:
        store = self.desk.store

        def done() -> Back:
            do(store, news)
            now = {entry.id: entry for entry in inbox.everything(store)}
            return partial(undo, store, [now[entry.id] for entry in news if entry.id in now])

        self.do(f"{several(len(news), 'page')} of news {told}", done)

    def action_attach(self) -> None:
        """Cite the news as evidence of a commitment."""
        from tui.screens.settling import AttachScreen

        if news := self._news(NEWS):
            told = f"{several(len(news), 'page')} attached as evidence"
            self.app.push_screen(AttachScreen(self.desk, news), partial(self.decided, told))

    def action_meeting(self) -> None:
        """Make a meeting of the news, in its form."""
        from tui.screens.settling import MeetingOfNews

        if news := self._news(NEWS, one=True):
            form = MeetingOfNews(self.desk, news[0])
            self.app.push_screen(form, lambda _: self.decided("Meeting made", form.decided))

    # ---------------------------------------------------------------- the list

    @on(VirtualTable.Selected)
    def action_open(self) -> None:
        """Go to the record, or open the page of the news; a heading folds."""
        from tui.pages import visit

        thing = self.here
        if thing is None:
            self.table.action_select()
        elif thing.news is not None and thing.news.news.link:
            visit(self, thing.news.news.link)
        elif self.desk.store.get(thing.id):
            self.dismiss(thing.id)
        else:
            self.notify("There is nothing here to open.", severity="warning")

    def action_mark(self) -> None:
        """Mark it, or take its mark away, and go down."""
        self.table.mark()
        self.tell()

    def action_mark_all(self) -> None:
        """Mark all of the sort under the cursor; where all are marked, none."""
        if (here := self.here) is not None:
            shown = ids_among(self.table.all_rows)
            every = {row for row in shown if self.things[row].sort == here.sort}
            self.table.marked = frozenset(() if every <= self.table.marked else every)
            self.tell()

    def action_fold(self, away: bool) -> None:
        """Fold what stands under the heading, or unfold it."""
        (self.table.action_left if away else self.table.action_right)()

    @on(FoldingTable.Folded)
    def _folded(self) -> None:
        self.tell()

    def action_all(self) -> None:
        """Show what was dismissed, or hide it."""
        self._dismissed = not self._dismissed
        self._show()


def _has_field(thing: Thing) -> bool:
    return bool(thing.conflict and thing.conflict.conflict.field != RECORD)


def _way_on(thing: Thing) -> str:
    return "open the page" if thing.news else "open"
