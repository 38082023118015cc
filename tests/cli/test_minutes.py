"""Minutes from a shell: printed, looked at, taken in, made final."""

from pathlib import Path

from tests.cli.shell import Shell

NIAMEY = "2023-03-01-niamey-afg"
TEXT = """\
Présent+ Italy, Holland
ACTION: Italy, Itly to send terms by 30 June
ACTION: Niger to host by 03/04/2023
PROGRESS C999: stalled
RESOLUTION: The plan is endorsed.
"""
GOOD = "Present+ Italy\nACTION: Italy to send terms by 30 June\nPROGRESS C42: delivered"


def test_what_is_not_known_is_refused_with_the_nearest(shell: Shell) -> None:
    before = shell.journal
    said = shell.refused("minutes", NIAMEY, "-", "--yes", stdin=TEXT)
    assert said.splitlines() == [
        "Line 1: no member is called “Holland”; perhaps Poland",
        "Line 2: no member or group is called “Itly”; perhaps Italy",
        "Line 3: 03/04/2023 could be 2023-04-03 or 2023-03-04: write one of these.",
        "Line 4: there is no commitment “C999”",
        "Nothing was saved: write the name that is meant, or keep what is not known as words "
        "with --as-words.",
    ]
    assert shell.journal == before


def test_as_words_takes_in_what_can_be_and_says_what_was_left_out(shell: Shell) -> None:
    ran = shell.run("minutes", NIAMEY, "-", "--yes", "--as-words", stdin=TEXT)
    assert (ran.code, len(ran.lines)) == (3, 5)
    assert "Left out, line 4: there is no commitment “C999”" in ran.err
    first, second = shell(
        "list", "commitments", f"meeting:{NIAMEY} classification:task", "--json"
    ).json
    assert {first["summary"], second["summary"]} == {"Send terms", "Host by 03/04/2023"}
    assert {first.get("owner_text"), second.get("owner_text")} == {"Itly", None}


def test_they_are_looked_at_taken_in_once_and_made_final(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    file.write_text(GOOD)
    before = shell.journal
    looked = shell("minutes", NIAMEY, str(file), "--dry-run", "--json").json
    assert [row["does"] for row in looked["rows"]] == ["attendance", "new", "new"]
    assert (looked["status"], looked["version"]) == ("draft", 1)
    assert "add --yes" in shell.refused("minutes", NIAMEY, str(file))
    assert shell.journal == before
    taken = shell("minutes", NIAMEY, str(file), "--yes")
    assert taken.lines[1] == "+    2  Action: Italy: Send terms · due Fri 30 Jun 2023"
    assert "Saved: version 1, draft · 2 records made" in taken.err
    assert shell.shown("C42")["status"] == "delivered"
    again = shell("minutes", NIAMEY, str(file), "--yes")
    assert "Nothing changed: it is saved so already." in again.err
    assert "Saved: version 1, final" in shell("minutes", NIAMEY, "--final", "--yes").err
    printed = shell("minutes", NIAMEY)
    assert printed.out == GOOD + "\n"
    assert printed.err.startswith("version 1, final, 20")
    whole = shell("minutes", NIAMEY, "--json").json
    assert [one["kind"] for one in whole["recognised"]] == ["present", "action", "progress"]
    assert "version 1, draft" in shell("minutes", NIAMEY, "--draft").err
    assert "not final" in shell.refused("minutes", NIAMEY, "--draft")
    shell("undo", "3")
    assert shell.shown("C42").get("status") is None
    assert "No minutes are written yet." in shell("minutes", NIAMEY).err


def test_bad_files_get_a_sentence_and_leave_everything_as_it_was(
    shell: Shell, tmp_path: Path
) -> None:
    before = shell.journal
    file = tmp_path / "notes"
    for raw, why in (
        (b"Topic: a\nTopic: \xff\xfe", "Line 2 of"),
        (b"x" * 5_000_000, "1000000 is the most"),
    ):
        file.write_bytes(raw)
        assert why in shell.refused("minutes", NIAMEY, str(file), "--yes")
    assert "there is no meeting" in shell.refused("minutes", "gala", str(file))
    shell.refused("minutes", NIAMEY, str(tmp_path / "none"), "--yes")
    shell.refused("minutes", NIAMEY, "--final", "--draft", code=2)
    steering = "ACTION: \x1b[31mItaly\x1b[0m to \u202ego\x07\nPresent+ [/oops]"
    looked = shell("minutes", NIAMEY, "-", "--dry-run", "--as-words", stdin=steering)
    assert "\x1b" not in looked.out + looked.err
    assert "\u202e" not in looked.out + looked.err
    assert shell.journal == before
