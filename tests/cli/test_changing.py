"""`add`, `edit`, `close`, `handover` and `delete`: one batch each, refused with the reason."""

import json

from tests.cli.shell import Shell

SOON = "2026-04-30"  # the end of next month, on 1 March 2026


def test_add_prints_the_new_id_and_reads_what_a_person_writes(shell: Shell) -> None:
    id_ = shell.add(
        "commitment", "--summary", "Send the terms", "--owner", "Morocco", "--owner", "italy",
        "--due", "end of next month", "--priority", "1", "--tag", "terms", "--tags", "a, b",
    )  # fmt: skip
    shown = shell.shown(id_)
    assert shown["owners"] == ["MA", "IT"]
    assert (shown["due"], shown["priority"], shown["tags"]) == (SOON, 1, ["terms", "a", "b"])
    assert shown["visibility"] == "private" and shown["created"] == shown["modified"]


def test_add_says_what_is_wrong_with_every_field_and_adds_nothing(shell: Shell) -> None:
    said = shell.refused(
        "add", "commitment", "--owner", "Atlantis", "--due", "03/04/2026", "--status", "done"
    )
    assert "summary: this must be filled" in said
    assert "there is no member or group “Atlantis”" in said and "status:" in said
    assert "2026-04-03" in said and "2026-03-04" in said
    assert shell("history").lines[0].endswith("open demo data")


def test_nobody_owing_it_is_refused(shell: Shell) -> None:
    assert "owners: somebody must owe it" in shell.refused("add", "commitment", "--summary", "S")


def test_a_value_given_twice_is_wrong_usage(shell: Shell) -> None:
    words = ("add", "commitment", "--summary", "S", "--due", "+1w", "--due", "+2w")
    assert "--due takes one value, not 2" in shell.refused(*words, code=2)


def test_values_may_begin_with_a_dash(shell: Shell) -> None:
    id_ = shell.add("commitment", "--summary=-x", "--owner", "MA", "--due=-1w", "--text", "-y -z")
    shown = shell.shown(id_)
    assert (shown["summary"], shown["due"], shown["text"]) == ("-x", "2026-02-22", "-y -z")


def test_add_reads_one_object_from_stdin(shell: Shell) -> None:
    record = {"id": "C900", "summary": "S", "owners": ["MA"], "_theirs": {"a": [1]}}
    assert shell("add", "commitment", "-", stdin=json.dumps(record)).out == "C900\n"
    assert shell.shown("C900")["_theirs"] == {"a": [1]}


def test_add_reads_an_array_from_stdin_as_one_batch(shell: Shell) -> None:
    rows = [{"summary": f"S{n}", "owners": ["MA"]} for n in range(3)]
    ids = shell("add", "commitment", "-", stdin=json.dumps(rows)).lines
    assert len(set(ids)) == 3
    shell("undo")
    assert "there is no record" in shell.refused("show", ids[0])


def test_a_wrong_item_on_stdin_is_named_and_nothing_is_added(shell: Shell) -> None:
    def refused(what: str) -> str:
        return shell.refused("add", "commitment", "-", stdin=what)

    good = '{"id": "C900", "summary": "S", "owners": ["MA"]}'
    assert "Item 2 on stdin: summary: this must be filled" in refused(f"[{good}, {{}}]")
    assert "Item 1 on stdin is a member, not a commitment" in refused('{"kind": "member"}')
    assert "Item 1 on stdin is no JSON object" in refused("3")
    assert "no JSON" in refused("{") and "no JSON" in refused("[" * 100_000)
    assert "C32 is already the id of a commitment" in refused(good.replace("C900", "C32"))
    assert "there is no record" in shell.refused("show", "C900")


def test_stdin_and_options_together_are_wrong_usage(shell: Shell) -> None:
    shell.refused("add", "commitment", "-", "--summary", "S", code=2, stdin="{}")


def test_edit_changes_several_in_one_step(shell: Shell) -> None:
    shell("edit", "C32", "C33", "--desk", "Anna", "--tags", "a")
    assert [shell.shown(id_)["desk"] for id_ in ("C32", "C33")] == ["Anna", "Anna"]
    shell("undo")
    assert "desk" not in shell.shown("C32") and "desk" not in shell.shown("C33")


def test_an_empty_value_empties_the_field(shell: Shell) -> None:
    shell("edit", "C32", "--desk", "Anna", "--tags", "a, b")
    shell("edit", "C32", "--desk", "", "--tags", "")
    assert {"desk", "tags"}.isdisjoint(shell.shown("C32"))
    assert "summary: this must be filled" in shell.refused("edit", "C32", "--summary", "")


def test_a_moved_due_date_is_told_and_a_correction_is_not(shell: Shell) -> None:
    id_ = shell.add("commitment", "--summary", "S", "--owner", "MA", "--due", "2026-04-01")
    shell("edit", id_, "--due", "2026-05-01", "--why", "The host asked")
    (move,) = shell.shown(id_)["moves"]
    told = {"from": "2026-04-01", "to": "2026-05-01", "day": "2026-03-01"}
    assert {name: move[name] for name in told} == told and move["why"] == "The host asked"
    shell("edit", id_, "--due", "2026-05-11", "--correct")
    shown = shell.shown(id_)
    assert (shown["due"], shown["moves"]) == ("2026-05-11", [move])


def test_one_option_serves_each_kind_by_its_own_names(shell: Shell) -> None:
    words = ("--group", "Small Group", "--groups", "AFG")
    assert "changed" in shell("edit", "2021-12-02-brussels", *words).err
    assert shell.shown("2021-12-02-brussels")["groups"] == ["small-group", "africa-focus-group"]
    edited = shell("edit", "C32", "--group", "AFG")
    assert edited.err == "1 changed · smallgroup undo takes it back\n"
    twice = ("--desk", "Anna", "--desk", "Bert")
    assert "--desk takes one value, not 2" in shell.refused("edit", "C32", *twice, code=2)


def test_an_edit_that_changes_nothing_says_so(shell: Shell) -> None:
    shell("edit", "C32", "--desk", "Anna")
    assert shell("edit", "C32", "--desk", "Anna").err == "Nothing changed: it is so already.\n"
    assert len(shell("history", "C32", "--json").json) == 2


def test_why_and_correct_are_about_a_due_date(shell: Shell) -> None:
    for words in (("--why", "x", "--desk", "A"), ("--due", "+1w", "--why", "x", "--correct")):
        assert "due date" in shell.refused("edit", "C32", *words, code=2)


def test_edit_refuses_foreign_fields_no_fields_and_missing_records(shell: Shell) -> None:
    assert "IT: a member has no due" in shell.refused("edit", "IT", "--due", "+1w")
    assert "nothing to change" in shell.refused("edit", "C32", code=2)
    assert "there is no record" in shell.refused("edit", "C32", "zz", "--desk", "Anna")
    assert "desk" not in shell.shown("C32")


def test_close_delivers_with_day_meeting_and_evidence(shell: Shell) -> None:
    pages = ("--evidence", "https://example.org/a", "--evidence", "https://example.org/b")
    shell("close", "C32", "C33", "--on", "2026-02-27", "--at", "2021-12-02-brussels", *pages)
    for id_ in ("C32", "C33"):
        shown = shell.shown(id_)
        assert (shown["status"], shown["closed"]) == ("delivered", "2026-02-27")
        assert shown["closed_at"] == "2021-12-02-brussels" and len(shown["evidence"]) == 2
    assert "only commitments are closed" in shell.refused("close", "IT")
    assert "C32 was closed on 2026-02-27 already" in shell.refused("close", "C34", "C32")
    assert "closed" not in shell.shown("C34")


def test_handover_ends_one_role_and_starts_the_other_in_one_step(shell: Shell) -> None:
    words = ("handover", "Africa Focus Group", "Co-Chair", "Italy", "France")
    new = shell(*words, "--on", "2026-03-15").out.strip()
    shown = shell.shown(new)
    assert [shown[name] for name in ("member", "label", "start")] == [
        "FR",
        "co-chair",
        "2026-03-15",
    ]
    assert shell.shown("africa-focus-group-co-chair-IT")["end"] == "2026-03-14"
    shell("undo")
    assert "end" not in shell.shown("africa-focus-group-co-chair-IT")
    assert "nothing to hand over" in shell.refused("handover", *words[1:3], "Niger", "Italy")


def test_delete_says_what_refers_to_it_and_asks_first(shell: Shell) -> None:
    said = shell.refused("delete", "2021-12-02-brussels")
    assert "add --yes" in said
    assert "meeting 2021-12-02-brussels goes" in said
    assert "commitment C32 lets go of it" in said and "statement " in said
    assert shell.shown("2021-12-02-brussels")["city"] == "Brussels"
    shell("delete", "2021-12-02-brussels", "--yes")
    assert "there is no record" in shell.refused("show", "2021-12-02-brussels")
    assert "meeting" not in shell.shown("C32")
    shell("undo")
    assert shell.shown("C32")["meeting"] == "2021-12-02-brussels"


def test_what_comes_from_outside_cannot_write_on_the_terminal(shell: Shell) -> None:
    hostile = "Fund [/oops] \x1b[31m\u202e\x9b red\nsecond \x07 line"
    id_ = shell("add", "commitment", "-", stdin=json.dumps({"summary": hostile, "owners": ["MA"]}))
    for words in (("list", "commitments", "oops"), ("show", id_.out.strip()), ("history",)):
        ran = shell(*words)
        assert "[/oops]" in ran.out
        assert not set(ran.out + ran.err) & {"\x1b", "\u202e", "\x9b", "\x07"}
    said = shell.refused("show", "\x1b[31mred\u202e")
    assert not set(said) & {"\x1b", "\u202e"}
