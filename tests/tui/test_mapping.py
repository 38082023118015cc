"""Bringing in a stranger's table from the dashboard, as somebody does it; and how it looks."""

import csv
import os
from pathlib import Path

import pytest

from store.desk import Desk
from store.formats.cells import Cell, Table, tables_of
from store.kinds import Commitment
from store.mapping import all_maps, incoming
from tests.fixtures import strangers
from tests.tui.hostile import HOSTILE
from tests.tui.journey import Person, sitting
from tests.tui.test_hostile import harmless
from tests.tui.test_sizes import SIZES, check, in_the_look
from tui.screens.importing import show
from tui.screens.mapper import Mapper

LOOKS = [*((size, "dark") for size in SIZES), ((80, 24), "ascii")]
TRACKER = strangers.FOLDER / strangers.TRACKER


@pytest.fixture(autouse=True)
def _back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever folder is gone to, it is left again."""
    monkeypatch.chdir(Path.cwd())


async def choose_file(person: Person, path: Path) -> None:
    """Ask for a file from the dashboard, from the folder that it is in."""
    os.chdir(path.parent)
    await person.press("p")
    person.sees("Import", "You see what comes before anything is changed")
    await person.type(path.name)
    await person.press("ctrl+s")


async def open_map(person: Person, path: Path = TRACKER) -> Mapper:
    """The map of this file, once its rows are read."""
    await choose_file(person, path)
    await person.until(lambda: isinstance(person.app.screen, Mapper))
    screen = person.app.screen
    assert isinstance(screen, Mapper)
    await person.until(lambda: screen.out is not None)
    return screen


async def go(person: Person, screen: Mapper, row: str) -> None:
    """Put the cursor on a line of the list."""
    screen.table.cursor_id = row
    await person.settle()


async def test_a_list_of_actions_is_brought_in_and_taken_back(desk: Desk) -> None:
    async with sitting(desk, (120, 40)) as person:
        screen = await open_map(person)
        person.sees("6 rows as commitments: 4 to settle, 6 new, 0 changed", "Known again by")
        person.sees("Row 5 becomes", "Italy, Morocco, Netherlands")

        await go(person, screen, "open:Responsable(s)\nGroupe Afrique")
        person.sees("no member or group is called so", "Perhaps", "Africa Focus Group")
        await person.press("enter")
        person.sees("Who is “Groupe Afrique”?", "Somebody else", "A new member", "Nobody here")
        await person.press("enter")
        await person.until(lambda: "3 to settle" in person.seen)

        await go(person, screen, "open:État d'avancement\nEn retard")
        await person.press("enter")
        person.sees("“En retard” is", "at risk")
        await person.press("t")
        await person.until(lambda: "2 to settle" in person.seen)

        await go(person, screen, "open:Responsable(s)\nCôte d'Ivoire")
        await person.press("enter")
        person.sees("A new member")
        await person.press("a")
        await person.until(lambda: "7 new" in person.seen)
        await go(person, screen, "open:Responsable(s)\nRépublique démocratique du Congo")
        await person.press("enter", "s")
        person.sees("It means", "République démocratique du Congo")
        await person.type("democratic")
        await person.until(lambda: "Democratic Republic of the Congo" in person.seen)
        await person.press("enter", "ctrl+s")
        await person.until(
            lambda: "7 new, 0 changed" in person.seen and "settle" not in person.seen
        )

        await person.press("ctrl+s")
        person.sees("Import", "suivi-des-actions", "takes all of it back")
        await person.press("ctrl+s")
        await person.until(lambda: "7 new, 0 changed" in person.told[-1])
        assert person.board.current == "commitment"
        made = {c.id: c for c in desk.store.of(Commitment) if c.id.startswith("suivi")}
        assert made["suivi-des-actions-2026-02"].owners == ("africa-focus-group",)
        assert made["suivi-des-actions-2026-04"].status == "at risk"
        assert made["suivi-des-actions-2026-05"].owners == ("CD",)
        assert list(all_maps(desk.store.journal.folder)) == ["suivi-des-actions"]

        source = TRACKER.read_bytes()
        show(person.board, incoming(desk.store, "next.csv", tables_of("next.csv", source)))
        await person.until(lambda: "map suivi-des-actions" in person.seen)
        await person.until(lambda: "6 the same" in person.seen)
        await person.press("escape", "u")
        await person.until(lambda: "Taken back" in person.told[-1])
        assert not [c for c in desk.store.of(Commitment) if c.id.startswith("suivi")]


async def test_columns_kind_headers_and_maps_are_chosen(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "points.csv"
    file.write_text(
        "Follow-up,,,\nPoint,Who,When,Remark\n"
        "Send it,Italy,03/04/2026,one\nHost,Niger,05/06/2026,\n"
    )
    async with sitting(desk, (80, 24)) as person:
        screen = await open_map(person, file)
        await person.press("t")
        person.sees("What are the rows?")
        await go_in_choices(person, "commitment")
        await person.until(
            lambda: "2 rows as commitments" in person.seen and screen.out is not None
        )

        await go(person, screen, "column:Point")
        await person.press("enter")
        person.sees("What does “Point” fill?", "Leave it out")
        await go_in_choices(person, "summary")
        await person.until(lambda: "2 new" in person.seen)
        await go(person, screen, "column:When")
        await person.press("enter")
        await go_in_choices(person, "due")
        await person.until(lambda: "1 to settle" in person.seen)
        await go(person, screen, "open:When\n")
        person.sees("Days in When", "could be 2026-04-03 or")
        await person.press("enter")
        person.sees("How are the days in “When” read?", "Day first")
        await person.press("d")
        await person.until(lambda: "Due (day first)" in person.seen)

        await go(person, screen, "column:Remark")
        await person.press("space")
        await person.until(lambda: "left out" in person.seen)
        column = screen.coming.map.column("Remark")
        assert column is not None and column.field == ""

        await person.press("r")
        person.sees("Which row has the headers?", "Row 2", "Point · Who · When")
        await person.press("escape", "w")
        assert "only one table" in person.told[-1]
        await person.press("m")
        person.sees("Which map?", "Guess anew")
        await person.press("escape", "?")
        person.sees("In the map of a table")
        await person.press("escape", "ctrl+s")
        await person.press("ctrl+s")
        await person.until(lambda: "2 new" in person.told[-1])
        found = {c.summary: c.due for c in desk.store.of(Commitment) if c.id.startswith("points")}
        assert found == {"Send it": "2026-04-03", "Host": "2026-06-05"}


async def go_in_choices(person: Person, key: str) -> None:
    """Take what has this key from a list to choose from."""
    person.app.screen.dismiss(key)
    await person.settle()


async def test_what_is_ours_needs_no_map_and_what_is_damaged_is_told(
    desk: Desk, tmp_path: Path
) -> None:
    file = tmp_path / "own.csv"
    file.write_text("id,kind,name\nIT,member,Italia\nZZ1,member,New\n")
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04nothing")
    async with sitting(desk, (80, 24), "member") as person:
        await choose_file(person, file)
        await person.until(lambda: "Import 2 records of own.csv?" in person.seen)
        person.sees("1 new, 1 changed")
        await person.press("y")
        await person.until(lambda: "1 new, 1 changed" in person.told[-1])
        assert desk.names.name("IT") == "Italia"
        await choose_file(person, file)
        await person.until(lambda: "Nothing changed" in person.told[-1])
        await choose_file(person, broken)
        await person.until(lambda: "workbook" in person.seen)
        await person.press("escape")
        await choose_file(person, tmp_path)
        await person.until(lambda: "a folder" in person.seen)


async def test_files_are_offered_as_one_types(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "tracker.csv").write_text("Action,Owner\nSend it,Italy\n")
    (tmp_path / ".hidden").write_text("")
    async with sitting(desk, (80, 24)) as person:
        os.chdir(tmp_path)
        await person.press("p")
        await person.type("li")
        await person.until(lambda: "lists/" in person.seen)
        await person.press("enter")
        await person.type("tr")
        await person.until(lambda: "tracker.csv" in person.seen)
        await person.press("enter", "enter")
        await person.until(lambda: "1 rows as commitments" in person.seen or "1 new" in person.seen)


@pytest.mark.parametrize(("size", "look"), LOOKS, ids=str)
async def test_how_it_looks(
    desk: Desk, size: tuple[int, int], look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"{size[0]}x{size[1]}" + ("-ascii" if look == "ascii" else "")
    async with sitting(in_the_look(desk, look, monkeypatch), size) as person:
        source = TRACKER.read_bytes()
        coming = incoming(desk.store, TRACKER.name, tables_of(TRACKER.name, source))
        show(person.board, coming)
        await person.until(lambda: "4 to settle" in person.seen)
        screen = person.app.screen
        assert isinstance(screen, Mapper)
        await go(person, screen, "column:Échéance")
        check(person, f"map-{name}")
        await go(person, screen, "open:Responsable(s)\nGroupe Afrique")
        check(person, f"map-open-{name}")
        await person.press("enter")
        check(person, f"map-name-{name}")
        await person.press("escape", "ctrl+s")
        check(person, f"map-import-{name}")
        if look == "ascii":
            assert all(char.isascii() or char.isalpha() or char in "°“”" for char in person.seen)


@pytest.mark.parametrize("size", [(40, 15), (120, 40)], ids=str)
async def test_hostile_tables_harm_nothing(desk: Desk, size: tuple[int, int]) -> None:
    words: list[Cell] = [text.replace("\ud800", "") for text in HOSTILE.values()]
    rows: list[list[Cell]] = [words, words, list(reversed(words))]
    async with sitting(desk, size) as person:
        coming = incoming(desk.store, "a\x1b[31m[/oops]\u202e.csv", [Table("[/oops]", rows)])
        show(person.board, coming)
        await person.until(lambda: "rows as" in person.seen)
        screen = person.app.screen
        assert isinstance(screen, Mapper)
        await person.until(lambda: screen.out is not None)
        for row in screen.table.rows[::5]:
            if isinstance(row, str):
                await go(person, screen, row)
                harmless(person)
        await person.press("*")
        await person.until(lambda: "to settle" not in person.seen)
        for key in ("r", "t", "m", "ctrl+s", "?"):
            await person.press(key)
            harmless(person)
            await person.press("escape")


def test_the_tracker_is_a_table_that_any_program_reads() -> None:
    text = TRACKER.read_bytes().decode("cp1252")
    assert len(list(csv.reader(text.splitlines(), delimiter=";"))) > 6
