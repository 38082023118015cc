"""What a view shows of a kind that has no panel, such as roles: a list over the dashboard."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from store.kinds import KINDS
from store.record import Record
from store.views import View
from tui.bindings import bound, moving
from tui.cells import Teller
from tui.choice import columns
from tui.fit import clean
from tui.listing import Lister
from tui.scope import standing_in
from tui.screens.overlay import Overlay
from tui.widgets.table import VirtualTable


class ListedScreen(Overlay[str | None]):
    """Dismissed with the id of the record that was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("listed.close", "leave"),
        *moving(),
    ]

    def __init__(self, teller: Teller, view: View) -> None:
        super().__init__(teller.desk.config.ascii)
        self._teller, self._view = teller, view
        self._kind: type[Record] = KINDS[view.kind]
        self._listing = Lister(teller.desk, view.kind).list(view.line)

    def compose(self) -> ComposeResult:
        about, told = self._kind.kind, self._listing
        table = VirtualTable(columns(self._kind), self._teller.of(about.name))
        table.ascii = self.ascii
        table.empty = told.trouble or told.note or f"None of the {told.total} {about.plural} match."
        count = f"  {told.shown} of {told.total} {about.plural}"
        title = Content.assemble(
            (clean(self._view.title), "bold"),
            (count, "$text-muted"),
            (f"  {clean(self._view.line)}", "$text-accent"),
        )
        with Vertical(classes="sheet -listed"):
            yield Static(title, classes="sheet-title")
            yield table
            way_on = (("enter", _way_on(self._kind)),) if told.rows else ()
            yield self.foot(*way_on, ("{listed.close}", "close"))

    def on_mount(self) -> None:
        """All of them."""
        self.table.set_rows(self._listing.rows)
        self.table.focus()
        self.call_after_refresh(self.on_resize)

    def on_resize(self) -> None:
        """The columns and the lines that there is room for."""
        width = self.table.size.width
        self.table.set_columns(columns(self._kind, width, ascii=self.ascii))
        self.set_height(max(2, len(self._listing.rows)))

    @on(VirtualTable.Selected)
    def _selected(self, event: VirtualTable.Selected) -> None:
        self.dismiss(event.row_id)


def _way_on(kind: type[Record]) -> str:
    place = standing_in(kind)
    return f"open the {place}" if place else "open"
