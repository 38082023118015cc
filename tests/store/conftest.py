"""Stores for the tests, of a made-up kind of record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.document import DocumentStruct
from store.journal import Journal


class Promise(DocumentStruct, frozen=True, omit_defaults=True, gc=False, kw_only=True):
    """What somebody promised."""

    id: str
    summary: str
    due: str = ""
    visibility: str = "private"
    owners: tuple[str, ...] = ()
    priority: int = 0


TYPES = {"promise": Promise}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def journal(folder: Path) -> Iterator[Journal]:
    journal = Journal.open(folder, TYPES)
    yield journal
    journal.close()
