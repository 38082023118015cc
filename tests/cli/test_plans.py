"""A plan told, left in part, taken back and brought again; doubles and held references; as typed
into a shell."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.shell import MAIN, TOP, Shell


def member(id: str, **data: Any) -> dict[str, Any]:
    return {"id": id, "kind": "member", "data": {"name": f"Country {id}", **data}}


def meeting(id: str, name: str, **data: Any) -> dict[str, Any]:
    facts = {"name": name, "start": "2026-03-01", "city": "Niamey", **data}
    return {"id": id, "kind": "meeting", "data": facts}


class Feeds:
    """A shell whose sources are files."""

    def __init__(self, shell: Shell, folder: Path) -> None:
        self.shell = shell
        self._folder = folder

    def say(self, *items: dict[str, Any], name: str = "body") -> None:
        """The source says this from now on."""
        path = self._folder / f"{name}.json"
        new = not path.exists()
        document = {"version": "smallgroup/1", "mode": "snapshot", "items": items}
        path.write_text(json.dumps(document), "utf-8")
        if new:
            self.shell("source", "add", name, str(path))

    def at_a_terminal(self, typed: str, *words: str) -> tuple[int, str]:
        """The exit code of a command that is typed to, and all that it said."""
        ours, theirs = pty.openpty()
        os.write(ours, typed.encode())
        with subprocess.Popen(
            [sys.executable, "-c", MAIN, *words],
            cwd=TOP,
            env={**os.environ, "SMALLGROUP_STORE": str(self.shell.store), "COLUMNS": "80"},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        ) as process:
            os.close(theirs)
            said = b""
            try:
                while piece := os.read(ours, 1 << 16):
                    said += piece
            except OSError:  # Linux's way to say that the other end is closed
                pass
            os.close(ours)
            return process.wait(30), said.decode()


@pytest.fixture
def feeds(empty: Shell, tmp_path: Path) -> Feeds:
    return Feeds(empty, tmp_path)


def test_a_dry_run_is_told_in_a_few_lines_and_in_full(feeds: Feeds) -> None:
    shell = feeds.shell
    feeds.say(member("AA"), member("BB", region="Africa"), member("CC"))
    shell("sync")
    feeds.say(member("AA", region="Asia", status="observer"), member("BB"), member("DD"))
    ran = shell.run("sync", "--dry-run")
    assert ran.code == 3
    assert ran.lines == [
        "body: 1 new, 2 changed, 1 missing, waits for an answer · "
        f"{len((feeds._folder / 'body.json').read_bytes())} bytes",
        "  changed member AA Country AA: region, status",
        "  changed member BB Country BB: region",
        "  new     member DD Country DD",
        "  missing member CC Country CC",
    ]
    told = shell.run("sync", "--dry-run", "--verbose").lines
    assert "          region: Africa → –" in told
    assert "          name: Country DD" in told


def test_what_is_left_on_the_terminal_waits(feeds: Feeds) -> None:
    shell = feeds.shell
    feeds.say(*(member(id_) for id_ in ("AA", "BB", "CC")))
    assert "asks on a terminal" in shell.refused("sync", "--review", code=2)
    code, said = feeds.at_a_terminal("?\nn\nf\nn\ny\nd\n", "sync", "--review")
    assert (code, "(1/3) Take it?" in said, "field by field" in said) == (3, True, True)
    waiting = shell("conflicts", "--json").json
    assert [(one["id"], one["field"]) for one in waiting] == [("AA", ""), ("BB", ""), ("CC", "")]
    shell("resolve", "AA", "--theirs")
    assert [found["id"] for found in shell("list", "members", "--json").json] == ["AA"]


def test_what_undo_took_back_is_told_and_comes_again_when_asked_for(feeds: Feeds) -> None:
    shell = feeds.shell
    feeds.say(*(member(id_) for id_ in ("AA", "BB", "CC")))
    shell("sync")
    shell("undo")
    ran = shell("sync")
    assert "3 taken back here" in ran.out and "Taken back here: 3 records" in ran.err
    assert "redo" in ran.err and "sync body --again" in ran.err
    (report,) = shell("sync", "--json").json
    assert (sorted(report["taken_back"]), report["new"]) == (["AA", "BB", "CC"], [])
    assert shell("list", "members", "--json").json == []
    assert "3 new" in shell("sync", "--again").out
    assert len(shell("list", "members", "--json").json) == 3
    assert "taken back" not in shell("sync").err


def test_what_waits_for_a_record_is_told_and_joined(feeds: Feeds) -> None:
    shell = feeds.shell
    feeds.say(
        {"id": "c1", "kind": "commitment", "data": {"summary": "Pay", "owners": ["AA", "XX"]}},
        member("AA"),
    )
    assert "Held: commitment c1 owners waits for member or group XX" in shell("sync").err
    assert "commitment c1 owners waits for member or group XX" in shell("conflicts").out
    (held,) = shell("conflicts", "--json").json
    assert (held["waits"], held["id"], held["targets"]) == ("held", "c1", ["XX"])
    assert shell.shown("c1")["owners"] == ["AA"]
    feeds.say(member("XX"), name="other")
    assert "1 new, 1 changed" in shell("sync", "other").out
    assert shell.shown("c1")["owners"] == ["AA", "XX"]
    assert shell("conflicts", "--json").json == []


def test_the_same_meeting_of_two_sources_becomes_one_only_when_a_person_says_so(
    feeds: Feeds,
) -> None:
    shell = feeds.shell
    feeds.say(meeting("afg", "Africa Focus Group"), name="one")
    feeds.say(meeting("e7", "Africa Focus Group meeting", mode="hybrid"), name="two")
    shell("sync", "one")
    ran = shell.run("sync", "two")
    assert ran.code == 3 and "1 perhaps the same" in ran.out
    told = shell("conflicts")
    assert "meeting e7  perhaps the same as afg  (two)" in told.out
    assert "smallgroup resolve e7 --same afg" in told.err
    (double,) = shell("conflicts", "--json").json
    assert (double["waits"], double["id"], double["other"]) == ("double", "e7", "afg")
    shell("resolve", "e7", "--distinct", "afg")
    assert shell("conflicts", "--json").json == []
    ran = shell("resolve", "e7", "--same", "afg")
    assert "They are one now: afg" in ran.err and "1 field differs and waits" in ran.err
    assert [one["field"] for one in shell("conflicts", "--json").json] == ["name"]
    shell("undo")
    assert len(shell("list", "meetings", "--json").json) == 2
    shell("resolve", "e7", "--same", "afg", "--ours")
    assert shell.shown("afg")["mode"] == "hybrid"
    assert shell("sync").lines[0].startswith("one: not modified")


def test_a_source_changes_nothing_of_what_was_typed_here_but_what_it_owns(feeds: Feeds) -> None:
    shell = feeds.shell
    typed = {"id": "AA", "name": "Country AA", "visibility": "public"}
    shell("add", "member", "-", stdin=json.dumps(typed))
    path = feeds._folder / "own.json"
    document = {"version": "smallgroup/1", "mode": "snapshot"}
    items = [member("AA", region="Asia", status="observer")]
    path.write_text(json.dumps({**document, "items": items}), "utf-8")
    shell("source", "add", "own", str(path), "--owns", "members.status")
    assert shell.run("sync").code == 3
    shown = shell.shown("AA")
    assert (shown.get("region"), shown["status"]) == (None, "observer")
    (waiting,) = shell("conflicts", "--json").json
    assert (waiting["field"], waiting["ours"], waiting["theirs"]) == ("region", None, "Asia")


def test_both_sides_stand_side_by_side_on_a_terminal_with_the_words_that_differ_marked(
    feeds: Feeds,
) -> None:
    shell = feeds.shell
    feeds.say(member("AA", contact="The desk for Africa"))
    shell("sync")
    shell("edit", "AA", "--contact", "The desk for Asia")
    feeds.say(member("AA", contact="The desk for all Africa"))
    shell.run("sync")
    code, said = feeds.at_a_terminal("", "conflicts")
    assert code == 0
    plain = said.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert "  The desk for [Asia]                   │ The desk for [all Africa]" in plain
    assert "The desk for Asia" in shell("conflicts").out
