"""`import` and `export`: what goes out comes back as it was, and only what may leaves."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from store.formats.workbook.writing import Column, Sheet, workbook
from tests.cli.shell import Shell

SECRET = ("--summary", "=Secret words", "--owner", "MA", "--visibility")


@pytest.fixture(scope="module")
def filled(facts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Coalition's facts with something private, something confidential and odd words."""
    shell = Shell(shutil.copytree(facts, tmp_path_factory.mktemp("filled") / "store"))
    shell.add("commitment", *SECRET, "private", "--text", "'=1+1\nA second line, “quoted”")
    shell.add("commitment", *SECRET, "confidential", "--tags", 'a, "b, c"')
    odd = {"summary": "-x", "owners": ["MA"], "_theirs": {"a": [1]}, "visibility": "public"}
    shell("add", "commitment", "-", stdin=json.dumps(odd))
    return shell.store


@pytest.fixture
def full(filled: Path, tmp_path: Path) -> Shell:
    """A shell over all this."""
    return Shell(shutil.copytree(filled, tmp_path / "mine"))


@pytest.mark.parametrize("ending", [".json", ".feed.json", ".xlsx"])
def test_importing_what_was_exported_changes_nothing(
    full: Shell, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"all{ending}"
    full("export", "--include", "confidential", "-o", str(file))
    before = full.journal
    assert "Nothing changed" in full("import", str(file)).err
    assert full.journal == before
    again = Shell(tmp_path / "again")
    assert " 0 changed" in again("import", str(file)).err
    other = tmp_path / f"other{ending}"
    again("export", "--include", "confidential", "-o", str(other))
    assert other.read_bytes() == file.read_bytes()
    again("undo")
    assert again("list", "commitments", "--json").json == []


@pytest.mark.parametrize("kind", ["members", "groups", "roles", "meetings", "commitments"])
def test_importing_a_table_that_was_exported_changes_nothing(
    full: Shell, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / "all.csv"
    full("export", "--kind", kind, "--include", "confidential", "-o", str(file))
    before = full.journal
    assert "Nothing changed" in full("import", str(file)).err
    assert full.journal == before


def test_a_table_runs_no_formulas(full: Shell, tmp_path: Path) -> None:
    file = tmp_path / "all.csv"
    full("export", "--kind", "commitments", "--include", "private", "-o", str(file))
    with file.open(newline="", encoding="utf-8") as text:
        cells = [cell for row in csv.reader(text) for cell in row]
    assert "'=Secret words" in cells and "'-x" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "-", "+", "@"))]


def test_only_what_is_public_leaves_unless_told_otherwise(full: Shell) -> None:
    def leaving(*words: str) -> tuple[int, str]:
        ran = full("export", "--kind", "commitments", "Secret", *words)
        return len(ran.json), ran.err

    assert leaving() == (0, "2 withheld, being more than public: --include lets them out.\n")
    count, said = leaving("--include", "private")
    assert count == 1 and said.startswith("1 withheld")
    assert leaving("--include", "confidential") == (2, "")


def test_a_filter_says_what_leaves(full: Shell) -> None:
    line = ("--kind", "commitment", "is:open owner:africa-focus-group")
    assert len(full("export", *line).json) == 15
    assert len(full("export", *line, "--format", "feed").json["items"]) == 15
    assert "give --kind" in full.refused("export", "is:open", code=2)
    assert "give --kind" in full.refused("export", "--format", "csv", code=2)


def test_a_file_that_cannot_be_written_is_left_as_it_was(full: Shell, tmp_path: Path) -> None:
    assert "make the folder first" in full.refused("export", "-o", str(tmp_path / "no" / "file"))
    assert "cannot be written" in full.refused("export", "-o", str(tmp_path))
    file = tmp_path / "all.csv"
    file.write_text("Dear colleague")
    full.refused("export", "--kind", "commitments", "owner:atlantis", "-o", str(file))
    assert file.read_text() == "Dear colleague"
    full("export", "--kind", "commitments", "-o", str(file))
    assert "Dear" not in file.read_text()
    assert not list(tmp_path.glob(".*"))


def test_an_import_is_one_batch_that_changes_only_what_differs(full: Shell, tmp_path: Path) -> None:
    listed = {row["id"]: row for row in full("list", "commitments", "--json").json}
    rows = [
        {**listed["C32"], "desk": "Anna"},
        {"id": "C900", "kind": "commitment", "summary": "New", "owners": ["MA"]},
        listed["C33"],
    ]
    file = tmp_path / "some.json"
    file.write_text(json.dumps(rows))
    assert full("import", str(file)).err.startswith("1 new, 1 changed")
    assert full.shown("C32")["desk"] == "Anna"
    full("undo")
    assert "desk" not in full.shown("C32")


def test_a_table_for_reading_has_names_and_does_not_come_back(full: Shell, tmp_path: Path) -> None:
    file = tmp_path / "roles.md"
    full("export", "--kind", "roles", "group:africa-focus-group", "-o", str(file))
    assert "| Italy | Africa Focus Group | co-chair | 2021-12-02 |" in file.read_text("utf-8")
    assert "for reading" in full.refused("import", str(file))


def test_a_table_for_reading_names_nobody_more_secret_than_itself(full: Shell) -> None:
    hidden = full("add", "member", "--name", "Quietland", "--visibility", "private").out.strip()
    open_to_all = ("--visibility", "public", "--owner", hidden, "--owner", "Italy")
    full("add", "commitment", "--summary", "Lend a ship", *open_to_all)
    told = full("export", "--kind", "commitments", "ship", "--format", "md").out
    assert f"| Lend a ship | {hidden}, Italy |" in told and "Quietland" not in told
    asked = full(
        "export", "--kind", "commitments", "ship", "--format", "md", "--include", "private"
    ).out
    assert "Quietland, Italy" in asked


def test_a_wrong_cell_of_a_workbook_is_named_and_nothing_is_taken(
    full: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "two.xlsx"
    rows = [["id", "summary", "due"], ["C1", "One", "2026-03"], ["C2", "Two", "soon"]]
    columns = [Column(heading) for heading in rows[0]]
    file.write_bytes(b"".join(workbook([Sheet("Commitments", columns, rows[1:])])))
    before = full.journal
    assert "Sheet Commitments, C3 (C2): due: " in full.refused("import", str(file))
    assert full.journal == before


def test_what_a_stranger_says_of_a_parliament_is_taken_and_the_rest_is_told(
    empty: Shell, tmp_path: Path
) -> None:
    seat = {"person_id": "p", "organization_id": "house", "on_behalf_of_id": "party"}
    document = {
        "persons": [{"id": "p", "name": "Edmund"}],
        "organizations": [{"id": "house", "name": "House"}, {"id": "party", "name": "Party"}],
        "memberships": [seat],
        "areas": [{"id": "a"}, {"id": "b"}],
    }
    file = tmp_path / "ep-popolo-v1.0.json"
    file.write_text(json.dumps(document))
    ran = empty.run("import", str(file))
    assert ran.code == 3
    assert ran.err.splitlines()[0] == ("Set aside: areas: all: they have no place here (2 times)")
    assert empty("list", "roles", "--json").json[0]["person"] == "Edmund"


def test_stdin_is_a_file_too(empty: Shell) -> None:
    row = {"id": "C900", "summary": "New", "owner_text": "all"}
    empty("import", "-", "--kind", "commitment", stdin=json.dumps([row]))
    assert empty.shown("C900")["owner_text"] == "all"


def test_a_bad_item_in_a_feed_is_set_aside_and_the_rest_goes_on(
    empty: Shell, tmp_path: Path
) -> None:
    items = [
        {"id": "IT", "kind": "member", "data": {"name": "Italy"}},
        {"id": "XX", "kind": "member", "data": {}},
    ]
    feed = {"version": "smallgroup/1", "mode": "snapshot", "items": items}
    file = tmp_path / "feed.json"
    file.write_text(json.dumps(feed))
    ran = empty.run("import", str(file))
    assert ran.code == 3
    assert ran.err.splitlines() == [
        "Set aside: member XX: name: this must be filled",
        "1 new, 0 changed · smallgroup undo takes it back",
    ]


@pytest.mark.parametrize("words", ["", "{", "<html>", "[1]", '[{"kind": "widget"}]', "\x00"])
def test_a_file_that_is_none_of_ours_is_refused(full: Shell, tmp_path: Path, words: str) -> None:
    file = tmp_path / "odd.json"
    file.write_text(words)
    before = full.journal
    full.refused("import", str(file))
    full.refused("import", str(file), "--format", "csv")
    assert full.journal == before


def test_a_file_that_is_not_there_is_refused(full: Shell, tmp_path: Path) -> None:
    before = full.journal
    assert "none.json" in full.refused("import", str(tmp_path / "none.json"))
    assert full.journal == before


def test_two_desks_that_publish_and_read_each_other_agree(tmp_path: Path) -> None:
    anna, bela = Shell(tmp_path / "anna"), Shell(tmp_path / "bela")

    def publish(desk: Shell) -> str:
        folder = f"{desk.store}-published"
        desk("export", "--format", "feed", "-o", f"{folder}/")
        return f"{folder}/feed.json"

    anna("add", "member", "-", stdin='{"id": "IT", "name": "Italy", "visibility": "public"}')
    bela("source", "add", "anna", publish(anna))
    bela("sync")
    anna("source", "add", "bela", publish(bela))
    anna("sync")
    anna("edit", "IT", "--region", "Alpha")
    publish(anna)
    bela("edit", "IT", "--region", "Beta")
    assert bela.run("sync").code == 3
    bela("resolve", "IT", "region", "--ours")
    publish(bela)
    anna("sync")
    assert anna.shown("IT")["region"] == bela.shown("IT")["region"] == "Beta"
