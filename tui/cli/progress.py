"""How far the runs are, on one line of a terminal that is drawn over and wiped in the end."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from shutil import get_terminal_size
from threading import Lock

import click

WIPE = "\r\x1b[K"


class Progress:
    """One line on stderr for all that runs; nothing at all where nobody sees it."""

    def __init__(self) -> None:
        self._seen = sys.stderr.isatty()
        self._drawing = Lock()
        self._told: dict[str, str] = {}

    def of(self, name: str) -> Callable[[int, int, int], None]:
        """What a run is to call, in any thread, with bytes, pages and items."""

        def progress(size: int, pages: int, items: int) -> None:
            if self._seen and self._drawing.acquire(blocking=False):  # else a question is open
                try:
                    self._told[name] = f"{name}: {size:,} bytes, {pages} pages, {items:,} items"
                    self._draw()
                finally:
                    self._drawing.release()

        return progress

    @contextmanager
    def counting(self, name: str) -> Iterator[Callable[[int, int], None]]:
        """What is to be called with how many of all are done; the line is wiped in the end."""

        def progress(done: int, every: int) -> None:
            if self._seen and every:
                self._told[name] = f"{name}: {done:,} of {every:,} rows"
                self._draw()

        try:
            yield progress
        finally:
            self.ended(name)

    def ended(self, name: str) -> None:
        """This one runs no more."""
        with self._drawing:
            self._told.pop(name, None)
            self._draw()

    @contextmanager
    def still(self) -> Iterator[None]:
        """Nothing is drawn meanwhile, and the line is empty."""
        with self._drawing:
            self._print(WIPE)
            yield

    def _draw(self) -> None:
        line = " · ".join(self._told.values())
        self._print(WIPE + line[: get_terminal_size().columns - 1])

    def _print(self, text: str) -> None:
        if self._seen:
            click.echo(text, err=True, nl=False)
