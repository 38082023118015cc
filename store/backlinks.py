"""What refers to a record: built on first use, kept true by the changes that follow."""

from collections import defaultdict
from collections.abc import Iterable

from store.fields import reference_fields
from store.journal.batch import Change
from store.kinds import KINDS
from store.record import Record
from store.rules import pointed_at


class Backlinks:
    """For every id that is pointed at: who points, and by which field."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._by_target: dict[str, dict[tuple[str, str, str], None]] = defaultdict(dict)
        for record in records:
            self.add(record)

    def add(self, record: Record) -> None:
        """Count a record's references in."""
        for field, target in pointed_at(record):
            self._by_target[target][record.kind.name, record.id, field] = None

    def follow(self, change: Change) -> None:
        """Keep up with a change: what it let go of is out, what it took up is in."""
        for field in reference_fields(KINDS[change.table]):
            here = (change.table, str(change.key), field.name)
            for target in _targets((change.before or {}).get(field.name)):
                self._by_target[target].pop(here, None)
            for target in _targets((change.after or {}).get(field.name)):
                self._by_target[target][here] = None

    def to(self, id: str) -> list[tuple[str, str, str]]:
        """What points at this id, as (kind, id, field)."""
        return list(self._by_target.get(id, ()))


def _targets(value: object) -> list[str]:
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, str) and value else []
