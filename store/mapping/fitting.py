"""How well what stands in a column fits a field: from 0 to 1, and what says so."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from store.fields import Field, FieldError
from store.formats.cells import Cell
from store.mapping.dating import TwoWays, day_of
from store.mapping.maps import Column
from store.mapping.naming import Finder
from store.mapping.reading import Reader
from store.mapping.settling import cells_of, known_values
from store.mapping.sheets import Sheet, words_of
from store.names import Names
from store.text import fold

LOOKED_AT = 400  # filled cells of a column that are looked at
TELLING = ("date", "when", "links", "refs", "ref", "choice", "country")
"""The types of field that what stands in a column can tell without its header."""
NAMES = 40  # different cells in which names are looked for
LONG = 90  # characters on average from which on words are a text


class Sample:
    """Some cells of a column, and what they look like."""

    def __init__(self, sheet: Sheet, header: str, names: Names) -> None:
        self.header, self._names = header, names
        self._fits: dict[tuple[object, ...], float] = {}
        self.cells: list[Cell] = []
        for cell in cells_of(sheet, header):
            self.cells.append(cell)
            if len(self.cells) >= LOOKED_AT:
                break
        self._rows = len(sheet.rows)

    @cached_property
    def different(self) -> Sequence[Cell]:
        """The cells, each once."""
        return list(dict.fromkeys(self.cells))

    @cached_property
    def length(self) -> float:
        """How long the words are, on average."""
        return sum(len(words_of(cell)) for cell in self.cells) / max(1, len(self.cells))

    @cached_property
    def counts(self) -> bool:
        """Whether it only counts the rows: 1, 2, 3 and so on."""
        words = [words_of(cell) for cell in self.cells]
        return len(words) > 1 and all(word == str(n) for n, word in enumerate(words, 1))

    @cached_property
    def days(self) -> float:
        """How many are days, of all."""
        return self._share(_is_day)

    def fits(self, kind: str, field: Field) -> float:
        """How well the cells fit a field of a kind; 0.5 where nothing can be told."""
        everyday = known_values(kind, field)
        key = field.type, field.targets, field.choices, field.low, field.high, len(everyday)
        if key not in self._fits:
            self._fits[key] = self._fit(field, everyday) if self.cells else 0.5
        return self._fits[key]

    def _fit(self, field: Field, everyday: Mapping[str, str]) -> float:
        match field.type:
            case "date" | "when":
                return self.days
            case "links":
                return self._share(lambda cell: "://" in words_of(cell))
            case "refs" | "ref":
                return self._names_in(field)
            case "text" | "long" | "tags":
                return self._words(field)
            case _:
                return self._read(field, everyday)

    def tells_rows(self) -> bool:
        """Whether every cell tells its row from the others, and does not just count them."""
        whole = len(self.cells) >= min(self._rows, LOOKED_AT) and bool(self.cells)
        return whole and len(self.different) == len(self.cells) and not self.counts

    def _share(self, test: Callable[[Cell], bool]) -> float:
        some = self.different[:LOOKED_AT]
        return sum(map(test, some)) / len(some) if some else 0.0

    def _names_in(self, field: Field) -> float:
        finder = Finder(field, self._names)
        found = [finder.split(words_of(cell)) for cell in self.different[:NAMES]]
        every = [one for some in found for one in some]
        return sum(bool(one.ids) for one in every) / len(every) if every else 0.0

    def _words(self, field: Field) -> float:
        if self.days > 0.8 or all(isinstance(cell, int | float) for cell in self.cells):
            return 0.15
        if field.type == "long":
            return 0.5 + 0.5 * min(1.0, self.length / LONG)
        return 0.7 if self.length > 4 * LONG else 0.9

    def _read(self, field: Field, everyday: Mapping[str, str]) -> float:
        """How many can be read as the field's values, in everyday words too."""
        reader = Reader(Column(self.header, field.name), field, self._names)
        if field.type in ("flag", "priority") and not field.choices:
            some = {fold(words_of(cell)) for cell in self.different[:60]}
            if field.type == "flag" and len(some) > 3:
                return 0.0
        return self._share(
            lambda cell: fold(words_of(cell)) in everyday or reader.read(cell).value is not None
        )


def _is_day(cell: Cell) -> bool:
    if isinstance(cell, bool | int | float):
        return False
    try:
        return bool(day_of(cell, ""))
    except TwoWays:
        return True
    except FieldError:
        return False
