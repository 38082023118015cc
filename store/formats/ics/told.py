"""A calendar as records: its items through the door, and the people in them as members where it is
certain who is meant."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from store import door
from store.fields import field_map
from store.formats.ics.said import Item, Said
from store.formats.source import Aside, Told
from store.kinds import KINDS
from store.record import Record
from store.text import join_list

Known = Callable[[str, tuple[str, ...]], str]


def told(said: Said, known: Known) -> Told:
    """The calendar; `known` gives the id of the one record of some kinds that a name certainly
    means, "" where there is none."""
    found = list(_admitted(said.items, known))
    return Told(
        mode=said.mode,
        records=[record for record in found if isinstance(record, Record)],
        asides=said.asides + [aside for aside in found if isinstance(aside, Aside)],
        unsaid=tuple(said.unsaid),
        until=said.until,
    )


def _admitted(items: Sequence[Item], known: Known) -> Iterator[Record | Aside]:
    """The records of these items; those that name nobody and have nothing odd about them, all at
    once."""
    plain: dict[str, Record | None] = {}
    for name, kind in KINDS.items():
        mine = [item.data for item in items if item.kind == name and not any(item.people.values())]
        made = door.plain(kind, mine)
        plain.update((raw["id"], record) for raw, record in zip(mine, made, strict=True))
    for item in items:
        yield plain.get(item.data["id"]) or _looked_at(item, known)


def _looked_at(item: Item, known: Known) -> Record | Aside:
    kind = KINDS[item.kind]
    data = {**item.data, **_people(kind, item.people, known)}
    try:
        return door.admit(kind, data)
    except door.Problems as problems:
        return Aside(str(data.get("id", "")), item.kind, problems.by_field)


def _people(kind: type[Record], people: Mapping[str, list[str]], known: Known) -> dict[str, Any]:
    """The people by field; those who are no one record are named in words where there is a field
    for that (`owner_text`)."""
    fields = field_map(kind)
    data: dict[str, Any] = {}
    for name, names in people.items():
        ids = {words: known(words, fields[name].targets) for words in dict.fromkeys(names)}
        data[name] = list(dict.fromkeys(filter(None, ids.values())))
        in_words = name.removesuffix("s") + "_text"
        others = [words for words, id_ in ids.items() if not id_]
        if in_words in fields and others:
            data[in_words] = join_list(others)
    return data
