"""Moving about the dashboard: from pane to pane, along references, and through filters."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import on

from store.errors import StoreError
from store.kinds import KINDS
from store.record import Record
from tui.answers import if_any
from tui.history import with_line
from tui.listing import Listing
from tui.messages import FilterKept, FilterRestored, FilterTried
from tui.scope import standing_in
from tui.screens.board import PANELS, Board
from tui.trail import Place
from tui.widgets.detail import Detail
from tui.widgets.hint_bar import HintBar
from tui.widgets.panel import Panel
from tui.widgets.table import VirtualTable

if TYPE_CHECKING:
    from store.query.complete import Completion
    from store.views import View
    from tui.widgets.filter_bar import FilterBar


class Browsing(Board):
    """The board, and how one moves about it."""

    _opened = 0  # how long the trail was when the detail pane was entered
    _bar: "FilterBar | None" = None
    _begun = Place("")  # what was looked at, and how, when the bar was opened

    # ---------------------------------------------------------------- from pane to pane

    def next_pane(self, by: int) -> None:
        """Round the panels and, where it stands beside them, the detail."""
        panes: list[type[Record] | None] = [*PANELS]
        if self.has_class("-wide") and not self.zoomed:
            panes.append(None)
        at = panes.index(None if self.reading and None in panes else KINDS[self.current])
        kind = panes[(at + by) % len(panes)]
        if kind is None:
            self.enter()
        else:
            self.go_to_panel(kind)

    # ---------------------------------------------------------------- along references

    @property
    def place(self) -> Place:
        """What is looked at, and how."""
        panel = self.panel
        return Place(
            self.current,
            panel.filter,
            self.scopes,
            self.shown if self.reading else "",
            panel.cursor_id or "",
            panel.scroll_offset.y,
            self.detail.place if self.reading else None,
        )

    def travel(self, go: Callable[[], None]) -> None:
        """Go somewhere else, so that one can come back."""
        self.trail.visit(self.place)
        go()
        self.trail.visit(self.place)

    def read(self, id: str) -> None:
        """Open a record in the detail pane."""
        self.travel(partial(super().read, id))

    def enter(self) -> None:
        """Read the record under the panel's cursor."""
        if self.panel.cursor_id:
            self.read(self.panel.cursor_id)
            self._opened = self.trail.depth

    @on(VirtualTable.Selected)
    def _selected(self) -> None:
        self.enter()

    @on(Detail.Followed)
    def _followed(self, event: Detail.Followed) -> None:
        self.read(event.record_id)

    @on(Detail.Pointed)
    def _pointed(self) -> None:
        self.hint()

    def go_along(self, by: int) -> None:
        """Back (-1) or forward (1) along what was looked at, to find it as it was left."""
        here = self.place
        if by < 0 or here.is_at(self.trail.here):
            self.trail.visit(here)
        place = self.trail.step(by)
        if place is not None:
            self._go_to_place(place)

    def _go_to_place(self, place: Place) -> None:
        panel = self.panels[place.panel]
        panel.filter = place.filter
        self.current = place.panel
        if self.scopes != place.scopes:
            self.scopes = place.scopes  # all panels are listed anew
        else:
            self.list_panels([place.panel])
        panel.cursor_id = place.cursor or None
        if place.record:
            super().read(place.record)
            if place.reading is not None:
                self.detail.place = place.reading
        else:
            self.reading = False
            panel.focus()
            self.call_after_refresh(panel.scroll_to_line, place.top)
        self.hint()

    def leave(self) -> None:
        """Back to the record before, out of the detail, wider, clear: the first that applies."""
        if self.reading and self.trail.depth > self._opened:
            self.go_along(-1)
        elif self.reading:
            self.reading = False
            self.panel.focus()
        elif self.panel.marked or self.panel.ranging:
            self.panel.unmark()
        elif self.scopes:
            self.scopes = self.scopes[:-1]
        elif self.panel.filter:
            self.use_filter("")
        else:
            self.zoomed = False

    # ---------------------------------------------------------------- through views and filters

    def views(self) -> "dict[str, View]":
        """The named views; StoreError where one of the user's cannot be read."""
        from store.views import all_views, saved_views

        return all_views(self.desk.config.views, saved_views(self.desk.store.journal.folder))

    def use_view(self, view: "View") -> None:
        """Show what a view shows: in the panel of its kind, or in a list of its own."""
        kind = KINDS[view.kind]
        if kind.kind.panel:
            self.show_in(kind, view.line)
            return
        from tui.screens.listed import ListedScreen

        self.app.push_screen(ListedScreen(self.teller, view), if_any(self._listed_chosen))

    def show_in(self, kind: type[Record], line: str) -> None:
        """List what a line lets through in the panel of a kind, and look at it."""

        def go() -> None:
            self.go_to_panel(kind)
            self.use_filter(line)

        self.travel(go)

    def narrow_to(self, id: str) -> None:
        """Show in the other panels only what belongs to a record."""
        self.travel(partial(setattr, self, "scopes", (*self.scopes, id)))

    def _listed_chosen(self, id: str) -> None:
        """Read the record where it belongs: a role in its group."""
        record = self.desk.store.get(id)
        if record is None:
            return
        place: str = getattr(record, standing_in(type(record)), "")
        self.read(place or record.id)

    def use_filter(self, line: str) -> None:
        """List what this line lets through in the current panel."""
        self.panel.filter = line
        self.list_panels([self.current])
        self.hint()

    @property
    def filtering(self) -> bool:
        """Whether a filter line is being typed."""
        return self._bar is not None

    async def begin_filter(self) -> None:
        """Type a filter line; the panel follows as it is typed."""
        from store.query.complete import complete
        from store.views import offered
        from tui.widgets.filter_bar import FilterBar

        if self._bar is not None:
            return
        if self.reading:
            self.panel.focus()
        self._begun = self.place
        self.trail.visit(self._begun)
        kind, before = KINDS[self.current], self._begun.filter
        try:
            views = list(self.views().values())
        except StoreError:  # `o` says which, and why
            views = []

        def offers(line: str, cursor: int) -> list["Completion"]:
            begun = offered(line, kind.kind.name, views)
            ways_on = complete(line, cursor, kind, self.desk.names)
            return [*begun, *ways_on] if " " in line else [*ways_on, *begun]

        lister, history = self.asking.listers[self.current], self.panel.history
        bar = self._bar = FilterBar(
            before, kind.kind.plural, offers, history, behind=not lister.quick
        )
        await self.mount(bar, before=self.query_one(HintBar))
        self.add_class("-filtering")
        self.set_focus(bar.line)
        bar.tell(before, self.panel.listing)
        if not lister.quick:
            prepare = partial(lister.prepare, lambda: self.filtering)
            self.call_after_refresh(self.run_worker, prepare, thread=True)  # the bar comes first
        self.hint()

    def line_of(self, kind: str) -> str:
        """What is being typed, else what the panel has."""
        typing = self._bar is not None and kind == self.current
        return self._bar.line.value if typing and self._bar else super().line_of(kind)

    def listed(self, kind: str, line: str, listing: Listing) -> None:
        """What cannot be read while it is typed is told in the bar, and the rows stay."""
        if self._bar is not None and kind == self.current:
            self._bar.tell(line, listing)
            if listing.trouble:
                return
            self.panel.filter = line
            super().listed(kind, line, listing)
            self.panel.stand_on(self._begun.cursor)
        else:
            super().listed(kind, line, listing)

    @on(FilterTried)
    def _filter_tried(self) -> None:
        if self._bar is not None:
            self.list_panels([self.current])

    @on(FilterKept)
    async def _filter_kept(self, event: FilterKept) -> None:
        self.panel.history = with_line(self.panel.history, event.line)
        await self._end_filtering(event.line)
        self.trail.visit(self.place)

    @on(FilterRestored)
    async def _filter_restored(self) -> None:
        begun = self._begun
        await self._end_filtering(begun.filter)
        self.panel.cursor_id = begun.cursor or None
        self.call_after_refresh(self.panel.scroll_to_line, begun.top)

    async def _end_filtering(self, line: str) -> None:
        bar, self._bar = self._bar, None
        self.use_filter(line)
        self.set_focus(self.panel)
        if bar is not None:
            self.remove_class("-filtering")
            await bar.remove()
        self.hint()

    @on(Panel.Sorted)
    def _sorted(self, event: Panel.Sorted) -> None:
        self.use_filter(event.line)

    @on(Panel.Marked)
    @on(Panel.Folded)
    def _marked(self) -> None:
        self.hint()

    @on(Panel.Opened)
    def _panel_opened(self, event: Panel.Opened) -> None:
        self.go_to_panel(event.panel.kind)
