"""Taking a record out of the store, out of its history and out of its backups.

What is left is a marker that something was purged, past which nothing can be undone. The disk
may still hold the old bytes where it has not used them again, and copies made elsewhere are out
of reach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from store.errors import NotAStore
from store.journal.batch import Batch, encode, new_batch, now
from store.journal.files import reading, replace_durably, temporary, writing
from store.journal.folder import BACKUPS, JOURNAL, SNAPSHOT
from store.journal.journal import Journal
from store.journal.lines import frame, new_header
from store.journal.salvage import header_of, salvaged

Transform = Callable[[Batch], Batch | None]


def leaving_out(table: str, key: str, redact: Transform | None = None) -> Transform:
    """What a purge of this record does to every batch.

    `redact` may change or drop (None) every other batch, such as those that tell of the record
    in other records' fields.
    """

    def transform(batch: Batch) -> Batch | None:
        kept = tuple(
            change for change in batch.changes if change.table != table or str(change.key) != key
        )
        if len(kept) < len(batch.changes):
            if not kept:
                return None
            batch = msgspec.structs.replace(batch, changes=kept, label="purged")
        return redact(batch) if redact else batch

    return transform


def purge(journal: Journal, table: str, key: str, redact: Transform | None = None) -> Batch:
    """Rewrite journal, snapshot and backups without the record; the marker that stands for it.

    `redact` is as for `leaving_out`. The backups are rewritten first and the journal last: where
    this is interrupted the record is still there, and purging it again does all that is left.
    """
    without = leaving_out(table, key, redact)
    day = now()
    reason = f"a record was purged at {day}, and nothing before that can be undone"
    marker = msgspec.structs.replace(new_batch(f"purged {day}", ()), barrier=reason)
    with journal.exclusive():
        for backup in _backups(journal.folder):
            replace_durably(backup, rewritten(backup, without))
        with writing(journal.folder):
            for name in (SNAPSHOT, JOURNAL):
                temporary(journal.folder / name).unlink(missing_ok=True)
        journal.rewrite(without, marker)
    return marker


def _backups(folder: Path) -> list[Path]:
    """The backups, each of them a journal; NotAStore where one is something else."""
    with reading(folder / BACKUPS):
        found = sorted((folder / BACKUPS).iterdir()) if (folder / BACKUPS).exists() else []
    with writing(folder / BACKUPS):
        for draft in found:
            if draft.suffix == ".tmp":
                draft.unlink()
    kept = [path for path in found if path.suffix != ".tmp"]
    for path in kept:
        try:
            header_of(path)
        except NotAStore as error:
            raise NotAStore(
                f"{path} is no backup of ours, and may tell of the record: "
                "move it out of the folder or delete it, then purge again."
            ) from error
    return kept


def rewritten(path: Path, transform: Transform) -> Iterator[bytes]:
    """The journal in this file with every batch that can be read transformed."""
    yield new_header()
    for line in salvaged(path):
        batch = transform(line.batch) if line.batch else None
        if batch:
            yield frame(encode(batch))
