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

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import RLock

import msgspec

from store.batch import Batch, Change, Document, applied, decode, encode, fits
from store.errors import Damaged, Invalid, ReadOnly, Stale, StoreError, Unreadable
from store.files import NOT_ALLOWED, reading, replace_durably, write_all, write_error
from store.folder import JOURNAL, LOCK, SNAPSHOT, ensure_store
from store.lines import Line, frame, number_of, read_header, scan, scan_back, unframe
from store.lock import locked
from store.migrations import upgrade
from store.rows import Row, Rows
from store.snapshot import Piece, Place, open_snapshot, snapshot_bytes

Types = Mapping[str, type[msgspec.Struct]]
Staged = dict[tuple[str, str], Row | None]

RESERVED = "_snapshot"
SMALL_TAIL, LARGE_TAIL = 64 * 1024, 1024 * 1024  # bytes


class Journal:
    """An open journal. `types` names the tables whose rows are records, and their Structs."""

    def __init__(self, folder: Path, types: Types, wait: float) -> None:
        self.folder = folder
        self.types = types
        self.reloads = 0
        """How often all was read anew because the file was replaced: live tables are then new."""
        self._wait = wait
        self._path = str(folder / JOURNAL)
        self._writer, self._mutex = RLock(), RLock()
        self._depth = 0
        self._broken = ""
        self._fd = -1
        self._load()

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
        rows = self._rows.get(name)
        if rows is None:
            return {}
        if rows.loaded is not None:
            return rows.loaded
        with self._mutex:
            return rows.live()

    def tables(self) -> list[str]:
        """The names of the tables that exist, empty ones too."""
        return list(self._rows)

    def has(self, name: str, key: str) -> bool:
        """Whether there may be such a row: never false where there is one.

        It does not decode the table, so where the key only stands in the `id` of something else
        it says yes too: who asks for an unused random id draws another.
        """
        with self._mutex:
            rows = self._rows.get(name)
            return rows is not None and rows.has(key)

    def top(self, name: str) -> int:
        """The highest document id in a plain table, 0 where there is none."""
        with self._mutex:
            rows = self._rows.get(name)
            return rows.top() if rows else 0

    def batches(self, newest_first: bool = False) -> Iterator[Batch]:
        """The history up to now, read from the file as it is asked for."""
        with self._mutex:
            fd, start, stop = os.dup(self._fd), self._first, self._place.end
        try:
            for line in (scan_back if newest_first else scan)(fd, start, stop):
                yield self._batch(fd, line)
        finally:
            os.close(fd)

    def refresh(self) -> list[Batch]:
        """Read what others appended; those batches. 2 µs where nothing was.

        Where the file was replaced (purge, repair) all is read anew, the list is empty and
        `reloads` has grown.
        """
        if self._identity() == self._seen:
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
            with locked(self.folder / LOCK, self._wait):
                with self._mutex:
                    others = self._catch_up()
                self._depth += 1
                try:
                    yield others
                finally:
                    self._depth -= 1

    def commit(self, batch: Batch) -> Batch:
        """Make the batch part of the journal, durably; the batch as it was written.

        Stale where a record is not as `before` says, Invalid where a change does not fit its
        table, Held, Full, ReadOnly: then nothing has changed, on disk or in memory.
        """
        payload = encode(batch)
        batch = decode(payload)
        with self.exclusive():
            with self._mutex:
                staged = self._staged(batch)
            place = self._append(frame(payload))
            with self._mutex:
                if self._place.end == place.start:  # else a reader's refresh has met the line
                    for change in batch.changes:
                        self._follow(change, staged)
                    self._place = place
                    self._seen = self._identity()
        return batch

    def snapshot(self) -> None:
        """Write the snapshot."""
        with self.exclusive(), self._mutex:
            tables = {
                name: (
                    piece.read() if (piece := rows.untouched) else rows.encoded(),
                    bool(rows.kind),
                )
                for name, rows in self._rows.items()
            }
            replace_durably(
                self.folder / SNAPSHOT, snapshot_bytes(self._header.id, self._place, tables)
            )
            self._snapshot_end = self._place.end
            self._snapshot_size = sum(len(data) for data, _ in tables.values())

    def close(self) -> None:
        """Write the snapshot where much was appended since the last, and let the file go."""
        if self._fd < 0:
            return
        tail = self._place.end - self._snapshot_end
        if self._writable and tail > max(SMALL_TAIL, min(LARGE_TAIL, self._snapshot_size // 8)):
            self._wait = 0.0
            try:
                self.snapshot()
            except StoreError as error:  # only an optimisation: the journal has it all
                import logging  # 5 ms that an ordinary start does not need

                logging.getLogger(__name__).warning("No snapshot was written: %s", error)
        os.close(self._fd)
        self._fd = -1

    # the file

    def _identity(self) -> tuple[int, int, int]:
        try:
            stat = os.stat(self._path)  # noqa: PTH116 — asked four times a second: 2 µs, not 5
        except OSError as error:
            raise Unreadable(f"The journal {self._path} is gone ({error.strerror}).") from error
        return stat.st_ino, stat.st_size, stat.st_mtime_ns

    def _load(self) -> None:
        """Read the snapshot and the journal's tail; on an error all stays as it was."""
        fd, writable = _open(self.folder / JOURNAL)
        before = dict(self.__dict__)
        try:
            self._fd, self._writable = fd, writable
            self._header, self._first = read_header(fd, self._path)
            self._place = Place(0, self._first, "")
            self._rows: dict[str, Rows] = {}
            self._snapshot_end, self._snapshot_size = self._first, 0
            self._from_snapshot()
            self._seen = (0, 0, 0)
            self._read_tail(self._identity())
        except BaseException:
            os.close(fd)
            self.__dict__.update(before)
            raise
        if before["_fd"] >= 0:
            os.close(before["_fd"])
            self.reloads += 1

    def _from_snapshot(self) -> None:
        snapshot = open_snapshot(self.folder / SNAPSHOT)
        if snapshot is None or snapshot.head.journal != self._header.id:
            return
        head = snapshot.head
        if not self._stands(head.place) or any(
            extent.typed is not (name in self.types) for name, extent in head.tables.items()
        ):
            return
        for name in head.tables:
            kind = self.types.get(name)
            rebuild = partial(self._rebuilt, name, kind, head.place.end)
            self._rows[name] = Rows(name, kind, Piece(snapshot, name, rebuild))
        self._place = head.place
        self._snapshot_end, self._snapshot_size = head.place.end, snapshot.size

    def _rebuilt(self, name: str, kind: type[msgspec.Struct] | None, stop: int) -> bytes:
        rows = Rows(name, kind, None)
        for line in scan(self._fd, self._first, stop):
            for change in self._batch(self._fd, line).changes:
                if change.table == name:
                    if change.key is None:
                        rows = Rows(name, kind, None)
                    else:
                        rows.apply(change)
        return rows.encoded()

    def _stands(self, place: Place) -> bool:
        """Whether this line is in the file where it was."""
        return os.pread(self._fd, len(place.crc), place.start) == place.crc.encode()

    def _catch_up(self) -> list[Batch]:
        identity = self._identity()
        if identity == self._seen:
            return []
        inode, size, _ = identity
        if inode != self._seen[0] or size < self._place.end - 1 or not self._stands(self._place):
            self._load()
            return []
        return self._read_tail(identity)

    def _read_tail(self, identity: tuple[int, int, int]) -> list[Batch]:
        read = []
        for line in scan(self._fd, self._place.end, identity[1]):
            if not line.whole and unframe(line.data) is None:
                break  # torn, or somebody is just writing it
            batch = self._batch(self._fd, line)
            for change in batch.changes:
                self._follow(change)
            self._place = _place(line)
            read.append(batch)
        self._seen = identity
        return read

    def _batch(self, fd: int, line: Line) -> Batch:
        payload = unframe(line.data)
        try:
            if payload is not None:
                return decode(payload)
        except msgspec.DecodeError:
            pass  # told below, like any line that is not as it was written
        raise Damaged(
            f"Line {number_of(fd, line.start)} of {self._path} is damaged; "
            "run: smallgroup doctor --repair"
        )

    def _append(self, line: bytes) -> Place:
        """Write the line after the last one, durably, or leave the file as it was."""
        if not self._writable:
            raise ReadOnly(
                f"The store in {self.folder} can only be read; check its owner and permissions."
            )
        if self._broken:
            raise StoreError(self._broken)
        end = self._place.end
        try:
            if self._seen[1] == end - 1:
                write_all(self._fd, b"\n", end - 1)
            elif self._seen[1] > end:
                os.ftruncate(self._fd, end)
            write_all(self._fd, line, end)
            os.fsync(self._fd)
        except OSError as error:
            self._cut(end)
            raise write_error(self.folder / JOURNAL, error) from error
        return Place(end, end + len(line), line[:8].decode())

    def _cut(self, end: int) -> None:
        try:
            os.ftruncate(self._fd, end)
            os.fsync(self._fd)
        except OSError as error:
            self._broken = (
                f"An earlier write to {self._path} failed and could not be taken back "
                f"({error.strerror}); close the program, check the disk and open the store again."
            )
        with self._mutex:
            self._catch_up()

    # the tables

    def _staged(self, batch: Batch) -> Staged:
        """The rows as the batch leaves them (None: gone), after checking what it assumes."""
        documents: dict[tuple[str, str], Document | None] = {}
        for change in batch.changes:
            rows = self._rows_of(change.table)
            if change.key is None:
                if change.after is None and any(
                    documents.get((rows.name, key), row) is not None
                    for key, row in rows.live().items()
                ):
                    raise Invalid(f"The table {rows.name} must be emptied before it is dropped.")
                continue
            rows.check_key(change.key)
            at = rows.name, str(change.key)
            document = documents[at] if at in documents else rows.document(at[1])
            if not fits(change, document, rows.defaults):
                raise Stale(rows.name, at[1], change.before, document)
            documents[at] = applied(change, document)
        return {
            (name, key): None if document is None else self._rows_of(name).build(key, document)
            for (name, key), document in documents.items()
        }

    def _rows_of(self, name: str) -> Rows:
        """The table's rows; of a table that does not exist an empty one that is not kept."""
        if name == RESERVED:
            raise Invalid(f"A table cannot be called {RESERVED}.")
        return self._rows.get(name) or Rows(name, self.types.get(name), None)

    def _follow(self, change: Change, staged: Staged | None = None) -> None:
        """Take a change that is in the journal into the tables, by its staged row if there is."""
        name = change.table
        if change.key is None and change.after is None:
            self._rows.pop(name, None)
            return
        rows = self._rows.setdefault(name, self._rows_of(name))
        if change.key is None:
            return
        if staged is None or rows.loaded is None:
            rows.apply(change)
        else:
            key = str(change.key)
            rows.put(key, staged[name, key])


def _open(path: Path) -> tuple[int, bool]:
    """The file's descriptor, and whether it can be written to."""
    with reading(path):
        try:
            return os.open(path, os.O_RDWR | os.O_CLOEXEC), True
        except OSError as error:
            if error.errno not in NOT_ALLOWED:
                raise
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC), False


def _place(line: Line) -> Place:
    return Place(line.start, line.end, line.data[:8].decode("ascii"))
