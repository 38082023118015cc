"""A long text as it reads: its Markdown rendered, over the form that it is written in."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Markdown

from store.text import clean_long
from tui.bindings import bound, moving
from tui.screens.overlay import Overlay


class Preview(Overlay[None]):
    """Shows it until it is closed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("preview.close", "leave"),
        *moving("scroll"),
    ]

    def __init__(self, title: str, text: str, ascii: bool) -> None:
        super().__init__(ascii)
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet -large"):
            yield self.titled(self._title)
            with VerticalScroll(classes="preview"):
                yield Markdown(clean_long(self._text), open_links=False)
            yield self.foot(("{down} {up}", "scroll"), ("{preview.close}", "back to it"))

    def on_mount(self) -> None:
        """The keys scroll it."""
        self.query_one(VerticalScroll).focus()

    def action_scroll(self, way: str) -> None:
        """As the cursor of a list would go."""
        pane = self.query_one(VerticalScroll)
        height = pane.size.height
        by = {"cursor_down": 1, "cursor_up": -1, "half_down": height // 2, "half_up": -height // 2}
        by |= {"page_down": height, "page_up": -height}
        if way in by:
            pane.scroll_relative(y=by[way], animate=False)
        else:
            (pane.scroll_home if way == "home" else pane.scroll_end)(animate=False)
