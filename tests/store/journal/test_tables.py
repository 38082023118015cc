"""What our tables promise beyond stock TinyDB, and how they read typed records."""

from __future__ import annotations

import math
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tinydb import Query, TinyDB
from tinydb.table import Document
from tinydb.utils import LRUCache

from store.errors import Invalid, Stale
from store.journal.journal import Journal
from store.journal.tables import JournalDB, JournalStorage
from tests.store.journal.made_up import TYPES, Promise


@pytest.fixture
def db(folder: Path) -> Iterator[JournalDB]:
    with JournalDB(Journal.open(folder, TYPES), by="tester") as db:
        yield db


def test_each_call_is_one_batch_by_whoever_opened_the_store(db: JournalDB) -> None:
    table = db.table("note")
    table.insert_multiple([{"a": 1}, {"a": 2}])
    table.update({"b": 1})
    assert [(batch.label, batch.by) for batch in db.journal.batches()] == [
        ("note.insert", "tester"),
        ("note.update", "tester"),
    ]


def test_a_call_that_changes_nothing_writes_nothing(db: JournalDB) -> None:
    table = db.table("note")
    table.insert({"a": 1})
    table.update({"a": 1})
    table.remove(doc_ids=[9])
    assert len(list(db.journal.batches())) == 1


def test_a_failing_updater_leaves_nothing_changed(db: JournalDB) -> None:
    table = db.table("note")
    table.insert_multiple([{"l": [1]}, {"l": "no list"}])

    def fail_on_the_second(document: Any) -> None:
        document["l"].append(2)

    with pytest.raises(AttributeError):
        table.update(fail_on_the_second)
    assert table.all() == [{"l": [1]}, {"l": "no list"}]
    assert len(list(db.journal.batches())) == 1


def test_what_was_read_is_a_copy(db: JournalDB) -> None:
    table = db.table("note")
    table.insert({"l": [1]})
    for document in (
        table.all()[0],
        table.search(Query().l.exists())[0],
        table.get(doc_id=1),
        table.get(doc_ids=[1])[0],
    ):
        document["l"].append(2)
    assert table.all() == [{"l": [1]}]


@pytest.mark.parametrize("value", [{1, 2}, math.nan, math.inf, b"x", object()])
def test_what_json_cannot_say_is_refused_as_by_json(db: JournalDB, value: object) -> None:
    with pytest.raises(TypeError, match="not JSON serializable"):
        db.table("note").insert({"a": [value]})
    assert db.tables() == set()


def test_there_is_no_query_cache(db: JournalDB, folder: Path) -> None:
    table = db.table("note", cache_size=10)
    table.insert({"a": 1})
    assert len(table.search(Query().a == 1)) == 1
    other = Journal.open(folder, TYPES)
    with JournalDB(other) as second:
        second.table("note").insert({"a": 1})
    db.journal.refresh()
    assert len(table.search(Query().a == 1)) == 2
    never: LRUCache[str, int] = LRUCache(capacity=0)
    never["x"] = 1
    assert never.get("x") is None


def test_ids_are_not_given_twice_by_two_who_have_it_open(db: JournalDB, folder: Path) -> None:
    mine = db.table("note")
    assert mine.insert({"by": "me"}) == 1
    with JournalDB(Journal.open(folder, TYPES)) as other:
        theirs = other.table("note")
        assert [theirs.insert({}), mine.insert({}), theirs.insert({}), mine.insert({})] == [
            2,
            3,
            4,
            5,
        ]


def test_an_empty_table_may_be_kept(db: JournalDB) -> None:
    db.table("empty", persist_empty=True)
    db.table("not kept")
    assert db.tables() == {"empty"}


def test_stock_tables_work_on_the_storage_too(db: JournalDB, folder: Path) -> None:
    db.table("note").insert({"l": [1]})
    journal = Journal.open(folder, TYPES)
    with TinyDB(journal, storage=JournalStorage) as stock:
        table = stock.table("note")
        table.insert({"l": [2]})
        table.update(lambda document: document["l"].append(3), doc_ids=[1])
        stock.drop_table("nothing")
    db.journal.refresh()
    assert db.table("note").all() == [{"l": [1, 3]}, {"l": [2]}]


def test_a_stock_table_does_not_lose_what_was_written_meanwhile(
    db: JournalDB, folder: Path
) -> None:
    db.table("note").insert({"a": 1})
    storage = JournalStorage(Journal.open(folder, TYPES))
    read = storage.read()
    assert read
    db.table("note").update({"a": 2})
    read["note"]["1"]["a"] = 3
    with pytest.raises(Stale):
        storage.write(read)
    storage.close()


def test_records_are_the_documents(db: JournalDB) -> None:
    table = db.table("promise")
    assert table.insert(Promise(id="C1", summary="x", owners=("IT",))) == "C1"
    assert table.insert({"id": "C2", "summary": "y", "due": "2022"}) == "C2"
    assert table.insert(Document({"summary": "z", "id": "C3"}, "C3")) == "C3"  # type: ignore[arg-type]
    assert table.get(doc_id="C1") == {"id": "C1", "summary": "x", "owners": ["IT"]}
    assert [str(found.doc_id) for found in table.search(Query().due < "2023")] == ["C2"]
    assert db.journal.table("promise")["C2"] == Promise(id="C2", summary="y", due="2022")


def test_nested_records_are_read_as_documents(db: JournalDB) -> None:
    table = db.table("promise")
    table.insert({"id": "C1", "summary": "x", "links": [{"url": "u", "title": "t"}]})
    assert table.all() == [{"id": "C1", "summary": "x", "links": [{"url": "u", "title": "t"}]}]
    assert table.contains(Query().links.any(Query().title == "t"))


@pytest.mark.parametrize(
    ("document", "error"),
    [
        ({"summary": "no id"}, ValueError),
        ({"id": "C1", "summary": "there already"}, ValueError),
        ({"id": "C2", "summary": 5}, Invalid),
        ({"id": "C2", "summary": "x", "nonsense": 1}, Invalid),
        (Document({"id": "C2", "summary": "x"}, "C3"), Invalid),  # type: ignore[arg-type]
    ],
)
def test_a_record_that_is_not_valid_is_refused(
    db: JournalDB, document: Any, error: type[Exception]
) -> None:
    table = db.table("promise")
    table.insert({"id": "C1", "summary": "x"})
    with pytest.raises(error):
        table.insert(document)
    assert len(table) == 1


def test_the_id_of_a_record_stays(db: JournalDB) -> None:
    table = db.table("promise")
    table.insert({"id": "C1", "summary": "x"})
    with pytest.raises(Invalid):
        table.update({"id": "C2"})
    assert [record["id"] for record in table] == ["C1"]


KEYS = st.sampled_from(["C1", "C2", "C3"])
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "summary": st.sampled_from(["a", "b"]),
        "due": st.sampled_from(["", "2022", "2024"]),
        "owners": st.lists(st.sampled_from(["IT", "MA"]), max_size=2),
        "priority": st.integers(0, 2),
    },
)


class TypedLikeADict(RuleBasedStateMachine):
    """A table of records against a dict of documents without their empty fields."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.expected: dict[str, dict[str, Any]] = {}
        self.db = JournalDB(Journal.open(self.folder, TYPES))

    def teardown(self) -> None:
        self.db.close()
        shutil.rmtree(self.folder)

    @rule(key=KEYS, fields=FIELDS)
    def upsert(self, key: str, fields: dict[str, Any]) -> None:
        record = {"id": key, "summary": "new", **fields}
        assert self.db.table("promise").upsert(Document(record, key)) == [key]  # type: ignore[arg-type]
        self.expected.setdefault(key, {}).update(record)

    @rule(fields=FIELDS, due=st.sampled_from(["2021", "2023", "2025"]))
    def update(self, fields: dict[str, Any], due: str) -> None:
        hit = [key for key, record in self.expected.items() if "" < record.get("due", "") < due]
        assert self.db.table("promise").update(fields, Query().due < due) == hit
        for key in hit:
            self.expected[key].update(fields)

    @rule(key=KEYS)
    def remove(self, key: str) -> None:
        there = [key] if self.expected.pop(key, None) else []
        assert self.db.table("promise").remove(doc_ids=[key]) == there

    @rule(snapshot=st.booleans())
    def reopen(self, snapshot: bool) -> None:
        if snapshot:
            self.db.journal.snapshot()
        self.db.close()
        self.db = JournalDB(Journal.open(self.folder, TYPES))

    @invariant()
    def hold_the_same(self) -> None:
        filled = [
            {field: value for field, value in record.items() if value not in ("", [], 0)}
            for record in self.expected.values()
        ]
        assert self.db.table("promise").all() == filled


TestTypedLikeADict = TypedLikeADict.TestCase
TestTypedLikeADict.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
