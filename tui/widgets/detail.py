"""The detail pane: lines about a record, some of which can be followed."""

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from tui.fit import cells, clip
from tui.sheet import NOTHING, Line, Sheet
from tui.widgets.line_view import LineView, drawn

GUTTER = 2  # the cursor's symbol and a space

Maker = Callable[[int], Sheet]


class Detail(LineView, can_focus=True, inherit_bindings=False):
    """One record in full. What it shows is made for its width, by the function it is given."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "follow", "Follow", show=False)]

    target: var[str] = var("", init=False)
    """The id that the cursor points at, "" for none."""

    class Followed(Message):
        """A reference was followed to this record."""

        def __init__(self, record_id: str) -> None:
            super().__init__()
            self.record_id = record_id

    class Pointed(Message):
        """The cursor came to point at another record."""

    def __init__(self, ascii: bool) -> None:
        super().__init__(id="detail")
        self.ascii = ascii
        self._make: Maker | None = None
        self._key = ""
        self._sheet = Sheet(1)
        self._item = NOTHING

    def show(self, key: str, make: Maker | None) -> None:
        """Tell of another record, or of the same one (by its key) anew; None: of nothing."""
        same, self._key, self._make = key == self._key, key, make
        target = self.target if same else ""
        self._remake(target)
        if not same:
            self.scroll_to_line(0)

    def watch_target(self) -> None:
        self.post_message(self.Pointed())

    def on_resize(self) -> None:
        if self._sheet.width != self._width:
            self._remake(self.target)

    def render_line(self, y: int) -> Strip:
        total = len(self._sheet.lines)
        width = self.size.width - self.has_bar(0, total)
        line = self._line(self.scroll_offset.y + y)
        pointed = line.item == self._item != NOTHING and self.has_focus
        over = self.tone("cursor") if pointed else None
        plain = self.tone("") + over
        cursor = (">" if self.ascii else "▌") if pointed else " "
        segments = [Segment(f"{cursor} ", plain)]
        room = self._sheet.width
        for text, tone in line.parts:
            shown = clip(text, room)
            room -= cells(shown, room)
            segments += drawn(shown, self.tone(tone) + over if tone else plain)
        strip = Strip(segments).adjust_cell_length(width, plain)
        return self.barred(y, 0, total, strip)

    # moving: to the next thing that can be followed, or a line where that is out of sight

    def action_cursor_down(self) -> None:
        """On to the next reference, or a line down."""
        self._step(1)

    def action_cursor_up(self) -> None:
        """Back to the reference before, or a line up."""
        self._step(-1)

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
        """To the first reference and the first line."""
        self._point(0)
        self.scroll_to_line(0)

    def action_end(self) -> None:
        """To the last reference and the last line."""
        self._point(len(self._sheet.targets) - 1)
        self.scroll_to_line(len(self._sheet.lines))

    def action_follow(self) -> None:
        """Open what the cursor points at."""
        if self.target:
            self.post_message(self.Followed(self.target))

    def on_click(self, event: events.Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        line = self._line(self.scroll_offset.y + offset.y)
        if line.item != NOTHING:
            self._point(line.item)
            self.action_follow()

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    @property
    def _width(self) -> int:
        """The cells that a line has beside the gutter and a margin; the bar's place is kept."""
        return max(1, self.content_size.width - GUTTER - 2)

    def _line(self, at: int) -> Line:
        return self._sheet.lines[at] if 0 <= at < len(self._sheet.lines) else Line()

    def _remake(self, target: str) -> None:
        self._sheet = Sheet(self._width) if self._make is None else self._make(self._width)
        targets = self._sheet.targets
        self._item = targets.index(target) if target in targets else min(0, len(targets) - 1)
        self.virtual_size = Size(0, len(self._sheet.lines))
        self.target = targets[self._item] if targets else ""
        self.refresh()

    def _rows_of(self, item: int) -> range:
        at = [n for n, line in enumerate(self._sheet.lines) if line.item == item]
        return range(at[0], at[-1] + 1) if at else range(0)

    def _step(self, by: int) -> None:
        top, height = self.scroll_offset.y, self.size.height
        wanted = self._item + by
        rows = self._rows_of(wanted) if 0 <= wanted < len(self._sheet.targets) else range(0)
        seen = range(top, top + height)
        if rows and rows[0] in range(seen.start - 1, seen.stop + 1):
            self._point(wanted)
            self._reveal(rows)
        else:
            self.scroll_to_line(top + by)

    def _leaf(self, by: int) -> None:
        self.scroll_to_line(self.scroll_offset.y + by)
        self.call_after_refresh(self._point_at_seen, by)

    def _point_at_seen(self, by: int) -> None:
        """Point at something in sight, the nearest to where the page was turned from."""
        top = self.scroll_offset.y
        lines = range(top, top + self.size.height)
        items = [item for at in lines if (item := self._line(at).item) != NOTHING]
        if items and self._item not in items:
            self._point(items[0] if by > 0 else items[-1])

    def _point(self, item: int) -> None:
        if 0 <= item < len(self._sheet.targets):
            self._item = item
            self.target = self._sheet.targets[item]
            self.refresh()

    def _reveal(self, rows: range) -> None:
        top, height = self.scroll_offset.y, self.size.height
        if rows.start < top:
            self.scroll_to_line(rows.start)
        elif rows.stop > top + height:
            self.scroll_to_line(min(rows.start, rows.stop - height))
