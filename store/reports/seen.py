"""Whom and what a report may name: nothing that is more secret than its readers may see.

A public record may refer to one that is not: what a report says of the first must not tell the
name of the second.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from msgspec import Struct

from store.fields import reference_fields
from store.formats.visible import LEVELS
from store.names import Names
from store.record import Link, Record, Visibility

R = TypeVar("R", bound=Record)


class Named(Struct, frozen=True):
    """A record by its id and its name."""

    id: str
    name: str


class Who(Struct, frozen=True):
    """Those who do something, or to whom it is done: all of them in a line (`Italy, Morocco and 1
    not named`, or what was written where it is no record; "" for nobody), the records, and how many
    are not to be named to whoever reads it."""

    text: str = ""
    named: tuple[Named, ...] = ()
    unnamed: int = 0


class Page(Struct, frozen=True):
    """A page on the web, as far as it is known: its address, title, publisher and date."""

    url: str
    title: str = ""
    publisher: str = ""
    published: str = ""


def pages(links: Iterable[Link]) -> tuple[Page, ...]:
    """The pages that links lead to, each once; the one of which the most is known."""
    told: dict[str, Link] = {}
    for link in links:
        known = told.get(link.url)
        if known is None or len(link.about) > len(known.about):
            told[link.url] = link
    return tuple(Page(one.url, one.title, one.publisher, one.published) for one in told.values())


class Seen:
    """The records through the eyes of those who may see what is `include` and less secret; it keeps
    count of what was withheld from them."""

    def __init__(self, names: Names, include: Visibility) -> None:
        self._names = names
        self._allowed = frozenset(LEVELS[: LEVELS.index(include) + 1])
        self._everything = include == LEVELS[-1]
        self.internal = include != LEVELS[0]
        self._withheld: set[str] = set()
        self._known: dict[str, Named | None] = {}  # many promises have the same few owners

    @property
    def withheld(self) -> int:
        """How many records would stand in the report, and do not."""
        return len(self._withheld)

    def allows(self, record: Record) -> bool:
        """Whether the record is not too secret."""
        return record.visibility in self._allowed

    def may_see(self, record: Record) -> bool:
        """Whether the record, which would stand in the report, is not too secret; one that is
        counts as withheld."""
        if self.allows(record):
            return True
        self._withheld.add(record.id)
        return False

    def of(self, records: Iterable[R]) -> list[R]:
        """Those that are not too secret."""
        return [record for record in records if self.may_see(record)]

    def named(self, id: str) -> Named | None:
        """The record by its name, where neither it nor what its name is made of is too secret. One
        that is not here has no name but its id, which is told to those who may see everything."""
        if id not in self._known:
            self._known[id] = self._named(id) if id else None
        return self._known[id]

    def _named(self, id: str) -> Named | None:
        record = self._names.record(id)
        if record is not None and self.may_see(record) and self._may_see_name(record):
            return Named(id, self._names.heading(record))
        if record is None and self._everything:
            return Named(id, id)
        if record is None:
            self._withheld.add(id)
        return None

    def all_named(self, ids: Iterable[str]) -> tuple[Named, ...]:
        """Those of them that may be named."""
        return tuple(filter(None, map(self.named, ids)))

    def who(self, ids: Iterable[str], words: str = "") -> Who:
        """Those of these ids, by their names, or in words where there are no records."""
        wanted = tuple(dict.fromkeys(filter(None, ids)))
        found = self.all_named(wanted)
        unnamed = len(wanted) - len(found)
        names = [one.name for one in found] + [f"{unnamed} not named"] * (unnamed > 0)
        return Who(_listed(names) if wanted else words, found, unnamed)

    def _may_see_name(self, record: Record) -> bool:
        """Whether all that its name is made of may be seen: a role is named after a member."""
        parts = (f.name for f in reference_fields(type(record)))
        ids = (getattr(record, name) for name in parts if name in record.kind.heading)
        found = [self._names.record(id_) for id_ in ids if id_]
        hidden = [one for one in found if not (self.may_see(one) if one else self._everything)]
        return not hidden


def _listed(names: Sequence[str]) -> str:
    """`Italy`; `Italy and Morocco`; `Italy, Morocco and Niger`."""
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)
