"""A table of others and its map as a list to walk: columns, what is to be settled, what comes."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal, NamedTuple, TypeAlias, TypeGuard

from store.fields import Field
from store.mapping import ID, Column, Differs, Incoming, Open, Outcome, Row, SetAside, fillable
from store.mapping.settling import cells_of
from store.mapping.sheets import words_of
from store.names import Names
from store.record import Record
from store.text import fold
from store.types import TYPES
from tui.widgets.rows import Heading
from tui.widgets.rows import Row as Line

NOTHING = "left out"
ASK = "?"

Sort = Literal["column", "open", "word", "record", "aside", "differs", "gone"]
HEADINGS: dict[Sort, str] = {
    "column": "Columns, and what they fill",
    "open": "To settle",
    "word": "What words mean",
    "differs": "Changed here and in the table",
    "aside": "Set aside",
    "record": "What comes",
    "gone": "No longer in the table",
}
STATES = {
    "open": ASK,
    "record": "+ new",
    "differs": "stays as it is here",
    "gone": "stays here",
}
MOST = 500  # of each sort that are listed
LOOKED_AT, SAMPLES = 2_000, 12  # cells of a column that are looked at; different ones that are told


class Place(NamedTuple):
    """What a line of the list is of: one of the sorts, and the thing itself."""

    sort: Sort
    of: "Thing"


class Word(NamedTuple):
    """Words of a column that were settled, and what they mean, for reading."""

    header: str
    words: str
    means: str


Thing: TypeAlias = Column | Open | Word | Row | Record | SetAside | Differs | str


class Mapped:
    """The list. Lines are opaque ids; `places` tells what stands on one."""

    def __init__(self, coming: Incoming, out: Outcome | None, names: Names) -> None:
        self.coming, self.out, self._names = coming, out, names
        self.known = fillable(coming.map.record)
        self.places: dict[str, Place] = {}
        self.rows: list[Line] = []
        self.counts = counts(out) if out else ""
        columns = [self.coming.map.column(h) or Column(h) for h in coming.sheet.headers]
        self._put("column", columns)
        told = out or Outcome()
        self._put("open", told.open)
        self._put("differs", told.differs)
        self._put("aside", told.asides)
        comes: list[Record | Row] = [*told.made, *told.rows]
        self._put("record", comes)
        self._put("gone", told.gone)
        self._put("word", list(self._words()))

    def _put(self, sort: Sort, things: "Sequence[Thing]") -> None:
        """Things of a sort under their heading, the first of them where they are many."""
        if not things:
            return
        shown, every = things[:MOST], len(things)
        cut = f", the first of {every:,}" if every > MOST else ""
        self.rows.append(Heading(HEADINGS[sort] + cut, len(shown), sort))
        for number, thing in enumerate(shown):
            place = Place(sort, thing)
            row = f"{sort}:{_key(place, number)}"
            self.places[row] = place
            self.rows.append(row)

    def _words(self) -> Iterator[Word]:
        for column in self.coming.map.used:
            for words, value in column.values.items():
                yield Word(column.header, words, value or "nothing")
            for words, named in column.names.items():
                who = ", ".join(map(self._names.name, named.ids)) or "stays words"
                means = f"a new {named.make}" if named.make else who
                yield Word(column.header, words, means)

    # ---------------------------------------------------------------- in words

    def field_of(self, header: str) -> Field | None:
        """The field that a column fills; None where it fills none, or tells the rows apart."""
        column = self.coming.map.column(header)
        return self.known.get(column.field) if column else None

    def called(self, place: Place) -> str:
        """What a line is of."""
        match place.of:
            case Column(header=said) | Open(words=said) | Word(words=said):
                return f"Days in {place.of.header}" if _is_order(place.of) else said
            case SetAside(cell=cell, why=why):
                return f"{cell}: {why}"
            case Differs(id=id_, field=field):
                return f"{self._names.name(id_)}: {field}"
            case str(id_):
                return self._names.name(id_)
            case Row(new=record) | record:
                return self._names.heading(record)

    def fills(self, place: Place) -> str:
        """What a column fills, what words mean, what becomes of a record."""
        match place.of:
            case Column() as column:
                return self.filled(column)
            case Word(means=means):
                return means
            case Row(old=old, fields=fields) if old is not None:
                return f"~ {', '.join(fields)}"
            case SetAside(whole=whole):
                return "the row" if whole else "the cell"
            case _:
                return STATES[place.sort]

    def filled(self, column: Column) -> str:
        """The field that a column fills, as a person reads it."""
        if column.field == ID:
            return "Known again by"
        field = self.known.get(column.field)
        if field is None:
            return NOTHING
        return f"{field.title} ({column.reads})" if column.reads else field.title

    def where(self, place: Place) -> str:
        """Where in the table it stands, or what stands there."""
        match place.of:
            case Column(header=header):
                return next(self.samples(header), "")
            case Open(cell=cell, times=times, header=header):
                return f"{cell}, {header}" + (f" ({times})" if times > 1 else "")
            case Word(header=header):
                return header
            case Row(number=number):
                return f"row {number}"
            case _:
                return ""

    def samples(self, header: str) -> Iterator[str]:
        """What stands in a column, each once."""
        seen: set[str] = set()
        for cell in islice(cells_of(self.coming.sheet, header), LOOKED_AT):
            words = words_of(cell)
            if fold(words) not in seen:
                seen.add(fold(words))
                yield words
            if len(seen) >= SAMPLES:
                return

    def shown(self, record: Record) -> Iterator[tuple[str, str]]:
        """A record that comes, field by field."""
        for field in self.known.values() if isinstance(record, self.coming.map.record) else ():
            value = getattr(record, field.name)
            if not field.is_empty(value) and value != field.default:
                yield field.title, TYPES[field.type].show(value, self._names)

    def rows_of(self, number: int) -> Iterator[Row]:
        """What becomes of a row of the table, by its number."""
        return (row for row in (self.out.rows if self.out else ()) if row.number == number)


def _is_order(thing: object) -> TypeGuard[Open]:
    return isinstance(thing, Open) and thing.sort == "order"


def counts(out: Outcome) -> str:
    """What comes, in numbers."""
    some = {
        "set aside": len(out.asides),
        "changed on both sides": len(out.differs),
        "left as they are here": out.ours,
        "the same": out.same,
        "no longer there": len(out.gone),
        "headings passed over": len(out.passed),
    }
    told = [f"{number:,} {what}" for what, number in some.items() if number]
    first = [f"{len(out.open):,} to settle"] if out.open else []
    return ", ".join([*first, f"{out.new:,} new", f"{out.changed:,} changed", *told])


def _key(place: Place, number: int) -> str:
    """What tells a line from the others of its sort, whatever comes or goes before it."""
    match place.of:
        case Column(header=header):
            return header
        case Open(header=header, words=words, sort=sort):
            return f"{header}\n{'' if sort == 'order' else words}"
        case Word(header=header, words=words):
            return f"{header}\n{words}"
        case _:
            return str(number)
