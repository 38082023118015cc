"""Several decisions at once, and taking them back: what was decided waits again then."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from functools import partial

from msgspec import Struct, structs

from store.errors import StoreError
from store.journal.batch import Batch
from store.store import Store
from store.sync.keep import Keep
from store.sync.memory import Conflict, Memory, Seen
from store.sync.resolve import Choice, Waiting, resolve


class Before(Struct, frozen=True):
    """What a source's memory had of the records that were decided on."""

    conflicts: tuple[Conflict, ...] = ()
    missing: tuple[str, ...] = ()
    seen: dict[str, Seen] = {}


class Decided(Struct, frozen=True):
    """What was decided: the batches that this made, oldest first, and what the sources' memories
    had of it before, by the source's name."""

    batches: tuple[str, ...]
    before: dict[str, Before]


def decide(store: Store, waiting: Sequence[Waiting], choice: Choice) -> Decided:
    """A person's word on each of these. `StoreError` where it does not fit one of them: those
    before it are decided then, and told of as `Half`."""
    before = _before(store, waiting)
    batches: list[str] = []
    done: list[Waiting] = []
    for one in waiting:
        try:
            word = made(store, partial(resolve, store, one.conflict.id, one.conflict.field, choice))
        except StoreError as error:
            if not done:
                raise
            raise Half(str(error), Decided(tuple(batches), _before_of(before, done))) from error
        done.append(one)
        batches += word.batches
    return Decided(tuple(batches), before)


def made(store: Store, do: Callable[[], object]) -> Decided:
    """Do something that decides in one batch of its own, as making a meeting of news does."""
    before = _newest(store)
    do()
    after = _newest(store)
    some = after is not None and (before is None or after.id != before.id)
    return Decided((after.id,) if some and after else (), {})


class Half(StoreError):
    """Some of it was decided, and then it could not go on."""

    def __init__(self, told: str, decided: Decided) -> None:
        super().__init__(told)
        self.decided = decided


def take_back(store: Store, decided: Decided) -> None:
    """Undo a decision: the records are as they were before, and what was decided waits again.
    `StoreError` where something else was done since, which must be undone first."""
    with ExitStack() as stack:
        keeps = [Keep(store.journal.folder, name) for name in sorted(decided.before)]
        for keep in keeps:
            if not keep.exists():
                raise StoreError(f"The source {keep.name} is gone, and what waited of it too.")
            stack.enter_context(keep.held())
        for id_ in reversed(decided.batches):
            newest = _newest(store)
            if newest is None or newest.id != id_:
                raise StoreError("Something was changed since then: undo that first.")
            store.undo()
        for keep in keeps:
            keep.save_memory(_with(keep.memory(), decided.before[keep.name]))


def _newest(store: Store) -> Batch | None:
    return next(store.history(), None)


def _before(store: Store, waiting: Iterable[Waiting]) -> dict[str, Before]:
    by_source: dict[str, set[str]] = defaultdict(set)
    for one in waiting:
        by_source[one.source].add(one.conflict.id)
    found = {}
    for name, ids in by_source.items():
        memory = Keep(store.journal.folder, name).memory()
        found[name] = Before(
            tuple(c for c in memory.conflicts if c.id in ids),
            tuple(id_ for id_ in memory.missing if id_ in ids),
            {id_: memory.seen[id_] for id_ in ids if id_ in memory.seen},
        )
    return found


def _before_of(before: dict[str, Before], done: Iterable[Waiting]) -> dict[str, Before]:
    sources = {one.source for one in done}
    return {name: kept for name, kept in before.items() if name in sources}


def _with(memory: Memory, before: Before) -> Memory:
    ids = {c.id for c in before.conflicts} | {*before.missing}
    others = tuple(c for c in memory.conflicts if c.id not in ids)
    return structs.replace(
        memory,
        seen={**memory.seen, **before.seen},
        conflicts=(*others, *before.conflicts),
        missing=tuple(sorted({*memory.missing, *before.missing})),
    )
