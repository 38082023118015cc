"""The conflicts of a source while a plan is made: those from before, and those that are asked."""

from collections import defaultdict
from collections.abc import Mapping

from store.record import Record
from store.sync.kept.memory import RECORD, Conflict, Memory, settled
from store.sync.kept.pending import Get
from store.sync.merge import Clash


class Docket:
    """What waited for a person, and what waits now. What is not said anew waits on."""

    def __init__(self, memory: Memory) -> None:
        self._before: dict[str, dict[str, Conflict]] = defaultdict(dict)
        for conflict in memory.conflicts:
            self._before[conflict.id][conflict.field] = conflict
        self._now: dict[str, tuple[Conflict, ...]] = {}

    def before(self, id: str) -> Mapping[str, Conflict]:
        """What waited of a record, by field."""
        return self._before.get(id, {})

    def begin(self, id: str) -> None:
        """The record is told anew: what waited of it does not by itself."""
        self._now[id] = ()

    def forget(self, id: str) -> None:
        """The record was not told after all: what waited of it waits on."""
        self._now.pop(id, None)

    def ask(self, record: Record, clash: Clash, name: str = RECORD, survivor: str = "") -> None:
        """A person is to decide on a field, or on the whole record."""
        kind = record.kind.name
        sides = (clash.base, clash.ours, clash.theirs)
        asked = Conflict(record.id, kind, name, *sides, survivor)
        self._now[record.id] = (*self._now[record.id], asked)

    def is_new(self, id: str) -> bool:
        """Whether what waits of the record was asked now."""
        return bool(self._now.get(id))

    def asks(self, id: str, name: str) -> bool:
        """Whether this waits now."""
        some = self._now.get(id)
        if some is None:
            return name in self.before(id)
        return any(conflict.field == name for conflict in some)

    def open(self, get: Get) -> tuple[Conflict, ...]:
        """All that waits and was not settled by itself."""
        old = [
            c for id_, some in self._before.items() if id_ not in self._now for c in some.values()
        ]
        new = [conflict for some in self._now.values() for conflict in some]
        return tuple(c for c in (*old, *new) if not settled(c, get(c.id)))
