"""Search by name over all kinds: the best first, with the letters that matched.

Every word must match. The start of a title counts most, then the start of a word, then the inside
of one, then its letters in order with others between. Ids, acronyms, other names and country codes
match too. Accents and case do not matter.
"""

import re
from collections.abc import Iterable, Iterator
from heapq import nlargest
from operator import itemgetter

from msgspec import Struct, structs

from store.fields import reference_fields
from store.haystacks import Haystack, folded_words
from store.kinds import KINDS
from store.names import Names
from store.record import Record
from store.text import fold

Span = tuple[int, int]

EXACT_TITLE, EXACT_NAME = 2000, 1000
START, WORD_START, INSIDE, SCATTERED = 350, 300, 200, 100  # of each word
TOGETHER = 40  # the words stand side by side, as they were typed


class Hit(Struct, frozen=True):
    """A record that was found; `spans` are the places in its title, from and to, in order."""

    record: Record
    title: str
    spans: tuple[Span, ...]
    score: float


def search(
    text: str, names: Names, kinds: Iterable[str] = tuple(KINDS), limit: int = 50
) -> list[Hit]:
    """The records of these kinds that the words mean, best first; none for no words.

    Scattered letters are only looked for where plain matches do not fill the limit.
    """
    wanted = _Wanted(folded_words(text))
    if not wanted.words:
        return []
    stacks = [stack for kind in kinds for stack in _stacks(kind, names)]
    found = wanted.plain(stacks)
    scored = [(wanted.score(stack.names), stack) for stack in wanted.foremost(found, limit)]
    if len(found) < limit:
        known = {stack.record.id for stack in found}
        scored += (pair for pair in wanted.apart(stacks) if pair[1].record.id not in known)
    return [
        Hit(stack.record, title := names.heading(stack.record), wanted.spans(title), score)
        for score, stack in nlargest(limit, scored, key=itemgetter(0))
    ]


def _stacks(kind: str, names: Names) -> list[Haystack]:
    """The haystacks of a kind, with whole titles where these hold the names of others."""
    stacks = names.haystacks.all(kind)
    heading = KINDS[kind].kind.heading
    if not any(field.name in heading for field in reference_fields(KINDS[kind])):
        return stacks
    return [
        structs.replace(stack, names=f"\n{fold(names.heading(stack.record))}{stack.names}")
        for stack in stacks
    ]


class _Wanted:
    """Folded words, and how well they match names as `Haystack.names` has them."""

    def __init__(self, text: str) -> None:
        self.words = text.split()
        self._whole_line = f"\n{text}\n"
        self._together = text if len(self.words) > 1 else "\n\n"
        self._first = tuple(f"\n{word}" for word in self.words)
        self._begin = [re.compile(rf"(?<!\w){re.escape(word)}") for word in self.words]

    def plain(self, stacks: list[Haystack]) -> list[Haystack]:
        """Those whose names hold all the words."""
        for word in self.words:
            stacks = [stack for stack in stacks if word in stack.names]
        return stacks

    def foremost(self, found: list[Haystack], limit: int) -> list[Haystack]:
        """At least `limit` of them, the best among these: what cannot score as much is left out
        where many match."""
        begun = found
        for begin in self._begin if len(found) > limit else ():
            begun = [stack for stack in begun if begin.search(stack.names)]
        if len(begun) < limit:
            return found
        line, first = self._whole_line, self._first
        top = [s for s in begun if s.names.startswith(first) or line in s.names]
        return begun if len(top) < limit else top

    def apart(self, stacks: list[Haystack]) -> Iterator[tuple[float, Haystack]]:
        """Those whose titles hold the letters of the words in order, each with its score."""
        for letter in sorted({letter for word in self.words for letter in word}):
            stacks = [stack for stack in stacks if letter in stack.names]
        for stack in stacks:
            score = 0.0
            for word in self.words:
                one = INSIDE if word in stack.names else _score_apart(word, stack.names)
                if not one:
                    break
                score += one
            else:
                yield score, stack

    def score(self, names: str) -> float:
        """How well names match that hold all the words; the shorter the title, the better."""
        score = -names.index("\n", 1) / 1_000_000
        for first, begin in zip(self._first, self._begin, strict=True):
            if names.startswith(first):
                score += START
            else:
                score += WORD_START if begin.search(names) else INSIDE
        if self._whole_line in names:
            score += EXACT_TITLE if names.startswith(self._whole_line) else EXACT_NAME
        return score + TOGETHER * (self._together in names)

    def spans(self, title: str) -> tuple[Span, ...]:
        """Where the words stand in a title, in its own letters."""
        folded = fold(title)
        taken: set[int] = set()
        for word, begin in zip(self.words, self._begin, strict=True):
            match = begin.search(folded)
            at = folded.find(word) if match is None else match.start()
            taken.update(range(at, at + len(word)) if at >= 0 else _places(word, folded))
        origin = [at for at, letter in enumerate(title) for _ in fold(letter)]
        return _merged(title, {origin[at] for at in taken})


def _score_apart(word: str, names: str) -> float:
    """How well the letters of a word match, in order, in the first line; the closer they stand,
    the better; 0 where they are not there."""
    at = first = names.find(word[0])
    for letter in word[1:]:
        at = names.find(letter, at + 1)
        if at < 0:
            return 0
    if at > names.index("\n", 1):
        return 0
    return SCATTERED - min((at - first) / 100, SCATTERED - 1)


def _places(word: str, text: str) -> list[int]:
    """The places of the word's letters, in order; none where they are not all there."""
    places: list[int] = []
    at = -1
    for letter in word:
        at = text.find(letter, at + 1)
        if at < 0:
            return []
        places.append(at)
    return places


def _merged(title: str, letters: set[int]) -> tuple[Span, ...]:
    """The runs of these letters, each with the accents that stand behind its letters."""
    spans: list[Span] = []
    for start in sorted(letters):
        end = start + 1
        while end < len(title) and not fold(title[end]):
            end += 1
        if spans and spans[-1][1] >= start:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)
