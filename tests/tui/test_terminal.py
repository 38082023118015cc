"""The whole job in a real terminal, key by key, and what the records say afterwards."""

from pathlib import Path

import pytest

from tests.cli.shell import TOP, Shell
from tests.tui.terminal import HERE, Terminal, terminal

pytestmark = pytest.mark.skipif(not HERE, reason="there is no tmux here: install it")
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])


def find(seat: Terminal, panel: str, line: str) -> None:
    """Go to a panel, filter it, and on to the first that is left."""
    seat.press(panel, "/")
    seat.type(line)
    seat.press("Enter", "g")


def say_whose_desk(seat: Terminal) -> None:
    """Answer what is asked at the first start."""
    seat.sees("Meetings 61", "Whose desk is this?")
    seat.type("Belgium")
    seat.press("C-s")
    seat.loses("Whose desk is this?")


@SIZES
def test_the_job_from_the_first_start_to_the_next_day(
    size: tuple[int, int], tmp_path: Path
) -> None:
    shell = Shell(tmp_path / "store")
    shell("import", str(TOP / "fixtures" / "coalition" / "feed.json"))
    before = {record["id"]: record for record in shell("list", "commitments", "--json").json}

    with terminal(*size, "--store", str(shell.store)) as seat:
        say_whose_desk(seat)
        find(seat, "1", "start:2021-12 city:brussels")
        seat.press("Enter")
        seat.sees("Political directors of the Small Group", "Thu 2 Dec 2021")
        seat.sees("Commitments made here 9", "Africa Focus Group")
        find(seat, "3", "africa focus")
        seat.press("Enter")
        seat.sees("co-chair", "2021-12-02")

        seat.press("4", "n")
        seat.sees("New commitment")
        seat.type("Host the next meeting")
        seat.press("Tab")
        seat.type("moroc")
        seat.sees("Morocco  MA")
        seat.press("Tab")
        seat.type("end of next month")
        seat.sees("30 Apr 2026")
        seat.press("C-s")
        seat.sees("Commitments 72")
        seat.press("e")
        seat.sees("Commitment  Host the next meeting")
        seat.type(" in Rabat")
        seat.press("C-s")
        seat.sees("Commitments 72", "the next meeting in R")
        seat.press("u")
        seat.loses("the next meeting in R")

        find(seat, "4", "is:open owner:africa-focus-group")
        seat.sees("Commitments 15 of 72")
        (given,) = shell("list", "commitments", "owner:MA due:2026-04-30", "--json").json
        shell("edit", given["id"], "--owner", "africa-focus-group", "--owner", "MA")
        seat.sees("Commitments 16 of 72")
        seat.press("q")
        seat.loses("Commitments")

    with terminal(*size, "--store", str(shell.store)) as seat:
        seat.sees("Commitments 16 of 72", "is:open owner:africa-focus-group")
        seat.press("q")

    after = {record["id"]: record for record in shell("list", "commitments", "--json").json}
    added = after.pop(given["id"])
    assert after == before
    assert (added["summary"], added["due"]) == ("Host the next meeting", "2026-04-30")
    assert added["owners"] == ["africa-focus-group", "MA"]
    made = shell("list", "commitments", "meeting:2021-12-02-brussels", "--json").json
    assert len(made) == 9


def test_a_command_line_opens_right_where_it_asks(tmp_path: Path) -> None:
    env = {"SMALLGROUP_TODAY": "2026-03-01"}
    words = ["--sample", "commitments", "'is:overdue sort:due'"]
    with terminal(80, 24, *words, env=env) as seat:
        seat.sees("is:overdue sort:due", "! overdue")
        seat.sees(" of 300  is:overdue")
        seat.press("q")
        seat.loses("of 300")


def test_a_table_of_others_is_mapped_where_it_is_imported(tmp_path: Path) -> None:
    file = tmp_path / "tracker.csv"
    file.write_text("Action,Owner,Deadline\nSend the terms,Italy,25/12/2026\n")
    shell = Shell(tmp_path / "store")
    shell.add("member", "--name", "Italy", "--country", "IT")
    with terminal(80, 24, "--store", str(shell.store), "import", str(file)) as seat:
        seat.sees("Import tracker.csv", "1 row as commitments: 1 new", "Due (day first)")
        seat.press("C-s")
        seat.sees("The map is remembered by it")
        seat.press("C-s")
        seat.loses("Import tracker.csv")
        seat.press("C-q")
        seat.loses("Members")
    (made,) = shell("list", "commitments", "--json").json
    assert (made["summary"], made["due"]) == ("Send the terms", "2026-12-25")
