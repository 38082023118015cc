"""What servers, files and the shell bring along, as it is printed: safe, bounded and whole."""

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

from store.sync.kept.keep import Keep
from tests.cli.shell import Shell

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
HOSTILE = "\x1b]0;pwned\x07\x9b31m\u202eevil"


def write(path: Path, *items: dict[str, Any]) -> str:
    path.write_text(
        json.dumps({"version": "smallgroup/1", "mode": "snapshot", "items": items}), "utf-8"
    )
    return str(path)


def member(id: str, **data: Any) -> dict[str, Any]:
    return {"id": id, "kind": "member", "data": {"name": f"Country {id}", **data}}


def test_a_key_unknown_here_does_nothing_to_the_terminal(empty: Shell, tmp_path: Path) -> None:
    empty("source", "add", "one", write(tmp_path / "1", member("A", **{HOSTILE: HOSTILE})))
    empty("source", "add", "two", write(tmp_path / "2", member("A", **{HOSTILE: "other"})))
    empty("sync", "one")
    ran = [
        empty.run("sync", "two", "--dry-run", "--verbose"),
        empty.run("sync", "two", "--dry-run", "--json"),
        empty.run("sync", "two"),
        *(empty.run("conflicts", *how) for how in ((), ("--json",))),
        *(empty.run(*words, "--json") for words in (("show", "A"), ("list", "members"))),
        empty.run("history", "A", "--json"),
        empty.run("resolve", "A", HOSTILE, "--theirs"),
        empty.run("sync", "one", "--dry-run", "--verbose"),
    ]
    assert [one for one in ran if OBEYED.search(one.out + one.err)] == []
    assert [one.code for one in ran] == [3, 3, 3, *[0] * 7]
    assert empty.shown("A")[HOSTILE] == "other"  # as it came, all the same


def test_a_value_without_a_name_is_set_aside(empty: Shell, tmp_path: Path) -> None:
    items = member("A", **{"": 1}), member("B", extra={"": 2}), member("C")
    empty("source", "add", "one", write(tmp_path / "1", *items))
    ran = empty.run("sync")
    assert ran.code == 3
    assert ran.out.startswith("one: 1 new, 2 set aside")
    assert "it has a value without a name" in ran.err


def test_a_large_plan_is_told_in_a_few_lines(empty: Shell, tmp_path: Path) -> None:
    names = [f"m{n}" for n in range(60)]
    meeting = {"name": "Plenary", "start": "2026-03-01", "city": "Rome"}
    for letter in "ab":
        items = [{"id": f"{letter}{n}", "kind": "meeting", "data": meeting} for n in range(60)]
        waits = {"summary": "x", "owners": ["A"], "depends_on": names}
        items.append({"id": f"{letter}c", "kind": "commitment", "data": waits})
        items += [member(name, region=letter) for name in names]
        empty("source", "add", letter, write(tmp_path / letter, *items))
    empty("sync", "a")
    for words in (("--dry-run",), ()):
        ran = empty.run("sync", "b", *words)
        assert ran.code == 3
        assert len(ran.out.splitlines()) < 100
        assert len(ran.err.splitlines()) < 60
        assert max(map(len, ran.err.splitlines())) < 250


def test_words_that_are_no_text_are_refused_in_a_sentence(empty: Shell, tmp_path: Path) -> None:
    url = write(tmp_path / "1", member("A"))
    odd = os.fsdecode(b"\xff")
    file = tmp_path / odd
    file.write_text("token")
    file.chmod(0o600)
    for words in (("--token-command", odd), ("--token-file", str(file))):
        assert "UTF-8" in empty.refused("source", "add", "one", url, *words)


def test_a_copy_among_the_sources_is_none(empty: Shell, tmp_path: Path) -> None:
    empty("source", "add", "one", write(tmp_path / "1", member("A")))
    shutil.copytree(empty.store / "sources" / "one", empty.store / "sources" / "one (copy)")
    assert [one["name"] for one in empty("source", "list", "--json").json] == ["one"]
    assert empty("sync").out.startswith("one: 1 new")


def test_json_is_whole_or_not_there(empty: Shell, tmp_path: Path) -> None:
    for name in "ab":
        empty("source", "add", name, write(tmp_path / name, member("A")))
    (empty.store / "sources" / "b" / "source.json").write_text("{")
    ran = empty.run("source", "list", "--json")
    assert (ran.code, ran.out, "is damaged" in ran.err) == (1, "", True)
    assert [one["source"] for one in empty.run("sync", "--json").json] == ["a", "b"]


def test_a_word_for_ours_leaves_nothing_to_undo_and_says_so(empty: Shell, tmp_path: Path) -> None:
    file = tmp_path / "1"
    empty("source", "add", "one", write(file, member("A", **{"X-Note": "1"}), member("B")))
    empty("sync")
    empty("edit", "A", "--region", "here")
    write(file, member("A", region="there", **{"X-Note": "2"}), member("B"))
    assert empty.run("sync").code == 3
    assert "undo" not in empty("resolve", "A", "region", "--ours").err
    assert empty("conflicts").out == ""
    assert empty.shown("A")["region"] == "here"


def test_a_decision_that_is_undone_is_told_of_at_the_next_sync(
    empty: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "1"
    empty("source", "add", "one", write(file, member("A")))
    empty("sync")
    empty("edit", "A", "--region", "here")
    write(file, member("A", region="there"))
    assert empty.run("sync").code == 3
    empty("resolve", "A", "--theirs")
    empty("undo")
    for _ in range(2):
        ran = empty("sync")
        assert "1 taken back here" in ran.out
        assert "sync one --again" in ran.err
        assert empty.shown("A")["region"] == "here"
    empty("sync", "--again")
    assert empty.shown("A")["region"] == "there"
    assert "taken back" not in empty("sync").out


def test_a_field_that_is_unknown_here_can_be_decided_by_its_own_name(
    empty: Shell, tmp_path: Path
) -> None:
    empty("source", "add", "one", write(tmp_path / "1", member("A", **{"X-Note": "1"})))
    empty("source", "add", "two", write(tmp_path / "2", member("A", **{"X-Note": "2"})))
    empty("sync", "one")
    assert empty.run("sync", "two").code == 3
    empty("resolve", "A", "X-Note", "--theirs")
    assert empty.shown("A")["X-Note"] == "2"


def test_a_purge_waits_for_a_sync_and_says_who_may_bring_it_again(
    empty: Shell, tmp_path: Path
) -> None:
    empty("source", "add", "one", write(tmp_path / "1", member("A"), member("B")))
    empty("sync")
    with Keep(empty.store, "one").held():
        assert "being synced just now" in empty.refused("purge", "A", "--yes", code=4)
    assert empty.shown("A")["name"] == "Country A"
    assert "The source one may bring that again" in empty("purge", "A", "--yes").err
    assert "A" not in {one["id"] for one in empty("list", "members", "--json").json}


def test_a_question_that_waits_is_told_where_nobody_can_answer(
    empty: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "1"
    empty("source", "add", "one", write(file, *map(member, "ABCD")))
    empty("sync")
    write(file, member("A"))
    for words in ((), ("--json",)):
        ran = empty.run("sync", *words)
        assert (ran.code, "had 4 records and now has 1" in ran.err) == (3, True)
    write(file, *map(member, "ABC"))
    assert "no longer has 1 of its records (D)" in empty.run("sync").err
