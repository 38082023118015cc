"""Versions of fields, so that desks which read each other end with the same records.

A *vector* says whose changes a value has seen: by desk, how many of its changes. A *stamp* holds
the vectors of a record by field, `REST` standing for all fields that are not named. A change by a
desk adds one to its own number; so the vectors of two values say which of them was made in sight
of the other, or that neither was. (D. S. Parker et al., Detection of Mutual Inconsistency in
Distributed Systems, IEEE TSE 9(3), 1983.)

What makes it converge: all the newest changes that a vector counts wrote the value that it stands
beside. A change makes itself the only newest one; taking a newer value takes its vector; only equal
values join their vectors without a change of one's own. So equal vectors mean equal values, a value
once superseded never comes back, and the order of reading does not matter. Whatever else a desk
decides (a conflict, whichever side wins) is a change of its own. Where equal vectors do stand
beside different values (somebody lost their memory, or lies) the values are a conflict like any
other. Deleting changes every field of a record, so that an edit made beside it is seen. An empty
vector stands beside what nobody means, such as a value that waits for a record to come.
"""

from collections.abc import Iterable, Mapping
from enum import Enum
from re import compile as pattern
from typing import Any

Vector = Mapping[str, int]
Stamp = Mapping[str, Vector]

REST = ""
DESK = pattern(r"[a-z0-9]{8,32}")
MOST_DESKS, MOST_NAMES, MOST_CHANGES = 64, 256, 10**12


class Order(Enum):
    """How one version stands to another: made in sight of it, or the other way round."""

    SAME = "same"
    OLDER = "older"
    NEWER = "newer"
    APART = "apart"


def order(one: Vector, other: Vector) -> Order:
    """How the first stands to the second."""
    if one == other:
        return Order.SAME
    ahead = any(count > other.get(desk, 0) for desk, count in one.items())
    behind = any(count > one.get(desk, 0) for desk, count in other.items())
    return _ORDERS[ahead, behind]


_ORDERS = {
    (False, False): Order.SAME,
    (False, True): Order.OLDER,
    (True, False): Order.NEWER,
    (True, True): Order.APART,
}


def joined(one: Vector, other: Vector) -> Vector:
    """What has seen all that either has."""
    found = order(one, other)
    if found in (Order.SAME, Order.NEWER):
        return one
    if found is Order.OLDER:
        return other
    return {desk: max(one.get(desk, 0), other.get(desk, 0)) for desk in {**one, **other}}


def ticked(vector: Vector, desk: str) -> Vector:
    """With one more change by this desk."""
    return {**vector, desk: vector.get(desk, 0) + 1}


def at(stamp: Stamp, name: str) -> Vector:
    """The vector of a field."""
    return stamp[name] if name in stamp else stamp.get(REST, {})


def stamp_of(vectors: Mapping[str, Vector]) -> Stamp:
    """The stamp with these vectors, written as short as can be."""
    rest = vectors.get(REST, {})
    return {name: v for name, v in vectors.items() if name == REST or v != rest}


def stamps_joined(one: Stamp, other: Stamp) -> Stamp:
    """What has seen, field by field, all that either has."""
    if one == other:
        return one
    return stamp_of({name: joined(at(one, name), at(other, name)) for name in _names(one, other)})


def changed(stamp: Stamp, names: Iterable[str], desk: str) -> Stamp:
    """After a change of these fields by this desk."""
    return stamp_of({**stamp, **{name: ticked(at(stamp, name), desk) for name in names}})


def changed_whole(stamp: Stamp, desk: str) -> Stamp:
    """After a change of all fields by this desk: it was deleted, or brought back."""
    return changed(stamp, _names(stamp), desk)


def compare(one: Stamp, other: Stamp) -> Order:
    """How a record as a whole stands to the other: newer where no field is behind."""
    found = {order(at(one, name), at(other, name)) for name in _names(one, other)}
    found.discard(Order.SAME)
    if len(found) > 1:
        return Order.APART
    return found.pop() if found else Order.SAME


def believable(told: Stamp, ours: Stamp, desk: str) -> bool:
    """Whether what was told claims no more changes by this desk than there were, and leads to no
    vector that is longer than may be."""
    return all(
        at(told, name).get(desk, 0) <= at(ours, name).get(desk, 0)
        and len({*at(told, name), *at(ours, name)}) <= MOST_DESKS
        for name in _names(told, ours)
    )


def knows(stamp: Stamp, desk: str) -> bool:
    """Whether this desk ever changed the record."""
    return any(desk in vector for vector in stamp.values())


def decode(raw: Any) -> Stamp | None:
    """A stamp from outside; None where it is none, or beyond all measure."""
    if not isinstance(raw, dict) or REST not in raw or len(raw) > MOST_NAMES:
        return None
    return raw if all(_is_vector(vector) for vector in raw.values()) else None


def is_desk(raw: Any) -> bool:
    """Whether this can name a desk."""
    return isinstance(raw, str) and DESK.fullmatch(raw) is not None


def _is_vector(raw: Any) -> bool:
    return (
        isinstance(raw, dict)
        and len(raw) <= MOST_DESKS
        and all(is_desk(desk) for desk in raw)
        and all(type(count) is int and 0 < count <= MOST_CHANGES for count in raw.values())
    )


def _names(*stamps: Stamp) -> set[str]:
    return {REST}.union(*stamps)
