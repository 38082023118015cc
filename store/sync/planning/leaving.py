"""What a source no longer has leaves: references move to what took its place, the rest lets go.

Nothing that was entered or changed here goes or changes with it unasked.
"""

from collections.abc import Callable, Mapping, MutableMapping

from store.formats.source import Told
from store.record import Record
from store.removal import removal
from store.sync.kept.memory import Seen
from store.sync.planning.standing import Standing, moved


def move_references(
    leaving: Mapping[str, str], standing: Standing, seen: MutableMapping[str, Seen]
) -> None:
    """What points at a record that leaves points at what took its place (an id, or ""), here and
    in what the source said last, so that this does not look like a change of ours."""
    moves = {id_: survivor for id_, survivor in leaving.items() if survivor}
    for by in {by for id_ in moves for by in standing.referring(id_)} - leaving.keys():
        standing.put(by, moved(standing.records[by], moves))
        if by in seen:
            seen[by] = Seen.of(moved(seen[by].record, moves))


def leave(
    leaving: Mapping[str, str], standing: Standing, is_theirs: Callable[[str], bool]
) -> list[str]:
    """Let these go, with what cannot be without them; the ids of those that had to stay, because
    something would change with them that is not theirs."""
    going = {id_ for id_ in leaving if id_ in standing.records}
    stay: list[str] = []
    while held := [id_ for id_ in sorted(going) if _holds(id_, going, standing, is_theirs)]:
        going.difference_update(held)
        stay += held
    for old, new in removal(sorted(going), standing.records, standing.referring):
        if old is not None:
            standing.put(old.id, new)
    return stay


def _holds(id: str, going: set[str], standing: Standing, is_theirs: Callable[[str], bool]) -> bool:
    touched = {old.id for old, _ in removal([id], standing.records, standing.referring) if old}
    return not all(is_theirs(other) for other in touched - going)


def survivors(feed: Told, local: Mapping[str, Record]) -> dict[str, str]:
    """For each merged record the one that is left in the end, where there is one of its kind."""
    next_of = {stone.id: stone.replaced_by for stone in feed.tombstones if stone.replaced_by}
    if not next_of:
        return {}
    gone = {stone.id: stone.kind for stone in feed.tombstones}
    kinds = {record.id: record.kind.name for record in local.values()}
    there = {**kinds, **{record.id: record.kind.name for record in feed.records}}
    return {
        id_: last
        for id_, last in ends(next_of).items()
        if last not in gone and there.get(last) == kinds.get(id_, gone[id_])
    }


def ends(next_of: Mapping[str, str]) -> dict[str, str]:
    """Where each chain ends; those that go round in a circle end in it. Each link is followed
    once: a feed may have a hundred thousand in one chain."""
    found: dict[str, str] = {}
    for start in next_of:
        way: dict[str, None] = {}
        at = start
        while at in next_of and at not in found and at not in way:
            way[at] = None
            at = next_of[at]
        found.update(dict.fromkeys(way, found.get(at, at)))
    return found
