"""Minutes cut into pieces: a line with those that go on with it, and the keyword it begins with.

The conventions are those of W3C's scribe.perl and RRSAgent (`Topic:`, `Present+`, `RESOLUTION:`, a
line that begins with `…` or `...` goes on), with `COMMITMENT:`, `PROGRESS ID:` and `STATEMENT:` of
our own. What chat logs and Markdown put before a keyword is passed over: a time, a nickname, list
bullets, heading marks, emphasis.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from store.minutes.items import Kind
from store.text import fold

KEYWORDS: dict[str, Kind] = {
    **{"topic": "topic", "subtopic": "topic"},
    **{"chair": "chair", "chairs": "chair"},
    **{"scribe": "scribe", "scribes": "scribe", "scribenick": "scribe"},
    **{"present": "present", "regrets": "regrets"},
    **{"resolution": "resolution", "resolved": "resolution", "decision": "resolution"},
    **{"action": "action", "action item": "action"},
    **{"commitment": "commitment", "progress": "progress", "statement": "statement"},
}
OFFERED = (
    *("Topic: ", "Present+ ", "Regrets+ ", "Chair: ", "Scribe: ", "RESOLUTION: "),
    *("ACTION: ", "COMMITMENT: ", "PROGRESS ", "STATEMENT: "),
)
"""The keywords as they are written, for completion."""
LISTING = ("present", "regrets")
LONGEST_HEAD = 300  # characters of what stands between PROGRESS and its colon

_MARKS = r"\u0300-\u036f"  # an accent that stands by itself
_WORD = rf"[^\W\d_][^\W\d_{_MARKS}]*(?:[{_MARKS}][^\W\d_]*)*"
_LOG = r"(?:\d{1,2}:\d{2}(?::\d{2})? +)?(?:<(?P<nick>[^<>\s]{1,60})> ?)?"
_BULLETS = r"(?:(?:[-*+•>]|#{1,6}|\d{1,3}[.)])[ \t]+){0,4}"
_EMPHASIS = r"(?:\*\*|__|[*_])?"
_GOES_ON = re.compile(rf"(?:{_LOG}(?:…|\.\.\.)|\s)")
_HEAD = re.compile(
    rf"[ \t]*{_LOG}{_BULLETS}{_EMPHASIS}(?P<word>{_WORD})(?:(?: +(?P<item>item))|-\d+)?"
    rf"{_EMPHASIS}(?P<sign>:|[+\-−](?=[\s:]|$):?|(?=\s)){_EMPHASIS}",
    re.IGNORECASE,
)
_LEADING = re.compile(rf"\s*{_LOG}(?:…|\.\.\.)?\s*")


class Head(NamedTuple):
    """The keyword of a line: what it means, its columns, the sign behind
    it; in a chat log, who typed it; and whether it is all in capitals."""

    kind: Kind
    start: int
    end: int
    sign: str
    nick: str
    shouted: bool


class Piece(NamedTuple):
    """Lines that belong together, with the keyword of the first; None where they are only text."""

    head: Head | None
    lines: tuple[str, ...]

    @property
    def words(self) -> str:
        """What stands after the keyword and on the lines that go on, as one line."""
        if self.head is None:
            return ""
        first, *others = self.lines
        on = (line[match.end() :] if (match := _LEADING.match(line)) else line for line in others)
        return " ".join((first[self.head.end :], *on))


def head_of(line: str) -> Head | None:
    """The keyword that a line begins with, if it does."""
    match = _HEAD.match(line[:LONGEST_HEAD])
    if match is None:
        return None
    kind = KEYWORDS.get(fold(f"{match['word']} {match['item'] or ''}".strip()))
    sign = match["sign"].rstrip(":") or match["sign"]
    if kind is None or not _takes(kind, sign):
        return None
    return Head(
        kind, match.start("word"), match.end(), sign, match["nick"] or "", match["word"].isupper()
    )


def _takes(kind: Kind, sign: str) -> bool:
    """`Present+ A` and `Present: A` list who is there, `PROGRESS C12: …` names a commitment before
    its colon; all others have their colon at once."""
    if kind in LISTING:
        return sign != ""
    return sign == ":" or (kind == "progress" and sign == "")


def begins(line: str, before: str) -> bool:
    """Whether a line begins a piece of its own, after that line ("" for none). What is indented, or
    begins with an ellipsis, goes on with what stands right above it, unless it is a keyword's."""
    if not before.strip() or not line.strip():
        return True
    if not _GOES_ON.match(line):
        return True
    return line[0].isspace() and head_of(line) is not None


def pieces(lines: Sequence[str]) -> Iterator[Piece]:
    """The lines in pieces, in their order; every line is in one of them."""
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or begins(lines[at], lines[at - 1]):
            if at > start:
                yield Piece(head_of(lines[start]), tuple(lines[start:at]))
            start = at
