"""`source`, `sync`, `conflicts` and `resolve`, against a real server on loopback."""

import json
from pathlib import Path
from typing import Any

import pytest

from store.paths import fixture
from tests.cli.shell import Shell
from tests.sync.made_up import source, sync
from tests.sync.server import Server, in_turn, send, status


def member(id: str, **data: Any) -> dict[str, Any]:
    return {"id": id, "kind": "member", "data": {"name": f"Country {id}", **data}}


def feed(*items: dict[str, Any], **head: Any) -> bytes:
    return json.dumps(
        {"version": "smallgroup/1", "mode": "snapshot", "items": items, **head}
    ).encode()


@pytest.fixture
def synced(empty: Shell, server: Server) -> Shell:
    """A shell whose source `body` first gives two members, then the second one in another region
    and with another name."""
    before = feed(member("AA"), member("BB", region="Africa"))
    after = feed(member("AA"), member("BB", region="Asia", name="Else"))
    with empty.opened() as store:
        source(store, server.at("/feed.json", in_turn(send(before), send(after))))
        sync(store)
    return empty


def test_the_coalitions_feed_over_http_is_what_the_demo_shows(empty: Shell, server: Server) -> None:
    body = fixture("coalition/feed.json").read_bytes()
    url = server.at("/feed.json", send(body, etag='"1"'))
    empty("source", "add", "coalition", url, "--insecure-http")
    (report,) = empty("sync", "--json").json
    assert len(report["new"]) == len(json.loads(body)["items"]) and report["bytes"] == len(body)
    found = empty("list", "commitments", "meeting:2021-12-02-brussels", "--json")
    assert (
        found.out
        == empty("--demo", *("list", "commitments"), "meeting:2021-12-02-brussels", "--json").out
    )
    (again,) = empty("sync", "coalition", "--json").json
    assert again["not_modified"] and again["new"] == []
    empty("undo")
    assert empty("list", "members", "--json").json == []


def test_a_source_may_be_a_file(empty: Shell, tmp_path: Path) -> None:
    file = tmp_path / "feed.json"
    file.write_bytes(feed(member("AA")))
    empty("source", "add", "file", str(file))
    assert empty("sync", "file").out.startswith("file: 1 new")
    assert empty.shown("AA")["visibility"] == "public"


def test_sources_are_added_listed_and_removed(empty: Shell, server: Server) -> None:
    url = server.at("/feed.json", send(feed(member("AA"))))
    assert "insecure" in empty.refused("source", "add", "body", "http://example.org/feed.json")
    words = ("--insecure-http", "--token-env", "TOKEN", "--owns", "members.region")
    empty("source", "add", "body", url, *words)
    assert "source edit body" in empty.refused("source", "add", "body", url, *words)
    (kept,) = empty("source", "list", "--json").json
    assert (kept["name"], kept["url"], kept["owns"]) == ("body", url, ["member.region"])
    assert kept["token_env"] == "TOKEN" and kept["synced"] == ""
    assert "never synced" in empty("source", "list").out
    empty("source", "remove", "body")
    assert empty("source", "list", "--json").json == []
    assert "There is no source body" in empty.refused("source", "remove", "body")
    assert "There is no source body" in empty.refused("sync", "body")
    assert "There are no sources yet" in empty("sync").err


def test_adding_a_source_says_what_will_be_done(empty: Shell) -> None:
    words = ("--token-env", "TOKEN", "--owns", "members.region", "--most", "20MB", "--every", "30")
    said = empty("source", "add", "body", "https://example.org/f", *words).err.splitlines()
    assert said == [
        "body added",
        "  Where     https://example.org/f",
        "  Format    told from its first answer",
        "  Token     from the variable TOKEN",
        "  Owns      member.region: believed over what is typed here",
        "  At most   20 MB",
        "  Runs      every 30 minutes by itself",
        "smallgroup sync body reads it; --dry-run shows first what that would change",
    ]
    shown = empty("source", "show", "body").out.splitlines()
    assert shown == ["body", *said[1:-1], "  Last      never synced"]
    helped = empty("source", "add", "--help").out
    for line in ("auto: told from what it says", "indico: meetings of an Indico category"):
        assert f"{line}\n" in helped


def test_a_source_is_changed_without_being_forgotten(empty: Shell, server: Server) -> None:
    before, after = server.at("/1", send(feed(member("AA")))), server.at("/2", send(feed()))
    empty("source", "add", "body", before, "--token-env", "TOKEN", "--every", "30")
    empty.run("sync", TOKEN="x")
    first = empty("source", "list", "--json").json[0]
    assert (first["speaks"], first["items"], first["format"]) == ("feed", 1, "auto")
    empty("source", "edit", "body", "--url", after, "--token-command", "echo x", "--every", "0")
    (kept,) = empty("source", "list", "--json").json
    changed = {name for name, value in kept.items() if value != first[name]}
    assert changed == {"url", "token_env", "token_command", "every", "speaks", "bytes", "items"}
    assert (kept["token_env"], kept["token_command"]) == ("", ["echo", "x"])
    assert empty.run("sync").out.startswith("body: waits for an answer")
    said = empty("source", "edit", "body", "--token-command", "").err
    assert "Token" not in said and "body changed" in said
    assert "body is so already" in empty("source", "edit", "body", "--url", after).err
    assert "say what is to change" in empty.refused("source", "edit", "body", code=2)
    assert "no field of a kind" in empty.refused("source", "edit", "body", "--owns", "colour")
    assert "There is no source else" in empty.refused("source", "edit", "else", "--url", after)


def test_the_list_of_sources_fits_a_terminal(empty: Shell, server: Server) -> None:
    url = server.at("/feed.json", send(b"<html>" + b"x" * 100))
    empty("source", "add", "a-rather-long-name", url)
    empty.run("sync")
    whole = empty("source", "list").out.splitlines()
    assert url in whole[1] and "web page" in whole[1]
    terminal = "import sys; sys.stdout.isatty = lambda: True"
    ran = empty.run("source", "list", first=terminal, COLUMNS="80")
    head, row = ran.lines
    assert max(map(len, ran.lines)) <= 80
    assert head.split()[:4] == ["Name", "Format", "Synced", "(UTC)"]
    assert row.startswith("a-rather-long-n")


def test_a_dry_run_changes_nothing(empty: Shell, server: Server) -> None:
    url = server.at("/feed.json", send(feed(member("AA"))))
    empty("source", "add", "body", url, "--insecure-http")
    (report,) = empty("sync", "--dry-run", "--json").json
    assert report["new"] == ["AA"]
    (entry,) = report["entries"]
    assert (entry["id"], entry["kind"], entry["state"]) == ("AA", "member", "new")
    name = {"field": "name", "was": None, "ours": None, "theirs": "Country AA"}
    assert name in entry["fields"]
    assert empty("list", "members", "--json").json == []


def test_what_both_sides_changed_waits_and_the_rest_goes_on(synced: Shell) -> None:
    synced("edit", "BB", "--region", "Europe")
    ran = synced.run("sync", "--json")
    assert ran.code == 3 and ran.json[0]["changed"] == ["BB"]
    shown = synced.shown("BB")
    assert (shown["name"], shown["region"]) == ("Else", "Europe")
    (waiting,) = synced("conflicts", "--json").json
    told = {name: waiting[name] for name in ("source", "id", "field", "base", "ours", "theirs")}
    assert list(told.values()) == ["body", "BB", "region", "Africa", "Europe", "Asia"]
    text = synced("conflicts").out
    assert all(word in text for word in ("Africa", "Europe", "Asia", "BB", "region"))


@pytest.mark.parametrize(
    ("words", "region"),
    [(["--ours"], "Europe"), (["--theirs"], "Asia"), (["region", "--value", "Arctic"], "Arctic")],
)
def test_a_conflict_is_decided_once(synced: Shell, words: list[str], region: str) -> None:
    synced("edit", "BB", "--region", "Europe")
    with synced.opened() as store:
        sync(store)
    synced("resolve", "else", *words)
    assert synced.shown("BB")["region"] == region
    nothing = synced("conflicts")
    assert nothing.out == "" and "Nothing waits" in nothing.err
    with synced.opened() as store:
        assert sync(store).done
    assert "Nothing waits" in synced.refused("resolve", "BB", *words)


def test_a_decision_is_one_of_three(empty: Shell) -> None:
    for words in ((), ("--ours", "--value", "Arctic")):
        assert "give one of" in empty.refused("resolve", "BB", *words, code=2)


def test_a_much_smaller_snapshot_asks_first(empty: Shell, server: Server) -> None:
    many = feed(*(member(f"A{n}") for n in range(10)))
    with empty.opened() as store:
        source(store, server.at("/feed.json", in_turn(send(many), send(feed(member("A1"))))))
        sync(store)
    ran = empty.run("sync")
    assert ran.code == 3 and "sync body --yes" in ran.err
    assert len(empty("list", "members", "--json").json) == 10
    assert "9 removed" in empty("sync", "--yes").out
    assert len(empty("list", "members", "--json").json) == 1


def test_a_source_that_fails_is_told_and_the_others_go_on(empty: Shell, server: Server) -> None:
    good, page = send(feed(member("AA"))), send(b"<html>")
    with empty.opened() as store:
        for name, route in (("gone", status(404)), ("good", good), ("page", page)):
            source(store, server.at(f"/{name}", route), name=name)
    ran = empty.run("sync")
    assert ran.code == 3 and "Traceback" not in ran.err
    gone, fine, wrong = ran.out.splitlines()
    assert gone.startswith("gone: ") and "404" in gone
    assert fine.startswith("good: 1 new") and "web page" in wrong
    reports = empty.run("sync", "--json").json
    assert [bool(report["error"]) for report in reports] == [True, False, True]


def test_a_bad_item_is_set_aside_and_told(empty: Shell, server: Server) -> None:
    bad = {"id": "XX", "kind": "member", "data": {"name": "X", "region": 3}}
    with empty.opened() as store:
        source(store, server.at("/feed.json", send(feed(member("AA"), bad))))
    ran = empty.run("sync")
    assert ran.code == 3 and "Set aside: member XX: region: " in ran.err
    assert empty.shown("AA")["name"] == "Country AA"


def test_hostile_words_from_a_server_do_not_reach_the_terminal(
    empty: Shell, server: Server
) -> None:
    bad = {"id": "X\x1b[31m", "kind": "member", "data": {"name": "Y\u202e\x1b[31m", "region": 3}}
    with empty.opened() as store:
        source(
            store, server.at("/feed.json", send(feed(member("AA", name="N\x1b[31m\u202e"), bad)))
        )
    ran = empty.run("sync")
    assert not set(ran.out + ran.err) & {"\x1b", "\u202e"}


def test_cron_syncs_what_is_due_and_says_nothing_where_nothing_is(
    empty: Shell, server: Server
) -> None:
    url = server.at("/feed.json", send(feed(member("AA"))))
    empty("source", "add", "body", url, "--every", "30")
    empty("source", "add", "other", url)
    assert [kept.get("every") for kept in empty("source", "list", "--json").json] == [30, 0]
    assert empty("sync", "--due").out.startswith("body: 1 new")
    again = empty("sync", "--due")
    assert (again.out, again.err) == ("", "")
