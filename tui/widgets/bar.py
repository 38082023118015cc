"""A scroll view that draws its own bar: one column of the line API, in ASCII too.

Textual's bar is a widget of its own for each view; five of them are a tenth of the first paint.
"""

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.scroll_view import ScrollView
from textual.strip import Strip

WHEEL = 3  # lines that a notch of the wheel scrolls


def thumb(top: int, seen: int, total: int) -> range:
    """Which of the `seen` lines carry the bar, with `top` lines of `total` above them; none where
    all is seen."""
    if seen <= 0 or total <= seen:
        return range(0)
    size = max(1, seen * seen // total)
    start = -(-top * (seen - size) // (total - seen))
    return range(min(start, seen - size), min(start, seen - size) + size)


class BarView(ScrollView):
    """Lines that scroll, and a bar at the end of each where there are more than fit."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"bar--thumb"}
    DEFAULT_CSS = """
    BarView {
        overflow: hidden hidden;
        scrollbar-size: 0 0;
        & > .bar--thumb { color: $scrollbar; }
    }
    """

    ascii = False

    def barred(self, y: int, fixed: int, total: int, strip: Strip) -> Strip:
        """The strip of line `y` with its piece of the bar, where there is one to draw. `fixed`
        lines at the top do not scroll, `total` lines do."""
        if not self.has_bar(fixed, total):
            return strip
        carried = thumb(self.scroll_offset.y, self.size.height - fixed, total)
        text = ("#" if self.ascii else "▐") if y - fixed in carried else " "
        base = self.visual_style.rich_style
        return Strip([*strip, Segment(text, base + self.get_component_rich_style("bar--thumb"))])

    def has_bar(self, fixed: int, total: int) -> bool:
        """Whether there are more lines than are seen."""
        return self.size.width > 0 and total > self.size.height - fixed

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_to_line(self.scroll_offset.y + WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_to_line(self.scroll_offset.y - WHEEL)

    def scroll_to_line(self, top: int) -> None:
        """Scroll at once so that this line is the first, as far as there is something to see."""
        if self.size.height:
            self.scroll_to(y=top, animate=False, force=True)
