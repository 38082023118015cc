"""What is published, as lines of JSON by id, and what follows when it is published anew: pure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import msgspec
from msgspec import Struct, structs

from store.formats import feed
from store.formats.source import Tombstone
from store.publishing.versions import Versions
from store.record import Record

STEPS = 30  # publications that a reader may have missed and yet read no more than what changed
SHRUNK = 0.5  # of what was published: where less of it stays, somebody has to say so

Lines = dict[str, bytes]


class Step(Struct, frozen=True):
    """What changed from a publication to the next: its cursor, the items, and what went."""

    since: str
    items: Lines
    gone: Lines


class Publication(Struct, frozen=True):
    """The items, in the order of the pages; what is no more; the last few steps up to it; its
    cursor, and the name of its first page of items."""

    items: Lines
    gone: Lines = {}
    steps: tuple[Step, ...] = ()
    cursor: str = ""
    first: str = ""


class Named(Struct):
    """An item or a tombstone, as far as it tells which record it is of."""

    id: str
    kind: str = ""
    reason: str = ""


def items_of(records: Iterable[Record], versions: Versions) -> Lines:
    """The line of each record, by kind and id."""
    ordered = feed.in_order(records)
    return {record.id: _line(feed.item(record), record.id, versions) for record in ordered}


def following(
    before: Publication | None,
    items: Lines,
    first: str,
    versions: Versions,
    stones: Callable[[Mapping[str, str]], Iterable[Tombstone]],
) -> Publication:
    """What is published when these items are; `before` itself where nothing changed. Its cursor is
    still to be found. `stones` tells of records, by id their kind, that are published no more."""
    told = {id_: stone for id_, stone in versions.gone.items() if id_ not in items}
    if before is None:
        return Publication(items, _lines(told.values(), versions), first=first)
    left = {id_: named(line).kind for id_, line in before.items.items() if id_ not in items}
    unknown = {id_: kind for id_, kind in left.items() if id_ not in told}
    gone = {
        **{id_: line for id_, line in before.gone.items() if id_ not in items},
        **_lines([*stones(unknown), *told.values()], versions),
    }
    step = Step(
        before.cursor,
        {id_: line for id_, line in items.items() if line != before.items.get(id_)},
        {id_: line for id_, line in gone.items() if line != before.gone.get(id_)},
    )
    if first == before.first and not step.items and not step.gone:
        return before
    steps = (*(_without(old, step.gone) for old in before.steps), step)[-STEPS:]
    lasting = {id_ for step in steps for id_ in step.gone} | told.keys()
    gone = {id_: gone[id_] for id_ in sorted(gone) if id_ in lasting}
    return Publication(items, gone, steps, first=first)


def withdrawn(before: Publication | None, now: Publication) -> set[str]:
    """What is to be seen no more by anybody: it is still here, but published no more."""
    if before is None or now is before or not now.steps:
        return set()
    gone = now.steps[-1].gone.items()
    return {id_ for id_, line in gone if named(line).reason == "retracted"}


def going(before: Publication | None, items: Collection[str]) -> int:
    """How many of what was published would go, where that is most of it; else 0."""
    was = before.items if before else {}
    left = sum(id_ in items for id_ in was)
    return len(was) - left if left < SHRUNK * len(was) else 0


def named(line: bytes) -> Named:
    """Which record a line is of; `msgspec.DecodeError` where it is of none."""
    return msgspec.json.decode(line, type=Named)


def _without(step: Step, gone: Collection[str]) -> Step:
    """The step without what is no more: a later one says so, and nobody needs to see it again."""
    if not any(id_ in step.items for id_ in gone):
        return step
    left = {id_: line for id_, line in step.items.items() if id_ not in gone}
    return structs.replace(step, items=left)


def _lines(stones: Iterable[Tombstone], versions: Versions) -> Lines:
    found = {}
    for stone in sorted(stones, key=lambda stone: stone.id):
        said = {name: value for name, value in structs.asdict(stone).items() if value}
        found[stone.id] = _line(said, stone.id, versions)
    return found


def _line(said: Mapping[str, Any], id: str, versions: Versions) -> bytes:
    stamp = versions.stamps.get(id) if versions.desk else None
    return msgspec.json.encode({**said, "_v": stamp} if stamp else said)
