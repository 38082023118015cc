"""The job that the program is for, done from the shell on the Coalition's facts."""

from tests.cli.shell import Shell


def test_the_brussels_meeting_its_commitments_and_who_owes_them(shell: Shell) -> None:
    found = shell("list", "meetings", "brussels start:2021-12", "--json").json
    assert "2021-12-02-brussels" in [meeting["id"] for meeting in found]
    made = shell("list", "commitments", "meeting:2021-12-02-brussels", "--json").json
    assert len(made) == 9
    assert all(record.get("owners") or record.get("owner_text") for record in made)


def test_the_africa_focus_group_its_co_chairs_and_since_when(shell: Shell) -> None:
    roles = shell("list", "roles", "group:AFG label:co-chair is:current", "--json").json
    since = {role["member"]: role["start"] for role in roles}
    assert since["IT"] == "2021-12-02" and "SA" in since


def test_a_commitment_is_added_edited_undone_and_found_again(shell: Shell) -> None:
    words = ("--summary", "Send the terms", "--owner", "Morocco", "--due", "end of next month")
    id_ = shell.add("commitment", *words)
    shell("edit", id_, "--summary", "Send the terms of reference")
    assert shell.shown(id_)["summary"] == "Send the terms of reference"
    shell("undo")
    shown = shell.shown(id_)
    assert (shown["summary"], shown["owners"], shown["due"]) == (
        "Send the terms",
        ["MA"],
        "2026-04-30",
    )


def test_the_open_commitments_of_the_africa_focus_group_are_fifteen_and_one_more(
    shell: Shell,
) -> None:
    line = ("list", "commitments", "is:open", "owner:africa-focus-group", "--json")
    assert len(shell(*line).json) == 15
    id_ = shell.add("commitment", "--summary", "S", "--owner", "africa-focus-group")
    assert len(shell(*line).json) == 16
    assert id_ in {record["id"] for record in shell(*line).json}
