"""Fitting a table to a terminal: how many cells a text takes, and which columns there is room for.

The dashboard measures with what draws it; that takes longer to load than a command may take.
"""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

GAP = "  "
LEAST = 24  # cells of the column that takes what is left; below that, another is dropped


class Column(NamedTuple):
    """A column: its title, the most cells it wants (0: what is left), and when it is dropped: the
    highest `rank` first, 0 never."""

    title: str
    width: int
    rank: int


def cells(text: str) -> int:
    """How many cells of a terminal the text takes."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def cut(text: str, width: int) -> str:
    """The text in exactly so many cells: cut with an ellipsis, or with spaces behind."""
    if cells(text) > width:
        kept, room = [], width - 1
        for character in text:
            room -= _cells(character)
            if room < 0:
                break
            kept.append(character)
        text = "".join(kept).rstrip() + "…"
    return text + " " * (width - cells(text))


def widths(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], limit: int | None
) -> list[int]:
    """The cells of each column, 0 for one that is dropped; all in full where there is no limit."""
    found = [
        max(cells(column.title), *map(cells, values))
        for column, values in zip(columns, zip(*rows, strict=True), strict=True)
    ]
    if limit is None:
        return found
    full = [
        width * (not column.rank or any(row[place] for row in rows))
        for place, (column, width) in enumerate(zip(columns, found, strict=True))
    ]
    if _taken(full) <= limit:
        return full
    kept = [
        min(width, max(column.width, cells(column.title))) if column.width else width
        for column, width in zip(columns, full, strict=True)
    ]
    open_ended = [place for place, column in enumerate(columns) if not column.width]
    flexible = open_ended[0] if open_ended else kept.index(max(kept))
    least = min(LEAST, kept[flexible])
    for place in sorted(range(len(kept)), key=lambda place: -columns[place].rank):
        if not columns[place].rank or _taken(kept) - kept[flexible] + least <= limit:
            break
        if place != flexible:
            kept[place] = 0
    kept[flexible] = min(full[flexible], max(kept[flexible] + limit - _taken(kept), 1))
    return kept


def _taken(kept: Sequence[int]) -> int:
    return sum(kept) + len(GAP) * (sum(map(bool, kept)) - 1)


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
