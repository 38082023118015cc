"""What a table comes to under a map: what is new, what changes, and what could not be taken."""

from typing import Any
from zlib import crc32

import msgspec
from msgspec import Struct, field

from store.fields import Field
from store.mapping.reading import Open
from store.record import Record
from store.types import TYPES
from store.verbs import Pair

Sums = dict[str, int]
"""A sum of the value that a table gave a field, by the field."""


class SetAside(Struct, frozen=True):
    """What could not be taken: the cell, as B7, and why; `whole`: the row with it."""

    cell: str
    why: str
    whole: bool = False


class Row(Struct, frozen=True):
    """A row and what becomes of it. `fields` are those that it fills or changes."""

    number: int
    old: Record | None
    new: Record
    fields: tuple[str, ...] = ()


class Differs(Struct, frozen=True):
    """A field that was changed here and in the table since that was last imported, and what it is
    here and there."""

    cell: str
    id: str
    field: str
    ours: Any
    theirs: Any


class Outcome(Struct, frozen=True, kw_only=True):
    """What a table comes to. `rows` are those that are new or change something, `same` counts the
    others. `made` are records that names become. `passed` are the numbers of rows that say nothing
    of a record, as headings do. `open` is what is not settled. `ours` is in how many fields what is
    here was changed since, and stays. `gone` are the ids of records that the table had and has no
    more. `said` is what to remember of it, once it was applied."""

    rows: list[Row] = field(default_factory=list)
    same: int = 0
    made: list[Record] = field(default_factory=list)
    asides: list[SetAside] = field(default_factory=list)
    passed: list[int] = field(default_factory=list)
    open: list[Open] = field(default_factory=list)
    differs: list[Differs] = field(default_factory=list)
    ours: int = 0
    gone: list[str] = field(default_factory=list)
    said: dict[str, Sums] = field(default_factory=dict)

    @property
    def pairs(self) -> list[Pair]:
        """The changes."""
        made: list[Pair] = [(None, record) for record in self.made]
        return made + [(row.old, row.new) for row in self.rows]

    @property
    def new(self) -> int:
        """How many records are new."""
        return len(self.made) + sum(row.old is None for row in self.rows)

    @property
    def changed(self) -> int:
        """How many records change."""
        return sum(row.old is not None for row in self.rows)


def sum_of(declared: Field, value: Any) -> int:
    """A short sum of a value, from which it cannot be read."""
    return crc32(msgspec.json.encode(TYPES[declared.type].encode(value)))
