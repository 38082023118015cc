"""Several items in one field: what is done stands as chips before what is being typed.

The line itself is Textual's `Input`; the chips are drawn into its padding, which grows with them.
"""

from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import on
from textual.events import Blur, MouseDown
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Input

from store.text import join_list, split_list
from tui.fit import cells, fit
from tui.signs import signs
from tui.widgets.inputs.base import Changed
from tui.widgets.inputs.line import Line

EDGE = 1  # cell left and right of all
ROOM = 12  # cells that are left for typing after the last chip
ROWS = 6  # lines at the most; more scroll


class Chip(NamedTuple):
    """An item: its words, as the field's type parses them, and what stands on it."""

    words: str
    shown: str


class Placed(NamedTuple):
    """Where a chip is drawn: its place among the chips, its line, its first cell, its cells."""

    at: int
    row: int
    start: int
    width: int


class Chips(Line):
    """Takes items one after the other. Backspace takes the last away, left and right walk them."""

    several = True
    COMPONENT_CLASSES: ClassVar[set[str]] = {"chips--chip", "chips--here", "chips--cross"}

    here: reactive[int | None] = reactive(None, init=False)
    """The chip that the cursor is on; `None` while it is in the text behind them."""

    _chips: tuple[Chip, ...] = ()
    _placed: tuple[Placed, ...] = ()
    _last = 0  # the line that the text stands on
    _above = 0  # lines of chips that are scrolled out at the top

    # ---------------------------------------------------------------- what it holds

    @property
    def words(self) -> str:
        done = join_list(chip.words for chip in self._chips)
        typed = self.value.strip().removesuffix(",")
        return ", ".join(filter(None, (done, typed)))

    @words.setter
    def words(self, words: str) -> None:
        items = items_of(words)
        self._hold([] if items is None else map(self.chip, items), words if items is None else "")

    def chip(self, words: str) -> Chip:
        """The chip for an item."""
        return Chip(words, words)

    def settle(self, value: tuple[str, ...]) -> None:
        self._hold(map(self.chip, value), "")

    def piece(self) -> str:
        return self.value.strip().strip('"')

    def add(self, chip: Chip) -> None:
        """One more, in the place of what was being typed; never one twice."""
        known = [other for other in self._chips if other.words != chip.words]
        self._hold([*known, chip], "")

    def _hold(self, chips: Iterable[Chip], typed: str) -> None:
        self._chips = tuple(dict.fromkeys(chips))
        self.here = None
        self.write(typed)
        self.set_out()

    def _without(self, at: int) -> None:
        self._chips = self._chips[:at] + self._chips[at + 1 :]
        self.set_out()
        self.post_message(Changed(self))

    @on(Input.Changed)
    def _parted(self, event: Input.Changed) -> None:
        """A comma ends an item."""
        done, typed = parted(event.value)
        items = items_of(done)
        if items:
            with self.prevent(Input.Changed):
                self.value = typed
            self.cursor_position = len(typed)
            self._chips = tuple(dict.fromkeys([*self._chips, *map(self.chip, items)]))
            self.set_out()
        elif items == () and done:
            with self.prevent(Input.Changed):
                self.value = typed

    # ---------------------------------------------------------------- going along the chips

    def action_cursor_left(self, select: bool = False) -> None:
        if self.here is not None:
            self.here = max(0, self.here - 1)
        elif self.cursor_position == 0 and self._chips and not select:
            self.here = len(self._chips) - 1
        else:
            super().action_cursor_left(select)

    def action_cursor_right(self, select: bool = False) -> None:
        if self.here is None:
            super().action_cursor_right(select)
        else:
            self.here = self.here + 1 if self.here + 1 < len(self._chips) else None

    def action_home(self, select: bool = False) -> None:
        if self._chips and not select and (self.here is not None or self.cursor_position == 0):
            self.here = 0
        else:
            super().action_home(select)

    def action_end(self, select: bool = False) -> None:
        self.here = None
        super().action_end(select)

    def action_delete_left(self) -> None:
        """The chip that the cursor is on, or the last one where nothing stands before it."""
        here = self.here
        if here is not None:
            self._without(here)
            self.here = here - 1 if here else 0 if self._chips else None
        elif self._chips and self.cursor_position == 0 and self.selection.is_empty:
            self._without(len(self._chips) - 1)
        else:
            super().action_delete_left()

    def action_delete_right(self) -> None:
        here = self.here
        if here is None:
            super().action_delete_right()
        else:
            self._without(here)
            self.here = here if here < len(self._chips) else None

    def action_delete_left_all(self) -> None:
        """All that stands before the cursor: the chips too."""
        super().action_delete_left_all()
        if self._chips:
            self._hold((), self.value)
            self.post_message(Changed(self))

    def insert_text_at_cursor(self, text: str) -> None:
        self.here = None
        super().insert_text_at_cursor(text)

    def on_blur(self, _event: Blur) -> None:
        """The cursor goes back behind the chips."""
        self.here = None

    def on_mouse_down(self, event: MouseDown) -> None:
        """A click goes to a chip; one on its cross takes it away."""
        row, x = event.y + self._above, event.x
        for placed in self._placed:
            if placed.row == row and placed.start <= x < placed.start + placed.width:
                event.prevent_default()
                event.stop()
                self.focus()
                if x >= placed.start + placed.width - 2:
                    self.here = None
                    self._without(placed.at)
                else:
                    self.here = placed.at
                return

    # ---------------------------------------------------------------- drawing

    def watch_here(self) -> None:
        self._scroll()
        self._restart_blink()
        self.refresh()

    def on_resize(self) -> None:
        """Another width takes another number of lines."""
        self.set_out()

    def set_out(self) -> None:
        """Place the chips, and leave the text the room behind them."""
        width = self.outer_size.width - 2 * EDGE
        if width <= 0:
            return
        placed: list[Placed] = []
        row = x = 0
        for at, chip in enumerate(self._chips):
            size = min(cells(chip.shown, width) + 4, width)
            if x and x + size > width:
                row, x = row + 1, 0
            placed.append(Placed(at, row, EDGE + x, size))
            x += size + 1
        if x and x + ROOM > width:
            row, x = row + 1, 0
        self._placed = tuple(placed)
        self._last = row
        self._scroll()
        height = min(row + 1, ROWS)
        self.styles.height = height
        self.styles.padding = (height - 1, EDGE, 0, EDGE + x)
        self.refresh(layout=True)

    def _scroll(self) -> None:
        """The last lines are seen, or those with the chip that the cursor is on."""
        most = max(0, self._last + 1 - ROWS)
        here = self.here
        row = most if here is None or here >= len(self._placed) else self._placed[here].row
        self._above = min(row, most)

    def render_lines(self, crop: Region) -> list[Strip]:
        whole = Region(0, crop.y, self.outer_size.width, crop.height)
        strips = super().render_lines(whole)
        strips = [self._with_chips(y, strip) for y, strip in enumerate(strips, crop.y)]
        if crop.column_span == whole.column_span:
            return strips
        return [strip.crop(*crop.column_span) for strip in strips]

    def _with_chips(self, y: int, strip: Strip) -> Strip:
        row = y + self._above
        if y == self.outer_size.height - 1 and row < self._last:
            strip = Strip.blank(self.outer_size.width, self.rich_style)  # the text is further down
        there = [placed for placed in self._placed if placed.row == row]
        if not there:
            return strip
        start = there[0].start
        between = Segment(" ", self.rich_style)
        drawn: list[Segment] = []
        for placed in there:
            drawn += [*self._drawn(placed), between]
        chips = Strip(drawn[:-1])
        return Strip.join([strip.crop(0, start), chips, strip.crop(start + chips.cell_length)])

    def _drawn(self, placed: Placed) -> list[Segment]:
        here = self.has_focus and placed.at == self.here
        style = self.get_component_rich_style("chips--here" if here else "chips--chip")
        cross = style + self.get_component_rich_style("chips--cross", partial=True)
        plain = self.screen.has_class("-ascii")
        shown = self._chips[placed.at].shown
        name = fit(shown, placed.width - 4, ellipsis=signs(plain).ellipsis)
        return [Segment(f" {name} ", style), Segment("x " if plain else "× ", cross)]


def items_of(text: str) -> tuple[str, ...] | None:
    """The items of a typed list; `None` while a quote is still open."""
    try:
        return split_list(text)
    except ValueError:
        return None


def parted(text: str) -> tuple[str, str]:
    """A typed list, parted after its last comma: what is done, and what is still being typed."""
    quoted, cut = False, 0
    for place, char in enumerate(text):
        if char == '"' and text[place - 1 : place] != "\\":
            quoted = not quoted
        elif char == "," and not quoted:
            cut = place + 1
    return text[:cut], text[cut:].lstrip() if cut else text
