"""What must hold across fields and records, as a sentence for the field that breaks it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from store import dates
from store.fields import reference_fields
from store.kinds import Commitment
from store.record import Record

Check = Callable[[Record, "Records"], Mapping[str, str]]


class Records(Protocol):
    """The records as they will stand when a batch is done."""

    def get(self, id: str) -> Record | None:
        """The record with this id, of whatever kind."""


def received(record: Record, records: Records) -> dict[str, str]:
    """The rules for what others sent: it may point at records that come later, or never."""
    return {**_spans(record), **_chains(record, records)}


def entered(record: Record, records: Records) -> dict[str, str]:
    """The rules for what is entered here: it points at what is there, and somebody owes it."""
    return {**_owner(record), **dangling(record, records), **received(record, records)}


def pointed_at(record: Record) -> Iterator[tuple[str, str]]:
    """Every reference of a record as (field name, id)."""
    for field in reference_fields(type(record)):
        for id_ in targets(record, field.name):
            yield field.name, id_


def _owner(record: Record) -> dict[str, str]:
    if isinstance(record, Commitment) and not (record.owners or record.owner_text):
        return {"owners": "somebody must owe it: give an owner, or say who in owner_text"}
    return {}


def dangling(record: Record, records: Records) -> dict[str, str]:
    """References to what is not there, or is of a kind that the field does not take."""
    wrong: dict[str, str] = {}
    for field in reference_fields(type(record)):
        for id_ in targets(record, field.name):
            found = records.get(id_)
            if found is None:
                wrong[field.name] = f"there is no record {id_}"
            elif field.targets and found.kind.name not in field.targets:
                kinds = " or ".join(field.targets)
                wrong[field.name] = f"{id_} is a {found.kind.name}, not a {kinds}"
    return wrong


def disordered(kind: type[Record], values: Mapping[str, str]) -> dict[str, str]:
    """The pairs of dates (`About.spans`) of which the second certainly comes before the first:
    a sentence by the second's name. `values` holds dates by field name, some perhaps missing."""
    wrong: dict[str, str] = {}
    for first, last in kind.kind.spans:
        start, end = values.get(first, ""), values.get(last, "")
        if start and end and _before(end, start):
            wrong[last] = f"{end} comes before {first} ({start})"
    return wrong


def _spans(record: Record) -> dict[str, str]:
    spans = record.kind.spans
    for first, last in spans:
        if getattr(record, first) and getattr(record, last):
            names = [name for span in spans for name in span]
            return disordered(type(record), {name: getattr(record, name) for name in names})
    return {}  # as for most: a feed asks this of a hundred thousand


def _before(end: str, start: str) -> bool:
    if dates.compare(end, "<", start) is dates.Answer.YES:
        return True
    timed = "T" in end and "T" in start and end.partition("[")[2] == start.partition("[")[2]
    return timed and end < start


def _chains(record: Record, records: Records) -> dict[str, str]:
    return {
        name: f"this leads back to {record.id} itself: {' → '.join(path)}"
        for name in record.kind.chains
        if getattr(record, name) and (path := _way_back(record, name, records))
    }


def _way_back(record: Record, name: str, records: Records) -> list[str]:
    """The ids along a chain of references from a record to itself; empty where there is none."""
    came_from: dict[str, str] = {}
    waiting = [(id_, record.id) for id_ in targets(record, name)]
    while waiting:
        id_, source = waiting.pop()
        if id_ in came_from:
            continue
        came_from[id_] = source
        if id_ == record.id:
            return _path(came_from, record.id)
        found = records.get(id_)
        if found is not None and type(found) is type(record):
            waiting += [(next_id, id_) for next_id in targets(found, name)]
    return []


def _path(came_from: Mapping[str, str], id: str) -> list[str]:
    path, step = [id], came_from[id]
    while step != id:
        path.append(step)
        step = came_from[step]
    return [*path, id][::-1]


def targets(record: Record, name: str) -> tuple[str, ...]:
    """The ids that a field points at."""
    value: str | tuple[str, ...] = getattr(record, name)
    if isinstance(value, tuple):
        return value
    return (value,) if value else ()
