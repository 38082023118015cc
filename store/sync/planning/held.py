"""References to records that are not here yet: what an item can be without them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from operator import attrgetter
from typing import Any

from store.fields import reference_fields
from store.record import Record
from store.rules import pointed_at, targets
from store.sync.kept.pending import Get, Held, fits
from store.sync.merge import Data

Lacking = Mapping[str, Collection[str]]


def lacking(theirs: Record, here: Record | None, get: Get) -> dict[str, list[str]]:
    """The ids, by field, that an item points at and that are not here, or are something else. What
    points at them here already is not asked about again."""
    ours = set() if here is None else set(pointed_at(here))
    found: dict[str, list[str]] = {}
    for field in reference_fields(type(theirs)):
        for target in targets(theirs, field.name):
            if not fits(field, get(target)) and (field.name, target) not in ours:
                found.setdefault(field.name, []).append(target)
    return found


def pointing_nowhere(told: Iterable[Record], get: Get) -> set[str]:
    """The ids of the records that point at something that is not here, or is something else. What
    many point at is looked up once."""
    by_kind: dict[type[Record], list[Record]] = defaultdict(list)
    for record in told:
        by_kind[type(record)].append(record)
    found: set[str] = set()
    for kind, records in by_kind.items():
        for field in reference_fields(kind):
            values: Iterable[Any] = map(attrgetter(field.name), records)
            ids = set(values if field.type == "ref" else chain.from_iterable(values))
            wrong = {id_ for id_ in ids if id_ and not fits(field, get(id_))}
            if wrong:
                elsewhere = wrong.isdisjoint
                found.update(r.id for r in records if not elsewhere(targets(r, field.name)))
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
