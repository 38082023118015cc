"""What words are looked for in: the folded words of each record, made once and kept while it is
as it was.

The filter line and the search share these, so that a key press costs one `in` a record.
"""

from collections.abc import Callable, Iterable
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from store.fields import fields, reference_fields
from store.kinds import KINDS, Group, Member
from store.record import Record
from store.text import fold

if TYPE_CHECKING:
    from store.names import Shelf

Test = Callable[[Any], bool]
Getter = Callable[[Record], tuple[Any, ...]]

TEXTS = ("text", "long", "choice")


class Haystack(Struct, frozen=True, gc=False):
    """One record's words, folded.

    `names`: its title (as far as that is its own, and not the names of others), its id and what
    else it is called, each between line ends. `rest`: its other texts, choices and tags.
    `points`: the ids it refers to.
    """

    record: Record
    names: str
    rest: str
    points: tuple[str, ...]


class Haystacks:
    """The haystacks of the records on a shelf."""

    def __init__(self, shelf: "Shelf") -> None:
        self._shelf = shelf
        self._held: dict[str, Haystack] = {}
        self._kinds: dict[str, tuple[int, list[Haystack]]] = {}

    def of(self, record: Record) -> Haystack:
        """The haystack of this very version of a record."""
        held = self._held.get(record.id)
        if held is None or held.record is not record:
            held = self._held[record.id] = _made(record)
        return held

    def all(self, kind: str) -> list[Haystack]:
        """The haystacks of all records of a kind."""
        version = self._shelf.version(kind)
        known = self._kinds.get(kind)
        if known is None or known[0] != version:
            stacks = [self.of(record) for record in list(self._shelf.records(kind).values())]
            known = self._kinds[kind] = (version, stacks)
        return known[1]

    def containing(self, word: str, kind: type[Record]) -> Test:
        """Whether a record of this kind holds these words, or points at one that is called so."""
        wanted = folded_words(word)
        unnamed = self._called(wanted, kind).isdisjoint
        held, of = self._held, self.of

        def test(record: Record) -> bool:
            found = held.get(record.id)
            if found is None or found.record is not record:
                found = of(record)
            return wanted in found.rest or wanted in found.names or not unnamed(found.points)

        return test

    def _called(self, wanted: str, kind: type[Record]) -> frozenset[str]:
        """The ids of what such records may point at whose names hold the words."""
        targets = dict.fromkeys(
            name for field in reference_fields(kind) for name in (field.targets or KINDS)
        )
        return frozenset(
            stack.record.id
            for target in targets
            for stack in self.all(target)
            if wanted in stack.names
        )


def folded_words(text: str) -> str:
    """What is looked for: folded, with single spaces."""
    return " ".join(fold(text).split())


def _made(record: Record) -> Haystack:
    titles, texts, tags, refs, lists = _parts(type(record))
    title = " ".join(filter(None, titles(record)))
    names = "\n".join(("", title, record.id, *_aliases(record), ""))
    rest = [*filter(None, texts(record))]
    for words in tags(record):
        rest += words
    points = [*filter(None, refs(record))]
    for ids in lists(record):
        points += ids
    # no record holds NUL: words of two fields never run together
    joined = "\0".join(rest).replace("\n", " ")
    return Haystack(record, _fold(names), _fold(joined), tuple(points))


def _aliases(record: Record) -> Iterable[str]:
    if isinstance(record, Member):
        return filter(None, (*record.other_names, record.country))
    if isinstance(record, Group):
        return filter(None, (*record.other_names, record.acronym))
    return ()


@cache
def _parts(kind: type[Record]) -> tuple[Getter, ...]:
    """What to take from a record: own words of its title, texts, tags, references, lists of these.

    Who may see it is no word to find a record by: nearly all would be found.
    """
    declared = [field for field in fields(kind) if field.name != "visibility"]
    words = [field.name for field in declared if field.type in TEXTS]
    points = reference_fields(kind).__contains__
    return (
        _getter([f.name for f in declared if f.name in kind.kind.heading and not points(f)]),
        _getter([name for name in words if name not in kind.kind.heading]),
        *(_getter([f.name for f in declared if f.type == t]) for t in ("tags", "ref", "refs")),
    )


def _getter(names: list[str]) -> Getter:
    """The values of these fields, always as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    if names:
        one = attrgetter(names[0])
        return lambda record: (one(record),)
    return lambda record: ()


def _fold(text: str) -> str:
    """`fold` without keeping every long text in its memory."""
    return text.casefold() if text.isascii() else fold.__wrapped__(text)
