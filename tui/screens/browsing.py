"""Moving about the dashboard: from pane to pane, along references, and through filters."""

from functools import partial
from typing import TYPE_CHECKING

from textual import on

from store.kinds import KINDS
from store.record import Record
from tui.history import with_line
from tui.messages import FilterKept, FilterRestored, FilterTried
from tui.screens.board import PANELS, Board
from tui.widgets.detail import Detail
from tui.widgets.hint_bar import HintBar
from tui.widgets.panel import Panel
from tui.widgets.table import VirtualTable

if TYPE_CHECKING:
    from store.query.complete import Completion
    from tui.widgets.filter_bar import FilterBar


class Browsing(Board):
    """The board, and how one moves about it."""

    _opened = 0  # how long the trail was when the detail pane was entered
    _bar: "FilterBar | None" = None
    _before = ""  # the filter line that stood there when the bar was opened

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
        """Back (-1) or forward (1) along the records that were looked at."""
        self.go_to(self.trail.step(by))

    def leave(self) -> None:
        """Back to the record before, out of the detail, wider, clear: the first that applies."""
        if self.reading and self.trail.depth > self._opened:
            self.go_along(-1)
        elif self.reading:
            self.panel.focus()
        elif self.panel.marked or self.panel.ranging:
            self.panel.unmark()
        elif self.scopes:
            self.scopes = self.scopes[:-1]
        elif self.panel.filter:
            self.use_filter("")
        else:
            self.zoomed = False

    # ---------------------------------------------------------------- through filters

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
        from store.views import BUILT_IN, offered
        from tui.widgets.filter_bar import FilterBar

        if self._bar is not None:
            return
        if self.reading:
            self.panel.focus()
        kind, self._before = KINDS[self.current], self.panel.filter

        def offers(line: str, cursor: int) -> list["Completion"]:
            views = offered(line, kind.kind.name, BUILT_IN)
            return [*complete(line, cursor, kind, self.desk.names), *views]

        lister, history = self.listers[self.current], self.panel.history
        bar = self._bar = FilterBar(
            self._before, kind.kind.plural, offers, history, behind=not lister.quick
        )
        await self.mount(bar, before=self.query_one(HintBar))
        self.set_focus(bar.line)
        bar.watch(self.panel, "listing", bar.tell)
        if not lister.quick:
            self.run_worker(partial(lister.prepare, lambda: self.filtering), thread=True)
        self.hint()

    @on(FilterTried)
    def _filter_tried(self, event: FilterTried) -> None:
        if self._bar is not None:
            self.use_filter(event.line)

    @on(FilterKept)
    async def _filter_kept(self, event: FilterKept) -> None:
        self.panel.history = with_line(self.panel.history, event.line)
        await self._end_filtering()

    @on(FilterRestored)
    async def _filter_restored(self) -> None:
        self.use_filter(self._before)
        await self._end_filtering()

    async def _end_filtering(self) -> None:
        bar, self._bar = self._bar, None
        self.set_focus(self.panel)
        if bar is not None:
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
