"""What follows from the records, on the command line: why something is urgent, what waits for what,
what is carried over, and what comes back."""

import json
from pathlib import Path

from tests.cli.shell import Shell

RECORDS = [
    {
        **{"id": "terms", "summary": "Send the terms", "owners": ["MA"], "due": "2026-02-20"},
        "priority": 2,
        "moves": [
            {"from": "2026-01-01", "to": "2026-02-01", "by": "Anna"},
            {"from": "2026-02-01", "to": "2026-02-20", "by": "Bela"},
        ],
    },
    {"id": "agree", "summary": "Agree them", "owners": ["MA"], "depends_on": ["terms"]},
    {"id": "open", "summary": "Open the office", "owners": ["MA"], "depends_on": ["agree"]},
    {"id": "one", "summary": "One", "owners": ["MA"], "parent": "terms", "percent": 40},
    {"id": "two", "summary": "Two", "owners": ["MA"], "parent": "terms"},
    {"id": "done", "summary": "Done", "owners": ["MA"], "status": "delivered"},
]
SUM = "overdue 12.0 + blocking 8.0 + high priority 6.0 + moved twice 2.0 = 28.0"


def test_show_says_what_follows(shell: Shell, tmp_path: Path) -> None:
    shell("add", "commitment", "-", stdin=json.dumps(RECORDS))
    said = shell("show", "terms").lines
    assert f"  Urgency: {SUM}" in said
    assert "  Parts: 40% done, n = 1 of 2, no information on 1" in said
    at = said.index("Holds up (2)")
    assert said[at + 1 : at + 3] == [
        "  agree  Agree them  blocked",
        "    open  Open the office  blocked",
    ]
    assert "Due moved 2 times · 50 days in all" in said
    data = shell("show", "terms", "--json").json
    assert data["urgency"]["total"] == 28.0
    assert data["urgency"]["terms"][-1] == {
        "name": "moved twice",
        "value": 2.0,
        "setting": "slipped",
    }
    assert data["completion"] == {"mean": 40.0, "n": 2, "unknown": 1}
    assert [(s["id"], s["depth"]) for s in data["holds_up"]] == [("agree", 1), ("open", 2)]
    assert data["slips"] == {"times": 2, "days": 50, "exact": True} and "waits_for" not in data
    closed = shell("show", "done", "--json").json
    assert closed["urgency"] == {"total": 0.0, "terms": []}

    first = shell("list", "commitments", "owner:MA", "sort:urgency-", "limit:2", "--json").json
    assert [record["id"] for record in first] == ["terms", "C03"]
    last = shell("list", "commitments", "owner:MA", "sort:urgency", "--json").json[-1]
    assert last["id"] == "done"

    config = tmp_path / "config.toml"
    config.write_text("[urgency]\noverdue = 1\nslipped = 0\n")
    shown = shell("--config", str(config), "show", "terms").out
    assert "Urgency: overdue 1.0 + blocking 8.0 + high priority 6.0 = 15.0" in shown
    config.write_text("[urgency]\nhihg = 1\n")
    said_of_it = shell.refused("--config", str(config), "show", "terms")
    assert "line 2 is wrong: there is no “hihg” in [urgency], only overdue, next" in said_of_it


def test_a_meetings_matters_arising_and_a_groups_rhythm(shell: Shell) -> None:
    day = {"SMALLGROUP_TODAY": "2023-02-20"}
    said = shell.run("show", "2023-03-01-niamey-afg", **day).lines
    at = said.index("Matters arising (5)")
    assert [line.split()[0] for line in said[at + 1 : at + 6]] == [
        "C33",
        "C34",
        "C39",
        "C40",
        "C59",
    ]
    carried = shell.run("show", "2023-03-01-niamey-afg", "--json", **day).json["carry_over"]
    assert carried == ["C33", "C34", "C39", "C40", "C59"]
    group = shell.run("show", "AFG", **day).out
    assert "Met: 4 times, last on Wed 26 Oct 2022" in group
    assert "Meets: usually every 148 days" in group
    assert "Meets next: Wed 1 Mar 2023: Africa Focus Group plenary, Niamey" in group
    assert (
        "Accession: 84 published, 17 by their own dates" in shell("show", "2021-12-02-brussels").out
    )


def test_what_comes_back(shell: Shell) -> None:
    words = ("--summary", "Report", "--owner", "MA", "--due", "2026-04-01", "--rrule")
    assert "“every month” is no recurrence rule" in shell.refused(
        "add", "commitment", *words, "every month"
    )
    id_ = shell.add("commitment", *words, "monthly")
    assert "1 delivered · the next one is due 2026-05-01 · " in shell("close", id_).err
    again = f"{id_}~2026-05-01"
    assert (
        "1 changed · the next one is due 2026-06-01 · "
        in shell("edit", again, "--status", "lapsed").err
    )
    shell("edit", id_, "--status", "")
    assert "the next one is already there, due 2026-05-01" in shell("close", id_).err
    last = ("--summary", "Last", "--owner", "MA", "--due", "2026-04-01", "--rrule")
    said = shell("close", shell.add("commitment", *last, "FREQ=MONTHLY;COUNT=1")).err
    assert "1 delivered · none comes after it: it was the last one · " in said
    shell("undo", "6")
    found = shell("list", "commitments", "has:rrule", "--json").json
    assert [(record["id"], record.get("status")) for record in found] == [(id_, None)]
