"""The tables as they stand: what batches did so far, and whether another one fits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

import msgspec

from store.batch import Change, applied, decode_changes, fits
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

    def staged(self, changes: Iterable[Change], payload: bytes) -> Staged:
        """The rows as a batch leaves them (None: gone). `payload` is the batch in JSON.

        Stale where a document is not as the batch assumes, Invalid where a change does not fit.
        """
        staged: Staged = {}
        for given, change in zip(changes, decode_changes(payload), strict=True):
            rows = self._of(change.table)
            if change.key is None:
                self._check_table(change.read(), rows, staged)
                continue
            rows.check(given)
            at = rows.name, str(change.key)
            row = staged[at] if at in staged else rows.row(at[1])
            if change.creates and row is None:
                staged[at] = rows.read(at[1], change.after)
                continue
            document = rows.document(row)
            wanted = change.read()
            if not fits(wanted, document, rows.defaults):
                raise Stale(rows.name, at[1], wanted.before, document)
            after = applied(wanted, document)
            staged[at] = None if after is None else rows.build(at[1], after)
        return staged

    def follow(self, changes: Iterable[Change]) -> None:
        """Take the changes of a batch that is in the journal into the tables."""
        for change in changes:
            if change.key is not None:
                self._kept(change.table).apply(change)
            elif change.after is None:
                self.rows.pop(change.table, None)
            else:
                self._kept(change.table)

    def install(self, changes: Iterable[Change], payload: bytes, staged: Staged) -> None:
        """Take a batch that was just written into the tables, by its staged rows."""
        if any(change.key is None or self._kept(change.table).loaded is None for change in changes):
            self.follow(change.read() for change in decode_changes(payload))
        else:
            for (name, key), row in staged.items():
                self.rows[name].put(key, row)

    def _kept(self, name: str) -> Rows:
        return self.rows.setdefault(name, self._of(name))

    def _check_table(self, change: Change, rows: Rows, staged: Staged) -> None:
        """Stale where the table is there and should not be, or the other way round."""
        there = rows.name in self.rows
        if there is (change.before is None):
            raise Stale("table", rows.name, change.before, {} if there else None)
        if change.after is None and any(
            staged.get((rows.name, key), row) is not None for key, row in rows.live().items()
        ):
            raise Invalid(f"The table {rows.name} must be emptied before it is dropped.")

    def _of(self, name: str) -> Rows:
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


def _rebuilt(file: JournalFile, name: str, types: Types, stop: int) -> bytes:
    """What the snapshot should hold of one table: all its changes up to the offset."""
    state = State(types, file.first)
    state.rows[name] = Rows(name, types.get(name), None)
    for batch in file.batches(file.first, stop):
        state.follow(change for change in batch.changes if change.table == name)
    return state.rows[name].encoded()
