"""One line of text, with what could be meant offered under it as it is typed."""

import asyncio
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import on
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.events import Blur
from textual.strip import Strip
from textual.widgets import Input
from textual.worker import Worker

from store.fields import Field
from store.names import Names
from store.types import TYPES
from tui.widgets.inputs.base import Changed, Done, FieldInput, Paused
from tui.widgets.inputs.offers import MOST, Offer, Offers

QUIET = 0.06  # seconds without a key before anything is looked up
LONGER = 0.7  # seconds more before an error is told


class Line(Input, FieldInput):
    """A line of text. What the field's type suggests is taken with the arrows and enter."""

    eager = False
    """The first offer is highlighted, so that enter or tab takes it: where words must be known."""
    several = False
    """There may be more to come after what was taken."""
    whole = False
    """What stands there is one value: it is selected, so that typing takes its place."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", "Next suggestion", show=False),
        Binding("up", "step(-1)", "Previous suggestion", show=False),
        Binding("tab", "take", "Take the suggestion", show=False),
        Binding("escape", "hide", "Close the suggestions", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line--echo"}

    def __init__(self, field: Field, context: Names) -> None:
        super().__init__(compact=True, select_on_focus=self.whole, classes="field-input")
        self.field = field
        self.context = context
        self.offers: Offers | None = None
        self._echo = ""
        self._wanted: str | None = None
        """The words to look up next; none while there is nothing to look up."""
        self._follower: Worker[None] | None = None

    @property
    def words(self) -> str:
        return self.value.strip()

    @words.setter
    def words(self, words: str) -> None:
        self.write(words)

    def write(self, shown: str) -> None:
        """Put this on the line, quietly, with the cursor after it."""
        with self.prevent(Input.Changed):
            self.value = shown
        self.cursor_position = len(shown)
        self._tell()

    # What it means, at the end of the line

    def echo(self, words: str) -> str:
        """How the words were understood; "" where there is nothing to add."""
        return ""

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        width = self.scrollable_content_region.width
        room = width - cell_len(self.value) - 3
        if y or not self._echo or cell_len(self._echo) > room:
            return strip
        style = self.get_component_rich_style("line--echo")
        echo = Strip([Segment(f"{self._echo} ", style)])
        return Strip.join([strip.crop(0, width - echo.cell_length), echo])

    def _tell(self) -> None:
        self._echo = self.echo(self.words)
        self.refresh()

    # What is offered

    def piece(self) -> str:
        """The words that are being completed."""
        return self.words

    def put(self, offer: Offer) -> None:
        """Write what was taken in the place of the piece."""
        self.write(offer.words)

    def look_up(self, typed: str) -> list[Offer]:
        """What could be meant; asked in a thread, so it looks at nothing here that changes."""
        found = TYPES[self.field.type].suggest(typed, self.field, self.context)
        return [Offer(words, meaning) for words, meaning in found[:MOST] if words != typed]

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._tell()
        if self.offers is not None:
            self.offers.highlighted = None  # what is shown is overtaken until it is looked up anew
        self.post_message(Changed(self))
        if self.has_focus:
            self._wanted = self.piece()
            if self._follower is None or self._follower.is_finished:
                self._follower = self.run_worker(self._follow())

    async def _follow(self) -> None:
        """Look up what is typed: one look-up at a time, and only the latest words."""
        while (typed := self._wanted) is not None:
            await asyncio.sleep(QUIET)
            if self._wanted != typed:
                continue
            offers = await asyncio.to_thread(self.look_up, typed) if typed else []
            if self._wanted != typed:
                continue
            self._wanted = None
            await self._offer(offers)
            if not offers:
                await asyncio.sleep(LONGER)
                if self._wanted is None:
                    self.post_message(Paused(self))

    async def _offer(self, offers: list[Offer]) -> None:
        if self.offers is None:
            if not offers or self.parent is None:
                return
            self.offers = Offers()
            await self.parent.mount(self.offers, after=self)  # type: ignore[attr-defined]
        self.offers.show(offers, first=self.eager, line=self.region.y)

    def choose(self, index: int) -> None:
        """Take one of the offers."""
        if self.offers is None:
            return
        offer = self.offers.offers[index]
        self._hide()
        self.put(offer)
        self._tell()
        self.post_message(Changed(self))

    def _hide(self) -> None:
        self._wanted = None
        if self.offers is not None:
            self.offers.display = False

    def _take(self) -> bool:
        """Take the highlighted offer; whether there was one."""
        if self.offers is None or self.offers.chosen is None or self.offers.highlighted is None:
            return False
        self.choose(self.offers.highlighted)
        return True

    @property
    def _open(self) -> bool:
        return self.offers is not None and self.offers.display

    def action_take(self) -> None:
        """Tab: take the highlighted offer, and go on to the next field."""
        self._take()
        raise SkipAction

    async def action_submit(self) -> None:
        """Enter: take the highlighted offer and stay for more where there can be several; else go
        on."""
        if not (self._take() and self.several):
            self.post_message(Done(self))

    async def action_step(self, by: int) -> None:
        """Move the highlight; down opens the list where there is one."""
        if self._open and self.offers is not None:
            self.offers.step(by)
        elif by > 0:
            offers = await asyncio.to_thread(self.look_up, self.piece())
            await self._offer(offers)

    def action_hide(self) -> None:
        """Escape: close the list, if it is open."""
        if not self._open:
            raise SkipAction
        self._hide()

    def on_blur(self, _event: Blur) -> None:
        """The list goes with the focus."""
        self._hide()
