"""A backup holds everything, is never put over something else unseen, and a purge reaches it."""

from pathlib import Path

import pytest
from msgspec import structs

from store.errors import ReadOnly, StoreError
from store.forget import forget
from store.journal.backups import back_up, made
from store.kinds import Commitment
from store.store import Store

SECRET = Commitment(id="zz9", summary="Vanishing words", owners=("MA",))


@pytest.fixture
def told(coalition: Store) -> Store:
    """The Coalition's store with a secret in it, edited once."""
    coalition.apply("add", [(None, SECRET)])
    stored = coalition.get("zz9")
    assert isinstance(stored, Commitment)
    coalition.apply("edit", [(stored, structs.replace(stored, text="Vanishing too"))])
    return coalition


def restored(file: Path, into: Path) -> Store:
    into.mkdir()
    (into / "journal").write_bytes(file.read_bytes())
    return Store.open(into, by="desk", today=lambda: pytest.fail("not asked"))


def test_a_restored_backup_is_the_same_store_with_its_history(told: Store, tmp_path: Path) -> None:
    file = tmp_path / "backup"
    size = back_up(told.journal, file, overwrite=False)
    assert size == file.stat().st_size and file.stat().st_mode & 0o777 == 0o600
    with restored(file, tmp_path / "again") as again:
        assert again.everything() == told.everything()
        assert [batch.label for batch in again.history()] == ["edit", "add", "open demo data"]


def test_an_existing_file_is_kept_unless_told_otherwise(told: Store, tmp_path: Path) -> None:
    file = tmp_path / "letter"
    file.write_text("Dear colleague")
    with pytest.raises(StoreError, match="letter exists already"):
        back_up(told.journal, file, overwrite=False)
    assert (file.read_text(), made(told.journal.folder)) == ("Dear colleague", [])
    back_up(told.journal, file, overwrite=True)
    assert b"Vanishing words" in file.read_bytes()


@pytest.mark.parametrize("name", ["journal", "lock", "backups/mine"])
def test_a_backup_does_not_belong_into_the_store(told: Store, name: str) -> None:
    with pytest.raises(StoreError, match="choose a place outside"):
        back_up(told.journal, told.journal.folder / name, overwrite=True)


def test_a_device_or_a_folder_is_not_overwritten(told: Store, tmp_path: Path) -> None:
    for path in (Path("/dev/null"), tmp_path):
        with pytest.raises(StoreError, match="no ordinary file"):
            back_up(told.journal, path, overwrite=True)
    assert Path("/dev/null").is_char_device()


def test_a_purge_reaches_every_backup(told: Store, tmp_path: Path) -> None:
    files = [tmp_path / "one", tmp_path / "two"]
    for file in files:
        back_up(told.journal, file, overwrite=False)
    done = forget(told, "zz9")
    assert (done.gone, done.unreached) == (1, ())
    for file in files:
        assert b"anishing" not in file.read_bytes() and b"zz9" not in file.read_bytes()
    with restored(files[1], tmp_path / "again") as again:
        assert again.everything() == told.everything()


def test_what_a_purge_cannot_reach_is_said(told: Store, tmp_path: Path) -> None:
    lost, changed, restarted = tmp_path / "lost", tmp_path / "changed", tmp_path / "s" / "journal"
    restarted.parent.mkdir()
    for file in (lost, changed, restarted):
        back_up(told.journal, file, overwrite=False)
    lost.unlink()
    changed.write_text("Dear colleague")
    (restarted.parent / "lock").touch()
    sentences = forget(told, "zz9").unreached
    assert [sentence.split(" was not purged: ")[0] for sentence in sentences] == [
        f"The backup {path}" for path in (lost, changed, restarted)
    ]
    assert "cannot be read" in sentences[0] and "is a store by now" in sentences[2]
    assert changed.read_text() == "Dear colleague"
    assert told.get("zz9") is None


def test_a_folder_that_cannot_be_written_gets_no_backup(
    told: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    real = Path.replace
    monkeypatch.setattr(
        Path, "replace", lambda a, b: refuse() if b == tmp_path / "x" else real(a, b)
    )
    with pytest.raises(ReadOnly, match="x cannot be written"):
        back_up(told.journal, tmp_path / "x", overwrite=False)
    assert not (tmp_path / "x").exists()
