"""Mending a damaged journal: every good line is kept, and what is lost is told."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from store.journal.batch import Batch, Change, Document, applied, diff, encode, new_batch
from store.journal.document import document_defaults
from store.journal.files import replace_durably
from store.journal.folder import JOURNAL, LOCK, SNAPSHOT
from store.journal.lines import frame, new_header
from store.journal.lock import locked
from store.journal.migrations import back_up
from store.journal.salvage import header_of, salvaged
from store.journal.snapshot import Snapshot, open_snapshot
from store.journal.state import Types


class Repair(msgspec.Struct, frozen=True):
    """What was found, and done about it.

    `kept` counts the batches that were kept, `lost` holds the numbers of the damaged lines
    (counted from 1), `notes` a sentence for each change that had to be fitted to what is left,
    `recovered` counts the records that the snapshot still knew. `backup` is the copy of the
    journal as it was, None where nothing needed mending.
    """

    kept: int
    lost: tuple[int, ...]
    notes: tuple[str, ...]
    recovered: int = 0
    backup: Path | None = None

    @property
    def needed(self) -> bool:
        """Whether anything is to be mended."""
        return bool(self.lost or self.notes)


def examine(folder: Path, types: Types) -> Repair:
    """What `repair` would find. Nothing is written."""
    return _Mending(folder, types).report(None)


def repair(folder: Path, types: Types, *, wait: float = 10.0) -> Repair:
    """Mend the journal, after a copy of it was made in backups/; nothing is done where all is well.

    Changes that no longer apply, since a line before them is lost, are fitted to what is left: a
    record that is created twice is updated, and what changes or deletes a record that is not
    there is left out. What the snapshot knows of the lost lines is brought back as a batch.
    """
    with locked(folder / LOCK, wait):
        mending = _Mending(folder, types)
        if not mending.report(None).needed:
            return mending.report(None)
        backup = back_up(folder, "damaged")
        replace_durably(folder / JOURNAL, mending.lines())
        return mending.report(backup)


class _Mending:
    """A journal that is being read with what can be saved of it."""

    def __init__(self, folder: Path, types: Types) -> None:
        self._types = types
        self._documents: dict[tuple[str, str], Document] = {}
        self._tables: set[str] = set()
        self._kept = 0
        self._lost: list[int] = []
        self._notes: list[str] = []
        self._recovered = 0
        self._batches = list(self._mended(folder))

    def report(self, backup: Path | None) -> Repair:
        return Repair(
            self._kept,
            tuple(self._lost),
            tuple(self._notes),
            self._recovered,
            backup,
        )

    def lines(self) -> Iterator[bytes]:
        yield new_header()
        for batch in self._batches:
            yield frame(encode(batch))

    def _mended(self, folder: Path) -> Iterator[Batch]:
        path = folder / JOURNAL
        snapshot = _snapshot_of(folder)
        for number, end, batch in salvaged(path):
            if batch is None:
                self._lost.append(number)
            else:
                changes = tuple(self._fitted(number, batch.changes))
                if changes or not batch.changes:
                    self._kept += 1
                    yield msgspec.structs.replace(batch, changes=changes)
            if snapshot and end >= snapshot.head.place.end:
                if self._lost:
                    yield from self._from_snapshot(snapshot)
                snapshot = None

    def _fitted(self, number: int, changes: Iterable[Change]) -> Iterator[Change]:
        for change in changes:
            fitted = change if change.key is None else self._fit(number, change)
            if fitted:
                self._follow(fitted)
                yield fitted

    def _fit(self, number: int, change: Change) -> Change | None:
        table, key = change.table, change.key
        there = self._documents.get((table, str(key)))
        if (there is None) is (change.before is None):
            return change
        if there is None:
            self._notes.append(
                f"Line {number}: {table} {key} is not there to be changed, as its own line is "
                "lost; that change was left out."
            )
            return None
        self._notes.append(
            f"Line {number}: {table} {key} is there already, as the line that deleted it is "
            "lost; it was given the later fields."
        )
        return diff(table, key, there, change.after)

    def _follow(self, change: Change) -> None:
        at = change.table, str(change.key)
        self._tables.add(change.table)
        if change.key is None:
            if change.after is None:
                self._tables.discard(change.table)
                for gone in [at for at in self._documents if at[0] == change.table]:
                    del self._documents[gone]
            return
        document = applied(change, self._documents.get(at))
        if document is None:
            del self._documents[at]
        else:
            self._documents[at] = document

    def _from_snapshot(self, snapshot: Snapshot) -> Iterator[Batch]:
        changes: list[Change] = []
        for table in snapshot.head.tables:
            known = self._known(snapshot, table)
            here = {key: row for (name, key), row in self._documents.items() if name == table}
            if known is None:
                continue
            if table not in self._tables:
                changes.append(Change(table, None, None, {}))
            for key in {**here, **known}:
                change = diff(
                    table,
                    key if table in self._types else int(key),
                    self._sparse(table, here.get(key)),
                    self._sparse(table, known.get(key)),
                )
                if change:
                    changes.append(change)
        if changes:
            for change in changes:
                self._follow(change)
            self._recovered = sum(change.key is not None for change in changes)
            yield new_batch("recovered from the snapshot", changes)

    def _known(self, snapshot: Snapshot, table: str) -> dict[str, Document] | None:
        image = snapshot.read(table)
        if image is None:
            return None
        rows = msgspec.json.decode(image.data, type=dict[str, dict[str, Any]])
        return {row["id"]: row for row in rows.values()} if table in self._types else rows

    def _sparse(self, table: str, document: Document | None) -> Document | None:
        """The document without the fields that hold their defaults."""
        if document is None or table not in self._types:
            return document
        defaults = document_defaults(self._types[table])
        return {
            field: value
            for field, value in document.items()
            if field not in defaults or value != defaults[field]
        }


def _snapshot_of(folder: Path) -> Snapshot | None:
    """The snapshot, where it was made from this journal."""
    snapshot = open_snapshot(folder / SNAPSHOT)
    if snapshot is None:
        return None
    header, place = header_of(folder / JOURNAL), snapshot.head.place
    if header:
        return snapshot if header.id == snapshot.head.journal else None
    with (folder / JOURNAL).open("rb") as file:
        found = os.pread(file.fileno(), len(place.crc), place.start)
    return snapshot if found == place.crc.encode() else None
