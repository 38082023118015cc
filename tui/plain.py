"""The screen in ASCII: what draws frames, bars and points, on terminals that have no such symbols;
and the screen without colour.

Our own widgets have an ASCII set of their own; this takes care of what Textual draws. A record's
letters stay what they are.
"""

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

# Each by something that takes as many cells.
FELLOWS: dict[int, str] = {
    **dict.fromkeys(range(0x2500, 0x2580), "+"),  # corners and crossings of frames
    **dict.fromkeys(range(0x2580, 0x25A0), " "),  # blocks: the ends of a scroll bar
    **dict.fromkeys(map(ord, "─━═┄┅┈┉╌╍╴╶╸╺▔"), "-"),
    **dict.fromkeys(map(ord, "│┃║┆┇┊┋╎╏╵╷╹╻▌▐▎▊▏▕"), "|"),
    **dict(zip(map(ord, "▁·•…›‹–—“”‘’▸▾▶▼●○■□"), "_-*.><--\"\"''>v>v@o#o", strict=True)),
    ord("🔎"): "> ",
}


class Plain(LineFilter):
    """Takes the fellows in the place of the symbols."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, as wide as they were."""
        return [
            segment if segment.text.isascii() else segment._replace(text=plain(segment.text))
            for segment in segments
        ]


class Colourless(LineFilter):
    """Leaves out every colour, where Textual's own filter sets the terminal's."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments with what is left of their styles: bold, underlined, reversed."""
        return [
            segment
            if segment.style is None
            else segment._replace(style=segment.style.without_color)
            for segment in segments
        ]


def plain(text: str) -> str:
    """The text with the fellows of its symbols."""
    return text.translate(FELLOWS)
