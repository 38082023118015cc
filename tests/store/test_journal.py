from pathlib import Path

import msgspec
from tinydb import Query, TinyDB

from store.journal import Journal
from store.tables import JournalDB
from tests.store.conftest import TYPES


def test_x(folder: Path) -> None:
    journal = Journal.open(folder, TYPES)
    db = JournalDB(journal)
    t = db.table("promise")
    assert t.insert({"id": "C1", "summary": "x", "due": "2022"}) == "C1"
    t.insert_multiple(
        [{"id": "C2", "summary": "y"}, {"id": "C3", "summary": "z", "owners": ["a", "b"]}]
    )
    assert [d["id"] for d in t.search(Query().due < "2023")] == ["C1"]
    assert t.get(doc_id="C3")["owners"] == ["a", "b"]
    t.update({"due": "2021"}, Query().id == "C3")
    t.update({"due": "2023"}, doc_ids=["C1"])
    d = db.table("d")
    assert d.insert({"a": [1]}) == 1
    assert d.insert({"a": [1]}) == 2
    d.update(lambda doc: doc["a"].append(5), doc_ids=[1])
    assert d.all() == [{"a": [1, 5]}, {"a": [1]}]
    t.remove(doc_ids=["C2"])
    rows = [msgspec.json.encode(r) for r in t.all()]
    journal.snapshot()
    d.insert({})
    db.close()
    with JournalDB(Journal.open(folder, TYPES)) as again:
        assert again.tables() == {"promise", "d"}
        assert [msgspec.json.encode(r) for r in again.table("promise").all()] == rows
        assert again.table("d").all() == [{"a": [1, 5]}, {"a": [1]}, {}]
        again.drop_table("d")
        assert again.tables() == {"promise"}
    with TinyDB(folder / "snapshot.json") as stock:
        assert len(stock.table("promise")) == 2
