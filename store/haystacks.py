"""What words are looked for in: one folded text a record, made once and kept while it is as it was.

The filter line and the search share these, so that a key press costs one `in` a record.
"""

from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from store.fields import fields, reference_fields
from store.kinds import KINDS, Group, Member, Record
from store.text import fold

if TYPE_CHECKING:
    from store.names import Shelf

Test = Callable[[Any], bool]

TEXTS = ("text", "long", "choice")


class Haystack(Struct, frozen=True, gc=False):
    """One record's words, folded, a line for each: its title, its id, what else it is called, and
    from `names_end` on its other texts, choices and tags. `points` are the ids it refers to."""

    record: Record
    text: str
    names_end: int
    points: tuple[str, ...]


class Haystacks:
    """The haystacks of the records on a shelf, for as long as the records stand there."""

    def __init__(self, shelf: "Shelf") -> None:
        self._shelf = shelf
        self._held: dict[str, Haystack] = {}

    def of(self, record: Record) -> Haystack:
        """The haystack of this very version of a record."""
        held = self._held.get(record.id)
        if held is None or held.record is not record:
            held = self._held[record.id] = _made(record)
        return held

    def containing(self, word: str, kind: type[Record]) -> Test:
        """Whether a record of this kind holds these words, or points at one that is called so."""
        wanted = " ".join(fold(word).split())
        unnamed = self._called(wanted, kind).isdisjoint
        held, of = self._held, self.of

        def test(record: Record) -> bool:
            found = held.get(record.id)
            if found is None or found.record is not record:
                found = of(record)
            return wanted in found.text or not unnamed(found.points)

        return test

    def _called(self, wanted: str, kind: type[Record]) -> frozenset[str]:
        """The ids of what such records may point at whose names hold the words."""
        targets = dict.fromkeys(
            name for field in reference_fields(kind) for name in (field.targets or KINDS)
        )
        records = chain.from_iterable(list(self._shelf.records(name).values()) for name in targets)
        stacks = (self.of(record) for record in records)
        return frozenset(s.record.id for s in stacks if s.text.find(wanted, 0, s.names_end) >= 0)


def _made(record: Record) -> Haystack:
    titles, texts, tags, refs, lists = _parts(type(record))
    title = " ".join(filter(None, titles(record)))
    names = "\n".join(("", title, record.id, *_aliases(record), ""))
    rest = (part.replace("\n", " ") for part in texts(record) if part)
    more = chain.from_iterable(tags(record))
    points = chain(filter(None, refs(record)), chain.from_iterable(lists(record)))
    folded = _fold(names)
    return Haystack(record, folded + _fold("\n".join((*rest, *more))), len(folded), tuple(points))


def _aliases(record: Record) -> Iterable[str]:
    if isinstance(record, Member):
        return filter(None, (*record.other_names, record.country))
    if isinstance(record, Group):
        return filter(None, (*record.other_names, record.acronym))
    return ()


@cache
def _parts(kind: type[Record]) -> tuple[Callable[[Record], tuple[Any, ...]], ...]:
    """What to take from a record: title, texts, tags, references, lists of references.

    Who may see it is no word to find a record by: nearly all would be found.
    """
    declared = [field for field in fields(kind) if field.name != "visibility"]
    of_title = set(kind.kind.heading)

    def getter(*types: str, title: bool = False) -> Callable[[Record], tuple[Any, ...]]:
        return _getter(
            [f.name for f in declared if f.type in types and (f.name in of_title) is title]
        )

    return (
        getter(*TEXTS, title=True),
        getter(*TEXTS),
        getter("tags"),
        _getter([f.name for f in declared if f.type == "ref"]),
        _getter([f.name for f in declared if f.type == "refs"]),
    )


def _getter(names: list[str]) -> Callable[[Record], tuple[Any, ...]]:
    """The values of these fields, always as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


def _fold(text: str) -> str:
    """`fold` without keeping every long text in its memory."""
    return text.casefold() if text.isascii() else fold.__wrapped__(text)
