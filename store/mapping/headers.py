"""What a header says of the field that its column fills."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from store.fields import Field, singular
from store.kinds import KINDS
from store.mapping.maps import ID, fillable
from store.mapping.words import HEADERS
from store.record import Record
from store.text import clean_line, fold

EXACT, PART, HELP, ALIKE = 1.0, 0.85, 0.4, 0.7  # what each way of being meant is worth
LEAST_ALIKE, MOST_ALIKE = 5, 40  # characters of a header that is looked at for typing errors
_SMALL = frozenset(
    (
        *("a", "an", "and", "as", "at", "by", "for", "in", "is", "it", "its", "of", "on", "or"),
        *("the", "to", "was", "what", "when", "where", "who"),
    )
)


class Meant(NamedTuple):
    """How surely a header means a field, from 0 to 1, and why."""

    score: float
    why: str


def plain(header: str) -> str:
    """A header as it is compared: folded, without brackets, stars and colons at its ends."""
    words = fold(clean_line(header[:400]))
    return re.sub(r"\s+", " ", words.strip(" :*.?!-–_")).replace("_", " ")


@cache
def phrases(kind: type[Record]) -> Mapping[str, tuple[tuple[str, float], ...]]:
    """What may head a column of a kind, folded: the fields that it may mean, and how surely."""
    found: dict[str, dict[str, float]] = {}
    for name, field in fillable(kind).items():
        for phrase, worth in _phrases_of(kind.kind.name, name, field):
            fields = found.setdefault(phrase, {})
            fields[name] = max(worth, fields.get(name, 0))
    for phrase in HEADERS[ID]:
        found.setdefault(phrase, {}).setdefault(ID, EXACT)
    return {phrase: tuple(fields.items()) for phrase, fields in found.items()}


def _phrases_of(kind: str, name: str, field: Field) -> Iterator[tuple[str, float]]:
    own = (name, field.title, field.also, singular(field))
    yield from ((plain(words), EXACT) for words in own if words)
    yield plain(field.help), 0.9
    special = HEADERS.get(f"{kind}.{name}")
    if special is not None:
        yield from ((words, EXACT) for words in special)
    else:
        yield from ((words, 0.95) for words in HEADERS.get(name, ()))


@cache
def _by_word(kind: type[Record]) -> Mapping[str, tuple[tuple[str, str, float], ...]]:
    """The phrases by each of their words: (phrase, field, worth)."""
    found: dict[str, list[tuple[str, str, float]]] = {}
    for phrase, meant in phrases(kind).items():
        for word in words_in(phrase):
            found.setdefault(word, []).extend((phrase, name, worth) for name, worth in meant)
    return {word: tuple(some) for word, some in found.items()}


def words_in(text: str) -> list[str]:
    """The words of folded text that say something."""
    return [word for word in re.findall(r"[\w%#°']+", text) if word not in _SMALL]


def known_header(words: str) -> bool:
    """Whether these words head a column of some kind of record."""
    return _known(plain(words))


@cache
def _every() -> frozenset[str]:
    return frozenset(phrase for kind in KINDS.values() for phrase in phrases(kind))


def _known(said: str) -> bool:
    return said in _every() or re.sub(r"\s*\(.*\)$", "", said) in _every()


def meant_by(header: str, kind: type[Record]) -> dict[str, Meant]:
    """The fields of a kind that a header may mean."""
    said = plain(header)
    found: dict[str, Meant] = {}
    for name, meant in (*_whole(said, kind), *_in_part(said, kind)):
        if meant.score > found.get(name, Meant(0, "")).score:
            found[name] = meant
    return found or dict(_alike(said, kind))


def _whole(said: str, kind: type[Record]) -> Iterator[tuple[str, Meant]]:
    """What all of a header means, or all but its brackets, or one of two words with a slash."""
    bare = re.sub(r"\s*\(.*\)$", "", said)
    for variant in dict.fromkeys((said, bare, *said.split(" / "))):
        for name, worth in phrases(kind).get(variant, ()) if variant else ():
            yield name, Meant(worth * (1 if variant == said else 0.95), "its header says so")


def _in_part(said: str, kind: type[Record]) -> Iterator[tuple[str, Meant]]:
    """What is meant by words in a header, or by words like those of what a field is for."""
    words = words_in(said)[:20]
    for word in dict.fromkeys(words):
        for phrase, name, worth in _by_word(kind).get(word, ()):
            theirs = words_in(phrase)
            share = sum(each in words for each in theirs) / len(theirs)
            if share == 1:
                score = worth * PART * (0.6 + 0.4 * len(theirs) / len(words))
                yield name, Meant(score, f"its header has “{phrase}”")
            elif len(theirs) > 2:
                yield name, Meant(HELP * share, f"its header is like “{phrase}”")


def _alike(said: str, kind: type[Record]) -> Iterator[tuple[str, Meant]]:
    """What a header means that has a letter wrong."""
    if not LEAST_ALIKE <= len(said) <= MOST_ALIKE:
        return
    from difflib import get_close_matches

    for phrase in get_close_matches(said, list(phrases(kind)), n=1, cutoff=0.85):
        for name, worth in phrases(kind)[phrase]:
            yield name, Meant(worth * ALIKE, f"its header is like “{phrase}”")
