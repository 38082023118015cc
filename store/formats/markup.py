"""Plain text from HTML (WHATWG HTML, "Parsing HTML documents"), for text that is only to be read.

This is no `html.parser`: that takes 10 s for 32 kB of `<a <a <a` (Python 3.11.7), and news come
from anybody. Here every character is looked at a few times at the most.
"""

import re
from html import unescape

from store.text import clean_line, clean_long

UNSEEN = frozenset(
    ("head", "iframe", "noembed", "noframes", "object", "script", "style", "template", "title")
)
BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tr", "ul"),
    )
)
VOID = frozenset(("br", "hr"))  # which have no end tag, but in XHTML
CELLS = frozenset(("td", "th"))

_TAG = re.compile(r"""<(/?)([a-zA-Z][^\s/>]*+)((?:[^>"']|"[^"]*+"|'[^']*+')*+)>""")
_UNQUOTED = re.compile(r"<(/?)([a-zA-Z][^\s/>]*+)([^>]*+)>")
_OTHER = re.compile(r"<(?:[!?]|/[^a-zA-Z])[^>]*+>")  # a declaration, or a broken end tag
_BEGINS = re.compile(r"<(?:[a-zA-Z!?/])")


def plain(html: str) -> str:
    """What a reader sees, in lines, without markup, scripts and styles. What only looks like a tag
    once it is decoded (`&lt;b&gt;`) is text."""
    words = "".join(_pieces(html))
    lines = (clean_line(line.replace("\xa0", " ")) for line in words.split("\n"))
    return clean_long(re.sub(r"\n{3,}", "\n\n", "\n".join(lines))).strip()


def _pieces(html: str) -> list[str]:
    found: list[str] = []
    at, tag = 0, _TAG
    while (start := html.find("<", at)) >= 0:
        found.append(_text(html[at:start]))
        if not _BEGINS.match(html, start):
            found.append("<")
            at = start + 1
            continue
        if html.startswith("<!--", start):
            end = html.find("-->", start + 4)
            at = end + 3 if end >= 0 else len(html)
            continue
        match = tag.match(html, start) or _OTHER.match(html, start)
        if match is None and tag is _TAG:  # a quote that nobody closes: from here on they are words
            tag = _UNQUOTED
            match = tag.match(html, start)
        if match is None:
            return found  # a tag that never ends
        at = match.end()
        if match.re is not _OTHER:
            name, ends = match[2].lower(), bool(match[1])
            found.append("" if ends and name in VOID else _break(name))
            if name in UNSEEN and not ends and not match[3].endswith("/"):
                at = _after(html, at, name)
    found.append(_text(html[at:]))
    return found


def _text(source: str) -> str:
    return re.sub(r"\s+", " ", unescape(source)) if source else ""


def _break(tag: str) -> str:
    return "\n" if tag in BLOCKS else " " if tag in CELLS else ""


def _after(html: str, at: int, tag: str) -> int:
    """Where the end tag of an element that is not seen begins; the end where it has none."""
    end = re.compile(rf"</{re.escape(tag)}(?=[\s/>])", re.IGNORECASE).search(html, at)
    return end.start() if end else len(html)
