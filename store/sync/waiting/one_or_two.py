"""A person's word on doubles: two records are one, or they are not. Both can be taken back."""

from contextlib import ExitStack
from typing import Literal

from msgspec import structs

from store import door
from store.errors import StoreError
from store.record import Record
from store.rules import received
from store.store import Store
from store.sync.kept.keep import SOURCES, Keep, all_sources
from store.sync.kept.memory import Conflict, Memory
from store.sync.kept.same import read_same, save_same
from store.sync.merge import Clash, content, merge
from store.sync.planning.leaving import move_references
from store.sync.planning.standing import Local, Standing, moved


def make_one(
    store: Store, id: str, other: str, choice: Literal["ours", "theirs", ""] = ""
) -> tuple[str, int]:
    """The two are one from now on: `id` goes into `other`, or the other way round where only that
    came from a source. One batch; both sources go on with the record that stays. What it lacks is
    filled; what differs is as `choice` says, or waits. The id that stays, and how much waits.
    """
    gone, stays, keeps = _meant(store, id, other)
    merged = merge({}, content(stays), _in_place(gone, stays.id))
    clashes = {} if choice else merged.clashes
    data = dict(merged.data)
    if choice == "theirs":
        data |= {name: clash.theirs for name, clash in merged.clashes.items()}
    record = structs.replace(
        door.admit(type(stays), {**data, "id": stays.id}),
        created=stays.created,
        modified=stays.modified,
        sequence=stays.sequence,
    )
    standing = Standing(Local(store.everything(), store.referring))
    move_references({gone.id: stays.id}, standing, {})
    standing.put(stays.id, moved(record, {gone.id: stays.id}))
    standing.put(gone.id, None)
    with ExitStack() as stack:
        for keep in keeps:
            stack.enter_context(keep.held())
        sources = store.journal.folder / SOURCES
        # first of all, since it counts only when the record is gone
        save_same(sources, read_same(sources).with_one(gone.id, stays.id))
        store.apply(f"same: {gone.id} is {stays.id}", standing.pairs(), check=received)
        for keep in keeps:
            keep.save_memory(_asking(keep.memory(), stays, clashes))
    return stays.id, len(clashes)


def make_two(store: Store, id: str, other: str) -> None:
    """The two are not the same, and this is not asked again."""
    for one in (id, other):
        if store.get(one) is None:
            raise StoreError(f"There is no record {one}.")
    sources = store.journal.folder / SOURCES
    save_same(sources, read_same(sources).with_two(id, other))


def _meant(store: Store, id: str, other: str) -> tuple[Record, Record, list[Keep]]:
    """What goes, what stays, and the sources that say what goes."""
    one, two = store.get(id), store.get(other)
    if one is None or two is None or id == other:
        raise StoreError(f"{id} and {other} are not two records that are here.")
    if type(one) is not type(two):
        raise StoreError(
            f"{id} is a {one.kind.name} and {other} a {two.kind.name}: they cannot be one."
        )
    said = {keep: keep.memory().seen.keys() for keep in all_sources(store.journal.folder)}
    both = [keep.name for keep, ids in said.items() if id in ids and other in ids]
    if both:
        raise StoreError(
            f"{', '.join(both)} tells {id} and {other} apart; tell whoever publishes it."
        )
    for gone, stays in ((one, two), (two, one)):
        if keeps := [keep for keep, ids in said.items() if gone.id in ids]:
            return gone, stays, keeps
    raise StoreError(
        f"Neither {id} nor {other} came from a source: copy what is missing, and delete one."
    )


def _in_place(gone: Record, id: str) -> dict[str, object]:
    """What the record says where the other stands."""
    return content(moved(structs.replace(gone, id=id), {gone.id: id}))


def _asking(memory: Memory, stays: Record, clashes: dict[str, Clash]) -> Memory:
    """The memory with what differs waiting, and nothing of a yes that was taken back."""
    kind = stays.kind.name
    rest = (conflict for conflict in memory.conflicts if conflict.id != stays.id)
    new = (Conflict(stays.id, kind, name, None, c.ours, c.theirs) for name, c in clashes.items())
    return structs.replace(memory, conflicts=(*rest, *new))
