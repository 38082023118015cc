"""The long texts of records, whose Markdown is kept in a paper as far as it does no harm there."""

import re
from functools import cache
from typing import TYPE_CHECKING

from store.marked import escaped, marked
from store.reports.words import Form, address, is_page
from store.text import clean_long

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

MOST = 50_000  # characters of a long text that are read as Markdown; what is longer is told plainly
HEADING = "h4"  # what a heading in a record's text is in a paper, which has its own above it


def prose(text: str, form: Form) -> str:
    """A long text with its Markdown: lists, emphasis, quotes, links to pages. Nothing of it is
    HTML, no picture is fetched, and its headings are smaller than those of the paper."""
    said = clean_long(text)
    if len(said) > MOST:
        lines = filter(None, map(str.strip, said.split("\n")))
        return "\n\n".join(map(escaped, lines)) if form == "md" else _paragraphs(said)
    tokens = _parser().parse(said)
    if form == "md":
        return _Writer().write(tokens)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = HEADING
    rendered: str = _parser().renderer.render(tokens, _parser().options, {})
    return rendered


def _paragraphs(text: str) -> str:
    from html import escape

    return "".join(f"<p>{escape(line)}</p>\n" for line in text.split("\n") if line.strip())


@cache
def _parser() -> "MarkdownIt":
    from html import escape

    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 20})
    parser.validateLink = is_page  # type: ignore[method-assign]  # its documented way
    parser.add_render_rule("image", lambda self, tokens, at, *_: escape(tokens[at].content))
    return parser


class _Margin:
    """What stands before the lines of a block; before the first of them it may be a bullet."""

    def __init__(self, rest: str, first: str = "") -> None:
        self.rest = rest
        self._first = first

    @property
    def waits(self) -> bool:
        """Whether the bullet is still to come."""
        return bool(self._first)

    def next(self) -> str:
        """What stands before the next line."""
        told, self._first = self._first or self.rest, ""
        return told


class _Writer:
    """Writes what was read as Markdown again, with nothing in it but what `prose` promises."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._margins: list[_Margin] = []
        self._counts: list[int] = []  # the next number of each list that is open, 0: has none

    def write(self, tokens: "list[Token]") -> str:
        """The text; what has no way to be written here goes without."""
        for token in tokens:
            way = getattr(self, f"_{token.type}", None)
            if way is not None:
                way(token)
        return "\n".join(self._lines).strip("\n")

    def _blank(self, _: "Token | None" = None) -> None:
        if self._lines and self._lines[-1].strip("> ") and not self._fresh:
            self._lines.append("".join(margin.rest for margin in self._margins).rstrip())

    _heading_open = _hr = _blank

    def _paragraph_open(self, token: "Token") -> None:
        if not token.hidden:
            self._blank()

    def _list_open(self, token: "Token") -> None:
        if not self._counts:
            self._blank()
        self._counts.append(int(token.attrs.get("start", 1)) if token.tag == "ol" else 0)

    def _list_close(self, _: "Token") -> None:
        self._counts.pop()
        if not self._counts:
            self._blank()

    _bullet_list_open = _ordered_list_open = _list_open
    _bullet_list_close = _ordered_list_close = _list_close

    def _list_item_open(self, _: "Token") -> None:
        number = self._counts[-1]
        bullet = f"{number}. " if number else "- "
        self._counts[-1] += number > 0
        self._margins.append(_Margin(" " * len(bullet), bullet))

    def _blockquote_open(self, _: "Token") -> None:
        self._blank()
        self._margins.append(_Margin("> "))

    def _close(self, _: "Token") -> None:
        self._margins.pop()

    _list_item_close = _close

    def _blockquote_close(self, token: "Token") -> None:
        self._close(token)
        self._blank()

    def _fence(self, token: "Token") -> None:
        self._blank()
        ticks = "`" * max(3, _longest_run(token.content) + 1)
        for line in (ticks, *token.content.rstrip("\n").split("\n"), ticks):
            self._put(line)

    _code_block = _fence

    def _inline(self, token: "Token") -> None:
        for line in self._said(token.children or []).split("\n"):
            self._line(line)

    def _said(self, children: "list[Token]") -> str:
        said: list[str] = []
        for child in children:
            match child.type:
                case "text":
                    fresh = not said or said[-1].endswith("\n")
                    said.append(marked(child.content, fresh=fresh))
                case "image":
                    said.append(marked(child.content, fresh=not said))
                case "softbreak":
                    said.append("\n")
                case "hardbreak":
                    said.append("\\\n")
                case "code_inline":
                    said.append(_code(child.content))
                case "strong_open" | "strong_close":
                    said.append("**")
                case "em_open" | "em_close":
                    said.append("*")
                case "link_open":
                    if said and said[-1].endswith("!"):  # with the bracket it would be a picture
                        said[-1] = f"{said[-1][:-1]}\\!"
                    said.append("[")
                case "link_close":
                    said.append(f"](<{address(_opened(children, child))}>)")
        return "".join(said)

    @property
    def _fresh(self) -> bool:
        """Whether the next line is the first of a list's item."""
        return bool(self._margins) and self._margins[-1].waits

    def _line(self, line: str) -> None:
        if line:
            self._put(line)

    def _put(self, line: str) -> None:
        self._lines.append("".join(margin.next() for margin in self._margins) + line)


def _code(text: str) -> str:
    """A span of code, in as many backticks as it takes (CommonMark §6.1)."""
    longest = _longest_run(text)
    ticks = "`" * (longest + 1)
    pad = " " * (longest > 0)
    return f"{ticks}{pad}{text}{pad}{ticks}"


def _longest_run(text: str) -> int:
    """How many backticks follow each other in it at the most."""
    return max(map(len, re.findall("`+", text)), default=0)


def _opened(children: "list[Token]", close: "Token") -> str:
    """The address of the link that ends here."""
    before = children[: children.index(close)]
    last = next(token for token in reversed(before) if token.type == "link_open")
    return str(last.attrs.get("href", ""))
