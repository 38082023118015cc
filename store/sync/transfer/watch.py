"""How long a run may still take, and whether it is to go on: asked now and then by whatever runs.

Only the clock that never jumps is asked. What waits for the network is ended from outside, in
`store.sync.transfer.loop`; what computes calls `check` itself.
"""

import time
from collections.abc import Callable

from store.sync.errors import Cancelled, TooSlow


class Watch:
    """A run may take so many seconds from now on. `cancelled` is asked from other threads too."""

    def __init__(self, seconds: float, cancelled: Callable[[], bool]) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._cancelled = cancelled

    @property
    def left(self) -> float:
        """Seconds that are left, never less than none."""
        return max(0.0, self._end - time.monotonic())

    def check(self) -> None:
        """Raise `Cancelled` or `TooSlow` where it is time to end."""
        if self._cancelled():
            raise Cancelled("Cancelled; nothing was changed.")
        if not self.left:
            raise TooSlow(
                f"The source took longer than {self._seconds:g} s in all; nothing was changed: "
                "try again later."
            )
