"""The three-way merge of one record, field by field: a pure function of three JSON objects.

A field that is absent is an empty one. `base` is what the source said last, `ours` what stands
here, `theirs` what the source says now.
"""

from collections.abc import Collection, Mapping
from typing import Any

from msgspec import UNSET, Struct

from store import door
from store.formats.visible import public
from store.journal.batch import same
from store.record import Record

Data = Mapping[str, Any]

STAMPS = ("created", "modified", "sequence")  # the store's own; nobody edits them


class Clash(Struct, frozen=True, omit_defaults=True):
    """What a field was, is here and is there, where both sides changed it; None is empty."""

    base: Any = None
    ours: Any = None
    theirs: Any = None


class Merged(Struct, frozen=True):
    """The record as it will be, and the fields that wait for a person (they stay as ours)."""

    data: dict[str, Any]
    clashes: dict[str, Clash]


def content(record: Record) -> dict[str, Any]:
    """What of a record is merged: its filled fields as JSON, without the stamps."""
    return {name: value for name, value in door.data(record).items() if name not in STAMPS}


def merge(
    base: Data | None,
    ours: Data,
    theirs: Data,
    owned: Collection[str] = (),
    waiting: Collection[str] = (),
) -> Merged:
    """Their change where we made none, ours where they made none; both alike is no conflict.

    Else it is a conflict, which keeps ours, unless the field is `owned` by the source. Where the
    two never agreed on the record (`base` is None) all in which the source differs is one, an
    empty field too. Whoever publishes leaves out what is not for everybody, and agrees with us
    nevertheless. What a person left for later, or has not decided yet, goes on `waiting`.
    """
    data: dict[str, Any] = {}
    clashes: dict[str, Clash] = {}
    for name in {**ours, **theirs}:
        was, here, there = (side.get(name, UNSET) for side in (base or {}, ours, theirs))
        value = here
        if not _agree(name, here, there) and not same(there, was):
            ours_is_old = base is not None and same(here, was)
            if name not in waiting and (ours_is_old or name in owned):
                value = there
            else:
                clashes[name] = Clash(*(None if v is UNSET else v for v in (was, here, there)))
        if value is not UNSET:
            data[name] = value
    return Merged(data, clashes)


def _agree(name: str, here: Any, there: Any) -> bool:
    return same(here, there) or same(public(name, here), there)


def alike(one: Data, other: Data) -> bool:
    """Whether two records say the same."""
    return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
