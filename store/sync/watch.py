"""A watch over a transfer: it ends when it is cancelled or late, whatever it is waiting for.

Timeouts of the network count each read anew, so that a server that sends a byte a second could
hold us for ever. The watch runs in a thread and shuts the sockets that were given to it.
"""

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import Self

from store.sync.errors import Cancelled, TooSlow

LOOK = 0.05  # seconds between two looks


class Watch:
    """A context within which a transfer may run for so many seconds. `cancelled` is asked from
    another thread too."""

    def __init__(self, seconds: float, cancelled: Callable[[], bool]) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._cancelled = cancelled
        self._sockets: list[socket.socket] = []
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, name="sync watch", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._thread.join()

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

    def sleep(self, seconds: float) -> None:
        """Wait, but not past the end."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.check()
            time.sleep(min(LOOK, left))

    def hold(self, connection: socket.socket) -> None:
        """Shut this connection when it is time to end."""
        self._sockets.append(connection)

    def _look(self) -> None:
        while not self._done.wait(LOOK):
            if self._cancelled() or not self.left:
                for connection in list(self._sockets):
                    with suppress(OSError):  # it may be shut already, which is what we want
                        socket.socket.shutdown(connection, socket.SHUT_RDWR)
