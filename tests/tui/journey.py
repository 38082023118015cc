"""A person in front of the dashboard: what they press, what they type, what they see."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

from textual.pilot import Pilot

from store.desk import Desk
from store.errors import StoreError
from tests.rest import SHORT, at_rest
from tui.app import SmallgroupApp
from tui.screens.dashboard import Dashboard

KEYS = {
    **{" ": "space", ",": "comma", ".": "full_stop", "/": "slash", "-": "minus", "+": "plus"},
    **{":": "colon", "<": "less_than_sign", "[": "left_square_bracket", "?": "question_mark"},
    **{"]": "right_square_bracket", '"': "quotation_mark", "(": "left_parenthesis"},
}
PATIENCE = 10.0  # seconds


class Person:
    """Sits in front of the dashboard."""

    def __init__(self, app: SmallgroupApp, pilot: Pilot[StoreError | None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def board(self) -> Dashboard:
        """The dashboard, whatever lies over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, Dashboard))

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, and let what follows from each happen."""
        for key in keys:
            await self.pilot.press(KEYS.get(key, key))
            await self.settle()

    async def type(self, text: str) -> None:
        """Type text where the cursor is, as quickly as one can."""
        await self.pilot.press(*(KEYS.get(char, char) for char in text))
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is looked up or written any more."""
        end = monotonic() + PATIENCE
        await at_rest()
        while monotonic() < end and not all(worker.is_finished for worker in self.app.workers):
            await asyncio.sleep(SHORT)
            await at_rest()

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for what comes by itself; it may take its time where the machine is busy."""
        end = monotonic() + PATIENCE
        while monotonic() < end:
            await at_rest()
            if true():
                return
            await asyncio.sleep(SHORT)
        raise AssertionError(f"it did not come:\n{self.seen}")

    @property
    def lines(self) -> list[str]:
        """The lines of the whole screen, without the spaces at their ends."""
        strips: Any = self.app.screen._compositor.render_strips(self.app.size)
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def seen(self) -> str:
        """All the text on the screen."""
        return "\n".join(self.lines)

    def sees(self, *words: str) -> None:
        """Check that all of this is on the screen."""
        missing = [word for word in words if word not in self.seen]
        assert not missing, f"{missing} not in\n{self.seen}"

    def sees_not(self, *words: str) -> None:
        """Check that none of this is on the screen."""
        there = [word for word in words if word in self.seen]
        assert not there, f"{there} in\n{self.seen}"

    @property
    def told(self) -> list[str]:
        """What the notices said so far."""
        return [notice.text for notice in self.app.notices.kept]


@asynccontextmanager
async def sitting(
    desk: Desk, size: tuple[int, int] = (80, 24), kind: str = "", line: str = ""
) -> AsyncIterator[Person]:
    """Open the dashboard and sit in front of it; quitting remembers how it was left."""
    app = SmallgroupApp(desk, kind, line)
    async with app.run_test(size=size) as pilot:
        person = Person(app, pilot)
        await person.settle()
        yield person
