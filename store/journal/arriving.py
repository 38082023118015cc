"""Tables that are still being read: a thread decodes them in pieces while the program goes on.

A screen can show the first rows long before the last are decoded. The reading of the file needs
nothing of the interpreter and begins at once; the decoding would take turns with whatever draws
the screen, so after the first piece it waits until that is done, or until somebody needs the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from threading import Event, Lock, Thread

from store.errors import StoreError
from store.journal.rows import Row, Rows, collector_paused


class Arriving(Mapping[str, Row]):
    """A typed table that is being decoded. Rows that are there are given by their keys at once;
    whoever asks for more than that waits for the whole, and is told where it cannot be had."""

    def __init__(self, table: Rows, mutex: AbstractContextManager[object], wanted: Event) -> None:
        self.table = table
        self._mutex = mutex
        self._wanted = wanted
        self._rows: dict[str, Row] = {}
        self._begun, self._over = Event(), Event()
        self._trouble: StoreError | None = None

    def pieces(self) -> Iterator[None]:
        """Decode piece after piece, for the thread that does so; the last step makes it whole."""
        try:
            for rows in self.table.decoded():
                with self._mutex:
                    self._rows.update(rows)
                self._begun.set()
                yield
            with self._mutex:
                if self.table.loaded is None:
                    self.table.take(self._rows)
        except StoreError as error:
            self._trouble = error
        finally:
            self.leave()

    def leave(self) -> None:
        """No more is decoded here: whoever waits goes on."""
        self._begun.set()
        self._over.set()

    def first(self) -> list[Row]:
        """The rows that are there now, as they stand; the first piece is waited for."""
        self._begun.wait()
        self._check()
        with self._mutex:
            return [row for key in self._rows if (row := self._at_once(key)) is not None]

    def whole(self) -> dict[str, Row]:
        """The live rows, all of them; StoreError where they cannot be had."""
        self._wanted.set()
        self._over.wait()
        self._check()
        with self._mutex:
            return self.table.live()

    def __getitem__(self, key: str) -> Row:
        with self._mutex:
            row = self._at_once(key)
        return self.whole()[key] if row is None else row

    def __iter__(self) -> Iterator[str]:
        return iter(self.whole())

    def __len__(self) -> int:
        return len(self.whole())

    def __bool__(self) -> bool:
        return bool(self._rows) or len(self) > 0

    def _check(self) -> None:
        if self._trouble is not None:
            raise self._trouble

    def _at_once(self, key: str) -> Row | None:
        if self.table.loaded is not None:
            return self.table.loaded.get(key)
        row = self._rows.get(key)
        return None if row is None else self.table.since(row)


class Arrivals:
    """The large tables of a journal and the thread that decodes them, one after the other."""

    def __init__(self, tables: Iterable[Rows], mutex: AbstractContextManager[object]) -> None:
        self._wanted = Event()
        self.tables = {rows.name: Arriving(rows, mutex, self._wanted) for rows in tables}
        self._thread = Thread(target=self._decode, name="arrivals")
        self._stopped = False
        self._telling = Lock()
        self._there: list[str] = []
        self._tell: Callable[[str], None] | None = None

    def begin(self) -> None:
        """Start, and wait after the first piece of each."""
        self._thread.start()

    def go_on(self, tell: Callable[[str], None]) -> None:
        """The first rows are on the screen: now the rest. `tell` is called, in whatever thread,
        with the name of each table that is there, or that turned out not to be had."""
        with self._telling:
            self._tell, there = tell, list(self._there)
        self._wanted.set()
        for name in there:
            tell(name)

    def stop(self) -> None:
        """Leave it; what was not decoded is decoded when it is asked for."""
        self._stopped = True
        self._wanted.set()
        self._thread.join()

    def _decode(self) -> None:
        steps = {name: table.pieces() for name, table in self.tables.items()}
        try:
            for pieces in steps.values():
                next(pieces, None)
            self._wanted.wait()
            for name, pieces in steps.items():
                with collector_paused():
                    for _ in pieces:
                        if self._stopped:
                            return
                self._arrived(name)
        finally:
            for table in self.tables.values():
                table.leave()

    def _arrived(self, name: str) -> None:
        with self._telling:
            self._there.append(name)
            tell = self._tell
        if tell is not None:
            tell(name)
