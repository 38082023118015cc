"""What may leave: what is private stays here unless it is asked for."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import structs

from store.formats.ics.said import KEY
from store.names import Names
from store.record import Record, Visibility
from store.store import Store

LEVELS: tuple[Visibility, ...] = ("public", "private", "confidential")

# the lines of a calendar that are about people (RFC 5545 §3.8.4.1 to §3.8.4.3), or that hold the
# address of one, as SENT-BY and what programs add of their own do
PEOPLE = re.compile(r"(ATTENDEE|ORGANIZER|CONTACT)[;:]|.*mailto:", re.IGNORECASE | re.DOTALL)


def withhold(records: Iterable[Record], include: Visibility) -> tuple[list[Record], int]:
    """The records that are no more secret than `include`, and how many others there are. What is
    public of them tells nothing of who was invited, and where to write to them."""
    allowed = LEVELS[: LEVELS.index(include) + 1]
    everything = list(records)
    leaving = [record for record in everything if record.visibility in allowed]
    if include == LEVELS[0]:
        leaving = [_without_people(record) for record in leaving]
    return leaving, len(everything) - len(leaving)


def others(store: Store, include: Visibility) -> list[Record]:
    """All that may leave: what may be told of in passing."""
    return withhold(store.everything().values(), include)[0]


def names_within(store: Store, include: Visibility) -> Names:
    """What records are called that are no more secret than `include`; any other goes by its id."""
    return Names(_Within(store, include), lambda: store.names.today)


class _Within:
    """A shelf with the records of a store that may leave, as they were when first asked for."""

    def __init__(self, store: Store, include: Visibility) -> None:
        self._store = store
        self._include = include
        self._held: dict[str, Mapping[str, Record]] = {}

    def records(self, kind: str) -> Mapping[str, Record]:
        """Those of a kind by id."""
        if kind not in self._held:
            leaving, _ = withhold(self._store.records(kind).values(), self._include)
            self._held[kind] = {record.id: record for record in leaving}
        return self._held[kind]

    def version(self, kind: str) -> int:
        """Always the same: they do not change."""
        return 0


def public(name: str, value: Any) -> Any:
    """What everybody may see of a value that a record has beside its fields."""
    return _without(value) if name == KEY else value


def _without_people(record: Record) -> Record:
    kept = record.extra.get(KEY)
    if kept is None or (left := _without(kept)) == kept:
        return record
    return structs.replace(record, extra={**record.extra, KEY: left})


def _without(kept: Any) -> Any:
    if isinstance(kept, dict):
        return {name: _without(value) for name, value in kept.items()}
    if isinstance(kept, list):
        return [_without(one) for one in kept if not _is_about_people(one)]
    return kept


def _is_about_people(line: Any) -> bool:
    return isinstance(line, str) and PEOPLE.match(line) is not None
