"""Records as JSON, one object a line (JSON Lines, NDJSON): `{"id", "kind", …filled fields}`.

Each line stands for itself, so that it is written and read as it comes.
"""

import io
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from store import door
from store.formats.json import Kinds, taken
from store.formats.source import Contents, FormatError, check_ids, decode_any_json, is_wide
from store.journal.rows import collector_paused
from store.kinds import KINDS
from store.record import Record

_AT_ONCE = 4096  # lines


def write(
    records: Iterable[Record],
    *,
    title: str = "",
    kind: type[Record] | None = None,
) -> Iterator[bytes]:
    """The records, line by line; `title` and `kind` have no place in it."""
    return (msgspec.json.encode(door.as_json(record)) + b"\n" for record in records)


@collector_paused()
def read(source: bytes, *, kind: type[Record] | None = None, kinds: Kinds = KINDS) -> Contents:
    """The records in the lines, each of which says its kind, unless `kind` says it for all; empty
    lines are none. `FormatError` names the first line that is wrong."""
    records: list[Record] = []
    numbers: list[int] = []
    values: list[Any] = []

    def take() -> None:
        records.extend(taken(values, lambda place: f"Line {numbers[place]}", kind, kinds))
        numbers.clear()
        values.clear()

    for number, line in enumerate(io.BytesIO(source.removeprefix(b"\xef\xbb\xbf")), 1):
        if number == 1 and is_wide(line):
            decode_any_json(line)
        if line.strip():
            values.append(_value(line, number))
            numbers.append(number)
        if len(values) == _AT_ONCE:
            take()
    take()
    check_ids(records)
    return Contents(records=records)


def _value(line: bytes, number: int) -> Any:
    try:
        return decode_any_json(line)
    except FormatError as error:
        raise FormatError(f"Line {number}: {error}") from error
