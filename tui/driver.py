"""Textual's driver, for a terminal that may go away before the program does: a window is closed, a
line breaks. Textual's own writer would end there, and leaving would wait for it for ever."""

import asyncio
import signal
from collections.abc import Callable
from contextvars import copy_context
from typing import Any

from textual.drivers.linux_driver import LinuxDriver


def on_hang_up(do: Callable[[int], object]) -> None:
    """Do this in the running event loop, with the signal's number, when the terminal is closed or
    somebody wants the program to end. The loop's own way loses a signal where much waits for it."""
    loop, context = asyncio.get_running_loop(), copy_context()
    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, lambda n, _: loop.call_soon_threadsafe(do, n, context=context))


class LastingFile:
    """A terminal to write to, which takes all and shows nothing once it is gone."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._gone = False

    def write(self, text: str) -> None:
        """Show the text."""
        self._unless_gone(self._file.write, text)

    def flush(self) -> None:
        """Show what was written so far."""
        self._unless_gone(self._file.flush)

    def fileno(self) -> int:
        """The number that the system knows the terminal by."""
        number: int = self._file.fileno()
        return number

    def _unless_gone(self, do: Any, *words: str) -> None:
        if not self._gone:
            try:
                do(*words)
            except OSError:
                self._gone = True


class LastingDriver(LinuxDriver):
    """A driver that ends with its terminal, or without it."""

    def __init__(self, *args: Any, **how: Any) -> None:
        super().__init__(*args, **how)
        self._file: Any = LastingFile(self._file)

    def close(self) -> None:
        """End what writes to the terminal, and what listens to it."""
        super().close()
        self.exit_event.set()
