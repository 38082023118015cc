"""Two texts, and which of their words differ: marked by brackets, so that no colour is needed."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile

from tui.wrap import Part, wrap_parts

MOST = 800  # words within which the differing ones are looked for one by one
OURS, THEIRS = "ours", "theirs"  # tones

Words = list[tuple[str, bool]]
"""Words and line ends, each with whether the other text has it not there."""


def differing(ours: str, theirs: str) -> tuple[Words, Words]:
    """The words of both texts, and which of them the other one does not have in that place.

    Spaces do not count, line ends do. Of very long texts that differ in very many places only the
    beginning and the end that they share are told.
    """
    one, other = _words(ours), _words(theirs)
    start = _shared(one, other)
    end = _shared(one[start:][::-1], other[start:][::-1])
    middle = one[start : len(one) - end], other[start : len(other) - end]
    sides = []
    for side, differs in zip(middle, _differ(*middle), strict=True):
        words = [*one[:start], *side, *one[len(one) - end :]]
        sides.append(list(zip(words, [*[False] * start, *differs, *[False] * end], strict=True)))
    return sides[0], sides[1]


def in_lines(words: Words, width: int, tone: str) -> list[list[Part]]:
    """The words in lines of at most `width` cells, those that differ in brackets and the tone."""
    lines: list[list[Part]] = []
    for paragraph in _paragraphs(words):
        lines += wrap_parts(_parts(paragraph, tone), width) if paragraph else [[]]
    return lines


def _parts(paragraph: Words, tone: str) -> list[Part]:
    parts: list[Part] = []
    for at, (word, differs) in enumerate(paragraph):
        begins = differs and (at == 0 or not paragraph[at - 1][1])
        ends = differs and (at + 1 == len(paragraph) or not paragraph[at + 1][1])
        within = differs and not begins
        space = Part(" ", tone if within else "")
        text = f"{'[' * begins}{word}{']' * ends}"
        parts += [*([space] if at else []), Part(text, tone if differs else "")]
    return parts


def _paragraphs(words: Words) -> Iterator[Words]:
    paragraph: Words = []
    for word in words:
        if word[0] == "\n":
            yield paragraph
            paragraph = []
        else:
            paragraph.append(word)
    yield paragraph


def _words(text: str) -> list[str]:
    """Words and line ends."""
    words: list[str] = []
    for number, line in enumerate(text.split("\n")):
        words += ["\n"] * bool(number)
        words += line.split()
    return words


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _differ(one: Sequence[str], other: Sequence[str]) -> tuple[list[bool], list[bool]]:
    """For each word whether it differs."""
    here, there = [True] * len(one), [True] * len(other)
    if len(one) <= MOST and len(other) <= MOST:
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        for block in matcher.get_matching_blocks():
            here[block.a : block.a + block.size] = [False] * block.size
            there[block.b : block.b + block.size] = [False] * block.size
    return here, there
