"""Stores that may not be written or read, and folders that are something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.errors import Damaged, NotAStore
from store.journal.journal import Journal
from tests.faults import children
from tests.store.journal.made_up import TYPES, batch, create


@pytest.fixture
def foreign(folder: Path) -> Path:
    """Somebody else's store: to be read by all, to be written by its owner only."""
    journal = Journal.open(folder, TYPES)
    journal.commit(batch(create("C1", due="x" * 100_000)))
    journal.snapshot()
    journal.commit(batch(create("C2")))
    journal.close()
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    return folder


def test_a_store_that_is_read_only_can_be_read(foreign: Path) -> None:
    before = {path.name: path.read_bytes() for path in foreign.iterdir()}
    code, said = children.run("as_nobody", foreign)
    read, refused = said.splitlines()
    assert code == 0 and read == "read C1 C2"
    assert refused.startswith("ReadOnly ") and "permissions" in refused
    assert {path.name: path.read_bytes() for path in foreign.iterdir()} == before


@pytest.mark.parametrize("name", ["journal", "."])
def test_a_store_that_may_not_be_read(foreign: Path, name: str) -> None:
    (foreign / name).chmod(0)
    code, said = children.run("as_nobody", foreign)
    assert code == 0
    assert said.startswith("Unreadable ") and "check the path, its permissions" in said
    foreign.chmod(0o755)


def test_an_unreadable_snapshot_is_not_needed(foreign: Path) -> None:
    (foreign / "snapshot.json").chmod(0)
    assert children.run("as_nobody", foreign)[1].startswith("read C1 C2\n")


def test_a_store_cannot_be_made_where_nothing_may_be_written(foreign: Path) -> None:
    code, said = children.run("as_nobody", foreign / "new")
    assert code == 0 and said.startswith("ReadOnly ")


def test_a_folder_that_holds_something_else_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "thesis.tex").write_text("mine")
    with pytest.raises(NotAStore, match="holds something else"):
        Journal.open(folder, TYPES)
    assert [path.name for path in folder.iterdir()] == ["thesis.tex"]


@pytest.mark.parametrize("content", ["Dear diary,\n", "", "\n", "no newline", "0" * 5000])
def test_a_journal_of_another_sort_is_left_alone(folder: Path, content: str) -> None:
    folder.mkdir()
    (folder / "journal").write_text(content)
    with pytest.raises((NotAStore, Damaged)):
        Journal.open(folder, TYPES)
    assert (folder / "journal").read_text() == content


def test_a_file_is_no_folder(folder: Path) -> None:
    folder.write_text("a file")
    with pytest.raises(NotAStore, match="is a file"):
        Journal.open(folder, TYPES)


def test_a_missing_store_is_only_made_when_asked_for(folder: Path) -> None:
    with pytest.raises(NotAStore, match="There is no store in"):
        Journal.open(folder, TYPES, create=False)
    assert not folder.exists()


def test_a_lost_journal_is_not_replaced_by_an_empty_one(foreign: Path) -> None:
    foreign.chmod(0o755)
    (foreign / "journal").unlink()
    with pytest.raises(Damaged, match="The journal is missing"):
        Journal.open(foreign, TYPES)


def test_what_an_interrupted_first_start_left_does_not_matter(folder: Path) -> None:
    folder.mkdir()
    (folder / "lock").touch()
    (folder / "journal.tmp").write_text("half a hea")
    journal = Journal.open(folder, TYPES)
    journal.commit(batch(create("C1")))
    journal.close()
    assert set(Journal.open(folder, TYPES).table("promise")) == {"C1"}
