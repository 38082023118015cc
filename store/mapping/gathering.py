"""The cells of a row as the values of a record's fields."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec import structs

from store.formats.cells import column_name
from store.mapping.knowing import Register
from store.mapping.maps import ID, Map, fillable, words_field
from store.mapping.outcome import SetAside
from store.mapping.reading import Open, Reader, Told, is_name
from store.mapping.sheets import Cells, Sheet, words_of
from store.names import Names
from store.text import fold, join_list
from store.types import TYPES

NOTES = "notes"
"""Where words go that name no record, and for which their field has no words beside."""


class Gathered(NamedTuple):
    """The values that a row's cells give, by field, and what of it could not be taken."""

    values: dict[str, Any]
    asides: list[SetAside]


class Gatherer:
    """Reads the rows of one table; `open` is what it met that is not settled."""

    def __init__(self, made: Map, sheet: Sheet, names: Names, register: Register) -> None:
        self._kind, self._known = made.record, fillable(made.record)
        self._register = register
        self._open: dict[tuple[str, str], Open] = {}
        pointing = any(
            made.kind in self._known[c.field].targets for c in made.used if c.field != ID
        )
        own = register.own_words() if pointing else {}
        self._columns: list[tuple[int, Reader]] = []
        for column in made.used:
            at = sheet.at(column.header)
            if at >= 0 and column.field != ID:
                field = self._known[column.field]
                words = own if made.kind in field.targets else {}
                self._columns.append((at, Reader(column, field, names, words, register.make)))
        fields = [reader.field.name for _, reader in self._columns]
        self._shared = {name for name in fields if fields.count(name) > 1}
        self._place = {reader.field.name: at for at, reader in reversed(self._columns)}
        self._places = {at for at, _ in self._columns} | ({register.at} - {-1})
        self.width = len(self._places)

    @property
    def open(self) -> list[Open]:
        """What is not settled, in the order in which it came."""
        return list(self._open.values())

    def cell(self, number: int, name: str) -> str:
        """The cell of a row that gives a field; the one that tells the row where none does."""
        at = self._register.at if name in ("", ID) and self._register.at >= 0 else 0
        return f"{column_name(self._place.get(name, at))}{number}"

    def filled(self, row: Cells) -> int:
        """How many of the cells that are read have something in them."""
        size = len(row)
        return sum(at < size and row[at] not in (None, "") for at in self._places)

    def words(self, row: Cells) -> Iterator[str]:
        """The words in the cells of a row that are read."""
        for at in self._places:
            yield words_of(row[at]) if at < len(row) else ""

    def row(self, number: int, row: Cells) -> Gathered:
        """What the cells of a row say. An empty cell says nothing."""
        values: dict[str, Any] = {}
        asides: list[SetAside] = []
        kept: dict[str, list[str]] = {}
        for at, reader in self._columns:
            cell = row[at] if at < len(row) else None
            if cell is None or cell == "":
                continue
            told = reader.read(cell)
            if told.open:
                self._note(reader, told, f"{column_name(at)}{number}")
            elif told.why and told.value is None:
                asides.append(SetAside(f"{column_name(at)}{number}", told.why))
            if told.words:
                other = words_field(self._kind, reader.field.name)
                label = "" if other else f"{reader.column.header}: "
                kept.setdefault(other or NOTES, []).append(label + join_list(told.words))
            if told.value is not None:
                self._put(values, reader, told.value)
        for name, words in kept.items():
            self._keep_words(values, name, words)
        filled = {n: v for n, v in values.items() if not self._known[n].is_empty(v)}
        return Gathered(filled, asides)

    def _put(self, values: dict[str, Any], reader: Reader, value: Any) -> None:
        name = reader.field.name
        if name not in self._shared or (isinstance(value, str) and reader.field.type != "long"):
            values[name] = value
            return
        before = values.get(name)
        if reader.field.type == "long":
            told = f"{reader.column.header}: {value}"
            values[name] = f"{before}\n\n{told}" if before else told
        else:
            values[name] = tuple(dict.fromkeys((*(before or ()), *value)))

    def _keep_words(self, values: dict[str, Any], name: str, words: list[str]) -> None:
        field = self._known[name]
        joined = "\n".join(words) if field.type == "long" else ", ".join(words)
        before = values.get(name)
        between = "\n\n" if field.type == "long" else ", "
        whole = f"{before}{between}{joined}" if before else joined
        values[name] = TYPES[field.type].decode(whole, field)

    def _note(self, reader: Reader, told: Told, place: str) -> None:
        header, field = reader.column.header, reader.field
        sort = "order" if told.order else "name" if is_name(field) else "value"
        for words in told.open:
            key = header, "" if sort == "order" else fold(words)
            seen = self._open.get(key)
            if seen is None:
                found = Open(header, field.name, sort, words, place, told.why, 1, field.targets)
                self._open[key] = found
            else:
                self._open[key] = structs.replace(seen, times=seen.times + 1)
