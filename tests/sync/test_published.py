"""Readers of a published folder: however far behind they are, they end with what is there."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs

from store.kinds import Member
from store.publishing import publish
from store.record import Record
from store.rules import received
from store.store import Store
from store.sync.kept.keep import find_source
from tests.conftest import TODAY
from tests.sync.made_up import YES, source, sync
from tests.sync.server import Exchange, Server

MANY = 60


class Desk:
    """A store that publishes into a folder."""

    def __init__(self, store: Store, www: Path) -> None:
        self.store = store
        self.www = www
        self.turn = 0

    def publish(self) -> None:
        open_ = [r for r in self.store.everything().values() if r.visibility == "public"]
        publish(self.www, open_, self.store, title="Ours")

    def go_on(self, times: int) -> None:
        """Change something and publish it, so often: an edit each time, now and then something
        new, something deleted, something taken back."""
        for _ in range(times):
            self.turn += 1
            turn = self.turn
            self.edit(turn % 7, region=f"Part {turn}")
            if turn % 3 == 0:
                self.store.apply("add", [(None, member(MANY + turn))], received)
            if turn % 4 == 0:
                self.store.apply("delete", [(self.store.get(f"m{20 + turn}"), None)])
            if turn % 5 == 0:
                self.edit(10 + turn // 5, visibility="private")
            self.publish()

    def edit(self, number: int, **changes: object) -> None:
        old = self.store.get(f"m{number}")
        assert old is not None
        self.store.apply("edit", [(old, structs.replace(old, **changes))], received)

    @property
    def open(self) -> dict[str, Record]:
        return {id_: bare(r) for id_, r in self.store.everything().items() if not_secret(r)}


def member(number: int) -> Member:
    return Member(id=f"m{number}", name=f"Member {number}", visibility="public")


def not_secret(record: Record) -> bool:
    return record.visibility == "public"


def bare(record: Record) -> Record:
    """The record without what each store stamps by itself."""
    return structs.replace(record, created="", modified="", sequence=0)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Store.open(tmp_path / "theirs", by="them", today=lambda: TODAY) as store:
        store.apply("add", [(None, member(number)) for number in range(MANY)], received)
        made = Desk(store, tmp_path / "www")
        made.publish()
        yield made


@pytest.fixture
def url(server: Server, desk: Desk) -> str:
    """Where a static server has the folder, ETags and all."""

    def file(exchange: Exchange) -> None:
        path = desk.www / exchange.path.partition("?")[0][1:]
        if not path.is_file():
            exchange.answer(404)
            return
        about = path.stat()
        etag = f'"{about.st_mtime_ns:x}-{about.st_size:x}"'
        if exchange.headers.get("If-None-Match") == etag:
            exchange.answer(304, etag=etag)
        else:
            exchange.answer(200, path.read_bytes(), etag=etag)

    server.anything = file
    return f"{server.url}/feed.json"


def here(store: Store) -> dict[str, Record]:
    return {id_: bare(record) for id_, record in store.everything().items()}


def asked(server: Server) -> list[str]:
    """What was asked for since this was asked last, by the first part of the names."""
    paths = [path[1:] for path, _ in server.requests]
    server.requests.clear()
    return [path.partition("-")[0] for path in paths]


def test_a_new_reader_reads_the_snapshot_and_then_nothing(
    store: Store, server: Server, desk: Desk, url: str
) -> None:
    source(store, url)
    assert len(sync(store).new) == MANY
    assert asked(server) == ["feed.json", "page"]
    assert here(store) == desk.open
    desk.publish()
    assert sync(store).not_modified
    assert asked(server) == ["feed.json"]


@pytest.mark.parametrize("behind", [1, 5, 30])
def test_a_reader_behind_reads_what_changed_and_no_page(
    store: Store, server: Server, desk: Desk, url: str, behind: int
) -> None:
    source(store, url)
    sync(store)
    asked(server)
    desk.go_on(behind)
    report = sync(store)
    assert report.done and not report.missing
    assert asked(server) == ["feed.json", *["delta"] * behind]
    assert here(store) == desk.open
    assert sync(store).not_modified


def test_a_reader_further_behind_reads_the_snapshot_and_follows_what_is_told_to_be_gone(
    store: Store, server: Server, desk: Desk, url: str
) -> None:
    source(store, url)
    sync(store)
    asked(server)
    desk.go_on(35)
    report = sync(store)
    assert asked(server) == ["feed.json", "gone", "page"]
    assert set(here(store)) - set(desk.open) == set(report.missing)
    assert 0 < len(report.missing) < len(report.removed)
    sync(store, YES)
    assert here(store) == desk.open


@pytest.mark.parametrize("at", [0, 2, 4])
@pytest.mark.parametrize("how", ["gone", "spoiled", "another"])
def test_a_broken_chain_is_left_for_the_snapshot(  # noqa: PLR0913, PLR0917 — fixtures
    store: Store, server: Server, desk: Desk, url: str, at: int, how: str
) -> None:
    source(store, url)
    sync(store)
    desk.go_on(5)
    asked(server)
    links = sorted(desk.www.glob("delta-*"), key=lambda path: path.stat().st_mtime_ns)
    if how == "gone":
        links[at].unlink()
    elif how == "spoiled":
        links[at].write_bytes(links[at].read_bytes()[:-20])
    else:
        links[at].write_bytes(links[at - 1].read_bytes())
    report = sync(store)
    assert not report.error
    assert asked(server)[-1] == "page"
    assert here(store) == desk.open


def test_where_the_deltas_tell_of_more_than_there_is_the_snapshot_is_read(
    store: Store, server: Server, desk: Desk, url: str
) -> None:
    source(store, url)
    sync(store)
    for name in ("one", "two"):
        for number in range(MANY):
            desk.edit(number, region=name)
        desk.publish()
    asked(server)
    assert len(sync(store).changed) == MANY
    assert asked(server) == ["feed.json", "page"]


def test_a_server_that_fails_in_the_middle_of_the_chain_is_asked_again_another_day(
    store: Store, server: Server, desk: Desk, url: str
) -> None:
    name = source(store, url)
    sync(store)
    desk.go_on(2)
    before, cursor = here(store), find_source(store.journal.folder, name).reached().cursor
    last = max(desk.www.glob("delta-*"), key=lambda path: path.stat().st_mtime_ns)
    server.at(f"/{last.name}", lambda exchange: exchange.answer(503))
    assert sync(store).error
    assert here(store) == before
    assert find_source(store.journal.folder, name).reached().cursor == cursor
    del server.routes[f"/{last.name}"]
    assert sync(store).done
    assert here(store) == desk.open


def test_a_delta_elsewhere_is_not_asked_for(
    store: Store, server: Server, desk: Desk, url: str
) -> None:
    source(store, url)
    sync(store)
    desk.go_on(1)
    entry = desk.www / "feed.json"
    body = entry.read_bytes().replace(b'"url":"delta-', b'"url":"http://127.0.0.1:9/delta-')
    entry.write_bytes(body)
    asked(server)
    assert sync(store).done
    assert asked(server) == ["feed.json", "page"]
    assert here(store) == desk.open


def test_a_folder_is_a_source_as_a_server_is(store: Store, desk: Desk) -> None:
    source(store, str(desk.www / "feed.json"))
    assert len(sync(store).new) == MANY
    assert sync(store).not_modified
    desk.go_on(6)
    for page in desk.www.glob("page-*"):
        page.unlink()  # so that only the deltas are left to be read
    assert sync(store).done
    assert here(store) == desk.open


def test_going_back_to_what_was_published_before_is_a_change_like_any_other(
    store: Store, server: Server, desk: Desk, url: str
) -> None:
    source(store, url)
    sync(store)
    for region in ("South", "", "South"):
        old = desk.store.get("m1")
        assert old is not None
        desk.store.apply("edit", [(old, structs.replace(old, region=region))])
        desk.publish()
        assert sync(store).done
        assert here(store) == desk.open


def test_a_reader_in_the_middle_of_a_publication_reads_the_old_one_whole(
    store: Store, server: Server, desk: Desk, url: str
) -> None:
    was = desk.open

    def late(exchange: Exchange) -> None:
        body = (desk.www / "feed.json").read_bytes()
        desk.edit(1, region="South")
        desk.edit(2, region="South")
        desk.publish()
        exchange.answer(200, gzip.compress(body), Content_Encoding="gzip")

    source(store, server.at("/feed.json", late))
    assert sync(store).done
    assert here(store) == was
