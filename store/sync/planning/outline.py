"""A plan told in full: each record that would change, field by field, and what a person leaves of
it for later. Pure values, for whoever shows them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Literal

from msgspec import Struct, field

from store.journal.batch import same
from store.record import Record
from store.sync.kept.memory import RECORD
from store.sync.merge import Data, content
from store.verbs import Pair

State = Literal["new", "changed", "removed"]


class Detail(Struct, frozen=True, omit_defaults=True):
    """What becomes of one field, as JSON values (None is empty): what both sides agreed on last,
    what stands here, and what will stand here."""

    field: str
    was: Any = None
    ours: Any = None
    theirs: Any = None


class Entry(Struct, frozen=True):
    """One record of a plan, before and after; None where there was none or will be none."""

    old: Record | None
    new: Record | None
    was: Mapping[str, Any] = {}

    @property
    def record(self) -> Record:
        """The record as it will be, or as it was where it goes."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def id(self) -> str:
        """The id of the record."""
        return self.record.id

    @property
    def state(self) -> State:
        """What becomes of the record."""
        if self.old is None:
            return "new"
        return "removed" if self.new is None else "changed"

    def details(self) -> list[Detail]:
        """The fields that differ, in the order in which the kind declares them."""
        ours = {} if self.old is None else content(self.old)
        theirs = {} if self.new is None else content(self.new)
        return [
            Detail(name, self.was.get(name), ours.get(name), theirs.get(name))
            for name in {**theirs, **ours}
            if not same(ours.get(name), theirs.get(name))
        ]


class Left(Struct, frozen=True):
    """What a person leaves for later: for each id the fields, `RECORD` for the whole record. It
    waits as a conflict, and the next sync does not bring it."""

    parts: dict[str, frozenset[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.parts)

    def whole(self, id: str) -> bool:
        """Whether nothing of this record is to be done."""
        return RECORD in self.parts.get(id, ())

    def fields(self, id: str) -> frozenset[str]:
        """The fields of this record that are to stay as they are."""
        return self.parts.get(id, frozenset())


def left(parts: Iterable[tuple[str, str]]) -> Left:
    """These (id, field) are left; `RECORD` as the field is the whole record."""
    found: dict[str, set[str]] = {}
    for id_, name in parts:
        found.setdefault(id_, set()).add(name)
    return Left({id_: frozenset(names) for id_, names in found.items()})


def entries(pairs: Iterable[Pair], was: Mapping[str, Data]) -> Iterator[Entry]:
    """The records of a plan; `was` is what was agreed on last, by id."""
    for old, new in pairs:
        entry = Entry(old, new)
        yield Entry(old, new, was.get(entry.id, {}))


def as_json(found: Collection[Entry]) -> list[dict[str, Any]]:
    """What is told of the records of a plan in JSON."""
    return [
        {
            "id": entry.id,
            "kind": entry.record.kind.name,
            "state": entry.state,
            "fields": [
                {"field": d.field, "was": d.was, "ours": d.ours, "theirs": d.theirs}
                for d in entry.details()
            ],
        }
        for entry in found
    ]


ALL = Left()
