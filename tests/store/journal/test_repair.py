"""Repair keeps every good line, says what is lost, and leaves a store that opens."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.errors import Damaged
from store.journal.batch import Change
from store.journal.journal import Journal
from store.journal.repair import examine, repair
from tests.store.journal.made_up import TYPES, batch, create

LINES = [
    batch(create("C1", due="2023"), Change("note", 1, None, {"a": 1})),
    batch(create("C2")),
    batch(Change("promise", "C1", {"due": "2023"}, {"due": "2024"})),
    batch(Change("promise", "C2", {"id": "C2", "summary": "to do C2"}, None)),
    batch(create("C2", due="2025", visibility="private")),
    batch(Change("note", 1, {"a": 1}, {"a": 2})),
    batch(Change("note", 1, {"a": 2}, None)),
]


@pytest.fixture
def full(folder: Path) -> Path:
    journal = Journal.open(folder, TYPES)
    for done in LINES:
        journal.commit(done)
    journal.close()
    return folder


def damage(folder: Path, *numbers: int) -> None:
    """Change a letter in these lines, counted from 1 (the header)."""
    path = folder / "journal"
    lines = path.read_bytes().splitlines(keepends=True)
    for number in numbers:
        lines[number - 1] = lines[number - 1].replace(b'"', b"'", 1)
    path.write_bytes(b"".join(lines))


def tables(folder: Path) -> dict[str, dict[str, object]]:
    journal = Journal.open(folder, TYPES)
    found = {name: dict(journal.table(name)) for name in journal.tables()}
    assert len(list(journal.batches())) > 0
    journal.close()
    return found


def test_a_sound_journal_is_left_alone(full: Path) -> None:
    before = (full / "journal").read_bytes()
    report = repair(full, TYPES)
    assert (report.kept, report.lost, report.needed) == (len(LINES), (), False)
    assert (full / "journal").read_bytes() == before and not (full / "backups").exists()


def test_examining_writes_nothing(full: Path) -> None:
    damage(full, 3)
    before = (full / "journal").read_bytes()
    assert examine(full, TYPES).lost == (3,)
    assert (full / "journal").read_bytes() == before and not (full / "backups").exists()


def test_a_lost_creation_takes_its_changes_along_and_says_so(full: Path) -> None:
    damage(full, 2)
    with pytest.raises(Damaged, match=r"Line 2 of .*smallgroup doctor --repair"):
        Journal.open(full, TYPES)
    report = repair(full, TYPES)
    assert report.lost == (2,)
    assert [note.split(";")[0] for note in report.notes] == [
        "Line 4: promise C1 is not there to be changed, as its own line is lost",
        "Line 7: note 1 is not there to be changed, as its own line is lost",
        "Line 8: note 1 is not there to be changed, as its own line is lost",
    ]
    assert list(tables(full)["promise"]) == ["C2"]


def test_a_lost_deletion_turns_the_next_creation_into_an_update(full: Path) -> None:
    damage(full, 5)
    report = repair(full, TYPES)
    assert report.lost == (5,) and len(report.notes) == 1
    assert tables(full)["promise"]["C2"].due == "2025"  # type: ignore[attr-defined]


def test_the_damaged_journal_is_kept(full: Path) -> None:
    damage(full, 3, 6)
    before = (full / "journal").read_bytes()
    report = repair(full, TYPES)
    assert report.backup and report.backup.read_bytes() == before
    assert repair(full, TYPES).needed is False


def test_a_damaged_header_is_replaced(full: Path) -> None:
    expected = tables(full)
    damage(full, 1)
    report = repair(full, TYPES)
    assert (report.kept, report.lost) == (len(LINES), (1,))
    assert tables(full) == expected


def test_what_the_snapshot_still_knows_is_brought_back(full: Path) -> None:
    journal = Journal.open(full, TYPES)
    journal.snapshot()
    journal.commit(batch(create("C9")))
    journal.close()
    expected = tables(full)
    damage(full, 2, 6)
    report = repair(full, TYPES)
    assert report.lost == (2, 6) and report.recovered == 2
    assert tables(full) == expected
    reopened = Journal.open(full, TYPES)
    assert "recovered from the snapshot" in [done.label for done in reopened.batches()]
    reopened.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(lost=st.sets(st.integers(1, len(LINES) + 1)))
def test_whatever_is_lost_the_repaired_store_opens(
    tmp_path_factory: pytest.TempPathFactory, lost: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("repair")
    journal = Journal.open(folder, TYPES)
    for done in LINES:
        journal.commit(done)
    journal.close()
    damage(folder, *lost)
    assert set(repair(folder, TYPES).lost) == lost
    again = Journal.open(folder, TYPES)
    for name in again.tables():
        again.table(name)
    again.commit(batch(create("new")))
    again.close()
