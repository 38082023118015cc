"""A filter line read into a `Query`, or refused with the place that is wrong.

Terms stand side by side or with `and` between; `or` binds less, `not` and `-` more.
"""

from collections.abc import Iterable

from store.fields import Field
from store.insight import FLAGS, TENURES
from store.kinds import KINDS
from store.query.paths import Kinds, beyond, named_fields, step
from store.query.syntax import (
    MODIFIERS,
    Comparison,
    Filled,
    Flagged,
    Not,
    Place,
    Query,
    QueryError,
    Sort,
    Term,
    Value,
    Word,
    all_of,
    any_of,
    print_query,
)
from store.query.tokens import Piece, Token, tokens
from store.record import Record
from store.types import TYPES

LONGEST = 10_000  # characters of a line
DEEPEST = 40  # parentheses and `not` within each other
FARTHEST = 8  # fields of one path

_BY_WORD = {"before": "<", "after": ">"}


def parse(line: str, kind: type[Record], kinds: Kinds = KINDS) -> Query:
    """The query that a line writes for records of this kind; `QueryError` where it writes none.

    An empty line takes all. Values are looked at when the query is compiled.
    """
    if len(line) > LONGEST:
        raise QueryError(f"a filter has at most {LONGEST} characters", LONGEST, len(line))
    query = _Parser(line, kind, kinds).query()
    if len(print_query(query)) > LONGEST:
        raise QueryError(f"a filter has at most {LONGEST} characters in full", 0, len(line))
    return query


class _Parser:
    def __init__(self, line: str, kind: type[Record], kinds: Kinds) -> None:
        self._tokens = list(tokens(line))
        self._at = 0
        self._kind = kind
        self._kinds = kinds
        self._on: Value | None = None
        self._by = ""
        self._sorts: list[Sort] = []
        self._limit = 0

    def query(self) -> Query:
        where = self._either(0)
        if self._peek() is not None:
            raise _wrong(self._next(), "this parenthesis was never opened")
        return Query(where, self._on, self._by, tuple(self._sorts), self._limit)

    # ---------------------------------------------------------------- terms and what joins them

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _next(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _at_term(self) -> bool:
        token = self._peek()
        return token is not None and token.kind != ")" and token.keyword not in ("and", "or")

    def _at_word(self, word: str) -> bool:
        token = self._peek()
        return token is not None and token.keyword == word

    def _either(self, depth: int) -> Term | None:
        branches = [self._every(depth)]
        while self._at_word("or"):
            word = self._next()
            branches.append(self._every(depth))
            if None in branches:
                raise _wrong(word, "“or” needs a condition on both sides")
        return any_of([branch for branch in branches if branch is not None])

    def _every(self, depth: int) -> Term | None:
        terms: list[Term] = []
        first = self._at
        while self._at_term() or self._at_word("and"):
            if self._at_word("and"):
                word = self._next()
                if self._at == first + 1 or not self._at_term():
                    raise _wrong(word, "“and” needs a condition on both sides")
            elif depth == 0 and (name := self._modifier()):
                self._modify(name, self._next())
            else:
                terms.append(self._term(depth))
        return all_of(terms)

    def _term(self, depth: int) -> Term:
        token = self._next()
        if depth > DEEPEST:
            raise _wrong(token, f"parentheses stand at most {DEEPEST} deep")
        if token.kind == "(":
            return self._group(token, depth)
        if token.kind == "-" or token.keyword == "not":
            if not self._at_term():
                raise _wrong(token, "a condition is missing after “not”")
            return Not(self._term(depth + 1))
        _check_pieces(token)
        if token.op:
            return self._asked(token)
        return _word(token.pieces[0])

    def _group(self, opening: Token, depth: int) -> Term:
        inner = self._either(depth + 1)
        if self._peek() is None:
            raise _wrong(opening, "this parenthesis is never closed")
        closing = self._next()
        if inner is None:
            raise QueryError(
                "a condition is missing between the parentheses", opening.start, closing.end
            )
        return inner

    # ---------------------------------------------------------------- what a term asks

    def _asked(self, token: Token) -> Term:
        name = token.name.casefold()
        if token.op == ":" and name == "is":
            return Flagged(tuple(self._flag(piece) for piece in token.pieces))
        if token.op == ":" and name in ("has", "no"):
            found = [self._path(p.text.split("."), p.start + p.quoted) for p in token.pieces]
            return Filled(tuple(path for path, _ in found), name == "has")
        if token.op == ":" and name in MODIFIERS and name not in named_fields(self._kind):
            raise _wrong(token, f"“{name}:” stands by itself, not in parentheses or after “not”")
        return self._comparison(token)

    def _flag(self, piece: Piece) -> str:
        flags = FLAGS.get(self._kind.kind.name, ())
        flag = piece.text.casefold()
        if flag not in flags:
            known = f": {', '.join(flags)}" if flags else "; it has none"
            raise _at(piece, f"“{piece.text}” is no flag of a {self._kind.kind.name}{known}")
        return flag

    def _comparison(self, token: Token) -> Term:
        names, op = token.name.split("."), token.op
        if op == ":" and len(names) > 1 and names[-1].casefold() in _BY_WORD:
            op = _BY_WORD[names.pop().casefold()]
        path, ends = self._path(names, token.start)
        operators = dict.fromkeys(o for field in ends for o in TYPES[field.type].operators)
        if op not in operators:
            after = token.start + len(token.name)
            raise QueryError(
                f"“{op}” cannot be asked of {'.'.join(path)}, only “{'”, “'.join(operators)}”",
                after,
                after + len(token.op),
            )
        return Comparison(path, op, tuple(_value(piece) for piece in token.pieces))

    def _path(self, names: list[str], start: int) -> tuple[tuple[str, ...], list[Field]]:
        """The path in the fields' own names, and the fields that it ends at."""
        if len(names) > FARTHEST:
            end = start + len(".".join(names))
            raise QueryError(f"a path has at most {FARTHEST} fields", start, end)
        path: list[str] = []
        sources = [self._kind]
        ends: list[Field] = []
        for name in names:
            if not sources:
                raise QueryError(
                    f"{path[-1]} points at no other record, so no “.” follows it",
                    start - 1,
                    start + len(name),
                )
            found = step(sources, name)
            if not found:
                raise QueryError(_unknown(name, sources), start, start + len(name))
            ends = [field for _, field in found]
            own = {field.name for field in ends}
            path.append(own.pop() if len(own) == 1 else name.casefold())
            sources = beyond(found, self._kinds)
            start += len(name) + 1
        return tuple(path), ends

    # ---------------------------------------------------------------- how records are shown

    def _modifier(self) -> str:
        """The modifier that comes next, if one does."""
        token = self._tokens[self._at]
        name = token.name.casefold()
        if token.op != ":" or name not in MODIFIERS:
            return ""
        # statements have a field `by`: `by:meeting` is a heading, `by:BE` asks who said it
        fields = named_fields(self._kind)
        only = token.pieces[0] if len(token.pieces) == 1 else None
        heading = only is not None and not only.quoted and only.text.casefold() in fields
        return name if name not in fields or heading else ""

    def _modify(self, name: str, token: Token) -> None:
        _check_pieces(token)
        if name == "sort":
            self._sorts += [self._sort(piece) for piece in token.pieces]
            return
        if len(token.pieces) > 1:
            raise _at(token.pieces[1], f"“{name}:” takes one value")
        piece = token.pieces[0]
        if {"on": self._on, "by": self._by, "limit": self._limit}[name]:
            raise _wrong(token, f"“{name}:” stands here a second time")
        if name == "on":
            self._on = self._held_on(token, piece)
        elif name == "by":
            self._by = self._field(piece, piece.text)
        else:
            self._limit = _count(piece)

    def _sort(self, piece: Piece) -> Sort:
        return Sort(self._field(piece, piece.text.removesuffix("-")), piece.text.endswith("-"))

    def _field(self, piece: Piece, name: str) -> str:
        found = step([self._kind], name)
        if not found:
            raise _at(piece, _unknown(name, [self._kind]))
        return found[0][1].name

    def _held_on(self, token: Token, piece: Piece) -> Value:
        if self._kind.kind.name not in TENURES:
            asked = " and ".join(
                self._kinds[name].kind.plural for name in TENURES if name in self._kinds
            )
            raise _wrong(token, f"“on:” is asked of {asked}, not of {self._kind.kind.plural}")
        return _value(piece)


def _check_pieces(token: Token) -> None:
    for piece in token.pieces:
        if not piece.closed:
            raise _at(piece, "this quote is never closed")
        if not piece.text and not (token.op and piece.quoted):
            missing = f"a value is missing after “{token.name}{token.op}”"
            raise _wrong(token, missing if token.op else "nothing stands between the quotes")


def _word(piece: Piece) -> Word:
    if not piece.quoted and piece.text[0] in ":<>":
        raise _at(piece, "a field is missing before this: write field:value without spaces")
    return Word(piece.text)


def _value(piece: Piece) -> Value:
    return Value(piece.text, Place(piece.start, piece.end))


def _count(piece: Piece) -> int:
    digits = piece.text
    if not (digits.isascii() and digits.isdecimal() and len(digits) < 10 and int(digits)):
        raise _at(piece, "“limit:” takes a whole number from 1 up")
    return int(digits)


def _unknown(name: str, kinds: Iterable[type[Record]]) -> str:
    from difflib import get_close_matches

    known = dict.fromkeys(n for kind in kinds for n in named_fields(kind))
    near = get_close_matches(name.casefold(), known, n=3)
    hint = f"; perhaps {', '.join(near)}" if near else ""
    return f"a {' or '.join(kind.kind.name for kind in kinds)} has no field “{name}”{hint}"


def _wrong(token: Token, message: str) -> QueryError:
    return QueryError(message, token.start, token.end)


def _at(piece: Piece, message: str) -> QueryError:
    return QueryError(message, piece.start, piece.end)
