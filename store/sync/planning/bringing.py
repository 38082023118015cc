"""The versions of what a plan leaves behind, and of what waits for a person."""

from collections.abc import Iterable
from typing import TypeVar

from msgspec import structs

from store.sync.kept.memory import Conflict
from store.sync.planning.draft import Draft
from store.sync.versions.ledger import Brought

T = TypeVar("T")


def versions_brought(
    draft: Draft, ids: Iterable[str], conflicts: Iterable[Conflict]
) -> Brought | None:
    """The versions of these records and of all that is gone there; None where none are told."""
    if draft.terms.ledger is None or not draft.feed.desk:
        return None
    waits: dict[str, set[str]] = {}
    for conflict in conflicts:
        waits.setdefault(conflict.id, set()).add(conflict.field)
    sides, here, standing = draft.sides, draft.here, draft.standing.get
    stamps = {
        id_: sides.afterwards(id_, here(id_), standing(id_), waits.get(id_, ()), _held(draft, id_))
        or sides.joining(id_, here(id_), standing(id_), _held_before(draft, id_))
        for id_ in ids
    }
    stamps |= {id_: sides.in_use(id_) for id_ in draft.in_use}
    gone = {
        id_: sides.stays_gone(id_, waits.get(id_, ()))
        for id_ in ids
        if here(id_) is standing(id_) is None
    }
    gone |= {s.id: sides.gone(s, here(s.id), standing(s.id)) for s in draft.feed.tombstones}
    return Brought(draft.terms.source, draft.feed.desk, _some(stamps), _some(gone))


def with_version(draft: Draft, conflict: Conflict) -> Conflict:
    """The conflict with the version of theirs, and whether a person asked for it to wait."""
    id_, name = conflict.id, conflict.field
    parts = draft.terms.left
    before = draft.docket.before(id_).get(name)
    left = name in parts.fields(id_) or parts.whole(id_) or (before is not None and before.left)
    told = draft.sides.told(id_) if draft.docket.is_new(id_) else None
    return structs.replace(conflict, stamp=told or conflict.stamp, left=left)


def _held(draft: Draft, id: str) -> set[str]:
    return {one.field for one in draft.held.get(id, ())}


def _held_before(draft: Draft, id: str) -> set[str]:
    return {one.field for one in draft.held_before.get(id, ())}


def _some(found: dict[str, T | None]) -> dict[str, T]:
    return {id_: one for id_, one in found.items() if one is not None}
