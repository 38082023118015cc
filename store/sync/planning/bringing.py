"""The versions of what a plan leaves behind, and of what waits for a person."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from msgspec import structs

from store.sync.kept.memory import Conflict
from store.sync.kept.pending import Held
from store.sync.planning.draft import Draft
from store.sync.versions.ledger import Brought, Gone
from store.versions import Stamp

T = TypeVar("T")


def versions_brought(
    draft: Draft, ids: Iterable[str], conflicts: Iterable[Conflict]
) -> Brought | None:
    """The versions of these records and of all that is gone there; None where none are told."""
    if not draft.sides.desk:
        return None
    waits: dict[str, set[str]] = {}
    for conflict in conflicts:
        waits.setdefault(conflict.id, set()).add(conflict.field)
    sides, here, standing = draft.sides, draft.here, draft.standing.get
    stamps: dict[str, Stamp | None] = {}
    gone: dict[str, Gone | None] = {}
    for id_ in ids:
        pair, asked = (here(id_), standing(id_)), waits.get(id_, ())
        if id_ in draft.seen:
            said, held = draft.seen[id_].record, _fields(draft.held, id_)
            told = sides.afterwards(id_, pair, said, asked, held)
            stamps[id_] = told or sides.joining(id_, pair, _fields(draft.held_before, id_))
        if pair == (None, None):
            gone[id_] = sides.stays_gone(id_, asked)
    stamps |= {id_: sides.in_use(id_) for id_ in draft.in_use}
    gone |= {s.id: sides.gone(s, here(s.id), standing(s.id)) for s in draft.feed.tombstones}
    return Brought(draft.terms.source, sides.desk, _some(stamps), _some(gone))


def with_version(draft: Draft, conflict: Conflict) -> Conflict:
    """The conflict with the version of theirs, and whether a person asked for it to wait."""
    id_, name = conflict.id, conflict.field
    parts = draft.terms.left
    before = draft.docket.before(id_).get(name)
    left = name in parts.fields(id_) or parts.whole(id_) or (before is not None and before.left)
    told = draft.sides.told(id_) if draft.docket.is_new(id_) else None
    stamp = told or conflict.stamp or (before.stamp if before else {})
    return structs.replace(conflict, stamp=stamp, left=left)


def _fields(held: Mapping[str, list[Held]], id: str) -> set[str]:
    return {one.field for one in held.get(id, ())}


def _some(found: dict[str, T | None]) -> dict[str, T]:
    return {id_: one for id_, one in found.items() if one is not None}
