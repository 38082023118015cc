"""What is told of a record from others: what the people in it are called, and what is known of the
progress of each. Only of records that may leave."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from store import dates
from store.insight.heard import latest_by_owner
from store.kinds import Update
from store.record import Record

NONE: Mapping[str, Update] = {}


class Beside:
    """The records that may be told of, by what is asked of them."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._records: dict[str, Record] = {}
        self._updates: dict[str, list[Update]] = defaultdict(list)
        for record in records:
            self._records[record.id] = record
            if isinstance(record, Update):
                self._updates[record.commitment].append(record)
        for updates in self._updates.values():
            updates.sort(key=lambda u: (dates.sort_key(u.at), u.created, u.id))

    def name(self, id: str) -> str:
        """What the record with this id is called, "" where it may not be told."""
        record = self._records.get(id)
        return "" if record is None else str(getattr(record, record.kind.heading[0]))

    def record(self, id: str) -> Record | None:
        """The record with this id, where it may be told of."""
        return self._records.get(id)

    def updates(self, commitment: str) -> list[Update]:
        """What is known of a commitment's progress, the oldest first."""
        return self._updates.get(commitment, [])

    def latest(self, commitment: str) -> Mapping[str, Update]:
        """The latest update of each owner, by the member's id."""
        updates = self._updates.get(commitment)
        return latest_by_owner(updates) if updates else NONE


NOBODY = Beside()
