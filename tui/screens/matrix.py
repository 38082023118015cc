"""The matrix: owners by commitments, what the last word is on each, and what is behind it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from store.dates import spell
from store.desk import Desk
from store.journal.batch import Batch
from store.kinds import Commitment, Update
from store.reports.matrix import Cell, Column, Order, Row
from store.reports.matrix.paper import why_empty
from tui.answers import if_any
from tui.bindings import bound, moving
from tui.comparing import Asked, beginning, heading
from tui.counting import several
from tui.drawing.matrix import Drawn, about_cell, about_column
from tui.fit import clean, clip
from tui.keymap import keys_of
from tui.screens.helping import help_over
from tui.screens.once import Once
from tui.widgets.grid import Grid
from tui.widgets.header import Header
from tui.widgets.hint_bar import Hint, HintBar


class Place(NamedTuple):
    """Where the cursor stands: an owner, a commitment, and what is known of the two; None where
    the one does not owe the other."""

    row: Row
    column: Column
    cell: Cell | None


class MatrixScreen(Once, Screen[str | None]):
    """Dismissed with the id of the record that is to be opened. `at`: the commitment that the
    cursor is to stand on first; where it has no column, the next that falls due."""

    DEFAULT_CSS = (Path(__file__).parent.parent / "styles" / "matrix.tcss").read_text("utf-8")
    SCOPED_CSS = False
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("matrix.open", "open"),
        bound("matrix.add", "add"),
        bound("matrix.left", "move('cursor_left')"),
        bound("matrix.right", "move('cursor_right')"),
        bound("matrix.page_left", "move('page_left')"),
        bound("matrix.page_right", "move('page_right')"),
        bound("matrix.first", "move('first_column')"),
        bound("matrix.last", "move('last_column')"),
        bound("matrix.commitment", "commitment"),
        bound("matrix.sort", "sort"),
        bound("matrix.members", "members"),
        bound("matrix.words", "words"),
        bound("matrix.export", "export"),
        bound("matrix.close", "leave"),
        bound("jump", "app.jump"),
        bound("help", "help"),
        *moving(),
    ]

    class Gathered(Message):
        """The matrix as it stands; `ticket` tells whether it is still wanted."""

        def __init__(self, drawn: Drawn, ticket: object) -> None:
            super().__init__()
            self.drawn = drawn
            self.ticket = ticket

    def __init__(self, desk: Desk, asked: Asked, at: str = "") -> None:
        super().__init__(classes="-ascii" if desk.config.ascii else None)
        self.desk = desk
        self.grid = Grid(desk.config.ascii)
        self._asked, self._at = asked, at
        self._drawn: Drawn | None = None
        self._ticket: object = None

    def compose(self) -> ComposeResult:
        yield Header()
        yield self.grid
        yield Static(id="nothing")
        yield Static(id="says")
        yield HintBar()

    def on_mount(self) -> None:
        """Gather."""
        self.query_one(Header).day = spell(str(self.desk.names.today))
        self.query_one(HintBar).ascii = self.desk.config.ascii
        self.query_one("#nothing").display = False
        self.grid.focus()
        self._unsubscribe = self.desk.store.subscribe(self._heard)
        self.gather()
        self.tell()

    def on_unmount(self) -> None:
        """No more news."""
        self._unsubscribe()

    def _heard(self, _: Batch) -> None:
        """In whatever thread wrote it."""
        self.app.call_later(self.gather)

    def gather(self) -> None:
        """Work the matrix out in a thread."""
        asked, plain, ticket = self._asked, self.desk.config.ascii, object()
        self._ticket = ticket

        def work() -> None:
            self.post_message(self.Gathered(Drawn(asked.made(self.desk), plain), ticket))

        self.run_worker(work, thread=True, exclusive=True, group="gather")

    @on(Gathered)
    def _gathered(self, event: Gathered) -> None:
        if event.ticket is not self._ticket:
            return
        first = self._drawn is None
        self._drawn = event.drawn
        self.grid.show(event.drawn)
        if first:
            self.grid.go_to(*beginning(event.drawn.matrix, self._at))
        there = bool(event.drawn.columns)
        self.grid.display = there
        nothing = self.query_one("#nothing", Static)
        nothing.display = not there
        nothing.update(Content(why_empty(event.drawn.matrix)))
        self.tell()

    # ---------------------------------------------------------------- in words

    @property
    def place(self) -> Place | None:
        """Where the cursor stands; None where there is nothing to stand on."""
        at, drawn = self.grid.pointed, self._drawn
        if at is None or drawn is None:
            return None
        row, column = at
        return Place(drawn.matrix.rows[row], drawn.matrix.columns[column], drawn.at(row, column))

    @on(Grid.Pointed)
    def tell(self) -> None:
        """Say what the cell under the cursor is, and what can be done there."""
        if self._drawn is not None:
            width, plain = self.app.size.width, self.desk.config.ascii
            self.query_one(Header).heading = heading(self._drawn.matrix, width, plain)
        place, told = self.place, keys_of(self.app).told
        width = max(1, self.app.size.width - 2)
        lines = self._words(place) if place is not None else ("", "")
        says = Content.assemble(
            (clip(clean(lines[0]), width), "bold"), "\n", clip(clean(lines[1]), width)
        )
        self.query_one("#says", Static).update(says)
        bar = self.query_one(HintBar)
        bar.hints = tuple(Hint(told(keys), label) for keys, label in self._hints())
        bar.always = Hint(told("{help}"), "help")

    def _words(self, place: Place) -> tuple[str, str]:
        adds = keys_of(self.app).key("matrix.add")
        said = about_cell(place.row, place.cell, adds)
        if self._drawn is not None and (empty := why_empty(self._drawn.matrix)):
            said = f"{empty} {adds} adds the first"
        return about_column(place.column), said

    def _hints(self) -> Sequence[tuple[str, str]]:
        return (
            ("{matrix.open}", "updates"),
            ("{matrix.add}", "add update"),
            ("{matrix.commitment}", "commitment"),
            ("{matrix.sort}", "by name" if self._asked.order == "mean" else "by mean"),
            ("{matrix.members}", "groups" if self._asked.members else "members"),
            ("{matrix.words}", "narrow" if self.grid.in_words else "words"),
            ("{matrix.export}", "export"),
            ("{matrix.page_left} {matrix.page_right}", "page"),
            ("{matrix.close}", "close"),
        )

    def on_resize(self) -> None:
        """The words below are cut anew."""
        self.tell()

    # ---------------------------------------------------------------- what is done there

    def action_move(self, way: str) -> None:
        """Move the cursor of the grid."""
        getattr(self.grid, f"action_{way}")()

    @on(Grid.Chosen)
    def action_open(self) -> None:
        """See the updates behind the cell."""
        from tui.screens.behind import BehindScreen

        if (place := self._owing()) is None:
            return
        commitment = self.desk.store.get(place.column.id)
        if isinstance(commitment, Commitment):
            screen = BehindScreen(self.desk, commitment, place.row, self._asked.members)
            self.app.push_screen(screen, if_any(self._behind))

    def _behind(self, id: str) -> None:
        """An update was chosen there; or "": one is to be added."""
        if id:
            self.dismiss(id)
        else:
            self.action_add()

    def action_add(self) -> None:
        """Add an update of what the owner under the cursor has done."""
        from tui.screens.form import FormScreen

        if (place := self._owing()) is None:
            return
        words = {"commitment": place.column.id, "at": str(self.desk.names.today), "score": ""}
        if place.row.kind == "member":
            words["member"] = place.row.id
        self.app.push_screen(FormScreen(self.desk, Update, None, words), if_any(self._added))

    def _added(self, _: str) -> None:
        self.notify("Update added · {undo} undoes, on the dashboard", markup=False, timeout=4)

    def _owing(self) -> Place | None:
        """Where the cursor stands, if there is something owed; else say that there is not."""
        place = self.place
        if place is not None and place.cell is None:
            self.notify(about_cell(place.row, None, ""), severity="warning", markup=False)
            return None
        return place

    def action_commitment(self) -> None:
        """Open the commitment of the column."""
        if (place := self.place) is not None:
            self.dismiss(place.column.id)

    def action_sort(self) -> None:
        """Order the owners by mean, the best first, or by name."""
        order: Order = "name" if self._asked.order == "mean" else "mean"
        self._asked = self._asked._replace(order=order)
        self.gather()

    def action_members(self) -> None:
        """Show the members of a group in its place, or the groups again."""
        self._asked = self._asked._replace(members=not self._asked.members)
        self.gather()

    def action_words(self) -> None:
        """Wide columns with words, or narrow ones."""
        self.grid.words = not self.grid.words
        self.tell()

    def action_export(self) -> None:
        """Write it into a file."""
        from tui.screens.matrix_file import MatrixFileScreen

        if self._drawn is None or not self._drawn.columns:
            self.notify("There is nothing to write.", severity="warning", markup=False)
            return
        about = several(len(self._drawn.columns), "commitment")
        asking = MatrixFileScreen(self.desk, about, partial(self._asked.made, self.desk))
        self.app.push_screen(asking, if_any(self._written))

    def _written(self, told: str) -> None:
        self.notify(told, markup=False, timeout=6)

    def action_help(self) -> None:
        """What the keys do; what is chosen there is done on the dashboard."""
        help_over(self, self.desk)

    def action_leave(self) -> None:
        """Back to the dashboard."""
        self.dismiss(None)
