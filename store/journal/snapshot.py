"""The snapshot: all tables as stock TinyDB JSON, so that opening need not read the whole journal.

Plain `TinyDB(path)` opens the file. Its first line is the table `_snapshot`, whose one document
says for which journal and up to which line the file speaks, and where in it each table lies, so
that a reader decodes a table when it is first asked for. The snapshot is only an optimisation:
one that is missing, damaged or of another journal is ignored, and the journal is read instead.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import msgspec

VERSION = 1
USUAL_HEAD, LONGEST_HEAD = 1 << 12, 1 << 20
PIECE = 1 << 17


class Place(msgspec.Struct, frozen=True, array_like=True):
    """A line of the journal: the bytes from `start` to `end`, and how it begins (its checksum)."""

    start: int
    end: int
    crc: str


class Part(msgspec.Struct, frozen=True, array_like=True):
    """Some rows of a table: where they begin and end in it, and their checksum."""

    start: int
    end: int
    crc: int


class Range(msgspec.Struct, frozen=True, array_like=True):
    """Where a table lies, counted from the end of the first line, and its checksum. `parts` are
    its rows again, some at a time; older files say nothing of them."""

    start: int
    length: int
    crc: int
    typed: bool
    parts: tuple[Part, ...] = ()


class Image(NamedTuple):
    """A table in JSON. `cuts` are the places where a row begins before which it may be cut, the
    first row's too, so that it can be decoded in pieces; none where it is short."""

    data: bytes
    typed: bool
    cuts: tuple[int, ...] = ()

    def parts(self) -> Iterator[tuple[int, int]]:
        """Where the pieces begin and end, without the commas between."""
        ends = (*(cut - 1 for cut in self.cuts[1:]), len(self.data) - 1)
        return zip(self.cuts, ends, strict=False)


class Head(msgspec.Struct, frozen=True):
    """What the first line says. `place` is the last journal line that the tables contain."""

    version: int
    journal: str
    place: Place
    tables: dict[str, Range]


class _Checked(msgspec.Struct, frozen=True):
    crc: int
    head: msgspec.Raw


class Piece:
    """One table's bytes in a snapshot, read and checked when first needed.

    `rebuild` makes the same from the journal, where the bytes in the file are damaged.
    """

    def __init__(self, snapshot: Snapshot, table: str, rebuild: Callable[[], Image]) -> None:
        self._snapshot = snapshot
        self._table = table
        self._rebuild = rebuild
        self._image: Image | None = None
        self._asked: dict[bytes, bool] = {}

    @property
    def size(self) -> int:
        """Bytes in the file."""
        return self._snapshot.head.tables[self._table].length

    def mentions(self, words: bytes) -> bool:
        """Whether these bytes stand in the table; it is looked through once for the same."""
        if words not in self._asked:
            found = self._snapshot.mentions(self._table, words) if self._image is None else None
            self._asked[words] = words in self.read().data if found is None else found
        return self._asked[words]

    def read(self) -> Image:
        """The table as it is in the file."""
        if self._image is None:
            self._image = self._snapshot.read(self._table) or self._rebuild()
        return self._image

    def pieces(self) -> Iterator[bytes]:
        """The table in tables of fewer rows, each read and checked when it is asked for. Where one
        is damaged they begin again, from the journal."""
        if self._image is None:
            for rows in self._snapshot.pieces(self._table):
                if rows is None:
                    break
                yield b"{%b}" % rows
            else:
                if self._snapshot.head.tables[self._table].parts:
                    return
        image = self.read()
        if not image.cuts:
            yield image.data
        for start, end in image.parts():
            yield b"{%b}" % image.data[start:end]


class Snapshot:
    """An open snapshot file. It stays readable when another takes its name."""

    def __init__(self, fd: int, head: Head, base: int) -> None:
        self._fd = fd
        self._base = base
        self.head = head

    def __del__(self) -> None:
        os.close(self._fd)

    @property
    def size(self) -> int:
        """Bytes in the file."""
        return os.fstat(self._fd).st_size

    def read(self, table: str) -> Image | None:
        """This table; None where its bytes are not as they were written."""
        extent = self.head.tables[table]
        try:
            data = os.pread(self._fd, extent.length, self._base + extent.start)
        except OSError as error:
            _warn(table, str(error))
            return None
        if crc32(data) != extent.crc:
            _warn(table, "its checksum fails")
            return None
        return Image(data, extent.typed, tuple(part.start for part in extent.parts))

    def pieces(self, table: str) -> Iterator[bytes | None]:
        """The rows of this table, some at a time; None where they are not as they were written."""
        extent = self.head.tables[table]
        for part in extent.parts:
            at = self._base + extent.start + part.start
            try:
                rows = os.pread(self._fd, part.end - part.start, at)
            except OSError:  # `read` tells of it
                yield None
            else:
                yield rows if crc32(rows) == part.crc else None

    def mentions(self, table: str, words: bytes) -> bool | None:
        """Whether these bytes stand in the table; None where it is not as it was written.

        It is read in pieces that fit the processor's cache: at 5 MB 3 ms and not 9.
        """
        extent = self.head.tables[table]
        at, end = self._base + extent.start, self._base + extent.start + extent.length
        found, crc, before = False, 0, b""
        with suppress(OSError):  # `read` tells of it
            while at < end and (data := os.pread(self._fd, min(PIECE, end - at), at)):
                found = found or words in data or words in before + data[: len(words)]
                at, crc, before = at + len(data), crc32(data, crc), data[-len(words) :]
        return found if at == end and crc == extent.crc else None


def _warn(table: str, why: str) -> None:
    import logging  # 5 ms that an ordinary start does not need

    logging.getLogger(__name__).warning(
        "The table %s is read from the journal, since the snapshot is no use: %s", table, why
    )


def open_snapshot(path: Path) -> Snapshot | None:
    """The snapshot, its first line checked; None where there is none that can be used."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:  # missing or not ours to read: the journal says the same
        return None
    line, newline, _ = os.pread(fd, USUAL_HEAD, 0).partition(b"\n")
    if not newline:
        line, newline, _ = os.pread(fd, LONGEST_HEAD, 0).partition(b"\n")
    head = _parsed(line) if newline else None
    if head is None:
        os.close(fd)
        return None
    return Snapshot(fd, head, len(line) + 1)


def _parsed(line: bytes) -> Head | None:
    try:
        outer = msgspec.json.decode(line.rstrip(b",") + b"}", type=dict[str, dict[str, _Checked]])
        checked = outer["_snapshot"]["1"]
        if crc32(checked.head) != checked.crc:
            return None
        head = msgspec.json.decode(checked.head, type=Head)
    except (msgspec.MsgspecError, KeyError):
        return None
    return head if head.version == VERSION else None


def snapshot_bytes(journal: str, place: Place, tables: Mapping[str, Image]) -> Iterator[bytes]:
    """The file in pieces. `tables` are its tables by name."""
    ranges: dict[str, Range] = {}
    at = 0
    labels = {name: msgspec.json.encode(name) + b":" for name in tables}
    for name, image in tables.items():
        at += len(labels[name])
        data = memoryview(image.data)
        parts = tuple(Part(start, end, crc32(data[start:end])) for start, end in image.parts())
        ranges[name] = Range(at, len(data), crc32(data), image.typed, parts)
        at += len(data) + 2  # the comma and newline between tables
    head = msgspec.json.encode(Head(VERSION, journal, place, ranges))
    first = b'{"_snapshot":{"1":{"crc":%d,"head":%b}}' % (crc32(head), head)
    yield first + (b",\n" if tables else b"\n")
    for number, (name, image) in enumerate(tables.items(), 1):
        yield labels[name]
        yield image.data
        yield b",\n" if number < len(tables) else b"\n"
    yield b"}\n"
