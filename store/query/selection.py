"""A compiled query at work: which records, in which order, under which headings."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from store.fields import Context, Field
from store.insight import Test
from store.query.syntax import Query
from store.record import Record
from store.types import TYPES

Held = Literal["yes", "possibly"]
Holds = Callable[[Any], Held | None]

NOTHING = "none"


class Key(NamedTuple):
    """A field to order or group by, how to read it, and whether the last comes first."""

    field: Field
    read: Callable[[Any], Any]
    descending: bool = False


class Compiled(Struct, frozen=True, kw_only=True):
    """`test` is the whole condition as one function of a record; `holding` answers `on:`."""

    query: Query
    names: Context
    test: Test
    holding: Holds | None
    keys: list[Key]
    by: Key | None

    def select(self, records: Iterable[Record]) -> list[Record]:
        """The records that pass, in order, at most as many as the limit says.

        Records without the value that orders come last, whichever way it runs; equals stay in
        the order they came in.
        """
        return self.limited(self.ordered(list(filter(self.test, records))))

    def ordered(self, records: list[Record]) -> list[Record]:
        """All of these, in order."""
        for key in reversed(self.keys):
            records = self._sorted(records, key)
        return records

    def limited(self, records: list[Record]) -> list[Record]:
        """The first of these, as many as the limit says."""
        return records[: self.query.limit] if self.query.limit else records

    def holds(self, record: Record) -> Held | None:
        """Whether a role or membership was held on the day of `on:`; `None` where it was not, or
        where no day is asked for."""
        return None if self.holding is None else self.holding(record)

    def groups(self, records: Iterable[Record]) -> list[tuple[str, list[Record]]]:
        """The records under the headings of `by:`, those with nothing there last; a record stands
        under each of its values. Without `by:` all stand under one empty heading."""
        if self.by is None:
            return [("", list(records))]
        under: dict[str, list[Record]] = {}
        headings: dict[str, tuple[Any, str]] = {}
        nothing: list[Record] = []
        for record in records:
            values = list(self._headings(self.by, record))
            for id_, rank, heading in values:
                under.setdefault(id_, []).append(record)
                headings[id_] = min(headings.get(id_, (rank, heading)), (rank, heading))
            if not values:
                nothing.append(record)
        found = [(headings[id_][1], under[id_]) for id_ in sorted(under, key=headings.__getitem__)]
        return [*found, (NOTHING, nothing)] if nothing else found

    def _headings(self, by: Key, record: Record) -> Iterator[tuple[str, Any, str]]:
        """What a record stands under, as (what makes it one group, what orders it, heading)."""
        field, type_ = by.field, TYPES[by.field.type]
        value = by.read(record)
        if _missing(field, value):
            return
        several = field.type in ("refs", "tags")
        for item in [(item,) for item in value] if several else [value]:
            flag = field.type == "flag"
            heading = type_.format(item) if flag else type_.show(item, self.names)
            same = str(item[0]) if field.type == "refs" else heading
            yield same, type_.sort(item, field, self.names), heading

    def _sorted(self, records: list[Record], key: Key) -> list[Record]:
        """Each distinct value is ranked once, and the records are dealt to the places of their
        values, so that a hundred thousand dates are cheap."""
        type_ = TYPES[key.field.type]
        values = list(map(key.read, records))
        ranks = {v: type_.sort(v, key.field, self.names) for v in set(values)}
        nothing: list[Record] = []
        places = {value: nothing.append for value in ranks if _missing(key.field, value)}
        piles: list[list[Record]] = []
        last = None
        known = (value for value in ranks if value not in places)
        for value in sorted(known, key=ranks.__getitem__, reverse=key.descending):
            if not piles or ranks[value] != last:
                piles.append([])
            last = ranks[value]
            places[value] = piles[-1].append
        for record, value in zip(records, values, strict=True):
            places[value](record)
        return [record for pile in (*piles, nothing) for record in pile]


def _missing(field: Field, value: Any) -> bool:
    """Nothing is recorded; an unset flag and a count of nought are values like others."""
    empty = TYPES[field.type].empty
    return empty is not False and bool(value == empty)
