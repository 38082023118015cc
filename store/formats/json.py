"""Records as plain JSON: an array of `{"id", "kind", …filled fields}`, one record a line."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from store import door
from store.formats.source import (
    Contents,
    FormatError,
    check_depth,
    check_ids,
    decode_any_json,
    told,
)
from store.journal.rows import collector_paused
from store.kinds import KINDS
from store.record import Record

Kinds = Mapping[str, type[Record]]


def write(
    records: Iterable[Record],
    *,
    title: str = "",
    kind: type[Record] | None = None,
) -> Iterator[bytes]:
    """The array, line by line; `title` and `kind` have no place in it."""
    before = b"[\n"
    for record in records:
        yield before + msgspec.json.encode(door.as_json(record))
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


@collector_paused()
def read(source: bytes, *, kind: type[Record] | None = None, kinds: Kinds = KINDS) -> Contents:
    """The records in an array, or the one in an object.

    Each says its kind, unless `kind` says it for all. `FormatError` names the first that is wrong
    by its place, counted from 1.
    """
    value = decode_any_json(source)
    items = value if isinstance(value, list) else [value]
    records = taken(items, lambda place: f"Record {place + 1}", kind, kinds)
    check_ids(records)
    return Contents(records=records)


def taken(
    items: Sequence[Any], named: Callable[[int], str], kind: type[Record] | None, kinds: Kinds
) -> list[Record]:
    """The records of these JSON values; `FormatError` where one is none, `named` by its place."""
    places: dict[type[Record], list[int]] = {}
    for place, raw in enumerate(items):
        places.setdefault(_kind(raw, named, place, kind, kinds), []).append(place)
    found: list[Record | None] = [None] * len(items)
    for mine, at in places.items():
        flat = [{k: v for k, v in items[place].items() if k != "kind"} for place in at]
        for place, record in zip(at, door.plain(mine, flat), strict=True):
            found[place] = record or _looked_at(items[place], named(place), mine)
    return [record for record in found if record is not None]


def _kind(
    raw: Any, named: Callable[[int], str], place: int, kind: type[Record] | None, kinds: Kinds
) -> type[Record]:
    if not isinstance(raw, dict):
        where = named(place)
        raise FormatError(f"{where} is not a JSON object with an id, a kind and fields.")
    name = raw.get("kind")
    found = kinds.get(name) if isinstance(name, str) else kind if name is None else None
    if found is None:
        said = "says no kind" if name is None else f"has the unknown kind “{told(name)}”"
        raise FormatError(f"{named(place)} {said}; give one of: {', '.join(kinds)}.")
    return found


def _looked_at(raw: Mapping[str, Any], where: str, kind: type[Record]) -> Record:
    """A record that is not plain, by the door."""
    check_depth(raw)
    try:
        return door.admit(kind, raw)
    except door.Problems as problems:
        raise FormatError(f"{where} ({told(raw.get('id'))}): {problems}.") from problems
