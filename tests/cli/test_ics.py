"""Calendars through the command line: our own, whole, and anybody's."""

import shutil
from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.store.formats.ics.made import calendar, changed, event, fixture, todo, weekly


@pytest.fixture(scope="module")
def filled(facts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Coalition's facts with more that is not for everybody."""
    shell = Shell(shutil.copytree(facts, tmp_path_factory.mktemp("filled") / "store"))
    shell.add("member", "--name", "Atlantis", "--visibility", "private")
    who = ("--owner", "Atlantis", "--owner", "MA", "--visibility")
    shell.add("commitment", "--summary", "Sink; no, rise", *who, "public", "--due", "2023-06")
    shell.add("commitment", "--summary", "Hidden", *who, "private")
    return shell.store


@pytest.fixture
def full(filled: Path, tmp_path: Path) -> Shell:
    """A shell over all this."""
    return Shell(shutil.copytree(filled, tmp_path / "mine"))


def test_a_whole_store_goes_out_and_comes_in_the_same(full: Shell, tmp_path: Path) -> None:
    file, other = tmp_path / "all.ics", tmp_path / "other.ics"
    ran = full("export", "--include", "private", "--deadlines-as-events", "-o", str(file))
    assert ran.err == ""
    before = full.journal
    assert "Nothing changed" in full("import", str(file)).err
    assert full.journal == before
    again = Shell(tmp_path / "again")
    assert " 0 changed" in again("import", "-", stdin=file.read_bytes().decode()).err
    again("export", "--include", "private", "--deadlines-as-events", "-o", str(other))
    assert other.read_bytes() == file.read_bytes()
    again("undo")
    assert again("list", "meetings", "--json").json == []


def test_only_what_is_public_leaves_and_no_name_of_what_is_not(full: Shell, tmp_path: Path) -> None:
    file = tmp_path / "some.ics"
    ran = full("export", "--kind", "commitments", "owner:Atlantis", "-o", str(file))
    assert ran.err.startswith("1 withheld")
    text = file.read_text().replace("\n ", "")
    assert "Hidden" not in text and "Atlantis" not in text
    assert "CN=Morocco;CUTYPE=GROUP:urn:smallgroup:MA" in text
    assert "BEGIN:X-SMALLGROUP" not in text and text.count("BEGIN:VTODO") == 1
    before = full.journal
    assert "Nothing changed" in full("import", str(file)).err
    assert full.journal == before


def test_deadlines_are_for_calendars(full: Shell) -> None:
    said = full.refused("export", "--format", "json", "--deadlines-as-events", code=2)
    assert "--format ics" in said


def test_anybodys_calendar_is_taken_in_one_change(empty: Shell, tmp_path: Path) -> None:
    empty.add("member", "--name", "Italy")
    file = tmp_path / "theirs.ics"
    people = ("ATTENDEE;PARTSTAT=ACCEPTED;CN=Italy:mailto:a@b", "LOCATION:Room 3")
    series = (weekly(), changed("20260309T090000", "20260310T110000"))
    file.write_bytes(calendar(event("m", *people), *series, todo("t", "DUE:20260630T170000Z")))
    assert empty("import", str(file)).err.startswith("6 new, 0 changed")
    (italy,) = empty("list", "members", "--json").json
    assert empty.shown("m")["attendees"] == [italy["id"]]
    assert empty.shown("w/2026-03-09")["start"] == "2026-03-10T11:00[Europe/Brussels]"
    empty("edit", "m", "--city", "Rome")
    before = empty.journal
    assert "Nothing changed" in empty("import", str(file)).err  # it speaks of no city
    assert empty.journal == before
    file.write_bytes(calendar(event("m", people[0], "LOCATION:Room 4")))
    assert empty("import", str(file)).err.startswith("0 new, 1 changed")
    assert (empty.shown("m")["venue"], empty.shown("m")["city"]) == ("Room 4", "Rome")


def test_what_is_wrong_is_set_aside_with_its_line_and_the_rest_comes_in(
    empty: Shell, tmp_path: Path
) -> None:
    file = tmp_path / "odd.ics"
    file.write_bytes(fixture("malformed-items"))
    ran = empty.run("import", str(file))
    assert ran.code == 3
    lines = ran.err.splitlines()
    assert len(lines) == 14 and lines[-1].startswith("1 new, 0 changed")
    assert "Set aside: meeting no-start@example: VEVENT: it has no DTSTART" in ran.err
    assert all("(line " in line for line in lines[:-1])


@pytest.mark.parametrize(
    ("source", "says"),
    [
        (b"", "does not begin with BEGIN:VCALENDAR"),
        (calendar(event("a"))[:-30], "cut short: it ends within a VEVENT, which begins on line 4"),
        (calendar(event("a")).replace(b"Meeting", b"\xff"), "not UTF-8 text (line 6)"),
    ],
    ids=["empty", "cut", "charset"],
)
def test_what_is_no_calendar_is_refused(
    shell: Shell, tmp_path: Path, source: bytes, says: str
) -> None:
    file = tmp_path / "odd.ics"
    file.write_bytes(source)
    before = shell.journal
    assert says in shell.refused("import", str(file))
    assert shell.journal == before
