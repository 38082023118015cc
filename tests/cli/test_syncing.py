"""`sync` and `source add` as they are typed: stopped at any moment, and secrets kept nowhere."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from store.sync.kept.keep import add_source
from store.sync.kept.sources import Source
from tests.cli.shell import MAIN, TOP, Shell
from tests.sync.server import Exchange, Server, drip, redirect, send, status

SECRET = "s3cret-t0ken"


def feed(*ids: str, **head: Any) -> bytes:
    items = [{"id": id_, "kind": "member", "data": {"name": f"Country {id_}"}} for id_ in ids]
    return json.dumps(
        {"version": "smallgroup/1", "mode": "snapshot", "items": items, **head}
    ).encode()


def interrupted(shell: Shell, *words: str, first: str = "", told: str) -> tuple[int, str, str]:
    """Run a command, press ctrl-c once its stderr says `told`; its exit code and what it said."""
    running = subprocess.Popen(
        [sys.executable, "-c", f"import sys, threading\n{first}\n{MAIN}", *words],
        cwd=TOP,
        env={**os.environ, "SMALLGROUP_STORE": str(shell.store)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stderr is not None
    while told not in (line := running.stderr.readline()):
        assert line, "it ended too early"
    time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    began = time.monotonic()
    out, err = running.communicate(timeout=20)
    assert time.monotonic() - began < 5, "it did not end at once"
    return running.returncode, out, err


ASKING = (
    "import httpx; ask = httpx.AsyncClient.stream\n"
    "def told(*a, **k): print('asking', file=sys.stderr, flush=True); return ask(*a, **k)\n"
    "httpx.AsyncClient.stream = told"
)
NO_NAMES = (
    "import socket, time\n"
    "def slow(*a): print('asking', file=sys.stderr, flush=True); time.sleep(60)\n"
    "socket.getaddrinfo = slow"
)


def test_ctrl_c_ends_all_at_once_and_nothing_is_changed(empty: Shell, server: Server) -> None:
    for name in ("one", "two"):
        empty("source", "add", name, server.at(f"/{name}", drip(0.05)))
    code, out, err = interrupted(empty, "sync", first=ASKING, told="asking")
    assert (code, "Traceback" in err) == (1, False)
    assert out.splitlines() == [f"{n}: Cancelled; nothing was changed." for n in ("one", "two")]
    assert "smallgroup: stopped" in err
    assert "never synced" in empty("source", "list").out
    assert list((empty.store / "sources").rglob("*.tmp")) == []


def test_ctrl_c_does_not_wait_for_a_name_that_nobody_tells(empty: Shell) -> None:
    empty("source", "add", "far", "https://far.example/feed.json")
    code, out, _ = interrupted(empty, "sync", first=NO_NAMES, told="asking")
    assert (code, out) == (1, "far: Cancelled; nothing was changed.\n")


def test_ctrl_c_ends_a_token_command_too(empty: Shell, server: Server, tmp_path: Path) -> None:
    """With all that it has begun."""
    url, pid = server.at("/f", send(feed())), tmp_path / "pid"
    command = f"sh -c 'sleep 60 & echo $! > {pid}; echo asking >&2; wait'"
    shown = "import subprocess; subprocess.DEVNULL = None"  # what it says on stderr is seen
    empty("source", "add", "body", url, "--token-command", command)
    code, _, _ = interrupted(empty, "sync", first=shown, told="asking")
    assert code == 1
    with pytest.raises(ProcessLookupError):
        for _ in range(100):
            os.kill(int(pid.read_text()), 0)
            time.sleep(0.02)


def test_a_token_is_sent_and_stands_nowhere(empty: Shell, server: Server, tmp_path: Path) -> None:
    """Whatever the server does with it: not in the store, and not in anything that is printed."""
    file = tmp_path / "token"
    file.write_text(f"{SECRET}\n")
    file.chmod(0o600)

    def echo(exchange: Exchange) -> None:
        told = exchange.headers["Authorization"]
        exchange.answer(418, told.encode(), Reason=told, Location=told, ETag=told)

    elsewhere = server.url.replace("127.0.0.1", "localhost") + "/good"
    good = server.at("/good", send(feed("AA"), 200, etag='"1"'))
    empty("source", "add", "good", good, "--token-file", str(file))
    routes = {"echo": echo, "denied": status(403)}
    routes |= {"far": redirect(elsewhere), "bad": redirect("http://example.org/")}
    for name, route in routes.items():
        command = ("cat", str(file)) if name in ("echo", "far") else ()
        told = Source(
            name,
            server.at(f"/{name}", route),
            token_env="" if command else "MINE",
            token_command=command,
        )
        add_source(empty.store, told)
    said = []
    for line in (
        ("sync",),
        ("sync", "--json"),
        ("sync", "bad", "--dry-run", "--json"),
        ("source", "list", "--json"),
        ("history",),
        ("doctor",),
        ("export", "--format", "feed"),
    ):
        ran = empty.run(*line, MINE=SECRET)
        said.append(ran.out + ran.err)
    sent = [headers.get("authorization") for path, headers in server.requests if path != "/good"]
    assert sent and set(sent) == {f"Bearer {SECRET}"}
    came = [h.get("authorization") for path, h in server.requests if path == "/good"]
    assert set(came) == {f"Bearer {SECRET}", None}, "to its own origin, and nowhere else"
    kept = [path.read_bytes() for path in empty.store.rglob("*") if path.is_file()]
    assert SECRET not in "".join(said) and not [b for b in kept if SECRET.encode() in b]
    assert len(kept) > len(routes)


def test_a_token_file_is_the_users_alone(empty: Shell, server: Server, tmp_path: Path) -> None:
    url, file = server.at("/f", send(feed("AA"))), tmp_path / "token"
    words = ("source", "add", "body", url, "--token-file", str(file))
    assert "cannot be read" in empty.refused(*words)
    file.write_text(SECRET)
    file.chmod(0o640)
    said = empty.refused(*words)
    assert f"chmod 600 {file}" in said and SECRET not in said
    file.chmod(0o600)
    empty(*words)
    file.chmod(0o604)
    ran = empty.run("sync")
    assert ran.code == 3 and f"chmod 600 {file}" in ran.out
    assert server.requests == []


def test_how_much_is_taken_is_said_in_any_common_way(empty: Shell, server: Server) -> None:
    url = server.at("/f", send(feed("AA") + b" " * 30_000))
    assert "write it as 20MB" in empty.refused("source", "add", "body", url, "--most", "much")
    empty("source", "add", "body", url, "--most", "20kB")
    ran = empty.run("sync")
    assert ran.code == 3 and "more than 20 kB" in ran.out


def test_a_command_is_kept_as_a_list_and_no_shell_sees_it(
    empty: Shell, server: Server, tmp_path: Path
) -> None:
    url, trap = server.at("/f", send(feed("AA"))), tmp_path / "trap"
    empty("source", "add", "body", url, "--token-command", f"echo 'a;touch' $(touch {trap})")
    (kept,) = empty("source", "list", "--json").json
    assert kept["token_command"] == ["echo", "a;touch", "$(touch", f"{trap})"]
    assert empty.run("sync").code == 3 and not trap.exists()
    said = empty.refused("source", "add", "other", url, "--token-command", "echo 'a")
    assert "check its quotes" in said
