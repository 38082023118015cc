"""A made-up kind of record for the store's own tests."""

from __future__ import annotations

from typing import Any

from store.journal.batch import Batch, Change, new_batch
from store.journal.document import DocumentStruct


class Link(DocumentStruct, frozen=True, omit_defaults=True, gc=False):
    """Where something was read."""

    url: str
    title: str = ""


class Promise(DocumentStruct, frozen=True, omit_defaults=True, gc=False, kw_only=True):
    """What somebody promised."""

    id: str
    summary: str
    due: str = ""
    visibility: str = "private"
    owners: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    priority: int = 0


TYPES = {"promise": Promise}


def create(key: str, **fields: Any) -> Change:
    """The change that makes a promise."""
    return Change("promise", key, None, {"id": key, "summary": f"to do {key}", **fields})


def batch(*changes: Change, label: str = "test") -> Batch:
    """A batch of these changes."""
    return new_batch(label, changes, by="tester")
