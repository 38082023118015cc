"""Lines that scroll: what the tables and the detail pane have in common.

The bar is one column of the lines and their styles are named tones, both for the sake of the first
paint: five bars that are widgets, and a component class for each tone in each of them, made it a
fifth slower. A bar of characters is also one for terminals that know ASCII alone.
"""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.scroll_view import ScrollView
from textual.strip import Strip

WHEEL = 3  # lines that a notch of the wheel scrolls

TONES = {
    "muted": "$text-muted",
    "strong": "bold",
    "good": "$text-success",
    "soon": "$text-warning",
    "late": "bold $text-error",
    "title": "bold $primary",
    "label": "$text-muted",
    "link": "underline",
    "emphasis": "italic",
    "code": "$text-accent",
    "fill": "$primary",
    "line": "bold $accent",
    "area": "$border-blurred",
    "ours": "bold underline $text-warning",
    "theirs": "bold underline $text-success",
    "heading": "bold $accent",
    "header": "bold $text-muted",
    "rule": "$border-blurred",
    "bar": "$scrollbar",
    "cursor": "$block-cursor-foreground on $block-cursor-background",
    "cursor blurred": "$block-cursor-blurred-foreground on $block-cursor-blurred-background",
}


def thumb(top: int, seen: int, total: int) -> range:
    """Which of the `seen` lines carry the bar, with `top` lines of `total` above them; none where
    all is seen."""
    if seen <= 0 or total <= seen:
        return range(0)
    size = max(1, seen * seen // total)
    start = min(-(-top * (seen - size) // (total - seen)), seen - size)
    return range(start, start + size)


def top_for(start: int, seen: int, total: int) -> int:
    """How many lines stand above where the bar starts at line `start`: the contrary of `thumb`."""
    size = len(thumb(0, seen, total))
    if not size or seen == size:
        return 0
    return min(max(start, 0), seen - size) * (total - seen) // (seen - size)


def drawn(text: str, style: Style) -> list[Segment]:
    """The text as segments that begin with no space, unless they are nothing else: what draws a
    picture of the screen may swallow it."""
    words = text.lstrip(" ")
    if not words or len(words) == len(text):
        return [Segment(text, style)]
    return [Segment(text[: len(text) - len(words)], style), Segment(words, style)]


class LineView(ScrollView):
    """Lines of text by the line API. Colours are those of the theme, by name."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    LineView { overflow: hidden hidden; scrollbar-size: 0 0; }
    """

    FIXED: ClassVar[int] = 0  # lines at the top that do not scroll; they count in `virtual_size`

    ascii = False
    _grip: int | None = None  # how far down the bar it was taken hold of, while it is dragged
    _tones: dict[str, Style] = {}  # noqa: RUF012 - replaced, never changed, when the theme changes

    def tone(self, name: str) -> Style:
        """The style of this name on the widget's background; "" is plain."""
        known = self._tones.get(name)
        if known is None:
            parse = self.app.stylesheet.parse_style
            known = (self.visual_style + parse(TONES.get(name, ""))).rich_style
            if name.startswith("cursor") and self.app.no_color:
                known += Style(reverse=True)
            self._tones = {**self._tones, name: known}
        return known

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._tones = {}

    def barred(self, y: int, strip: Strip) -> Strip:
        """The strip of line `y` with its piece of the bar, where there is one to draw."""
        if not self.has_bar:
            return strip
        carried = thumb(self.scroll_offset.y, self._seen, self._total)
        text = ("#" if self.ascii else "▐") if y - self.FIXED in carried else " "
        return Strip([*strip, Segment(text, self.tone("bar"))], strip.cell_length + 1)

    @property
    def has_bar(self) -> bool:
        """Whether there are more lines than are seen."""
        return self.size.width > 0 and self._total > self._seen

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_to_line(self.scroll_offset.y + WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_to_line(self.scroll_offset.y - WHEEL)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the bar; beside it, it comes to the pointer first."""
        offset = event.get_content_offset(self)
        if offset is None or event.button != 1 or not self.on_bar(offset.x, offset.y):
            return
        event.stop()
        carried = thumb(self.scroll_offset.y, self._seen, self._total)
        line = offset.y - self.FIXED
        self._grip = line - carried.start if line in carried else len(carried) // 2
        self.capture_mouse()
        self._drag_to(line)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the bar."""
        if self._grip is not None:
            self._drag_to(event.get_content_offset_capture(self).y - self.FIXED)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go of the bar."""
        if self._grip is not None:
            self._grip = None
            self.release_mouse()

    def on_bar(self, x: int, y: int) -> bool:
        """Whether the bar runs through this cell of the content."""
        return self.has_bar and x == self.size.width - 1 and y >= self.FIXED

    @property
    def _seen(self) -> int:
        return self.size.height - self.FIXED

    @property
    def _total(self) -> int:
        return self.virtual_size.height - self.FIXED

    def _drag_to(self, line: int) -> None:
        self.scroll_to_line(top_for(line - (self._grip or 0), self._seen, self._total))

    def scroll_to_line(self, top: int) -> None:
        """Scroll at once so that this line is the first, as far as there is something to see."""
        if self.size.height:
            self.scroll_to(y=top, animate=False, force=True)
