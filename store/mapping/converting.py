"""A table and a map become changes to records.

An empty cell says nothing, and what the table does not speak of stays. What was changed here since
the table was last imported stays too, until the table says something else: then it is told, and
taken only when that is asked for.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import Struct, structs

from store import rules
from store.fields import Field
from store.kinds import Commitment
from store.mapping.gathering import Gathered, Gatherer
from store.mapping.knowing import Here, Register
from store.mapping.maps import Map, fillable
from store.mapping.outcome import Differs, Outcome, Row, SetAside, Sums, sum_of
from store.mapping.sheets import Cells, Sheet
from store.record import Move, Record
from store.verbs import edited

NARROW = 3  # columns of a table, of which a row that has one alone may be a heading
_HEADING = re.compile(r"(?:[A-Z]|[IVX]{1,4}|\d{1,2})[.)] .{0,60}$|.{0,60}:$")
STEP = 1_000  # rows between two words on how far it is


class Before(Struct, frozen=True):
    """What a table is held against besides the records: what it `said` last of each of them, by
    id; `move`, which tells of due dates that it moves; `again`: it is believed over what is here.
    """

    said: Mapping[str, Sums] = {}
    move: Move | None = None
    again: bool = False


NOTHING = Before()


def convert(  # noqa: PLR0913 — a table, a map, and what they are held against
    made: Map,
    sheet: Sheet,
    here: Here,
    name: str,
    before: Before = NOTHING,
    *,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Outcome:
    """What the rows of the table come to under a map of this name; `progress` is told how many of
    how many are done."""
    register = Register(made, sheet, here, name)
    gatherer = Gatherer(made, sheet, here.names, register)
    conversion = _Conversion(made, register, gatherer, before)
    for done, (number, row) in enumerate(sheet.rows):
        if not done % STEP:
            progress(done, len(sheet.rows))
        conversion.take(number, row)
    progress(len(sheet.rows), len(sheet.rows))
    out = conversion.out
    gone = (id_ for id_ in before.said if id_ not in out.said and id_ in register.here)
    return structs.replace(
        out,
        made=list(register.makes.values()),
        open=gatherer.open,
        same=conversion.same,
        ours=conversion.ours,
        gone=list(gone),
    )


class _Conversion:
    def __init__(self, made: Map, register: Register, gatherer: Gatherer, before: Before) -> None:
        self._kind, self._known = made.record, fillable(made.record)
        self._required = [field for field in self._known.values() if field.required]
        self._register, self._gatherer, self._before = register, gatherer, before
        self.out = Outcome()
        self.same = self.ours = 0

    def take(self, number: int, row: Cells) -> None:
        """One row more."""
        told = self._gatherer.row(number, row)
        values = told.values
        missing = [field for field in self._required if field.name not in values]
        if self._is_heading(row, missing):
            self.out.passed.append(number)
            return
        if missing and len(missing) == len(self._required):
            self._leave(number, missing, told)
            return
        known = self._register.record_of(row, values)
        if known.why:
            self.out.asides.append(SetAside(self._gatherer.cell(number, ""), known.why, whole=True))
            return
        if missing and known.old is None:
            self._leave(number, missing, told)
            return
        values.pop(known.by, None)
        self.out.asides.extend(told.asides)
        self._drop_disordered(number, values, known.old)
        sums = {name: sum_of(self._known[name], value) for name, value in values.items()}
        if known.old is None:
            self.out.said[known.id] = sums
            new = self._kind(id=known.id, **values)
            self.out.rows.append(Row(number, None, new, tuple(values)))
        else:
            self._merge(number, known.old, values, sums)

    def _merge(self, number: int, old: Record, values: dict[str, Any], sums: Sums) -> None:
        """The record that is here with what the row says anew."""
        last = self._before.said.get(old.id, {})
        changes: dict[str, Any] = {}
        for name, value in values.items():
            ours = getattr(old, name)
            if ours == value:
                continue
            touched = name in last and sum_of(self._known[name], ours) != last[name]
            if self._before.again or not touched:
                changes[name] = value
            elif last[name] == sums[name]:
                self.ours += 1
            else:
                sums[name] = last[name]  # told again until it is settled
                cell = self._gatherer.cell(number, name)
                self.out.differs.append(Differs(cell, old.id, name, ours, value))
        self.out.said[old.id] = {**last, **sums}
        if not changes:
            self.same += 1
            return
        new = structs.replace(old, **changes)
        move = self._before.move if isinstance(old, Commitment) else None
        self.out.rows.append(Row(number, old, edited(old, new, move)[1] or new, tuple(changes)))

    def _drop_disordered(self, number: int, values: dict[str, Any], old: Record | None) -> None:
        """Leave out a day that comes before the one it cannot come before."""
        spans = [name for span in self._kind.kind.spans for name in span]
        whole = {n: values.get(n) or (getattr(old, n) if old else "") for n in spans}
        for name, why in rules.disordered(self._kind, whole).items():
            if values.pop(name, None):
                self.out.asides.append(SetAside(self._gatherer.cell(number, name), why))

    def _is_heading(self, row: Cells, missing: list[Field]) -> bool:
        """Whether a row says nothing of a record: it has one cell, which is not what a record is
        called, or is written as headings are."""
        if self._gatherer.width < NARROW or self._gatherer.filled(row) > 1:
            return False
        filled = [words for words in self._gatherer.words(row) if words]
        if missing or not filled:
            return True
        return bool(_HEADING.match(filled[0])) or (filled[0].isupper() and len(filled[0]) > 2)

    def _leave(self, number: int, missing: list[Field], told: Gathered) -> None:
        """Set a row aside that lacks what must be filled."""
        cell = self._gatherer.cell(number, missing[0].name)
        said = next((aside.why for aside in told.asides if aside.cell == cell), "")
        why = said or f"there is no {missing[0].title.lower()}"
        self.out.asides.append(SetAside(cell, why, whole=True))
