"""What servers do to us, one row each: what is said of it, and what is here afterwards.

Before each there is one record here, Italy. Whatever a server does, that stays; what the server
said is taken whole or not at all. Each row ends within seconds and a few megabytes.
"""

import gzip
import time
import tracemalloc
from collections.abc import Callable
from email.utils import formatdate
from typing import NamedTuple

import pytest
from msgspec import structs

from store.kinds import Member
from store.store import Store
from store.sync.kept.keep import find_source
from tests.sync.made_up import QUICK, feed, ids, item, source, sync
from tests.sync.server import (
    Exchange,
    Route,
    Server,
    bomb,
    drip,
    endless,
    hang_up,
    in_turn,
    numbered,
    raw,
    redirect,
    reset,
    send,
    status,
    zipped,
)

LIMITS = structs.replace(QUICK, read=0.4, most=2_000_000, pages=20, longest_pause=0.5)
LONGEST, LARGEST = 10.0, 32_000_000  # seconds and bytes: generous, for what ends in one and in few

GOOD = feed(item("MT"), cursor="1")
PAGE = feed(item("MT"), next_url="?2")
HERE = ["IT"]
BOTH = ["IT", "MT"]
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
OK = b"HTTP/1.1 200 OK\r\n"
HOUR = {"Retry_After": "3600"}
LATER = {"Retry_After": "Mon, 01 Jan 2035 01:00:00 GMT", "Date": "Mon, 01 Jan 2035 00:00:00 GMT"}
PAST = {"Retry_After": formatdate(0, usegmt=True)}


class Row(NamedTuple):
    """A case: what the server does, what is said ("" where all is well), which members are here
    afterwards, and how often the server was asked."""

    case: str
    does: Route
    says: str
    here: list[str] = HERE
    asked: int = 1


def about(host: str) -> Route:
    """Lead on to the same server under another name."""
    return lambda x: redirect(f"http://{host}:{x.server.server_port}/good")(x)


def packed(body: bytes, encoding: str = "gzip") -> Route:
    """Bytes that are said to be packed so."""
    return send(body, 200, Content_Encoding=encoding)


def told(exchange: Exchange) -> None:
    """Every page names the next one on another server."""
    exchange.answer(200, feed(item("MT"), next_url="https://else.example/2"))


def cookies(exchange: Exchange) -> None:
    """Pages that set a large cookie each and want none back."""
    assert "Cookie" not in exchange.headers
    page = int(exchange.path.partition("page=")[2] or 0)
    following = {"next_url": f"/feed.json?page={page + 1}"} if page < 3 else {}
    body = feed(*([] if page else [item("MT")]), **following)
    exchange.answer(200, body, Set_Cookie=f"c{page}={'x' * 4000}")


TABLE = [
    # ---- connections
    Row("resets in the middle", reset(GOOD[:40], len(GOOD)), "broke off", asked=4),
    Row("resets once", in_turn(reset(GOOD[:40], len(GOOD)), send(GOOD)), "", BOTH, 2),
    Row("says nothing and goes", raw(b""), "broke off", asked=4),
    Row("is silent", lambda _: time.sleep(0.6), "stopped while it answered"),
    Row("drips its body", drip(0.05), "longer than 0.6 s in all"),
    Row("drips its headers", drip(0.05, in_head=True), "longer than 0.6 s in all"),
    Row("never ends", endless(), "more than 2 MB"),
    Row("ends before its length", hang_up(GOOD[:40], len(GOOD)), "broke off", asked=4),
    Row("goes on after its length", send(GOOD, 200, Content_Length="60"), "not all of it"),
    Row("says two lengths", send(GOOD, 200, content_length="7"), "no HTTP", asked=4),
    Row("speaks no HTTP", raw(b"SSH-2.0-OpenSSH_9.9\r\n"), "no HTTP", asked=4),
    Row("a header of 1 MB", raw(OK, b"X: " + b"x" * 1_000_000), "no HTTP", asked=4),
    Row("headers without end", raw(OK, b"X: x\r\n" * 1000, times=200), "no HTTP", asked=4),
    Row("goes on saying 100", raw(CONTINUE * 10, times=5), "broke off", asked=4),
    Row("says 100 for ever", raw(CONTINUE * 1000, times=100_000), "longer than 0.6 s in all"),
    # ---- bodies
    Row("is empty", send(b""), "none of the formats"),
    Row("JSON that is cut", send(GOOD[:-10]), "not all of it"),
    Row("another charset", send(feed(item("MT")).replace(b"Malta", b"Malt\xe9")), "not UTF-8"),
    Row("UTF-16", send(GOOD.decode().encode("utf-16")), "UTF-16 text"),
    Row("a web page", send(b"<!doctype html><title>Sign in"), "web page"),
    Row("gzip", zipped(GOOD), "", BOTH),
    Row("gzip in gzip", zipped(GOOD, times=2), "none of the formats"),
    Row("gzip, gzip", packed(GOOD, "gzip, gzip"), "only gzip was asked for"),
    Row("brotli, unasked", packed(GOOD, "br"), "only gzip was asked for"),
    Row("gzip that is none", packed(GOOD), "gzip is damaged"),
    Row("gzip that is cut", packed(gzip.compress(GOOD)[:-9]), "ended too early", asked=4),
    Row("gzip and more", packed(gzip.compress(GOOD) * 2), "goes on after its end"),
    Row("a bomb of 300 MB", packed(bomb(300)), "more than 2 MB"),
    Row("a bomb in a bomb", packed(bomb(300, 2)), "none of the formats"),
    Row("a bomb, packed twice", packed(bomb(300, 2), "gzip, gzip"), "only gzip"),
    # ---- statuses
    Row("401", status(401), "wants a valid token (401)"),
    Row("403", status(403), "wants a valid token (403)"),
    Row("404", status(404), "has nothing for us (404)"),
    Row("410", status(410), "gone for good (410)"),
    Row("412", status(412), "will not be asked whether it has changed (412)"),
    Row("204", status(204), "answered 204"),
    Row("206", send(GOOD, 206, Content_Range="bytes 0-9/10"), "answered 206"),
    Row("300", status(300, Location="/good"), "answered 300"),
    Row("304, never read", status(304), "though it was never read"),
    Row("429 for an hour", in_turn(status(429, **HOUR), send(GOOD)), "before 60 minutes"),
    Row("429 until a day", in_turn(status(429, **LATER), send(GOOD)), "before 60 minutes"),
    Row("429 for no time", status(429, Retry_After="0"), "cannot answer now (429)", asked=4),
    Row("429 until yesterday", in_turn(status(429, **PAST), send(GOOD)), "", BOTH, 2),
    Row("429 for ever", status(429, Retry_After="9" * 5000), "cannot answer now (429)", asked=4),
    Row("500, then good", in_turn(status(500), send(GOOD)), "fault of its own (500)"),
    Row("503, then good", in_turn(status(502), status(503), status(504), send(GOOD)), "", BOTH, 4),
    Row("503", status(503), "cannot answer now (503)", asked=4),
    # ---- leading on
    Row("round in a ring", redirect("/feed.json", 301), "leads on more than 5 times", asked=6),
    Row("to http", redirect("http://example.org/f"), "not encrypted, and is not followed"),
    Row("to a file", redirect("file:///etc/passwd"), "no web address, and is not followed"),
    Row("to javascript", redirect("javascript:alert(1)"), "no web address, and is not followed"),
    Row("with a password", redirect("http://me:word@127.0.0.1/"), "holds a password"),
    Row("to another host", about("localhost"), "", BOTH, 2),
    Row("to no address", redirect("http://[::"), "leads to what is no web address"),
    Row("to an endless address", redirect("/" + "x" * 70_000), "cannot be asked"),
    Row("to a name that none has", redirect("https://a..b/"), "a..b"),
    Row("to a hostile address", redirect("ftp://h/\xe2\x80\xae%1b[31m"), "no web address"),
    # ---- pages
    Row("its own next page", send(feed(item("MT"), next_url="/feed.json")), "in a circle"),
    Row("a page elsewhere", told, "is not asked for"),
    Row("a page in a file", send(feed(next_url="file:///etc/passwd")), "is not asked for"),
    Row("pages without end", numbered(lambda n: feed(next_url=f"?{n}")), "than 20 pages", asked=21),
    Row(
        "a broken page", numbered(lambda n: PAGE if n < 2 else GOOD[:-5]), "not all of it", asked=2
    ),
    Row("a page that is gone", in_turn(send(PAGE), status(404)), "(404)", asked=2),
    Row("cookies", cookies, "", BOTH, 4),
]


@pytest.mark.parametrize("row", TABLE, ids=[row.case for row in TABLE])
def test_a_server(store: Store, server: Server, monkeypatch: pytest.MonkeyPatch, row: Row) -> None:
    store.apply("add", [(None, Member(id="IT", name="Italy"))])
    monkeypatch.setenv("BODY_TOKEN", "s3cret")
    source(store, server.at("/feed.json", row.does), token_env="BODY_TOKEN")
    server.at("/good", send(GOOD))
    began = time.monotonic()
    total = 0.6 if "longer than" in row.says else QUICK.total
    tracemalloc.start()
    report = sync(store, limits=structs.replace(LIMITS, total=total))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert row.says in report.error and bool(report.error) == bool(row.says)
    assert report.error.isprintable() and "s3cret" not in report.error
    assert ids(store) == row.here
    assert len(list(store.history())) == len(row.here)
    assert len(server.requests) == row.asked
    for path, headers in server.requests:
        assert ("authorization" in headers) == (path != "/good")
    kept = find_source(store.journal.folder, "body").reached()
    assert (kept.etag, kept.last_modified, kept.cursor) == (
        "",
        "",
        "1" if row.here == BOTH and row.case != "cookies" else "",
    )
    assert time.monotonic() - began < LONGEST
    assert peak < LARGEST


def again(
    store: Store, server: Server, first: Route, then: Route
) -> tuple[Callable[[], str], list[dict[str, str]]]:
    """A source that was read once and then does something else."""
    source(store, server.at("/feed.json", in_turn(first, then)))
    assert sync(store, limits=LIMITS).error == ""
    server.requests.clear()
    return lambda: sync(store, limits=LIMITS).outcome, [headers for _, headers in server.requests]


def test_a_server_that_will_not_be_asked_conditionally_is_asked_without(
    store: Store, server: Server
) -> None:
    refusing: Route = lambda x: (  # noqa: E731
        x.answer(412) if "If-None-Match" in x.headers else x.answer(200, feed(item("IT")))
    )
    sync_again, _ = again(store, server, send(feed(item("IT")), 200, etag='"1"'), refusing)
    assert sync_again() == "no change"
    assert len(server.requests) == 2


@pytest.mark.parametrize("etag", ['W/"1"', '"a,b"', "unquoted", '""'])
def test_an_etag_is_sent_back_as_it_came(store: Store, server: Server, etag: str) -> None:
    route = send(feed(item("IT")), 200, etag=etag)
    sync_again, _ = again(store, server, route, route)
    assert sync_again() == "not modified"
    assert server.requests[0][1]["if-none-match"] == etag


def test_an_etag_that_always_changes_does_no_harm(store: Store, server: Server) -> None:
    tags = iter(range(100))
    route: Route = lambda x: x.answer(200, feed(item("IT")), etag=f'"{next(tags)}"')  # noqa: E731
    sync_again, _ = again(store, server, route, route)
    assert [sync_again(), sync_again()] == ["no change", "no change"]
    assert [headers["if-none-match"] for _, headers in server.requests] == ['"0"', '"1"']
    assert len(list(store.history())) == 1


@pytest.mark.parametrize("code, says", [(404, "(404)"), (400, "answered 400"), (410, "no change")])
def test_a_cursor_that_the_server_forgot(
    store: Store, server: Server, code: int, says: str
) -> None:
    """410 says so, and the whole is asked for; what any other status means nobody can know."""
    whole = feed(item("IT"), cursor="1")
    forgot: Route = lambda x: (  # noqa: E731
        x.answer(code) if "since=" in x.path else x.answer(200, whole)
    )
    sync_again, _ = again(store, server, forgot, forgot)
    assert says in sync_again()
    assert ids(store) == ["IT"]
    assert find_source(store.journal.folder, "body").reached().cursor == "1"


def test_clocks_that_jump_back_do_no_harm(
    store: Store, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the server's nor ours decides anything: what is new is what is said anew."""
    early = "Thu, 01 Jan 1970 00:00:00 GMT"
    first = send(feed(item("IT")), 200, Last_Modified="Fri, 01 Jan 2100 00:00:00 GMT")
    older = {**item("IT", region="South"), "modified": "1999-01-01T00:00:00Z"}
    sync_again, _ = again(store, server, first, send(feed(older), 200, Last_Modified=early))
    monkeypatch.setattr("store.sync.run.now", lambda: "1970-01-01T00:00:00Z")
    assert sync_again() == "1 changed"
    assert sync_again() == "no change"
    assert [h["if-modified-since"][-8:] for _, h in server.requests] == ["0:00 GMT"] * 2
    assert server.requests[1][1]["if-modified-since"] == early


def test_nobody_there_is_asked_a_few_times_and_told(store: Store) -> None:
    source(store, "http://127.0.0.1:9/feed.json")
    assert "cannot be reached; check address and network" in sync(store, limits=LIMITS).error
