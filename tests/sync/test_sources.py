"""Definitions of sources: what may be one, and how they are kept."""

import stat
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from msgspec import structs

from store.errors import StoreError
from store.forget import forget as purge
from store.kinds import Member
from store.record import Record
from store.store import Store
from store.sync.kept.base import PIECE
from store.sync.kept.keep import add_source, all_sources, find_source, forget, remove_source
from store.sync.kept.memory import Conflict, Memory, Seen
from store.sync.kept.sources import Reached, Source
from store.sync.merge import content
from tests.strategies import DEAR, records
from tests.sync.made_up import FOUR, source, sync

URL = "https://example.org/feed.json"


@pytest.fixture
def folder(store: Store) -> Path:
    """A store's folder."""
    return store.journal.folder


def refused(folder: Path, name: str = "body", url: str = URL, **how: object) -> str:
    with pytest.raises(StoreError) as error:
        add_source(folder, Source(name, url, **how))  # type: ignore[arg-type]
    assert all_sources(folder) == []
    return str(error.value)


def test_a_source_is_kept_listed_and_removed(folder: Path) -> None:
    added = add_source(folder, Source("body", URL, owns=("members.region", "group.name")))
    assert added.owned == [("member", "region"), ("group", "name")]
    assert [keep.source() for keep in all_sources(folder)] == [added]
    with pytest.raises(StoreError, match="already"):
        add_source(folder, added)
    remove_source(folder, "body")
    assert all_sources(folder) == []
    with pytest.raises(StoreError, match="There is no source body; add one with"):
        remove_source(folder, "body")


def test_an_unknown_name_is_told_what_there_is(folder: Path) -> None:
    add_source(folder, Source("one", URL))
    with pytest.raises(StoreError, match="choose one of one"):
        find_source(folder, "two")


@pytest.mark.parametrize("name", ["", "../x", "a/b", "A", ".x", "x" * 65, "a b", "é"])
def test_a_name_is_safe_in_a_path(folder: Path, name: str) -> None:
    assert "cannot name a source" in refused(folder, name)


def test_what_cannot_be_a_source_is_refused(folder: Path) -> None:
    for url, says in (
        ("http://example.org/f", "is not encrypted"),
        ("https://user:word@example.org/f", "holds a password"),
        ("https:///f", "is no web address"),
        ("https://example.org:99999/f", "is no web address"),
        ("ftp://example.org/f", "neither a web address nor a file"),
        ("file://elsewhere/f", "neither a web address nor a file"),
        ("no-such-file", "There is no file"),
        ("", "empty"),
        ("https://example.org/\x1b", "characters"),
    ):
        assert says in refused(folder, url=url)
    assert "cannot be synced; choose auto, feed" in refused(folder, format="gopher")
    assert "no field" in refused(folder, owns=("member.colour",))
    assert "choose one of them" in refused(folder, token_env="A", token_command=("b",))
    assert "variable's name" in refused(folder, token_env="A=b")


def test_plain_http_is_for_this_machine_or_where_it_is_allowed(folder: Path) -> None:
    for place, url in enumerate(("http://localhost:1/", "http://[::1]/", "http://127.1.2.3/f")):
        assert add_source(folder, Source(f"s{place}", url)).url == url
    allowed = Source("allowed", "http://example.org/f", insecure_http=True)
    assert add_source(folder, allowed).insecure_http


def test_a_file_is_kept_by_its_whole_path(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "é f.json").write_text("{}")
    monkeypatch.chdir(tmp_path)
    for name, url in (("a", "é f.json"), ("b", (tmp_path / "é f.json").as_uri())):
        assert add_source(folder, Source(name, url)).url == str(tmp_path / "é f.json")


def test_only_the_user_may_read_it(folder: Path) -> None:
    keep = find_source(folder, add_source(folder, Source("body", URL)).name)
    keep.save_memory(Memory())
    for path in (folder / "sources", keep.folder):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    files = list(keep.folder.iterdir())
    assert files
    for path in files:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_is_kept_is_read_back(folder: Path) -> None:
    keep = find_source(folder, add_source(folder, Source("body", URL)).name)
    conflict = Conflict("IT", "member", "region", None, "a", ["b"])
    italy = Member(id="IT", name="Italy", visibility="public", extra={"flag": "🇮🇹"})
    memory = Memory({"IT": Seen.of(italy)}, (conflict,), ("MT",))
    assert keep.memory() == keep.waiting() == Memory()
    keep.save_memory(memory)
    keep.save_reached(Reached(etag="1", cursor="2"))
    assert keep.waiting() == Memory({}, (conflict,), ("MT",))
    assert (told(keep.memory()), keep.reached()) == (told(memory), Reached(etag="1", cursor="2"))
    keep.save_memory(keep.memory())
    assert told(keep.memory()) == told(memory)
    assert keep.source() == Source("body", URL)
    forget(folder, "IT")
    assert keep.memory() == Memory(missing=("MT",))


def test_no_error_repeats_what_may_be_secret_in_an_address(folder: Path) -> None:
    secret = "user:s3cret@"
    for url in (
        f"https://{secret}example.org:99999/f",
        f"https://{secret}[::1/f",
        f"https://{secret}example.org/f",
        f"ftp://{secret}example.org/f",
        "ftp://example.org/f?key=s3cret",
    ):
        with pytest.raises(StoreError) as refused:
            add_source(folder, Source("body", url))
        assert "s3cret" not in str(refused.value)


def told(memory: Memory) -> object:
    return structs.replace(memory, seen={}), {i: s.record for i, s in memory.seen.items()}


def test_more_records_than_are_written_at_a_time_are_read_back(folder: Path) -> None:
    keep = find_source(folder, add_source(folder, Source("body", URL)).name)
    many = [Member(id=f"m{number}", name="A") for number in range(2 * PIECE + 1)]
    keep.save_memory(Memory({member.id: Seen.of(member) for member in many}))
    assert [seen.record for seen in keep.memory().seen.values()] == many


def test_a_file_of_the_former_shape_is_read(folder: Path) -> None:
    keep = find_source(folder, add_source(folder, Source("body", URL)).name)
    data = {"name": "Italy", "visibility": "public", "flag": {"colours": 3}}
    conflict = {"id": "IT", "kind": "member", "field": "region", "ours": "a", "theirs": "b"}
    former = {
        "seen": {"IT": {"kind": "member", "data": data}},
        "conflicts": [conflict],
        "missing": ["MT"],
    }
    (keep.folder / "base.json").write_bytes(msgspec.json.encode(former))
    assert keep.memory().seen["IT"].data == data
    assert keep.waiting() == structs.replace(keep.memory(), seen={})
    assert keep.waiting().conflicts[0].theirs == "b"
    assert keep.waiting().missing == ("MT",)


def test_what_it_said_is_not_read_where_it_says_nothing_new(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    path.write_bytes(FOUR)
    kept = find_source(store.journal.folder, source(store, str(path))).folder / "base.json"
    sync(store)
    kept.write_bytes(kept.read_bytes().partition(b"\n")[0] + b"\n")
    assert sync(store).not_modified
    path.write_bytes(FOUR + b" ")
    with pytest.raises(StoreError, match="is damaged"):
        sync(store)


def test_what_cannot_be_read_any_more_is_told() -> None:
    seen = Seen("member", msgspec.Raw(b'{"id":"IT","classification":"planet"}'))
    with pytest.raises(StoreError, match="remove the source and add it anew"):
        _ = seen.data


@DEAR
@given(records(), records())
def test_only_the_very_same_record_was_said(one: Record, other: Record) -> None:
    read = Seen(one.kind.name, msgspec.Raw(msgspec.json.encode(one)))
    for seen in (Seen.of(one), read):
        assert seen.says(one)
        assert seen.data == content(one)
        assert not seen.says(other) or content(one) == content(other)


def test_what_is_purged_is_purged_from_what_a_source_said(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "feed.json"
    path.write_bytes(FOUR)
    source(store, str(path))
    sync(store)
    purge(store, "TD")
    kept = b"".join(p.read_bytes() for p in store.journal.folder.rglob("*") if p.is_file())
    assert b"Italy" in kept
    assert b"Chad" not in kept


@pytest.mark.parametrize("name", ["source.json", "base.json", "inbox.json"])
def test_a_damaged_file_is_told(folder: Path, name: str) -> None:
    keep = find_source(folder, add_source(folder, Source("body", URL)).name)
    (keep.folder / name).write_bytes(b'{"seen": [')
    with pytest.raises(StoreError, match="remove the source body and add it anew"):
        {"source.json": keep.source, "base.json": keep.memory, "inbox.json": keep.inbox}[name]()
    remove_source(folder, "body")


def test_nothing_is_left_of_a_removal_that_was_interrupted(folder: Path) -> None:
    keep = find_source(folder, add_source(folder, Source("body", URL)).name)
    keep.save_memory(Memory(missing=("IT",)))
    (keep.folder / "source.json").unlink()
    add_source(folder, Source("body", URL))
    assert keep.memory() == Memory()
