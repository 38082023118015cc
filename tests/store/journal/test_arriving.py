"""Large tables that arrive in pieces while the program goes on."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread, current_thread

import pytest

from store.errors import Damaged
from store.journal import rows as rows_module
from store.journal.batch import new_batch
from store.journal.document import DocumentStruct, created
from store.journal.folder import JOURNAL, SNAPSHOT
from store.journal.journal import Journal
from store.journal.snapshot import Snapshot
from store.journal.tables import JournalDB


class Promise(DocumentStruct, frozen=True, omit_defaults=True, kw_only=True):
    id: str
    text: str = ""


TYPES = {"promise": Promise}
IDS = [f"p{number}" for number in range(50)]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of fifty is large, and arrives in five pieces."""
    monkeypatch.setattr(rows_module, "LARGE", 100)
    monkeypatch.setattr(rows_module, "CUT", 10)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    journal = Journal.open(tmp_path / "store", TYPES)
    journal.commit(new_batch("fill", [created("promise", Promise(id=id_)) for id_ in IDS]))
    journal.snapshot()
    journal.close()
    return tmp_path / "store"


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Event:
    """What the thread that reads waits for after its first piece."""
    event, pieces = Event(), Snapshot.pieces

    def slowly(snapshot: Snapshot, table: str) -> Iterator[bytes | None]:
        for number, piece in enumerate(pieces(snapshot, table)):
            if number and current_thread().name == "arrivals":
                event.wait(10)
            yield piece

    monkeypatch.setattr(Snapshot, "pieces", slowly)
    return event


def told(journal: Journal) -> Event:
    """Set when the table is there."""
    there = Event()
    journal.read_on(lambda name: there.set())
    return there


def change(folder: Path, key: str, text: str | None) -> None:
    """Somebody else changes a promise, or takes it away."""
    journal = Journal.open(folder, TYPES)
    table = JournalDB(journal).table("promise")
    if text is None:
        table.remove(doc_ids=[key])
    else:
        table.update({"text": text}, doc_ids=[key])
    journal.close()


def test_what_has_come_is_given_by_its_key_while_the_rest_is_held_up(
    folder: Path, held: Event
) -> None:
    journal = Journal.open(folder, TYPES)
    assert journal.read_behind() == ["promise"]
    there = told(journal)
    arriving = journal.arriving("promise")
    assert arriving is not None
    assert [row.id for row in arriving.first()] == IDS[:10]
    assert journal.view("promise")["p3"].id == "p3"
    assert not there.is_set()
    held.set()
    assert there.wait(5)
    assert list(journal.view("promise")) == IDS
    assert journal.arriving("promise") is None
    journal.close()


def test_whoever_needs_all_waits_for_the_whole(folder: Path, held: Event) -> None:
    journal = Journal.open(folder, TYPES)
    journal.read_behind()
    found: list[int] = []
    waiting = Thread(target=lambda: found.append(len(journal.view("promise"))))
    waiting.start()
    waiting.join(0.1)
    assert waiting.is_alive()
    held.set()
    waiting.join(5)
    assert found == [50]
    journal.close()


def test_nothing_waits_for_a_screen_that_never_came(folder: Path) -> None:
    """Without `read_on`: who asks sets it off."""
    journal = Journal.open(folder, TYPES)
    journal.read_behind()
    assert journal.view("promise")["p49"].id == "p49"
    with pytest.raises(KeyError):
        journal.view("promise")["p50"]
    assert told(journal).wait(5)
    journal.close()


def test_what_others_changed_since_the_snapshot_is_in_the_first_rows(
    folder: Path, held: Event
) -> None:
    change(folder, "p3", "kept")
    change(folder, "p4", None)
    journal = Journal.open(folder, TYPES)
    journal.read_behind()
    change(folder, "p5", "kept too")
    journal.refresh()
    arriving = journal.arriving("promise")
    assert arriving is not None
    first = {row.id: row.text for row in arriving.first()}
    assert (first["p3"], first["p5"], "p4" in first) == ("kept", "kept too", False)
    held.set()
    assert told(journal).wait(5)
    whole = journal.table("promise")
    assert (whole["p3"].text, whole["p5"].text, "p4" in whole) == ("kept", "kept too", False)
    journal.close()


def test_a_writer_waits_until_all_is_there(folder: Path, held: Event) -> None:
    journal = Journal.open(folder, TYPES)
    journal.read_behind()
    batch = new_batch("add", [created("promise", Promise(id="new"))])
    writing = Thread(target=lambda: journal.commit(batch))
    writing.start()
    writing.join(0.1)
    assert writing.is_alive()
    held.set()
    writing.join(5)
    assert [*journal.table("promise")] == [*IDS, "new"]
    journal.close()


def test_leaving_early_leaves_nothing_behind(folder: Path, held: Event) -> None:
    journal = Journal.open(folder, TYPES)
    journal.read_behind()
    told(journal)
    held.set()
    journal.close()
    assert [*journal.table("promise")] == IDS


def spoil(path: Path, sought: bytes) -> None:
    data = path.read_bytes()
    assert sought in data
    path.write_bytes(data.replace(sought, sought.upper()))


def test_a_damaged_piece_is_read_from_the_journal(folder: Path) -> None:
    spoil(folder / SNAPSHOT, b'"p33"')
    journal = Journal.open(folder, TYPES)
    journal.read_behind()
    assert told(journal).wait(5)
    assert [*journal.table("promise")] == IDS
    journal.close()


def test_where_the_journal_is_damaged_too_all_who_ask_are_told(folder: Path) -> None:
    change(folder, "p1", "so that another line is the last")
    spoil(folder / SNAPSHOT, b'"p33"')
    spoil(folder / JOURNAL, b'"p33"')
    journal = Journal.open(folder, TYPES)
    journal.read_behind()
    assert told(journal).wait(5)
    with pytest.raises(Damaged, match="doctor --repair"):
        journal.table("promise")
    arriving = journal.arriving("promise")
    assert arriving is not None
    with pytest.raises(Damaged, match="doctor --repair"):
        arriving.first()
    journal.close()


def test_a_small_table_is_not_sent_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows_module, "LARGE", 1_000_000)
    journal = Journal.open(tmp_path, TYPES)
    assert journal.read_behind() == []
    assert journal.arriving("promise") is None
    journal.close()
