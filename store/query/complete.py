"""What can stand at the cursor of a filter line, best first."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from store.fields import Field
from store.insight import FLAG_HELP, FLAGS, TENURES
from store.kinds import KINDS
from store.names import Names
from store.query.paths import ID, Kinds, asked_fields, beyond, named_fields, step
from store.query.syntax import MODIFIERS, OPERATOR, OPERATORS, print_value
from store.query.tokens import Token, tokens
from store.record import Record
from store.types import TYPES

MOST = 50

_REST_OF_NAME = re.compile(rf"[\w.-]*(?:{OPERATOR})?")
_REST_OF_VALUE = re.compile(r'[^\s(),"]*')

_HELP = {
    "is": "a flag that is computed",
    "has": "something is recorded there",
    "no": "nothing is recorded there",
    "by": "headings",
    "sort": "the order; with - behind, the other way round",
    "limit": "at most so many",
    "on": "held on that day",
}


class Completion(NamedTuple):
    """Put `text` in place of the line's characters from `start` to `end`."""

    start: int
    end: int
    text: str
    meaning: str


Offer = tuple[str, str]  # what to type, what it means


def complete(
    line: str,
    cursor: int,
    kind: type[Record],
    names: Names,
    kinds: Kinds = KINDS,
) -> list[Completion]:
    """Ways to go on at the cursor: fields, operators, flags, choices, records, dates.

    Taking one gives a line that can be read or goes on to be completed. Never raises.
    """
    cursor = min(max(cursor, 0), len(line))
    before = list(tokens(line[:cursor]))
    token = before.pop() if before and before[-1].end == cursor else None
    if token is not None and token.kind != "term":
        before.append(token)
        token = None
    place = _Place(kind, names, kinds, before)
    if token is not None and token.op:
        return _values(line, cursor, token, place)
    if token is not None and token.pieces[0].quoted:
        return []
    typed = "" if token is None else token.pieces[0].text
    rest = _REST_OF_NAME.match(line, cursor)
    end = cursor if rest is None else rest.end()
    offers = islice(_unique(place.heads(typed)), MOST)
    return [Completion(cursor - len(typed), end, *offer) for offer in offers]


def _values(line: str, cursor: int, token: Token, place: "_Place") -> list[Completion]:
    piece = token.pieces[-1]
    rest = _REST_OF_VALUE.match(line, cursor)
    end = cursor if rest is None else rest.end()
    if not piece.closed and line[end : end + 1] == '"':
        end += 1
    offers = _unique(place.values(token, piece.text))
    return [
        Completion(piece.start, end, print_value(text), meaning)
        for text, meaning in islice(offers, MOST)
    ]


class _Place:
    """What is known where the cursor stands: the kind that is asked, and the tokens before."""

    def __init__(self, kind: type[Record], names: Names, kinds: Kinds, before: list[Token]) -> None:
        self._kind = kind
        self._names = names
        self._kinds = kinds
        self._before = before

    # ---------------------------------------------------------------- where a term begins

    def heads(self, typed: str) -> Iterator[Offer]:
        """Fields with what may follow them, flags, modifiers, and the words between terms."""
        known = FLAGS.get(self._kind.kind.name, ())
        flags = [(f"is:{flag}", FLAG_HELP[flag]) for flag in known if _fits(typed, flag)]
        if not typed:
            yield from flags
        yield from self._after_whole_field(typed)
        yield from ((f"{path}:", field.help) for path, field in self._paths(typed))
        if "." in typed:
            return
        asks = ("is", "has", "no") if known else ("has", "no")
        for name in (*asks, *self._modifiers()):
            if _fits(typed, name):
                yield f"{name}:", _HELP[name]
        yield from flags
        if _fits(typed, "not"):
            yield "not ", "the contrary of what follows"
        if _fits(typed, "or") and self._something_before():
            yield "or ", "this or what follows"

    def _after_whole_field(self, typed: str) -> Iterator[Offer]:
        """The operators that a field takes, once its name stands there whole."""
        found = self._ends(typed.split("."))
        operators = dict.fromkeys(o for _, f in found for o in TYPES[f.type].operators)
        if len(operators) > 1:
            yield from ((typed + op, found[0][1].help) for op in OPERATORS if op in operators)
        elif found:
            yield f"{typed}:", found[0][1].help
        if beyond(found, self._kinds):
            yield f"{typed}.", "something of what it points at"

    def _modifiers(self) -> Iterator[str]:
        opened = sum({"(": 1, ")": -1}.get(token.kind, 0) for token in self._before)
        last = self._before[-1] if self._before else None
        if opened > 0 or (last is not None and (last.kind == "-" or last.keyword == "not")):
            return
        there = {token.name.casefold() for token in self._before if token.op}
        for name in MODIFIERS:
            asked = name != "on" or self._kind.kind.name in TENURES
            if asked and (name == "sort" or name not in there):
                yield name

    def _something_before(self) -> bool:
        """Whether a condition stands right before here, or with nothing but modifiers between."""
        for token in reversed(self._before):
            if not self._is_modifier(token):
                return token.kind in ("term", ")") and not token.keyword
        return False

    def _is_modifier(self, token: Token) -> bool:
        name = token.name.casefold()
        fields_too = named_fields(self._kind)
        return token.op == ":" and name in MODIFIERS and name not in fields_too

    # ---------------------------------------------------------------- after an operator

    def values(self, token: Token, typed: str) -> Iterator[Offer]:
        """What may stand after this name and operator."""
        name = token.name.casefold()
        if token.op == ":":
            match name:
                case "is":
                    flags = FLAGS.get(self._kind.kind.name, ())
                    yield from ((f, FLAG_HELP[f]) for f in flags if _fits(typed, f))
                case "has" | "no":
                    yield from ((path, field.help) for path, field in self._paths(typed))
                case "sort" | "by":
                    yield from self._ordered(typed, name)
                case "limit":
                    yield from ((n, "at most so many") for n in ("10", "20", "50", "100"))
                case "on" if self._kind.kind.name in TENURES:
                    day = Field(type="date", help=_HELP["on"])
                    yield from self._typed(self._kind, day, typed)
        names = token.name.split(".")
        if len(names) > 1 and names[-1].casefold() in ("before", "after"):
            names.pop()
        for kind, field in self._ends(names):
            yield from self._typed(kind, field, typed)

    def _ordered(self, typed: str, name: str) -> Iterator[Offer]:
        for field in self._fields([self._kind], typed.removesuffix("-")):
            if not typed.endswith("-"):
                yield field.name, field.help
            if name == "sort" and typed.startswith(field.name):
                yield f"{field.name}-", f"{field.help}, the other way round"

    def _typed(self, kind: type[Record], field: Field, typed: str) -> Iterable[Offer]:
        if field is ID:
            named = self._names.named((kind.kind.name,))
            return ((id_, name) for id_, name in named if _fits(typed, id_))
        return TYPES[field.type].suggest(typed, field, self._names)

    # ---------------------------------------------------------------- fields and paths

    def _paths(self, typed: str) -> Iterator[tuple[str, Field]]:
        """The paths that begin with what is typed of one, each with its last field."""
        *way, last = typed.split(".")
        sources = beyond(self._ends(way), self._kinds) if way else [self._kind]
        for field in self._fields(sources, last):
            yield ".".join((*way, field.name)), field

    def _fields(self, sources: list[type[Record]], typed: str) -> list[Field]:
        declared = [field for kind in sources for field in (*asked_fields(kind), ID)]
        named = list({field.name: field for field in declared}.values())
        wanted = typed.casefold().replace("-", "_")
        first = [field for field in named if field.name.startswith(wanted)]
        return [*first, *(f for f in named if wanted in f.name and f not in first)]

    def _ends(self, names: list[str]) -> list[tuple[type[Record], Field]]:
        found: list[tuple[type[Record], Field]] = []
        sources = [self._kind]
        for name in names:
            found = step(sources, name)
            sources = beyond(found, self._kinds)
        return found


def _fits(typed: str, word: str) -> bool:
    return word.casefold().startswith(typed.casefold())


def _unique(offers: Iterable[Offer]) -> Iterator[Offer]:
    seen: set[str] = set()
    for text, meaning in offers:
        if text not in seen:
            seen.add(text)
            yield text, meaning
