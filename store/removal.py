"""What goes and what lets go when records are deleted."""

from collections.abc import Callable, Iterable, Mapping

from msgspec import structs

from store.fields import fields
from store.kinds import Commitment
from store.record import Record
from store.rules import pointed_at
from store.verbs import Pair


def removal(
    ids: Iterable[str], records: Mapping[str, Record], referring: Callable[[str], Iterable[str]]
) -> list[Pair]:
    """The records with these ids go, with all that cannot be without them; the rest lets go.

    `records` are all by id, `referring` gives the ids of what points at an id. A record that must
    point at something gone goes too (a role, an update, a statement); a commitment whose last
    owner goes keeps the owner's name in words.
    """
    gone = _with_dependants(list(ids), records, referring)
    touched = {id_ for target in gone for id_ in referring(target)} - set(gone)
    letting_go = [(records[id_], _without(records[id_], gone, records)) for id_ in sorted(touched)]
    return [*letting_go, *((records[id_], None) for id_ in gone)]


def _with_dependants(
    ids: list[str], records: Mapping[str, Record], referring: Callable[[str], Iterable[str]]
) -> dict[str, None]:
    gone: dict[str, None] = {}
    waiting = ids
    while waiting:
        id_ = waiting.pop()
        if id_ in gone:
            continue
        gone[id_] = None
        waiting += [other for other in referring(id_) if _needs(records[other], id_)]
    return gone


def _needs(record: Record, id: str) -> bool:
    required = {field.name for field in fields(type(record)) if field.required}
    return any(name in required and target == id for name, target in pointed_at(record))


def _without(record: Record, gone: Mapping[str, None], records: Mapping[str, Record]) -> Record:
    changes: dict[str, object] = {}
    for name in {name for name, target in pointed_at(record) if target in gone}:
        value = getattr(record, name)
        kept = tuple(id_ for id_ in value if id_ not in gone) if isinstance(value, tuple) else ""
        changes[name] = kept
    if isinstance(record, Commitment) and changes.get("owners") == () and not record.owner_text:
        changes["owner_text"] = ", ".join(
            getattr(records[id_], "name", id_) for id_ in record.owners
        )
    return structs.replace(record, **changes)
