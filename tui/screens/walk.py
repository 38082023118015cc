"""A screen to walk through many things and decide on them: a list at the left or above, and what
stands under its cursor beside or below it."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from store.dates import spell
from store.desk import Desk
from tui.answers import Answer
from tui.bindings import bound, moving
from tui.fit import clean, clip
from tui.keymap import keys_of
from tui.screens.helping import help_over
from tui.screens.once import Once
from tui.sheet import Sheet
from tui.widgets.columns import Cell, Column
from tui.widgets.header import Header
from tui.widgets.hint_bar import Hint, HintBar
from tui.widgets.marking import MarkingTable
from tui.widgets.picture import Picture
from tui.widgets.table import VirtualTable

BESIDE = 100  # cells from which on what is told of a row stands beside the list
MATTER = 2  # hints that stand before the way out
LOW = 20  # lines of a screen below which the frames are left out


class Walk(Once, Screen[Answer | None]):
    """Whoever inherits says what the columns are, tells a cell, a row in full, and a summary."""

    DEFAULT_CSS = (Path(__file__).parent.parent / "styles" / "walk.tcss").read_text("utf-8")
    SCOPED_CSS = False
    COLUMNS: ClassVar[tuple[Column, ...]]
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("walk.other", "other"),
        bound("walk.close", "leave"),
        bound("jump", "app.jump"),
        bound("help", "help"),
        *moving(),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(classes="-ascii" if desk.config.ascii else None)
        self.desk = desk
        self.table = MarkingTable(self.COLUMNS, self.cell, id="walked")
        self.table.ascii = desk.config.ascii
        self.sides = Picture(desk.config.ascii, id="sides")

    def compose(self) -> ComposeResult:
        yield Header()
        yield Static(id="says")
        with Container(id="walk"):
            yield self.table
            yield self.sides
        yield HintBar()

    def on_mount(self) -> None:
        """What stands at the top; the focus is in the list."""
        header = self.query_one(Header)
        header.heading = self.heading()
        header.day = spell(str(self.desk.names.today))
        self.sides.show(self._told)
        self.table.focus()
        self.lay_out()

    def on_resize(self) -> None:
        """Beside each other where there is room."""
        self.lay_out()
        self.tell()

    def lay_out(self) -> None:
        """Where the two stand."""
        self.set_class(self.app.size.width >= BESIDE, "-beside")
        self.set_class(self.app.size.height < LOW, "-low")

    # ---------------------------------------------------------------- what is told

    def heading(self) -> str:
        """What is seen here."""
        raise NotImplementedError

    def says(self) -> str:
        """A line above the list: what there is in all."""
        raise NotImplementedError

    def cell(self, row: str, column: Column) -> Cell:
        """One cell of the list."""
        raise NotImplementedError

    def told(self, sheet: Sheet, row: str) -> None:
        """Tell of a row in full."""
        raise NotImplementedError

    def hints(self) -> Sequence[tuple[str, str]]:
        """What keys do here, the most important first: `{plan.apply}` for the key of that id."""
        raise NotImplementedError

    def _told(self, width: int, _height: int) -> Sheet:
        sheet = Sheet(width, self.desk.config.ascii)
        if (row := self.table.cursor_id) is not None:
            self.told(sheet, row)
        return sheet

    @on(VirtualTable.Highlighted)
    def highlighted(self) -> None:
        """The pane tells of another row, from its beginning."""
        self.sides.scroll_to_line(0)
        self.tell()

    def tell(self) -> None:
        """Tell anew where things stand."""
        width = max(1, self.app.size.width - 2)
        self.query_one("#says", Static).update(Content(clip(clean(self.says()), width)))
        self.sides.remake()
        bar = self.query_one(HintBar)
        told = keys_of(self.app).told
        bar.ascii = self.desk.config.ascii
        hints = list(self.hints())
        hints.insert(MATTER, ("{walk.close}", self.way_out()))
        bar.hints = tuple(Hint(told(keys), label) for keys, label in hints)
        bar.always = Hint(told("{help}"), "help")

    def way_out(self) -> str:
        """What closing means, in a word."""
        return "close"

    # ---------------------------------------------------------------- keys

    def action_move(self, way: str) -> None:
        """Move the cursor of the list, or scroll what is told of it."""
        at = self.sides if self.focused is self.sides else self.table
        getattr(at, f"action_{way}")()

    def action_other(self) -> None:
        """From the list to what is told of it, to scroll that, and back."""
        (self.table if self.focused is self.sides else self.sides).focus()

    def action_help(self) -> None:
        """What the keys do; what is chosen there is done on the dashboard."""
        help_over(self, self.desk)

    def action_leave(self) -> None:
        """Close it without an answer."""
        self.dismiss(None)
