"""What is remembered of a source besides what it said and what is in conflict: references to what
is not here yet, meetings that may be one, and what undo took back of it."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from msgspec import Struct

from store.fields import Field, field_map
from store.journal.batch import same
from store.kinds import KINDS
from store.record import Record
from store.sync.merge import alike, content

NAMED = 5  # of what is waited for, where it is told in words

Get = Callable[[str], Record | None]


class Held(Struct, frozen=True, omit_defaults=True):
    """A reference to what is not here yet: the ids in `targets` are left out of `field` until they
    come, and the field holds `base` meanwhile. Where `whole`, the record cannot be without them
    and waits as a whole."""

    id: str
    kind: str
    field: str
    targets: tuple[str, ...]
    base: Any = None
    whole: bool = False

    @property
    def sentence(self) -> str:
        """What it waits for, in words."""
        kinds = field_map(KINDS[self.kind])[self.field].targets
        some, more = self.targets[:NAMED], len(self.targets) - NAMED
        rest = f" and {more:,} more" if more > 0 else ""
        return f"waits for {' or '.join(kinds) or 'record'} {', '.join(some)}{rest}"


class Double(Struct, frozen=True):
    """Two records that may be one: `id` came from the source, `other` did not."""

    id: str
    kind: str
    other: str


class TakenBack(Struct, frozen=True, omit_defaults=True):
    """What undo took back of what the source brought: a field, or ("") the whole record. `base` is
    what stands here since (None: nothing, or no record)."""

    id: str
    kind: str
    field: str
    base: Any = None

    def stands(self, here: Record | None) -> bool:
        """Whether it is still as undo left it."""
        ours = None if here is None else content(here)
        if self.field:
            return ours is not None and same(ours.get(self.field), self.base)
        if ours is None or self.base is None:
            return ours is None and self.base is None
        return alike(ours, self.base)


def fits(field: Field, target: Record | None) -> bool:
    """Whether this record can be what a field points at."""
    return target is not None and (not field.targets or target.kind.name in field.targets)


def can_join(held: Iterable[Held], get: Get) -> bool:
    """Whether something that is waited for is here."""
    return any(
        fits(field_map(KINDS[one.kind])[one.field], get(id_)) for one in held for id_ in one.targets
    )


One = TypeVar("One", Held, TakenBack)


def by_id(some: Iterable[One]) -> dict[str, list[One]]:
    """These by the record that they are about."""
    found: dict[str, list[One]] = {}
    for one in some:
        found.setdefault(one.id, []).append(one)
    return found
