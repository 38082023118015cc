"""Making a store that an older version wrote one of this version.

The steps are in `versions.py`. They run when such a store is opened, on a copy that takes the
journal's place at the end; the old file is kept in backups/.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from store.journal.batch import encode, now
from store.journal.file import damaged
from store.journal.files import read_chunks, reading, replace_durably, writing
from store.journal.folder import BACKUPS, JOURNAL, LOCK
from store.journal.lines import VERSION, frame, new_header, read_header
from store.journal.lock import locked
from store.journal.salvage import salvaged


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
    replace_durably(backup, read_chunks(folder / JOURNAL))
    return backup


def _version(folder: Path) -> int:
    path = folder / JOURNAL
    with reading(path), path.open("rb") as file:
        return read_header(file.fileno(), path)[0].version


def _upgraded(path: Path) -> Iterator[bytes]:
    yield new_header()
    for line in salvaged(path):
        if line.batch is None:
            raise damaged(path, line.number)
        yield frame(encode(line.batch))
