"""What takes a pass over the records of a kind, kept up record by record as these change.

A `Gathering` is told of every record once, then of each that comes, goes or is replaced, so that
one edit among a hundred thousand costs one step and no pass.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import Any, Protocol, TypeVar

from store.names import Shelf
from store.record import Record


class Living(Shelf, Protocol):
    """A shelf that can say what has changed on it."""

    def changed(self, kind: str, since: int) -> Sequence[str] | None:
        """The ids of the records of a kind that changed after that version; None where that is
        not known any more."""


class Gathering(Protocol):
    """What is gathered from the records of a kind."""

    def add(self, records: Iterable[Any], /) -> None:
        """These records are there."""

    def drop(self, records: Iterable[Any], /) -> None:
        """These records, which were added before, are there no longer."""


G = TypeVar("G", bound=Gathering)


class Memory:
    """The gatherings over a shelf, by what makes them. Any thread may ask."""

    def __init__(self, shelf: Living) -> None:
        self._shelf = shelf
        self._kept: dict[str, _Kept] = {}
        self._lock = RLock()

    def of(self, kind: type[Record], make: Callable[..., G], *given: object) -> G:
        """What `make(*given)` has gathered from the records as they stand; begun anew only where
        it is made of something else. It goes on changing with them: look things up in it."""
        with self.still(kind, make, *given) as gathering:
            return gathering

    @contextmanager
    def still(self, kind: type[Record], make: Callable[..., G], *given: object) -> Iterator[G]:
        """The same; it does not change meanwhile, so that one can go through it."""
        with self._lock:
            kept = self._kept.get(kind.kind.name)
            if kept is None:
                kept = self._kept[kind.kind.name] = _Kept(self._shelf, kind.kind.name)
        with kept.lock:
            yield kept.gathered(make, given)


class _Kept:
    """The gatherings from one kind of record, and the records that they were told of."""

    def __init__(self, shelf: Living, kind: str) -> None:
        self._shelf = shelf
        self._kind = kind
        self._told: dict[str, Record] = {}
        self._version: int | None = None
        self._gatherings: dict[Callable[..., Any], tuple[tuple[object, ...], Any]] = {}
        self.lock = RLock()

    def gathered(self, make: Callable[..., G], given: tuple[object, ...]) -> G:
        self._follow()
        known = self._gatherings.get(make)
        if known is None or known[0] != given:
            gathering = make(*given)
            gathering.add(self._told.values())
            known = self._gatherings[make] = given, gathering
        found: G = known[1]
        return found

    def _follow(self) -> None:
        """Take in what has changed. What is read may be newer than the version that was read
        before it: it is looked at again then, and found to be the same."""
        version = self._shelf.version(self._kind)
        if version == self._version:
            return
        since, self._version = self._version, None  # where this fails, all is read again
        changed = None if since is None else self._shelf.changed(self._kind, since)
        rows = self._shelf.records(self._kind)
        if changed is None:
            self._told = {record.id: record for record in list(rows.values())}
            self._gatherings.clear()
        else:
            for id_ in changed:
                self._replace(id_, rows.get(id_))
        self._version = version

    def _replace(self, id: str, new: Record | None) -> None:
        old = self._told.get(id)
        if old is new:
            return
        for _, gathering in self._gatherings.values():
            if old is not None:
                gathering.drop((old,))
            if new is not None:
                gathering.add((new,))
        if new is None:
            del self._told[id]
        else:
            self._told[id] = new
