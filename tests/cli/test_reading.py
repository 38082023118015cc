"""`list` and `show`: what is there, for people and for scripts."""

import csv
import io
import json
import subprocess
import sys

import pytest

from tests.cli.shell import MAIN, TOP, Shell


def ids(shell: Shell, *words: str) -> list[str]:
    return [record["id"] for record in shell("list", *words, "--json").json]


def test_a_list_is_a_json_array_of_records_without_empty_fields(shell: Shell) -> None:
    (record,) = shell("list", "members", "Burkina", "--json").json
    assert (record["id"], record["kind"], record["ordinal"]) == ("BF", "member", 84)
    assert all(value not in ("", [], None) for value in record.values())


def test_a_kind_is_taken_in_singular_and_plural_and_words_are_one_filter(shell: Shell) -> None:
    one = ids(shell, "commitment", "meeting:2021-12-02-brussels")
    words = ("meeting:2021-12-02-brussels", "(is:open", "or", "is:closed)")
    assert one == ids(shell, "commitments", *words)
    assert len(one) == 9


def test_nothing_found_is_an_empty_array(shell: Shell) -> None:
    assert shell("list", "members", "atlantis", "--json").json == []


def test_who_held_a_role_on_a_day_and_whether_that_is_certain(shell: Shell) -> None:
    line = "group:africa-focus-group label:co-chair on:2023-09-01"
    held = {r["member"]: r["_holds"] for r in shell("list", "roles", line, "--json").json}
    assert held == {"IT": "yes", "MA": "yes", "US": "yes", "NE": "possibly", "SA": "possibly"}


def test_an_empty_table_says_which_of_three_things_it_means(shell: Shell, empty: Shell) -> None:
    nothing = empty("list", "meetings")
    assert (nothing.out, nothing.err) == ("", "No meetings are recorded yet.\n")
    unmatched = shell("list", "updates", "atlantis").err, shell("list", "groups", "atlantis").err
    assert unmatched[0] == "No updates are recorded yet.\n"
    assert unmatched[1].startswith("None of the ") and "groups matches the filter" in unmatched[1]
    (shell.store / "journal").write_bytes(b"rubbish\n")
    assert "journal" in shell.refused("list", "groups")


def test_a_table_has_a_heading_and_a_row_for_each_record(shell: Shell) -> None:
    lines = shell("list", "groups").lines
    assert lines[0].split()[:2] == ["Id", "Name"]
    assert len(lines) - 1 == len(ids(shell, "groups"))


def test_headings_count_what_stands_under_them(shell: Shell) -> None:
    lines = shell("list", "commitments", "meeting:2021-12-02-brussels by:classification").lines
    assert sum(line.startswith("Id ") for line in lines) > 1
    assert any(line.endswith("(1)") or line.endswith("(2)") for line in lines)


def test_plain_shows_every_filled_field_line_by_line(shell: Shell) -> None:
    lines = shell("list", "members", "Burkina", "--format", "plain").lines
    assert lines[0] == "member BF: Burkina Faso"
    assert "  Ordinal: 84" in lines


def test_csv_reads_back_as_csv(shell: Shell) -> None:
    rows = list(csv.DictReader(io.StringIO(shell("list", "members", "--format", "csv").out)))
    assert len(rows) == len(ids(shell, "members"))
    assert {row["name"] for row in rows if row["id"] == "BF"} == {"Burkina Faso"}


def test_an_error_in_the_filter_names_the_place(shell: Shell) -> None:
    assert "(character 10 of the filter)" in shell.refused("list", "members", "Niger or (")
    assert "owner" in shell.refused("list", "commitments", "ownr:italy")


def test_show_gives_a_record_with_what_refers_to_it(shell: Shell) -> None:
    shown = shell.shown("2021-12-02-brussels")
    assert (shown["kind"], shown["city"], shown["flags"]) == ("meeting", "Brussels", ["held"])
    found = {(r["kind"], r["field"]) for r in shown["references"]}
    assert {("commitment", "meeting"), ("statement", "meeting"), ("group", "founded_at")} <= found
    text = shell("show", "2021-12-02-brussels").out
    assert "  Hosts: Belgium\n  Hosts: United States\n" in text
    assert "Commitments made here (9)" in text


@pytest.mark.parametrize("word", ["MA", "ma", "Morocco", "MOROCCO", "Burk"])
def test_a_record_is_meant_by_id_code_name_or_the_start_of_one(shell: Shell, word: str) -> None:
    assert shell.shown(word)["id"] == ("BF" if word == "Burk" else "MA")


def test_several_that_could_be_meant_are_listed(shell: Shell) -> None:
    first, *found = shell.refused("show", "C3").splitlines()
    assert first.startswith("smallgroup: “C3” could be ") and first.endswith("or the id")
    assert [line.split()[:2] for line in found] == [[f"C3{n}", "commitment"] for n in range(10)]
    assert found[2].endswith("Set up the Africa Focus Group with four first co-chairs.")


def test_a_record_that_is_not_there_is_said_with_what_is_near(shell: Shell) -> None:
    assert "there is no record “Moroco”; perhaps Morocco" in shell.refused("show", "Moroco")


def test_a_closed_pipe_is_quiet(shell: Shell) -> None:
    command = f"{sys.executable} -c '{MAIN}' --store {shell.store} list commitments --format plain"
    ran = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{command} | head -1"],
        cwd=TOP, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (ran.returncode, ran.stderr, len(ran.stdout.splitlines())) == (0, "", 1)


@pytest.mark.parametrize(
    "words", [("list", "commitments", "is:open"), ("add", "member", "--name", "Atlantis")]
)
def test_the_everyday_commands_load_nothing_heavy(shell: Shell, words: tuple[str, ...]) -> None:
    tell = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: print(json.dumps(list(sys.modules)), file=sys.stderr))"
    )
    ran = shell.run(*words, first=tell)
    assert ran.code == 0
    loaded = {name.split(".")[0] for name in json.loads(ran.err.splitlines()[-1])}
    heavy = {"textual", "rich", "httpx", "tinydb", "platformdirs", "asyncio", "iso3166"}
    assert loaded.isdisjoint(heavy), loaded & heavy
