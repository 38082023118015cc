"""The rows of a table: ids and headings, what is folded away, and where a cursor lands."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

_NEARBY = 64
_FAR = 1000


@dataclass(frozen=True, slots=True)
class Heading:
    """The name of the group below it, and its size.

    `key` names it among those that are folded; without one it does not fold, and no cursor stands
    on it. It stays the same heading when its group grows.
    """

    text: str
    count: int = field(compare=False)
    key: str = ""


Row: TypeAlias = str | Heading


def stands(row: Row) -> bool:
    """Whether a cursor can stand there."""
    return isinstance(row, str) or bool(row.key)


def unfolded(rows: Sequence[Row], folded: Collection[str]) -> Sequence[Row]:
    """The rows that are left where the groups under headings with these keys are folded away.

    Each heading but a folded one counts the ids below it, so whole groups are passed over.
    """
    if not folded:
        return rows
    shown: list[Row] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        below = row.count if isinstance(row, Heading) else 0
        stays = 0 if isinstance(row, Heading) and row.key in folded else below
        shown += rows[at : at + 1 + stays]
        at += 1 + below
    return shown


def keys(rows: Sequence[Row]) -> frozenset[str]:
    """The keys of the headings that can be folded."""
    found: set[str] = set()
    at = 0
    while at < len(rows) and isinstance(row := rows[at], Heading):
        found.add(row.key)
        at += 1 + row.count
    return frozenset(found - {""})


def heading_of(rows: Sequence[Row], at: int) -> int | None:
    """The place of the heading at or above a place; None where there is none that folds."""
    for place in range(min(at, len(rows) - 1), -1, -1):
        row = rows[place]
        if isinstance(row, Heading):
            return place if row.key else None
    return None


def ids_among(rows: Sequence[Row]) -> frozenset[str]:
    """The ids, without the headings."""
    return frozenset(row for row in rows if isinstance(row, str))


def find(rows: Sequence[Row], row: Row, near: int) -> int | None:
    """Return the place of the row, looking around `near` before going through all; None if absent.

    An id may stand in several groups; the one around `near` is then found.
    """
    for place in _outward(near, _NEARBY, len(rows)):
        if rows[place] == row:
            return place
    try:
        return rows.index(row)
    except ValueError:
        return None


def nearest(old: Sequence[Row], new: Sequence[Row], at: int) -> int | None:
    """Return the place in `new` of what stood nearest to place `at` in `old`.

    Of two records as near, the one below. If none of those around remains, the same place; None if
    there is no place to stand at all.
    """
    here = old[at] if at < len(old) else None
    if here is not None and stands(here) and (place := find(new, here, at)) is not None:
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
    """Return the first place to stand on from `start` on in the direction (1 or -1).

    `start` is brought into the table first; if there is none that way, the nearest the other way;
    None if there is none at all.
    """
    if not rows:
        return None
    start = min(max(start, 0), len(rows) - 1)
    ahead = range(start, len(rows)) if direction > 0 else range(start, -1, -1)
    behind = range(start, -1, -1) if direction > 0 else range(start, len(rows))
    for places in (ahead, behind):
        for place in places:
            if stands(rows[place]):
                return place
    return None


def _outward(start: int, reach: int, length: int) -> Iterator[int]:
    """Yield the places of a sequence of this length around `start`: itself, below, above, …"""
    for distance in range(reach + 1):
        for place in (start + distance, start - distance)[: 2 if distance else 1]:
            if 0 <= place < length:
                yield place
