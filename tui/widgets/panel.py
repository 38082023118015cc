"""A panel: the records of one kind in a table, or one line with its name and count."""

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.visual import Visual

from store.record import Record
from tui.cells import Teller, columns
from tui.fit import clean
from tui.listing import Listing
from tui.widgets.table import VirtualTable

TITLE, NUMBER, COUNT = "bold", "$text-muted", "$text-muted"


class Panel(VirtualTable):
    """The table of a kind. Collapsed it is one line; `listing` is what it lists."""

    listing: reactive[Listing] = reactive(Listing, init=False, always_update=True)
    """Set anew, what is seen is asked for anew: the same rows may tell other things by now."""
    filter: reactive[str] = reactive("", init=False)
    narrowed: reactive[bool] = reactive(False, init=False)
    """Whether a focus lets only some of the records through."""
    collapsed: reactive[bool] = reactive(False, init=False)

    class Opened(Message):
        """A collapsed panel was clicked."""

        def __init__(self, panel: "Panel") -> None:
            super().__init__()
            self.panel = panel

    def __init__(self, kind: type[Record], teller: Teller) -> None:
        about = kind.kind
        super().__init__(columns(kind), teller.of(about.name), id=about.plural)
        self.kind = kind
        self.ascii = teller.desk.config.ascii

    def on_resize(self) -> None:
        self.set_columns(columns(self.kind, self.size.width))

    def watch_listing(self, listing: Listing) -> None:
        self.empty = self._emptiness(listing)
        self.set_rows(listing.rows)
        self._entitle()

    def watch_filter(self) -> None:
        self.empty = self._emptiness(self.listing)
        self._entitle()

    def watch_narrowed(self) -> None:
        self.watch_filter()

    @property
    def title(self) -> Content:
        """The panel's number, name and count, and its filter line."""
        about, told = self.kind.kind, self.listing
        some = told.shown != told.total or told.trouble
        count = f"{told.shown} of {told.total}" if some else f"{told.total}"
        title = Content.assemble(
            (f"{about.panel} ", NUMBER), (f"{about.plural.capitalize()} ", TITLE), (count, COUNT)
        )
        return (
            title + Content.assemble("  ", (clean(self.filter), "$text-accent"))
            if self.filter
            else title
        )

    def render_line(self, y: int) -> Strip:
        if not self.collapsed:
            return super().render_line(y)
        line = Content("   ") + self.title
        width = self.size.width
        line = line.truncate(width, ellipsis=True)
        return Visual.to_strips(self, line, width, 1, self.visual_style)[0]

    def on_click(self, event: Click) -> None:
        if self.collapsed:
            event.prevent_default()
            self.post_message(self.Opened(self))

    def _entitle(self) -> None:
        self.border_title = self.title
        if self.collapsed:
            self.refresh()

    def _emptiness(self, listing: Listing) -> Content:
        """Which of the three it is: nothing recorded, nothing matches, could not be read."""
        plural = self.kind.kind.plural
        if listing.trouble:
            return Content.assemble(
                "The filter cannot be read:\n",
                f"{listing.trouble}\n\n",
                ("/ edits it · esc clears it", ""),
            )
        if not listing.total:
            return Content(f"No {plural} are recorded yet.\n\nn adds one")
        if self.filter:
            return Content(
                f"None of the {listing.total} {plural} match.\n\n/ edits the filter · esc clears it"
            )
        return Content(f"None of the {listing.total} {plural} belong here.\n\nesc widens")
