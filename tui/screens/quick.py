"""Quick add: one line that makes a record, with what is understood of it shown as it is typed."""

import asyncio
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from store import dates
from store.desk import Desk
from store.door import Problems
from store.errors import StoreError
from store.fields import Field, FieldError
from store.names import Names
from store.query.quick import Part, Quick, complete, cut_short, made, read, value
from store.query.syntax import QueryError
from store.query.tokens import tokens
from store.record import Record
from store.store import Refused
from store.text import shorten
from tui.bindings import bound
from tui.counting import headed
from tui.drafts import Drafts
from tui.fit import clean
from tui.keeping import farewell
from tui.screens.over import Over
from tui.widgets.inputs.base import FAINT, Changed, Done, sentence
from tui.widgets.inputs.line import Line
from tui.widgets.inputs.offers import MOST, Offer, Offers

DRAFT = "quick"  # the key and the id of the line that was left
LINE = Field(type="text", name="line", help="One line that makes a record")


class Told(NamedTuple):
    """What came of a line: what it says, a record where it can be one, else what is wrong and from
    where to where. `of` is the line."""

    of: str
    quick: Quick | None
    record: Record | None = None
    problem: str = ""
    start: int = 0
    end: int = 0


class QuickLine(Line):
    """The line; tab takes what is offered."""

    several = True

    def __init__(self, kind: type[Record], names: Names) -> None:
        super().__init__(LINE, names)
        self.kind = kind

    def piece(self) -> str:
        return self.value[: self.cursor_position]

    def look_up(self, typed: str) -> list[Offer]:
        found = complete(typed, len(typed), self.kind, self.context)
        return [Offer(c.text, c.meaning) for c in found[:MOST] if c.text != typed[c.start : c.end]]

    def put(self, offer: Offer) -> None:
        before = self.value[: self.cursor_position]
        start = next((t.pieces[-1].start for t in reversed(list(tokens(before))) if t.pieces), 0)
        end = "" if offer.words.endswith((":", " ")) else " "
        taken = before[:start] + offer.words + end
        rest = self.value[self.cursor_position :]
        self.write(taken + rest.lstrip(" "))
        self.cursor_position = len(taken)

    def action_take(self) -> None:
        """Tab: take the highlighted offer, else the first; the focus stays."""
        if self._open and self.offers is not None and self.offers.offers:
            self.choose(self.offers.highlighted or 0)


class QuickAdd(Over[str | Quick | None]):
    """Dismissed with the new record's id; with what the line says, to go on in the whole form; or
    with `None`, and then the line is there again the next time."""

    CSS_PATH = "../styles/form.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("form.save", "save"),
        bound("form.whole", "whole"),
        bound("form.close", "leave"),
    ]
    HINTS = (
        ("enter", "save"),
        ("{form.close}", "close"),
        ("tab", "complete"),
        ("{form.whole}", "whole form"),
    )

    def __init__(self, desk: Desk, kind: type[Record]) -> None:
        super().__init__(desk.config.ascii)
        self.desk = desk
        self._kind = kind
        self._line = QuickLine(kind, desk.names)
        self._drafts = Drafts(desk.store.journal.folder)
        self._told = Told("", None)
        self._new_id = desk.store.new_id()
        self.saving = False

    def compose(self) -> ComposeResult:
        """The line, what is wrong with it under its place, what it says, and the keys."""
        with Vertical(id="sheet"):
            yield Static(Content.styled("Quick add", "bold"), id="heading")
            with Vertical(id="quick-line"):
                yield self._line
            yield Static(id="trouble")
            with VerticalScroll(id="understood", can_focus=False):
                yield Static()
            yield self.foot(*self.HINTS)

    async def on_mount(self) -> None:
        """What was left the last time is there again."""
        try:
            left = await asyncio.to_thread(self._drafts.of, DRAFT)
        except StoreError as error:
            self.notify(str(error), severity="warning", markup=False)
            left = []
        if left and not self._line.value:
            self._line.words = left[0].words.get(LINE.name, "")
        self._understand()

    def on_resize(self) -> None:
        """The mistake stands under its place."""
        self._tell(self._told)

    # ---------------------------------------------------------------- what it says

    @on(Changed)
    def _understand(self) -> None:
        self._reread()

    @work(group="read", exclusive=True)
    async def _reread(self) -> None:
        await self._read(self._line.value)

    async def _read(self, line: str) -> Told:
        told = await asyncio.to_thread(self._understood, line)
        if line == self._line.value:
            shown = await asyncio.to_thread(self._shown, told.quick)
            self._told = told
            self.query_one("#understood Static", Static).update(shown)
            self._tell(told)
        return told

    def _understood(self, line: str) -> Told:
        names, store = self.desk.names, self.desk.store
        try:
            quick = read(line, self._kind, names)
        except QueryError as error:
            return Told(line, None, None, error.message, error.start, error.end)
        try:
            return Told(line, quick, made(quick, names, store, self._new_id))
        except Problems as error:
            name, why = next(iter(error.by_field.items()))
            why = cut_short(quick, name, line, names) or why
            return Told(line, quick, None, f"{name}: {why}", *quick.place(name, line))

    def _shown(self, quick: Quick | None) -> Content:
        """The kind, and every field with what its words are understood as."""
        if quick is None:
            return Content("")
        lines = [Content.styled(f"New {quick.kind.kind.name}", "bold")]
        lines += [
            Content.assemble((f"  {part.field.title:<16}", "$text-muted"), *self._meaning(part))
            for part in quick.parts
        ]
        return Content("\n").join(lines)

    def _meaning(self, part: Part) -> list[tuple[str, str] | str]:
        try:
            shown = value(part, self.desk.names)
        except FieldError:
            return [(clean(shorten(part.words, 200)), "$text-error")]
        said: list[tuple[str, str] | str] = [clean(shorten(shown, 400))]
        if part.field.type in ("date", "when") and (spelt := dates.spell(shown)) != shown:
            said.append((f"  {spelt}", "$text-success"))
        if part.read_off:
            said.append(("  read off the words", FAINT))
        return said

    def _tell(self, told: Told) -> None:
        """What is wrong, under its place as far as the width allows."""
        line = self.query_one("#trouble", Static)
        problem = told.problem if told.of.strip() else ""
        line.display = bool(problem)
        if not problem:
            return
        width = max(1, self.query_one("#sheet").content_size.width)
        at = 1 + cell_len(told.of[: told.start]) - self._line.scroll_offset.x
        at = min(max(0, at), width - 1)
        mark = "^" * max(1, min(told.end - told.start, 12, width - at))
        words = clean(sentence(problem))
        if at + len(mark) + 1 + cell_len(words) <= width:
            line.update(Content(f"{' ' * at}{mark} {words}"))
        else:
            line.update(Content(f"{' ' * at}{mark}\n{words}"))

    # ---------------------------------------------------------------- leaving

    @on(Done)
    def _done(self, event: Done) -> None:
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Save, once."""
        if not self.saving:
            self.saving = True
            self.run_worker(self._save(self._line.value), group="save")

    async def _save(self, line: str) -> None:
        try:
            told = await self._read(line)
            if told.record is None:
                return
            name = headed([told.record], self.desk.names)
            label = f"add {told.record.kind.name} {name}"
            await asyncio.to_thread(self.desk.store.apply, label, [(None, told.record)])
            await asyncio.to_thread(self._drafts.drop, DRAFT)
        except Refused as error:
            name, why = next(iter(next(iter(error.problems.values())).items()))
            self._tell(Told(line, None, None, f"{name}: {why}", len(line), len(line)))
        except StoreError as error:
            self._tell(Told(line, None, None, str(error)))
        else:
            self.dismiss(told.record.id)
        finally:
            self.saving = False

    async def action_whole(self) -> None:
        """Go on in the form, with what is understood so far."""
        told = await self._read(self._line.value)
        if told.quick is not None:
            await self._keep("")
            self.dismiss(told.quick)

    async def action_leave(self) -> None:
        """Close; the line is there again the next time."""
        await self._keep(self._line.words)
        self.dismiss(None)

    async def keep(self) -> str:
        """The program is left: the line is there again the next time."""
        await self._keep(self._line.words)
        return farewell(self.desk) if self._line.words else ""

    async def _keep(self, line: str) -> None:
        try:
            if line:
                await asyncio.to_thread(self._drafts.keep, DRAFT, DRAFT, {LINE.name: line})
            else:
                await asyncio.to_thread(self._drafts.drop, DRAFT)
        except StoreError as error:
            self.notify(f"The line could not be kept: {error}", severity="error", markup=False)

    def on_option_list_option_selected(self, event: Offers.OptionSelected) -> None:
        """A click takes an offer."""
        event.stop()
        self._line.choose(event.option_index)
