"""A person in front of one screen: what they press and what they see."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from tests.rest import SHORT, at_rest
from tui.widgets.inputs.base import FieldInput
from tui.widgets.inputs.row import FieldRow
from tui.widgets.inputs.section import Section

KEYS = {" ": "space", ",": "comma", ".": "full_stop", "/": "slash", "-": "minus", "+": "plus"}
NOTHING = object()


class Journey:
    """One screen, shown by an app that shows nothing else."""

    def __init__(self, app: App[None], pilot: Pilot[None], screen: Screen[Any]) -> None:
        self.app = app
        self.pilot = pilot
        self.screen = screen
        self.answer: Any = NOTHING

    async def open(self, screen: Screen[Any]) -> None:
        """Open a screen, perhaps another one than before."""

        def dismissed(answer: Any) -> None:
            self.answer = answer

        self.screen, self.answer = screen, NOTHING
        await self.app.push_screen(screen, dismissed)
        await self.settle()

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, and let what follows from them happen."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type into the field that has the focus, as quickly as one can."""
        await self.pilot.press(*(KEYS.get(char, char) for char in text))
        await self.settle()

    async def fill(self, name: str, text: str) -> None:
        """Go to a field and type into it in the place of what stands there."""
        await self.go(name)
        await self.press("ctrl+e", "ctrl+u")
        await self.type(text)

    async def go(self, name: str) -> None:
        """Go to a field, as a click does, once it stands there."""
        for _ in range(400):
            if any(row.field.name == name for row in self.screen.query(FieldRow)):
                break
            await asyncio.sleep(SHORT)
        self.row(name).input.focus()
        await self.settle()

    async def tab_to(self, name: str) -> None:
        """Go to a field by tab, as often as it takes."""
        for _ in range(80):
            if self.at == name:
                return
            await self.pilot.press("tab")
        raise AssertionError(f"{name} cannot be reached by tab")

    async def settle(self) -> None:
        """Wait until nothing is looked up, checked or saved any more."""
        await at_rest()
        while self._busy:
            await asyncio.sleep(SHORT)
            await at_rest()

    @property
    def _busy(self) -> bool:
        """Whether something works for the screen that lies uppermost."""
        here = self.app.screen
        return any(not w.is_finished and w.node.screen is here for w in self.app.workers)

    @property
    def at(self) -> str:
        """The name of the field that has the focus."""
        focused = self.screen.focused
        return focused.field.name if isinstance(focused, FieldInput) else ""

    def row(self, name: str) -> FieldRow:
        """The row of a field."""
        return next(row for row in self.screen.query(FieldRow) if row.field.name == name)

    def problem(self, name: str) -> str:
        """What is told to be wrong under a field."""
        return " ".join(
            str(note.content)
            for note in self.row(name).query(".field-note").results(Static)
            if note.display
        )

    def said(self, id: str) -> str:
        """What a line of the sheet says, if it can be seen."""
        line = self.screen.query_one(f"#{id}")
        return str(line.render()) if line.display else ""

    @property
    def names(self) -> list[str]:
        """The names of the fields that are there, from the top."""
        return [row.field.name for row in self.screen.query(FieldRow)]

    async def open_all(self) -> None:
        """Open every folded group."""
        with self.app.batch_update():
            for section in self.screen.query(Section):
                await section.unfold()
        await self.settle()

    @property
    def seen(self) -> str:
        """All the text on the screen."""
        return self._text(self.screen)

    @property
    def seen_now(self) -> str:
        """All the text on the screen that has come before it."""
        return self._text(self.app.screen)

    def _text(self, screen: Screen[Any]) -> str:
        lines = screen._compositor.render_strips(self.app.size)
        return "\n".join("".join(segment.text for segment in line) for line in lines)


@asynccontextmanager
async def journey(screen: Screen[Any], size: tuple[int, int] = (80, 24)) -> AsyncIterator[Journey]:
    """Open a screen and stay there; what it is dismissed with is the journey's `answer`."""
    app: App[None] = App()
    async with app.run_test(size=size) as pilot:
        trip = Journey(app, pilot, screen)
        await trip.open(screen)
        yield trip
