"""What a sync has to do with the other sources: which records they have too, which were said to be
one, and what of them waits for records that come with it."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property

from msgspec import structs

from store.errors import Held
from store.formats.source import Told
from store.store import Store
from store.sync.kept.keep import SOURCES, Keep, all_sources
from store.sync.kept.memory import Memory
from store.sync.kept.pending import can_join
from store.sync.kept.same import Same, read_same
from store.sync.kept.undone import noticed
from store.sync.planning.plan import Plan, plan
from store.sync.planning.standing import Local, Standing
from store.sync.planning.terms import Terms
from store.sync.versions.ledger import Ledger
from store.verbs import Pair

NOTHING = Told(mode="delta", records=[])


class Others:
    """The sources of a store besides one."""

    def __init__(self, store: Store, keep: Keep) -> None:
        self._store = store
        self._keeps = [k for k in all_sources(store.journal.folder) if k.name != keep.name]

    @cached_property
    def same(self) -> Same:
        """What was said of doubles."""
        return read_same(self._store.journal.folder / SOURCES)

    def elsewhere(self, id: str) -> bool:
        """Whether another source has this record."""
        return id in self._ids

    @cached_property
    def _ids(self) -> set[str]:
        return {id_ for keep in self._keeps for id_ in keep.memory().seen}

    def has_moved(self, name: str, before: Memory) -> bool:
        """Whether there is something to do though the source has nothing new: a record that is
        waited for is here, or what came from the source was taken back."""
        some = (before, *(keep.waiting() for keep in self._keeps))
        joins = any(can_join(memory.held, self._store.get) for memory in some)
        return joins or noticed(self._store, name, before).taken_back != before.taken_back

    @contextmanager
    def joining(self, planned: Plan, ledger: Ledger | None) -> Iterator[tuple[Plan, "Joined"]]:
        """The plan with what of other sources waits for what comes with it; nobody else works with
        these sources meanwhile. A source that is being synced just now sees to it itself."""
        if not any(keep.waiting().held for keep in self._keeps):
            yield planned, Joined()
            return
        with ExitStack() as stack:
            local = Local(self._store.everything(), self._store.referring)
            standing = _standing(planned.pairs, local)
            joined = Joined()
            while some := self._next(standing, joined, stack, ledger):
                for _, new in some.pairs:
                    if new is not None:
                        standing.put(new.id, new)
            pairs = list(standing.pairs()) if joined.memories else planned.pairs
            yield structs.replace(planned, pairs=pairs), joined

    def _next(
        self, standing: Standing, joined: "Joined", stack: ExitStack, ledger: Ledger | None
    ) -> Plan | None:
        for keep in self._keeps:
            memory = joined.memories.get(keep.name) or keep.waiting()
            if keep.name in joined.busy or not can_join(memory.held, standing.get):
                continue
            if keep.name not in joined.memories:
                try:
                    stack.enter_context(keep.held())
                except Held:
                    joined.busy.add(keep.name)
                    continue
                memory = keep.memory()
            terms = Terms(
                owned=keep.source().owned, same=self.same, ledger=ledger, source=keep.name
            )
            done = plan(NOTHING, memory, Local(standing.records, standing.referring), terms)
            joined.memories[keep.name] = done.memory
            return done
        return None

    def save(self, joined: "Joined") -> None:
        """Keep what is to be known of them afterwards."""
        for keep in self._keeps:
            if keep.name in joined.memories:
                keep.save_memory(joined.memories[keep.name])


class Joined:
    """What came of looking at the other sources: their memories afterwards, and who was busy."""

    def __init__(self) -> None:
        self.memories: dict[str, Memory] = {}
        self.busy: set[str] = set()


def _standing(pairs: Iterable[Pair], local: Local) -> Standing:
    """The records with these changes."""
    standing = Standing(local)
    for old, new in pairs:
        if new is not None:
            standing.put(new.id, new)
        elif old is not None:
            standing.put(old.id, None)
    return standing
