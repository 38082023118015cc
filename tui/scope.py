"""What belongs to a record: one step along the references, over records without a panel."""

from collections.abc import Iterator, Sequence

from store.desk import Desk
from store.fields import fields
from store.kinds import KINDS
from store.record import Record
from store.rules import pointed_at


class Belongings:
    """What belongs to several records at once, found out once as long as nothing changes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: tuple[object, list[tuple[str, dict[str, frozenset[str]]]]] = ((), [])

    def of(self, ids: Sequence[str]) -> list[tuple[str, dict[str, frozenset[str]]]]:
        """For each of these records its kind and, by kind of panel, the ids of what belongs."""
        stamp = (ids, self._desk.insight.stamp)
        if self._known[0] != stamp:
            records = filter(None, map(self._desk.store.get, ids))
            found = [(record.kind.name, belonging(self._desk, record)) for record in records]
            self._known = (stamp, found)
        return self._known[1]


def belonging(desk: Desk, record: Record) -> dict[str, frozenset[str]]:
    """The ids, by kind of panel, of what refers to the record or is referred to by it.

    A role, a statement or an update has no panel: what it ties together counts as tied directly.
    """
    found: dict[str, set[str]] = {name: set() for name, kind in KINDS.items() if kind.kind.panel}
    for near in _neighbours(desk, record):
        if near.kind.panel:
            found[near.kind.name].add(near.id)
            continue
        for far in _neighbours(desk, near):
            if far.kind.panel and far.id != record.id:
                found[far.kind.name].add(far.id)
    return {kind: frozenset(ids) for kind, ids in found.items()}


def standing_in(kind: type[Record]) -> str:
    """The field that tells where a record of a kind without a panel belongs: the last reference
    that it must have. A role stands in its group, an update with its commitment."""
    needed = [field.name for field in fields(kind) if field.required and field.type == "ref"]
    return needed[-1] if needed and not kind.kind.panel else ""


def _neighbours(desk: Desk, record: Record) -> Iterator[Record]:
    for _, id_ in pointed_at(record):
        if (target := desk.store.get(id_)) is not None:
            yield target
    for referring, _ in desk.store.references(record.id):
        yield referring
