"""Certificates, proxies and HTTP/2, with an authority and servers of our own on loopback."""

import select
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived

from store.store import Store
from tests.sync.made_up import FOUR, source, sync
from tests.sync.server import Exchange, Route, Server, redirect, send, serving

VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR")
NAMES = ("127.0.0.1", "localhost", "feeds.example")


@pytest.fixture(autouse=True)
def _a_clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*VARIABLES, *map(str.lower, VARIABLES)):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    """An authority that nobody trusts yet."""
    return trustme.CA()


@pytest.fixture(scope="module")
def context(authority: trustme.CA) -> ssl.SSLContext:
    """What a server needs to be one of `NAMES`."""
    found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*NAMES).configure_cert(found)
    return found


@pytest.fixture
def secure(context: ssl.SSLContext) -> Iterator[Server]:
    """A server that speaks TLS."""
    with serving(context) as running:
        yield running


@pytest.fixture
def trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The authority's certificate, which the user trusts."""
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return path


# ------------------------------------------------------------------ certificates


def test_a_certificate_that_nobody_vouches_for_is_refused(store: Store, secure: Server) -> None:
    source(store, secure.at("/f", send(FOUR)))
    assert "certificate" in (said := sync(store).error) and "SSL_CERT_FILE" in said
    assert secure.requests == []


def test_an_authority_that_the_user_trusts_is_trusted(
    store: Store, secure: Server, trusted: Path
) -> None:
    source(store, secure.at("/f", send(FOUR)))
    assert len(sync(store).new) == 4


def test_an_authority_that_is_trusted_no_more_is_not_trusted(
    store: Store, secure: Server, trusted: Path
) -> None:
    source(store, secure.at("/f", send(FOUR)))
    assert sync(store).error == ""
    trustme.CA().cert_pem.write_to_path(str(trusted))
    assert "certificate" in sync(store).error


def test_a_folder_of_authorities_is_trusted_too(
    store: Store, secure: Server, trusted: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import subprocess

    folder = tmp_path / "authorities"
    folder.mkdir()
    ran = subprocess.run(
        ["openssl", "x509", "-hash", "-noout", "-in", str(trusted)],
        capture_output=True,
        text=True,
        check=True,
    )
    (folder / f"{ran.stdout.strip()}.0").write_bytes(trusted.read_bytes())
    monkeypatch.delenv("SSL_CERT_FILE")
    monkeypatch.setenv("SSL_CERT_DIR", str(folder))
    source(store, secure.at("/f", send(FOUR)))
    assert len(sync(store).new) == 4


def test_a_certificate_for_another_name_is_refused(
    store: Store, secure: Server, trusted: Path
) -> None:
    source(store, secure.at("/f", send(FOUR)).replace("127.0.0.1", "x.localhost"))
    assert "certificate" in sync(store).error or "not known" in sync(store).error
    assert secure.requests == []


@pytest.mark.parametrize("holds", [None, "no certificate"])
def test_a_variable_that_names_no_certificates_is_told(
    store: Store, server: Server, trusted: Path, holds: str | None
) -> None:
    trusted.unlink() if holds is None else trusted.write_text(holds)
    source(store, server.at("/f", send(FOUR)))
    assert "SSL_CERT_FILE" in sync(store).error


def test_a_redirect_goes_up_to_https_and_never_down(
    store: Store, server: Server, secure: Server, trusted: Path
) -> None:
    down = server.at("/good", send(FOUR))
    source(store, server.at("/f", redirect(secure.at("/f", redirect(down)))))
    assert "not encrypted, and is not followed" in sync(store).error
    secure.at("/f", send(FOUR))
    assert len(sync(store).new) == 4


# ------------------------------------------------------------------ proxies


def tunnel(to: Server) -> Route:
    """Lead whoever asks for a tunnel to this server, whatever it asked for."""

    def route(exchange: Exchange) -> None:
        exchange.head(200)
        with socket.create_connection(to.server_address[:2]) as there:  # type: ignore[arg-type]
            ends = [exchange.connection, there]
            while True:
                for end in select.select(ends, [], [])[0]:
                    piece = end.recv(65536)
                    if not piece:
                        exchange.close_connection = True
                        return
                    ends[end is ends[0]].sendall(piece)

    return route


def test_a_proxy_is_asked_for_a_tunnel_and_sees_no_token(
    store: Store,
    server: Server,
    secure: Server,
    trusted: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A proxy within the user's own network does not make what it leads to a part of that."""
    monkeypatch.setenv("HTTPS_PROXY", server.url)
    monkeypatch.setenv("BODY_TOKEN", "s3cret")
    server.at("feeds.example:443", tunnel(secure))
    secure.at("/g", redirect("/f"))
    secure.at("/f", send(FOUR))
    source(store, "https://feeds.example/g", token_env="BODY_TOKEN")
    assert len(sync(store).new) == 4
    assert {asked for asked, _ in server.requests} == {"feeds.example:443"}
    assert not [1 for _, headers in server.requests if "authorization" in headers]
    assert secure.requests[0][1]["authorization"] == "Bearer s3cret"


def test_what_is_reached_by_a_proxy_does_not_lead_to_what_needs_none(
    store: Store,
    server: Server,
    secure: Server,
    trusted: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The names without a proxy are those of the user's own network."""
    monkeypatch.setenv("HTTPS_PROXY", server.url)
    monkeypatch.setenv("NO_PROXY", "inside.example")
    here = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
    look_up = lambda _host, port, *_: [(*here, ("127.0.0.1", port))]  # noqa: E731
    monkeypatch.setattr("socket.getaddrinfo", look_up)
    server.at("feeds.example:443", tunnel(secure))
    secure.at("/f", redirect(f"https://inside.example:{secure.server_port}/g"))
    source(store, "https://feeds.example/f")
    assert "which is not out on the internet" in sync(store).error
    assert [path for path, _ in secure.requests] == ["/f"]


def test_plain_http_goes_through_its_proxy(
    store: Store, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url)
    server.routes["http://feeds.example/f"] = send(FOUR)
    source(store, "http://feeds.example/f", insecure_http=True)
    assert len(sync(store).new) == 4


def test_this_machine_and_what_no_proxy_names_are_asked_without_one(
    store: Store, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "feeds.example")
    lead = redirect(f"http://feeds.example:{server.server_port}/g")
    server.at("/g", send(FOUR))
    looked_up: list[object] = []

    def look_up(host: object, port: int, *_: object) -> list[object]:
        looked_up.append(host)
        kind = (socket.AF_INET, socket.SOCK_STREAM, 6, "")
        return [(*kind, ("127.0.0.1", port))]

    monkeypatch.setattr("socket.getaddrinfo", look_up)
    source(store, server.at("/f", lead), insecure_http=True)
    assert "not encrypted" in sync(store).error, "http is for the source's own host"
    server.at("/f", redirect(f"http://localhost:{server.server_port}/g"))
    assert len(sync(store).new) == 4
    assert looked_up == [b"localhost"]


@pytest.mark.parametrize("proxy", ["gopher://me:word@127.0.0.1", "http://[", "127.0.0.1:x"])
def test_a_proxy_that_is_none_is_told_without_its_password(
    store: Store, server: Server, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    source(store, "https://feeds.example/f")
    assert "HTTPS_PROXY" in (said := sync(store).error) and "word" not in said


def test_a_proxy_that_is_not_there_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    source(store, "https://feeds.example/f")
    assert "The proxy did not lead to https://feeds.example/f" in sync(store).error


# ------------------------------------------------------------------ HTTP/2


def test_http_2_is_spoken_where_both_can(
    store: Store, authority: trustme.CA, trusted: Path
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    context.set_alpn_protocols(["h2"])
    spoken: list[str | None] = []

    class Second(Exchange):
        def handle(self) -> None:
            connection = H2Connection(H2Configuration(client_side=False))
            connection.initiate_connection()
            while piece := self.request.recv(65536):
                spoken.append(self.request.selected_alpn_protocol())
                for event in connection.receive_data(piece):
                    if isinstance(event, RequestReceived):
                        connection.send_headers(event.stream_id, [(":status", "200")])
                        connection.send_data(event.stream_id, FOUR, end_stream=True)
                self.request.sendall(connection.data_to_send())

    with serving(context) as server:
        server.RequestHandlerClass = Second
        source(store, server.url + "/f")
        assert len(sync(store).new) == 4
    assert set(spoken) == {"h2"}
