"""The form of any kind of record, drawn from its declaration."""

import asyncio
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from store.desk import Desk
from store.door import typed
from store.errors import Stale, StoreError
from store.fields import Field, FieldError, fields
from store.record import Record
from store.rules import disordered
from store.text import shorten
from store.types import TYPES
from store.verbs import Pair, edited, is_move
from tui.bindings import bound
from tui.counting import headed
from tui.drafts import Draft, Drafts
from tui.keeping import farewell
from tui.keymap import keys_of
from tui.screens.ask import AskScreen
from tui.screens.drafting import offer_of
from tui.screens.move import WhyScreen
from tui.screens.stale import StaleScreen, differences
from tui.widgets.inputs import editable
from tui.widgets.inputs.base import FAINT, FieldInput, words_of
from tui.widgets.inputs.row import FieldRow, SaidRow
from tui.widgets.inputs.section import Section

OFTEN = 1.0  # seconds between two looks at what there is to keep as a draft


class FormScreen(AskScreen[str | None]):
    """Add a record of a kind, or edit one; dismissed with its id, or `None` where nothing was
    saved. `prefill` has words to begin with, by field name; `resume`: go on with the newest draft
    unasked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("form.take_draft", "take_draft"),
        bound("form.drop_draft", "drop_draft"),
    ]
    HINTS = (("{form.save}", "save"), ("{form.close}", "keep a draft"), ("tab", "next"))

    def __init__(
        self,
        desk: Desk,
        kind: type[Record],
        base: Record | None = None,
        prefill: Mapping[str, str] = {},
        resume: bool = False,
    ) -> None:
        super().__init__(desk)
        self._resume = resume
        self.kind = kind
        self.base = base
        self._prefill = prefill
        self._saved: str | None = None
        self._drafts = Drafts(desk.store.journal.folder)
        self._draft = secrets.token_hex(8)
        self._kept: dict[str, str] = {}
        self._offered: list[Draft] = []
        self._leaving = self._unkept = False
        self._disordered: set[str] = set()

    # What it shows

    def heading(self) -> Content:
        name = self.kind.kind.name
        if self.base is None:
            return Content.styled(f"New {name}", "bold")
        said = shorten(self.desk.names.heading(self.base), 200)
        return Content.assemble((name.capitalize(), "bold"), (f"  {said}", FAINT))

    def rows(self) -> Iterable[Widget]:
        """The few that matter, in their order; then the others, folded away in their groups."""
        yield Static(id="draft")
        yield from self.arranged(filter(self._shown, fields(self.kind)), self._made)

    def on_mount(self) -> None:
        self.query_one("#draft").display = False
        self.call_after_refresh(self._open_filled)
        self.run_worker(self._look_for_drafts(), group="drafts")
        self.set_interval(OFTEN, self._keep_often)

    def _shown(self, field: Field) -> bool:
        return editable(field) or self._filled(field)

    def _value(self, field: Field) -> Any:
        """What the field holds before anything is typed; what must be filled has no default."""
        if self.base is not None:
            return getattr(self.base, field.name)
        return TYPES[field.type].empty if field.required else field.default

    def _filled(self, field: Field) -> bool:
        value = self._value(field)
        said = value != field.default and not field.is_empty(value)
        return said or field.name in self._prefill

    def _made(self, fields: Sequence[Field]) -> list[Widget]:
        return [self._row(field) for field in fields]

    def _row(self, field: Field) -> Widget:
        names = self.desk.names
        if not editable(field):
            return SaidRow(field, getattr(self.base, field.name), names)
        initial = words_of(field, self._value(field))
        return FieldRow(field, names, initial, self._prefill.get(field.name, initial), self.recent)

    async def _open_filled(self) -> None:
        for section in self.query(Section):
            if any(editable(field) and self._filled(field) for field in section.fields):
                await section.unfold()

    def done_with(self, input: FieldInput) -> None:
        self.focus_next()

    @on(FieldRow.Settled)
    async def _check_order(self) -> None:
        """Dates of which the second comes before the first are told of at once."""
        there = {row.field.name: row for row in self.field_rows}
        values: dict[str, str] = {}
        for name in (name for span in self.kind.kind.spans for name in span):
            try:
                row = there.get(name)
                values[name] = row.input.understood(row.words) if row else self._before(name)
            except FieldError:
                return  # which is told already
        wrong = disordered(self.kind, values)
        for name in self._disordered - set(wrong):
            await there[name].tell("")
        for name, problem in wrong.items():
            if (row := await self.row_of(name)) is not None:
                await row.tell(problem)
        self._disordered = set(wrong)

    def _before(self, name: str) -> Any:
        return getattr(self.base, name, "")

    # Saving

    def answer(self) -> str | None:
        return self._saved

    def nothing(self) -> None:
        return None

    def typed(self) -> dict[str, str]:
        """Only what was changed, so that all else keeps its value exactly."""
        return {row.field.name: row.words for row in self.field_rows if row.changed}

    async def carry_out(self) -> bool:
        new = await asyncio.to_thread(self._new, self.typed())
        pair = await self._told_why(new)
        if pair is None:
            return False
        verb = "add" if self.base is None else "edit"
        label = f"{verb} {self.kind.kind.name} {headed([new], self.desk.names)}"
        try:
            await asyncio.to_thread(self.apply, label, [pair])
        except Stale:
            return await self._overtaken(new)
        self._saved = new.id
        await self._forget(self._draft)
        return True

    def _new(self, words: Mapping[str, str]) -> Record:
        return typed(self.kind, words, self.desk.names, self.base, self.desk.store.new_id())

    async def _told_why(self, new: Record) -> Pair | None:
        """The change, with the reason where it moves a due date; `None` to go back to the form."""
        if self.base is None:
            return None, new
        if not is_move((self.base, new)):
            return self.base, new
        told = await self.app.push_screen_wait(WhyScreen(self.desk, [(self.base, new)]))
        return None if told is None else edited(self.base, new, told[0])

    async def _overtaken(self, new: Record) -> bool:
        """Somebody else changed the record: ask whose words are to stand."""
        current = None if self.base is None else self.desk.store.get(self.base.id)
        if self.base is None or current is None:
            raise StoreError("Somebody else has deleted this meanwhile; what you typed is here.")
        found = differences(self.base, current, new, self.desk.names)
        chosen = await self.app.push_screen_wait(StaleScreen(found, self.desk.config.ascii))
        if chosen is None:
            return False
        self.base = current
        for row in self.field_rows:
            row.renew(words_of(row.field, getattr(current, row.field.name)))
        for name in (name for name, which in chosen.items() if which == "mine"):
            row_there = await self.row_of(name)
            if row_there is not None:
                row_there.input.words = words_of(row_there.field, getattr(new, name))
        return await self.carry_out()

    # Drafts

    @property
    def _key(self) -> str:
        return self.kind.kind.name if self.base is None else self.base.id

    async def _look_for_drafts(self) -> None:
        try:
            found = await asyncio.to_thread(self._drafts.of, self._key)
            self._offered = [draft for draft in found if draft.place == "form"]
        except StoreError as error:
            self.say(str(error))
        if self._drafts.note:
            self.say(self._drafts.note)
        self._offer()
        if self._resume:
            await self.action_take_draft()

    def _offer(self) -> None:
        line = self.query_one("#draft", Static)
        line.display = bool(self._offered)
        if self._offered:
            said = offer_of(self._offered[0], "form.take_draft", "form.drop_draft")
            line.update(Content(keys_of(self.app).told(said)))

    async def action_take_draft(self) -> None:
        """Go on with what was typed before."""
        if not self._offered:
            return
        draft = self._offered.pop(0)
        self._draft = draft.id
        for name, words in draft.words.items():
            row = await self.row_of(name)
            if row is not None:
                row.input.words = words
        self._offer()

    async def action_drop_draft(self) -> None:
        """Throw away what was typed before."""
        if self._offered:
            await self._forget(self._offered.pop(0).id)
            self._offer()

    async def _forget(self, draft: str) -> None:
        try:
            await asyncio.to_thread(self._drafts.drop, draft)
        except StoreError as error:  # it will be offered again: a nuisance, and nothing is lost
            self.notify(str(error), severity="warning", markup=False)

    def _keep_often(self) -> None:
        if not self.saving:
            self._try_to_keep()

    @work(group="keep", exclusive=True)
    async def _try_to_keep(self) -> None:
        try:
            await self._keep()
        except StoreError as error:
            if not (self._unkept or self._leaving):
                self.say(f"No draft can be kept: {error}")
            self._unkept = True

    async def _keep(self) -> None:
        words = self.typed() if any(row.touched for row in self.field_rows) else {}
        if words == self._kept:
            return
        if words:
            await asyncio.to_thread(self._drafts.keep, self._draft, self._key, words)
        else:
            await asyncio.to_thread(self._drafts.drop, self._draft)
        self._kept = words

    async def keep(self) -> str:
        """The program is left: keep what was typed as a draft."""
        await self._keep()
        return farewell(self.desk) if self._kept else ""

    async def action_leave(self) -> None:
        """Close, and keep what was typed as a draft."""
        if self.saving:
            return
        try:
            await self._keep()
        except StoreError as error:
            if not self._leaving:
                self._leaving = True
                self.say(f"{error} Escape again closes without keeping what was typed.")
                return
        if self._kept:
            self.notify("What you typed is kept as a draft.", markup=False)
        self.dismiss(None)
