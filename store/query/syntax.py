"""What a filter line says, as a typed tree, and how it is written down again.

`print_query` writes the canonical line: reading it back gives an equal tree. Where words stood in
the line they were read from is kept for error messages and is no part of what they say.
"""

import re
from collections.abc import Iterable

from msgspec import Struct

OPERATORS = (":", "<=", ">=", "<", ">")
KEYWORDS = frozenset(("and", "or", "not"))
MODIFIERS = ("on", "by", "sort", "limit")

NAME = r"[^\W\d][\w.-]*"
OPERATOR = r":|<=|>=|<|>"
BARE_WORD = r'[^\s()"]+'
BARE_VALUE = r'[^\s(),"]+'

# Patterns are compiled when they are first needed (`re` keeps them): that is sooner started.
_PLAIN_WORD = rf"(?!-|{OPERATOR}|(?:{NAME})(?:{OPERATOR})){BARE_WORD}"


class QueryError(ValueError):
    """A line that cannot be taken: `message` says why, `start` and `end` which part of it."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(f"{message.rstrip('.')} (character {start + 1} of the filter)")
        self.message = message
        self.start = start
        self.end = end


class Place(Struct, frozen=True, eq=False):
    """Where words stood in a line; all places are equal, so that trees compare by what they say."""

    start: int = 0
    end: int = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Place)

    def __hash__(self) -> int:
        return 0


class Value(Struct, frozen=True):
    """What stands after an operator."""

    text: str
    place: Place = Place()


class Word(Struct, frozen=True):
    """`word`: this text anywhere in a record."""

    text: str


class Comparison(Struct, frozen=True):
    """`owners.region:Africa,Europe`: what the path leads to stands in this relation to one of the
    values."""

    path: tuple[str, ...]
    op: str
    values: tuple[Value, ...]


class Filled(Struct, frozen=True):
    """`has:due`, `no:due,owners`: whether anything is recorded in one of these places."""

    paths: tuple[tuple[str, ...], ...]
    filled: bool


class Flagged(Struct, frozen=True):
    """`is:overdue,stale`: one of these computed flags holds."""

    flags: tuple[str, ...]


class Not(Struct, frozen=True):
    """The contrary of a term."""

    term: "Term"


class And(Struct, frozen=True):
    """Two or more terms, all of which hold."""

    terms: tuple["Term", ...]


class Or(Struct, frozen=True):
    """Two or more terms, one of which holds."""

    terms: tuple["Term", ...]


Term = Word | Comparison | Filled | Flagged | Not | And | Or


class Sort(Struct, frozen=True):
    """`sort:due`, `sort:due-`."""

    field: str
    descending: bool = False


class Query(Struct, frozen=True):
    """A whole line: which records, and how they are shown. `limit` 0 is no limit."""

    where: Term | None = None
    on: Value | None = None
    by: str = ""
    sorts: tuple[Sort, ...] = ()
    limit: int = 0

    def __str__(self) -> str:
        return print_query(self)


def all_of(terms: Iterable[Term]) -> Term | None:
    """The terms joined by *and*, nested ones taken in; `None` for none at all."""
    return _joined(And, terms)


def any_of(terms: Iterable[Term]) -> Term | None:
    """The terms joined by *or*, nested ones taken in; `None` for none at all."""
    return _joined(Or, terms)


def _joined(join: type[And] | type[Or], terms: Iterable[Term]) -> Term | None:
    flat: list[Term] = []
    for term in terms:
        flat += term.terms if isinstance(term, join) else (term,)
    if not flat:
        return None
    return flat[0] if len(flat) == 1 else join(tuple(flat))


def print_query(query: Query) -> str:
    """The canonical line of a query."""
    parts = [] if query.where is None else [_print(query.where)]
    if query.on is not None:
        parts.append(f"on:{print_value(query.on.text)}")
    if query.by:
        parts.append(f"by:{query.by}")
    parts += [f"sort:{sort.field}{'-' * sort.descending}" for sort in query.sorts]
    if query.limit:
        parts.append(f"limit:{query.limit}")
    return " ".join(parts)


def print_value(text: str) -> str:
    """A value as it is written after an operator."""
    return text if re.fullmatch(BARE_VALUE, text) else quote(text)


def quote(text: str) -> str:
    """The text in quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _print(term: Term) -> str:
    match term:
        case Word(text):
            plain = re.fullmatch(_PLAIN_WORD, text) and text.casefold() not in KEYWORDS
            return text if plain else quote(text)
        case Comparison(path, op, values):
            # `by:status` alone would be a heading
            write = quote if path == ("by",) else print_value
            return f"{'.'.join(path)}{op}{','.join(write(value.text) for value in values)}"
        case Filled(paths, filled):
            return f"{'has' if filled else 'no'}:{','.join('.'.join(path) for path in paths)}"
        case Flagged(flags):
            return f"is:{','.join(flags)}"
        case Not(inner):
            return f"not {_grouped(inner, And, Or)}"
        case And(terms) | Or(terms):
            word = " or " if isinstance(term, Or) else " "
            return word.join(_grouped(inner, Or) for inner in terms)


def _grouped(term: Term, *loose: type[And] | type[Or]) -> str:
    return f"({_print(term)})" if isinstance(term, loose) else _print(term)
