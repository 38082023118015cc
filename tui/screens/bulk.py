"""Several records of a kind changed at once: one form, one batch, one step to undo."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from msgspec.structs import replace
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from store.desk import Desk
from store.door import Problems, typed
from store.fields import Field, FieldError, field_map, typed_fields
from store.query.quick import naming
from store.record import Record
from store.types import TYPES
from store.verbs import Pair, is_move, moved
from tui.bindings import bound
from tui.counting import counted
from tui.screens.ask import AskScreen
from tui.screens.move import WhyScreen
from tui.widgets.inputs.base import FAINT, FieldInput, words_of
from tui.widgets.inputs.bulk_row import BulkRow, How

Change = tuple[How, str]


class BulkForm(AskScreen[bool]):
    """Dismissed with whether they were changed. The field that names a record is its own and is
    not here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("form.turn", "turn"),
    ]
    HINTS = (
        ("{form.save}", "save"),
        ("{form.close}", "leave"),
        ("{form.turn}", "add, remove, set"),
        ("tab", "next"),
    )
    FIRST = 3

    def __init__(self, desk: Desk, records: Sequence[Record]) -> None:
        super().__init__(desk)
        self._records = records
        self._kind = type(records[0])

    def heading(self) -> Content:
        said = f"  in {counted(self._records)}"
        return Content.assemble(("Change", "bold"), (said, FAINT))

    def consequence(self) -> str:
        return "What is left as it is keeps each record's own value."

    def rows(self) -> Iterable[Widget]:
        name = naming(self._kind)
        asked = [f for f in typed_fields(self._kind).values() if f != name]
        yield from self.arranged(asked, lambda fields: [self._row(field) for field in fields])

    def _row(self, field: Field) -> Widget:
        values = list(dict.fromkeys(getattr(record, field.name) for record in self._records))
        many = isinstance(TYPES[field.type].empty, tuple)
        words = self._said(field, values[0], many)
        return BulkRow(field, self.desk.names, words, len(values), many, self.recent)

    def _said(self, field: Field, value: Any, many: bool) -> str:
        """A value that all have: a list is only told of, anything else begins the field."""
        if many:
            return TYPES[field.type].show(value, self.desk.names).replace("\n", "  ")
        return words_of(field, value)

    def action_turn(self) -> None:
        """Another way in the field that the cursor is on."""
        focused = self.focused
        if isinstance(focused, FieldInput) and isinstance(row := focused.parent, BulkRow):
            row.turn()

    def done_with(self, input: FieldInput) -> None:
        self.focus_next()

    # Saving

    async def carry_out(self) -> bool:
        rows = [row for row in self.query(BulkRow) if row.changed]
        if not rows:
            self.say("Nothing is changed yet: fill in what all of them are to have.")
            return False
        changes = {row.field.name: (row.how, row.words) for row in rows}
        pairs = await asyncio.to_thread(self._changed, changes)
        if any(map(is_move, pairs)):
            told = await self.app.push_screen_wait(WhyScreen(self.desk, pairs))
            if told is None:
                return False
            pairs = [moved(pair, told[0]) for pair in pairs]
        label = f"change {', '.join(changes)} of {counted(self._records)}"
        await asyncio.to_thread(self.apply, label, pairs)
        return True

    def _changed(self, changes: Mapping[str, Change]) -> list[Pair]:
        return [(old, self._new(old, changes)) for old in self._records]

    def _new(self, old: Record, changes: Mapping[str, Change]) -> Record:
        """The record with the changes; `Problems` where it cannot be so."""
        names = self.desk.names
        plain = {n: "" if how is How.EMPTY else words for n, (how, words) in changes.items()}
        listed = {
            n: plain.pop(n) for n, (how, _) in changes.items() if how in (How.ADD, How.REMOVE)
        }
        new = typed(self._kind, plain, names, old, old.id)
        wrong: dict[str, str] = {}
        for name, words in listed.items():
            field = field_map(self._kind)[name]
            try:
                items = TYPES[field.type].parse(words, field, names)
            except FieldError as error:
                wrong[name] = str(error)
                continue
            there = getattr(old, name)
            left = [item for item in there if item not in items]
            whole = (*there, *(i for i in items if i not in there))
            added = changes[name][0] is How.ADD
            new = replace(new, **{name: whole if added else tuple(left)})
        if wrong:
            raise Problems(wrong)
        return new

    def answer(self) -> bool:
        return True

    def nothing(self) -> bool:
        return False
