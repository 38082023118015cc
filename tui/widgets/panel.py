"""A panel: the records of one kind in a table, or one line with its name and count."""

from textual import on
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.visual import Visual

from store.query.sorting import sorted_by, sorts_of, with_sorts
from store.query.syntax import QueryError, Sort
from store.record import Record
from tui.cells import Teller
from tui.choice import AS_DECLARED, Choice, columns
from tui.fit import clean
from tui.keymap import keys_of
from tui.listing import Listing
from tui.signs import signs
from tui.state import PanelState
from tui.widgets.marking import MarkingTable
from tui.widgets.rows import ids_among
from tui.widgets.table import VirtualTable

EDITS = "{filter} edits the filter · {leave} clears it"
WIDENS = "{filter} edits the filter · {leave} widens"
TITLE, NUMBER, COUNT, MARKS = "bold", "$text-muted", "$text-muted", "bold"


class Panel(MarkingTable):
    """The table of a kind. Collapsed it is one line; `listing` is what it lists."""

    listing: reactive[Listing] = reactive(Listing(loading=True), init=False, always_update=True)
    """Set anew, what is seen is asked for anew: the same rows may tell other things by now."""
    filter: reactive[str] = reactive("", init=False)
    narrowed: reactive[bool] = reactive(False, init=False)
    """Whether a focus lets only some of the records through."""
    collapsed: reactive[bool] = reactive(False, init=False)
    choice: reactive[Choice] = reactive(AS_DECLARED, init=False)
    """The columns that were chosen, and their widths."""

    _of_marks: tuple[frozenset[str], int, tuple[Record, ...]] | None = None
    _recalled = ""  # the record that its cursor stood on the last time
    _listed: frozenset[str] | None = None  # the ids that are listed, once somebody asked

    class Opened(Message):
        """A collapsed panel was clicked."""

        def __init__(self, panel: "Panel") -> None:
            super().__init__()
            self.panel = panel

    class Sorted(Message):
        """Another order is wanted: the filter line that asks for it."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line

    def __init__(self, kind: type[Record], teller: Teller) -> None:
        about = kind.kind
        super().__init__(columns(kind), teller.of(about.name), id=about.plural)
        self.kind = kind
        self.history: tuple[str, ...] = ()  # the filter lines used before, oldest first
        self.ascii = teller.desk.config.ascii
        self._shelf = teller.desk.store

    # ---------------------------------------------------------------- what is remembered

    @property
    def state(self) -> PanelState:
        """What is worth remembering of it."""
        return PanelState(
            filter=self.filter,
            cursor=self.cursor_id or "",
            columns=self.choice.names,
            widths=dict(self.choice.widths),
            folded=tuple(sorted(self.folded)),
            marks=tuple(sorted(self.marked)),
            history=self.history,
        )

    def recall(self, state: PanelState) -> None:
        """Stand as it did; before anything is listed."""
        self.filter = state.filter
        self.choice = Choice(state.columns, tuple(state.widths.items()))
        self.folded = frozenset(state.folded)
        self.marked = frozenset(state.marks)
        self.history = state.history
        self._recalled = state.cursor
        if state.cursor:
            self.cursor_id = state.cursor

    # ---------------------------------------------------------------- columns and their order

    @property
    def sorts(self) -> tuple[Sort, ...]:
        """What the records are ordered by."""
        return sorts_of(self.filter, self.kind)

    def sort(self, sorts: tuple[Sort, ...]) -> None:
        """Ask for another order."""
        try:
            self.post_message(self.Sorted(with_sorts(self.filter, self.kind, sorts)))
        except QueryError as error:
            said = f"{error}: mend the filter first ({{filter}})."
            self.notify(said, severity="warning", markup=False)

    def choose(self, choice: Choice) -> None:
        """Take the columns that were chosen."""
        self.choice = choice

    @on(VirtualTable.HeaderClicked)
    def _header_clicked(self, event: VirtualTable.HeaderClicked) -> None:
        self.sort(sorted_by(self.sorts, event.column_key, event.further))

    def on_resize(self) -> None:
        self._set_columns()

    def watch_choice(self) -> None:
        self._set_columns()

    def _set_columns(self) -> None:
        made = columns(self.kind, self.size.width, self.choice, self.sorts, self.ascii)
        if made != self.columns:
            self.set_columns(made)

    # ---------------------------------------------------------------- what is listed

    def watch_listing(self, before: Listing, listing: Listing) -> None:
        self._listed = None
        top = self.cursor_id if before.loading and self._stands_first else None
        if self.marked and not listing.loading:
            self.marked &= self._shelf.records(self.kind.kind.name).keys()
        self.empty = self._emptiness(listing)
        self.set_rows(listing.rows)
        if top is not None and self.cursor_id == top != self._recalled:
            self.action_home()  # the first of the few there were; now it may be the last of many
        self._entitle()

    def watch_filter(self) -> None:
        self._set_columns()
        self.empty = self._emptiness(self.listing)
        self._entitle()

    def watch_narrowed(self) -> None:
        self.watch_filter()

    def watch_marked(self) -> None:
        self._entitle()

    def stand_on(self, id: str) -> None:
        """The cursor goes to this record; to the first of all where that one is not listed, until
        it is."""
        if self.cursor_id != id:
            self.cursor_id = self._first
            self.cursor_id = id or None

    @property
    def _stands_first(self) -> bool:
        return self.cursor_id == self._first

    @property
    def _first(self) -> str | None:
        return next((row for row in self.rows if isinstance(row, str)), None)

    @property
    def marked_records(self) -> tuple[Record, ...]:
        """The marked records by id, looked up once until marks or records change."""
        version = self._shelf.version(self.kind.kind.name)
        if self._of_marks is None or self._of_marks[:2] != (self.marked, version):
            records = self._shelf.records(self.kind.kind.name)
            found = tuple(records[id_] for id_ in sorted(self.marked) if id_ in records)
            self._of_marks = self.marked, version, found
        return self._of_marks[2]

    @property
    def records(self) -> tuple[Record, ...]:
        """The records that are listed, each once, also those under folded headings."""
        held = self._shelf.records(self.kind.kind.name)
        ids = dict.fromkeys(row for row in self.listing.rows if isinstance(row, str))
        return tuple(held[id_] for id_ in ids if id_ in held)

    @property
    def hidden(self) -> int:
        """How many of the marked ones the filter and the focus hide."""
        if not self.marked:
            return 0
        if self._listed is None:
            self._listed = ids_among(self.all_rows)
        return len(self.marked - self._listed)

    @property
    def title(self) -> Content:
        """The panel's number, name and count, and its filter line."""
        about, told = self.kind.kind, self.listing
        some = told.shown != told.total or told.trouble
        count = f"{told.shown} of {told.total}" if some else f"{told.total}"
        if told.loading:
            count = f"loading{signs(self.ascii).ellipsis}"
        title = Content.assemble(
            (f"{about.panel} ", NUMBER),
            (f"{about.plural.capitalize()} ", TITLE),
            (count, COUNT),
            "  " * bool(self.marked),
            (self._marks_told(), MARKS),
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

    def _marks_told(self) -> str:
        if not self.marked:
            return ""
        hidden = f" ({self.hidden} hidden)" if self.hidden else ""
        return f"{len(self.marked)} marked{hidden}"

    def _entitle(self) -> None:
        self.border_title = self.title
        if self.collapsed:
            self.refresh()

    def _emptiness(self, listing: Listing) -> Content:
        """Which of the three it is: nothing recorded, nothing matches, could not be read."""
        plural = self.kind.kind.plural
        edits = WIDENS if self.narrowed else EDITS
        if listing.trouble:
            said, ways = f"The filter cannot be read:\n{listing.trouble}", edits
        elif listing.loading:
            said, ways = f"The {plural} are being read.", ""
        elif not listing.total:
            said, ways = f"No {plural} are recorded yet.", "{new} adds one"
        elif self.filter and listing.note:
            said, ways = f"{listing.note}\n\n{{home}} says it", edits
        elif self.filter:
            said, ways = f"None of the {listing.total} {plural} match.", edits
        else:
            said, ways = f"None of the {listing.total} {plural} belong here.", "{leave} widens"
        return Content(keys_of(self.app).told(f"{said}\n\n{ways}").rstrip())
