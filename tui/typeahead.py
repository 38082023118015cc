"""Keys that are typed ahead go where they would have gone, had they been typed one by one.

Textual hands every key at once to what has the focus at that moment. Over a slow line `/dy` comes
in one piece: the filter bar is still being opened, and `d` and `y` would delete what the cursor
stands on. Here a key waits until what the one before it set off has come to rest.
"""

from collections import deque
from time import monotonic
from typing import Protocol, runtime_checkable

from textual import events
from textual.app import App, ReturnType
from textual.message import Message

ROUNDS = 3  # a key's action sends a message, which sends another, which moves the focus
PATIENCE = 0.5  # seconds after which it is asked anew: who was to tell of rest may be gone
LONGEST = 5.0  # seconds that a key waits at most
SOON = 0.02  # seconds until it is looked again whether a screen has saved


@runtime_checkable
class Saving(Protocol):
    """A screen that writes in a thread, and goes when it has: a key meanwhile is for what comes."""

    saving: bool


class AtRest(Message):
    """Sent after a key to where the key was sent: it comes back up behind all that the key did."""

    def __init__(self, round: int, asked: object, inquiry: int) -> None:
        super().__init__()
        self.round = round
        self.asked = asked
        self.inquiry = inquiry


class TypeAheadApp(App[ReturnType]):
    """An application that takes one key, or one piece of pasted text, after the other."""

    def __init__(self, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._pressed_at: float | None = None
        self._asked_at = 0.0
        self._inquiry = 0  # its number: an answer to an earlier one tells of an earlier key

    async def on_event(self, event: events.Event) -> None:
        """Keys and pasted text wait for their turn, whatever else comes is handled at once."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._waiting.append(event)
            await self._take_next()
        else:
            await super().on_event(event)

    async def _take_next(self) -> None:
        if not self._waiting:
            return
        if self._pressed_at is not None and monotonic() - self._pressed_at < LONGEST:
            if monotonic() - self._asked_at >= PATIENCE:
                self._ask_anew()
            self.set_timer(PATIENCE, self._take_next)
            return
        self._pressed_at = monotonic()
        await super().on_event(self._waiting.popleft())
        self._ask_anew()

    def _ask_anew(self) -> None:
        self._inquiry += 1
        self._asked_at = monotonic()
        self._ask(0)

    def _ask(self, round: int) -> None:
        """Send the question down to what has the focus; it comes back to the application."""
        if not self.screen_stack:
            return  # the program is being left
        target = self.focused or self.screen
        target.post_message(AtRest(round, target, self._inquiry))

    async def on_at_rest(self, message: AtRest) -> None:
        """Once nothing moves any more, the next key has its turn."""
        message.stop()
        if message.inquiry != self._inquiry:
            return
        if message.asked is not (self.focused or self.screen):
            self._ask(0)
        elif message.round < ROUNDS:
            self._ask(message.round + 1)
        elif isinstance(self.screen, Saving) and self.screen.saving:
            self.set_timer(SOON, self._ask_anew)
        else:
            self._pressed_at = None
            await self._take_next()
