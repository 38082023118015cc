"""`brief` and `templates`: what is printed, for whom, and how a user sets it otherwise."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.shell import Shell

NIAMEY = "2023-03-01-niamey-afg"
DAY = {"SMALLGROUP_TODAY": "2023-02-20"}


@pytest.fixture(scope="module")
def shell(facts: Path, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """The Coalition's facts, with two tasks for Niamey, of which one is confidential."""
    shell = Shell(shutil.copytree(facts, tmp_path_factory.mktemp("before") / "store"))
    rows = [
        {"id": f"x-{level}", "summary": f"A {level} matter", "due_at": NIAMEY, "owners": ["IT"]}
        | {"visibility": level}
        for level in ("private", "confidential")
    ]
    shell("add", "commitment", "-", stdin=json.dumps(rows))
    return shell


def test_a_brief_is_internal_and_says_so_and_what_it_withholds(shell: Shell) -> None:
    ran = shell.run("brief", "2023-03-01", **DAY)
    assert ran.code == 0 and ran.lines[0] == "# Africa Focus Group plenary, Niamey"
    assert "**Internal brief**, as recorded on Mon 20 Feb 2023" in ran.out
    assert "- **1 · A private matter**" in ran.out and "confidential matter" not in ran.out
    assert "1 record is more than private and left out." in ran.out
    assert ran.err == "1 withheld, being more than private: --include lets them out.\n"


def test_a_brief_for_one_has_only_what_concerns_it(shell: Shell) -> None:
    ran = shell.run("brief", NIAMEY, "--for", "Italy", "--include", "confidential", "--json", **DAY)
    told = ran.json
    assert told["whose"] == {"id": "IT", "name": "Italy"} and not ran.err
    assert [m["id"] for m in told["matters"]][:2] == ["x-confidential", "x-private"]
    assert [d["name"] for d in told["delegations"]] == ["Italy"]
    other = shell.run("brief", NIAMEY, "--for", "BE", **DAY)
    assert "Nothing on the agenda is owed by Belgium" in other.out


def test_it_goes_into_a_file_by_its_ending(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "brief.html"
    ran = shell.run("brief", NIAMEY, "-o", str(file), **DAY)
    assert (ran.code, ran.out) == (0, "")
    assert file.read_text().startswith("<!DOCTYPE html>")
    assert shell.run("brief", NIAMEY, "--html", **DAY).out == file.read_text()


def test_what_cannot_be_briefed_for_is_refused(shell: Shell) -> None:
    assert "there is no meeting" in shell.refused("brief", "nowhere")
    assert "there is no member" in shell.refused("brief", NIAMEY, "--for", "nobody")


# ---------------------------------------------------------------- templates


def test_a_user_sets_papers_otherwise(shell: Shell, tmp_path: Path) -> None:
    config = tmp_path / "conf" / "config.toml"
    mine = config.parent / "templates"
    mine.mkdir(parents=True)
    config.write_text("")
    asked = ("--config", str(config))
    printed = shell("templates", "brief.md").out
    (mine / "brief.md.j2").write_text(printed.replace("Matters arising", "What is open"))
    ran = shell.run(*asked, "brief", NIAMEY, **DAY)
    assert "## What is open" in ran.out and "Matters arising" not in ran.out
    listed = shell(*asked, "templates")
    lines = {line.split()[0]: line for line in listed.lines}
    assert f"yours: {mine / 'brief.md.j2'}" in lines["brief.md"]
    assert lines["paper.html"].endswith("as it came along") and "readout.md" in lines
    assert str(mine) in listed.err
    assert shell(*asked, "templates", "brief.md").out == printed, "the one that came along"
    (mine / "brief.md.j2").write_text("fine\n{{ matters.__class__ }}")
    said = shell.refused(*asked, "brief", NIAMEY)
    assert f"{mine / 'brief.md.j2'}, line 2: access to attribute '__class__'" in said


def test_a_template_that_is_not_there_is_told_with_those_that_are(shell: Shell) -> None:
    assert "brief.html, brief.md" in shell.refused("templates", "letter.md")
