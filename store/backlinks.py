"""What refers to a record: built on first use, kept true by the changes that follow."""

from collections import defaultdict
from collections.abc import Iterable

from store.fields import reference_fields
from store.journal.batch import Change
from store.kinds import KINDS
from store.record import Record

Pointing = dict[str, dict[str, None]]
"""For every id that is pointed at the ids of what points at it, in the order of the records."""


class Backlinks:
    """For every field that refers: who points at whom by it. The ids are the records' own, and
    there is nothing else for each reference: a hundred thousand records make half a million."""

    def __init__(self, records: Iterable[tuple[str, Iterable[Record]]]) -> None:
        self._by_field: dict[tuple[str, str], Pointing] = {
            (name, field.name): defaultdict(dict)
            for name, kind in KINDS.items()
            for field in reference_fields(kind)
        }
        for kind, found in records:
            self._add(kind, found)

    def _add(self, kind: str, records: Iterable[Record]) -> None:
        refers = [
            (field.name, field.type == "ref", self._by_field[kind, field.name])
            for field in reference_fields(KINDS[kind])
        ]
        for record in records:
            by = record.id
            for name, single, pointing in refers:
                value = getattr(record, name)
                if not value:
                    continue
                for target in (value,) if single else value:
                    pointing[target][by] = None

    def follow(self, change: Change) -> None:
        """Keep up with a change: what it let go of is out, what it took up is in."""
        by = str(change.key)
        for field in reference_fields(KINDS[change.table]):
            pointing = self._by_field[change.table, field.name]
            for target in _targets((change.before or {}).get(field.name)):
                pointing[target].pop(by, None)
            for target in _targets((change.after or {}).get(field.name)):
                pointing[target][by] = None

    def to(self, id: str) -> list[tuple[str, str, str]]:
        """What points at this id, as (kind, id, field)."""
        return [
            (kind, by, field)
            for (kind, field), pointing in self._by_field.items()
            for by in pointing.get(id, ())
        ]


def _targets(value: object) -> list[str]:
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, str) and value else []
