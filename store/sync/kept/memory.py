"""What is known of a source from before: what it said last, what waits, what went missing."""

from collections.abc import Mapping
from typing import Any, cast

import msgspec
from msgspec import Raw, Struct, field, structs

from store.errors import Damaged
from store.journal.batch import same
from store.kinds import KINDS
from store.record import Record
from store.sync.kept.pending import Double, Held, TakenBack
from store.sync.merge import alike, content
from store.versions import Stamp

RECORD = ""  # in a conflict, the field that stands for the whole record


class Seen(Struct, frozen=True, array_like=True, gc=False):
    """A record as a source said it last: its kind and its JSON, as the journal writes it.

    A hundred thousand of these are kept. `said` is a piece of the file that was read, or the
    record itself, which stands for its JSON until that is written.
    """

    kind: str
    said: Raw

    @classmethod
    def of(cls, record: Record) -> "Seen":
        """This was said."""
        return cls(record.kind.name, cast(Raw, record))

    @property
    def record(self) -> Record:
        """The record that was said."""
        said: object = self.said
        if isinstance(said, Record):
            return said
        try:
            return msgspec.json.decode(self.said, type=KINDS[self.kind])
        except (msgspec.DecodeError, KeyError) as error:
            raise Damaged(
                f"What is kept of a source has a {self.kind} that cannot be read ({error}); remove "
                "the source and add it anew: what came from it stays."
            ) from error

    @property
    def data(self) -> dict[str, Any]:
        """What is merged of it."""
        return content(self.record)

    def says(self, record: Record) -> bool:
        """Whether this very record was said, to the byte; a no may still mean the same content."""
        said: object = self.said
        return said == record if isinstance(said, Record) else said == _written(record)


class Conflict(Struct, frozen=True, omit_defaults=True):
    """What waits for a person: a field that both sides changed, or, where `field` is empty, a
    record that one side changed and the other deleted (None). `replaced_by` is the record that
    took its place there. `stamp` is the version of theirs, and `left` says that a person asked for
    it to wait, whichever of the two is newer."""

    id: str
    kind: str
    field: str = RECORD
    base: Any = None
    ours: Any = None
    theirs: Any = None
    replaced_by: str = ""
    stamp: Stamp = {}
    left: bool = False


def _written(record: Record) -> Raw:
    return Raw(msgspec.json.encode(record))


class Memory(Struct, frozen=True, omit_defaults=True):
    """What is known of a source from before: what it said last, what waits, what went missing.

    `held` are references to what is not here yet, `doubles` records that may be one, `taken_back`
    what undo took back, as far as the journal's `mark`. `seen` is large, and kept apart from the
    rest in the file: a new field needs no more than a line here, as long as it stays small.
    """

    seen: dict[str, Seen] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    missing: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()
    doubles: tuple[Double, ...] = ()
    taken_back: tuple[TakenBack, ...] = ()
    mark: str = ""

    def without(self, id: str) -> "Memory":
        """The memory without anything of this record."""
        return structs.replace(
            self,
            seen={other: seen for other, seen in self.seen.items() if other != id},
            conflicts=tuple(conflict for conflict in self.conflicts if conflict.id != id),
            missing=tuple(other for other in self.missing if other != id),
            held=tuple(one for one in self.held if id not in (one.id, *one.targets)),
            doubles=tuple(one for one in self.doubles if id not in (one.id, one.other)),
            taken_back=tuple(one for one in self.taken_back if one.id != id),
        )

    def renamed(self, names: Mapping[str, str]) -> "Memory":
        """The memory with what it said under these ids."""
        if not names:
            return self
        return structs.replace(
            self,
            seen={names.get(id_, id_): seen for id_, seen in self.seen.items()},
            missing=tuple(names.get(id_, id_) for id_ in self.missing),
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
