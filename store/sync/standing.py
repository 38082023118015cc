"""The records as they will stand when a sync is done, and what will refer to what."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import structs

from store.fields import reference_fields
from store.record import Record
from store.rules import pointed_at
from store.verbs import Pair


class Local(NamedTuple):
    """All records here by id, and the ids of those that point at an id."""

    records: Mapping[str, Record]
    referring: Callable[[str], Iterable[str]]


class Standing:
    """The local records with changes put over them."""

    def __init__(self, local: Local) -> None:
        self.local = local.records
        self.records: dict[str, Record] = dict(local.records)
        self.touched: dict[str, None] = {}
        self._referring = local.referring
        self._pointing: dict[str, set[str]] = defaultdict(set)

    def get(self, id: str) -> Record | None:
        """The record with this id, of whatever kind."""
        return self.records.get(id)

    def put(self, id: str, record: Record | None) -> None:
        """The record will stand so; None: it will be gone."""
        self.touched[id] = None
        if record is None:
            self.records.pop(id, None)
            return
        self.records[id] = record
        for _, target in pointed_at(record):
            self._pointing[target].add(id)

    def referring(self, id: str) -> set[str]:
        """The ids of what will point at this id."""
        known = (by for by in self._referring(id) if by in self.local)
        untouched = {by for by in known if by not in self.touched}
        perhaps = (self.records.get(by) for by in self._pointing.get(id, ()))
        return untouched | {
            record.id
            for record in perhaps
            if record is not None and any(target == id for _, target in pointed_at(record))
        }

    def pairs(self) -> Iterator[Pair]:
        """What is to be changed."""
        for id_ in self.touched:
            before, after = self.local.get(id_), self.records.get(id_)
            if before != after:
                yield before, after


def moved(record: Record, moves: Mapping[str, str]) -> Record:
    """The record with its references to merged records moved to what took their place; one that
    would come to point at itself lets go."""
    moves = {id_: "" if led == record.id else led for id_, led in moves.items()}
    changes: dict[str, object] = {}
    for field in reference_fields(type(record)):
        value = getattr(record, field.name)
        led = moves.get(value, value) if isinstance(value, str) else _led(value, moves)
        if led != value:
            changes[field.name] = led
    return structs.replace(record, **changes) if changes else record


def _led(ids: tuple[str, ...], moves: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(led for id_ in ids if (led := moves.get(id_, id_))))
