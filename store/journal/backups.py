"""Backups that the user makes: one file each, wherever it is wanted, remembered for a purge.

A backup is a copy of the journal, so it holds the whole history. To restore it, put it as
`journal` into an empty folder. The store's folder remembers in `backups.json` where its backups
were put, so that purging a record reaches them too.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from store.errors import Damaged, NotAStore, StoreError
from store.journal.files import read_chunks, reading, replace_durably
from store.journal.folder import JOURNAL, LOCK, MADE
from store.journal.journal import Journal
from store.journal.purge import Transform, rewritten
from store.journal.salvage import header_of


def back_up(journal: Journal, file: Path, *, overwrite: bool) -> int:
    """Copy the journal into this file; its bytes. An existing file is kept unless `overwrite`."""
    with reading(file):
        target = file.resolve()
        taken = target.exists()
        ordinary = not taken or target.is_file()
    if target.is_relative_to(journal.folder.resolve()):
        raise StoreError(f"{file} is in the store's own folder: choose a place outside it.")
    if not ordinary:
        raise StoreError(f"{file} is no ordinary file: choose another name.")
    if taken and not overwrite:
        raise StoreError(f"{file} exists already: choose another name, or add --force.")
    with journal.exclusive():
        _remember(journal.folder, target)
        replace_durably(target, read_chunks(journal.folder / JOURNAL))
        return os.stat(target).st_size  # noqa: PTH116 — nobody else has touched it yet


def made(folder: Path) -> list[Path]:
    """Where the backups of this store were put."""
    path = folder / MADE
    with reading(path):
        raw = path.read_bytes() if path.exists() else b"[]"
    try:
        return [Path(name) for name in msgspec.json.decode(raw, type=list[str])]
    except msgspec.DecodeError as error:
        raise Damaged(
            f"{path}, which says where the backups are, is damaged ({error}); "
            "delete it, and look after the backups by hand."
        ) from error


def rewrite_backups(folder: Path, transform: Transform) -> Iterator[str]:
    """Transform every batch in every backup that can be reached; a sentence for each other one."""
    for path in made(folder):
        try:
            _rewrite(path, transform)
        except StoreError as error:
            yield f"The backup {path} was not purged: {error}"


def _rewrite(path: Path, transform: Transform) -> None:
    if path.name == JOURNAL and (path.parent / LOCK).exists():
        raise NotAStore(f"it is a store by now: smallgroup --store {path.parent} purge.")
    header_of(path)
    replace_durably(path, rewritten(path, transform))


def _remember(folder: Path, file: Path) -> None:
    names = dict.fromkeys([*(str(path) for path in made(folder)), str(file)])
    replace_durably(folder / MADE, [msgspec.json.encode(list(names))])
