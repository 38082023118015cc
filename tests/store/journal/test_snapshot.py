"""The snapshot: readable by plain TinyDB, never trusted against the journal, never needed."""

import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from store.journal.batch import Batch, Change, decode
from store.journal.document import to_document
from store.journal.journal import Journal
from store.journal.snapshot import PIECE, Image, Place, open_snapshot, snapshot_bytes
from tests.store.journal.made_up import TYPES, batch, create

RECORDS = [create("C1", due="2023"), create("C2", owners=["IT"]), create("C3")]


@pytest.fixture
def kept(folder: Path) -> Path:
    """A store with a snapshot and a line after it."""
    journal = Journal.open(folder, TYPES)
    journal.commit(batch(*RECORDS, Change("note", 4, None, {"a": [1]})))
    journal.commit(batch(Change("empty", None, None, {})))
    journal.snapshot()
    journal.commit(batch(Change("promise", "C1", {"due": "2023"}, {"due": "2024"})))
    journal.close()
    return folder


def whole(folder: Path) -> dict[str, dict[str, object]]:
    """All tables, as a newly opened store has them."""
    journal = Journal.open(folder, TYPES)
    tables = {name: dict(journal.table(name)) for name in journal.tables()}
    journal.close()
    return tables


def without_snapshot(folder: Path) -> dict[str, dict[str, object]]:
    (folder / "snapshot.json").unlink()
    return whole(folder)


def test_plain_tinydb_reads_the_same_documents(kept: Path) -> None:
    journal = Journal.open(kept, TYPES)
    journal.snapshot()
    with TinyDB(kept / "snapshot.json") as stock:
        assert stock.tables() == {"_snapshot", "promise", "note", "empty"}
        promises = [to_document(record) for record in journal.table("promise").values()]
        assert stock.table("promise").all() == promises
        assert [found.doc_id for found in stock.table("promise")] == [1, 2, 3]
        assert stock.table("note").get(doc_id=4) == {"a": [1]}
    journal.close()


def test_snapshot_and_tail_say_what_the_whole_journal_says(kept: Path) -> None:
    assert whole(kept) == without_snapshot(kept)


def test_the_older_part_is_not_read_where_there_is_a_snapshot(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Batch] = []

    def noted(payload: bytes) -> Batch:
        read.append(decode(payload))
        return read[-1]

    monkeypatch.setattr("store.journal.file.decode", noted)
    whole(kept)
    assert len(read) == 1


def test_every_changed_byte_of_the_snapshot_is_noticed(
    kept: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    path = kept / "snapshot.json"
    good = path.read_bytes()
    expected = whole(kept)
    for at in range(len(good)):
        path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        assert whole(kept) == expected, at


def test_every_cut_of_the_snapshot_is_noticed(kept: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL)
    path = kept / "snapshot.json"
    good = path.read_bytes()
    expected = whole(kept)
    for length in range(len(good)):
        path.write_bytes(good[:length])
        assert whole(kept) == expected, length


def test_a_damaged_table_is_logged(kept: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = kept / "snapshot.json"
    path.write_bytes(path.read_bytes().replace(b"to do C2", b"to do C9"))
    assert "C2" in whole(kept)["promise"]
    assert "The table promise is read from the journal" in caplog.text


def test_the_snapshot_of_another_journal_is_ignored(kept: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    journal = Journal.open(other, TYPES)
    for number in range(9):
        journal.commit(batch(create(f"X{number}")))
    expected = dict(journal.table("promise"))
    journal.close()
    (kept / "snapshot.json").replace(other / "snapshot.json")
    assert whole(other)["promise"] == expected


def test_a_table_that_becomes_typed_is_read_anew(kept: Path) -> None:
    journal = Journal.open(kept, {})
    plain = journal.table("promise")
    assert list(plain) == ["C1", "C2", "C3"]
    assert plain["C1"] == {"id": "C1", "summary": "to do C1", "due": "2024"}
    journal.close()


def test_closing_writes_it_when_much_was_added_and_not_before(folder: Path) -> None:
    journal = Journal.open(folder, TYPES)
    journal.commit(batch(create("C1")))
    journal.close()
    assert not (folder / "snapshot.json").exists()
    journal = Journal.open(folder, TYPES)
    journal.commit(batch(create("C2", due="x" * 70_000)))
    journal.close()
    assert (folder / "snapshot.json").exists()
    assert whole(folder) == without_snapshot(folder)


def test_closing_does_not_wait_for_somebody_who_is_writing(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    journal, other = Journal.open(folder, TYPES), Journal.open(folder, TYPES)
    journal.commit(batch(create("C2", due="x" * 70_000)))
    with other.exclusive():
        journal.close()
    other.close()
    assert "No snapshot was written" in caplog.text


def test_a_crash_before_the_rename_leaves_a_temporary_file_that_does_no_harm(kept: Path) -> None:
    expected = whole(kept)
    (kept / "snapshot.json.tmp").write_bytes(b'{"_snapshot": half of it')
    assert whole(kept) == expected
    journal = Journal.open(kept, TYPES)
    journal.snapshot()
    journal.close()
    assert not (kept / "snapshot.json.tmp").exists()
    assert whole(kept) == expected


def test_a_failed_snapshot_leaves_the_old_one(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (kept / "snapshot.json").read_bytes()
    journal = Journal.open(kept, TYPES)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("os.fsync", fail)
        journal.snapshot()
    assert (kept / "snapshot.json").read_bytes() == before
    assert not (kept / "snapshot.json.tmp").exists()
    journal.close()


def test_another_journal_with_the_same_last_line_is_still_another(tmp_path: Path) -> None:
    last = batch(create("C2"))
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder, key in zip(folders, ("A1", "B1"), strict=True):
        journal = Journal.open(folder, TYPES)
        journal.commit(batch(create(key)))
        journal.commit(last)
        journal.snapshot()
        journal.close()
    (folders[0] / "snapshot.json").replace(folders[1] / "snapshot.json")
    assert list(whole(folders[1])["promise"]) == ["B1", "C2"]


def test_a_journal_brought_back_from_an_older_copy_outweighs_the_snapshot(kept: Path) -> None:
    older = (kept / "journal").read_bytes()
    expected = whole(kept)
    journal = Journal.open(kept, TYPES)
    journal.commit(batch(create("C8")))
    journal.snapshot()
    journal.close()
    (kept / "journal").write_bytes(older)
    assert whole(kept) == expected
    journal = Journal.open(kept, TYPES)
    journal.commit(batch(create("C9")))
    journal.close()
    assert list(whole(kept)["promise"]) == ["C1", "C2", "C3", "C9"]


@given(
    pad=st.integers(-12, 12),
    sought=st.sampled_from([b'"id":"x1"', b'"id":"x"', b'"id":"no"']),
)
def test_a_table_is_searched_without_reading_it_whole(
    tmp_path_factory: pytest.TempPathFactory, pad: int, sought: bytes
) -> None:
    """Also where the words stand across the border of two pieces."""
    data = b" " * (PIECE - 20 + pad) + b'"id":"x1"' + b" " * PIECE + b'"id":"x2"'
    path = tmp_path_factory.mktemp("snapshot") / "snapshot.json"
    path.write_bytes(b"".join(snapshot_bytes("j", Place(0, 1, "0"), {"t": Image(data, True)})))
    snapshot = open_snapshot(path)
    assert snapshot is not None
    assert snapshot.mentions("t", sought) is (sought in data)


def test_a_damaged_table_is_not_searched(tmp_path: Path) -> None:
    path = tmp_path / "snapshot.json"
    tables = {"t": Image(b'{"1":{"id":"x1"}}', True)}
    path.write_bytes(b"".join(snapshot_bytes("j", Place(0, 1, "0"), tables)).replace(b"x1", b"x2"))
    snapshot = open_snapshot(path)
    assert snapshot is not None
    assert snapshot.mentions("t", b"x2") is None
