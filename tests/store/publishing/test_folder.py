"""The folder that is served: what is in it, what is left alone, and what is there meanwhile."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from msgspec import structs

from store.errors import Held, StoreError
from store.forget import forget
from store.formats.schema import schema
from store.formats.source import Tombstone
from store.kinds import Member
from store.publishing import Alarming, NotOurs, Published, Versions, folder, publication, publish
from store.publishing.documents import digest
from store.rules import received
from store.store import Store

MANY = 2_500


def member(number: int, **changes: Any) -> Member:
    return Member(id=f"m{number:04}", name=f"Member {number}", visibility="public", **changes)


@pytest.fixture
def many(store: Store) -> Store:
    store.apply("add", [(None, member(number)) for number in range(MANY)], received)
    return store


@pytest.fixture
def www(tmp_path: Path) -> Path:
    """Where the server serves from; it does not exist yet."""
    return tmp_path / "www"


def published(store: Store, path: Path, **how: Any) -> Published:
    """Publish what is public."""
    open_ = [r for r in store.everything().values() if r.visibility == "public"]
    return publish(path, open_, store, title="Ours", **how)


def edit(store: Store, number: int, **changes: Any) -> None:
    old = store.get(f"m{number:04}")
    assert old is not None
    store.apply("edit", [(old, structs.replace(old, **changes))], received)


def delete(store: Store, number: int) -> None:
    store.apply("delete", [(store.get(f"m{number:04}"), None)])


def entry(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((path / "feed.json").read_bytes())
    return found


def documents(path: Path, name: str) -> list[dict[str, Any]]:
    """A document, and those it leads to."""
    found = []
    while name:
        found.append(json.loads((path / name).read_bytes()))
        name = found[-1].get("next_url", "")
    return found


def told(path: Path) -> dict[str, Any]:
    """All items that a reader of the snapshot finds, by id."""
    return {item["id"]: item for page in documents(path, "feed.json") for item in page["items"]}


def stones(path: Path) -> dict[str, Any]:
    """All tombstones that a reader of the snapshot finds, by id."""
    pages = documents(path, "feed.json")
    return {stone["id"]: stone for page in pages for stone in page["tombstones"]}


def states(path: Path) -> dict[str, tuple[bytes, int]]:
    """Each file with what is in it and when it was written."""
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in path.iterdir()}


def words(path: Path) -> str:
    return "".join(file.read_text() for file in path.iterdir())


def test_the_snapshot_is_in_pages_of_a_thousand(many: Store, www: Path) -> None:
    assert published(many, www) == Published(MANY, MANY, 0, 4)
    first, *pages = documents(www, "feed.json")
    assert (first["items"], first["total"], first["_deltas"]) == ([], MANY, [])
    assert [len(page["items"]) for page in pages] == [1000, 1000, 500]
    assert set(told(www)) == set(many.everything())


def test_each_file_but_the_entry_is_named_after_what_is_in_it(many: Store, www: Path) -> None:
    published(many, www)
    edit(many, 7, region="South")
    delete(many, 8)
    published(many, www)
    names = {f.name for f in www.glob("*-*.json")}
    assert {name.partition("-")[0] for name in names} == {"page", "gone", "delta"}
    assert all(digest((www / name).read_bytes()) in name for name in names)


def test_publishing_again_without_a_change_touches_no_file(many: Store, www: Path) -> None:
    published(many, www)
    delete(many, 1)
    published(many, www)
    before = states(www)
    assert published(many, www) == Published(MANY - 1, 0, 0, 0)
    assert states(www) == before


def test_a_delta_tells_what_changed_and_what_went(many: Store, www: Path) -> None:
    published(many, www)
    was = entry(www)["cursor"]
    edit(many, 7, region="South")
    edit(many, 8, visibility="private")
    delete(many, 9)
    assert published(many, www)[1:3] == (1, 2)
    (link,) = entry(www)["_deltas"]
    assert (link["since"], link["items"]) == (was, 3)
    (delta,) = documents(www, link["url"])
    assert (delta["mode"], delta["since"], delta["cursor"]) == (
        "delta",
        was,
        entry(www)["cursor"],
    )
    assert [item["data"]["region"] for item in delta["items"]] == ["South"]
    gone = {stone["id"]: stone for stone in delta["tombstones"]}
    assert gone == stones(www)
    assert (gone["m0008"]["reason"], gone["m0009"]["reason"]) == ("retracted", "deleted")
    assert gone["m0009"]["deleted"] == next(iter(many.history())).at


def test_what_comes_again_is_no_longer_gone(many: Store, www: Path) -> None:
    published(many, www)
    delete(many, 9)
    published(many, www)
    many.undo()
    published(many, www)
    assert stones(www) == {}
    assert "m0009" in told(www)


def test_what_was_withdrawn_is_in_no_file_any_more(many: Store, www: Path) -> None:
    published(many, www)
    edit(many, 2_000, region="Attn. Anna")
    published(many, www)
    edit(many, 1, region="North")
    published(many, www)
    assert "Attn. Anna" in words(www)
    edit(many, 2_000, visibility="confidential")
    published(many, www)
    assert "Attn. Anna" not in words(www) and "Member 2000" not in words(www)
    assert len(entry(www)["_deltas"]) == 3


def test_what_was_purged_is_in_no_file_any_more(many: Store, www: Path) -> None:
    edit(many, 7, region="Attn. Anna")
    published(many, www)
    forget(many, "m0007")
    published(many, www)
    assert "Anna" not in words(www)
    assert stones(www)["m0007"] == {"id": "m0007", "kind": "member", "reason": "retracted"}


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> int:
    """Fewer deltas are kept than usual: how many."""
    monkeypatch.setattr(publication, "STEPS", 8)
    return publication.STEPS


def test_the_last_deltas_are_kept_and_the_pages_of_the_last_few_times(
    store: Store, www: Path, steps: int
) -> None:
    store.apply("add", [(None, member(number)) for number in range(3)], received)
    firsts = []
    for number in range(steps + 5):
        edit(store, 1, region=f"Part {number}")
        published(store, www)
        firsts.append(entry(www)["next_url"])
    assert len(entry(www)["_deltas"]) == len(list(www.glob("delta-*"))) == steps
    assert {file.name for file in www.glob("page-*")} == set(firsts[-5:])
    assert len(list(www.iterdir())) == 1 + 5 + steps


def test_a_tombstone_goes_with_the_last_delta_that_tells_of_it(
    store: Store, www: Path, steps: int
) -> None:
    store.apply("add", [(None, member(number)) for number in range(3)], received)
    published(store, www)
    delete(store, 2)
    published(store, www)
    for number in range(steps - 1):
        edit(store, 1, region=f"Part {number}")
        published(store, www)
    assert set(stones(www)) == {"m0002"}
    edit(store, 1, region="At last")
    published(store, www)
    assert stones(www) == {}
    before = states(www)
    published(store, www)
    assert states(www) == before


def test_versions_and_what_became_of_what_is_gone_are_told(store: Store, www: Path) -> None:
    store.apply("add", [(None, member(number)) for number in range(3)], received)
    published(store, www)
    delete(store, 2)
    versions = Versions(
        "deskdeskdesk",
        {"m0001": {"": {"deskdeskdesk": 1}}, "m0002": {"": {"deskdeskdesk": 2}}},
        {
            "m0002": Tombstone("m0002", "member", "", "merged", "m0001"),
            "never": Tombstone("never", "member"),
        },
    )
    published(store, www, versions=versions)
    assert all(page["_desk"] == versions.desk for page in documents(www, "feed.json"))
    assert {id_: item.get("_v") for id_, item in told(www).items()} == {
        "m0000": None,
        "m0001": versions.stamps["m0001"],
    }
    assert stones(www) == {
        "m0002": {
            "id": "m0002",
            "kind": "member",
            "reason": "merged",
            "replaced_by": "m0001",
            "_v": versions.stamps["m0002"],
        },
        "never": {"id": "never", "kind": "member", "reason": "deleted"},
    }
    for file in www.iterdir():
        Draft202012Validator(schema()).validate(json.loads(file.read_bytes()))
    before = states(www)
    published(store, www, versions=versions)
    assert states(www) == before


# ------------------------------------------------------------------ what is not ours


def test_most_of_what_is_published_goes_only_when_it_is_said(many: Store, www: Path) -> None:
    published(many, www)
    before = states(www)
    few = [member(1)]
    with pytest.raises(Alarming, match=r"2,499 of the 2,500 .* --yes"):
        publish(www, few, many, title="Ours")
    assert states(www) == before
    assert publish(www, few, many, title="Ours", anew=True).went == MANY - 1
    assert len(entry(www)["_deltas"]) == 1


def spoil_the_entry(path: Path) -> None:
    (path / "feed.json").write_text('{"version": "smallgroup/1", "mode": "snapshot", "items": []}')


def cut_the_entry(path: Path) -> None:
    body = (path / "feed.json").read_bytes()
    (path / "feed.json").write_bytes(body[:-9])


def spoil_a_page(path: Path) -> None:
    page = sorted(path.glob("page-*"))[0]
    page.write_bytes(page.read_bytes().replace(b"Member", b"Nember", 1))


def lose_a_page(path: Path) -> None:
    sorted(path.glob("page-*"))[0].unlink()


def link_the_entry(path: Path) -> None:
    elsewhere = path.parent / "elsewhere.json"
    (path / "feed.json").rename(elsewhere)
    (path / "feed.json").symlink_to(elsewhere)


def link_a_page(path: Path) -> None:
    page = sorted(path.glob("page-*"))[0]
    page.rename(path.parent / "elsewhere.json")
    page.symlink_to(path.parent / "elsewhere.json")


def pipe_the_entry(path: Path) -> None:
    (path / "feed.json").unlink()
    os.mkfifo(path / "feed.json")


def lead_out(path: Path) -> None:
    said = entry(path)
    (path / "feed.json").write_text(json.dumps({**said, "next_url": "../secret.json"}))


@pytest.mark.parametrize(
    "spoil",
    [
        *(spoil_the_entry, cut_the_entry, spoil_a_page, lose_a_page, link_the_entry, link_a_page),
        *(pipe_the_entry, lead_out),
    ],
)
def test_what_was_damaged_or_is_not_ours_is_left_until_told_otherwise(
    many: Store, www: Path, spoil: Callable[[Path], None]
) -> None:
    published(many, www)
    spoil(www)
    files = sorted(file.name for file in www.iterdir())
    edit(many, 1, region="South")
    with pytest.raises(NotOurs, match=r"feed\.json cannot be gone on from: .*--yes"):
        published(many, www)
    assert sorted(file.name for file in www.iterdir()) == files
    published(many, www, anew=True)
    assert len(told(www)) == MANY
    assert entry(www)["_deltas"] == []
    assert not (www / "feed.json").is_symlink()
    edit(many, 2, region="South")
    published(many, www)
    assert len(entry(www)["_deltas"]) == 1


def test_a_delta_that_was_damaged_only_cuts_the_chain(many: Store, www: Path) -> None:
    for number in range(4):
        edit(many, number, region="South")
        published(many, www)
    second = entry(www)["_deltas"][1]["url"]
    (www / second).unlink()
    edit(many, 5, region="South")
    published(many, www)
    assert len(entry(www)["_deltas"]) == 2
    assert len(list(www.glob("delta-*"))) == 2


def test_nothing_is_removed_but_what_is_named_after_what_is_in_it(
    many: Store, tmp_path: Path, www: Path
) -> None:
    www.mkdir()
    secret = tmp_path / "secret"
    secret.write_text("Dear colleague")
    theirs = [
        *("index.html", "page-0123456789abcdef0123.json", "page-x.json", "delta-1.json"),
        f"page-{digest(b'something else')}.json",
    ]
    for name in theirs:
        (www / name).write_text("theirs")
    (www / f"page-{digest(b'Dear colleague')}.json").symlink_to(secret)
    (www / f"gone-{digest(b'')}.json").mkdir()
    for number in range(8):
        edit(many, number, region="South")
        published(many, www)
    assert all((www / name).read_text() == "theirs" for name in theirs)
    assert secret.read_text() == "Dear colleague"
    assert len(list(www.glob("page-*"))) > len(theirs)


def test_a_link_in_the_place_of_a_new_page_is_replaced_and_not_followed(
    many: Store, tmp_path: Path
) -> None:
    published(many, tmp_path / "one")
    path, secret = tmp_path / "two", tmp_path / "secret"
    path.mkdir()
    secret.write_text("Dear colleague")
    for page in (tmp_path / "one").glob("page-*"):
        (path / page.name).symlink_to(secret)
    (path / folder.DRAFT).symlink_to(secret)
    published(many, path)
    assert secret.read_text() == "Dear colleague"
    assert len(told(path)) == MANY


def test_a_folder_that_cannot_be_made_or_written_is_told_in_a_sentence(
    store: Store, tmp_path: Path
) -> None:
    with pytest.raises(StoreError, match="make the folder first"):
        published(store, tmp_path / "no" / "such")
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match=r"cannot be written|failed"):
        published(store, tmp_path / "file")
    with folder.held(tmp_path), pytest.raises(Held, match="Another process is publishing"):
        published(store, tmp_path)


def test_nothing_at_all_can_be_published(store: Store, www: Path) -> None:
    assert published(store, www).records == 0
    assert told(www) == {}
    assert published(store, www).written == 0


# ------------------------------------------------------------------ in the middle of it


WRITES = 6  # three pages, what is gone, the delta and the entry


@pytest.mark.parametrize("at", range(WRITES))
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_where_a_write_fails_the_old_publication_still_reads_whole(
    many: Store, www: Path, monkeypatch: pytest.MonkeyPatch, call: str, at: int
) -> None:
    published(many, www)
    edit(many, 3, region="South")
    published(many, www)
    was, files = told(www), states(www)
    for number in (3, 1_003, 2_003):
        edit(many, number, region="North")
    delete(many, 9)
    left = iter([None] * at)
    real, where = (os.fsync, os) if call == "fsync" else (Path.replace, Path)

    def failing(*words: Any) -> Any:
        counts = call == "replace" or stat.S_ISREG(mode(words[0]))
        if counts and next(left, words) is words:
            raise OSError(28, "No space left on device")
        return real(*words)

    monkeypatch.setattr(where, call, failing)
    with pytest.raises(StoreError, match="no room"):
        published(many, www)
    monkeypatch.setattr(where, call, real)
    assert told(www) == was
    assert {name: states(www).get(name) for name in files} == files
    published(many, www)
    assert told(www)["m0003"]["data"]["region"] == "North"
    assert [len(documents(www, link["url"])) for link in entry(www)["_deltas"]] == [1, 1]
    assert not (www / folder.DRAFT).exists()


def mode(fd: int) -> int:
    return os.fstat(fd).st_mode


def test_the_entry_is_written_when_all_it_leads_to_is_durable(
    many: Store, www: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(many, www)
    edit(many, 3, region="North")
    delete(many, 9)
    done: list[str] = []
    replace, fsync = Path.replace, os.fsync

    def replaced(draft: Path, path: Path) -> Path:
        done.append(path.name.partition("-")[0])
        return replace(draft, path)

    def synced(fd: int) -> None:
        done.append("file" if stat.S_ISREG(mode(fd)) else "folder")
        fsync(fd)

    monkeypatch.setattr(Path, "replace", replaced)
    monkeypatch.setattr(os, "fsync", synced)
    published(many, www)
    assert done == [
        *("file", "page") * 3,
        *("file", "gone", "file", "delta", "folder"),
        *("file", "feed.json", "folder", "folder"),
    ]
