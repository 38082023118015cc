"""Time for what may never end: so much processor time for one piece of work, and so much in all.

It works in the main thread of a process, by a signal: what takes too long is broken off between
two steps of Python, and the rest goes on.
"""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

TICK = 0.01  # seconds: what is left of less is nothing, to the clock that breaks off


class TooLong(Exception):
    """It took more time than it may."""


class Guard:
    """`each` seconds of processor time for a piece of work, and `total` for all of them."""

    def __init__(self, each: float, total: float) -> None:
        self._each = each
        self._left = total

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Break off what the block does with `TooLong` where it takes too long."""
        if self._left < TICK:
            raise TooLong
        before = signal.signal(signal.SIGPROF, _break_off)
        began = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, min(self._each, self._left))
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)
            self._left -= time.process_time() - began


def _break_off(number: int, frame: FrameType | None) -> None:
    raise TooLong
