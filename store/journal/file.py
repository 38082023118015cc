"""The journal's file: reading it on from where one is, and appending to it durably."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from store.errors import Damaged, ReadOnly, StoreError, Unreadable
from store.journal.batch import Batch, Head, decode, decode_head
from store.journal.files import NOT_ALLOWED, reading, write_all, write_error
from store.journal.lines import Line, number_of, read_header, scan, scan_back, unframe
from store.journal.snapshot import Place

Identity = tuple[int, int, int]  # inode, size, time of the last change


class JournalFile:
    """An open journal and how far it has been read.

    `place` is the last line read, `seen` what the file was like then. As long as it is open, its
    inode is not used for another file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._name = str(path)
        self._broken = ""
        self._fd, self._writable = _open(path)
        try:
            self.header, self.first = read_header(self._fd, path)
            with reading(path):
                self.place = Place(0, self.first, os.pread(self._fd, 8, 0).decode("ascii"))
                self.seen: Identity = os.fstat(self._fd).st_ino, 0, 0
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let the file go; a second time does nothing."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    @property
    def closed(self) -> bool:
        """Whether it was let go."""
        return self._fd < 0

    def identity(self) -> Identity:
        """What the file is like that has the journal's name now."""
        try:
            stat = os.stat(self._name)  # noqa: PTH116 — asked four times a second: 2 µs, not 5
        except OSError as error:
            raise Unreadable(
                f"The journal {self.path} cannot be reached any more ({error.strerror}); "
                "check the folder and start again."
            ) from error
        return stat.st_ino, stat.st_size, stat.st_mtime_ns

    def stands(self, place: Place) -> bool:
        """Whether this line is in the file where it was."""
        with reading(self.path):
            return os.pread(self._fd, len(place.crc), place.start) == place.crc.encode()

    def replaced(self, identity: Identity) -> bool:
        """Whether what has been read is no longer what the file says: then all is read anew."""
        inode, size, _ = identity
        return inode != self.seen[0] or size < self.place.end - 1 or not self.stands(self.place)

    def tail(self) -> Iterator[Batch]:
        """The batches after `place`, which moves on as each is done with.

        A last line that is not whole ends the reading unless its checksum holds: it is torn, or
        somebody is just writing it.
        """
        identity = self.identity()
        with reading(self.path):
            for line in scan(self._fd, self.place.end, identity[1]):
                if not line.whole and unframe(line.data) is None:
                    break
                yield self._batch(self._fd, line)
                self.place = Place(line.start, line.end, line.data[:8].decode("ascii"))
        self.seen = identity

    def batches(self, start: int, stop: int, *, newest_first: bool = False) -> Iterator[Batch]:
        """The batches between two offsets, also when the file gets closed or replaced."""
        fd = os.dup(self._fd)
        try:
            with reading(self.path):
                for line in (scan_back if newest_first else scan)(fd, start, stop):
                    yield self._batch(fd, line)
        finally:
            os.close(fd)

    def chosen(self, start: int, stop: int, wanted: Callable[[Head], bool]) -> Iterator[Batch]:
        """Like `batches`, those only whose head is wanted; the others are not decoded."""
        fd = os.dup(self._fd)
        try:
            with reading(self.path):
                for line in scan(fd, start, stop):
                    payload = unframe(line.data)
                    if payload is None or wanted(decode_head(payload)):
                        yield self._batch(fd, line)
        finally:
            os.close(fd)

    def append(self, line: Iterable[bytes]) -> Place:
        """Write a line, given in pieces, after the last one, durably, or leave the file as it was.

        The caller holds the lock and has read the tail. It moves `place` on itself, when it
        has taken in what the line says.
        """
        if not self._writable:
            raise ReadOnly(
                f"The store in {self.path.parent} can only be read; "
                "check who owns the folder and its permissions."
            )
        if self._broken:
            raise StoreError(self._broken)
        at = end = self.place.end
        crc = ""
        try:
            if self.seen[1] == end - 1:
                write_all(self._fd, b"\n", end - 1)
            elif self.seen[1] > end:
                os.ftruncate(self._fd, end)
            for piece in line:
                write_all(self._fd, piece, at)
                at += len(piece)
                crc = crc or piece[:8].decode("ascii")
            os.fsync(self._fd)
        except OSError as error:
            self._cut(end)
            raise write_error(self.path, error) from error
        return Place(end, at, crc)

    @property
    def writable(self) -> bool:
        """Whether this process may append."""
        return self._writable

    def _cut(self, end: int) -> None:
        try:
            os.ftruncate(self._fd, end)
            os.fsync(self._fd)
        except OSError as error:
            self._broken = (
                f"An earlier write to {self.path} failed and could not be taken back "
                f"({error.strerror}); close the program, check the disk and open the store again."
            )

    def _batch(self, fd: int, line: Line) -> Batch:
        payload = unframe(line.data)
        if payload is not None:
            try:
                return decode(payload)
            except msgspec.DecodeError:
                payload = None  # a line that was never one of ours is as bad as a damaged one
        raise damaged(self.path, number_of(fd, line.start))


def damaged(path: Path, number: int) -> Damaged:
    """The error for a line that is not as it was written; lines count from 1."""
    return Damaged(f"Line {number} of {path} is damaged; run: smallgroup doctor --repair")


def _open(path: Path) -> tuple[int, bool]:
    """The file's descriptor, and whether it can be written to."""
    with reading(path):
        try:
            return os.open(path, os.O_RDWR | os.O_CLOEXEC), True
        except OSError as error:
            if error.errno not in NOT_ALLOWED:
                raise
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC), False
