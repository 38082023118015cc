"""The journal: every change ever made to the store, and from it the tables as they stand.

A commit is one appended line, then fsync: the line is the commit point. The file is only appended
to. The exceptions are: a torn last line is cut (under the lock, before the next append); a commit
that fails on the disk is cut off again; and `rewrite`, which repair, purge and migrations use,
makes a new file with a new journal id and renames it into place.
Memory holds each table once, decoded when it is first asked for; `snapshot.json` spares reading
the journal's older part. Writers hold the lock from reading what others appended until their own
line is durable. Readers hold nothing: a half-written last line is not there yet for them.

One journal serves the threads of a process: writers queue, readers do not wait for the disk. A
reader of live rows in another thread can see a batch half applied; it iterates over
`list(table.values())`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from store.errors import StoreError
from store.journal.batch import Batch, Head, encode
from store.journal.file import JournalFile
from store.journal.files import replace_durably, sync_folder, writing
from store.journal.folder import JOURNAL, LOCK, SNAPSHOT, ensure_store
from store.journal.lines import frame, new_header
from store.journal.lock import locked
from store.journal.migrations import upgrade
from store.journal.payload import Payload
from store.journal.rows import Row
from store.journal.snapshot import snapshot_bytes
from store.journal.staging import install, stage
from store.journal.state import State, Types, load

if TYPE_CHECKING:
    from store.journal.arriving import Arrivals, Arriving

SMALL_TAIL, LARGE_TAIL = 64 * 1024, 1024 * 1024  # bytes


class Journal:
    """An open journal. `types` names the tables whose rows are records, and their Structs.

    `reloads` counts how often all was read anew because the file was replaced (purge, repair,
    a failed write that another process had seen): the live tables are new ones then.
    """

    def __init__(self, folder: Path, types: Types, wait: float) -> None:
        self.folder = folder
        self.types = types
        self.reloads = 0
        self._lock = folder / LOCK
        self._wait = wait
        self._writer, self._mutex = RLock(), RLock()
        self._depth = 0
        self._arrivals: Arrivals | None = None
        self._file, self._state = self._read()

    @classmethod
    def open(
        cls, folder: Path, types: Types, *, create: bool = True, wait: float = 10.0
    ) -> Journal:
        """The journal in the folder, a new one where there is none and `create` allows it.

        `wait` is how many seconds a writer waits for another process before it raises Held.
        """
        ensure_store(folder, create=create, wait=wait)
        upgrade(folder, wait=wait)
        return cls(folder, types, wait)

    # reading

    def table(self, name: str) -> dict[str, Row]:
        """The live rows by key, not to be changed: records by id, plain documents by str(id)."""
        rows = self._state.rows.get(name)
        if rows is None:
            return {}
        if rows.loaded is not None:
            return rows.loaded
        if (arriving := self.arriving(name)) is not None:
            return arriving.whole()
        with self._mutex:
            return rows.live()

    def view(self, name: str) -> Mapping[str, Row]:
        """The live rows like `table`; while they arrive, what gives each as soon as it is there."""
        rows = self._state.rows.get(name)
        if rows is not None and rows.loaded is not None:
            return rows.loaded
        arriving = self.arriving(name)
        return self.table(name) if arriving is None else arriving

    def read_behind(self) -> list[str]:
        """Begin to decode the large tables in a thread; their names. After the first rows it goes
        on when `read_on` is called, or when somebody waits."""
        from store.journal.arriving import Arrivals

        large = [rows for rows in self._state.rows.values() if rows.kind and rows.large]
        if large:
            self._arrivals = Arrivals(large, self._mutex)
            self._arrivals.begin()
        return [rows.name for rows in large]

    def read_on(self, tell: Callable[[str], None]) -> None:
        """Let the large tables arrive; `tell` is called, in whatever thread, with the name of each
        that is there, or that turned out not to be had."""
        if self._arrivals is not None:
            self._arrivals.go_on(tell)

    def arriving(self, name: str) -> Arriving | None:
        """The table on its way, None where it is there or has not been sent for."""
        arriving = None if self._arrivals is None else self._arrivals.tables.get(name)
        rows = self._state.rows.get(name)
        on_its_way = arriving is not None and arriving.table is rows and rows.loaded is None
        return arriving if on_its_way else None

    def tables(self) -> list[str]:
        """The names of the tables that exist, empty ones too."""
        return list(self._state.rows)

    def has(self, name: str, key: str) -> bool:
        """Whether there may be such a row: never false where there is one.

        It does not decode the table, so where the key only stands in the `id` of something else
        it says yes too: who asks for an unused random id draws another.
        """
        with self._mutex:
            rows = self._state.rows.get(name)
            return rows is not None and rows.has(key)

    def top(self, name: str) -> int:
        """The highest document id in a plain table, 0 where there is none."""
        with self._mutex:
            rows = self._state.rows.get(name)
            return rows.top() if rows else 0

    def batches(self, newest_first: bool = False) -> Iterator[Batch]:
        """The history up to now, read from the file as it is asked for."""
        with self._mutex:
            file = self._file
            history = file.batches(file.first, file.place.end, newest_first=newest_first)
            first = next(history, None)  # it keeps the file open by itself from here on
        if first is not None:
            yield first
            yield from history

    @property
    def mark(self) -> str:
        """Where the journal ends now, as far as it has been read."""
        return f"{self._file.header.id}.{self._file.place.end}"

    def passed(self, mark: str) -> str:
        """The mark behind the last batch where that begins at this mark, else this mark."""
        place = self._file.place
        name = self._file.header.id
        return f"{name}.{place.end}" if mark == f"{name}.{place.start}" else mark

    def since(self, mark: str, wanted: Callable[[Head], bool]) -> list[Batch]:
        """What was appended after a mark, oldest first, of that what is wanted by its head; all
        there is where the mark is of another file."""
        with self._mutex:
            file = self._file
            start = int(mark.partition(".")[2]) if self.knows(mark) else file.first
            return list(file.chosen(start, file.place.end, wanted))

    def knows(self, mark: str) -> bool:
        """Whether a mark is of this file as it is now."""
        name, _, place = mark.partition(".")
        file = self._file
        return name == file.header.id and place.isdigit() and int(place) <= file.place.end

    def refresh(self) -> list[Batch]:
        """Read what others appended; those batches. 2 µs where nothing was.

        Where the file was replaced the list is empty and `reloads` has grown.
        """
        if self._file.identity() == self._file.seen:
            return []
        with self._mutex:
            return self._catch_up()

    # writing

    @contextmanager
    def exclusive(self) -> Iterator[list[Batch]]:
        """Hold the lock, with all that others appended read: what is read now stays true.

        Gives the batches of the others.
        """
        with self._writer:
            if self._depth:
                yield []
                return
            self._settle()
            with locked(self._lock, self._wait):
                with self._mutex:
                    others = self._catch_up()
                self._depth += 1
                try:
                    yield others
                finally:
                    self._depth -= 1

    def commit(self, batch: Batch) -> None:
        """Make the batch part of the journal, durably.

        Stale where a record is not as `before` says, Invalid where a change does not fit its
        table, Held, Full, ReadOnly: then nothing has changed, on disk or in memory.
        """
        with self.exclusive(), Payload(self.folder) as payload:
            with self._mutex:
                staged = stage(self._state, batch, payload)
            try:
                place = self._file.append(payload.line())
            except StoreError:
                with self._mutex:
                    self._catch_up()  # a reader's refresh may have met the line before it was cut
                raise
            with self._mutex:
                if self._file.place.end == place.start:  # else a refresh has met the line
                    install(self._state, batch, payload, staged)
                    self._file.place = place
                    self._file.seen = self._file.identity()

    def snapshot(self) -> None:
        """Write the snapshot."""
        with self.exclusive(), self._mutex:
            tables = {
                name: piece.read() if (piece := rows.untouched) else rows.encoded()
                for name, rows in self._state.rows.items()
            }
            place = self._file.place
            replace_durably(
                self.folder / SNAPSHOT, snapshot_bytes(self._file.header.id, place, tables)
            )
            self._state.snapshot_end = place.end
            self._state.snapshot_size = sum(len(image.data) for image in tables.values())

    def rewrite(
        self, transform: Callable[[Batch], Batch | None], last: Batch | None = None
    ) -> None:
        """Replace the journal by one of the transformed batches (None: left out) and `last`.

        The new file takes the old one's name only after it has been read whole; until then, and
        where anything fails, all is as it was.
        """
        with self.exclusive(), self._mutex:
            draft = self.folder / f"{JOURNAL}.new"
            replace_durably(draft, self._rewritten(transform, last))
            try:
                self._try_out(draft)
                with writing(self.folder):
                    (self.folder / SNAPSHOT).unlink(missing_ok=True)
                    draft.replace(self.folder / JOURNAL)
                    sync_folder(self.folder)
            except BaseException:
                draft.unlink(missing_ok=True)
                raise
            self._reload()

    def close(self) -> None:
        """Write the snapshot where much was appended since the last, and let the file go.

        That the snapshot cannot be written is logged only: the journal has all that it would say.
        """
        with self._writer:
            if self._file.closed:
                return
            self._wait = 0.0
            if self._arrivals is not None:
                self._arrivals.stop()
            tail = self._file.place.end - self._state.snapshot_end
            worth = max(SMALL_TAIL, min(LARGE_TAIL, self._state.snapshot_size // 8))
            if self._file.writable and tail > worth:
                try:
                    self.snapshot()
                except StoreError as error:
                    import logging  # 5 ms that an ordinary start does not need

                    logging.getLogger(__name__).warning("No snapshot was written: %s", error)
            self._file.close()

    def _settle(self) -> None:
        """Whoever writes needs the tables whole, and the mutex for longer than a screen waits."""
        for name in self.tables():
            if (arriving := self.arriving(name)) is not None:
                arriving.whole()

    def _read(self) -> tuple[JournalFile, State]:
        file = JournalFile(self.folder / JOURNAL)
        try:
            return file, load(file, self.folder / SNAPSHOT, self.types)
        except BaseException:
            file.close()
            raise

    def _rewritten(
        self, transform: Callable[[Batch], Batch | None], last: Batch | None
    ) -> Iterator[bytes]:
        yield new_header()
        for batch in self._file.batches(self._file.first, self._file.place.end):
            transformed = transform(batch)
            if transformed is not None:
                yield frame(encode(transformed))
        if last is not None:
            yield frame(encode(last))

    def _try_out(self, path: Path) -> None:
        file = JournalFile(path)
        try:
            for rows in load(file, path.with_name(SNAPSHOT), self.types).rows.values():
                rows.live()
        finally:
            file.close()

    def _catch_up(self) -> list[Batch]:
        identity = self._file.identity()
        if identity == self._file.seen:
            return []
        if self._file.replaced(identity):
            self._reload()
            return []
        read = []
        for batch in self._file.tail():
            self._state.follow(batch.changes)
            read.append(batch)
        return read

    def _reload(self) -> None:
        old = self._file
        self._file, self._state = self._read()
        self.reloads += 1
        old.close()
