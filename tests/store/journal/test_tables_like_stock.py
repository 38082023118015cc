"""Random programs give the same on stock TinyDB and on ours: results, documents, ids, errors."""

from __future__ import annotations

import copy
import json
import shutil
import tempfile
from collections.abc import Callable
from operator import methodcaller
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tinydb import Query, TinyDB, operations
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from store.journal.journal import Journal
from store.journal.tables import JournalDB
from tests.store.journal.made_up import TYPES

tables = st.sampled_from(["_default", "other"])
values = st.one_of(
    st.integers(0, 3), st.booleans(), st.sampled_from(["", "x", "é"]), st.lists(st.integers(0, 2))
)
documents = st.dictionaries(
    st.sampled_from(["a", "b", "l"]), values | st.dictionaries(st.just("k"), values), max_size=3
)
ids = st.integers(1, 8)
conditions = st.sampled_from(
    [
        Query().a == 1,
        Query().a > 0,
        Query().b.exists(),
        ~(Query().b.exists()),
        Query().l.any([1, 2]),
        (Query().a.k == 1) | (Query().b == "x"),
        Query().b.matches("x"),
        Query().a.test(bool),
        Query().noop(),
    ]
)


def grow(document: Any) -> None:
    """A change in place, of something nested too."""
    document["b"] = "grown"
    if isinstance(document.get("l"), list):
        document["l"].append(2)


changes = st.one_of(
    documents,
    st.sampled_from(
        [operations.set("b", "set"), operations.delete("a"), operations.increment("a"), grow]
    ),
)


class LikeStock(RuleBasedStateMachine):
    """The same calls on both; what they return or raise is compared, then all tables are."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.memory = MemoryStorage()  # type: ignore[no-untyped-call]
        self.stock = TinyDB(storage=lambda: self.memory)
        self.ours: TinyDB = JournalDB(Journal.open(self.folder, TYPES))

    def teardown(self) -> None:
        self.ours.close()
        shutil.rmtree(self.folder)

    def both(self, call: Callable[[Any], Any], table: str = "") -> None:
        """Call it with this table of either, or with either database where no table is named."""
        kept = copy.deepcopy(self.memory.memory)
        expected = outcome(call, self.stock.table(table) if table else self.stock)
        if isinstance(expected, type):
            self.memory.memory = kept  # stock TinyDB stays half changed there, ours must not
        assert outcome(call, self.ours.table(table) if table else self.ours) == expected

    @rule(table=tables, document=documents)
    def insert(self, table: str, document: Any) -> None:
        self.both(lambda table: table.insert(copy.deepcopy(document)), table)

    @rule(table=tables, document=documents, doc_id=ids)
    def insert_with_id(self, table: str, document: Any, doc_id: int) -> None:
        self.both(lambda table: table.insert(Document(document, doc_id)), table)

    @rule(table=tables)
    def insert_nonsense(self, table: str) -> None:
        self.both(lambda table: table.insert(["no mapping"]), table)
        self.both(lambda table: table.insert_multiple([{"a": 1}, 5]), table)

    @rule(table=tables, several=st.lists(documents, max_size=3))
    def insert_multiple(self, table: str, several: list[Any]) -> None:
        self.both(lambda table: table.insert_multiple(copy.deepcopy(several)), table)

    @rule(table=tables, change=changes, condition=conditions)
    def update(self, table: str, change: Any, condition: Any) -> None:
        self.both(lambda table: table.update(copy.deepcopy(change), condition), table)

    @rule(table=tables, change=changes, doc_ids=st.lists(ids, max_size=3))
    def update_ids(self, table: str, change: Any, doc_ids: list[int]) -> None:
        self.both(lambda table: table.update(copy.deepcopy(change), doc_ids=doc_ids), table)

    @rule(table=tables, change=changes)
    def update_all(self, table: str, change: Any) -> None:
        self.both(lambda table: table.update(copy.deepcopy(change)), table)

    @rule(table=tables, change=changes, condition=conditions)
    def update_multiple(self, table: str, change: Any, condition: Any) -> None:
        pairs = [(change, condition), ({"b": "second"}, Query().a == 2)]
        self.both(lambda table: table.update_multiple(copy.deepcopy(pairs)), table)

    @rule(table=tables, document=documents, condition=conditions)
    def upsert(self, table: str, document: Any, condition: Any) -> None:
        self.both(lambda table: table.upsert(copy.deepcopy(document), condition), table)

    @rule(table=tables, document=documents, doc_id=ids)
    def upsert_id(self, table: str, document: Any, doc_id: int) -> None:
        self.both(lambda table: table.upsert(Document(document, doc_id)), table)

    @rule(table=tables, condition=conditions)
    def remove(self, table: str, condition: Any) -> None:
        self.both(lambda table: table.remove(condition), table)

    @rule(table=tables, doc_ids=st.lists(ids, max_size=2, unique=True))
    def remove_ids(self, table: str, doc_ids: list[int]) -> None:
        self.both(lambda table: table.remove(doc_ids=doc_ids), table)

    @rule(table=tables)
    def remove_nothing_said(self, table: str) -> None:
        self.both(methodcaller("remove"), table)

    @rule(table=tables)
    def truncate(self, table: str) -> None:
        self.both(methodcaller("truncate"), table)

    @rule(table=tables)
    def drop(self, table: str) -> None:
        self.both(lambda db: db.drop_table(table))

    @rule()
    def drop_all(self) -> None:
        self.both(lambda db: db.drop_tables())

    @rule(table=tables, condition=conditions, doc_id=ids, doc_ids=st.lists(ids, max_size=3))
    def read(self, table: str, condition: Any, doc_id: int, doc_ids: list[int]) -> None:
        self.both(lambda table: table.search(condition), table)
        self.both(lambda table: table.get(condition), table)
        self.both(lambda table: table.get(doc_id=doc_id), table)
        self.both(lambda table: table.get(None, None, doc_ids), table)
        self.both(lambda table: table.contains(condition), table)
        self.both(lambda table: table.contains(doc_id=doc_id), table)
        self.both(lambda table: table.count(condition), table)
        self.both(methodcaller("get"), table)

    @precondition(lambda self: self.memory.memory)
    @rule(snapshot=st.booleans())
    def reopen(self, snapshot: bool) -> None:
        self.stock = TinyDB(storage=lambda: self.memory)
        assert isinstance(self.ours, JournalDB)
        if snapshot:
            self.ours.journal.snapshot()
        self.ours.close()
        self.ours = JournalDB(Journal.open(self.folder, TYPES))

    @invariant()
    def hold_the_same(self) -> None:
        self.both(lambda db: db.tables())
        for table in self.stock.tables():
            self.both(methodcaller("all"), table)
            self.both(len, table)


def outcome(call: Callable[[Any], Any], db: Any) -> Any:
    """What the call returns, in a form that tells 1 from True, or the type that it raises."""
    try:
        result = call(db)
    except (ValueError, KeyError, TypeError, RuntimeError) as error:
        return type(error)
    return told(result)


def told(result: Any) -> Any:
    """Documents with their ids, as text."""
    if isinstance(result, Document):
        return result.doc_id, json.dumps(result)
    if isinstance(result, list):
        return [told(one) for one in result]
    return repr(sorted(result)) if isinstance(result, set) else repr(result)


TestLikeStock = LikeStock.TestCase
TestLikeStock.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
