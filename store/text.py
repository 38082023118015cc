"""Words as people write them: made safe at the door, folded for comparing, listed with commas."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Patterns are compiled when they are first needed: most words are plain ASCII and need none.
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_LINE_ENDS = "\r\n?|[\x85\u2028\u2029]"
_UNSAFE = f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_BIDI}\ud800-\udfff]"  # all but tab and newline
_SPACES = r"[\t\n\r ]+"
_PIECE = r'\s*(?:"((?:[^"\\]|\\.)*)"|((?!")[^,]*))\s*(?:,|$)'


def clean_line(text: str) -> str:
    """One line without control, bidi control or lone surrogate characters, single-spaced."""
    if text.isascii() and text.isprintable():
        return re.sub(_SPACES, " ", text).strip() if "  " in text or text != text.strip() else text
    return re.sub(_SPACES, " ", _without_controls(text)).strip()


def clean_long(text: str) -> str:
    """Long text with `\\n` line ends and tabs, without other control or bidi control characters."""
    if text.isascii() and text.isprintable():
        return text
    return _without_controls(text).strip("\n")


def _without_controls(text: str) -> str:
    return re.sub(_UNSAFE, "", re.sub(_LINE_ENDS, "\n", text))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """What the text is compared by: no accents, no case (`Côte d'Ivoire` → `cote d'ivoire`)."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def join_list(items: Iterable[str]) -> str:
    """`a, b, "c, d"`: what `split_list` takes apart again."""
    return ", ".join(_quoted(item) for item in items)


def split_list(text: str) -> tuple[str, ...]:
    """The items of a comma-separated list; quotes keep a comma, a backslash keeps a quote."""
    items, position = [], 0
    while position < len(text):
        match = re.compile(_PIECE).match(text, position)
        if match is None or match.end() == position:
            raise ValueError(f"a quote is not closed in: {text[position : position + 40]}")
        quoted, plain = match.groups()
        item = re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else plain.strip()
        if item:
            items.append(item)
        position = match.end()
    return tuple(items)


def _quoted(item: str) -> str:
    if item and not re.search(r'[,"\\]|^\s|\s$', item):
        return item
    return '"' + item.replace("\\", "\\\\").replace('"', '\\"') + '"'


def shorten(text: str, width: int) -> str:
    """At most `width` characters, cut with an ellipsis."""
    return text if len(text) <= width else text[: max(width - 1, 0)].rstrip() + "…"
