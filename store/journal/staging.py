"""Whether a batch fits the tables, and the rows that it leaves: worked out before it is written.

What is staged comes from the JSON that goes into the journal, never from the caller's objects, so
that memory holds what a later reading of the journal gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from store.errors import Invalid, Stale
from store.journal.batch import Change, applied, decode_changes, fits
from store.journal.rows import Row, Rows, collector_paused
from store.journal.state import State

Staged = dict[str, dict[str, Row | None]]
"""By table and key, the rows as a batch leaves them; None where one is gone."""

MANY = 8  # changes, from which on it is quicker to decode a table than to search its bytes


def stage(state: State, changes: Sequence[Change], payload: bytes) -> Staged:
    """The rows as the batch leaves them. `payload` is the batch in JSON.

    Stale where a document is not as the batch assumes, Invalid where a change does not fit.
    """
    if len(changes) <= MANY:
        return _one_by_one(state, changes, payload)
    with collector_paused():
        for name in {change.table for change in changes}:
            state.of(name).live()
        return _records_created(state, changes, payload) or _one_by_one(state, changes, payload)


def install(state: State, changes: Sequence[Change], payload: bytes, staged: Staged) -> None:
    """Take a batch that was just written into the tables."""
    for change in changes:
        if (
            change.key is None
            or change.table not in state.rows
            or not state.rows[change.table].ready
        ):
            state.follow(written.read() for written in decode_changes(payload))
            return
    for name, rows in staged.items():
        state.rows[name].put(rows)


def _records_created(state: State, changes: Sequence[Change], payload: bytes) -> Staged | None:
    """The quick way for a batch that adds records to one table; None for any other, or bad one."""
    name = changes[0].table
    rows = state.of(name)
    if not all(
        change.table == name
        and change.before is None
        and type(cast(object, change.after)) is rows.kind
        for change in changes
    ):
        return None
    records = rows.read_created(payload)
    given = [change.key for change in changes]
    fit = list(records) == given and rows.live().keys().isdisjoint(records)
    return {name: records} if fit else None


def _one_by_one(state: State, changes: Sequence[Change], payload: bytes) -> Staged:
    staged: Staged = {}
    for given, change in zip(changes, decode_changes(payload), strict=True):
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
    return staged


def _check_table(state: State, rows: Rows, change: Change, staged: dict[str, Row | None]) -> None:
    """See that the table is there or not, as the change assumes, and empty where it goes."""
    there = rows.name in state.rows
    if there is (change.before is None):
        raise Stale("table", rows.name, change.before, {} if there else None)
    if change.after is None and any(
        staged.get(key, row) is not None for key, row in rows.live().items()
    ):
        raise Invalid(f"The table {rows.name} must be emptied before it is dropped.")
