"""Long text with its Markdown, as lines of a sheet: headings, emphasis, lists, links, quotes, code,
tables.

Only text goes through: HTML stays as it was typed, a picture is its words, and an address can be
followed where it is http or https. The parser is loaded for a text that looks like Markdown.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from tui.drawing.table import lay_out
from tui.sheet import NOTHING, Page, Part, Sheet
from tui.wrap import wrap_parts

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# What makes it worth while to load the parser; a line that merely begins with a number is text.
# Compiled on first use by `re` itself, as is the other.
LOOKS = (
    r"(?m)[*_`]\S|\]\(|https?://|<\w+:"
    r"|^ {0,3}(?:#{1,6} |[-+*] |\d{1,9}[.)] |> ?|```|~~~|={3,}|-{3,})"
)
ADDRESS = r"(?i)https?://[^\s<>\"]*[^\s<>\".,;:!?')\]}]"
TONES = {"strong_open": "strong", "em_open": "emphasis", "s_open": "muted"}
KEPT = "\u00a0"  # a space of a line of code, at which it is not broken
MOST = 20_000  # characters that are rendered; what is longer is told as it was typed
DEEPEST = 8  # lists within lists that are set in further


def is_page(url: str) -> bool:
    """Whether this is an address that may be opened."""
    return re.match(r"https?://[^\s/]", url, re.IGNORECASE) is not None


def tell_long(sheet: Sheet, text: str) -> None:
    """Put a long text down, its Markdown rendered."""
    if len(text) > MOST or not re.search(LOOKS, text):
        sheet.text(text)
        return
    tell_paper(sheet, text)


def tell_paper(sheet: Sheet, text: str) -> None:
    """Put a paper down, however long it is."""
    _Setter(sheet).set(_parser().parse(text))


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable("table")


class _Setter:
    """Sets blocks one below the other, each line after the margin of what it stands in."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._margins: list[str] = []
        self._counts: list[int] = []  # the next number of each list that is open, 0: has none
        self._bullet = ""  # what is still to be set before the item's first line
        self._heading = False
        self._rows: list[list[list[Part]]] | None = None  # those of the table that is open
        self._right: list[bool] = []  # which of its columns stand at the right

    def set(self, tokens: "list[Token]") -> None:
        """Set all of it; what has no way to be set here goes without."""
        for token in tokens:
            way = getattr(self, f"_{token.type}", None)
            if way is not None:
                way(token)

    def _heading_open(self, _: "Token") -> None:
        self._heading = True
        self._sheet.blank()

    def _heading_close(self, _: "Token") -> None:
        self._heading = False

    def _paragraph_open(self, token: "Token") -> None:
        if not token.hidden and not self._bullet:
            self._sheet.blank()

    def _list_open(self, token: "Token") -> None:
        if not self._counts:
            self._sheet.blank()
        self._counts.append(int(token.attrs.get("start", 1)) if token.tag == "ol" else 0)

    def _list_close(self, _: "Token") -> None:
        self._counts.pop()

    _bullet_list_open = _ordered_list_open = _list_open
    _bullet_list_close = _ordered_list_close = _list_close

    def _list_item_open(self, _: "Token") -> None:
        point = "-" if self._sheet.ascii else "•"
        self._bullet = f"{self._counts[-1]}. " if self._counts[-1] else f"{point} "
        self._counts[-1] += self._counts[-1] > 0
        self._margins.append(" " * len(self._bullet))

    def _list_item_close(self, _: "Token") -> None:
        self._margins.pop()
        self._bullet = ""

    def _blockquote_open(self, _: "Token") -> None:
        self._sheet.blank()
        self._margins.append("| " if self._sheet.ascii else "▏ ")

    def _blockquote_close(self, _: "Token") -> None:
        self._margins.pop()

    def _fence(self, token: "Token") -> None:
        self._sheet.blank()
        for line in token.content.rstrip("\n").split("\n"):
            self._line([Part(line.expandtabs(4).replace(" ", KEPT), "code")])

    _code_block = _fence

    def _hr(self, _: "Token") -> None:
        self._sheet.blank()
        self._line([Part(self._sheet.signs.rule * 3, "rule")])

    def _table_open(self, _: "Token") -> None:
        self._sheet.blank()
        self._rows, self._right = [], []

    def _table_close(self, _: "Token") -> None:
        rows, self._rows = self._rows or [], None
        width = max(1, self._sheet.width - len(self._margin))
        for parts in lay_out(rows, self._right, width, self._sheet.signs.rule):
            self._put(parts)

    def _tr_open(self, _: "Token") -> None:
        if self._rows is not None:
            self._rows.append([])

    def _th_open(self, token: "Token") -> None:
        self._right.append("right" in str(token.attrs.get("style", "")))

    def _inline(self, token: "Token") -> None:
        if self._rows is not None:
            self._rows[-1].append(
                [part for line in self._lines_of(token.children or [], "") for part in line]
            )
            return
        for parts in self._lines_of(token.children or [], "strong" if self._heading else ""):
            self._line(parts)

    @property
    def _margin(self) -> str:
        return "".join(self._margins[:DEEPEST])

    def _line(self, parts: list[Part]) -> None:
        for wrapped in wrap_parts(parts, max(1, self._sheet.width - len(self._margin))):
            self._put([part._replace(text=part.text.replace(KEPT, " ")) for part in wrapped])

    def _put(self, line: list[Part]) -> None:
        margin = before = self._margin
        if self._bullet and self._margins:
            before = margin[: len(margin) - len(self._bullet)] + self._bullet
            self._bullet = ""
        self._sheet.put([Part(before, "muted"), *line] if before else line)

    def _lines_of(self, children: "list[Token]", tone: str) -> Iterator[list[Part]]:
        """The inline tokens as lines of parts: the line ends that were typed stay."""
        tones, items = [tone], [NOTHING]
        line: list[Part] = []
        for child in children:
            match child.type:
                case "softbreak" | "hardbreak":
                    yield line
                    line = []
                case "link_open":
                    items.append(self._page(child.attrs.get("href", "")))
                    tones.append("link")
                case "link_close":
                    items.pop()
                    tones.pop()
                case "code_inline":
                    line.append(Part(child.content, "code", items[-1]))
                case _ if child.nesting == 1:
                    tones.append(TONES.get(child.type, tones[-1]))
                case _ if child.nesting == -1:
                    tones.pop()
                case _ if items[-1] != NOTHING:
                    line.append(Part(child.content, tones[-1], items[-1]))
                case _:
                    line += self._with_addresses(child.content, tones[-1])
        yield line

    def _with_addresses(self, text: str, tone: str) -> Iterator[Part]:
        """The text, the addresses in it made links."""
        end = 0
        for found in re.finditer(ADDRESS, text):
            yield Part(text[end : found.start()], tone)
            yield Part(found[0], "link", self._page(found[0]))
            end = found.end()
        yield Part(text[end:], tone)

    def _page(self, url: Any) -> int:
        return self._sheet.item(Page(str(url))) if is_page(str(url)) else NOTHING
