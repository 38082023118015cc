"""A query made into one function: `test(record)`, evaluated once from generated source.

The source holds only what is written here: `and`, `or`, `not`, parentheses, reads of declared
fields (`r.due`), and the names `t0, t1, …` of the tests that the types of the fields, the insight
and the haystacks made from the typed words. What a user typed never stands in it.

A compiled query answers for the records, their names and the day as they stood: it is compiled
anew when any of these has changed.
"""

from collections.abc import Callable
from typing import Any

from store import dates
from store.fields import Field, FieldError
from store.insight import TENURES, Insight, Test
from store.kinds import KINDS
from store.names import Names, Shelf
from store.query.paths import ID, URGENCY, Kinds, named_fields, targets
from store.query.selection import Compiled, Held, Holds, Key
from store.query.syntax import (
    And,
    Comparison,
    Filled,
    Flagged,
    Not,
    Or,
    Query,
    QueryError,
    Sort,
    Term,
    Value,
    Word,
)
from store.record import Record
from store.types import TYPES, Ref, Refs

_HELD: dict[dates.Answer, Held] = {dates.Answer.YES: "yes", dates.Answer.POSSIBLY: "possibly"}


def compile_query(
    query: Query,
    kind: type[Record],
    names: Names,
    insight: Insight,
    shelf: Shelf,
) -> Compiled:
    """The query as functions of records; `QueryError` at the value that does not fit its field."""
    maker = _Maker(names, insight, shelf, {**KINDS, kind.kind.name: kind})
    parts = [] if query.where is None else [maker.source(query.where, kind)]
    holds: Holds | None = None
    if query.on is not None:
        holds = maker.held_on(query.on, kind)
        parts.append(f"({maker.known_as(holds)}(r) is not None)")
    order = kind.kind.order
    default = Sort(order.removesuffix("-"), order.endswith("-"))
    return Compiled(
        query=query,
        names=names,
        test=maker.function(" and ".join(parts) or "True"),
        holding=holds,
        keys=[maker.key(sort, kind) for sort in query.sorts or (default,)],
        by=maker.key(Sort(query.by), kind) if query.by else None,
    )


class _Maker:
    """Turns terms into source over `r`, and gathers what that source calls."""

    def __init__(self, names: Names, insight: Insight, shelf: Shelf, kinds: Kinds) -> None:
        self._names = names
        self._insight = insight
        self._shelf = shelf
        self._kinds = kinds
        self._known: dict[str, Any] = {"__builtins__": {}, "due_of": insight.due}

    def function(self, source: str) -> Callable[[Any], Any]:
        """The function of a record that this source computes."""
        made: Callable[[Any], Any] = eval(f"lambda r: {source}", self._known)
        return made

    def known_as(self, test: Callable[..., Any]) -> str:
        """The name under which the source may call this."""
        name = f"t{len(self._known)}"
        self._known[name] = test
        return name

    def key(self, sort: Sort, kind: type[Record]) -> Key:
        """How to read and order by a field."""
        field = named_fields(kind)[sort.field]
        return Key(field, self.function(self._read(field, kind)), sort.descending)

    def held_on(self, value: Value, kind: type[Record]) -> Holds:
        """Whether a tenure was in force on that day."""
        start, end = (named_fields(kind)[name] for name in TENURES[kind.kind.name])
        try:
            first, last = dates.span(TYPES["date"].parse(value.text, start, self._names))
        except (FieldError, dates.DateError) as error:
            raise _at(value, str(error)) from error
        if first != last:
            raise _at(value, f"“on:” takes one day: write one such as {first}")
        read = self.function(f"(r.{start.name}, r.{end.name})")

        def holds(record: Record) -> Held | None:
            began, ended = read(record)
            return _HELD.get(dates.held(began, ended, first))

        return holds

    # ---------------------------------------------------------------- terms

    def source(self, term: Term, kind: type[Record]) -> str:
        """The expression that is true where the term holds for `r`."""
        match term:
            case Word(text):
                return f"{self.known_as(self._names.haystacks.containing(text, kind))}(r)"
            case Flagged(flags):
                tests = [self._insight.test(kind.kind.name, flag) for flag in flags]
                return _joined("or", [f"{self.known_as(test)}(r)" for test in tests])
            case Comparison(path, op, values):
                return self._along(path, kind, lambda f, k: self._compared(f, k, op, values))
            case Filled(paths, filled):
                reads = [self._along(path, kind, self._filled) for path in paths]
                wanted = reads if filled else [f"(not {read})" for read in reads]
                return _joined("or", wanted)
            case Not(inner):
                return f"(not {self.source(inner, kind)})"
            case And(terms) | Or(terms):
                word = "and" if isinstance(term, And) else "or"
                return _joined(word, [self.source(inner, kind) for inner in terms])

    def _along(
        self, path: tuple[str, ...], kind: type[Record], end: Callable[[Field, type[Record]], str]
    ) -> str:
        """What `end` asks of the field that a path leads to: across references, whether one of
        the records that pass it is pointed at."""
        field = named_fields(kind)[path[0]]
        if len(path) == 1:
            return end(field, kind)
        ids: set[str] = set()
        wrong: QueryError | None = None
        reached = False
        for target in targets(field, self._kinds):
            if path[1] not in named_fields(target):
                continue
            try:
                test = self.function(self._along(path[1:], target, end))
            except QueryError as error:
                wrong = wrong or error
                continue
            reached = True
            ids.update(
                r.id for r in list(self._shelf.records(target.kind.name).values()) if test(r)
            )
        if wrong is not None and not reached:
            raise wrong
        among = _pointing(field, frozenset(ids))
        return f"{self.known_as(among)}(r.{field.name})"

    def _compared(
        self, field: Field, kind: type[Record], op: str, values: tuple[Value, ...]
    ) -> str:
        if field is ID:
            test: Test = frozenset(value.text for value in values).__contains__
        else:
            test = self._typed(field, op, values)
        return f"{self.known_as(test)}({self._read(field, kind)})"

    def _typed(self, field: Field, op: str, values: tuple[Value, ...]) -> Test:
        type_ = TYPES[field.type]
        if op not in type_.operators:
            raise _at(values[0], f"“{op}” cannot be asked of {field.name}")
        for value in values:
            try:
                type_.test(op, (value.text,), field, self._names)
            except FieldError as error:
                raise _at(value, str(error)) from error
        return type_.test(op, tuple(value.text for value in values), field, self._names)

    def _filled(self, field: Field, kind: type[Record]) -> str:
        read = self._read(field, kind)
        return f"({read} is not None)" if field.default is None else f"({read})"

    def _read(self, field: Field, kind: type[Record]) -> str:
        """The value that counts: a commitment is due on its own day, else with its meeting. What is
        computed is worked out as the records stand."""
        if field is URGENCY:
            return f"{self.known_as(self._insight.scale.total)}(r)"
        if field.name == "due" and kind.kind.name == "commitment":
            return "(r.due or r.due_at and due_of(r))"
        return f"r.{field.name}"


def _pointing(field: Field, ids: frozenset[str]) -> Test:
    type_ = TYPES[field.type]
    if not isinstance(type_, Ref | Refs):
        raise TypeError(f"{field.name} is no reference")
    return type_.among(ids)


def _joined(word: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"({f' {word} '.join(parts)})"


def _at(value: Value, message: str) -> QueryError:
    return QueryError(message, value.place.start, value.place.end)
