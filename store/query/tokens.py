"""A filter line cut into tokens, each with its place; any text can be cut.

A token is a parenthesis, a minus, or a term: `word`, `"two words"`, `field:value,"other value"`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from store.query.syntax import BARE_VALUE, BARE_WORD, KEYWORDS, NAME, OPERATOR

# Patterns are compiled when they are first needed (`re` keeps them): that is sooner started.
_SPACES = r"\s*"
_MINUS = r"-(?=[^\s)])"
_HEAD = rf"({NAME})({OPERATOR})"
_QUOTED = r'(?s)"((?:[^"\\]|\\.)*)(?:(")|(?:\\?\Z))'
_ESCAPED = r"(?s)\\(.)"


class Piece(NamedTuple):
    """A word or value as it stands in the line; `text` is what it says, without quotes."""

    text: str
    start: int
    end: int
    quoted: bool
    closed: bool


class Token(NamedTuple):
    """`kind` is `(`, `)`, `-` or `term`; a term has a name and an operator, or neither."""

    kind: str
    start: int
    end: int
    name: str = ""
    op: str = ""
    pieces: tuple[Piece, ...] = ()

    @property
    def keyword(self) -> str:
        """`and`, `or`, `not` where this is one of them, else ""."""
        if self.kind != "term" or self.op or self.pieces[0].quoted:
            return ""
        word = self.pieces[0].text.casefold()
        return word if word in KEYWORDS else ""


def tokens(line: str) -> Iterator[Token]:
    """The tokens of a line, in order."""
    at = _spaces(line, 0)
    while at < len(line):
        token = _token(line, at)
        yield token
        at = _spaces(line, token.end)


def _token(line: str, at: int) -> Token:
    if line[at] in "()":
        return Token(line[at], at, at + 1)
    if re.compile(_MINUS).match(line, at):
        return Token("-", at, at + 1)
    head = re.compile(_HEAD).match(line, at)
    if head is None:
        word = _piece(line, at, BARE_WORD)
        return Token("term", at, word.end, pieces=(word,))
    values = [_piece(line, head.end(), BARE_VALUE)]
    while line[values[-1].end : values[-1].end + 1] == ",":
        values.append(_piece(line, values[-1].end + 1, BARE_VALUE))
    return Token("term", at, values[-1].end, head[1], head[2], tuple(values))


def _piece(line: str, start: int, bare: str) -> Piece:
    """Quoted and bare parts that stand together, as in a shell."""
    text, at, quoted, closed = "", start, False, True
    while at < len(line):
        if match := re.compile(_QUOTED).match(line, at):
            text += re.sub(_ESCAPED, r"\1", match[1])
            quoted, closed = True, match[2] is not None
        elif match := re.compile(bare).match(line, at):
            text += match[0]
        else:
            break
        at = match.end()
    return Piece(text, start, at, quoted, closed)


def _spaces(line: str, at: int) -> int:
    match = re.compile(_SPACES).match(line, at)
    return at if match is None else match.end()
