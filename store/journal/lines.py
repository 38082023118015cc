"""The lines of a journal file: `crc32 as 8 hex digits, space, JSON, newline`, and how to read them.

The first line is the header. Nothing here knows what the other lines say.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import NamedTuple
from zlib import crc32

import msgspec

from store.errors import Damaged, Newer, NotAStore

FORMAT = "smallgroup-journal"
VERSION = 1
CHUNK = 1 << 20
HEAD = b"%08x "  # how a line begins: the checksum of its payload
HEX_START = re.compile(rb"[0-9a-f]{8}")


class Header(msgspec.Struct, frozen=True):
    """The first line: what the file is, in which version, and which journal of all."""

    format: str
    version: int
    id: str


class Line(NamedTuple):
    """One line without its newline, and where it stands: bytes `start` to `end` of the file.

    `end` counts the newline, also where it is missing because the file was cut (not `whole`).
    """

    start: int
    end: int
    data: bytes
    whole: bool


def frame(payload: bytes) -> bytes:
    """The payload as a line."""
    return b"".join((HEAD % crc32(payload), payload, b"\n"))


def unframe(line: bytes) -> bytes | None:
    """The payload of a line (given without its newline); None where the checksum fails."""
    payload = line[9:]
    return payload if line[:9] == HEAD % crc32(payload) else None


def new_header() -> bytes:
    """The first line of a new journal, with a random id."""
    return frame(msgspec.json.encode(Header(FORMAT, VERSION, os.urandom(8).hex())))


def scan(fd: int, start: int, stop: int) -> Iterator[Line]:
    """The lines from `start` (where one begins) up to `stop`, in order."""
    carried = b""
    at, size = start, CHUNK
    while at < stop:
        chunk = os.pread(fd, min(size, stop - at), at)
        if not chunk:
            break
        at += len(chunk)
        *lines, carried = (carried + chunk).split(b"\n")
        size = CHUNK if lines else size * 2
        for data in lines:
            yield Line(start, start + len(data) + 1, data, whole=True)
            start += len(data) + 1
    if carried:
        yield Line(start, start + len(carried) + 1, carried, whole=False)


def scan_back(fd: int, start: int, stop: int) -> Iterator[Line]:
    """The lines between `start` and `stop` (where lines begin and end), the last one first."""
    if start >= stop:
        return
    carried = b""
    end, at, size = stop, stop - 1, CHUNK
    while at > start:
        step = min(size, at - start)
        at -= step
        carried, *lines = (os.pread(fd, step, at) + carried).split(b"\n")
        size = CHUNK if lines else size * 2
        for data in reversed(lines):
            yield Line(end - len(data) - 1, end, data, whole=True)
            end -= len(data) + 1
    yield Line(start, end, carried, whole=True)


def read_header(fd: int, path: object) -> tuple[Header, int]:
    """The header and where the next line begins; `path` is only for the messages.

    NotAStore where the file is none of ours, Damaged where it was, Newer where a newer version
    of the program wrote it. An older version's header is as good as ours.
    """
    first, _, _ = os.pread(fd, 4096, 0).partition(b"\n")
    payload = unframe(first)
    try:
        header = msgspec.json.decode(payload or b"", type=Header)
    except msgspec.DecodeError:
        if FORMAT.encode() in first or HEX_START.match(first):
            raise Damaged(f"Line 1 of {path} is damaged; run: smallgroup doctor --repair") from None
        raise NotAStore(f"{path} is not the journal of a store; choose another folder.") from None
    if header.format != FORMAT:
        raise NotAStore(f"{path} is a {header.format}, not a {FORMAT}; choose another folder.")
    if header.version > VERSION:
        raise Newer(
            f"The store was written by a newer version of the program (format {header.version}, "
            f"this one reads up to {VERSION}): update the program."
        )
    return header, len(first) + 1


def number_of(fd: int, offset: int) -> int:
    """The number, counted from 1, of the line that begins at this offset."""
    return 1 + sum(1 for line in scan(fd, 0, offset) if line.whole)
