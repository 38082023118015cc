"""Examining the records of an open store: would the door still let each in, and does it fit?"""

from collections.abc import Iterator

from store.door import Problems, admit, as_json
from store.fields import fields
from store.record import Record
from store.rules import dangling, received
from store.store import Store


def examine_records(store: Store) -> Iterator[str]:
    """A sentence for everything that is wrong with a record: a value that could not be entered,
    a rule that it breaks, a reference that leads nowhere."""
    judge = received(store)
    for record in store.everything().values():
        wrong = {**_inadmissible(record), **judge(record), **dangling(record, store)}
        for name, why in wrong.items():
            yield f"{record.kind.name} {record.id}: {name}: {why}"


def _inadmissible(record: Record) -> dict[str, str]:
    try:
        again = admit(type(record), as_json(record))
    except Problems as problems:
        return problems.by_field
    return {
        field.name: "this is not written as it would be today"
        for field in fields(type(record))
        if getattr(again, field.name) != getattr(record, field.name)
    }
