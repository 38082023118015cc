"""The rows of a table: ids and headings, and where a cursor lands among them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

_NEARBY = 64
_FAR = 1000


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that no cursor stands on: the name of the group below it, and its size."""

    text: str
    count: int


Row: TypeAlias = str | Heading


def find(rows: Sequence[Row], row_id: str, near: int) -> int | None:
    """Return the place of the id, looking around `near` before going through all; None if absent.

    An id may stand in several groups; the one around `near` is then found.
    """
    for place in _outward(near, _NEARBY, len(rows)):
        if rows[place] == row_id:
            return place
    try:
        return rows.index(row_id)
    except ValueError:
        return None


def nearest(old: Sequence[Row], new: Sequence[Row], at: int) -> int | None:
    """Return the place in `new` of the record that stood nearest to place `at` in `old`.

    Of two as near, the one below. If none of those around remains, the same place; None if there
    is no record at all.
    """
    here = old[at] if at < len(old) else None
    if isinstance(here, str) and (place := find(new, here, at)) is not None:
        return place
    around = set(new[max(0, at - _NEARBY) : at + _NEARBY])
    everywhere: set[Row] | None = None
    for place in _outward(at, _FAR, len(old)):
        row = old[place]
        if row == here or isinstance(row, Heading):
            continue
        if row not in around:
            everywhere = set(new) if everywhere is None else everywhere
            if row not in everywhere:
                continue
        return find(new, row, at)
    return landing(new, at, 1)


def landing(rows: Sequence[Row], start: int, direction: int) -> int | None:
    """Return the first place with a record from `start` on in the direction (1 or -1).

    `start` is brought into the table first; if there is none that way, the nearest the other way;
    None if there is no record at all.
    """
    if not rows:
        return None
    start = min(max(start, 0), len(rows) - 1)
    ahead = range(start, len(rows)) if direction > 0 else range(start, -1, -1)
    behind = range(start, -1, -1) if direction > 0 else range(start, len(rows))
    for places in (ahead, behind):
        for place in places:
            if isinstance(rows[place], str):
                return place
    return None


def _outward(start: int, reach: int, length: int) -> Iterator[int]:
    """Yield the places of a sequence of this length around `start`: itself, below, above, …"""
    for distance in range(reach + 1):
        for place in (start + distance, start - distance)[: 2 if distance else 1]:
            if 0 <= place < length:
                yield place
