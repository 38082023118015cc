"""Decisions on what waits, several at once, and taking them back: what was decided waits again."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from itertools import takewhile
from typing import TypeVar

from msgspec import Struct, field, structs

from store.errors import StoreError
from store.store import Store
from store.sync.kept.keep import SOURCES, Keep, all_sources
from store.sync.kept.memory import Conflict, Memory, Seen
from store.sync.kept.pending import Double, Held
from store.sync.kept.same import read_same, save_same
from store.sync.versions.accounts import Accounts
from store.sync.waiting.one_or_two import make_two
from store.sync.waiting.resolve import Choice, Waiting, resolve
from store.undo import undoable


class Shift(Struct, frozen=True):
    """How a source's memory changed: what it has no more, and what it has besides."""

    lost: Memory
    gained: Memory


class Decided(Struct, frozen=True):
    """What a decision did: its batches, newest first, and the shift of each source's memory."""

    batches: tuple[str, ...]
    shifts: dict[str, Shift] = field(default_factory=dict)


class Half(StoreError):
    """Some of it was decided, and then it could not go on."""

    def __init__(self, told: str, decided: Decided) -> None:
        super().__init__(told)
        self.decided = decided


def decide(store: Store, waiting: Sequence[Waiting], choice: Choice) -> Decided:
    """A person's word on each of these; `StoreError` where it does not fit the first of them,
    `Half` where it does not fit one after that."""
    meant = dict.fromkeys((one.conflict.id, one.conflict.field) for one in waiting)

    def each() -> None:
        for id_, name in meant:
            resolve(store, id_, name, choice)

    return noted(store, each)


def noted(store: Store, do: Callable[[], object]) -> Decided:
    """Decide by doing this. Where it fails with a `StoreError` after something was decided, that is
    told of as `Half`."""
    before, newest = _memories(store), next(store.history(), None)

    def done() -> Decided:
        since = takewhile(lambda b: newest is None or b.id != newest.id, store.history())
        return Decided(tuple(batch.id for batch in since), _shifts(before, _memories(store)))

    try:
        do()
    except StoreError as error:
        some = done()
        if some.batches or some.shifts:
            raise Half(str(error), some) from error
        raise
    return done()


def take_back(store: Store, decided: Decided) -> None:
    """Undo a decision: the records are as they were before, and what was decided waits again.
    `StoreError` where something else was done since, which must be undone first."""
    with ExitStack() as stack:
        keeps = [Keep(store.journal.folder, name) for name in sorted(decided.shifts)]
        for keep in keeps:
            if not keep.exists():
                raise StoreError(f"The source {keep.name} is gone, and what waited of it too.")
            stack.enter_context(keep.held())
        for id_ in decided.batches:
            newest = undoable(store.history(), store.by)
            if newest is None or newest.id != id_:
                raise StoreError("Something was changed since then: undo that first.")
            store.undo()
        again = (conflict for shift in decided.shifts.values() for conflict in shift.lost.conflicts)
        Accounts(store).undecide(again)
        for keep in keeps:
            keep.save_memory(_shifted_back(keep.memory(), decided.shifts[keep.name]))


def tell_apart(store: Store, doubles: Iterable[Double]) -> None:
    """None of these pairs are the same; it is not asked again."""
    for double in doubles:
        make_two(store, double.id, double.other)


def ask_again(store: Store, doubles: Iterable[Double]) -> None:
    """Take back that these pairs are not the same."""
    sources = store.journal.folder / SOURCES
    said = read_same(sources)
    for double in doubles:
        said = said.unsaid(double.id, double.other)
    save_same(sources, said)


def _memories(store: Store) -> dict[str, Memory]:
    return {keep.name: keep.memory() for keep in all_sources(store.journal.folder)}


def _shifts(before: dict[str, Memory], after: dict[str, Memory]) -> dict[str, Shift]:
    found = {}
    for name in before.keys() & after.keys():
        shift = Shift(_less(before[name], after[name]), _less(after[name], before[name]))
        if shift != Shift(Memory(), Memory()):
            found[name] = shift
    return found


def _less(one: Memory, other: Memory) -> Memory:
    """What one memory has and the other has not."""
    return Memory(
        seen={id_: one.seen[id_] for id_ in one.seen.keys() - other.seen.keys()},
        conflicts=_without(one.conflicts, other.conflicts),
        missing=_without(one.missing, other.missing),
        held=_without(one.held, other.held),
        doubles=_without(one.doubles, other.doubles),
    )


def _shifted_back(memory: Memory, shift: Shift) -> Memory:
    lost, gained = shift.lost, shift.gained
    seen: dict[str, Seen] = {k: v for k, v in memory.seen.items() if k not in gained.seen}
    return structs.replace(
        memory,
        seen={**seen, **lost.seen},
        conflicts=(*_without(memory.conflicts, gained.conflicts), *lost.conflicts),
        missing=tuple(sorted({*_without(memory.missing, gained.missing), *lost.missing})),
        held=(*_without(memory.held, gained.held), *lost.held),
        doubles=(*_without(memory.doubles, gained.doubles), *lost.doubles),
    )


Part = TypeVar("Part", Conflict, Held, Double, str)


def _without(some: Sequence[Part], others: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(one for one in some if one not in others)
