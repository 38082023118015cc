"""What servers do to us over a real connection, and what we make of it. Whatever goes wrong,
everything stays as it was and one sentence says what to do."""

import socket
import threading
import time

import pytest
from msgspec import structs

from store.store import Store
from store.sync.kept.keep import find_source
from store.sync.talk import Talk
from store.sync.transfer.limits import Limits
from tests.sync.made_up import FOUR, QUICK, delta, feed, ids, item, source, sync
from tests.sync.server import (
    Route,
    Server,
    drip,
    in_turn,
    redirect,
    send,
    status,
    zipped,
)

ALL = ["IT", "MA", "MT", "TD"]


def refused(store: Store, server: Server, route: Route) -> str:
    """The sentence told of this answer, which must have changed nothing."""
    source(store, server.at("/feed.json", route))
    report = sync(store)
    assert report.error
    assert ids(store) == []
    assert list(store.history()) == []
    assert report.error.count("\n") == 0
    return report.error


def taken(store: Store, server: Server, route: Route) -> list[str]:
    source(store, server.at("/feed.json", route))
    assert sync(store).error == ""
    return ids(store)


def test_a_snapshot_is_taken_in_one_batch(store: Store, server: Server) -> None:
    assert taken(store, server, send(FOUR)) == ALL
    (batch,) = store.history()
    assert batch.label == "sync body"


def test_packed_answers_are_unpacked(store: Store, server: Server) -> None:
    assert taken(store, server, zipped(FOUR)) == ALL
    assert server.requests[0][1]["accept-encoding"] == "gzip"


def test_a_second_run_says_not_modified(store: Store, server: Server) -> None:
    day = "Thu, 01 Jan 2026 00:00:00 GMT"
    source(store, server.at("/feed.json", send(FOUR, etag='"1"', last_modified=day)))
    assert not sync(store).not_modified
    again = sync(store)
    assert again.not_modified
    assert server.requests[1][1]["if-none-match"] == '"1"'
    assert server.requests[1][1]["if-modified-since"] == day
    assert len(list(store.history())) == 1


def test_all_pages_are_one_batch(store: Store, server: Server) -> None:
    server.at("/2", send(feed(item("MT"), next_url="/3")))
    server.at("/3", send(feed(item("TD"))))
    assert taken(store, server, send(feed(item("IT"), next_url="2"))) == ["IT", "MT", "TD"]
    assert len(list(store.history())) == 1


def test_an_id_on_two_pages_leaves_everything_as_it_was(store: Store, server: Server) -> None:
    server.at("/2", send(feed(item("IT"))))
    assert "IT more than once" in refused(store, server, send(feed(item("IT"), next_url="/2")))


def test_an_id_twice_leaves_everything_as_it_was(store: Store, server: Server) -> None:
    assert "IT more than once" in refused(store, server, send(feed(item("IT"), item("IT"))))


def test_pages_that_go_round_or_elsewhere_are_not_followed(store: Store, server: Server) -> None:
    source(store, server.at("/feed.json", send(feed(item("IT"), next_url="/feed.json"))))
    assert "in a circle" in sync(store).error
    for elsewhere in ("http://localhost:1/2", "https://127.0.0.1/2", "file:///etc/passwd"):
        server.at("/feed.json", send(feed(item("IT"), next_url=elsewhere)))
        assert "is not asked for" in sync(store).error
    server.at("/feed.json", send(feed(item("IT"), next_url="http://[")))
    assert "is no web address" in sync(store).error
    assert ids(store) == []


def test_too_many_items_are_refused(store: Store, server: Server) -> None:
    source(store, server.at("/feed.json", send(FOUR)))
    assert "more than 3 records" in sync(store, limits=structs.replace(QUICK, items=3)).error


# ------------------------------------------------------------------ deltas


def test_a_delta_goes_on_from_the_cursor(store: Store, server: Server) -> None:
    first = send(feed(*map(item, ALL), cursor="c 1"))
    second = send(delta(item("IT", region="South"), since="c 1", cursor="c2", gone=({"id": "TD"},)))
    source(store, server.at("/f?key=x", first))
    server.at("/f", in_turn(first, second, second))
    sync(store)
    report = sync(store)
    assert server.requests[1][0] == "/f?key=x&since=c+1"
    assert (report.changed, report.removed) == (("IT",), ("TD",))
    assert sync(store).outcome == "no change"
    assert server.requests[2][0] == "/f?key=x&since=c2"


def test_an_expired_cursor_means_a_full_snapshot(store: Store, server: Server) -> None:
    first = send(feed(item("IT"), cursor="1"), 200, etag='"1"')
    source(store, server.at("/f", in_turn(first, status(410), send(FOUR))))
    sync(store)
    assert sync(store).new == ("MT", "TD", "MA")
    path, headers = server.requests[2]
    assert path == "/f"
    assert "if-none-match" not in headers


def test_a_delta_that_starts_elsewhere_would_lose_something(store: Store, server: Server) -> None:
    first = send(feed(item("IT"), cursor="1"))
    far = send(delta(item("MT"), since="7", cursor="8"))
    source(store, server.at("/f", in_turn(first, far, send(FOUR), far)))
    sync(store)
    assert sync(store).error == ""
    assert ids(store) == ALL
    server.at("/f", in_turn(send(feed(*map(item, ALL), cursor="9", title="new")), far))
    sync(store)
    assert "ask its publisher for a snapshot" in sync(store).error


# ------------------------------------------------------------------ stopping, waiting, leading on
# (what broken and hostile servers do stands in test_servers.py)


def _cancelled(store: Store, url: str, limits: Limits = QUICK) -> None:
    """Cancelled after a moment, it ends at once and leaves nothing behind."""
    source(store, url)
    kept = find_source(store.journal.folder, "body").reached()
    stop, said = threading.Event(), [0.0]

    def end() -> None:
        said[0] = time.monotonic()
        stop.set()

    threading.Timer(0.4, end).start()
    report = sync(store, Talk(cancelled=stop.is_set), limits=limits)
    assert (report.error, report.stopped) == ("Cancelled; nothing was changed.", "cancelled")
    assert time.monotonic() - said[0] < 0.8
    assert list(store.history()) == []
    assert find_source(store.journal.folder, "body").reached() == kept


@pytest.mark.parametrize(
    "route",
    [
        drip(0.05),
        drip(0.05, in_head=True),
        status(429, Retry_After="20"),
        in_turn(redirect("/feed.json"), drip(0.05)),
        in_turn(send(feed(item("IT"), next_url="?2")), drip(0.05)),
    ],
    ids=["body", "headers", "pause", "redirect", "second page"],
)
def test_cancelling_in_the_middle_leaves_everything_as_it_was(
    store: Store, server: Server, route: Route
) -> None:
    limits = structs.replace(QUICK, total=60.0, longest_pause=30.0)
    _cancelled(store, server.at("/feed.json", route), limits)


def test_cancelling_while_hands_are_shaken(store: Store) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        _cancelled(store, f"https://127.0.0.1:{silent.getsockname()[1]}/")


def test_cancelling_while_a_name_is_looked_up(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, go_on = threading.Event(), threading.Event()

    def slow(*_: object) -> list[object]:
        looked.set()
        go_on.wait(30)
        return []

    monkeypatch.setattr("socket.getaddrinfo", slow)
    _cancelled(store, "https://slow.example/feed.json")
    assert looked.is_set()
    go_on.set()


def test_a_name_that_nobody_has_is_told_at_once(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    source(store, "https://nowhere.example/feed.json")
    assert "not known by this name here; check address and network" in sync(store).error


def test_redirects_are_followed_a_few_times(store: Store, server: Server) -> None:
    server.at("/b", redirect("/c", 308))
    server.at("/c", send(FOUR))
    assert taken(store, server, redirect("b")) == ALL


@pytest.mark.parametrize("after, least", [("1", 1.0), ("0", 0.01), ("soon", 0.01)])
def test_a_busy_server_is_waited_for_as_long_as_it_asks(
    store: Store, server: Server, after: str, least: float
) -> None:
    began = time.monotonic()
    source(store, server.at("/f", in_turn(status(429, Retry_After=after), send(FOUR))))
    assert sync(store, limits=structs.replace(QUICK, longest_pause=2.0)).error == ""
    assert time.monotonic() - began >= least


def test_a_server_without_tls_is_told(store: Store, server: Server) -> None:
    source(store, server.url.replace("http", "https") + "/feed.json")
    assert "does not speak TLS" in sync(store).error


def test_headers_that_cannot_be_sent_back_are_forgotten(store: Store, server: Server) -> None:
    source(store, server.at("/f", send(FOUR, 200, etag='"caf\xe9"')))
    assert sync(store).error == ""
    assert sync(store).error == ""
    assert "if-none-match" not in server.requests[1][1]


# ------------------------------------------------------------------ tokens


def test_a_token_goes_to_its_own_origin_and_nowhere_else(
    store: Store, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BODY_TOKEN", "s3cret")
    source(
        store,
        server.at("/f", redirect(server.url.replace("127.0.0.1", "localhost") + "/g")),
        token_env="BODY_TOKEN",
    )
    server.at("/g", send(FOUR))
    assert sync(store).error == ""
    (_, here), (_, elsewhere) = server.requests
    assert here["authorization"] == "Bearer s3cret"
    assert "authorization" not in elsewhere
    kept = b"".join(p.read_bytes() for p in store.journal.folder.rglob("*") if p.is_file())
    assert b"s3cret" not in kept


def test_a_token_may_come_from_a_command(store: Store, server: Server) -> None:
    source(store, server.at("/f", send(FOUR)), token_command=("printf", "%s\\n", "t0ken"))
    assert sync(store).error == ""
    assert server.requests[0][1]["authorization"] == "Bearer t0ken"


def test_a_token_is_one_word(store: Store, server: Server) -> None:
    source(store, server.at("/f", send(FOUR)), token_command=("echo", "t0 ken"))
    assert "no usable token" in sync(store).error
    assert server.requests == []


@pytest.mark.parametrize("command", [("false",), ("/no/such/thing",), ("\0",)])
def test_a_token_command_that_fails(store: Store, server: Server, command: tuple[str, ...]) -> None:
    source(store, server.at("/f", send(FOUR)), token_command=command)
    assert "token command failed" in sync(store).error


def test_a_token_that_is_not_set(store: Store, server: Server) -> None:
    source(store, server.at("/f", send(FOUR)), token_env="NO_SUCH_TOKEN")
    assert "no usable token in the variable NO_SUCH_TOKEN" in sync(store).error
