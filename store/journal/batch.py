"""What one commit says: a batch of changes to documents, and how to make, apply and invert them.

A document is a plain JSON object (dict). A change holds what a document was before and is after:
the whole document where it is created (before None) or deleted (after None), and only the
top-level fields that differ where it is updated: a field in `before` alone was emptied, one in
`after` alone was empty before.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

Document = dict[str, Any]
Key = str | int | None


class Change(msgspec.Struct, frozen=True, array_like=True):
    """A change to one document.

    `key` is a record's own id in a typed table and TinyDB's integer in a plain one. None stands
    for the table itself: after {} it exists though it may be empty, after None it is dropped.
    """

    table: str
    key: Key
    before: Document | None
    after: Document | None


class Batch(msgspec.Struct, frozen=True, omit_defaults=True):
    """Changes that happen together or not at all: one line of the journal.

    `at` is UTC, RFC 3339 with milliseconds. `undoes` and `redoes` name other batches by id.
    `barrier` is the reason why undo cannot go past this batch, where it cannot.
    """

    id: str
    at: str
    by: str
    label: str
    changes: tuple[Change, ...]
    undoes: str = ""
    redoes: str = ""
    barrier: str = ""


class WrittenChange(msgspec.Struct, frozen=True, array_like=True):
    """A change as it stands in the journal, its documents still in JSON."""

    table: str
    key: Key
    before: msgspec.Raw
    after: msgspec.Raw

    def read(self) -> Change:
        """The change with its documents."""
        before, after = (_decode_document(raw) for raw in (self.before, self.after))
        return Change(self.table, self.key, before, after)


class Head(msgspec.Struct, frozen=True):
    """What tells one batch from another, read without its changes."""

    label: str
    undoes: str = ""
    redoes: str = ""


def now() -> str:
    """This moment in UTC, such as 2026-03-01T12:00:00.123Z."""
    seconds, nanoseconds = divmod(time.time_ns(), 1_000_000_000)
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))
    return f"{stamp}.{nanoseconds // 1_000_000:03d}Z"


def new_batch(
    label: str,
    changes: Iterable[Change],
    *,
    by: str = "",
    undoes: str = "",
    redoes: str = "",
) -> Batch:
    """A batch of this moment with a random id."""
    return Batch(os.urandom(8).hex(), now(), by, label, tuple(changes), undoes, redoes)


def encode(batch: Batch) -> bytes:
    """The batch as JSON, without newlines."""
    return msgspec.json.encode(batch)


class Encoded(NamedTuple):
    """A part of a batch in JSON: some of its changes as an array of their own, and what they add
    to what `encode` gives."""

    changes: tuple[Change, ...]
    array: bytes
    piece: bytes


def encode_pieces(batch: Batch, size: int) -> Iterator[Encoded]:
    """What `encode` gives, in pieces with at most so many changes in each."""
    if len(batch.changes) <= size:
        yield Encoded(batch.changes, msgspec.json.encode(batch.changes), encode(batch))
        return
    empty = encode(msgspec.structs.replace(batch, changes=()))
    before, key, after = empty.partition(b'"changes":[')
    yield Encoded((), b"[]", before + key)
    for first in range(0, len(batch.changes), size):
        some = batch.changes[first : first + size]
        array = msgspec.json.encode(some)
        yield Encoded(some, array, (b"," if first else b"") + array[1:-1])
    yield Encoded((), b"[]", after)


def decode(payload: bytes) -> Batch:
    """The batch that `encode` wrote; msgspec.DecodeError where it is none."""
    return _decoder.decode(payload)


def decode_head(payload: bytes) -> Head:
    """The head of the batch that `encode` wrote; msgspec.DecodeError where it is none."""
    return _head_decoder.decode(payload)


def decode_changes(array: bytes) -> tuple[WrittenChange, ...]:
    """The changes in an array of them, their documents not yet decoded."""
    return _changes_decoder.decode(array)


_changes_decoder = msgspec.json.Decoder(tuple[WrittenChange, ...])
_decoder = msgspec.json.Decoder(Batch)
_head_decoder = msgspec.json.Decoder(Head)
_decode_document = msgspec.json.Decoder(Document | None).decode


def same(one: object, other: object) -> bool:
    """Whether two JSON values are written alike: 1, 1.0 and true are not."""
    if one is other:
        return True
    if one != other:
        return False
    if type(one) is str:
        return True
    return msgspec.json.encode(one) == msgspec.json.encode(other)


def diff(table: str, key: Key, before: Document | None, after: Document | None) -> Change | None:
    """The change that leads from one document to the other; None where they are alike."""
    if before is None or after is None:
        return None if before is after else Change(table, key, before, after)
    differing = [
        field
        for field in {**before, **after}
        if field not in before or field not in after or not same(before[field], after[field])
    ]
    if not differing:
        return None
    return Change(
        table,
        key,
        {field: before[field] for field in differing if field in before},
        {field: after[field] for field in differing if field in after},
    )


def applied(change: Change, document: Document | None) -> Document | None:
    """The document after the change: a new one; what was passed stays as it is.

    Raises KeyError where an update finds no document.
    """
    if change.before is None or change.after is None:
        return change.after
    if document is None:
        raise KeyError(change.key)
    kept = {
        field: value
        for field, value in document.items()
        if field in change.after or field not in change.before
    }
    return {**kept, **change.after}


def fits(change: Change, document: Document | None, defaults: Mapping[str, Any]) -> bool:
    """Whether the document is still as the change assumes it.

    A field that holds its default and a field that is absent are the same thing.
    """
    if change.before is None or document is None:
        return change.before is None and document is None
    fields = change.before if change.after is None else {**change.before, **change.after}
    return all(
        same(
            document.get(field, defaults.get(field, _ABSENT)),
            change.before.get(field, defaults.get(field, _ABSENT)),
        )
        for field in fields
    )


_ABSENT = msgspec.UNSET


def inverse(change: Change) -> Change:
    """The change that takes this one back."""
    return Change(change.table, change.key, change.after, change.before)


def inverted(batch: Batch) -> Batch:
    """The batch with its changes taken back, the last one first; all else as it was."""
    return msgspec.structs.replace(
        batch, changes=tuple(inverse(change) for change in reversed(batch.changes))
    )
