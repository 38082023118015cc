"""What stands in the cells of a table of records."""

from collections.abc import Callable
from typing import Any

from store import dates
from store.desk import Desk
from store.distance import counted, distance, short_range
from store.fields import Field, field_map
from store.kinds import KINDS, Commitment, Meeting
from store.record import Record
from store.text import clean_line
from store.verbs import is_open
from tui.marks import is_over, marked, standing, style_of
from tui.widgets.columns import Cell, Column

KEPT = 8192  # cells that are remembered at a time
LONGEST = 1000  # characters of a text that a cell tells


class Teller:
    """Tells the cells of records; remembers what it told last until `forget`."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._ascii = desk.config.ascii
        self.forget()

    def forget(self) -> None:
        """Records have changed, or the day has."""
        self.standing: Callable[[Record], str] = standing(self.desk)
        self._told: dict[tuple[str, str, bool], Cell] = {}

    def of(self, kind: str) -> Callable[[str, Column], Cell]:
        """The function that tells a cell of a record of this kind by its id."""
        by_name = field_map(KINDS[kind])

        def cell(row_id: str, column: Column) -> Cell:
            key = (row_id, column.key, column.full)
            known = self._told.get(key)
            if known is not None:
                return known
            record = self.desk.store.records(kind).get(row_id)
            if record is None:
                return Cell("")
            if len(self._told) >= KEPT:
                self._told.clear()
            told = self._told[key] = self._row_cell(record, by_name[column.key], column.full)
            return told

        return cell

    def _row_cell(self, record: Record, field: Field, full: bool) -> Cell:
        """The cell of a table; those of what is over and done with stand back."""
        word = self.standing(record)
        value = self._value(record, field)
        told = self._away(value, word, full) if self._pending(record, field, value) else None
        told = told or self.tell(record, field)
        return told if told.tone or not is_over(word) else told._replace(tone="muted")

    def tell(self, record: Record, field: Field, short: bool = True) -> Cell:
        """What stands in one cell; `short`: a date without its time, a range without its days."""
        if field.name == "status":
            word = self.standing(record)
            style = style_of(word)
            return Cell(marked(word, self._ascii), style)
        value = self._value(record, field)
        if field.type in ("date", "when") and value:
            return Cell(_day(value, short), more=dates.spell(value))
        return Cell(clean_line(self.desk.names.shown(record, field)[:LONGEST]))

    def pointed_at(self, id: str) -> tuple[str, bool]:
        """What a reference to this id says, a meeting with its day; whether its record is here."""
        record, name = self.desk.store.get(id), self.desk.names.name(id)
        if record is None:
            return f"{name} (not here)", False
        day = record.start[:10] if isinstance(record, Meeting) else ""
        return f"{name} ({day})" if day else name, True

    def _value(self, record: Record, field: Field) -> Any:
        """What the field holds; a commitment is due on its own day, else with its meeting."""
        if field.name == "due" and isinstance(record, Commitment):
            return self.desk.insight.due(record)
        return getattr(record, field.name)

    def _pending(self, record: Record, field: Field, value: str) -> bool:
        """Whether how far off the date is matters: it is awaited, or was and nothing came."""
        if not (field.distance and value):
            return False
        if isinstance(record, Commitment):
            return is_open(record) and not record.standing
        return dates.span(value)[1] >= self.desk.names.today

    def _away(self, value: str, word: str, full: bool) -> Cell:
        """How far off a date is, in the tone of the urgency that the word tells; `full`: the date
        before it. The date is spelled out for a pointer that rests on it."""
        today, late = self.desk.names.today, word == "overdue"
        words = distance(value, today, late)
        if full and counted(value, today, late):
            words = f"{_day(value, short=True)} · {words}"
        return Cell(
            words, style_of(word) if word in ("overdue", "soon") else "", dates.spell(value)
        )


def _day(value: str, short: bool) -> str:
    """A date without its time; a day between two is spelled out, or is `2023-03..11` in short."""
    if not value.startswith("["):
        return value[:10]
    return short_range(value) if short else dates.spell(value)
