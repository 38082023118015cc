"""What undo took back of syncs, and of decisions on what they left, as the journal has it."""

from collections.abc import Iterable
from typing import Any

from msgspec import structs

from store.journal.batch import Batch, Change, Head, same
from store.journal.document import to_document
from store.kinds import KINDS
from store.record import Record
from store.store import Store
from store.sync.kept.memory import RECORD, Memory
from store.sync.kept.pending import Get, TakenBack
from store.sync.merge import STAMPS, content

LABEL = "sync "  # what the batch of a sync is called, before the name of its source
DECIDED = "resolve "  # and that of a person's word on a conflict


def is_about_syncs(head: Head) -> bool:
    """Whether a batch takes back what a source brought, or a person took of it, or brings that
    again."""
    meant = head.label.partition(": ")[2].startswith((LABEL, DECIDED))
    return meant and bool(head.undoes or head.redoes)


def noticed(store: Store, source: str, memory: Memory) -> Memory:
    """What is known of a source, with what undo took back of it since the last time."""
    batches = store.journal.since(memory.mark, is_about_syncs) if memory.mark else []
    new = taken_back(batches, source, store.get)
    known = {(back.id, back.field) for back in new}
    old = [back for back in memory.taken_back if (back.id, back.field) not in known]
    still = tuple(back for back in (*old, *new) if back.stands(store.get(back.id)))
    return structs.replace(memory, taken_back=still, mark=store.journal.mark)


def ids_of(back: Iterable[TakenBack]) -> tuple[str, ...]:
    """The records of which something was taken back."""
    return tuple(dict.fromkeys(one.id for one in back))


def taken_back(batches: Iterable[Batch], source: str, get: Get) -> tuple[TakenBack, ...]:
    """What was taken back and stands as undo left it; `batches` are those about syncs, oldest
    first. What went with the sync of another source is not this one's to let go again."""
    found: dict[tuple[str, str], TakenBack] = {}
    for batch in batches:
        own = batch.label.endswith(f": {LABEL}{source}")
        for change in batch.changes:
            here = get(str(change.key))
            for back in _of(change, here) if change.table in KINDS else ():
                if batch.redoes:
                    found.pop((back.id, back.field), None)
                elif own or back.field or back.base is None:
                    found[back.id, back.field] = back
    return tuple(back for back in found.values() if back.stands(get(back.id)))


def _of(change: Change, here: Record | None) -> Iterable[TakenBack]:
    """What a change left, where it still does so."""
    id_, kind = str(change.key), change.table
    if change.before is None or change.after is None:
        yield TakenBack(id_, kind, RECORD, _restored(change, here))
    elif here is not None:
        now = content(here)
        for name in _names(change, _left(change, here)):
            yield TakenBack(id_, kind, name, now.get(name))


def _restored(change: Change, here: Record | None) -> dict[str, Any] | None:
    """The record that undo brought back, where it is still as it came."""
    if here is None or change.after is None:
        return None
    whole = len(_left(change, here)) == len(change.after.keys() - set(STAMPS))
    return content(here) if whole else None


def _left(change: Change, here: Record) -> list[str]:
    """The fields of a change that are as it left them."""
    document = to_document(here)
    after: dict[str, Any] = change.after or {}
    names = (name for name in {**(change.before or {}), **after} if name not in STAMPS)
    return [name for name in names if same(document.get(name), after.get(name))]


def _names(change: Change, fields: Iterable[str]) -> Iterable[str]:
    """The fields as they are merged: keys unknown here stand among the others."""
    for name in fields:
        if name == "extra":
            sides = ((side or {}).get(name) or {} for side in (change.before, change.after))
            yield from {key: None for side in sides for key in side}
        else:
            yield name
