"""The sources: how each stands, pulling from them, looking first; and which sources there are."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from store.desk import Desk
from store.errors import StoreError
from store.sync.address import shown
from store.sync.kept.keep import remove_source
from tui.answers import if_any
from tui.bindings import bound, moving
from tui.decisions import Decisions
from tui.fit import clean
from tui.pulling import Asked, Ended, Planned, Progress, Pulling, Ran
from tui.screens.confirm import Confirm
from tui.screens.helping import help_over
from tui.screens.overlay import Overlay
from tui.sources import Kept, cell_of, kept, present, size
from tui.widgets.columns import Cell, Column
from tui.widgets.hint_bar import Foot
from tui.widgets.table import VirtualTable

COLUMNS = (
    Column("name", "Source", 24, 12, 0, fixed=True),
    Column("stand", "State", 12, 12, 4),
    Column("came", "What came of it", None, 18, 1),
    Column("last", "Last run", 16, 8, 2, whole=True),
    Column("next", "Next", 16, 7, 3, whole=True),
    Column("format", "Format", 12, 4, 7),
    Column("items", "Items", 9, 5, 6, "right"),
    Column("bytes", "Bytes", 8, 6, 5, "right"),
)
NONE = "There are no sources yet.\n{sync.add} adds one: a feed on the web, or a file."
FEWEST, TOLD = 4, 3  # rows that there is room for; lines below them
SAID = 3  # lines of what is told of a source and of the keys, on a low screen
TICK = 20.0  # seconds after which times are told anew


class Sync(Overlay[None]):
    """The list of sources. What is pulled goes on by itself and is told as it goes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("sync.look", "pull(True)", priority=True),
        bound("sync.one", "pull(False)"),
        bound("sync.all", "pull_all"),
        bound("sync.waits", "waits"),
        bound("sync.add", "add"),
        bound("sync.edit", "edit"),
        bound("sync.remove", "remove"),
        bound("sync.close", "leave"),
        bound("help", "help"),
        *moving(),
    ]

    def __init__(
        self, desk: Desk, decisions: Decisions, ran: Callable[[], None] = lambda: None
    ) -> None:
        """`ran` is called when a run has ended: something else may wait now."""
        super().__init__(desk.config.ascii)
        self._desk, self._decisions, self._tell_ran = desk, decisions, ran
        self._pulling: Pulling | None = None
        self._under_way: dict[str, str] = {}
        self._kept: dict[str, Kept] = {}

    def compose(self) -> ComposeResult:
        table = VirtualTable(COLUMNS, self._cell, empty=Content(self.keys.told(NONE)))
        table.ascii = self.ascii
        with Vertical(classes="sheet -widest"):
            yield self.titled("Sources")
            yield table
            yield Static(classes="sheet-text")
            yield self.foot(always=("{help}", "help"))

    def on_mount(self) -> None:
        """Show what there is to pull from."""
        self.table.focus()
        self._show()
        self.set_interval(TICK, self.table.invalidate)

    def on_screen_resume(self) -> None:
        """Something was decided, or a source was added, on a screen over this one."""
        self._show()

    def _show(self) -> None:
        try:
            self._kept = {one.source.name: one for one in kept(self._desk.store)}
        except StoreError as error:
            self.table.empty = Content(clean(str(error)))
            self._kept = {}
        self.table.set_rows(list(self._kept))
        self.on_resize()
        self._tell()

    def on_resize(self) -> None:
        """As high as the list, and what is told below it, as far as there is room."""
        self.set_height(max(FEWEST, len(self._kept)), behind=TOLD, told=SAID)

    # ---------------------------------------------------------------- what is told

    @on(VirtualTable.Highlighted)
    def _tell(self) -> None:
        """What came of the source under the cursor, in full, and what can be done."""
        one = self._kept.get(self.table.cursor_id or "")
        self.query_one(".sheet-text", Static).update(Content(clean(self._said(one))))
        self._hint(one)

    def _said(self, one: Kept | None) -> str:
        if one is None:
            return ""
        name = one.source.name
        told = self._under_way.get(name) or one.came or "never synced"
        owns = f" · owns {', '.join(one.source.owns)}" if one.source.owns else ""
        every = f" · every {one.source.every} min" if one.source.every else ""
        waits = f" · {one.waits} wait: {{sync.waits}}" if one.waits else ""
        where = shown(one.source.url) if "://" in one.source.url else one.source.url
        return self.keys.told(f"{name}: {told}{waits} · {where}{owns}{every}")

    def _hint(self, one: Kept | None) -> None:
        pull = (("{sync.look}", "look"), ("{sync.one}", "pull"), ("{sync.all}", "pull all"))
        keep = (("{sync.edit}", "edit"), ("{sync.remove}", "remove"))
        some = any(k.waits for k in self._kept.values())
        waits = (("{sync.waits}", "what waits"),) if some else ()
        hints: tuple[tuple[str, str], ...]
        if self._pulling is not None:
            hints = (("{sync.close}", "stop"),)
        elif one is None:
            hints = (("{sync.add}", "new source"), ("{sync.close}", "close"))
        else:
            hints = (*pull, ("{sync.close}", "close"), *waits, ("{sync.add}", "new"), *keep)
        self.query_one(Foot).hints = self.hinted(*hints)

    def _cell(self, name: str, column: Column) -> Cell:
        one = self._kept[name]
        return cell_of(one, column.key, present(), self._under_way.get(name, ""), self.ascii)

    # ---------------------------------------------------------------- pulling

    def action_pull(self, look: bool) -> None:
        """Pull from the source under the cursor; `look`: its plan is shown first."""
        if (name := self.table.cursor_id) is not None:
            self._begin([name], look=look)

    def action_pull_all(self) -> None:
        """Pull from all sources, some at once."""
        self._begin(list(self._kept), look=False)

    def action_leave(self) -> None:
        """Stop what runs; where nothing runs, back to the dashboard."""
        if self._pulling is not None:
            self._pulling.stop()
        else:
            super().action_leave()

    def on_unmount(self) -> None:
        """Nothing goes on unseen."""
        if self._pulling is not None:
            self._pulling.stop()

    def _begin(self, names: list[str], *, look: bool) -> None:
        if not names or self._pulling is not None:
            return
        self._pulling = Pulling(self, self._desk.store, look=look)
        self._under_way = dict.fromkeys(names, "asking…" if not self.ascii else "asking...")
        self._pulling.begin(names)
        self.table.invalidate()
        self._tell()

    @on(Progress)
    def _progress(self, event: Progress) -> None:
        if event.source in self._under_way:
            self._under_way[event.source] = f"{event.items:,} items · {size(event.size)}"
            self.table.refresh_rows([event.source])
            self._tell()

    @on(Ran)
    def _ran(self, event: Ran) -> None:
        report = event.report
        self._under_way.pop(report.source, None)
        self._tell_ran()
        self._show()
        if report.stopped:  # nothing of it is kept
            self.notify(f"{report.source}: {report.error}", severity="warning", markup=False)

    @on(Ended)
    def _ended(self) -> None:
        """Everything can be asked again."""
        self._pulling = None
        self._under_way = {}
        self._show()

    @on(Asked)
    def _asked(self, event: Asked) -> None:
        """Put the question to the person, and the answer to the thread."""

        def answered(yes: bool | None) -> None:
            event.yes = bool(yes)
            event.answered.set()

        about = f"From {event.question.source}: until you say yes, it waits."
        screen = Confirm(event.question.text, about, "do it", self.ascii)
        self.app.push_screen(screen, answered)

    @on(Planned)
    def _planned(self, event: Planned) -> None:
        """Show the plan, and give what is left of it to the thread."""
        from store.sync.planning.outline import Left
        from tui.screens.plan import PlanScreen

        def answered(left: Left | None) -> None:
            event.left = left
            event.answered.set()

        self.app.push_screen(PlanScreen(self._desk, event.source, event.plan), answered)

    # ---------------------------------------------------------------- which sources there are

    def action_help(self) -> None:
        """What the keys do; what is chosen there is done on the dashboard."""
        if self._is_at_rest():
            help_over(self, self._desk)

    def _is_at_rest(self) -> bool:
        """Whether nothing runs; else it is said what to do."""
        if self._pulling is not None:
            said = self.keys.told("Wait until all has ended; {sync.close} stops it.")
            self.notify(said, severity="warning", markup=False)
        return self._pulling is None

    def action_waits(self) -> None:
        """Decide what waits."""
        from tui.screens.waits import Waits

        if self._is_at_rest():
            self.app.push_screen(Waits(self._desk, self._decisions), lambda _: self._tell_ran())

    def action_add(self) -> None:
        """Add a source."""
        from tui.screens.source import SourceForm

        if self._is_at_rest():
            self.app.push_screen(SourceForm(self._desk), if_any(self._go_to))

    def action_edit(self) -> None:
        """Change the source under the cursor."""
        from tui.screens.source import SourceForm

        one = self._kept.get(self.table.cursor_id or "")
        if one is not None and self._is_at_rest():
            self.app.push_screen(SourceForm(self._desk, one.source), if_any(self._go_to))

    def action_remove(self) -> None:
        """Forget the source under the cursor, when asked again."""
        one = self._kept.get(self.table.cursor_id or "")
        if one is None or not self._is_at_rest():
            return
        name = one.source.name
        waits = f" What waits of it ({one.waits}) is forgotten too." if one.waits else ""

        def answered(yes: bool | None) -> None:
            if yes:
                self._remove(name)

        said = f"What came from it stays.{waits} To have it again, add it anew."
        screen = Confirm(f"Forget the source {name}?", said, "forget", self.ascii)
        self.app.push_screen(screen, answered)

    def _remove(self, name: str) -> None:
        try:
            remove_source(self._desk.store.journal.folder, name)
        except StoreError as error:
            self.notify(str(error), severity="error", markup=False)
        self._show()

    def _go_to(self, name: str) -> None:
        self._show()
        self.table.cursor_id = name
