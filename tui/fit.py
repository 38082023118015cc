"""Fitting a record's text to a number of terminal cells.

Widths are rich's, which Textual measures with: CJK takes two cells, a combining mark none, an
emoji sequence as many as one emoji. Whatever comes in, what goes out holds no control character,
never half a wide one, and measures what was asked for.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal, TypeAlias

from rich.cells import cell_len, get_character_cell_size

Align: TypeAlias = Literal["left", "right"]

ELLIPSIS = "…"
ASCII_ELLIPSIS = "..."

_JOINER = "\u200d"
_NOTHING = "\u200b"
_MARKS_KEPT = 8  # more is no script's, and would be drawn over the lines above and below

# Controls and line separators, bidi controls, lone surrogates.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029]|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|[\ud800-\udfff]"
)

# Enough of what is always one cell wide (a test measures it) for most European text to skip the
# slow way.
_NARROW = frozenset(
    chr(code)
    for start, stop in ((0x20, 0x7F), (0xA0, 0xAD), (0xAE, 0x300), (0x370, 0x483), (0x1E00, 0x1F00))
    for code in range(start, stop)
).union("–—‘’“”…·•")


def _made_safe(match: re.Match[str]) -> str:
    char = match[0]
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    return " " if unicodedata.category(char) in {"Cc", "Zl", "Zp"} else _NOTHING


def clean(text: str) -> str:
    """Return the text, as long as before, fit for a terminal.

    A newline, tab, other control or line separator becomes a space, a bidi control a zero-width
    space, half of a surrogate pair the replacement character.
    """
    return _UNSAFE.sub(_made_safe, text)


def clusters(text: str) -> Iterator[tuple[str, int]]:
    """Yield what a reader takes for one character at a time, cleaned, with its width in cells.

    A joiner outside an emoji sequence is left out: it measures as if it swallowed the character
    after it, and no terminal draws it so.
    """
    cluster, base, marks, joining = "", "", 0, False
    for char in clean(text):
        if char == _JOINER:
            joining = bool(cluster)
            continue
        joined, joining = joining and _is_symbol(base) and _is_symbol(char), False
        if joined:
            cluster, base = cluster + _JOINER + char, char
        elif get_character_cell_size(char) == 0:
            if cluster and char != _NOTHING and marks < _MARKS_KEPT:
                cluster, marks = cluster + char, marks + 1
        elif _is_flag_half(char) and _is_flag_half(cluster):
            cluster += char
        else:
            if cluster:
                yield cluster, cell_len(cluster)
            cluster, base, marks = char, char, 0
    if cluster:
        yield cluster, cell_len(cluster)


def _is_symbol(char: str) -> bool:
    return unicodedata.category(char) in {"So", "Sm"}


def _is_flag_half(cluster: str) -> bool:
    return len(cluster) == 1 and "\U0001f1e6" <= cluster <= "\U0001f1ff"


def cells(text: str, limit: int) -> int:
    """Return how many cells the cleaned text takes, counting no further than `limit`."""
    if _NARROW.issuperset(text[:limit]):
        return min(len(text), limit)
    total = 0
    for _, size in clusters(text):
        total += size
        if total >= limit:
            return limit
    return total


def clip(text: str, width: int, ellipsis: str = ELLIPSIS) -> str:
    """Return the cleaned text, cut and closed by the ellipsis if it takes more than `width` cells.

    `ellipsis` is narrow characters only; where even it is too long, as much of it as fits stands.
    """
    if width <= 0:
        return ""
    room = width - len(ellipsis)
    if _NARROW.issuperset(text[: width + 1]):
        if len(text) <= width:
            return text
        return text[:room] + ellipsis if room >= 0 else ellipsis[:width]
    kept: list[str] = []
    total = 0
    uncut = 0  # how many clusters fit beside the ellipsis
    for cluster, size in clusters(text):
        if total + size > width:
            return "".join(kept[:uncut]) + ellipsis[:width]
        kept.append(cluster)
        total += size
        if total <= room:
            uncut = len(kept)
    return "".join(kept)


def fit(text: str, width: int, align: Align = "left", ellipsis: str = ELLIPSIS) -> str:
    """Return the text cut or padded with spaces to exactly `width` cells."""
    clipped = clip(text, width, ellipsis)
    padding = " " * (width - cell_len(clipped))
    return padding + clipped if align == "right" else clipped + padding
