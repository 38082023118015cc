"""What a table's words mean where that can be known without asking: the order of its days, parts of
a hundred, and the everyday words for our choices. The rest stays open until somebody settles it."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from msgspec import structs

from store.fields import Field
from store.formats.cells import Cell
from store.kinds import KINDS
from store.mapping.dating import order_of
from store.mapping.maps import ID, Column, Map, Reads, fillable
from store.mapping.reading import VALUED, Reader
from store.mapping.sheets import Sheet, words_of
from store.mapping.words import CHOICES, OTHER
from store.names import Names
from store.text import fold

MOST_VALUES = 2_000  # different words of a column that are looked up


def settled(made: Map, sheet: Sheet, names: Names) -> Map:
    """The map with what this table's columns tell of themselves, and with what everyday words mean.
    What it says already stays."""
    known = fillable(made.record)
    columns = tuple(
        column
        if not column.field or column.field == ID
        else _settled(column, known[column.field], made.kind, sheet, names)
        for column in made.columns
    )
    return structs.replace(made, columns=columns)


def _settled(column: Column, field: Field, kind: str, sheet: Sheet, names: Names) -> Column:
    if field.type not in VALUED or sheet.at(column.header) < 0:
        return column
    cells = list(cells_of(sheet, column.header))
    reads = column.reads
    if not reads and field.type in ("date", "when"):
        reads = order_of(cells)[0] or ""
    elif not reads and (field.low, field.high) == (0, 100):
        reads = _parts(cells)
    column = structs.replace(column, reads=reads)
    everyday = known_values(kind, field)
    if not everyday:
        return column
    reader, found = Reader(column, field, names), dict(column.values)
    for cell in list(dict.fromkeys(cells))[:MOST_VALUES]:
        words = fold(words_of(cell))
        if words in everyday and words not in found and reader.read(cell).open:
            found[words] = everyday[words]
    return structs.replace(column, values=found)


def cells_of(sheet: Sheet, header: str) -> Iterator[Cell]:
    """The filled cells of a column."""
    at = sheet.at(header)
    if at < 0:
        return
    for _, row in sheet.rows:
        if at < len(row) and row[at] not in (None, ""):
            yield row[at]


def known_values(kind: str, field: Field) -> Mapping[str, str]:
    """What everyday words mean in a field of a kind: folded words, and its own."""
    return _known(kind, field.name, field.type)


@cache
def _known(kind: str, name: str, type: str) -> Mapping[str, str]:
    some = CHOICES.get(f"{kind}.{name}") or CHOICES.get(name) or OTHER.get(type) or {}
    assert kind in KINDS
    return {other: own for own, others in some.items() for other in others}


def _parts(cells: Iterable[Cell]) -> Reads:
    """Whether the numbers of a column are parts of one: none is larger, and one is a fraction."""
    numbers = [c for c in cells if isinstance(c, int | float) and not isinstance(c, bool)]
    within = bool(numbers) and all(0 <= number <= 1 for number in numbers)
    return "fractions" if within and any(0 < number < 1 for number in numbers) else ""
