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


class _Over(Mapping[str, Record]):
    """Records with changes put over them (None: gone), none of them copied."""

    def __init__(self, under: Mapping[str, Record], put: Mapping[str, Record | None]) -> None:
        self._under, self._put = under, put

    def __getitem__(self, id: str) -> Record:
        found = self._put[id] if id in self._put else self._under[id]
        if found is None:
            raise KeyError(id)
        return found

    def __iter__(self) -> Iterator[str]:
        yield from (id_ for id_ in self._under if self._put.get(id_, self) is not None)
        yield from (id_ for id_, new in self._put.items() if new and id_ not in self._under)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Standing:
    """The local records with changes put over them."""

    def __init__(self, local: Local) -> None:
        self.local = local.records
        self._put: dict[str, Record | None] = {}
        self.records: Mapping[str, Record] = _Over(self.local, self._put)
        self._referring = local.referring
        self._pointing: dict[str, set[str]] | None = None

    def get(self, id: str) -> Record | None:
        """The record with this id, of whatever kind."""
        return self._put[id] if id in self._put else self.local.get(id)

    def all(self) -> Iterator[Record]:
        """All records as they will stand."""
        yield from (record for id_, record in self.local.items() if id_ not in self._put)
        yield from (record for record in self._put.values() if record is not None)

    def put(self, id: str, record: Record | None) -> None:
        """The record will stand so; None: it will be gone."""
        self._put[id] = record
        if record is not None and self._pointing is not None:
            _point(self._pointing, record)

    def referring(self, id: str) -> set[str]:
        """The ids of what will point at this id."""
        if self._pointing is None:  # few plans ask this, and most put many records
            self._pointing = defaultdict(set)
            for record in self._put.values():
                if record is not None:
                    _point(self._pointing, record)
        known = (by for by in self._referring(id) if by in self.local)
        untouched = {by for by in known if by not in self._put}
        perhaps = (self._put.get(by) for by in self._pointing.get(id, ()))
        return untouched | {
            record.id
            for record in perhaps
            if record is not None and any(target == id for _, target in pointed_at(record))
        }

    def pairs(self) -> Iterator[Pair]:
        """What is to be changed."""
        for id_, after in self._put.items():
            before = self.local.get(id_)
            if before != after:
                yield before, after


def _point(pointing: dict[str, set[str]], record: Record) -> None:
    for _, target in pointed_at(record):
        pointing[target].add(record.id)


def moved(record: Record, moves: Mapping[str, str]) -> Record:
    """The record with its references to merged records moved to what took their place; one that
    would come to point at itself lets go."""
    if not moves:
        return record
    changes: dict[str, object] = {}
    for field in reference_fields(type(record)):
        value = getattr(record, field.name)
        if isinstance(value, str):
            led: object = _led(value, record.id, moves)
        else:
            led = tuple(dict.fromkeys(filter(None, (_led(v, record.id, moves) for v in value))))
        if led != value:
            changes[field.name] = led
    return structs.replace(record, **changes) if changes else record


def _led(id: str, by: str, moves: Mapping[str, str]) -> str:
    led = moves.get(id)
    return id if led is None else "" if led == by else led
