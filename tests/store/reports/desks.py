"""Desks with a few records on them, made anew for each example."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from store.config import Config
from store.desk import Desk
from store.insight import Insight
from store.record import Record
from store.rules import received
from store.store import Store
from tests.conftest import TODAY


@contextmanager
def desk_with(*records: Record, today: date = TODAY) -> Iterator[Desk]:
    """A desk with these records."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "store", by="desk", today=lambda: today) as store,
    ):
        store.apply("begin", [(None, record) for record in records], received)
        yield Desk(store, Insight(store, lambda: today), Config(name="desk"))
