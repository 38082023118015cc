"""Writing what is listed into a file, from the dashboard."""

import csv
import io
import json
from pathlib import Path

import pytest
from msgspec import structs

from store.desk import Desk
from store.formats.cells import tables_of
from tests.tui.journey import Person, sitting

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])


async def name_it(person: Person, path: Path) -> None:
    """Type the file's name in the place of the one that is offered."""
    await person.press("ctrl+a", "ctrl+k")
    await person.type(str(path))


@SIZES
async def test_what_the_filter_lets_through_is_written_as_a_table(
    desk: Desk, size: tuple[int, int], tmp_path: Path
) -> None:
    async with sitting(desk, size, "commitment", "owner:africa-focus-group") as person:
        await person.press("x")
        person.sees("Export", "15 commitments")
        await name_it(person, tmp_path / "owed.csv")
        await person.press("ctrl+s")
        await person.until((tmp_path / "owed.csv").exists)
        await person.until(lambda: "15 commitments written" in person.told[-1])
    text = (tmp_path / "owed.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["owners"] for row in rows} == {"africa-focus-group"}


async def test_the_marked_alone_are_written_and_a_file_is_not_replaced_unasked(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "two.json"
    path.write_text("mine")
    async with sitting(desk, kind="member") as person:
        await person.press("space", "space", "x")
        await name_it(person, path)
        await person.press("ctrl+s")
        person.sees("There is such a file")
        assert path.read_text() == "mine"
        await person.press("tab", "tab", "space", "ctrl+s")
        await person.until(lambda: path.read_text() != "mine")
    assert [record["id"] for record in json.loads(path.read_text())] == ["AF", "AL"]


async def test_a_file_in_ics_is_a_calendar_and_deadlines_are_days_in_it(
    desk: Desk, tmp_path: Path
) -> None:
    async with sitting(desk, kind="commitment", line="due:2014-12-15") as person:
        await person.press("x")
        await name_it(person, tmp_path / "owed.json")
        await person.press("tab", "tab", "tab", "space", "ctrl+s")
        person.sees("Only a calendar has them")
        await person.press("shift+tab", "shift+tab", "shift+tab")
        await name_it(person, tmp_path / "owed.ics")
        await person.press("ctrl+s")
        await person.until((tmp_path / "owed.ics").exists)
    lines = (tmp_path / "owed.ics").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("BEGIN:V")] == [
        *("BEGIN:VCALENDAR", "BEGIN:VTODO", "BEGIN:VEVENT"),
    ]
    assert "ATTENDEE;CN=Morocco;CUTYPE=GROUP:urn:smallgroup:MA" in lines


async def test_what_is_private_stays_here_and_is_counted(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    (found,) = desk.store.find("commitment", lambda record: record.id == "C35")
    desk.store.apply("hide", [(found, structs.replace(found, visibility="private"))])
    async with sitting(desk, kind="commitment", line="id:C35") as person:
        await person.press("x")
        person.sees("1 of these is not public")
        await name_it(person, path)
        await person.press("ctrl+s")
        await person.until(lambda: "1 withheld" in person.told[-1])
    assert json.loads(path.read_text()) == []


async def test_a_public_table_of_markdown_names_nobody_who_is_private(
    desk: Desk, tmp_path: Path
) -> None:
    (morocco,) = desk.store.find("member", lambda record: record.id == "MA")
    desk.store.apply("hide", [(morocco, structs.replace(morocco, visibility="private"))])
    async with sitting(desk, kind="commitment", line="owner:MA") as person:
        await person.press("x")
        await name_it(person, path := tmp_path / "owed.md")
        await person.press("ctrl+s")
        await person.until(path.exists)
    told = path.read_text(encoding="utf-8")
    assert "| MA" in told and "Morocco" not in told


async def test_a_folder_that_is_not_there_is_told_and_the_question_stays(
    desk: Desk, tmp_path: Path
) -> None:
    async with sitting(desk, kind="member") as person:
        await person.press("x")
        await name_it(person, tmp_path / "nowhere" / "members.csv")
        await person.press("ctrl+s")
        await person.until(lambda: "make the folder first" in " ".join(person.seen.split()))
        person.sees("Export")


async def test_the_ending_says_how_and_one_that_says_nothing_is_asked_about(
    desk: Desk, tmp_path: Path
) -> None:
    async with sitting(desk, kind="member") as person:
        await person.press("x")
        person.sees(".csv .xlsx .ics", ".popolo.json .md")
        await name_it(person, tmp_path / "members.docx")
        await person.press("ctrl+s")
        await person.until(lambda: "No format has this ending" in " ".join(person.seen.split()))
        await name_it(person, path := tmp_path / "members.xlsx")
        await person.press("ctrl+s")
        await person.until(path.exists)
    (table,) = tables_of("x", path.read_bytes())
    assert (table.title, len(table.rows)) == ("Members", 1 + len(desk.store.records("member")))
