"""`readout` and `report`: what leaves for the public, what stays, and what is refused."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.cli.test_about import completed

NIAMEY = "2023-03-01-niamey-afg"


@pytest.fixture(scope="module")
def shell(facts: Path, tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """The Coalition's facts, with two promises made at Niamey that are not for everybody."""
    shell = Shell(shutil.copytree(facts, tmp_path_factory.mktemp("after") / "store"))
    rows = [
        {"id": f"x-{level}", "summary": f"A {level} matter", "meeting": NIAMEY, "owners": ["MA"]}
        | {"visibility": level, "status": "stalled"}
        for level in ("private", "confidential")
    ]
    shell("add", "commitment", "-", stdin=json.dumps(rows))
    return shell


def test_a_readout_is_for_the_public_and_says_what_it_withholds(shell: Shell) -> None:
    ran = shell("readout", "Africa Focus Group plenary, Niamey")
    assert ran.lines[0] == "# Readout: Africa Focus Group plenary, Niamey"
    assert "38 members and observers" in ran.out and "border security" in ran.out
    assert "matter" not in ran.out and "nternal" not in ran.out
    assert ran.err == "2 withheld, being more than public: --include lets them out.\n"


def test_an_internal_readout_is_asked_for_and_says_so(shell: Shell) -> None:
    ran = shell("readout", NIAMEY, "--include", "private")
    assert "Internal readout" in ran.out and "A private matter" in ran.out
    assert "confidential matter" not in ran.out
    assert ran.err.startswith("1 withheld, being more than private")
    whole = shell("readout", NIAMEY, "--include", "confidential", "--json")
    assert len(whole.json["commitments"]) == 7 and not whole.err
    assert whole.json["participants"]["text"] == "38 members and observers"


def test_it_goes_into_a_file_by_its_ending(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "readout.html"
    ran = shell("readout", NIAMEY, "-o", str(file))
    page = file.read_text()
    assert not ran.out and page.startswith("<!DOCTYPE html>") and "<script" not in page


def test_a_report_counts_what_the_filter_leaves(shell: Shell) -> None:
    ran = shell("report", "2023", "owner:africa-focus-group")
    assert ran.lines[0] == "# Report of 2023"
    assert "| No information | 15 | |" in ran.out
    whole = shell("report", "since", NIAMEY, "owner:MA", "--include", "confidential", "--json").json
    assert whole["since"]["id"] == NIAMEY
    standing = {one["name"]: one["count"] for one in whole["standings"]}
    assert standing["stalled"] == 2
    assert whole["owners"][0]["id"] == "MA"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("report", "2031"), 1, "which is not yet"),
        (("report", "owner:italy"), 1, "is no period: write a period such as"),
        (("report", "2023", "owner:atlantis"), 1, "atlantis"),
        (("report", "2023", "-status:open"), 2, "write not before a term"),
        (("report",), 2, "PERIOD"),
        (("readout", "Italy"), 1, "there is no meeting"),
    ],
)
def test_what_cannot_be_told_is_refused(
    shell: Shell, words: tuple[str, ...], code: int, says: str
) -> None:
    assert says in shell.refused(*words, code=code)


def test_a_meeting_that_is_private_has_no_public_readout(shell: Shell) -> None:
    shell("add", "meeting", "--name", "Behind closed doors", "--start", "2026-01-10")
    assert "--include private" in shell.refused("readout", "Behind closed doors")
    assert "Behind closed doors" in shell("readout", "Behind", "--include", "private").lines[0]


def test_periods_meetings_and_filters_are_completed(shell: Shell) -> None:
    assert completed(shell, "smallgroup report 2025") == ["2025-Q4", "2025"]
    assert completed(shell, "smallgroup report since 2023-03") == [NIAMEY]
    assert "owner:IT" in completed(shell, "smallgroup report since x owner:ital")
