"""What the lines of older journals said: numbered steps, each to the next version's lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import msgspec

from store.journal.batch import Batch, decode
from store.journal.lines import VERSION

Raw = dict[str, Any]


class Migration(NamedTuple):
    """A step to the next version: what it does, and how it changes one line's object."""

    title: str
    transform: Callable[[Raw], Raw]


def _title_to_label(line: Raw) -> Raw:
    return {("label" if field == "title" else field): value for field, value in line.items()}


MIGRATIONS: Mapping[int, Migration] = {
    0: Migration("what a batch is called is its label, no longer its title", _title_to_label),
}


def decode_as(payload: bytes, version: int) -> Batch:
    """The batch that a journal of this version wrote; msgspec.DecodeError where it is none."""
    if version == VERSION:
        return decode(payload)
    line = msgspec.json.decode(payload, type=Raw)
    for step in range(version, VERSION):
        line = MIGRATIONS[step].transform(line)
    return msgspec.convert(line, Batch)
