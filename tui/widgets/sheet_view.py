"""A sheet on the screen: lines that scroll, and a cursor that stands on what can be followed."""

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from tui.fit import cells, clip
from tui.sheet import NOTHING, Line, Sheet, Target, rows_of
from tui.signs import signs
from tui.widgets.line_view import LineView, drawn


class SheetView(LineView, can_focus=True, inherit_bindings=False):
    """Draws its sheet; what makes one for a width is said by those that inherit."""

    pointer = 2  # the cursor's symbol and a space
    spare = 2  # kept free at the right, the bar's place among it

    class Pointed(Message):
        """The cursor came to stand on something else."""

    def __init__(self, ascii: bool, id: str | None = None) -> None:
        super().__init__(id=id)
        self.ascii = ascii
        self._sheet = Sheet(1)
        self._item = NOTHING

    def make(self, width: int) -> Sheet:
        """What is to be seen, for lines of this width."""
        return Sheet(width)

    def chosen(self, target: Target) -> None:
        """Enter was pressed on it, or it was clicked."""

    @property
    def pointed(self) -> Target | None:
        """What the cursor stands on."""
        targets = self._sheet.targets
        return targets[self._item] if 0 <= self._item < len(targets) else None

    def remake(self, target: Target | None = None) -> None:
        """Make the sheet anew; the cursor goes to this target, else where it was."""
        before = self.pointed
        self._sheet = self.make(self.room) if self.size else Sheet(1)  # not laid out: made then
        targets = self._sheet.targets
        if target in targets:
            self._item = targets.index(target)
        else:
            self._item = min(max(self._item, 0), len(targets) - 1)
        self.virtual_size = Size(0, len(self._sheet.lines))
        if self.pointed != before:
            self.post_message(self.Pointed())
        self.refresh()

    @property
    def room(self) -> int:
        """The cells that a line has beside the gutter and a margin."""
        return max(1, self.content_size.width - self.pointer - self.spare)

    def on_resize(self) -> None:
        if self._sheet.width != self.room:
            self.remake(self.pointed)
            self.reveal()

    def render_line(self, y: int) -> Strip:
        width = self.size.width - self.has_bar
        line = self._line(self.scroll_offset.y + y)
        plain, over = self.tone(""), self.tone("cursor")
        here = self.has_focus and self._item != NOTHING
        at_item = here and any(part.item == self._item for part in line)
        symbol = signs(self.ascii).cursor if at_item else " "
        edge = plain + over if at_item and line[0].item == self._item else plain
        segments = [Segment(f"{symbol} "[: self.pointer], edge)] if self.pointer else []
        room = self._sheet.width
        owed = here and not self.pointer  # the cursor's symbol stands in a space of the item's own
        for text, tone, item in line:
            shown = clip(text, room)
            if owed and item == self._item and shown.startswith(" "):
                segments.append(Segment(symbol, plain + over))
                shown, owed = shown[1:], False
            room -= cells(shown, room)
            style = self.tone(tone) if tone else plain
            if here and item == self._item:
                style = self.pointed_at(style, over) if tone else plain + over
            segments += drawn(shown, style)
        rest = plain + over if at_item and line[-1].item == self._item else plain
        strip = Strip(segments).adjust_cell_length(width, rest)
        return self.barred(y, strip)

    def pointed_at(self, style: Style, over: Style) -> Style:
        """The style of a part with a tone of its own, where the cursor stands."""
        return style + over

    # moving: to the next thing that can be followed, or a line where that is out of sight

    def action_cursor_down(self) -> None:
        """On to the next thing, or a line down."""
        self.step(1)

    def action_cursor_up(self) -> None:
        """Back to the thing before, or a line up."""
        self.step(-1)

    def action_page_down(self) -> None:
        """A page down."""
        self._leaf(self.size.height - 1)

    def action_page_up(self) -> None:
        """A page up."""
        self._leaf(1 - self.size.height)

    def action_half_down(self) -> None:
        """Half a page down."""
        self._leaf(self.size.height // 2)

    def action_half_up(self) -> None:
        """Half a page up."""
        self._leaf(-(self.size.height // 2))

    def action_home(self) -> None:
        """To the first thing and the first line."""
        self.point(0)
        self.scroll_to_line(0)

    def action_end(self) -> None:
        """To the last thing and the last line."""
        self.point(len(self._sheet.targets) - 1)
        self.scroll_to_line(len(self._sheet.lines))

    def action_follow(self) -> None:
        """Go where the cursor points."""
        if (target := self.pointed) is not None:
            self.chosen(target)

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None or self.on_bar(offset.x, offset.y):
            return
        item = self._item_at(offset.x - self.pointer, self.scroll_offset.y + offset.y)
        if item != NOTHING:
            self.point(item)
            self.action_follow()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def point(self, item: int) -> None:
        """Put the cursor on this item."""
        if 0 <= item < len(self._sheet.targets) and item != self._item:
            self._item = item
            self.post_message(self.Pointed())
        self.refresh()

    def reveal(self) -> None:
        """Scroll to where the cursor stands."""
        rows = rows_of(self._sheet.lines, self._item)
        top, height = self.scroll_offset.y, self.size.height
        if rows and rows.start < top:
            self.scroll_to_line(rows.start)
        elif rows and rows.stop > top + height:
            self.scroll_to_line(min(rows.start, rows.stop - height))

    def step(self, by: int) -> None:
        """To the next thing in this direction, a line where it is further than that."""
        top, height = self.scroll_offset.y, self.size.height
        wanted = self._item + by
        rows = rows_of(self._sheet.lines, wanted) if wanted >= 0 else range(0)
        if rows and rows[0] in range(top - 1, top + height + 1):
            self.point(wanted)
            self.reveal()
        else:
            self.scroll_to_line(top + by)

    def _line(self, at: int) -> Line:
        return self._sheet.lines[at] if 0 <= at < len(self._sheet.lines) else ()

    def _item_at(self, x: int, y: int) -> int:
        """The item at a cell; past the end of a line that of its last part."""
        end, line = 0, self._line(y)
        for part in line:
            end += cells(part.text, self._sheet.width)
            if x < end:
                return part.item
        return line[-1].item if line else NOTHING

    def _leaf(self, by: int) -> None:
        self.scroll_to_line(self.scroll_offset.y + by)
        self.call_after_refresh(self._point_at_seen, by)

    def _point_at_seen(self, by: int) -> None:
        """Point at something in sight, the nearest to where the page was turned from."""
        top = self.scroll_offset.y
        lines = self._sheet.lines[top : top + self.size.height]
        items = [part.item for line in lines for part in line if part.item != NOTHING]
        if items and self._item not in items:
            self.point(items[0] if by > 0 else items[-1])
