"""The tables as they stand: what batches did so far, and whether another one fits."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import msgspec

from store.batch import Batch, Change, Document, applied, fits
from store.errors import Invalid, Stale
from store.journal_file import JournalFile
from store.rows import Row, Rows
from store.snapshot import Piece, open_snapshot

Types = Mapping[str, type[msgspec.Struct]]
Staged = dict[tuple[str, str], Row | None]

RESERVED = "_snapshot"


class State:
    """All tables. `snapshot_end` is the journal's offset up to which a snapshot holds them,
    `snapshot_size` that snapshot's bytes."""

    def __init__(self, types: Types, snapshot_end: int) -> None:
        self.rows: dict[str, Rows] = {}
        self.snapshot_end = snapshot_end
        self.snapshot_size = 0
        self._types = types

    def staged(self, batch: Batch) -> Staged:
        """The rows as the batch leaves them (None: gone).

        Stale where a document is not as the batch assumes, Invalid where a change does not fit.
        """
        documents: dict[tuple[str, str], Document | None] = {}
        for change in batch.changes:
            rows = self._of(change.table)
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
            (name, key): None if document is None else self._of(name).build(key, document)
            for (name, key), document in documents.items()
        }

    def follow(self, batch: Batch, staged: Staged | None = None) -> None:
        """Take a batch that is in the journal into the tables, by its staged rows if given."""
        for change in batch.changes:
            self._follow(change, staged)

    def _follow(self, change: Change, staged: Staged | None) -> None:
        name = change.table
        if change.key is None and change.after is None:
            self.rows.pop(name, None)
            return
        rows = self.rows.setdefault(name, self._of(name))
        if change.key is None:
            return
        if staged is None or rows.loaded is None:
            rows.apply(change)
        else:
            key = str(change.key)
            rows.put(key, staged[name, key])

    def _of(self, name: str) -> Rows:
        """The table's rows; of a table that does not exist an empty one that is not kept."""
        if name == RESERVED:
            raise Invalid(f"A table cannot be called {RESERVED}.")
        return self.rows.get(name) or Rows(name, self._types.get(name), None)


def load(file: JournalFile, snapshot: Path, types: Types) -> State:
    """The tables from the snapshot, if it is of this journal, and from the journal's tail."""
    state = _from_snapshot(file, snapshot, types) or State(types, file.first)
    for batch in file.tail():
        state.follow(batch)
    return state


def _from_snapshot(file: JournalFile, path: Path, types: Types) -> State | None:
    snapshot = open_snapshot(path)
    if snapshot is None or snapshot.head.journal != file.header.id:
        return None
    head = snapshot.head
    if not file.stands(head.place):
        return None
    if any(extent.typed is not (name in types) for name, extent in head.tables.items()):
        return None
    state = State(types, head.place.end)
    state.snapshot_size = snapshot.size
    for name in head.tables:
        rebuild = partial(_rebuilt, file, name, types, head.place.end)
        state.rows[name] = Rows(name, types.get(name), Piece(snapshot, name, rebuild))
    file.place = head.place
    return state


def _rebuilt(file: JournalFile, name: str, types: Types, stop: int) -> bytes:
    """What the snapshot should hold of one table: all its changes up to the offset."""
    state = State(types, file.first)
    state.rows[name] = Rows(name, types.get(name), None)
    for batch in file.batches(file.first, stop):
        changes = tuple(change for change in batch.changes if change.table == name)
        state.follow(msgspec.structs.replace(batch, changes=changes))
    return state.rows[name].encoded()
