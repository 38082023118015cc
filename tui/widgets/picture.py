"""A sheet on which things stand beside each other too: the cursor goes in four directions."""

from collections.abc import Callable

from rich.style import Style
from textual.message import Message

from tui.fit import cells
from tui.sheet import NOTHING, Sheet, Target, rows_of
from tui.widgets.sheet_view import SheetView

Maker = Callable[[int, int], Sheet]


class Spot:
    """The cells that an item takes: its lines and columns, the last ones among them."""

    def __init__(self, top: int, left: int) -> None:
        self.top = self.bottom = top
        self.left = self.right = left

    def take(self, row: int, left: int, right: int) -> None:
        """It takes these cells, too."""
        self.bottom = max(self.bottom, row)
        self.left, self.right = min(self.left, left), max(self.right, right)


def spots(sheet: Sheet) -> dict[int, Spot]:
    """Where each item stands on a sheet."""
    found: dict[int, Spot] = {}
    for row, line in enumerate(sheet.lines):
        left = 0
        for part in line:
            size = cells(part.text, sheet.width + 1)
            if part.item != NOTHING and size:
                found.setdefault(part.item, Spot(row, left)).take(row, left, left + size - 1)
            left += size
    return found


def nearest(places: dict[int, Spot], here: int, across: int, down: int) -> int:
    """The item next to `here` in this direction; `here` where there is none.

    Up and down stay within what lies above or below; left and right go to the nearest line.
    """
    at = places[here]

    def distance(spot: Spot) -> tuple[int, int] | None:
        over = max(0, spot.top - at.bottom, at.top - spot.bottom)
        beside = max(0, spot.left - at.right, at.left - spot.right)
        if down:
            ahead = spot.top > at.bottom if down > 0 else spot.bottom < at.top
            return (over, abs(spot.left - at.left)) if ahead and not beside else None
        ahead = spot.left > at.right if across > 0 else spot.right < at.left
        return (over, beside) if ahead else None

    ranked = [(far, item) for item, spot in places.items() if (far := distance(spot)) is not None]
    return min(ranked)[1] if ranked else here


class Picture(SheetView, inherit_bindings=False):
    """Shows what its maker draws for a width and a height."""

    pointer = 0
    spare = 1

    class Chosen(Message):
        """Enter was pressed on this."""

        def __init__(self, target: Target) -> None:
            super().__init__()
            self.target = target

    def __init__(self, ascii: bool, id: str | None = None) -> None:
        super().__init__(ascii, id)
        self._draw: Maker | None = None
        self._drawn_for = 0

    def show(self, draw: Maker) -> None:
        """Draw this from now on."""
        self._draw = draw
        self.remake(self.pointed)

    def remake_around(self, target: Target, above: int | None = None) -> None:
        """Draw anew with the cursor on this: in the line of the screen where it stood, or with so
        many lines above it."""
        was = rows_of(self._sheet.lines, self._item)
        if above is None:
            above = was.start - self.scroll_offset.y if was else 0
        self.remake(target)
        now = rows_of(self._sheet.lines, self._item)
        if now:
            self.scroll_to_line(now.start - min(max(above, 0), max(0, self.size.height - 1)))
        self.reveal()
        self.post_message(self.Pointed())

    def make(self, width: int) -> Sheet:
        self._drawn_for = self.size.height
        return Sheet(width) if self._draw is None else self._draw(width, self.size.height)

    def on_resize(self) -> None:
        if self._drawn_for != self.size.height:
            self.remake(self.pointed)
        super().on_resize()
        self.reveal()

    def pointed_at(self, style: Style, over: Style) -> Style:
        """A bar keeps its colour: the ground alone tells."""
        if style.color == self.tone("").color:
            return style + over
        return style + Style(bgcolor=over.bgcolor, reverse=over.reverse)

    def chosen(self, target: Target) -> None:
        self.post_message(self.Chosen(target))

    def action_cursor_left(self) -> None:
        """To what stands at the left."""
        self._go(-1, 0)

    def action_cursor_right(self) -> None:
        """To what stands at the right."""
        self._go(1, 0)

    def step(self, by: int) -> None:
        if not self._go(0, by):
            self.scroll_to_line(self.scroll_offset.y + by)

    def _go(self, across: int, down: int) -> bool:
        places = spots(self._sheet)
        if self._item not in places:
            return False
        there = nearest(places, self._item, across, down)
        if there == self._item:
            return False
        self.point(there)
        self.reveal()
        return True
