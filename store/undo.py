"""What undo takes back and redo brings again, and how: a pure reading of the history.

One's own batches form a stack. Read from the newest back, the first thing said of a batch decides
whether it stands: an undo takes it off, a redo puts it back on top.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import structs

from store.errors import StoreError
from store.journal.batch import Batch, Change, applied, inverse
from store.journal.document import to_document
from store.record import Record
from store.text import shorten
from store.verbs import Pair

STAMPS = ("modified", "sequence")


def undoable(newest_first: Iterable[Batch], by: str) -> Batch | None:
    """The own newest batch that is not yet undone; `None` where there is none.

    `StoreError` where a purge stands before it.
    """
    said: set[str] = set()
    wanted = ""
    for batch in _own(newest_first, by):
        if batch.undoes:
            said.add(batch.undoes)
        elif batch.redoes:
            if batch.redoes not in said and not wanted:
                wanted = batch.redoes
            said.add(batch.redoes)
        elif batch.id == wanted or (not wanted and batch.id not in said):
            return batch
    return None


def redoable(newest_first: Iterable[Batch], by: str) -> Batch | None:
    """The batch that was undone last, unless something new has been done since.

    `StoreError` where a purge stands before it.
    """
    said: set[str] = set()
    wanted = ""
    for batch in _own(newest_first, by):
        if batch.id == wanted:
            return batch
        if wanted:
            continue
        if batch.redoes:
            said.add(batch.redoes)
        elif batch.undoes:
            wanted = "" if batch.undoes in said else batch.undoes
        elif batch.id not in said:
            return None
    return None


def _own(batches: Iterable[Batch], by: str) -> Iterator[Batch]:
    for batch in batches:
        if batch.barrier:
            raise StoreError(f"This cannot be taken back: {batch.barrier}.")
        if batch.by == by and batch.changes:
            yield batch


def reversal(change: Change, kind: type[Record], current: Record | None) -> Pair:
    """The record as it stands and as it was before the change.

    `StoreError` where a field that the change set is no longer as it was set.
    """
    standing = None if current is None else to_document(current)
    if standing is None and change.after is not None:
        raise StoreError(f"{change.key} has been deleted since: undo that first.")
    created = standing if change.before is None and standing else {}
    for name in {**(change.before or {}), **(change.after or {}), **created}:
        left, found = (change.after or {}).get(name), (standing or {}).get(name)
        if name not in STAMPS and left != found:
            raise StoreError(
                f"{change.key} has changed since: its {name} was left as {_told(left)} and is now "
                f"{_told(found)}. Change it by hand."
            )
    document = applied(inverse(change), standing)
    if document is None or current is None:
        return current, None if document is None else msgspec.convert(document, kind)
    restored = msgspec.convert(document, kind)
    return current, structs.replace(restored, **{name: getattr(current, name) for name in STAMPS})


def stamped(old: Record | None, new: Record | None, *, at: str) -> Pair:
    """The pair with the new record's times set, unless it came with its own."""
    if new is None:
        return old, new
    if old is None and not new.modified:
        return old, structs.replace(new, created=new.created or at, modified=at)
    if old is None:
        return old, new
    if new.modified == old.modified and new != old:
        return old, structs.replace(new, modified=at, sequence=old.sequence + 1)
    return old, new


def _told(value: Any) -> str:
    return "empty" if value is None else f"“{shorten(str(value), 60)}”"
