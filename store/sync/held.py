"""References to records that are not here yet: what an item can be without them."""

from collections.abc import Collection, Mapping
from typing import Any

from store.fields import reference_fields
from store.record import Record
from store.rules import pointed_at
from store.sync.merge import Data
from store.sync.pending import Get, Held, fits

Lacking = Mapping[str, Collection[str]]


def lacking(theirs: Record, here: Record | None, get: Get) -> dict[str, list[str]]:
    """The ids, by field, that an item points at and that are not here, or are something else. What
    points at them here already is not asked about again."""
    ours = set() if here is None else set(pointed_at(here))
    found: dict[str, list[str]] = {}
    for name, target in pointed_at(theirs):
        if (name, target) not in ours and not fits(theirs.kind.name, name, get(target)):
            found.setdefault(name, []).append(target)
    return found


def without(
    theirs: Record, said: dict[str, Any], here: Record | None, base: Data | None, gone: Lacking
) -> tuple[dict[str, Any], list[Held]]:
    """What an item says without these references, and what is held of it. A field that must be
    filled stays as it was agreed on; where it never was, the whole item waits."""
    rest, held = dict(said), []
    for field in reference_fields(type(theirs)):
        if field.name not in gone:
            continue
        value, targets = said[field.name], tuple(gone[field.name])
        left = [id_ for id_ in value if id_ not in targets] if isinstance(value, list) else None
        if not left and field.required and base is not None:
            left = base.get(field.name)
        whole = field.required and not left and here is None
        rest.pop(field.name)
        if left:
            rest[field.name] = left
        held.append(
            Held(theirs.id, theirs.kind.name, field.name, targets, left or None, whole=whole)
        )
    return rest, held
