"""`import` of a stranger's table, and `maps`: as somebody does it in a shell."""

import json
from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.fixtures import strangers

TRACKER, MATRIX = (str(strangers.FOLDER / name) for name in (strangers.TRACKER, strangers.MATRIX))
SETTLED = ("--means", "Groupe Afrique=AFG", "--means", "En retard=at risk")
PLAIN = "Action,Owner,Deadline,Status\nSend the terms,Italy,25/12/2026,Done\n"


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A table that leaves nothing to ask."""
    file = tmp_path / "tracker.csv"
    file.write_text(PLAIN)
    return file


def test_off_a_terminal_the_guess_is_told_and_nothing_is_imported(shell: Shell) -> None:
    before = shell.journal
    ran = shell.run("import", TRACKER)
    assert ran.code == 1
    assert "6 rows (headers in row 4) as commitments; rows are known again by “N°”" in ran.out
    assert "Échéance           due (day first)" in ran.out
    assert "en cours → on track" in ran.out
    assert "C8   Responsable(s): “Groupe Afrique”" in ran.out
    assert "4 questions left" in ran.err and "--means" in ran.err
    ran = shell.run("import", TRACKER, "--yes")
    assert ran.code == 1 and "Nothing was imported: 4 questions left" in ran.err
    assert shell.journal == before
    assert "There are no maps yet" in shell("maps").err


def test_a_map_is_made_remembered_and_taken(shell: Shell) -> None:
    kept = shell("import", TRACKER, *SETTLED, "--save-map", "suivi")
    assert "Remembered as suivi" in kept.err
    dry = shell("import", TRACKER, "--map", "suivi", "--dry-run")
    assert "new     commitment suivi-2025-03" in dry.out
    assert "6 new, 0 changed, 2 not settled. Nothing was changed" in dry.err
    ran = shell.run("import", TRACKER, "--map", "suivi")
    assert ran.code == 3
    assert "Not settled: C9: “Côte d'Ivoire”" in ran.err and "it stays words" in ran.err
    assert shell.shown("suivi-2026-02")["owners"] == ["africa-focus-group"]
    assert shell.shown("suivi-2026-04")["status"] == "at risk"
    before = shell.journal
    assert "Nothing changed" in shell.run("import", TRACKER, "--map", "suivi").err
    assert shell.journal == before
    shell("undo")
    assert shell("list", "commitments", "id:suivi", "--json").json == []


def test_where_nothing_is_left_to_ask_the_guess_is_taken(shell: Shell, plain: Path) -> None:
    ran = shell("import", str(plain), "--yes")
    assert ran.err.splitlines() == [
        "Remembered as the map tracker.",
        "1 new, 0 changed · smallgroup undo takes it back",
    ]
    (made,) = shell("list", "commitments", "Send the terms", "--json").json
    assert (made["owners"], made["due"]) == (["IT"], "2026-12-25")
    plain.write_text(PLAIN.replace("25/12/2026", "31/12/2026"))
    dry = shell("import", str(plain), "--yes", "--dry-run")
    assert "due: 2026-12-25 → 2026-12-31" in dry.out
    (told,) = shell("import", str(plain), "--map", "tracker", "--dry-run", "--json").json
    assert [(c["id"], c["fields"]) for c in told["changed"]] == [(made["id"], ["due"])]
    shell("edit", made["id"], "--due", "2027-01-01")
    ran = shell.run("import", str(plain), "--yes")
    assert ran.code == 3 and f"Changed here and there: C2, due of {made['id']}" in ran.err
    shell("import", str(plain), "--yes", "--again")
    assert shell.shown(made["id"])["due"] == "2026-12-31"


def test_a_map_can_be_changed_shown_and_forgotten(shell: Shell, plain: Path) -> None:
    plain.write_text(PLAIN.replace("25/12/2026", "03/04/2026"))
    assert "could be 2026-04-03 or 2026-03-04" in shell.run("import", str(plain)).out
    words = ("--days", "month-first", "--column", "status=", "--kind", "commitment")
    shell("import", str(plain), *words, "--save-map", "mine")
    assert "Deadline: due (month first)" in shell("maps", "show", "mine").out
    (told,) = shell("maps", "list", "--json").json
    assert told["name"] == "mine"
    assert "mine" in shell("maps").out
    shell("import", str(plain), "--map", "mine")
    (made,) = shell("list", "commitments", "Send the terms", "--json").json
    assert made["due"] == "2026-03-04" and "status" not in made
    shell("maps", "remove", "mine")
    assert "There is no map “mine”" in shell.refused("import", str(plain), "--map", "mine")


def test_a_sheet_of_a_workbook_is_chosen(shell: Shell) -> None:
    ran = shell.run("import", MATRIX)
    assert "sheet Follow-up, 7 rows (headers in row 5) as commitments" in ran.out
    assert "percent (fractions)" in ran.out
    assert "has no sheet “x”" in shell.refused("import", MATRIX, "--sheet", "x", "--yes")


def test_what_cannot_be_is_refused_in_a_sentence(shell: Shell, plain: Path) -> None:
    before = shell.journal
    for words, said in (
        (("--column", "Nonsense=due"), "There is no one column “Nonsense”"),
        (("--means", "Italy=atlantis"), "there is no member or group “atlantis”"),
        (("--map", "../x"), "There is no map"),
    ):
        assert said in shell.refused("import", str(plain), *words, "--yes")
    assert shell.journal == before


def test_our_own_tables_need_no_map_and_damaged_files_are_refused(
    shell: Shell, tmp_path: Path
) -> None:
    own = tmp_path / "own.csv"
    shell("export", "--kind", "members", "-o", str(own))
    own.write_text(own.read_text().replace("Italy", "Italia"))
    dry = shell("import", str(own), "--dry-run")
    assert "changed member IT" in dry.out and "0 new, 1 changed. Nothing was changed" in dry.err
    assert shell.shown("IT")["name"] == "Italy"
    for name, source in (("x.xlsx", b"PK\x03\x04 not"), ("y.csv", b'"a'), ("z.csv", b"")):
        (tmp_path / name).write_bytes(source)
        shell.refused("import", str(tmp_path / name), "--yes")
    (tmp_path / "odd.csv").write_text(",".join(f"H{n}" for n in range(400)) + "\nx,y\n")
    assert "100 more columns are left out" in shell.run("import", str(tmp_path / "odd.csv")).out
    assert "no row of it would come" in shell.refused("import", str(tmp_path / "odd.csv"), "--yes")
    shell("import", "-", "--yes", "--save-map", "piped", stdin=PLAIN)
    (shell.store / "maps" / "piped.json").write_text("{")
    assert "cannot be read" in shell.refused("import", TRACKER)
    assert json.loads(shell("kinds", "--json").out)
