"""Why records are published no more, as far as the store knows."""

from collections.abc import Iterator, Mapping

from store.formats.source import Tombstone
from store.store import Store


def stones(store: Store, left: Mapping[str, str]) -> Iterator[Tombstone]:
    """A tombstone for each of these, by id their kind: deleted, and when; else retracted, be it
    that the record is for fewer to see, or that it was purged."""
    when = _deleted(store, {id_ for id_ in left if store.get(id_) is None})
    for id_, kind in left.items():
        if id_ in when:
            yield Tombstone(id_, kind, when[id_], "deleted")
        else:
            yield Tombstone(id_, kind, reason="retracted")


def _deleted(store: Store, ids: set[str]) -> dict[str, str]:
    """When each of these was deleted last, where the history tells."""
    found: dict[str, str] = {}
    for batch in store.history() if ids else ():
        for change in batch.changes:
            id_ = str(change.key)
            if change.after is None and id_ in ids:
                found.setdefault(id_, batch.at)
        if len(found) == len(ids):
            break
    return found
