"""The map of others' table on the screen: columns, what is to be settled, what comes of it."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.worker import get_current_worker

from store.desk import Desk
from store.errors import StoreError
from store.journal.batch import Batch
from store.mapping import Incoming, Outcome, outcome_of
from store.mapping.editing import nearest
from store.text import clean_line
from tui.bindings import bound
from tui.drawing.mapped import tell
from tui.fit import clean
from tui.mapped import ASK, NOTHING, Mapped, Place
from tui.screens.meaning import Brought
from tui.screens.walk import Walk
from tui.sheet import Sheet
from tui.signs import signs
from tui.widgets.columns import Cell, Column
from tui.widgets.folding import FoldingTable
from tui.widgets.table import VirtualTable


class Overtaken(Exception):
    """The map was changed while it was read what it comes to."""


class MapScreen(Walk[Brought]):
    """Shows a table under its map; whoever inherits changes it. Dismissed with what importing it
    did."""

    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("what", "In the table", None, 16, 0, fixed=True),
        Column("fills", "Here", 26, 8, 1),
        Column("where", "As in", 30, 8, 2),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("map.fold", "fold(True)"),
        bound("map.unfold", "fold(False)"),
    ]

    class Counted(Message):
        """How many rows of how many have been read."""

        def __init__(self, done: int, of: int) -> None:
            super().__init__()
            self.done, self.of = done, of

    class Came(Message):
        """What the table comes to under the map, or why that cannot be told."""

        def __init__(self, coming: Incoming, out: Outcome | None, trouble: str = "") -> None:
            super().__init__()
            self.coming, self.out, self.trouble = coming, out, trouble

    def __init__(self, desk: Desk, coming: Incoming) -> None:
        super().__init__(desk)
        self.coming = coming
        self.again = False
        self.mapped = Mapped(coming, None, desk.names)
        self._reading, self._busy = "", False

    @property
    def is_busy(self) -> bool:
        """Whether the file is being understood anew."""
        return self._busy

    @property
    def out(self) -> Outcome | None:
        """What comes; None while that is not known yet."""
        return self.mapped.out

    def on_mount(self) -> None:
        """Show the columns at once, and read what comes of the rows."""
        super().on_mount()
        self.table.folded = frozenset({"word"})
        self._unsubscribe = self.desk.store.subscribe(self._heard)
        self.use(self.coming)

    def on_unmount(self) -> None:
        """No more news."""
        self._unsubscribe()

    def _heard(self, _: Batch) -> None:
        """Records changed, in whatever thread: what comes may be something else now."""
        self.app.call_later(self._again)

    def _again(self) -> None:
        if self.is_attached:
            self.use(self.coming)

    # ---------------------------------------------------------------- what comes

    def use(self, coming: Incoming) -> None:
        """Go on under another map, and read what it comes to."""
        self.coming = coming
        self._show(Mapped(coming, None, self.desk.names))
        again = self.again

        def work() -> None:
            worker = get_current_worker()

            def progress(done: int, of: int) -> None:
                if worker.is_cancelled:
                    raise Overtaken
                self.post_message(self.Counted(done, of))

            try:
                out = outcome_of(self.desk.store, coming, again=again, progress=progress)
            except Overtaken:
                return
            except StoreError as error:
                self.post_message(self.Came(coming, None, str(error)))
            else:
                self.post_message(self.Came(coming, out))

        self.run_worker(work, thread=True, group="convert", exclusive=True)

    @on(Counted)
    def _counted(self, event: Counted) -> None:
        if self.out is None:
            self._reading = (
                f"{event.done:,} of {event.of:,} rows read{signs(self.table.ascii).ellipsis}"
            )
            self.tell()

    @on(Came)
    def _came(self, event: Came) -> None:
        if event.coming is not self.coming:
            return
        self._reading = event.trouble
        self._show(Mapped(event.coming, event.out, self.desk.names))

    def _show(self, mapped: Mapped) -> None:
        self.mapped = mapped
        self.table.set_rows(mapped.rows)
        self.tell()

    # ---------------------------------------------------------------- what is told

    def heading(self) -> str:
        return f"Import {self.coming.file}"

    def says(self) -> str:
        coming = self.coming
        many = len(coming.tables) > 1 and coming.sheet.title
        sheet = f"sheet {coming.sheet.title} · " if many else ""
        plural = coming.map.record.kind.plural
        by = f"map {coming.name} · " if coming.remembered else ""
        comes = self._reading if self.out is None else self.mapped.counts
        number = len(coming.sheet.rows)
        rows = "1 row" if number == 1 else f"{number:,} rows"
        return f"{sheet}{by}{rows} as {plural}: {comes}"

    def way_out(self) -> str:
        return "change nothing"

    @property
    def here(self) -> Place | None:
        """What the cursor stands on."""
        return self.mapped.places.get(self.table.cursor_id or "")

    def hints(self) -> Sequence[tuple[str, str]]:
        place = self.here
        chooses = {"column": "choose field", "open": "settle", "word": "change"}
        way = chooses.get(place.sort, "") if place else self.table.heading_folds
        leaves = {"column": "leave out", "open": "keep as it is"}
        leave = leaves.get(place.sort, "") if place else ""
        if place and place.sort == "column" and self.mapped.fills(place) == NOTHING:
            leave = ""
        several = (("{map.sheet}", "sheet"),) if len(self.coming.tables) > 1 else ()
        again = bool(self.out and (self.out.differs or self.out.ours)) or self.again
        return (
            ("{map.apply}", "import"),
            *((("{map.choose}", way),) if way else ()),
            *((("{map.leave}", leave),) if leave else ()),
            *((("{map.again}", "as here" if self.again else "as there"),) if again else ()),
            ("{map.kind}", "kind"),
            *several,
            ("{map.head}", "header row"),
            ("{map.other}", "map"),
            ("{walk.other}", "scroll beside" if self.has_class("-beside") else "scroll below"),
        )

    def cell(self, row: str, column: Column) -> Cell:
        place = self.mapped.places[row]
        match column.key:
            case "what":
                tone = "muted" if self.mapped.fills(place) == NOTHING else ""
                return Cell(clean_line(self.mapped.called(place)[:400]), tone)
            case "fills":
                said = self.mapped.fills(place)
                tones = {ASK: "soon", NOTHING: "muted", "+ new": "good"}
                return Cell(said, tones.get(said, ""))
            case _:
                return Cell(self.mapped.where(place)[:400], "muted")

    def told(self, sheet: Sheet, row: str) -> None:
        place = self.mapped.places[row]
        near = nearest(place.of, self.desk.names) if place.sort == "open" else ()  # type: ignore[arg-type]
        tell(sheet, self.mapped, place, self.desk.names, near)

    # ---------------------------------------------------------------- the list

    def action_fold(self, away: bool) -> None:
        """Fold what stands under the heading, or unfold it."""
        (self.table.action_left if away else self.table.action_right)()

    @on(FoldingTable.Folded)
    def _folded(self) -> None:
        self.tell()

    @on(VirtualTable.Highlighted)
    def _highlighted(self) -> None:
        self.table.empty = Content(clean("There is nothing in this table."))

    def refuse(self, why: str) -> None:
        """Say why a key does nothing here."""
        self.notify(why, severity="warning", markup=False)

    def in_a_thread(self, make: Callable[[], Incoming]) -> None:
        """Understand the file anew, in a thread, and go on with that; one thing after the other."""
        if self._busy:
            self.refuse("The table is still being read: wait a moment.")
            return

        def done(coming: Incoming | None, why: str = "") -> None:
            self._busy = False
            if coming is None:
                self.refuse(why)
            else:
                self.use(coming)

        def work() -> None:
            try:
                coming = make()
            except (StoreError, ValueError) as error:
                self.app.call_from_thread(done, None, str(error))
            else:
                self.app.call_from_thread(done, coming)

        self._busy = True
        self.run_worker(work, thread=True, group="understand")
