"""The sources of other bodies in a real store, over a real connection: their pages, their pace."""

import pytest
from stamina.instrumentation import set_on_retry_hooks

from store.store import Store
from store.sync.adapters import ADAPTERS
from store.sync.kept.keep import add_source
from store.sync.kept.sources import Source
from store.sync.run import run
from store.sync.transfer.fetch import Fetcher
from tests.sync.adapters.reading import body
from tests.sync.made_up import QUICK, source, sync
from tests.sync.server import Route, Server, asked_for, in_turn, send, status

GROUPS = "/api/v1/group/group/"


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, none of which takes any time."""
    pauses: list[float] = []
    monkeypatch.setattr(Fetcher, "rest", lambda self, seconds: pauses.append(seconds))
    return pauses


def two_pages() -> Route:
    return asked_for(
        ("offset=2", send(body("datatracker/groups-2.json"))),
        ("", send(body("datatracker/groups-1.json"))),
    )


def test_the_pages_of_a_list_are_one_batch_with_a_pause_before_each(
    store: Store, server: Server, slept: list[float]
) -> None:
    source(store, server.at(GROUPS, two_pages()), format="datatracker")
    report = sync(store)
    assert (report.error, len(report.new)) == ("", 4)
    assert len(list(store.history())) == 1
    assert [path for path, _ in server.requests] == [
        f"{GROUPS}?limit=1000&order_by=id",
        f"{GROUPS}?limit=2&offset=2&order_by=id",
    ]
    assert slept == [ADAPTERS["datatracker"].pause]
    assert slept[0] > 0


def test_a_list_that_is_recognised_is_asked_for_again_in_its_own_way(
    store: Store, server: Server, slept: list[float]
) -> None:
    source(store, server.at(GROUPS, two_pages()))
    assert len(sync(store).new) == 4
    assert [path for path, _ in server.requests] == [
        GROUPS,
        f"{GROUPS}?limit=1000&order_by=id",
        f"{GROUPS}?limit=2&offset=2&order_by=id",
    ]
    assert sync(store).outcome == "no change"
    assert server.requests[3][0] == f"{GROUPS}?limit=1000&order_by=id"
    assert len(slept) == 3


def test_a_server_that_is_busy_is_left_alone_for_a_while_though_it_says_at_once(
    store: Store, server: Server
) -> None:
    busy, good = status(429, Retry_After="0"), send(body("datatracker/groups.json"))
    source(store, server.at(GROUPS, in_turn(busy, busy, good)), format="datatracker")
    waits: list[float] = []
    set_on_retry_hooks([lambda retry: waits.append(retry.wait_for)])
    try:
        assert len(sync(store).new) == 4
    finally:
        set_on_retry_hooks([])
    assert len(server.requests) == 3
    assert len(waits) == 2
    assert min(waits) >= QUICK.pause


def test_a_page_that_is_broken_leaves_everything_as_it_was(
    store: Store, server: Server, slept: list[float]
) -> None:
    pages = asked_for(
        ("offset=2", send(body("datatracker/malformed.json"))),
        ("", send(body("datatracker/groups-1.json"))),
    )
    source(store, server.at(GROUPS, pages), format="datatracker")
    assert "not all of it" in sync(store).error
    assert not store.everything()


# ------------------------------------------------------------------ Indico


EXPORT = "/export/categ/2.json"


def test_what_lies_before_the_export_begins_is_not_missing(
    store: Store, server: Server, slept: list[float]
) -> None:
    whole, later = send(body("indico/good.json")), send(body("indico/later.json"))
    url = server.at(EXPORT, in_turn(whole, later, send(body("indico/last.json"))))
    source(store, url + "?from=2026-04-15", format="indico")
    assert len(sync(store).new) == 4
    assert sync(store).outcome == "no change"
    report = sync(store)
    assert report.missing == ("indico:indico.example.org:137351",)


def test_a_page_that_is_limited_makes_nothing_look_deleted(
    store: Store, server: Server, slept: list[float]
) -> None:
    pages = asked_for(
        ("offset=2", send(body("indico/page-2.json"))), ("", send(body("indico/page-1.json")))
    )
    url = server.at(EXPORT, in_turn(pages, pages, send(body("indico/page-2.json"))))
    source(store, url + "?limit=2", format="indico")
    assert len(sync(store).new) == 3
    assert sync(store).outcome == "no change"


# ------------------------------------------------------------------ the W3C


def test_who_is_named_on_two_pages_is_one_member(
    store: Store, server: Server, slept: list[float]
) -> None:
    first, second = (
        body(f"w3c/organisation-{n}.json").replace(b"https://api.w3.org", server.url.encode())
        for n in (1, 2)
    )
    pages = asked_for(("page=2", send(second)), ("", send(first)))
    source(store, server.at("/affiliations/77/participations", pages))
    report = sync(store)
    assert report.new == ("w3c:affiliation:77",)
    roles = ["w3c:participation:9001", "w3c:participation:9010"]
    assert sorted({one.id for one in report.held}) == roles
    add_source(
        store.journal.folder, Source("groups", server.at("/groups", send(body("w3c/groups.json"))))
    )
    came = run(store, "groups", limits=QUICK).new
    assert {*roles} <= {*came, *sync(store).new}
    assert {*roles} <= store.everything().keys()
