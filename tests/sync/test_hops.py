"""Where a source may lead us: never down to plain HTTP, never into the network that we are in."""

import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.store import Store
from store.sync.errors import SyncError
from store.sync.transfer import hops
from store.sync.transfer.hops import Hops
from tests.sync.made_up import FOUR, source, sync
from tests.sync.server import Server, redirect, send

HOME = "https://body.example/feed.json"
PUBLIC, MAPPED = "93.184.215.14", "::ffff:93.184.215.14"
INSIDE = (
    *("127.0.0.1", "127.9.9.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
    *("100.64.0.1", "0.0.0.0", "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.1", "fe80::1%eth0"),
)


def led(here: str, there: str, *, peer: str = "", insecure: bool = False) -> str:
    """The address that is followed, or why not."""
    rules = Hops(HOME, insecure=insecure)
    if peer:
        rules.met(here, peer)
    try:
        return rules.leads(here, there)
    except SyncError as error:
        return str(error)


@pytest.mark.parametrize(
    "there, address",
    [
        ("/other", "https://body.example/other"),
        ("//cdn.example/f", "https://cdn.example/f"),
        ("https://cdn.example/f?x=1", "https://cdn.example/f?x=1"),
        (f"https://{PUBLIC}/f", f"https://{PUBLIC}/f"),
    ],
)
def test_https_is_followed_wherever_it_is(there: str, address: str) -> None:
    assert led(HOME, there, peer=PUBLIC) == address


@pytest.mark.parametrize("insecure", [False, True])
def test_https_never_leads_down(insecure: bool) -> None:
    for there in ("http://body.example/f", "http://localhost/f", "http://cdn.example/f"):
        assert "not encrypted, and is not followed" in led(HOME, there, insecure=insecure)


def test_plain_http_that_is_allowed_is_so_for_its_own_host_only() -> None:
    rules = Hops("http://old.example/f", insecure=True)
    assert rules.leads("http://old.example/f", "/g") == "http://old.example/g"
    with pytest.raises(SyncError, match="not encrypted"):
        rules.leads("http://old.example/f", "http://older.example/f")


@pytest.mark.parametrize("inside", [*INSIDE, "localhost", "x.localhost", "printer.local"])
@pytest.mark.parametrize("peer", ["", PUBLIC, MAPPED])
def test_what_is_public_does_not_lead_into_the_network_that_we_are_in(
    inside: str, peer: str
) -> None:
    host = f"[{inside.partition('%')[0]}]" if ":" in inside else inside
    assert "not out on the internet" in led(HOME, f"https://{host}/f", peer=peer)


def test_what_is_inside_may_lead_about_there() -> None:
    assert led(HOME, "https://10.0.0.2/f", peer="10.0.0.1") == "https://10.0.0.2/f"
    assert led("https://10.0.0.1/f", "https://10.0.0.2/f") == "https://10.0.0.2/f"


@pytest.mark.parametrize("inside", INSIDE)
def test_a_public_name_that_comes_to_mean_a_machine_inside_is_not_asked(inside: str) -> None:
    rules = Hops(HOME, insecure=False)
    rules.met(HOME, PUBLIC)
    with pytest.raises(SyncError, match="was not asked"):
        rules.met(HOME, inside)


@given(st.text())
def test_whatever_a_server_says_a_sentence_or_an_address_comes_of_it(there: str) -> None:
    said = led(HOME, there)
    assert said.startswith("https://")
    assert said.isprintable() or said == led(HOME, there)


def test_a_token_goes_to_its_own_origin_only() -> None:
    rules = Hops(HOME, insecure=True)
    assert rules.takes_token("https://BODY.example:443/other")
    for url in (
        *("http://body.example/", "https://body.example:444/", "https://body.example.evil/"),
        *("https://evil.example/body.example", "https://cdn.body.example/"),
    ):
        assert not rules.takes_token(url)


def test_a_name_is_judged_by_the_machine_that_answers_before_anything_is_said(
    store: Store, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first name is out on the internet, as far as this test goes; the second is here."""
    met = iter([True, False])
    real = hops._is_public

    def is_public(address: str) -> bool:
        return next(met) if address == "127.0.0.1" else real(address)

    def look_up(_host: object, port: Any, *_: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(hops, "_is_public", is_public)
    monkeypatch.setattr("socket.getaddrinfo", look_up)
    server.at("/f", redirect(f"https://inside.example:{server.server_port}/secret"))
    server.at("/secret", send(FOUR))
    source(store, f"http://outside.example:{server.server_port}/f", insecure_http=True)
    assert "is at 127.0.0.1, which is not out on the internet" in sync(store).error
    assert [path for path, _ in server.requests] == ["/f"]
