"""Records as plain JSON: an array of `{"id", "kind", …filled fields}`, one record a line."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from store import door
from store.formats.source import Contents, FormatError, decode_json, repeated, told
from store.kinds import KINDS
from store.record import Record


def write(
    records: Iterable[Record], *, title: str = "", kind: type[Record] | None = None
) -> Iterator[bytes]:
    """The array, line by line; `title` and `kind` have no place in it."""
    before = b"[\n"
    for record in records:
        yield before + msgspec.json.encode(door.as_json(record))
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"


def read(
    source: bytes,
    *,
    kind: type[Record] | None = None,
    kinds: Mapping[str, type[Record]] = KINDS,
) -> Contents:
    """The records in an array, or the one in an object.

    Each says its kind, unless `kind` says it for all. `FormatError` names the first that is wrong
    by its place, counted from 1.
    """
    value = decode_json(source)
    items = value if isinstance(value, list) else [value]
    records = [_record(raw, place, kind, kinds) for place, raw in enumerate(items, 1)]
    if twice := repeated(record.id for record in records):
        raise FormatError(f"The file has {', '.join(twice[:5])} more than once; keep one of each.")
    return Contents(records=records)


def _record(
    raw: Any, place: int, kind: type[Record] | None, kinds: Mapping[str, type[Record]]
) -> Record:
    if not isinstance(raw, dict):
        raise FormatError(f"Record {place} is not a JSON object with an id, a kind and fields.")
    named = raw.get("kind")
    found = kinds.get(named) if isinstance(named, str) else kind if named is None else None
    if found is None:
        said = "says no kind" if named is None else f"has the unknown kind “{told(named)}”"
        raise FormatError(f"Record {place} {said}; give one of: {', '.join(kinds)}.")
    try:
        return door.admit(found, raw)
    except door.Problems as problems:
        raise FormatError(f"Record {place} ({told(raw.get('id'))}): {problems}.") from problems
