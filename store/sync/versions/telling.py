"""The versions that a publication tells: those of a desk that reads what others publish, for only
that has somebody to converge with."""

from collections.abc import Collection, Mapping

from store.formats.source import Tombstone
from store.formats.visible import LEVELS
from store.publishing.versions import NO_VERSIONS, Versions
from store.record import Visibility
from store.store import Store
from store.sync.kept.keep import SOURCES, all_sources
from store.sync.kept.same import led, read_same
from store.sync.versions.accounts import Accounts
from store.sync.versions.ledger import Gone
from store.versions import REST, Stamp, stamp_of


def told_versions(
    store: Store, published: Collection[str], kinds: Collection[str], include: Visibility
) -> Versions:
    """What to tell beside the `published` records (their ids). `kinds` are those of which all is
    published that is no more secret than `include`: a record of these is said to be gone even
    where it never was published, for it may have come from whoever reads this."""
    accounts = Accounts(store)
    if not accounts.begun:
        return NO_VERSIONS
    ledger = accounts.open()
    mine: Stamp = {REST: {ledger.desk: 1}}
    stamps = {id_: ledger.stamps.get(id_, mine) for id_ in store.everything()}
    for keep in all_sources(store.journal.folder):
        known = keep.waiting()
        asked = {(conflict.id, conflict.field) for conflict in known.conflicts}
        for one in known.held:  # what waits for a record to come is nobody's word yet
            if one.id in stamps and (one.id, one.field) not in asked:
                stamps[one.id] = stamp_of({**stamps[one.id], one.field: {}})
    survivors = led(read_same(store.journal.folder / SOURCES).same, published)
    allowed = LEVELS[: LEVELS.index(include) + 1]
    gone = {
        id_: _stone(id_, one, survivors, published)
        for id_, one in ledger.gone.items()
        if one.kind in kinds and one.visibility in allowed
    }
    stamps |= {id_: one.stamp for id_, one in ledger.gone.items()}
    return Versions(ledger.desk, stamps, gone)


def _stone(
    id: str, gone: Gone, survivors: Mapping[str, str], published: Collection[str]
) -> Tombstone:
    """The tombstone; what took its place is told of only where that is published too."""
    survivor = survivors.get(id, gone.replaced_by)
    if survivor in published:
        return Tombstone(id, gone.kind, gone.at, "merged", survivor)
    return Tombstone(id, gone.kind, gone.at, "deleted" if gone.reason == "merged" else gone.reason)
