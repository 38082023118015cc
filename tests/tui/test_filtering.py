"""The filter line as it is typed: what is offered, what it comes to, what was used before."""

import threading
import time
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import get_character_cell_size

import tui.listing
from store.desk import Desk
from tests.tui.journey import Person, sitting
from tests.tui.pseudo import terminal
from tui.app import SmallgroupApp
from tui.history import MOST, Recall, with_line
from tui.listing import Lister, Listing
from tui.screens.browsing import Browsing
from tui.widgets.filter_bar import FilterLine

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])


async def use(person: Person, line: str) -> None:
    """Filter the panel with a line."""
    await person.press("/", "ctrl+u")
    await person.type(line)
    await person.press("enter")


def under(person: Person, marks: str) -> str:
    """What stands in the line above these marks, cell by cell."""
    at = next(n for n, line in enumerate(person.lines) if marks in line)
    above = "".join(
        char + "\0" * (get_character_cell_size(char) - 1) for char in person.lines[at - 1]
    )
    start = person.lines[at].index(marks)
    return above[start : start + len(marks)]


@SIZES
async def test_a_word_that_is_being_typed_is_offered_whole_and_is_no_mistake_yet(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with sitting(desk, size, "commitment", "is:open") as person:
        await person.press("/")
        await person.type(" is:ov")
        person.sees("tab overdue open, and its due date has passed")
        assert len(person.board.panel.rows) == 56, "those of the last line that could be read"
        await person.press("tab")
        person.sees("is:open is:overdue", "5 of 71 commitments")
        await person.type(" owner:saud")
        person.sees("tab SA Saudi Arabia")
        await person.press("tab", "enter")
        person.sees("is:open is:overdue owner:SA")


async def test_the_cursor_stands_on_the_first_that_is_found_and_goes_back_where_it_was(
    desk: Desk,
) -> None:
    async with sitting(desk, (80, 24), "meeting") as person:
        panel = person.board.panel
        await person.press("j", "j")
        begun = panel.cursor_id
        await person.press("/")
        await person.type("start:2021-12 city:brussels")
        assert panel.cursor_id == panel.rows[0], "whatever was found on the way there"
        await person.press("escape")
        assert panel.cursor_id == begun
        await person.press("/")
        await person.type("is:past")
        assert panel.cursor_id == begun, "it is among them"


@SIZES
async def test_what_is_said_in_the_corner_covers_nothing_of_the_line_that_is_typed(
    desk: Desk, size: tuple[int, int]
) -> None:
    app = SmallgroupApp(desk, "commitment")
    async with app.run_test(size=size, notifications=True) as pilot:
        person = Person(app, pilot)
        await person.press("/")
        await person.type("a:b nonsense")
        app.notify("It was written, at great length, so that it takes two lines at least.")
        await person.until(lambda: "at great length" in person.seen)
        foot = "\n".join(person.lines[-4:])
        assert "nonsense" in foot and "no field" in foot and "at great length" not in foot
        app.notify("Another")
        await person.until(lambda: "Another" in person.seen)
        person.sees_not("at great length")


async def test_another_offer_is_taken_where_the_first_is_not_meant(desk: Desk) -> None:
    async with sitting(desk, (80, 24), "commitment") as person:
        await person.press("/")
        await person.type("is:st")
        person.sees("tab stale", "standing")
        await person.press("shift+tab")
        person.sees("tab standing no end is foreseen")
        await person.press("tab")
        person.sees("is:standing")


async def test_a_view_is_offered_for_its_title(desk: Desk) -> None:
    async with sitting(desk, (80, 24), "commitment") as person:
        await person.press("/")
        await person.type("no ow")
        person.sees("tab is:open no:owners sort:due No owner")
        await person.press("tab", "enter")
        assert person.board.panel.filter == "is:open no:owners sort:due"


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 40)])
async def test_a_mistake_is_told_under_the_very_word_and_the_rows_stay(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with sitting(desk, size, "commitment", "is:open") as person:
        rows = person.board.panel.listing.rows
        await person.press("/", "home")
        await person.type("colour:blue ")
        assert under(person, "^^^^^^") == "colour"
        person.sees("no field “colour”")
        assert person.board.panel.listing.rows == rows
        await person.press("enter")
        assert person.board.filtering, "a line that cannot be read is not kept"
        await person.press("escape")
        assert person.board.panel.filter == "is:open"


@pytest.mark.parametrize("times", [8, 40], ids=["in sight", "scrolled"])
async def test_a_mistake_behind_wide_letters_is_told_under_the_word(desk: Desk, times: int) -> None:
    async with sitting(desk, (80, 24), "commitment") as person:
        await person.press("/")
        line = person.app.screen.query_one(FilterLine)
        line.value = "国家 " * times
        await person.settle()
        await person.type("colour:1")
        assert bool(line.scroll_offset.x) == (times == 40)
        assert under(person, "^^^^^^") == "colour"


async def test_lines_used_before_come_back_with_the_arrows_after_a_restart_too(desk: Desk) -> None:
    async with sitting(desk, (80, 24), "commitment") as person:
        await use(person, "is:open")
        await use(person, "owner:italy")
        await person.press("1")
        await use(person, "is:held")
        await person.press("4", "/", "ctrl+u")
        await person.type("wat")
        await person.press("up")
        person.sees("is:open")
        await person.press("down", "down")
        assert person.app.screen.query_one(FilterLine).value == "wat"
        await person.press("escape", "q")
        await person.until(lambda: not person.app.is_running)
    async with sitting(desk) as person:
        assert person.board.panels["commitment"].history == ("is:open", "owner:italy")
        assert person.board.panels["meeting"].history == ("is:held",)
        await person.press("4", "/", "up")
        assert person.board.panel.filter == "is:open"


@given(st.lists(st.text(alphabet="ab ", max_size=2)), st.lists(st.sampled_from([-1, 1])))
def test_the_history_is_a_line_that_one_walks_on(lines: list[str], steps: list[int]) -> None:
    history: Sequence[str] = ()
    for line in lines:
        history = with_line(history, line)
    used = list(dict.fromkeys(line.strip() for line in reversed(lines) if line.strip()))
    assert list(history) == used[:MOST][::-1]
    recall = Recall(history, "typed")
    shown, at = "typed", len(history)
    for step in steps:
        shown = recall.step(step, shown)
        at = min(max(at + step, 0), len(history))
        assert shown == [*history, "typed"][at]


# ---------------------------------------------------------------- many records


@pytest.fixture
def behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every panel is listed as if its records were many."""
    monkeypatch.setattr(tui.listing, "AT_ONCE", 0)


@pytest.mark.usefixtures("behind")
async def test_many_records_are_listed_in_a_thread(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: set[int] = set()
    listed = Lister.list

    def noted(lister: Lister, *args: object) -> Listing:
        threads.add(threading.get_ident())
        return listed(lister, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Lister, "list", noted)
    async with sitting(desk, (80, 24), "commitment", "is:open") as person:
        person.sees("4 Commitments 70 of 71")
        await use(person, "is:overdue sort:due")
        person.sees("4 Commitments 5 of 71")
        await person.press("/", "ctrl+u")
        await person.type("owner:saud")
        person.sees("tab SA Saudi Arabia")
        await person.press("tab", "enter", "escape")
        person.sees("4 Commitments 71")
    assert threading.get_ident() not in threads


@pytest.mark.usefixtures("behind")
async def test_typing_goes_on_while_a_list_is_sought_and_what_is_overtaken_is_dropped(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, dropped = threading.Event(), []
    listed, answered = Lister.list, Browsing.listed

    def slow(
        lister: Lister,
        line: str,
        within: Sequence[frozenset[str]] = (),
        wanted: Callable[[], bool] = lambda: True,
    ) -> Listing:
        if line.startswith("wat"):
            go_on.wait(5)
        if not wanted():
            dropped.append(line)
        return listed(lister, line, within, wanted)

    shown: list[str] = []

    def noted(board: Browsing, kind: str, line: str, listing: Listing) -> None:
        shown.append(line)
        answered(board, kind, line, listing)

    monkeypatch.setattr(Lister, "list", slow)
    monkeypatch.setattr(Browsing, "listed", noted)
    async with sitting(desk, (80, 24), "commitment") as person:
        await person.press("/")
        shown.clear()
        begun = time.perf_counter()
        await person.pilot.press(*"wate")
        assert person.app.screen.query_one(FilterLine).value == "wate"
        assert time.perf_counter() - begun < 4
        go_on.set()
        await person.settle()
        assert "wat" in dropped
        assert shown[-1] == "wate" and "wat" not in shown


def test_it_opens_right_at_a_filter_in_a_real_terminal() -> None:
    line = "is:overdue sort:due"
    with terminal("--demo", "commitments", line, SMALLGROUP_TODAY="2026-03-15") as screen:
        screen.until("5 of 71")
        assert line.encode() in screen.written
        screen.press("q")
        assert screen.over() == 0
