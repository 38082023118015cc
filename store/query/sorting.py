"""The order that a filter line asks for, read from it and written into it."""

from collections.abc import Sequence

from msgspec import structs

from store.query.parse import parse
from store.query.syntax import Query, QueryError, Sort, print_query
from store.query.tokens import tokens
from store.record import Record


def sorts_of(line: str, kind: type[Record]) -> tuple[Sort, ...]:
    """What the records are ordered by: the line's own terms, else what the kind is listed by; none
    where the line cannot be read."""
    query = _read(line, kind)
    if query is None:
        return ()
    order = kind.kind.order
    return query.sorts or (Sort(order.removesuffix("-"), order.endswith("-")),)


def with_sorts(line: str, kind: type[Record], sorts: Sequence[Sort]) -> str:
    """The line with these sort terms for its own, the rest as it was typed. `QueryError` where it
    cannot be read."""
    query = parse(line, kind)
    wanted = structs.replace(query, sorts=tuple(sorts))
    rest, at = "", 0
    for token in tokens(line):
        if token.op == ":" and token.name.casefold() == "sort":
            rest, at = rest + line[at : token.start].rstrip(), token.end
    rest = (rest + line[at:]).strip()
    typed = f"{rest} {print_query(Query(sorts=wanted.sorts))}".strip()
    # where an "and" was left alone, in the words of the printer
    return typed if _read(typed, kind) == wanted else print_query(wanted)


def sorted_by(sorts: Sequence[Sort], field: str, further: bool) -> tuple[Sort, ...]:
    """The order after somebody asked for this field: by it alone, or as a further key; where it is
    asked for again, the other way round."""
    known = next((sort for sort in sorts if sort.field == field), None)
    if known is None:
        return (*sorts, Sort(field)) if further else (Sort(field),)
    turned = Sort(field, not known.descending)
    return tuple(turned if sort is known else sort for sort in sorts) if further else (turned,)


def _read(line: str, kind: type[Record]) -> Query | None:
    try:
        return parse(line, kind)
    except QueryError:
        return None
