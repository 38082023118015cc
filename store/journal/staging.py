"""Whether a batch fits the tables, and the rows that it leaves: worked out before it is written.

What is staged comes from the JSON that goes into the journal, never from the caller's objects, so
that memory holds what a later reading of the journal gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import msgspec

from store.errors import Invalid, Stale
from store.journal.batch import (
    Batch,
    Change,
    WrittenChange,
    applied,
    decode,
    decode_changes,
    encode_pieces,
    fits,
)
from store.journal.payload import Payload
from store.journal.rows import Row, Rows, collector_paused
from store.journal.state import State

Changes = Sequence[Change]
Written = Sequence[WrittenChange]
Staged = dict[str, dict[str, Row | None]]
"""By table and key, the rows as a batch leaves them; None where one is gone."""

MANY = 8  # changes, from which on it is quicker to decode a table than to search its bytes
PIECE = 1_000  # changes that are written at a time


def stage(state: State, batch: Batch, payload: Payload) -> Staged:
    """The rows as the batch leaves them. `payload` gets the batch in JSON.

    Stale where a document is not as the batch assumes, Invalid where a change does not fit.
    """
    if len(batch.changes) <= MANY:
        return _staged(state, batch, payload)
    with collector_paused():
        for name in {change.table for change in batch.changes}:
            state.of(name).live()
        return _staged(state, batch, payload)


def install(state: State, batch: Batch, payload: Payload, staged: Staged) -> None:
    """Take a batch that was just written into the tables."""
    unread = {name for name, rows in state.rows.items() if not rows.ready}
    if any(change.key is None or change.table in unread for change in batch.changes):
        state.follow(decode(b"".join(payload.pieces())).changes)
        return
    for name, rows in staged.items():
        state.kept(name).put(rows)


def _staged(state: State, batch: Batch, payload: Payload) -> Staged:
    staged: Staged = {}
    for part in encode_pieces(batch, PIECE):
        payload.add(part.piece)
        if part.changes:
            _stage(state, part.changes, decode_changes(part.array), staged)
    return staged


def _stage(state: State, changes: Changes, written: Written, staged: Staged) -> None:
    found = _records_created(state, changes, written) if len(changes) > MANY else None
    if found is None or any(
        not staged.get(name, {}).keys().isdisjoint(rows) for name, rows in found.items()
    ):
        _one_by_one(state, changes, written, staged)
        return
    for name, rows in found.items():
        staged.setdefault(name, {}).update(rows)


def _records_created(state: State, changes: Changes, written: Written) -> Staged | None:
    """The quick way for changes that only add records; None for any other, or bad ones."""
    tables = {name: state.of(name) for name in {change.table for change in changes}}
    given: dict[str, list[Row]] = {name: [] for name in tables}
    for change in changes:
        record = cast(object, change.after)
        if change.before is not None or type(record) is not tables[change.table].kind:
            return None
        given[change.table].append(record)
    said: dict[str, list[msgspec.Raw]] = {name: [] for name in tables}
    for change_written in written:
        said[change_written.table].append(change_written.after)
    staged: Staged = {}
    for name, records in given.items():
        rows = tables[name]
        staged[name] = mine = rows.read_created(said[name], records)
        if len(mine) < len(records) or not rows.live().keys().isdisjoint(mine):
            return None
    keys = [(change.table, change.key) for change in changes]
    return staged if all(key in staged[name] for name, key in keys) else None


def _one_by_one(state: State, changes: Changes, written: Written, staged: Staged) -> None:
    for given, change in zip(changes, written, strict=True):
        rows = state.of(change.table)
        mine = staged.setdefault(rows.name, {})
        if change.key is None:
            _check_table(state, rows, change.read(), mine)
            continue
        rows.check(change.key, given.after)
        key = str(change.key)
        row = mine[key] if key in mine else rows.row(key)
        if row is None and given.before is None and given.after is not None:
            mine[key] = rows.read(key, change.after)
            continue
        document = rows.document(row)
        wanted = change.read()
        if not fits(wanted, document, rows.defaults):
            raise Stale(rows.name, key, wanted.before, document)
        after = applied(wanted, document)
        mine[key] = None if after is None else rows.build(key, after)


def _check_table(state: State, rows: Rows, change: Change, staged: dict[str, Row | None]) -> None:
    """See that the table is there or not, as the change assumes, and empty where it goes."""
    there = rows.name in state.rows
    if there is (change.before is None):
        raise Stale("table", rows.name, change.before, {} if there else None)
    if change.after is None and any(
        staged.get(key, row) is not None for key, row in rows.live().items()
    ):
        raise Invalid(f"The table {rows.name} must be emptied before it is dropped.")
