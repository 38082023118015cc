"""A purged record is gone from the journal, the snapshot and the backups."""

from pathlib import Path

import msgspec
import pytest

from store.errors import Damaged, NotAStore
from store.journal.batch import Batch, Change, encode
from store.journal.journal import Journal
from store.journal.migrations import back_up
from store.journal.purge import purge
from tests.store.journal.made_up import TYPES, batch, create

SECRET = "Contact Mr Secret"


@pytest.fixture
def store(folder: Path) -> Journal:
    journal = Journal.open(folder, TYPES)
    journal.commit(
        batch(create("C1", due="2023"), create("C2", owners=["S7"]), label=f"add {SECRET}")
    )
    journal.commit(batch(create("S7", due=SECRET), label=f"add {SECRET}"))
    journal.snapshot()
    back_up(folder, "test")
    journal.commit(batch(Change("promise", "S7", {"due": SECRET}, {"due": SECRET * 2})))
    journal.commit(batch(create("C3")))
    return journal


def content(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def redact(done: Batch) -> Batch:
    """Tell of the purged record by a marker, as who knows the fields would."""
    text = encode(done).replace(b"S7", b"purged").replace(SECRET.encode(), b"...")
    return msgspec.json.decode(text, type=Batch)


def test_no_byte_of_the_record_stays(store: Journal, folder: Path) -> None:
    assert SECRET.encode() in content(folder)
    (folder / "snapshot.json.tmp").write_text(SECRET)
    (folder / "backups" / "half.tmp").write_text(SECRET)
    purge(store, "promise", "S7", redact)
    store.snapshot()
    store.close()
    assert SECRET.encode() not in content(folder)
    assert b"S7" not in content(folder)


def test_all_else_stays(store: Journal, folder: Path) -> None:
    before = dict(store.table("promise"))
    purge(store, "promise", "S7")
    del before["S7"]
    assert store.table("promise") == before
    store.close()
    again = Journal.open(folder, TYPES)
    assert again.table("promise") == before
    labels = [done.label for done in again.batches()]
    assert labels[:-1] == [f"add {SECRET}", "test"] and labels[-1].startswith("purged 2")
    again.close()


def test_a_batch_that_also_told_of_the_record_loses_its_label(store: Journal) -> None:
    purge(store, "promise", "C2")
    assert next(store.batches()).label == "purged"


def test_the_marker_says_why_undo_stops(store: Journal) -> None:
    marker = purge(store, "promise", "S7")
    assert next(store.batches(newest_first=True)) == marker
    assert "nothing before that can be undone" in marker.barrier


def test_who_has_the_store_open_sees_it_go(store: Journal, folder: Path) -> None:
    other = Journal.open(folder, TYPES)
    assert "S7" in other.table("promise")
    purge(store, "promise", "S7")
    assert other.refresh() == [] and other.reloads == 1
    assert "S7" not in other.table("promise")
    other.commit(batch(create("C4")))
    store.refresh()
    assert "C4" in store.table("promise")
    other.close()


def test_who_has_it_open_cannot_write_to_the_old_file(store: Journal, folder: Path) -> None:
    other = Journal.open(folder, TYPES)
    purge(store, "promise", "S7")
    other.commit(batch(create("C4")))
    other.snapshot()
    other.close()
    store.refresh()
    assert store.table("promise").keys() == {"C1", "C2", "C3", "C4"}
    assert SECRET.encode() not in (folder / "snapshot.json").read_bytes()


def test_a_redaction_that_breaks_the_history_is_not_taken(store: Journal, folder: Path) -> None:
    before = (folder / "journal").read_bytes()

    def drop_everything_else(done: Batch) -> Batch | None:
        return None if done.label.startswith("add") else done

    with pytest.raises(Damaged):
        store.commit(batch(Change("promise", "C1", {"due": "2023"}, {"due": "2024"})))
        before = (folder / "journal").read_bytes()
        purge(store, "promise", "S7", drop_everything_else)
    assert (folder / "journal").read_bytes() == before
    assert not (folder / "journal.new").exists()
    assert "S7" in store.table("promise")


def test_a_backup_that_is_none_of_ours_stops_it(store: Journal, folder: Path) -> None:
    (folder / "backups" / "mine.txt").write_text(f"{SECRET}\n")
    with pytest.raises(NotAStore, match=r"mine\.txt is no backup of ours"):
        purge(store, "promise", "S7")
    assert "S7" in store.table("promise")


def test_interrupted_before_the_last_rename_it_can_be_done_again(
    store: Journal, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def power_cut(self: Path, target: Path) -> Path:
        if Path(target).name == "journal":
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Path, "replace", power_cut)
        purge(store, "promise", "S7")
    assert "S7" in Journal.open(folder, TYPES).table("promise")
    purge(store, "promise", "S7", redact)
    store.close()
    assert SECRET.encode() not in content(folder)
