"""One field in a form: its label, what it is filled in with, and what is wrong with it."""

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.events import DescendantBlur, DescendantFocus, MouseDown
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList, Static

from store.fields import Field, FieldError
from store.names import Names
from store.types import TYPES
from tui.recent import Recent
from tui.widgets.inputs import input_for
from tui.widgets.inputs.base import Changed, Paused, sentence
from tui.widgets.inputs.line import Line


class FieldRow(Widget):
    """The label stands left of the field, or above it where the screen is narrow (see the
    styles); a problem is told under it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--label", "row--star"}

    class Settled(Message):
        """The field was left with words that can be understood."""

    def __init__(
        self, field: Field, context: Names, initial: str, words: str, recent: Recent
    ) -> None:
        """`initial` is what the record says, `words` what to begin with."""
        super().__init__(classes="field-row")
        self.field = field
        self.input = input_for(field, context, recent)
        self._begin = (initial, words)
        self.initial = initial
        """The words that mean: nothing was changed. Read back from the widget once it stands."""
        self.start = words
        """The words that the person began with."""
        self._note: Static | None = None

    def render(self) -> Content:
        """The label, beside which the field is laid."""
        star = (" *", self.get_visual_style("row--star")) if self.field.required else ""
        return Content.assemble((self.field.title, self.get_visual_style("row--label")), star)

    def compose(self) -> ComposeResult:
        """The field."""
        yield self.input

    def on_mount(self) -> None:
        """Fill it in. What the widget makes of the words is what they are compared with."""
        initial, words = self._begin
        self.renew(initial)
        if words != initial:
            self.input.words = words
            self.start = self.words

    def renew(self, initial: str, *, keep: bool = False) -> None:
        """Show what the record says now; what was changed here stays, with `keep`."""
        mine = self.words if keep and self.changed else None
        self.input.words = initial
        self.initial = self.start = self.words
        if mine is not None:
            self.input.words = mine

    @property
    def words(self) -> str:
        """What was typed."""
        return self.input.words

    @property
    def changed(self) -> bool:
        """Something else than what the record says."""
        return self.words != self.initial

    @property
    def touched(self) -> bool:
        """Something was typed since the form was opened."""
        return self.words != self.start

    async def tell(self, problem: str) -> None:
        """Say what is wrong, or no longer anything."""
        self.set_class(bool(problem), "-wrong")
        if self._note is None:
            if not problem:
                return
            self._note = Static(classes="field-note", markup=False)
            await self.mount(self._note)
        self._note.display = bool(problem)
        self._note.update(Content(sentence(problem)) if problem else "")

    @on(Changed)
    async def _changed(self) -> None:
        await self.tell("")

    @on(Paused)
    def _paused(self, event: Paused) -> None:
        event.stop()
        if self.words:
            self._check(settle=False)

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """The label says where the cursor is."""
        self.add_class("-here")

    def on_descendant_blur(self, _event: DescendantBlur) -> None:
        """Left: say what is wrong, and show what was understood."""
        self.remove_class("-here")
        self._check(settle=True)

    @work(group="check", exclusive=True)
    async def _check(self, *, settle: bool) -> None:
        words = self.words
        try:
            value = await asyncio.to_thread(self.input.understood, words)
        except FieldError as error:
            await self.tell(str(error))
            return
        if settle and words == self.words:
            self.input.settle(value)
            self.post_message(self.Settled())

    @on(OptionList.OptionSelected)
    def _clicked_offer(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if isinstance(self.input, Line):
            self.input.choose(event.option_index)

    def on_mouse_down(self, event: MouseDown) -> None:
        """The label belongs to the field."""
        if event.widget is self:
            self.input.focus()


class SaidRow(Widget):
    """A field that the store fills in: only shown."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"row--label"}

    def __init__(self, field: Field, value: object, context: Names) -> None:
        super().__init__(classes="field-row")
        self.field = field
        self._said = Content(TYPES[field.type].show(value, context))

    def render(self) -> Content:
        """The label."""
        return Content.styled(self.field.title, self.get_visual_style("row--label"))

    def compose(self) -> ComposeResult:
        """What it says."""
        yield Static(self._said, classes="field-said")
