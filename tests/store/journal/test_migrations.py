"""A store of an older version opens in this one; one of a newer version is refused."""

from pathlib import Path

import msgspec
import pytest

from store.errors import Damaged, Newer
from store.journal.journal import Journal
from store.journal.lines import VERSION, frame, scan
from store.journal.salvage import header_of
from store.journal.versions import MIGRATIONS
from tests.store.journal.made_up import TYPES


def line(**said: object) -> bytes:
    return frame(msgspec.json.encode(said))


HEADER = {"format": "smallgroup-journal", "id": "j"}
OLD_BATCH = {
    "id": "b1",
    "at": "2020-01-01T00:00:00.000Z",
    "by": "me",
    "title": "what is now the label",
    "changes": [["promise", "C1", None, {"id": "C1", "summary": "x"}]],
}


@pytest.fixture
def old(folder: Path) -> Path:
    """A store as version 0 wrote it."""
    folder.mkdir()
    (folder / "journal").write_bytes(line(**HEADER, version=0) + line(**OLD_BATCH))
    return folder


def test_an_older_store_opens_with_its_records_and_its_history(old: Path) -> None:
    journal = Journal.open(old, TYPES)
    assert journal.table("promise")["C1"].summary == "x"
    (batch,) = journal.batches()
    assert (batch.id, batch.by, batch.label) == ("b1", "me", "what is now the label")
    journal.close()
    header = header_of(old / "journal")
    assert header and header.version == VERSION and header.id != "j"


def test_the_old_journal_is_kept_as_it_was(old: Path) -> None:
    before = (old / "journal").read_bytes()
    Journal.open(old, TYPES).close()
    (backup,) = (old / "backups").iterdir()
    assert backup.read_bytes() == before and backup.name.endswith("version-0")
    Journal.open(old, TYPES).close()
    assert len(list((old / "backups").iterdir())) == 1


def test_the_backup_is_there_before_the_journal_changes(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (old / "journal").read_bytes()

    def power_cut() -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("store.journal.migrations.new_header", power_cut)
        Journal.open(old, TYPES)
    assert (old / "journal").read_bytes() == before
    assert [path.read_bytes() for path in (old / "backups").iterdir()] == [before]
    journal = Journal.open(old, TYPES)
    assert list(journal.table("promise")) == ["C1"]
    journal.close()


def test_a_damaged_older_store_is_not_migrated(old: Path) -> None:
    path = old / "journal"
    damaged = path.read_bytes().replace(b"what is now", b"what is n0w")
    path.write_bytes(damaged)
    with pytest.raises(Damaged, match="Line 2 of"):
        Journal.open(old, TYPES)
    assert path.read_bytes() == damaged


def test_there_is_a_step_from_every_older_version() -> None:
    assert sorted(MIGRATIONS) == list(range(VERSION))
    assert all(step.title for step in MIGRATIONS.values())


def test_a_newer_store_is_refused_and_left_alone(folder: Path) -> None:
    folder.mkdir()
    content = line(**HEADER, version=VERSION + 1, novelty=1) + b"who knows\n"
    (folder / "journal").write_bytes(content)
    with pytest.raises(Newer, match="update the program"):
        Journal.open(folder, TYPES)
    assert (folder / "journal").read_bytes() == content
    with (folder / "journal").open("rb") as file:
        assert len(list(scan(file.fileno(), 0, len(content)))) == 2
