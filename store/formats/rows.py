"""Records of a kind as rows of a table, and back: what text and workbooks have in common.

A table has a column for each field, by the field's name, after the `id` and the `kind` and before
`extra`, which holds as JSON what this version does not know. References are ids, so that a table
comes back as it went. All is done a column at a time, once for each distinct value where values
are few: a hundred thousand records pass in little more time than their cells take to write.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, zip_longest
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec

from store import door
from store.fields import Context, Field, FieldError, fields
from store.formats.source import FormatError, decode_json, repeated, told
from store.record import Record
from store.types import TYPES
from store.types.base import decode_id
from store.types.lists import List
from store.types.numbers import Int
from store.types.words import Flag

FIXED = ("id", "kind")
EXTRA = "extra"
_AT_ONCE = 1024  # records: what is looked at together stays near the processor
_NONE = frozenset(("", None))  # what an empty cell holds; 0 is no such

Kinds = Mapping[str, type[Record]]
Column = Sequence[Any]


def header(kind: type[Record]) -> list[str]:
    """The names of a kind's columns."""
    return [*FIXED, *(field.name for field in fields(kind)), EXTRA]


def in_rows(
    records: Iterable[Record], kind: type[Record], cells: Callable[[Column, Field | None], Column]
) -> Iterator[tuple[Any, ...]]:
    """A row for each record, of this kind all of them. `cells` makes cells of a column's values;
    it has no field for the id, the kind and what is extra, which are words."""
    named = fields(kind)
    coming = iter(records)
    while some := list(islice(coming, _AT_ONCE)):
        if {*map(type, some)} != {kind}:
            raise FormatError("A table holds records of one kind: choose one with --kind.")
        extras = [msgspec.json.encode(r.extra).decode() if r.extra else "" for r in some]
        yield from zip(
            cells([record.id for record in some], None),
            [kind.kind.name] * len(some),
            *(cells([*map(attrgetter(field.name), some)], field) for field in named),
            cells(extras, None),
            strict=True,
        )


def words(values: Column, field: Field | None) -> Sequence[str]:
    """The words for a column's values, which `from_rows` takes for these very values."""
    if field is None or is_word(field):
        return values
    if values.count(field.default) == len(values):
        return [""] * len(values)
    form = TYPES[field.type].format
    known = {value: "" if field.is_empty(value) else form(value) for value in {*values}}
    return [known[value] for value in values]


def is_word(field: Field) -> bool:
    """Whether a field's value is its own words."""
    return isinstance(TYPES[field.type].empty, str)


class Grid(NamedTuple):
    """The rows of a table below its header, with what it takes to understand them: `words` makes
    words of a column of cells, and `place` says where a row, or a cell of it, stands."""

    header: list[str]
    rows: Sequence[Sequence[Any]]
    words: Callable[[Column], Sequence[str]]
    place: Callable[[int, int | None], str]


def from_rows(grid: Grid, kind: type[Record] | None, kinds: Kinds) -> list[Record]:
    """The records in the rows; `FormatError` tells the first that is wrong, with its place. A row's
    kind stands in its column, else `kind` says it. Columns that are no field are kept as extra."""
    found: dict[int, Record] = {}
    for mine, places in _by_kind(grid, kind, kinds).items():
        for at in range(0, len(places), _AT_ONCE):
            some = places[at : at + _AT_ONCE]
            found.update(zip(some, _of_kind(grid, mine, some), strict=True))
    return [found[place] for place in sorted(found)]


def check_header(names: Sequence[str], where: str) -> None:
    """`FormatError` where a first row does not name the columns."""
    if "id" not in names:
        raise FormatError(f"{where} does not name the columns: there is no column “id”.")
    if twice := repeated(name for name in names if name):
        raise FormatError(f"{where} names {told(', '.join(twice))} more than once.")


def _by_kind(grid: Grid, kind: type[Record] | None, kinds: Kinds) -> dict[type[Record], list[int]]:
    """The places of the rows of each kind; rows without anything in them are none."""
    width = len(grid.header)
    places = [place for place, row in enumerate(grid.rows) if any(row) or not _NONE.issuperset(row)]
    for place in places:
        if len(row := grid.rows[place]) > width and any(row[width:]):
            where = grid.place(place, None)
            raise FormatError(f"{where} has {len(row)} cells under {width} columns.")
    at = grid.header.index("kind") if "kind" in grid.header else width
    column = [row[at] if at < len(row) else "" for row in map(grid.rows.__getitem__, places)]
    found: dict[type[Record], list[int]] = defaultdict(list)
    for place, name in zip(places, grid.words(column), strict=True):
        mine = kinds.get(name) if name else kind
        if mine is None:
            said = f"has the unknown kind “{told(name)}”" if name else "says no kind"
            where = grid.place(place, None)
            raise FormatError(f"{where} {said}; give one of: {', '.join(kinds)}.")
        found[mine].append(place)
    return found


def _of_kind(grid: Grid, kind: type[Record], places: list[int]) -> list[Record]:
    columns = [*zip_longest(*map(grid.rows.__getitem__, places), fillvalue="")]
    known = {field.name: field for field in fields(kind)}
    wrong: dict[int, dict[str, str]] = defaultdict(dict)
    raws: dict[str, Sequence[Any]] = {}
    unknown: dict[str, Sequence[str]] = {}
    for name, column in zip(grid.header, columns, strict=False):
        said = () if name == "kind" else grid.words(column)
        if not any(said):
            continue
        if name == "id":
            raws[name] = said
        elif name in known:
            raws[name] = _values(said, known[name], wrong)
        else:
            unknown[name] = said
    made = [dict(zip(raws, values, strict=True)) for values in zip(*raws.values(), strict=True)]
    for name, said in unknown.items():
        _beside(made, name, said, wrong)
    if wrong:
        first = min(wrong)
        raise _refused(grid, places[first], made[first], wrong[first])
    return [
        record or _looked_at(grid, kind, place, raw)
        for record, raw, place in zip(door.plain(kind, made), made, places, strict=True)
    ]


def _values(said: Sequence[str], field: Field, wrong: dict[int, dict[str, str]]) -> Sequence[Any]:
    """The JSON values that words stand for, those of a list or a number; other words are values."""
    kind_of_field = TYPES[field.type]
    if not isinstance(kind_of_field, List | Int | Flag):
        return said
    known: dict[str, Any] = {}
    for text in {*said}:
        try:
            known[text] = kind_of_field.encode(kind_of_field.parse(text, field, IDS))
        except FieldError as error:
            known[text] = error
    for place, text in enumerate(said) if _any_error(known) else ():
        if isinstance(known[text], FieldError):
            wrong[place][field.name] = str(known[text])
    return [known[text] for text in said]


def _any_error(known: Mapping[str, Any]) -> bool:
    return any(isinstance(value, FieldError) for value in known.values())


def _beside(
    made: list[dict[str, Any]], name: str, said: Sequence[str], wrong: dict[int, dict[str, str]]
) -> None:
    """What a column that is no field says, in the raws of those rows that have it."""
    for place, text in enumerate(said):
        if text:
            try:
                made[place][name] = _extra(text) if name == EXTRA else text
            except FieldError as error:
                wrong[place][name] = str(error)


def _extra(text: str) -> dict[str, Any]:
    try:
        value = decode_json(text.encode())
    except FormatError as error:
        raise FieldError("it is not a JSON object") from error
    if not isinstance(value, dict):
        raise FieldError("it is not a JSON object")
    return value


def _looked_at(grid: Grid, kind: type[Record], place: int, raw: dict[str, Any]) -> Record:
    """A record that is not plain, by the door."""
    try:
        return door.admit(kind, raw)
    except door.Problems as problems:
        raise _refused(grid, place, raw, problems.by_field) from problems


def _refused(
    grid: Grid, place: int, raw: Mapping[str, Any], wrong: Mapping[str, str]
) -> FormatError:
    names = [name for name in grid.header if name in wrong]
    where = grid.place(place, grid.header.index(names[0]) if names else None)
    return FormatError(f"{where} ({told(raw.get('id'))}): {door.Problems(wrong)}.")


class _Ids:
    """The context of a file: references are ids as they stand, and no day is meant by a phrase."""

    today = None

    def resolve(self, text: str, targets: tuple[str, ...]) -> str:
        """The id itself."""
        return decode_id(text)

    def name(self, id: str) -> str:
        """The id itself."""
        return id

    def named(self, targets: tuple[str, ...]) -> Iterable[tuple[str, str]]:
        """Nothing: no record is known here."""
        return ()


IDS: Context = _Ids()
