"""The matrix: one looks where each owner stands, what is behind it, and adds to it."""

from collections.abc import Iterator
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from msgspec import structs

from store.config import Config
from store.demo import fill
from store.desk import Desk, open_desk
from store.formats.cells import tables_of
from store.kinds import Commitment, Member, Update
from tests.conftest import TODAY
from tests.tui.journey import Person, sitting
from tests.tui.test_export import name_it
from tests.tui.test_hostile import harmless, hostile_desk, the_hostile
from tests.tui.test_looks import drawn_on
from tests.tui.test_sizes import SIZES, check, in_the_look
from tui.screens.behind import BehindScreen
from tui.screens.matrix import MatrixScreen

__all__ = ["hostile_desk"]

TWO = pytest.mark.parametrize("size", [(80, 24), (120, 40)])
OPEN = "is:open"


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Desk]:
    """A desk over the sample data."""
    with open_desk(tmp_path / "sample", Config(home="averland", name="desk")) as opened:
        fill(opened.store, "sample", TODAY)
        yield opened


async def open_matrix(person: Person) -> MatrixScreen:
    """Press the key, and wait until it is drawn."""
    await person.press("X")
    screen = person.app.screen
    assert isinstance(screen, MatrixScreen)
    await person.until(lambda: screen._drawn is not None)
    await person.settle()
    return screen


def at(screen: MatrixScreen) -> tuple[str, str]:
    """The owner and the commitment that the cursor stands on."""
    place = screen.place
    assert place is not None
    return place.row.id, place.column.id


# ---------------------------------------------------------------- what is in it


async def test_what_is_listed_is_what_is_compared(sample: Desk) -> None:
    async with sitting(sample, (80, 24), "commitment", "status:at-risk sort:due-") as person:
        listed = [record.id for record in person.board.panel.records]
        screen = await open_matrix(person)
        assert screen._drawn is not None
        found = screen._drawn.matrix
        assert [column.id for column in found.columns] == [
            id_ for id_ in listed if _owners(sample, id_)
        ]
        person.sees("status:at-risk", "commitments ×", "mean", "▲ ri")


def _owners(desk: Desk, id: str) -> tuple[str, ...]:
    record = desk.store.get(id)
    return record.owners if isinstance(record, Commitment) else ()


async def test_the_marked_alone_are_compared_and_a_few_are_told_in_words(sample: Desk) -> None:
    async with sitting(sample, (120, 40), "commitment", "status:delivered") as person:
        await person.press("space", "space")
        screen = await open_matrix(person)
        assert screen._drawn is not None
        assert len(screen._drawn.columns) == 2
        person.sees("2 commitments", "· marked", "delivered")


async def test_from_another_panel_all_are_compared_of_which_something_was_heard(
    sample: Desk,
) -> None:
    heard = {update.commitment for update in sample.store.of(Update)}
    async with sitting(sample, (120, 40), "member") as person:
        screen = await open_matrix(person)
        assert screen._drawn is not None
        assert set(screen._drawn.columns) == {id_ for id_ in heard if _owners(sample, id_)}


async def test_where_nothing_is_listed_it_says_so_and_stays_closed(desk: Desk) -> None:
    async with sitting(desk, kind="commitment", line="nothing at all") as person:
        await person.press("X")
        assert person.told[-1] == "No commitments are listed here: esc clears the filter."
        assert person.app.screen is person.board


async def test_of_what_nobody_owes_it_says_why_there_is_nothing(desk: Desk) -> None:
    async with sitting(desk, kind="commitment", line="no:owners") as person:
        await open_matrix(person)
        person.sees("None of these commitments has an owner among the records")
        for key in ("enter", "a", "o", "l", "s"):
            await person.press(key)
        await person.press("escape")
        assert person.app.screen is person.board


# ---------------------------------------------------------------- going about


@TWO
async def test_one_goes_from_cell_to_cell_and_it_is_said_in_words(
    sample: Desk, size: tuple[int, int]
) -> None:
    async with sitting(sample, size, "commitment", OPEN) as person:
        first = person.board.panel.records[0].id
        screen = await open_matrix(person)
        assert at(screen) == ("averland", first)
        person.sees("Averland: on track, not assessed, Tue 13 Jan 2026 · 3 updates")
        await person.press("j", "l")
        person.sees("Basin Power Pool does not owe this.")
        await person.press("j", "j", "h", "l")
        person.sees("Corvania: no update is recorded · a adds one")
        await person.press("$")
        assert screen._drawn is not None and at(screen)[1] == screen._drawn.columns[-1]
        await person.press("G", "0")
        assert at(screen) == ("quality", first)
        await person.press(">", "g", "ctrl+d", "ctrl+u", "pagedown", "pageup", "<")
        assert at(screen) == ("averland", first)


async def test_it_begins_on_the_commitment_one_came_from_else_on_the_next_one_due(
    sample: Desk,
) -> None:
    async with sitting(sample, (80, 24), "commitment", OPEN) as person:
        await person.press("j", "j", "j", "j")
        stood = person.board.panel.cursor_id
        assert at(await open_matrix(person))[1] == stood
    async with sitting(sample, (80, 24), "member") as person:
        screen = await open_matrix(person)
        place = screen.place
        assert place is not None and place.column.due >= str(TODAY) and place.cell is not None


async def test_owners_are_ordered_by_mean_and_groups_give_way_to_members(sample: Desk) -> None:
    async with sitting(sample, (120, 40), "commitment") as person:
        screen = await open_matrix(person)
        names = _rows(screen)
        stood = at(screen)
        await person.press("s")
        await person.until(lambda: _rows(screen) != names)
        assert screen._drawn is not None
        means = [row.tally.mean for row in screen._drawn.matrix.rows]
        known = [mean for mean in means if mean is not None]
        assert known == sorted(known, reverse=True) and means[: len(known)] == known
        assert at(screen) == stood
        assert "steering" in _rows(screen)
        await person.press("tab")
        await person.until(lambda: "steering" not in _rows(screen))
        person.sees("tab groups", "s by name")
        await person.press("s", "tab")
        await person.until(lambda: _rows(screen) == names)


def _rows(screen: MatrixScreen) -> tuple[str, ...]:
    return () if screen._drawn is None else screen._drawn.rows


async def test_wide_columns_tell_in_words(sample: Desk) -> None:
    async with sitting(sample, (80, 24), "commitment", OPEN) as person:
        await open_matrix(person)
        person.sees_not("→ on track")
        await person.press("z")
        person.sees("→ on track")
        await person.press("z")
        person.sees_not("→ on track")


# ---------------------------------------------------------------- what is behind it, and more


async def test_behind_a_cell_are_its_updates_and_each_can_be_opened(sample: Desk) -> None:
    async with sitting(sample, (80, 24), "commitment", OPEN) as person:
        await open_matrix(person)
        await person.press("enter")
        screen = person.app.screen
        assert isinstance(screen, BehindScreen)
        person.sees("Averland  3 updates")
        days = [update.at for update in screen._updates]
        assert days == sorted(days, reverse=True) and len(days) == 3
        await person.press("j", "enter")
        assert person.board.reading
        assert person.board.shown == screen._updates[1].id


@TWO
async def test_the_first_update_of_all_is_added_from_its_cell(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with sitting(desk, size, "commitment", OPEN) as person:
        screen = await open_matrix(person)
        person.sees("No update is recorded on any of these commitments yet. a adds the first")
        await person.press("enter")
        person.sees("Morocco  0 updates", "No update is recorded of this yet.")
        await person.press("a")
        person.sees("New update", "Morocco", "2026-03-01", "Score")
        await person.press("tab", "tab")
        await person.type("delivered")
        await person.press("enter", "ctrl+s")
        await person.until(lambda: bool(desk.store.of(Update)))
        await person.until(lambda: "Morocco: delivered, not assessed" in person.seen)
        person.sees("✓ de")
        (added,) = desk.store.of(Update)
        assert (added.member, added.commitment, added.status) == (*at(screen), "delivered")


async def test_what_a_group_owes_is_told_of_the_whole(desk: Desk) -> None:
    async with sitting(desk, (80, 24), "commitment", "owner:africa-focus-group") as person:
        screen = await open_matrix(person)
        assert at(screen)[0] == "africa-focus-group"
        await person.press("a", "ctrl+s")
        await person.until(lambda: bool(desk.store.of(Update)))
        assert desk.store.of(Update)[0].member == ""
        await person.until(lambda: "Africa Focus Group: something was reported" in person.seen)


async def test_what_somebody_does_not_owe_has_no_update(sample: Desk) -> None:
    async with sitting(sample, (80, 24), "commitment", OPEN) as person:
        screen = await open_matrix(person)
        await person.press("j", "a", "enter")
        assert person.told[-1] == "Basin Power Pool does not owe this."
        assert person.app.screen is screen


async def test_a_name_that_looks_like_a_key_is_told_as_it_is(sample: Desk) -> None:
    old = sample.store.get("averland")
    assert isinstance(old, Member)
    named = structs.replace(old, name="A {undo} [/oops]")
    sample.store.apply("name", [(old, named)])
    async with sitting(sample, (80, 24), "commitment", OPEN) as person:
        await open_matrix(person)
        person.sees("A {undo} [/oops]: on track")


async def test_what_others_write_is_seen_at_once_and_the_cursor_stays(sample: Desk) -> None:
    async with sitting(sample, (80, 24), "commitment", OPEN) as person:
        screen = await open_matrix(person)
        owner, commitment = stood = at(screen)
        new = Update(id="new", commitment=commitment, at="2026-03-01", member=owner, score=1)
        sample.store.apply("add", [(None, new)])
        await person.until(lambda: "Averland: full (+1), Sun 1 Mar 2026" in person.seen)
        assert at(screen) == stood
        person.sees("● F")
        await person.press("enter")
        person.sees("4 updates")


async def test_the_commitment_of_the_column_is_opened(sample: Desk) -> None:
    async with sitting(sample, (80, 24), "commitment", OPEN) as person:
        screen = await open_matrix(person)
        await person.press("l", "l")
        commitment = at(screen)[1]
        await person.press("o")
        assert (person.board.reading, person.board.shown) == (True, commitment)


async def test_its_keys_are_in_the_help(sample: Desk) -> None:
    async with sitting(sample) as person:
        await open_matrix(person)
        await person.press("?")
        await person.type("behind the cell")
        person.sees("In the matrix", "See the updates behind the cell.")


async def test_a_click_goes_there_and_a_second_one_opens(sample: Desk) -> None:
    async with sitting(sample, (80, 24), "commitment", OPEN) as person:
        screen = await open_matrix(person)
        line = next(y for y, text in enumerate(person.lines) if text.startswith(" Corvania"))
        x = person.lines[line].index("·")
        await person.pilot.click(offset=(x, line))
        await person.settle()
        assert at(screen)[0] == "corvania"
        await person.pilot.click(offset=(x, line))
        await person.settle()
        assert isinstance(person.app.screen, BehindScreen)


# ---------------------------------------------------------------- into a file


async def test_it_is_written_into_a_file_of_whatever_form(
    sample: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with sitting(sample, (80, 24), "commitment", OPEN) as person:
        await open_matrix(person)
        for name in ("matrix.xlsx", "m.html"):
            await person.press("x")
            person.sees("Export the matrix", "190 commitments", "matrix.xlsx", "public")
            await name_it(person, Path(name))
            await person.press("ctrl+s")
            await person.until(partial(_was_told, person, f"The matrix is written to {name}, "))
            assert isinstance(person.app.screen, MatrixScreen)
        await person.press("x")
        await name_it(person, Path("m.doc"))
        await person.press("ctrl+s")
        person.sees("The name must end in one of .md, .html")
        await name_it(person, Path("m.html"))
        await person.press("ctrl+s")
        person.sees("There is such a file")
    assert tables_of("matrix.xlsx", Path("matrix.xlsx").read_bytes())[0].rows[0][0] == "Owner"
    assert "Averland" in Path("m.html").read_text("utf-8")


def _was_told(person: Person, words: str) -> bool:
    return bool(person.told) and words in person.told[-1]


# ---------------------------------------------------------------- sizes and hostile records


@pytest.mark.parametrize(
    ("size", "look"),
    [*product(SIZES, ("dark", "ascii")), ((80, 24), "light"), ((120, 40), "none")],
    ids=str,
)
async def test_the_matrix_at_every_size(
    desk: Desk, sample: Desk, size: tuple[int, int], look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"{size[0]}x{size[1]}" + ("-ascii" if look == "ascii" else "")
    async with sitting(
        in_the_look(sample, look, monkeypatch), size, "commitment", "closed:2025 or due:2026"
    ) as person:
        await open_matrix(person)
        check(person, f"matrix-{name}")
        if look == "ascii":
            assert drawn_on(person).isascii()
    if look in ("dark", "ascii"):
        async with sitting(in_the_look(desk, look, monkeypatch), size, "commitment") as person:
            await open_matrix(person)
            check(person, f"matrix-coalition-{name}")


async def test_hostile_names_stand_in_it_and_break_nothing(hostile_desk: Desk) -> None:
    hostile = the_hostile(hostile_desk, "commitment")
    (member, *_) = (r for r in hostile_desk.store.find("member") if "[/oops]" in str(r))
    named = [
        structs.replace(record, owners=(member.id,))
        for record in hostile
        if isinstance(record, Commitment)
    ]
    hostile_desk.store.apply("owe", list(zip(hostile, named, strict=True)))
    async with sitting(hostile_desk, (120, 40), "commitment") as person:
        screen = await open_matrix(person)
        screen.grid.go_to(member.id, named[0].id)
        for key in ("l",) * len(named):
            await person.press(key)
            harmless(person)
        await person.press("enter")
        harmless(person)
