"""Forgetting a record: out of the store, its history, its backups, and what others say of it."""

from collections.abc import Collection
from typing import NamedTuple

from msgspec import structs

from store.errors import StoreError
from store.fields import reference_fields
from store.journal.backups import rewrite_backups
from store.journal.batch import Batch, Change, Document
from store.journal.purge import leaving_out, purge
from store.kinds import KINDS, Commitment
from store.mapping.kept import forget as forget_mapped
from store.record import Record
from store.removal import removal
from store.store import Store
from store.sync.kept.keep import all_held, all_sources
from store.sync.kept.keep import forget as forget_said
from store.sync.versions.accounts import Accounts
from store.sync.waiting.inbox import forget as forget_used
from store.verbs import Pair

PURGED = "(purged)"


def forgetting(store: Store, id: str) -> list[Pair]:
    """What purging this record means now: what goes with it, and what lets go of it; nothing
    where it is only in the history any more.

    Other than after a deletion, a commitment whose last owner goes does not keep the owner's name.
    """
    if store.get(id) is None:
        return []
    pairs = removal([id], store.everything(), store.referring)
    return [(old, _unnamed(old, new)) for old, new in pairs]


class Forgotten(NamedTuple):
    """How many records went, a sentence for each backup that could not be reached, and the sources
    that said one of them last: they bring it again when they are next read whole."""

    gone: int
    unreached: tuple[str, ...]
    said_by: tuple[str, ...]


def forget(store: Store, id: str) -> Forgotten:
    """Purge the record with this id and all that cannot be without it, from the backups and from
    what the sources said too. It may have been deleted before; `StoreError` where it never was.

    What is left is a marker that something was purged; nothing before it can be undone.
    """
    with all_held(store.journal.folder):  # a sync would bring it again while it goes
        store.refresh()
        return _forgotten(store, id)


def _forgotten(store: Store, id: str) -> Forgotten:
    pairs = forgetting(store, id)
    gone = {old.id: old.kind.name for old, new in pairs if old is not None and new is None}
    kind = gone.setdefault(id, _kind_in_history(store, id))
    sources = all_sources(store.journal.folder)
    said_by = tuple(k.name for k in sources if not gone.keys().isdisjoint(k.memory().seen))
    store.apply("purge", pairs)
    for each in gone:
        forget_said(store.journal.folder, each)
        forget_used(store, each)
        forget_mapped(store.journal.folder, each)
    what = kind, id, lambda batch: _without(batch, gone.keys())
    with store.journal.exclusive():
        accounts = Accounts(store)
        ledger = accounts.ledger()
        unreached = tuple(rewrite_backups(store.journal.folder, leaving_out(*what)))
        purge(store.journal, *what)
        accounts.purged(ledger, gone.keys())
    for each in gone:
        forget_said(store.journal.folder, each)
    store.refresh()
    return Forgotten(len(gone), unreached, said_by)


def _kind_in_history(store: Store, id: str) -> str:
    found = (c.table for batch in store.history(id) for c in batch.changes if c.key == id)
    kind = next(found, None)
    if kind is None:
        raise StoreError(f"There is no record {id}, nor was there one.")
    return kind


def _unnamed(old: Record | None, new: Record | None) -> Record | None:
    if not (isinstance(old, Commitment) and isinstance(new, Commitment)):
        return new
    named = new.owner_text != old.owner_text
    return structs.replace(new, owner_text=PURGED) if named else new


def _without(batch: Batch, gone: Collection[str]) -> Batch | None:
    kept = [_let_go(change, gone) for change in batch.changes if change.key not in gone]
    return structs.replace(batch, changes=tuple(kept)) if kept else None


def _let_go(change: Change, gone: Collection[str]) -> Change:
    if change.table not in KINDS:
        return change
    before, after = (_unreferring(change.table, doc, gone) for doc in (change.before, change.after))
    return Change(change.table, change.key, before, after)


def _unreferring(kind: str, document: Document | None, gone: Collection[str]) -> Document | None:
    if document is None:
        return None
    kept = dict(document)
    for field in reference_fields(KINDS[kind]):
        value = kept.get(field.name)
        if isinstance(value, list):
            kept[field.name] = [id_ for id_ in value if id_ not in gone]
        if value in gone if isinstance(value, str) else value and not kept[field.name]:
            del kept[field.name]
    return kept
