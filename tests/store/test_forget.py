"""A purged record leaves no trace but a marker."""

from pathlib import Path

import pytest
from msgspec import structs

from store.errors import StoreError
from store.forget import forget, forgetting
from store.kinds import Commitment, Update
from store.store import Store
from store.sync.kept.keep import add_source
from store.sync.kept.sources import Source
from store.sync.run import run


def traces(folder: Path, word: bytes) -> list[str]:
    return [str(p) for p in folder.rglob("*") if p.is_file() and word in p.read_bytes()]


def test_nothing_of_it_is_left_on_the_disk(coalition: Store, tmp_path: Path) -> None:
    secret = Commitment(id="zz9", summary="Vanishing words", owners=("MA",))
    coalition.apply("add", [(None, secret)])
    seen = coalition.get("C32")
    assert isinstance(seen, Commitment)
    coalition.apply("wait", [(seen, structs.replace(seen, depends_on=("zz9",)))])
    told = Update(id="u1", commitment="zz9", at="2026-01-01", text="Vanishing too")
    coalition.apply("told", [(None, told)])
    coalition.journal.snapshot()
    assert forget(coalition, "zz9").gone == 2
    assert traces(tmp_path, b"anishing") == []
    assert traces(tmp_path, b"zz9") == []
    again = coalition.get("C32")
    assert isinstance(again, Commitment)
    assert again.depends_on == ()
    reopened = Store.open(tmp_path / "store", by="desk", today=coalition.names._today)
    assert reopened.get("C32") == again
    assert len(reopened.everything()) == len(coalition.everything())


def test_a_commitment_does_not_keep_a_purged_owners_name(coalition: Store) -> None:
    forget(coalition, "MA")
    left = coalition.get("C03")
    assert isinstance(left, Commitment)
    assert (left.owners, left.owner_text) == ((), "(purged)")
    assert not coalition.references("MA")


def test_what_was_deleted_before_is_purged_from_the_history(
    coalition: Store, tmp_path: Path
) -> None:
    coalition.apply("add", [(None, Commitment(id="zz9", summary="Vanishing", owners=("MA",)))])
    coalition.apply("delete", [(coalition.get("zz9"), None)])
    assert forgetting(coalition, "zz9") == []
    assert forget(coalition, "zz9").gone == 1
    assert traces(tmp_path, b"anishing") == []
    with pytest.raises(StoreError, match="There is no record zz9, nor was there one"):
        forget(coalition, "zz9")


def test_what_a_source_said_of_it_is_forgotten(coalition: Store, tmp_path: Path) -> None:
    file = tmp_path / "feed.json"
    item = '{"id": "zz9", "kind": "member", "data": {"name": "Vanishing"}}'
    file.write_text(f'{{"version": "smallgroup/1", "mode": "snapshot", "items": [{item}]}}')
    add_source(coalition.journal.folder, Source("body", str(file)))
    assert run(coalition, "body").new == ("zz9",)
    file.unlink()
    forget(coalition, "zz9")
    assert traces(tmp_path, b"anishing") == []


def test_nothing_before_it_can_be_undone(coalition: Store) -> None:
    coalition.apply("add", [(None, Commitment(id="zz9", summary="S", owners=("MA",)))])
    forget(coalition, "zz9")
    with pytest.raises(StoreError, match="a record was purged"):
        coalition.undo()
