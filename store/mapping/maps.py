"""A map: what the columns of a table are, and what the words in them mean. It is small, is kept by
name, and fits any table that has its columns, wherever they stand."""

from collections import Counter
from typing import Literal

from msgspec import Struct, structs

from store.errors import StoreError
from store.fields import Field, typed_fields
from store.kinds import KINDS
from store.record import Record
from store.types import TYPES

ID = "id"
"""The field of a column whose words tell one row from another."""

SEVERAL = ("long", "tags", "refs", "links", "date", "when")
"""The types of field that several columns may fill together; of days the last one that is there
counts, as in a column with the first deadline and one with the revised."""

Reads = Literal["", "day first", "month first", "fractions"]
"""How the numbers of a column are read: 03/04/2026 as the third of April or of March; 0.5 as half
of a hundred. "" where nothing in it can be read in two ways."""


class BadMap(StoreError):
    """A map that cannot be, in a sentence."""


class Named(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a name in a cell stands for: the records `ids`, or a record of the kind `make` that is
    made with this name. With neither it stays words."""

    ids: tuple[str, ...] = ()
    make: str = ""


class Column(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A column by its header, and the field it fills: `ID`, or "" where it is left out.

    `values` has what words mean that are none of the field's own, as they would be typed ("" is
    nothing); `names` the same for references. Both by the folded words.
    """

    header: str
    field: str = ""
    reads: Reads = ""
    values: dict[str, str] = {}
    names: dict[str, Named] = {}


class Map(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """The columns of a table of one `kind`. `key` are the headers of those by which a row is known
    again, where no column has the field `ID`. `sheet` is the sheet's title, "" for the first;
    `head` the number of the row with the headers, counted from 1, 0 where there is none: a table
    that has the headers in another row is understood all the same."""

    kind: str
    columns: tuple[Column, ...] = ()
    key: tuple[str, ...] = ()
    sheet: str = ""
    head: int = 1

    @property
    def record(self) -> type[Record]:
        """The kind."""
        return KINDS[self.kind]

    @property
    def used(self) -> list[Column]:
        """The columns that fill something."""
        return [column for column in self.columns if column.field]

    def column(self, header: str) -> Column | None:
        """The column of this header."""
        return next((column for column in self.columns if column.header == header), None)

    def having(self, changed: Column) -> "Map":
        """The same with this column in the place of the one of the same header."""
        some = tuple(changed if one.header == changed.header else one for one in self.columns)
        return structs.replace(self, columns=some)


def fillable(kind: type[Record]) -> dict[str, Field]:
    """The fields that a column may fill, by name."""
    return typed_fields(kind)


def words_field(kind: type[Record], name: str) -> str:
    """The field that takes the words where a reference names no record (`owners` → `owner_text`);
    "" where the kind has none."""
    other = f"{name.removesuffix('s')}_text"
    return other if other in fillable(kind) else ""


def checked(made: Map) -> Map:
    """The map, if it can be; `BadMap` says what is wrong with it."""
    if made.kind not in KINDS:
        raise BadMap(f"A map is of one kind: write one of {', '.join(KINDS)}, not “{made.kind}”.")
    known = fillable(made.record)
    headers = [column.header for column in made.columns]
    if twice := [header for header, times in Counter(headers).items() if times > 1]:
        raise BadMap(f"The map has the column “{twice[0]}” more than once; keep one.")
    for column in made.used:
        if column.field != ID and column.field not in known:
            raise BadMap(
                f"The column “{column.header}” fills “{column.field}”, and a {made.kind} has no "
                f"such field: smallgroup kinds {made.kind} lists them."
            )
    filled = Counter(column.field for column in made.used)
    for name, times in filled.items():
        if times > 1 and (name == ID or known[name].type not in SEVERAL):
            raise BadMap(f"{times} columns fill {name}, which takes one; leave the others out.")
    if lost := [header for header in made.key if header not in headers]:
        raise BadMap(f"Rows are known again by “{lost[0]}”, which is no column of the map.")
    for column in made.used:
        _check_words(made, column, known)
    return made


def _check_words(made: Map, column: Column, known: dict[str, Field]) -> None:
    field = known.get(column.field)
    for words, named in column.names.items():
        if named.make and named.make not in KINDS:
            raise BadMap(f"“{words}” is to become a “{named.make}”, which is no kind of record.")
        if field is not None and named.make and field.targets and named.make not in field.targets:
            raise BadMap(f"“{words}” cannot become a {named.make} in {field.name}.")
    if field is None or not field.choices:
        return
    for words, value in column.values.items():
        try:
            TYPES[field.type].decode(value, field)
        except ValueError as error:
            raise BadMap(f"“{words}” in the column “{column.header}”: {error}.") from error
