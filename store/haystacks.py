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
Sieve = Callable[[list["Haystack"]], list["Haystack"]]
Getter = Callable[[Record], tuple[Any, ...]]

TEXTS = ("text", "long", "choice")


class Haystack(Struct, frozen=True, gc=False):
    """One record's words, folded.

    `names`: its title (as far as that is its own, and not the names of others), its id and what
    else it is called, each between line ends. `text`: these, and its other texts, choices and
    tags. `points`: the ids it refers to.
    """

    record: Record
    names: str
    text: str
    points: tuple[str, ...]


class Haystacks:
    """The haystacks of the records on a shelf."""

    def __init__(self, shelf: "Shelf") -> None:
        self._shelf = shelf
        self._held: dict[str, Haystack] = {}
        self._kinds: dict[str, tuple[int, list[Haystack]]] = {}
        self._targets: dict[str, tuple[tuple[int, ...], list[Haystack]]] = {}

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
        wanted, called = self._sought(word, kind)
        unnamed = called.isdisjoint
        held, of = self._held, self.of

        def test(record: Record) -> bool:
            found = held.get(record.id)
            if found is None or found.record is not record:
                found = of(record)
            return wanted in found.text or not unnamed(found.points)

        return test

    def sieve(self, word: str, kind: type[Record]) -> Sieve:
        """What `containing` tests, for many at once."""
        wanted, called = self._sought(word, kind)
        if not called:
            return lambda stacks: [stack for stack in stacks if wanted in stack.text]
        unnamed = called.isdisjoint
        return lambda stacks: [s for s in stacks if wanted in s.text or not unnamed(s.points)]

    def _sought(self, word: str, kind: type[Record]) -> tuple[str, frozenset[str]]:
        """The folded words, and the ids of what such records point at whose names hold them."""
        wanted = folded_words(word)
        called = (stack.record.id for stack in self._pointed(kind) if wanted in stack.names)
        return wanted, frozenset(called)

    def _pointed(self, kind: type[Record]) -> list[Haystack]:
        """What records of this kind point at: few, however many they are."""
        name = kind.kind.name
        targets = dict.fromkeys(
            target for field in reference_fields(kind) for target in (field.targets or KINDS)
        )
        versions = tuple(map(self._shelf.version, (name, *targets)))
        known = self._targets.get(name)
        if known is None or known[0] != versions:
            points = _points(kind)
            ids = {
                id_ for record in list(self._shelf.records(name).values()) for id_ in points(record)
            }
            found = (self._shelf.records(target).get(id_) for target in targets for id_ in ids)
            stacks = [self.of(record) for record in found if record is not None]
            known = self._targets[name] = (versions, stacks)
        return known[1]


def folded_words(text: str) -> str:
    """What is looked for: folded, with single spaces."""
    return " ".join(fold(text).split())


def _made(record: Record) -> Haystack:
    titles, texts, tags = _parts(type(record))
    title = " ".join(filter(None, titles(record)))
    names = _fold("\n".join(("", title, record.id, *_aliases(record), "")))
    rest = [*filter(None, texts(record))]
    for words in tags(record):
        rest += words
    # no record holds NUL: words of two fields never run together
    joined = "\0".join(rest).replace("\n", " ")
    return Haystack(record, names, names + _fold(joined), _points(type(record))(record))


def _aliases(record: Record) -> Iterable[str]:
    if isinstance(record, Member):
        return filter(None, (*record.other_names, record.country))
    if isinstance(record, Group):
        return filter(None, (*record.other_names, record.acronym))
    return ()


@cache
def _parts(kind: type[Record]) -> tuple[Getter, ...]:
    """What to take from a record: own words of its title, texts, tags.

    Who may see it is no word to find a record by: nearly all would be found.
    """
    declared = [field for field in fields(kind) if field.name != "visibility"]
    words = [field.name for field in declared if field.type in TEXTS]
    points = reference_fields(kind).__contains__
    return (
        _getter([f.name for f in declared if f.name in kind.kind.heading and not points(f)]),
        _getter([name for name in words if name not in kind.kind.heading]),
        _getter([f.name for f in declared if f.type == "tags"]),
    )


@cache
def _points(kind: type[Record]) -> Callable[[Record], tuple[str, ...]]:
    """The ids that a record refers to."""
    refs, lists = (
        _getter([field.name for field in fields(kind) if field.type == type_])
        for type_ in ("ref", "refs")
    )

    def points(record: Record) -> tuple[str, ...]:
        found = [*filter(None, refs(record))]
        for ids in lists(record):
            found += ids
        return tuple(found)

    return points


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
