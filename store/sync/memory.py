"""What is known of a source from before: what it said last, what waits, what went missing."""

from typing import Any

from msgspec import Struct, field

from store.journal.batch import same
from store.record import Record
from store.sync.merge import alike, content

RECORD = ""  # in a conflict, the field that stands for the whole record


class Seen(Struct, frozen=True):
    """A record as a source said it last."""

    kind: str
    data: dict[str, Any]


class Conflict(Struct, frozen=True, omit_defaults=True):
    """What waits for a person: a field that both sides changed, or, where `field` is empty, a
    record that one side changed and the other deleted (None). `replaced_by` is the record that
    took its place there."""

    id: str
    kind: str
    field: str = RECORD
    base: Any = None
    ours: Any = None
    theirs: Any = None
    replaced_by: str = ""


class Memory(Struct, frozen=True):
    """What is known of a source from before: what it said last, what waits, what went missing."""

    seen: dict[str, Seen] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    missing: tuple[str, ...] = ()

    def without(self, id: str) -> "Memory":
        """The memory without anything of this record."""
        return Memory(
            {other: seen for other, seen in self.seen.items() if other != id},
            tuple(conflict for conflict in self.conflicts if conflict.id != id),
            tuple(other for other in self.missing if other != id),
        )


def settled(conflict: Conflict, here: Record | None) -> bool:
    """Whether both sides have come to say the same by themselves."""
    if conflict.field == RECORD:
        ours = None if here is None else content(here)
        theirs: Any = conflict.theirs
        return ours is theirs is None or (
            ours is not None and theirs is not None and alike(ours, theirs)
        )
    if here is None:
        return False
    return same(content(here).get(conflict.field), conflict.theirs)
