"""The lines around the panels: whole words, what matters first, and help always."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.desk import Desk
from tests.tui.journey import Person, sitting
from tui.app import SmallgroupApp
from tui.widgets.hint_bar import GAP, Hint, fitting
from tui.widgets.line_view import thumb

words = st.text("abcdefghij ", min_size=1, max_size=14)
hints = st.lists(st.builds(Hint, st.sampled_from(["a", "ctrl+p", "esc"]), words), max_size=15)
WIDTHS = st.integers(1, 200)


@given(hints, WIDTHS)
def test_the_first_hints_that_fit_are_shown_whole(hints: list[Hint], width: int) -> None:
    shown = fitting(hints, width)
    assert shown == hints[: len(shown)]
    taken = [len(f"{hint.key} {hint.label}") for hint in hints]
    assert sum(taken[: len(shown)]) + GAP * max(0, len(shown) - 1) <= width
    if len(shown) < len(hints):
        assert sum(taken[: len(shown) + 1]) + GAP * len(shown) > width


@given(st.integers(0, 5000), st.integers(0, 100), st.integers(0, 5000))
def test_the_bar_is_where_one_is(top: int, seen: int, total: int) -> None:
    top = min(top, max(0, total - seen))
    bar = thumb(top, seen, total)
    if seen <= 0 or total <= seen:
        assert not bar
        return
    assert 1 <= len(bar) <= seen
    assert bar[0] >= 0
    assert bar[-1] < seen
    assert (bar[0] == 0) or top > 0, "away from the top only where something is above"
    if top == total - seen:
        assert bar[-1] == seen - 1


@pytest.mark.parametrize("size", [(40, 15), (80, 24), (120, 40), (200, 60)])
async def test_throw_away_data_say_so_at_the_top(desk: Desk, size: tuple[int, int]) -> None:
    async with sitting(
        desk._replace(title="Sarn River Basin Commission (made up)"), size
    ) as person:
        assert person.lines[0].startswith(" Sarn River Basin Commission (made up)")
    async with sitting(
        desk._replace(title="Global Coalition to Defeat Daesh/ISIS"), size
    ) as person:
        assert "throw-away copy" in person.lines[0]
        assert person.lines[0].startswith(" Global Coalition to")


async def test_while_a_filter_is_typed_the_hints_are_those_of_typing(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("/")
        assert person.lines[-1].split() == [
            "enter",
            "keep",
            "esc",
            "restore",
            "tab",
            "complete",
            "f1",
            "help",
        ]
        await person.press("f1")
        person.sees("What it does")


@pytest.mark.parametrize("size", [(40, 15), (80, 24)])
async def test_help_is_hinted_at_wherever_one_is(desk: Desk, size: tuple[int, int]) -> None:
    async with sitting(desk, size) as person:
        for keys in (["2"], ["enter"], ["escape", "z"], ["f"]):
            await person.press(*keys)
            assert person.lines[-1].endswith("? help")


@pytest.mark.parametrize("said", [(20 - n) * "a" + " word" * 11 for n in range(3)])
async def test_a_notice_is_there_whole_on_the_narrowest_screen(desk: Desk, said: str) -> None:
    app = SmallgroupApp(desk)
    async with app.run_test(size=(40, 15), notifications=True) as pilot:
        person = Person(app, pilot)
        app.notify(said)
        await person.until(lambda: "▌ " + said.split(maxsplit=1)[0] in person.seen)
        assert person.seen.count("word") == 11


async def test_the_three_empty_panels_are_told_apart(desk: Desk) -> None:
    async with sitting(desk, (80, 24), "commitment", "nosuchword") as person:
        person.sees("None of the 71 commitments match", "esc clears it")
        await person.press("escape", "2", "/")
        await person.type("name:albania")
        await person.press("enter", "f", "3")
        person.sees("None of the 15 groups belong here", "esc widens")
        await person.press("/")
        await person.type("nosuchword")
        await person.press("enter")
        person.sees("None of the 15 groups match", "esc widens")
        desk.store.apply("all", desk.store.removal(list(desk.store.records("commitment"))))
        await person.press("escape", "4")
        person.sees("No commitments are recorded yet", "n adds one")
