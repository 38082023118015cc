"""A cell as the value of a field: one reader for each column, which remembers what it has read."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from msgspec import Struct

from store.fields import Field, FieldError
from store.formats.cells import Cell
from store.mapping.dating import TwoWays, day_of
from store.mapping.maps import Column
from store.mapping.naming import Finder, Found, country_of
from store.mapping.sheets import words_of
from store.names import Names
from store.text import clean_line, clean_long, fold, split_list
from store.types import TYPES

VALUED = ("choice", "date", "when", "country", "int", "priority", "flag")
"""The types of field whose values are few, so that words that are none of them can be settled."""
LONGEST_WORDS = 200  # characters of words that can be settled

_URL = re.compile(r"https?://[^\s|<>\"“”]+", re.IGNORECASE)
_TAGS = re.compile(r"[,;\n|]+")


class Told(NamedTuple):
    """What a cell gives: a value, or None; `words` that name no record and stay words; what of it
    is `open`, not settled yet (`order`: a day that could be two); and `why` it gives nothing."""

    value: Any = None
    words: tuple[str, ...] = ()
    order: bool = False
    open: tuple[str, ...] = ()
    why: str = ""


class Open(Struct, frozen=True):
    """Words in a column that are not settled: a `value` that is none of the field's, or a `name`
    that is of nobody here; or the `order` of its days. `cell` has the first of them, as B7, and
    `times` cells do; `why` says what is wrong; `targets` are the kinds that a name is of."""

    header: str
    field: str
    sort: str
    words: str
    cell: str
    why: str
    times: int = 1
    targets: tuple[str, ...] = ()


class Reader:
    """Reads the cells of one column."""

    def __init__(
        self,
        column: Column,
        field: Field,
        names: Names,
        own: Mapping[str, str] = {},
        make: Callable[[str, str], str] = lambda kind, words: "",
    ) -> None:
        self.column, self.field, self._names = column, field, names
        self._finder = Finder(field, names, column.names, own, make)
        self._read: Callable[[Cell], Told] = {
            "refs": self._refs,
            "ref": self._ref,
            "tags": self._tags,
            "links": self._links,
            "long": self._long,
            "country": self._country,
            "date": self._date,
            "when": self._date,
        }.get(field.type, self._value)
        self._known: dict[tuple[type, Cell], Told] = {}

    def read(self, cell: Cell) -> Told:
        """What the cell gives."""
        key = type(cell), cell
        told = self._known.get(key)
        if told is None:
            told = self._known[key] = self._settled(cell)
        return told

    def _settled(self, cell: Cell) -> Told:
        """What the map says the cell means, else what the cell itself does."""
        words = words_of(cell)
        try:
            if (meant := self.column.values.get(fold(words))) is not None:
                return Told(self._parsed(meant) if meant else None)
            return self._read(cell)
        except TwoWays as error:
            return Told(order=True, open=(words,), why=str(error))
        except FieldError as error:
            can_be = self.field.type in VALUED and len(words) <= LONGEST_WORDS
            why = f"it is none of our words for {self.field.title.lower()}"
            return Told(
                open=(words,) if can_be else (), why=why if self.field.choices else str(error)
            )

    def _parsed(self, words: str) -> Any:
        if self.field.type in ("date", "when"):
            return TYPES[self.field.type].decode(words, self.field)
        return TYPES[self.field.type].parse(words, self.field, self._names)

    def _value(self, cell: Cell) -> Told:
        if self.field.type in ("int", "priority"):
            return Told(self._number(cell))
        return Told(self._parsed(words_of(cell)))

    def _country(self, cell: Cell) -> Told:
        words = words_of(cell)
        return Told(country_of(words) or self._parsed(words))

    def _number(self, cell: Cell) -> Any:
        type_ = TYPES[self.field.type]
        part = self.column.reads == "fractions"
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            number = round(float(cell) * 100, 6) if part else float(cell)
            return type_.decode(int(number) if number.is_integer() else number, self.field)
        words = words_of(cell).replace("\u00a0", "").removesuffix("%").strip()
        if re.fullmatch(r"-?\d{1,9}[.,]0+", words):
            words = re.split("[.,]", words)[0]
        return type_.parse(words, self.field, self._names)

    def _date(self, cell: Cell) -> Told:
        return Told(day_of(cell, self.column.reads) or None)

    def _long(self, cell: Cell) -> Told:
        text = cell if isinstance(cell, str) else words_of(cell)
        return Told(TYPES["long"].decode(clean_long(text).strip(), self.field) or None)

    def _tags(self, cell: Cell) -> Told:
        text = cell if isinstance(cell, str) else words_of(cell)
        try:  # as we write lists ourselves, where a word has a comma in it
            found = split_list(text) if '"' in text else _TAGS.split(text)
        except ValueError:
            found = _TAGS.split(text)
        parts = [clean_line(part) for part in found]
        return Told(TYPES["tags"].decode([part for part in parts if part], self.field) or None)

    def _links(self, cell: Cell) -> Told:
        text = cell if isinstance(cell, str) else words_of(cell)
        urls = [url.rstrip(".,;:)]}") for url in _URL.findall(clean_long(text))]
        value = TYPES["links"].decode(urls, self.field)
        rest = clean_line(_URL.sub(" ", text)).strip(" ,;:-–()")
        return Told(value or None, (rest,) if rest else ())

    def _refs(self, cell: Cell) -> Told:
        text = cell if isinstance(cell, str) else words_of(cell)
        return self._told(self._finder.split(text))

    def _ref(self, cell: Cell) -> Told:
        return self._told([self._finder.one(words_of(cell))])

    def _told(self, found: list[Found]) -> Told:
        """The ids that were found; the other words stay, and are open where nothing was settled."""
        ids = tuple(dict.fromkeys(id_ for one in found for id_ in one.ids))
        words = tuple(one.words for one in found if not one.ids and one.words)
        open_ = tuple(w for w in words if fold(w) not in self.column.names)
        value: Any = (ids or None) if self.field.type == "refs" else (ids[0] if ids else None)
        kinds = " or ".join(self.field.targets) or "record"
        return Told(value, words, open=open_, why=f"no {kinds} is called so" if open_ else "")


def is_name(field: Field) -> bool:
    """Whether what is open in a field are names."""
    return field.type in ("ref", "refs")
