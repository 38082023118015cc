"""Reading a journal file of any version line by line, going on after the damaged ones."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from store.errors import Damaged
from store.journal.batch import Batch
from store.journal.files import reading
from store.journal.lines import VERSION, Header, read_header, scan, unframe
from store.journal.versions import decode_as


class Salvaged(NamedTuple):
    """One line of a journal, counted from 1, and where it ends; its batch is None if damaged."""

    number: int
    end: int
    batch: Batch | None


def header_of(path: Path) -> Header | None:
    """The file's header, None where it is damaged; NotAStore and Newer as for any journal."""
    with reading(path), path.open("rb") as file:
        try:
            return read_header(file.fileno(), path)[0]
        except Damaged:
            return None


def salvaged(path: Path) -> Iterator[Salvaged]:
    """Every line after the header, and the header too where it is damaged.

    A torn last line is left out: it was never acknowledged.
    """
    header = header_of(path)
    version = header.version if header else VERSION
    with reading(path), path.open("rb") as file:
        fd = file.fileno()
        for number, line in enumerate(scan(fd, 0, os.fstat(fd).st_size), 1):
            if number == 1 and header:
                continue
            payload = unframe(line.data)
            if payload is None and not line.whole:
                return
            yield Salvaged(number, line.end, _decoded(payload, version))


def _decoded(payload: bytes | None, version: int) -> Batch | None:
    if payload is None:
        return None
    try:
        return decode_as(payload, version)
    except msgspec.DecodeError:
        return None
