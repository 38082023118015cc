"""What records are called, and which record a person means: one resolver for everything typed."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple, Protocol

from store.fields import Field, FieldError, field_map
from store.haystacks import Haystacks
from store.kinds import KINDS, Group, Member
from store.record import Record
from store.text import clean_line, fold, shorten
from store.types import TYPES


class Shelf(Protocol):
    """Where records stand: the live rows of a kind, and how often they have changed."""

    def records(self, kind: str) -> Mapping[str, Record]:
        """The records of a kind by id."""

    def version(self, kind: str) -> int:
        """A number that grows with every change to the records of a kind."""


class Ambiguous(FieldError):
    """Words that mean several records; `found` has the id, kind and name of each."""

    def __init__(self, words: str, found: list[tuple[str, str, str]]) -> None:
        some = ", ".join(f"{shorten(name, 40)} ({id_})" for id_, _, name in found[:8])
        more = f" and {len(found) - 8} more" if len(found) > 8 else ""
        super().__init__(f"“{words}” could be {some}{more}: write more of it, or the id")
        self.found = found


class Meant(NamedTuple):
    """The ids of what words may mean, and whether it is called exactly so; else they are the start
    of its id or name."""

    ids: frozenset[str]
    exact: bool


class Names:
    """The names of the records on a shelf, and the day it is: a `store.fields.Context`."""

    def __init__(self, shelf: Shelf, today: Callable[[], date]) -> None:
        self._shelf = shelf
        self._today = today
        self._order: Iterable[str] = KINDS
        self._indexes: dict[str, tuple[int, _Index]] = {}

    @property
    def today(self) -> date:
        """The day that phrases such as "next friday" start from."""
        return self._today()

    def look_last_in(self, kinds: Collection[str]) -> None:
        """The records of these kinds are slow to come: an id is looked for among others first."""
        self._order = sorted(KINDS, key=lambda kind: kind in kinds)

    @cached_property
    def haystacks(self) -> Haystacks:
        """The words that the records are found by, shared by all that look for words."""
        return Haystacks(self._shelf)

    def record(self, id: str, kinds: Iterable[str] = ()) -> Record | None:
        """The record with exactly this id, of these kinds (none given: of any)."""
        for kind in kinds or self._order:
            found = self._shelf.records(kind).get(id)
            if found is not None:
                return found
        return None

    def name(self, id: str) -> str:
        """What a person calls the record with this id; the id itself where it is not here."""
        found = self.record(id)
        return id if found is None else self.heading(found)

    def heading(self, record: Record) -> str:
        """A record's name in one line: `Italy co-chair Africa Focus Group`."""
        by_name = field_map(type(record))
        parts = []
        for name in record.kind.heading:
            value = getattr(record, name)
            parts.append(TYPES[by_name[name].type].show(value, self) if value else "")
        return " ".join(part for part in parts if part) or record.id

    def shown(self, record: Record, field: Field) -> str:
        """What a person reads in a field; the words for it (`owner_text`) where it names no record
        (`owners`)."""
        value = getattr(record, field.name)
        if not field.is_empty(value):
            return TYPES[field.type].show(value, self)
        in_words: str = getattr(record, field.name.removesuffix("s") + "_text", "")
        return in_words if field.type == "refs" else ""

    def named(self, targets: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Every record of these kinds (none given: of any) as (id, name)."""
        for kind in targets or KINDS:
            for record in list(self._shelf.records(kind).values()):
                yield record.id, self.heading(record)

    def resolve(self, text: str, targets: tuple[str, ...] = ()) -> str:
        """The id of the one record that is meant: exact id, country code, acronym, exact name or
        other name (case and accents ignored), then a unique prefix of an id or start of a name.

        `FieldError` for none, `Ambiguous` for several.
        """
        found = self.meant(text, targets).ids
        if not found:
            raise FieldError(self._unknown(text, targets))
        return self._only(text, found)

    def meant(self, text: str, targets: tuple[str, ...] = ()) -> Meant:
        """All that the words may mean, looked for as `resolve` does."""
        if self.record(text, targets) is not None:
            return Meant(frozenset((text,)), True)
        wanted = fold(text)
        indexes = [self._index(kind) for kind in targets or KINDS]
        for stage in ("ids", "codes", "acronyms", "names"):
            found = {id_ for index in indexes for id_ in getattr(index, stage).get(wanted, ())}
            if found:
                return Meant(frozenset(found), True)
        starts = {id_ for index in indexes for id_ in index.starting(wanted)} if wanted else set()
        return Meant(frozenset(starts), False)

    def nearest(self, text: str, targets: tuple[str, ...] = (), most: int = 3) -> list[str]:
        """The ids of those whose names are most like these words, the likest first."""
        from difflib import get_close_matches

        indexes = [self._index(kind) for kind in targets or KINDS]
        near = get_close_matches(fold(text), {n for i in indexes for n in i.names}, n=most)
        ids = dict.fromkeys(
            id_ for name in near for index in indexes for id_ in sorted(index.names.get(name, ()))
        )
        return list(ids)

    def exactly(self, text: str, targets: tuple[str, ...] = ()) -> str:
        """The id of the one record that has this name or other name (case and accents ignored), for
        words that others wrote; "" where it is not certain that there is one."""
        wanted = fold(clean_line(text))
        indexes = [self._index(kind) for kind in targets or KINDS]
        found = {id_ for index in indexes for id_ in index.names.get(wanted, ())}
        return found.pop() if len(found) == 1 else ""

    def _only(self, text: str, found: frozenset[str]) -> str:
        if len(found) > 1:
            records = (self.record(id_) for id_ in sorted(found))
            told = [(r.id, r.kind.name, self.heading(r)) for r in records if r is not None]
            raise Ambiguous(clean_line(text), told)
        return next(iter(found))

    def _unknown(self, text: str, targets: tuple[str, ...]) -> str:
        ids = self.nearest(text, targets)
        hint = f"; perhaps {', '.join(self.name(id_) for id_ in ids)}" if ids else ""
        kinds = " or ".join(targets) or "record"
        return f"there is no {kinds} “{shorten(clean_line(text), 60)}”{hint}"

    def _index(self, kind: str) -> "_Index":
        version = self._shelf.version(kind)
        held = self._indexes.get(kind)
        if held is None or held[0] != version:
            records = list(self._shelf.records(kind).values())
            held = self._indexes[kind] = (version, _Index(records, self.heading))
        return held[1]


class _Index:
    """The folded codes, acronyms and names of one kind's records, each with the ids it may mean."""

    def __init__(self, records: list[Record], heading: Callable[[Record], str]) -> None:
        self.ids: dict[str, set[str]] = defaultdict(set)
        self.codes: dict[str, set[str]] = defaultdict(set)
        self.acronyms: dict[str, set[str]] = defaultdict(set)
        self.names: dict[str, set[str]] = defaultdict(set)
        for record in records:
            self.ids[fold(record.id)].add(record.id)
            self.names[fold(heading(record))].add(record.id)
            if isinstance(record, Member | Group):
                for name in record.other_names:
                    self.names[fold(name)].add(record.id)
            if isinstance(record, Member) and record.country:
                self.codes[fold(record.country)].add(record.id)
            if isinstance(record, Group) and record.acronym:
                self.acronyms[fold(record.acronym)].add(record.id)

    def starting(self, wanted: str) -> set[str]:
        """The ids of records whose id or name starts so."""
        found: set[str] = set()
        for at in range(bisect_left(self._sorted, wanted), len(self._sorted)):
            words = self._sorted[at]
            if not words.startswith(wanted):
                break
            found |= self.ids.get(words, set()) | self.names.get(words, set())
        return found

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted({*self.ids, *self.names})
