"""Popolo JSON (popoloproject.com/specs): people, organisations, memberships, events and speeches.

    objects     how a record stands as an object of Popolo, and back
    values      how a field's value stands there
    people      persons, who are no records here: names of those who hold roles
    strangers   files of others: which organisation is a member and which a group, and what of a
                file has no place here

| Popolo | record |
|---|---|
| organization | member, where others sit for it, or it is a state or party; else group |
| membership with `on_behalf_of_id` | role; `person` is the name of its `person_id` |
| event | meeting, but for legislative periods and elections |
| speech | statement |
| `commitments`, `updates` beside these | ours, as in `json`: Popolo has no word for them |

What a class of Popolo has no word for stands under `smallgroup` in the object, so that it comes
back whole. What is unknown here is kept in `extra`, and written back where it stood; where a field
takes less than a key says, the whole of that is kept in `extra["_popolo"]`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from store import door
from store.formats.popolo.objects import LISTS, OTHERS, Writer
from store.formats.popolo.strangers import Reader
from store.formats.source import Contents, FormatError, check_depth, check_ids, decode_any_json
from store.journal.rows import collector_paused
from store.record import Record

_TELLING = ("persons", "organizations", "memberships")


def is_popolo(value: object) -> bool:
    """Whether a JSON value means to be Popolo: an object with lists that are named so."""
    return isinstance(value, dict) and any(isinstance(value.get(n), list) for n in _TELLING)


def write(
    records: Iterable[Record],
    *,
    title: str = "",
    kind: type[Record] | None = None,
) -> Iterator[bytes]:
    """One object with a list for each class, an item a line; it needs no `title` or `kind`."""
    lists: dict[str, list[Any]] = {name: [] for name in ("persons", *LISTS.values(), *OTHERS)}
    writer = Writer()
    for record in records:
        name = record.kind.name
        if name in LISTS:
            lists[LISTS[name]].append(writer.object(record))
        else:
            lists[record.kind.plural].append(door.as_json(record))
    lists["persons"] = writer.people.objects()
    before = b"{"
    for name, items in lists.items():
        if items or name in _TELLING:
            yield before + b"\n" + msgspec.json.encode(name) + b": ["
            yield b",".join(b"\n" + msgspec.json.encode(item) for item in items) + b"\n]"
            before = b","
    yield b"\n}\n"


@collector_paused()
def read(source: bytes, *, kind: type[Record] | None = None) -> Contents:
    """The records in the document; `FormatError` where it is no Popolo. What cannot be taken is
    set aside with its reasons. `kind` is not needed: the lists say it."""
    document = decode_any_json(source)
    check_depth(document)
    if not is_popolo(document):
        raise FormatError(f"This JSON is not Popolo: it has none of {', '.join(_TELLING)}.")
    reader = Reader(document)
    records = reader.records()
    check_ids(records)
    return Contents(records=records, asides=reader.asides.all())
