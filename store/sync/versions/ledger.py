"""The versions of all that is here, as far as the journal was read: pure functions of a ledger and
of batches.

A record that is not named has the version that this desk alone gave it. What a batch changed is a
change of this desk, unless a sync brought it: then it has the version that came with it. A new
record from a source that tells no versions is nobody's word until somebody changes it: every other
desk that has it from there has the same. Undoing a sync is a change like any other.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, field, structs

from store.formats.source import Reason
from store.journal.batch import Batch, Change, same
from store.kinds import KINDS
from store.record import Record, Visibility
from store.sync.kept.memory import RECORD, Conflict
from store.sync.kept.undone import LABEL
from store.sync.merge import STAMPS
from store.versions import (
    REST,
    Stamp,
    at,
    changed,
    changed_whole,
    joined,
    stamp_of,
    stamps_joined,
    ticked,
)

NOBODYS: Stamp = {REST: {}}


class Gone(Struct, frozen=True, omit_defaults=True):
    """A record that is no more, as a tombstone tells of it. `visibility` is what it had last."""

    kind: str
    stamp: Stamp
    at: str = ""
    visibility: Visibility = "private"
    reason: Reason = "deleted"
    replaced_by: str = ""


class Brought(Struct, frozen=True):
    """What a plan brings, once it is done: the versions of records and of what is gone, by id.
    `source` is where from, and `desk` whose versions they are."""

    source: str
    desk: str
    stamps: Mapping[str, Stamp] = {}
    gone: Mapping[str, Gone] = {}

    def accounts_for(self, change: Change) -> bool:
        """Whether the version after this change is told here."""
        return str(change.key) in (self.gone if change.after is None else self.stamps)


class Ledger(Struct, frozen=True):
    """What this desk is called and, up to `mark` in the journal, the versions of what is here and
    of what is gone, by id. `peers` are the desks whose versions the sources told last."""

    desk: str
    mark: str
    stamps: dict[str, Stamp] = field(default_factory=dict)
    gone: dict[str, Gone] = field(default_factory=dict)
    peers: dict[str, str] = field(default_factory=dict)

    def of(self, id: str) -> Stamp:
        """The version of a record that is here."""
        return self.stamps.get(id) or {REST: {self.desk: 1}}

    def last(self, id: str) -> Stamp:
        """The version of a record, be it here or gone."""
        return self.gone[id].stamp if id in self.gone else self.of(id)

    def without(self, ids: Iterable[str]) -> "Ledger":
        """The ledger without anything of these."""
        left = set(ids)
        return structs.replace(
            self,
            stamps={id_: stamp for id_, stamp in self.stamps.items() if id_ not in left},
            gone={id_: gone for id_, gone in self.gone.items() if id_ not in left},
        )


def accounted(
    ledger: Ledger, batches: Iterable[Batch], mark: str, brought: Brought | None = None
) -> Ledger:
    """The ledger up to `mark`, `batches` being all between. The first sync of the source among
    them is the one that `brought` tells of."""
    work = structs.replace(
        ledger, mark=mark, stamps=dict(ledger.stamps), gone=dict(ledger.gone), peers=ledger.peers
    )
    for batch in batches:
        mine = brought if brought and batch.label == LABEL + brought.source else None
        if mine:
            work, brought = with_brought(work, mine), None
        for change in batch.changes:
            if change.table in KINDS and not (mine and mine.accounts_for(change)):
                _change(work, str(change.key), change, batch)
    return work


def with_brought(ledger: Ledger, brought: Brought) -> Ledger:
    """The ledger with what a sync brings."""
    stamps, gone = dict(ledger.stamps), dict(ledger.gone)
    for id_, stamp in brought.stamps.items():
        was = gone.pop(id_, None)
        known = was.stamp if was else stamps.get(id_)
        stamps[id_] = stamps_joined(known, stamp) if known else stamp
    for id_, one in brought.gone.items():
        stamps.pop(id_, None)
        gone[id_] = one
    peers = {**ledger.peers, brought.source: brought.desk}
    return structs.replace(ledger, stamps=stamps, gone=gone, peers=peers)


def decided(ledger: Ledger, conflict: Conflict, here: Record | None) -> Ledger:
    """The ledger after a person's word on a conflict, whichever side it was for: that is a change
    in sight of both."""
    ours, name, theirs = ledger.last(conflict.id), conflict.field, conflict.stamp
    if name == RECORD:
        stamp = changed_whole(stamps_joined(ours, theirs), ledger.desk)
    else:
        both = joined(at(ours, name), at(theirs, name))
        stamp = changed({**ours, name: both}, [name], ledger.desk)
    return _restamped(ledger, conflict, here, stamp)


def undecided(ledger: Ledger, conflict: Conflict, here: Record | None) -> Ledger:
    """The ledger after such a word was taken back: what stands here is a change of this desk
    beside theirs once more, and in sight of nothing that they have seen."""
    ours, theirs, desk = ledger.last(conflict.id), conflict.stamp, ledger.desk
    names = {*ours, *theirs} if conflict.field == RECORD else {conflict.field}
    apart = {
        name: {
            by: count
            for by, count in ticked(at(ours, name), desk).items()
            if by == desk or by not in at(theirs, name)
        }
        for name in names
    }
    return _restamped(ledger, conflict, here, stamp_of({**ours, **apart}))


def _restamped(ledger: Ledger, conflict: Conflict, here: Record | None, stamp: Stamp) -> Ledger:
    id_ = conflict.id
    if here is not None:
        return structs.replace(ledger, stamps={**ledger.stamps, id_: stamp})
    visibility = (conflict.theirs or {}).get("visibility", "private")
    was = ledger.gone.get(id_) or Gone(conflict.kind, {}, visibility=visibility)
    gone = {**ledger.gone, id_: structs.replace(was, stamp=stamp)}
    return structs.replace(ledger, gone=gone)


def _change(ledger: Ledger, id: str, change: Change, batch: Batch) -> None:
    if change.after is None:
        stamp = changed_whole(ledger.of(id), ledger.desk)
        ledger.stamps.pop(id, None)
        visibility = (change.before or {}).get("visibility", "private")
        ledger.gone[id] = Gone(change.table, stamp, batch.at, visibility)
    elif change.before is None:
        if (was := ledger.gone.pop(id, None)) is not None:
            ledger.stamps[id] = changed_whole(was.stamp, ledger.desk)
        elif batch.label.startswith(LABEL):
            ledger.stamps[id] = NOBODYS
    elif names := list(_names(change)):
        ledger.stamps[id] = changed(ledger.of(id), names, ledger.desk)


def _names(change: Change) -> Iterable[str]:
    """The fields that a change of a document is of, as records are merged: keys that this version
    does not know stand among the others."""
    sides: tuple[dict[str, Any], dict[str, Any]] = (change.before or {}, change.after or {})
    for name in dict.fromkeys(key for side in sides for key in side):
        if name == "extra":
            was, now = (side.get(name) or {} for side in sides)
            yield from (key for key in {**was, **now} if not same(was.get(key), now.get(key)))
        elif name not in STAMPS:
            yield name
