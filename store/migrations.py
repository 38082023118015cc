"""How a store that an older version wrote becomes one of this version.

Numbered steps, each from one version of the journal's lines to the next. They run when such a
store is opened, on a copy that takes the journal's place at the end; the old file is kept in
backups/.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from store.batch import Batch, decode, encode, now
from store.files import reading, replace_durably, writing
from store.folder import BACKUPS, JOURNAL, LOCK
from store.journal_file import damaged
from store.lines import CHUNK, VERSION, frame, new_header, number_of, read_header, scan, unframe
from store.lock import locked

Raw = dict[str, Any]


class Migration(NamedTuple):
    """A step to the next version: what it does, and how it changes one line's object."""

    title: str
    transform: Callable[[Raw], Raw]


def _title_to_label(line: Raw) -> Raw:
    return {("label" if field == "title" else field): value for field, value in line.items()}


MIGRATIONS: Mapping[int, Migration] = {
    0: Migration("what a batch is called is its label, no longer its title", _title_to_label),
}


def decode_as(payload: bytes, version: int) -> Batch:
    """The batch that a journal of this version wrote; msgspec.DecodeError where it is none."""
    if version == VERSION:
        return decode(payload)
    line = msgspec.json.decode(payload, type=Raw)
    for step in range(version, VERSION):
        line = MIGRATIONS[step].transform(line)
    return msgspec.convert(line, Batch)


def upgrade(folder: Path, *, wait: float) -> None:
    """Bring the folder's journal to this version, with a backup of it made first."""
    if _version(folder) == VERSION:
        return
    with locked(folder / LOCK, wait):
        version = _version(folder)
        if version < VERSION:
            back_up(folder, f"version-{version}")
            replace_durably(folder / JOURNAL, _upgraded(folder / JOURNAL))


def back_up(folder: Path, why: str) -> Path:
    """Copy the journal to backups/ durably; the copy's path. The lock is held."""
    backup = folder / BACKUPS / f"journal-{now().replace(':', '')}-{why}"
    with writing(backup):
        backup.parent.mkdir(mode=0o700, exist_ok=True)
    replace_durably(backup, _chunks(folder / JOURNAL))
    return backup


def _version(folder: Path) -> int:
    path = folder / JOURNAL
    with reading(path), path.open("rb") as file:
        return read_header(file.fileno(), path)[0].version


def _chunks(path: Path) -> Iterator[bytes]:
    with reading(path), path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def _upgraded(path: Path) -> Iterator[bytes]:
    yield new_header()
    with reading(path), path.open("rb") as file:
        fd = file.fileno()
        header, first = read_header(fd, path)
        for line in scan(fd, first, os.fstat(fd).st_size):
            payload = unframe(line.data)
            if payload is not None:
                yield frame(encode(decode_as(payload, header.version)))
            elif line.whole:
                raise damaged(path, number_of(fd, line.start))
