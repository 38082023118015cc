"""What must hold across fields and records, as a sentence for the field that breaks it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from store import dates
from store.fields import reference_fields
from store.kinds import Commitment
from store.record import Record
from store.rings import Rings

Judge = Callable[[Record], dict[str, str]]
Check = Callable[["Records"], Judge]

LONGEST_WAY = 20  # records of a way back that are named: a feed may lead round by thousands


class Records(Protocol):
    """The records as they will stand when a batch is done."""

    def get(self, id: str) -> Record | None:
        """The record with this id, of whatever kind."""


def received(records: Records) -> Judge:
    """The rules for what others sent: it may point at records that come later, or never.

    The records must stay as they are while they are judged, for no chain is followed twice.
    """
    found: dict[tuple[type[Record], str], Rings] = {}

    def rings(kind: type[Record], name: str) -> Rings:
        def next_of(id: str) -> tuple[str, ...]:
            there = records.get(id)
            return targets(there, name) if type(there) is kind else ()

        return found.setdefault((kind, name), Rings(next_of))

    def judge(record: Record) -> dict[str, str]:
        return {
            **_spans(record),
            **{
                name: why
                for name in record.kind.chains
                if getattr(record, name) and (why := _circle(record.id, rings(type(record), name)))
            },
        }

    return judge


def entered(records: Records) -> Judge:
    """The rules for what is entered here: it points at what is there, and somebody owes it."""
    as_received = received(records)
    return lambda record: {
        **_owner(record),
        **dangling(record, records),
        **as_received(record),
    }


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


def _circle(id: str, rings: Rings) -> str:
    """That a chain of references leads from a record to itself; "" where none does."""
    round_about = len(rings.ring(id))
    if not round_about:
        return ""
    by = " → ".join(rings.way_back(id)) if round_about <= LONGEST_WAY else f"{round_about} records"
    return f"this leads back to {id} itself: {by}"


def targets(record: Record, name: str) -> tuple[str, ...]:
    """The ids that a field points at."""
    value: str | tuple[str, ...] = getattr(record, name)
    if isinstance(value, tuple):
        return value
    return (value,) if value else ()
