"""A question on a sheet: a few declared fields, a save key, errors at their fields.

Forms are questions with many fields; closing, moving and handing over are short ones.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.widget import Widget
from textual.widgets import Static

from store.desk import Desk
from store.door import Problems
from store.errors import StoreError
from store.fields import Field, FieldError
from store.store import Refused
from store.types import TYPES
from store.verbs import Pair
from tui.answers import Answer
from tui.bindings import bound
from tui.recent import Recent, newly_pointed_at
from tui.returning import next_told
from tui.screens.fieldwork import edit_outside, make_missing, preview
from tui.screens.over import Over
from tui.signs import signs
from tui.widgets.hint_bar import Foot
from tui.widgets.inputs.base import FAINT, Done, FieldInput, sentence
from tui.widgets.inputs.row import FieldRow
from tui.widgets.inputs.section import Section, SectionTitle

VAGUE = ("words", "text")  # what a field expects, where that need not be said


class AskScreen(Over[Answer]):
    """The sheet. Whoever asks says `heading`, `consequence`, `rows` and what to `change`."""

    CSS_PATH = "../styles/form.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-middling"), (30, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        bound("form.save", "save"),
        bound("form.close", "leave"),
        bound("form.make", "make"),
        bound("form.preview", "preview"),
        bound("form.editor", "edit_outside"),
    ]
    HINTS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("{form.save}", "save"),
        ("{form.close}", "leave"),
    )
    FIRST = 2  # of these hints come before those of the field

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.config.ascii)
        self.desk = desk
        self.saving = False
        self.follows = ""  # what came of it besides, once it is written
        self.recent = Recent(desk.store.journal.folder)

    # What a question says of itself

    def heading(self) -> Content:
        """What it is about, in a few words."""
        raise NotImplementedError

    def consequence(self) -> str:
        """What saving will do, in a sentence; "" where the heading says it."""
        return ""

    def rows(self) -> Iterable[Widget]:
        """The fields."""
        raise NotImplementedError

    def change(self, words: Mapping[str, str]) -> tuple[str, list[Pair]]:
        """What the words come to: a label and the changes. Asked in a thread. Raises `Problems`,
        `FieldError` or `StoreError` where they cannot be taken."""
        raise NotImplementedError

    def answer(self) -> Answer:
        """What the screen is dismissed with once it is done."""
        raise NotImplementedError

    def nothing(self) -> Answer:
        """What it is dismissed with when the person leaves."""
        raise NotImplementedError

    # The sheet

    def compose(self) -> ComposeResult:
        """The heading, the fields, and at the foot what is wrong, the help and the keys."""
        with Vertical(id="sheet"):
            yield Static(self._headed(), id="heading")
            if consequence := self.consequence():
                yield Static(Content(self.keys.told(consequence)), id="consequence")
            with VerticalScroll(id="rows", can_focus=False):
                yield from self.rows()
            yield Static(id="trouble")
            yield Static(id="help")
            yield self.foot()

    def _headed(self) -> Content:
        """The heading, with whose data it is where they are not the user's own."""
        if not self.desk.title:
            return self.heading()
        return Content.assemble(self.heading(), (f"  {self.desk.title}", FAINT))

    def on_mount(self) -> None:
        """Nothing is wrong yet."""
        self.say("")
        self._hint()

    def say(self, trouble: str) -> None:
        """A sentence at the foot of the sheet, or nothing."""
        line = self.query_one("#trouble", Static)
        line.update(Content(sentence(self.keys.told(trouble))) if trouble else "")
        line.display = bool(trouble)

    def refuse(self, reason: str) -> None:
        """Say why a key does nothing here; it goes by itself."""
        self.notify(reason, severity="warning", markup=False)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Tell what the field is for."""
        rows = [node for node in event.widget.ancestors if isinstance(node, FieldRow)]
        if rows:
            about = _about(rows[0].field)
        else:
            about = "Enter opens and folds." if isinstance(event.widget, SectionTitle) else ""
        self.query_one("#help", Static).update(Content(about))
        self._hint()

    def _hint(self) -> None:
        """What saves, the way out, what the field's own keys do, and the way on."""
        own = self.focused.HINTS if isinstance(self.focused, FieldInput) else ()
        hints = (
            (("saving", signs(self.ascii).ellipsis),)
            if self.saving
            else (*self.HINTS[: self.FIRST], *own, *self.HINTS[self.FIRST :])
        )
        self.query_one(Foot).hints = self.hinted(*hints)

    # Going through it

    @property
    def field_rows(self) -> list[FieldRow]:
        """The fields that are there, from the top."""
        return list(self.query(FieldRow))

    @on(Done)
    def _done(self, event: Done) -> None:
        event.stop()
        self.done_with(event.input)

    def done_with(self, input: FieldInput) -> None:
        """Enter: on to the next field; from the last one, save."""
        if input is self.field_rows[-1].input:
            self.action_save()
        else:
            self.focus_next()

    # What a field can have done

    def action_make(self) -> None:
        """Make the record that is missing."""
        make_missing(self)

    def action_preview(self) -> None:
        """See a long text as it reads."""
        preview(self)

    def action_edit_outside(self) -> None:
        """Write a long text in the user's own editor."""
        edit_outside(self)

    # Saving

    def action_save(self) -> None:
        """Save, once, while the screen stays alive."""
        if not self.saving:
            self.saving = True
            self._hint()
            self.run_worker(self._save(), group="save")

    async def _save(self) -> None:
        self.say("")
        for row in self.field_rows:
            await row.tell("")
        try:
            done = await self.carry_out()
        except Problems as error:
            await self.show_problems(error.by_field)
        except Refused as error:
            first = next(iter(error.problems.values()))
            await self.show_problems(first)
        except (StoreError, FieldError) as error:
            self.say(str(error))
        else:
            if done:
                self.dismiss(self.answer())
                return
        finally:
            self.saving = False
        self._hint()

    def typed(self) -> dict[str, str]:
        """What stands in the fields."""
        return {row.field.name: row.words for row in self.field_rows}

    async def carry_out(self) -> bool:
        """Make the change, in a thread; whether it was made."""
        label, pairs = await asyncio.to_thread(self.change, self.typed())
        await asyncio.to_thread(self.apply, label, pairs)
        return True

    def apply(self, label: str, pairs: Sequence[Pair]) -> None:
        """Write, in whatever thread this is, and remember what was pointed at."""
        store = self.desk.store
        self.follows = next_told(store.apply(label, pairs), store.get)
        pointed = (store.get(id_) for id_ in newly_pointed_at(pairs))
        # it is written: not to know next time what was used last is no reason to say it was not
        with suppress(StoreError):
            self.recent.used(record for record in pointed if record is not None)

    async def row_of(self, name: str) -> FieldRow | None:
        """The row of a field, if the screen has it, with the group opened that it is in."""
        for section in self.query(Section):
            if any(field.name == name for field in section.fields):
                await section.unfold()
        return next((row for row in self.field_rows if row.field.name == name), None)

    async def show_problems(self, by_field: Mapping[str, str]) -> None:
        """Each at its field, and the focus on the first; what belongs to none, at the foot."""
        rest = []
        for name, problem in by_field.items():
            row = await self.row_of(name)
            if row is None:
                rest.append(f"{name}: {problem}")
            else:
                await row.tell(problem)
        self.say("; ".join(rest))
        wrong = next((row for row in self.field_rows if row.has_class("-wrong")), None)
        if wrong is not None:
            wrong.input.focus()
            self.call_after_refresh(wrong.scroll_visible, animate=False)

    async def keep(self) -> str:
        """The program is left: a question keeps nothing, so say so where something was typed."""
        if any(row.touched for row in self.field_rows):
            raise StoreError("What is typed here is not saved.")
        return ""

    def arranged(
        self, fields: Iterable[Field], make: Callable[[Sequence[Field]], list[Widget]]
    ) -> Iterable[Widget]:
        """The few that matter, in their order; then the others, folded away in their groups: those
        with a name first, then what has none of its own."""
        main: list[Field] = []
        groups: dict[str, list[Field]] = {}
        for field in fields:
            (main if field.main else groups.setdefault(field.section, [])).append(field)
        yield from make(sorted(main, key=lambda field: field.main))
        for title, group in sorted(groups.items(), key=lambda item: item[0] == Field.section):
            yield Section(title, group, make)

    async def action_leave(self) -> None:
        """Close without a change."""
        if not self.saving:
            self.dismiss(self.nothing())


def _about(field: Field) -> str:
    if field.choices:
        return f"{field.help}: {', '.join(field.choices)}"
    expects = TYPES[field.type].expects
    return field.help if expects in VAGUE else f"{field.help} ({expects})"
