"""The tables as they stand: what batches did so far, and whether another one fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

import msgspec

from store.errors import Invalid
from store.journal.batch import Change
from store.journal.file import JournalFile
from store.journal.rows import Rows
from store.journal.snapshot import Image, Piece, open_snapshot

Types = Mapping[str, type[msgspec.Struct]]

RESERVED = "_snapshot"


class State:
    """All tables. `snapshot_end` is the journal's offset up to which a snapshot holds them,
    `snapshot_size` that snapshot's bytes."""

    def __init__(self, types: Types, snapshot_end: int) -> None:
        self.rows: dict[str, Rows] = {}
        self.snapshot_end = snapshot_end
        self.snapshot_size = 0
        self._types = types

    def follow(self, changes: Iterable[Change]) -> None:
        """Take the changes of a batch that is in the journal into the tables."""
        for change in changes:
            if change.key is not None:
                self.kept(change.table).apply(change)
            elif change.after is None:
                self.rows.pop(change.table, None)
            else:
                self.kept(change.table)

    def kept(self, name: str) -> Rows:
        """The table's rows; of a table that does not exist an empty one, which then does."""
        return self.rows.setdefault(name, self.of(name))

    def of(self, name: str) -> Rows:
        """The table's rows; of a table that does not exist an empty one that is not kept."""
        if name == RESERVED:
            raise Invalid(f"A table cannot be called {RESERVED}.")
        return self.rows.get(name) or Rows(name, self._types.get(name), None)


def load(file: JournalFile, snapshot: Path, types: Types) -> State:
    """The tables from the snapshot, if it is of this journal, and from the journal's tail."""
    state = _from_snapshot(file, snapshot, types) or State(types, file.first)
    for batch in file.tail():
        state.follow(batch.changes)
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


def _rebuilt(file: JournalFile, name: str, types: Types, stop: int) -> Image:
    """What the snapshot should hold of one table: all its changes up to the offset."""
    state = State(types, file.first)
    state.rows[name] = Rows(name, types.get(name), None)
    for batch in file.batches(file.first, stop):
        state.follow(change for change in batch.changes if change.table == name)
    return state.rows[name].encoded()
