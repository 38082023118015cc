"""The matrix from a shell."""

from pathlib import Path

from store.formats.cells import tables_of
from tests.cli.shell import Shell

BRUSSELS = "meeting:2021-12-02-brussels"


def test_it_is_told_in_the_form_that_is_asked_for(shell: Shell, tmp_path: Path) -> None:
    add = ("--commitment", "C03", "--member", "MA", "--at", "2026-02-01", "--visibility", "public")
    first = shell.add("update", *add, "--score", "1", "--assessor", "We")
    shell.add("update", *add[:-1], "private", "--score", "-1")
    shown = shell("matrix", "owner:morocco")
    assert "| Morocco |" in shown.out and "● F" in shown.out and "| +1.00 | 1 |" in shown.out
    assert "1 record withheld, being more than public." in shown.err
    asked = shell("matrix", "--json")
    assert [column["id"] for column in asked.json["columns"]] == ["C03"]
    (row,) = (row for row in asked.json["rows"] if row["id"] == "MA")
    assert row["cells"] == [
        {
            "commitment": "C03",
            "says": "score",
            "score": 1,
            "day": "2026-02-01",
            "assessor": "We",
            "update": first,
            "updates": 1,
        }
    ]
    private = shell("matrix", "id:C03", "--include", "private", "--json")
    assert (private.json["tally"]["mean"], private.json["withheld"]) == (-1.0, 0)
    book = tmp_path / "m.xlsx"
    assert not shell("matrix", "id:C03", "-o", str(book)).out
    sheet = tables_of(book.name, book.read_bytes())[0]
    assert next(row for row in sheet.rows if row[0] == "Morocco")[1] == 1
    assert shell("matrix", "id:C03", "--html").out.startswith("<!DOCTYPE html>")


def test_it_says_why_there_is_nothing_in_it(shell: Shell, empty: Shell) -> None:
    for words, said in (
        ((BRUSSELS,), "No update is recorded on any of these commitments yet."),
        (("nothing-at-all",), "None of the 71 commitments matches."),
    ):
        ran = shell("matrix", *words)
        assert said in ran.err and said in ran.out
    nothing = empty("matrix", "--json")
    assert "No commitments are recorded yet." in nothing.err
    assert nothing.json["rows"] == []


def test_what_is_wrong_is_said_and_nothing_is_written(shell: Shell, tmp_path: Path) -> None:
    assert "no field “foo”" in shell.refused("matrix", "foo:1")
    assert "invalid" in shell.refused("matrix", "--format", "doc", code=2).lower()
    assert "make the folder" in shell.refused("matrix", "-o", str(tmp_path / "no" / "m.csv"))
    conf = tmp_path / "conf" / "config.toml"
    (conf.parent / "templates").mkdir(parents=True)
    conf.write_text("")
    (conf.parent / "templates" / "matrix.md.j2").write_text("# Mine\n{{ nothing_such }}\n")
    target = tmp_path / "m.md"
    said = shell.refused("--config", str(conf), "matrix", "-o", str(target))
    assert "matrix.md.j2, line 2" in said and not target.exists()


def test_a_shell_completes_its_filter(shell: Shell) -> None:
    ran = shell.run(
        _SMALLGROUP_COMPLETE="bash_complete", COMP_WORDS="smallgroup matrix is:ov", COMP_CWORD="2"
    )
    assert "is:overdue" in ran.out
