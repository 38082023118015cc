"""What the dashboard shows: four panels and the detail pane, and how they follow the records.

Data goes down to the widgets from here; what they say comes up as messages. Nothing here writes.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus
from textual.geometry import Size
from textual.reactive import reactive
from textual.screen import Screen

from store.dates import spell
from store.desk import Desk
from store.journal.batch import now
from store.kinds import KINDS
from store.record import Record
from tui.actions.situation import Situation
from tui.asking import Asking
from tui.cells import Teller
from tui.following import Following
from tui.listing import Listing
from tui.messages import Arrived, Linked, Listed
from tui.scope import Belongings
from tui.sheet import Sheet
from tui.state import Left, PanelState, State
from tui.telling import tell
from tui.trail import Trail
from tui.widgets.detail import Detail
from tui.widgets.header import Header
from tui.widgets.hint_bar import HintBar
from tui.widgets.panel import Panel
from tui.widgets.table import VirtualTable

WIDE, TALL = 120, 40  # from here on the detail stands beside, and all four panels are open

PANELS = sorted((k for k in KINDS.values() if k.kind.panel), key=lambda k: k.kind.panel)


class Board(Screen[None]):
    """The panels, the detail pane, and which of them is looked at."""

    AUTO_FOCUS = ""
    # As the screen's own it is read once; a CSS_PATH would have every rule read again at the start.
    DEFAULT_CSS = (Path(__file__).parent.parent / "styles" / "dashboard.tcss").read_text("utf-8")
    SCOPED_CSS = False

    current: reactive[str] = reactive(PANELS[0].kind.name, init=False)
    """The kind of the panel that the focus is in, or was in last."""
    reading: reactive[bool] = reactive(False, init=False)
    """Whether the focus is in the detail pane."""
    zoomed: reactive[bool] = reactive(False, init=False)
    shown: reactive[str] = reactive("", init=False)
    """The id of the record that the detail pane tells of."""
    scopes: reactive[tuple[str, ...]] = reactive((), init=False)
    """The records to whose belongings the panels are narrowed, one within the other."""

    def __init__(self, desk: Desk, state: State) -> None:
        super().__init__()
        self.desk = desk
        self.teller = Teller(desk)
        self.trail = Trail()
        self.panels = {kind.kind.name: Panel(kind, self.teller) for kind in PANELS}
        self.asking = Asking(self, desk, self.panels)
        self.following = Following(self, desk)
        self._belongings = Belongings(desk)
        self.detail = Detail(desk.config.ascii)
        self._state = state
        self._set_out_for = Size()
        self.set_class(desk.config.ascii, "-ascii")
        self.set_reactive(Board.zoomed, state.zoomed)
        if state.panel in self.panels:
            self.set_reactive(Board.current, state.panel)

    def compose(self) -> ComposeResult:
        self.set_out()
        yield Header()
        with Horizontal(id="body"):
            with Vertical(id="panels"):
                yield from self.panels.values()
            yield self.detail
        yield HintBar()

    def on_mount(self) -> None:
        """Everything is there before the first paint."""
        for kind, panel in self.panels.items():
            panel.recall(self._state.panels.get(kind, PanelState()))
        self.list_panels()
        self._head()
        self.panel.focus()
        self.set_reactive(Board.shown, self.panel.cursor_id or "")
        self.tell()
        self.following.start()

    def on_unmount(self) -> None:
        """No more news."""
        self.following.stop()
        self.asking.stop()

    @property
    def panel(self) -> Panel:
        """The current panel."""
        return self.panels[self.current]

    @property
    def pane(self) -> Panel | Detail:
        """The pane that keys go to."""
        return self.detail if self.reading else self.panel

    @property
    def situation(self) -> Situation:
        """What an action would find now."""
        get, panel = self.desk.store.get, self.panel
        at = self.shown if self.reading else panel.cursor_id or ""
        return Situation(
            kind=self.current,
            record=get(at),
            target=get(self.detail.target) if self.reading else None,
            marked=() if self.reading else panel.marked_records,
            settled=self.desk.store.linked,
            back=self.trail.depth > 0,
            forward=self.trail.ahead > 0,
            reading=self.reading,
            listed=len(panel.rows),
            grouped=panel.grouped,
            ranging=panel.ranging,
            heading="" if self.reading else panel.heading_folds,
            waiting=self.query_one(Header).waits,
        )

    @property
    def state(self) -> State:
        """What is worth remembering."""
        panels = {kind: panel.state for kind, panel in self.panels.items()}
        asked = self._state.asked_home or bool(self.desk.store.records("member"))
        left = Left(str(self.desk.names.today), now())
        return State(self.current, self.zoomed, panels, asked, left)

    @property
    def last_here(self) -> Left:
        """When one was here before this time."""
        return self._state.left

    @property
    def asks_home(self) -> bool:
        """Whether it has never been asked whose desk this is, and can be."""
        if self.desk.title or self.desk.config.home or self._state.asked_home:
            return False
        return bool(self.desk.store.records("member"))

    # ---------------------------------------------------------------- what is listed

    def list_panels(self, kinds: Iterable[str] = ()) -> None:
        """Ask for the rows of these panels anew (none given: of all)."""
        belongings = self._belongings.of(self.scopes)
        for kind in kinds or self.panels:
            panel = self.panels[kind]
            within = [ids[kind] for name, ids in belongings if name != kind]
            panel.narrowed = bool(within)
            self.asking.ask(kind, self.line_of(kind), within, self.listed)

    def line_of(self, kind: str) -> str:
        """The filter line that is asked of a panel."""
        return self.panels[kind].filter

    @on(Listed)
    def _listed(self, event: Listed) -> None:
        if self.asking.is_wanted(event):
            self.listed(event.kind, event.line, event.listing)
        self._link()

    def listed(self, kind: str, line: str, listing: Listing) -> None:
        """This is what the line comes to."""
        self.panels[kind].listing = listing

    # ---------------------------------------------------------------- a large store arrives

    def read_on(self) -> None:
        """The first paint is done: let the rest of a large store arrive."""
        self.following.read_on()

    @on(Arrived)
    def _arrived(self, event: Arrived) -> None:
        """The first records of a kind give way to all of them."""
        if event.kind in self.panels:
            self.list_panels([event.kind])
        self._link()

    def _link(self) -> None:
        """When all is listed, there is time to find out who refers to whom."""
        if not any(panel.listing.loading for panel in self.panels.values()):
            self.following.link()

    @on(Linked)
    def _linked(self) -> None:
        self.tell()
        self.hint()

    def tell(self) -> None:
        """Tell of the shown record in the detail pane, where that is seen."""
        if not (self.reading or self.has_class("-wide")):
            return
        record = self.desk.store.get(self.shown)
        self.detail.border_title = None if record is None else record.kind.name.capitalize()
        make = None if record is None else partial(self.told, record)
        self.detail.show(self.shown, make)

    def told(self, record: Record, width: int, folds: Mapping[str, bool]) -> Sheet:
        """The record in full, for lines of this width; `folds` as a `Sheet` takes them."""
        return tell(self.teller, record, width, folds)

    def on_store_changed(self) -> None:
        """All that is shown follows; the cursors stay on their records."""
        self.teller.forget()
        gone = [id_ for id_ in self.scopes if self.desk.store.get(id_) is None]
        self.set_reactive(Board.scopes, tuple(id_ for id_ in self.scopes if id_ not in gone))
        self.list_panels()
        self._head()
        if self.desk.store.get(self.shown) is None:
            self.trail.forget(self.shown)
            self.set_reactive(Board.shown, self.panel.cursor_id or "")
            if self.reading:
                self.panel.focus()
        self.tell()
        self.hint()

    # ---------------------------------------------------------------- where things stand

    def set_out(self) -> None:
        """Open and fold the panes as the size, the focus and the zoom ask for."""
        width, height = self._set_out_for = self.app.size
        wide = width >= WIDE
        every = wide and height >= TALL and not self.zoomed
        styled = self.is_mounted  # before that, the styles are still to come
        self.set_class(wide, "-wide", update=styled)
        self.set_class(self.reading, "-reading", update=styled)
        self.set_class(self.zoomed, "-zoomed", update=styled)
        for kind, panel in self.panels.items():
            panel.collapsed = not every and kind != self.current
            panel.set_class(panel.collapsed, "-collapsed", update=styled)
            panel.set_class(kind == self.current, "-current", update=styled)

    def on_resize(self) -> None:
        """The size decides what stands where. Textual tells of the same size more than once."""
        if self.app.size == self._set_out_for:
            return
        self.set_out()
        self.tell()
        self.hint()

    def watch_current(self) -> None:
        self.set_out()

    def watch_reading(self) -> None:
        self.set_out()
        self.tell()

    def watch_zoomed(self) -> None:
        self.set_out()

    def watch_shown(self) -> None:
        self.tell()

    def watch_scopes(self) -> None:
        self.list_panels()
        self._head()
        self.hint()

    def _head(self) -> None:
        header = self.query_one(Header)
        header.crumbs = tuple(self.desk.names.name(id_) for id_ in self.scopes)
        header.day = spell(str(self.desk.names.today))

    def hint(self) -> None:
        """Say which keys matter here."""

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The focus says which pane is looked at."""
        widget = event.widget
        hidden = self.reading and not self.query_one("#panels").display
        if isinstance(widget, Panel) and hidden and widget is not self.panel:
            self.detail.focus()  # Textual took the next best for the panel that was hidden
        elif isinstance(widget, Panel):
            self.current = widget.kind.kind.name
            self.reading = False
            self.shown = widget.cursor_id or ""
        elif isinstance(widget, Detail):
            self.reading = True
        self.hint()

    @on(VirtualTable.Highlighted)
    def _highlighted(self, event: VirtualTable.Highlighted) -> None:
        if event.table is self.panel and not self.reading:
            self.shown = event.row_id or ""
            self.hint()

    def go_to_panel(self, kind: type[Record]) -> None:
        """Look at this kind's panel."""
        self.current = kind.kind.name
        self.reading = False
        self.panel.focus()

    def go_to(self, id: str) -> None:
        """Show a record: the cursor of its panel goes there, if it has one and lists it."""
        record = self.desk.store.get(id)
        if record is None:
            return
        if record.kind.panel:
            kind = record.kind.name
            self.panels[kind].cursor_id = id
            self.current = kind
        self.shown = id

    def read(self, id: str) -> None:
        """Open a record in the detail pane."""
        self.go_to(id)
        self.reading = True
        self.detail.focus()
