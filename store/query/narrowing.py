"""One filter line after another over the records of a kind, as they come from somebody typing.

The records are brought into their order once. A line that only narrows the one before, because a
word grew or a condition was added, is answered from what that one found; taking letters away goes
back to what was found before. The answer is always the one that `Compiled.select` gives.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct, structs

from store.haystacks import Haystack, folded_words
from store.insight import Insight
from store.names import Names, Shelf
from store.query.compile import compile_query
from store.query.selection import Compiled
from store.query.syntax import And, Query, Sort, Term, Value, Word, all_of
from store.record import Record

CHUNK = 4096  # records between two looks at whether the answer is still wanted
MOST = 10  # layers that are kept

Condition = Term | Value | frozenset[str]
"""A term of the line; the day of `on:`; the ids to which something else narrows the records."""

Item = TypeVar("Item")


class Overtaken(Exception):
    """The answer is no longer wanted."""


class Found(NamedTuple):
    """The records in order, at most as many as the limit says, with their ids; how many there are
    in all; and the query at work, for its headings."""

    records: list[Record]
    ids: list[str]
    total: int
    compiled: Compiled


class _Layer(Struct, frozen=True):
    """What was found under conditions; each layer narrows the one before. `stacks`: the same
    records as what words are looked for in, once that was done."""

    conditions: tuple[Condition, ...]
    records: list[Record]
    ids: list[str]
    stacks: list[Haystack] | None = None


class _Memory(Struct, frozen=True):
    """The layers over the records as they stood, in one order; the first has all of them."""

    stamp: tuple[Any, ...]
    sorts: tuple[Sort, ...]
    layers: tuple[_Layer, ...]


class Finder:
    """Answers lines over the records of one kind. Any thread may ask: what is remembered is
    replaced as a whole."""

    def __init__(self, kind: type[Record], names: Names, insight: Insight, shelf: Shelf) -> None:
        self._kind = kind
        self._names = names
        self._insight = insight
        self._shelf = shelf
        self._memory: _Memory | None = None

    def find(
        self,
        query: Query,
        within: Sequence[frozenset[str]] = (),
        wanted: Callable[[], bool] = lambda: True,
    ) -> Found:
        """The records that pass the query and stand in every set of `within`.

        `QueryError` as `compile_query`. `Overtaken` as soon as `wanted` says no.
        """
        stamp = self._insight.stamp
        memory = self._memory
        if memory is not None and (memory.stamp, memory.sorts) == (stamp, query.sorts):
            layers = list(memory.layers)
        else:
            layers = []
        conditions = _conditions(query, within)
        while layers and not _narrow(conditions, layers[-1].conditions):
            layers.pop()
        known = layers[-1].conditions if layers else ()
        new = [condition for condition in conditions if condition not in known]
        compiled = self._compiled(query, new)
        if not layers:
            records = compiled.ordered(list(self._shelf.records(self._kind.kind.name).values()))
            layers.append(_Layer((), records, [record.id for record in records]))
        if new:
            layers.append(self._narrowed(layers, conditions, new, compiled, wanted))
        self._memory = _Memory(stamp, query.sorts, (*layers[:1], *layers[1:][-MOST:]))
        top = layers[-1]
        limit = query.limit or len(top.ids)
        few = limit < len(top.ids)
        return Found(
            top.records[:limit] if few else top.records,
            top.ids[:limit] if few else top.ids,
            len(layers[0].ids),
            compiled,
        )

    def among(self, query: Query, records: list[Record]) -> Found:
        """Those of these records that pass the query; nothing of it is remembered."""
        compiled = compile_query(query, self._kind, self._names, self._insight, self._shelf)
        found = compiled.select(records)
        return Found(found, [record.id for record in found], len(records), compiled)

    def prepare(self, wanted: Callable[[], bool] = lambda: True) -> None:
        """Fold the words of all the records, as the first word in a line would."""
        records = list(self._shelf.records(self._kind.kind.name).values())
        _in_chunks(records, lambda some: list(map(self._names.haystacks.of, some)), wanted)

    def _compiled(self, query: Query, new: list[Condition]) -> Compiled:
        """The query with those of its conditions that are to be tested record by record."""
        terms = [c for c in new if not isinstance(c, Word | Value | frozenset)]
        tested = structs.replace(
            query, where=all_of(terms), on=query.on if query.on in new else None
        )
        return compile_query(tested, self._kind, self._names, self._insight, self._shelf)

    def _narrowed(
        self,
        layers: list[_Layer],
        conditions: tuple[Condition, ...],
        new: list[Condition],
        compiled: Compiled,
        wanted: Callable[[], bool],
    ) -> _Layer:
        """The layer upon these; the last of them is told its haystacks where words are new."""
        layer = layers[-1]
        records, stacks = layer.records, None
        words = [condition.text for condition in new if isinstance(condition, Word)]
        if words:
            if layer.stacks is None:
                of = self._names.haystacks.of
                made = _in_chunks(layer.records, lambda some: list(map(of, some)), wanted)
                layer = layers[-1] = structs.replace(layer, stacks=made)
            stacks = layer.stacks or []
            for word in words:
                stacks = _in_chunks(stacks, self._names.haystacks.sieve(word, self._kind), wanted)
            if len(stacks) == len(records):
                stacks = layer.stacks
            else:
                records = [stack.record for stack in stacks]
        for ids in new:
            if isinstance(ids, frozenset):
                among = ids
                records = [record for record in records if record.id in among]
        if compiled.query.where is not None or compiled.query.on is not None:
            test = compiled.test
            records = _in_chunks(records, lambda some: list(filter(test, some)), wanted)
        if len(records) == len(layer.records):
            return _Layer(conditions, layer.records, layer.ids, layer.stacks)
        if stacks is not None and len(stacks) != len(records):
            stacks = None
        return _Layer(conditions, records, [record.id for record in records], stacks)


def _conditions(query: Query, within: Sequence[frozenset[str]]) -> tuple[Condition, ...]:
    """What must hold, each for itself."""
    terms = query.where.terms if isinstance(query.where, And) else (query.where,)
    every = (*terms, query.on, *within)
    return tuple(dict.fromkeys(condition for condition in every if condition is not None))


def _narrow(new: Sequence[Condition], old: Sequence[Condition]) -> bool:
    """Whether what passes the new conditions certainly passes the old."""
    return all(
        before in new or (isinstance(before, Word) and any(_grown(c, before) for c in new))
        for before in old
    )


def _grown(condition: Condition, before: Word) -> bool:
    return isinstance(condition, Word) and folded_words(before.text) in folded_words(condition.text)


def _in_chunks(
    items: list[Item], sift: Callable[[list[Item]], list[Any]], wanted: Callable[[], bool]
) -> list[Any]:
    """What is left of the items, a chunk at a time; `Overtaken` in between."""
    found: list[Any] = []
    for start in range(0, len(items), CHUNK):
        if not wanted():
            raise Overtaken
        found += sift(items[start : start + CHUNK])
    return found
