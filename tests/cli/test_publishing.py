"""Publishing into a folder and syncing from it, as people do it: two stores, a server, a shell."""

import functools
import json
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from store.formats.schema import schema
from tests.cli.shell import Shell

KILLED = """
import os, pathlib, signal
left, replace = iter([None] * {}), pathlib.Path.replace
def dying(draft, path):
    if "www" in str(path) and next(left, 0) == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return replace(draft, path)
pathlib.Path.replace = dying
"""


class Quiet(SimpleHTTPRequestHandler):
    """The static server that comes with Python: it knows If-Modified-Since."""

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def www(tmp_path: Path) -> Path:
    return tmp_path / "www"


@pytest.fixture
def url(www: Path) -> Iterator[str]:
    """Where others find it."""
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Quiet, directory=str(www))
    ) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/feed.json"
        server.shutdown()
        thread.join()


@pytest.fixture
def reader(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "reader")


def publish(shell: Shell, www: Path, *words: str) -> str:
    return shell("export", "--format", "feed", "-o", f"{www}/", *words).err


def told(shell: Shell, id: str) -> dict[str, Any]:
    """A record without what a store stamps by itself."""
    shown = shell.shown(id)
    return {k: v for k, v in shown.items() if k not in ("created", "modified", "sequence")}


def test_what_one_publishes_another_reads(shell: Shell, reader: Shell, www: Path, url: str) -> None:
    secret = shell.add("commitment", "--summary", "Quiet", "--owner", "MA")
    assert publish(shell, www).splitlines() == [
        f"Published in {www}: 267 records, 267 new or changed, 0 gone.",
        "1 withheld, being more than public: --include lets them out.",
    ]
    files = {file: file.stat().st_mtime_ns for file in www.iterdir()}
    assert f"Nothing changed: {www} has all of it." in publish(shell, www)
    assert {file: file.stat().st_mtime_ns for file in www.iterdir()} == files
    assert not [file for file in www.iterdir() if secret in file.read_text()]

    reader("source", "add", "body", url)
    reader("sync")
    shell("edit", "C32", "--desk", "Anna")
    shell("edit", "C34", "--visibility", "private")
    shell("delete", "C33", "--yes")
    assert "265 records, 1 new or changed, 2 gone" in publish(shell, www)
    report = reader("sync", "--json").json
    assert [(r["changed"], sorted(r["removed"])) for r in report] == [(["C32"], ["C33", "C34"])]
    assert report[0]["bytes"] < 5_000
    assert told(reader, "C32") == told(shell, "C32")
    assert reader("sync", "--json").json[0]["not_modified"]
    for file in [www / "feed.json", *www.glob("gone-*"), *www.glob("delta-*")]:
        jsonschema.validate(json.loads(file.read_bytes()), schema())


def test_importing_what_was_published_changes_nothing_and_gives_the_same_bytes(
    shell: Shell, reader: Shell, www: Path, tmp_path: Path
) -> None:
    publish(shell, www)
    entry = str(www / "feed.json")
    assert "Nothing changed" in shell("import", entry).err
    assert "267 new" in reader("import", entry).err
    other = tmp_path / "other"
    publish(reader, other)
    assert {f.name: f.read_bytes() for f in other.iterdir()} == {
        f.name: f.read_bytes() for f in www.iterdir()
    }
    words = (www / "feed.json").read_text()
    assert "goes on in other files" in reader.refused("import", "-", stdin=words)


def test_a_folder_may_have_one_kind_or_what_a_filter_takes(shell: Shell, www: Path) -> None:
    publish(shell, www, "--kind", "commitment", "is:open owner:africa-focus-group")
    assert json.loads((www / "feed.json").read_bytes())["total"] == 15
    assert "15 of the 15 records" in shell.refused(
        "export", "--format", "feed", "-o", str(www), "--kind", "members"
    )
    publish(shell, www, "--kind", "members", "--yes")


def test_a_feed_that_somebody_wrote_there_is_left_alone(shell: Shell, www: Path) -> None:
    www.mkdir()
    entry = www / "feed.json"
    shell("export", "--format", "feed", "-o", str(entry))
    before = entry.read_bytes()
    said = shell.refused("export", "--format", "feed", "-o", str(www))
    assert "cannot be gone on from" in said and "--yes" in said
    assert [file.read_bytes() for file in www.iterdir()] == [before]
    publish(shell, www, "--yes")
    assert "Nothing changed" in publish(shell, www)


def whole(www: Path) -> dict[str, Any]:
    """All items that a reader finds, by id."""
    found: dict[str, Any] = {}
    name = "feed.json"
    while name:
        page = json.loads((www / name).read_bytes())
        found |= {item["id"]: item for item in page["items"]}
        name = page.get("next_url", "")
    return found


def test_whoever_is_killed_in_the_middle_leaves_what_was_there(shell: Shell, www: Path) -> None:
    publish(shell, www)
    was = whole(www)
    shell("edit", "C32", "--desk", "Anna")
    shell("delete", "C33", "--yes")
    for at in (0, 1, 1, 1):  # at the page; a page on at what is gone; at the delta; at the entry
        ran = shell.run("export", "--format", "feed", "-o", str(www), first=KILLED.format(at))
        assert ran.code == -9
        assert whole(www) == was
    publish(shell, www)
    assert was.keys() - whole(www).keys() == {"C33"}
    assert len(list(www.iterdir())) == 5
