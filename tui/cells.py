"""What stands in the cells of a table of records, and which columns it has."""

from collections.abc import Callable
from functools import cache

from store.desk import Desk
from store.fields import Field, field_map, fields
from store.kinds import KINDS, Commitment
from store.record import Record
from store.text import clean_line
from tui.fit import Align
from tui.marks import marked, standing, style_of
from tui.widgets.columns import Cell, Column

SHARE, LEAST_NAME, MOST_NAME = 0.4, 20, 60  # what the column that names the record keeps
LEAST = {"ref": 8, "refs": 8, "status": 14}  # the least a column is worth having at; others 10
SYMBOL = 2  # what the symbol before a status takes


class Teller:
    """Tells the cells of records; remembers what it told until `forget`."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._ascii = desk.config.ascii
        self.forget()

    def forget(self) -> None:
        """Records have changed, or the day has."""
        self.standing: Callable[[Record], str] = standing(self.desk)
        self._told: dict[tuple[str, str], Cell] = {}

    def of(self, kind: str) -> Callable[[str, Column], Cell]:
        """The function that tells a cell of a record of this kind by its id."""
        by_name = field_map(KINDS[kind])

        def cell(row_id: str, column: Column) -> Cell:
            known = self._told.get((row_id, column.key))
            if known is not None:
                return known
            record = self.desk.store.records(kind).get(row_id)
            if record is None:
                return Cell("")
            told = self._told[row_id, column.key] = self.tell(record, by_name[column.key])
            return told

        return cell

    def tell(self, record: Record, field: Field, short: bool = True) -> Cell:
        """What stands in one cell; `short`: a date without its time, a range without its days."""
        if field.name == "status":
            word = self.standing(record)
            style = style_of(word)
            return Cell(marked(word, self._ascii), style)
        if field.name == "due" and isinstance(record, Commitment) and not record.due:
            return Cell(_day(self.desk.insight.due(record), short))
        value = getattr(record, field.name)
        if field.type in ("date", "when") and value:
            return Cell(_day(value, short))
        return Cell(clean_line(self.desk.names.shown(record, field)))


def _day(value: str, short: bool) -> str:
    """A date without its time; `2023-03..11` for a day between the two, where it is to be short."""
    if not value.startswith("["):
        return value[:10]
    first, last = value[1:-1].split("..")
    if not short:
        return f"{first}..{last}"
    same_year = first[:4] == last[:4]
    return f"{first[:7]}..{last[5:7]}" if same_year else f"{first[:4]}..{last[:4]}"


@cache
def columns(kind: type[Record], width: int = 0) -> tuple[Column, ...]:
    """The columns that the kind's declaration asks for, in their order, for a table of so many
    cells: the column that names the record keeps its share of them."""
    shown = sorted((field for field in fields(kind) if field.column), key=lambda f: f.column)
    return tuple(
        _column(field, min(max(LEAST_NAME, int(width * SHARE)), MOST_NAME)) for field in shown
    )


def _column(field: Field, name: int) -> Column:
    if not field.width:
        return Column(field.name, field.title, None, name, field.column)
    width = field.width + (SYMBOL if field.name == "status" else 0)
    least = LEAST.get("status" if field.name == "status" else field.type, 10)
    least = max(least, len(field.title))
    align: Align = "right" if field.type == "int" else "left"
    return Column(field.name, field.title, width, min(width, least), field.column, align)
