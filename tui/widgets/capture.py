"""The text of minutes as it is written: keywords stand out, a sign in the margin says which lines
were recognised and which want an answer, and names and keywords are completed."""

from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea

from store.minutes.items import Item, Placed
from store.types.base import LONG_LIMIT
from tui.fit import clean

KNOWN, ASKS = "·", "?"
KNOWN_ASCII = "-"

Find = Callable[[int], Placed | None]
Complete = Callable[[str], str]


class Capture(TextArea):
    """`find` gives what the line of a number belongs to; `complete` how a line may go on that is
    written so far."""

    class TooLong(Message):
        """What was to be pasted is more than minutes may hold."""

    def __init__(self, find: Find, complete: Complete, ascii: bool, id: str) -> None:
        super().__init__(
            id=id,
            tab_behavior="focus",
            show_line_numbers=True,
            highlight_cursor_line=False,
        )
        self._find, self._complete = find, complete
        self._known = KNOWN_ASCII if ascii else KNOWN

    def remark(self) -> None:
        """What the lines were recognised as has changed."""
        self._line_cache.clear()
        self.refresh()

    def put(self, lines: Sequence[str]) -> None:
        """Insert these lines above the one that the cursor stands on, or in its place where that is
        empty, and go behind the last of them."""
        row = self.cursor_location[0]
        here = self.document.get_line(row)
        text = "\n".join(lines) + ("\n" if here.strip() else "")
        end = (row, 0) if here.strip() else (row, len(here))
        self.replace(text, (row, 0), end)
        self.move_cursor((row + len(lines) - 1, len(lines[-1])))

    def update_suggestion(self) -> None:
        row, column = self.cursor_location
        line = self.document.get_line(row)
        self.suggestion = self._complete(line) if column == len(line) else ""

    async def on_key(self, event: events.Key) -> None:
        """Tab takes what is suggested; else it goes on to the list."""
        if event.key == "tab" and self.suggestion:
            event.stop()
            event.prevent_default()
            self.insert(self.suggestion)

    async def on_paste(self, event: events.Paste) -> None:
        """More than minutes can hold is not taken; the rest is the text area's own to do."""
        if len(event.text) + len(self.text) > LONG_LIMIT:
            event.stop()
            event.prevent_default()
            self.post_message(self.TooLong())

    def get_line(self, line_index: int) -> Text:
        """The line with its keyword in bold, and what is asked about underlined."""
        text = super().get_line(line_index)
        text.plain = "\t".join(map(clean, text.plain.split("\t")))  # as long as before
        placed = self._find(line_index)
        if placed is not None:
            if line_index == placed.line:
                text.stylize(Style(bold=True), *placed.item.span)
            _underline(text, placed.item)
        return text

    def _render_line(self, y: int) -> Strip:
        strip = super()._render_line(y)
        rows = self.wrapped_document._offset_to_line_info
        at = y + self.scroll_offset.y
        if at >= len(rows) or rows[at][1]:
            return strip
        placed = self._find(rows[at][0])
        if placed is None or placed.line != rows[at][0]:
            return strip
        sign = ASKS if placed.item.doubts else self._known
        where = self.gutter_width - 2
        head, _, rest = strip.divide([where, where + 1, strip.cell_length])
        style = Style(bold=True) + next(iter(strip)).style if strip else Style(bold=True)
        return Strip.join([head, Strip([Segment(sign, style)], 1), rest])


def _underline(text: Text, item: Item) -> None:
    """Each doubt where its words stand in the line."""
    for doubt in item.doubts:
        start = text.plain.find(doubt.words) if doubt.words != item.words else -1
        if start >= 0:
            text.stylize(Style(underline=True), start, start + len(doubt.words))
