"""Dates move with the arrows and are checked against each other."""

import pytest

from store.desk import Desk
from store.kinds import Meeting
from tests.tui.forms.journey import journey
from tui.screens.form import FormScreen


async def test_the_arrows_move_a_date(desk: Desk) -> None:
    async with journey(FormScreen(desk, Meeting)) as form:
        await form.go("start")
        start = form.row("start")
        for key, day in (
            ("up", "2026-03-01"),  # from nothing to today
            ("up", "2026-03-02"),
            ("down", "2026-03-01"),
            ("shift+up", "2026-03-08"),
            ("shift+down", "2026-03-01"),
            ("pageup", "2026-04-01"),
            ("pagedown", "2026-03-01"),
        ):
            await form.pilot.press(key)
            assert start.words == day
        assert form.at == "start"
        assert "Sun 1 Mar 2026" in form.seen


@pytest.mark.parametrize(
    ("words", "key", "moved"),
    [
        ("end of next month", "up", "2026-05-01"),
        ("2026-01-31", "pageup", "2026-02-28"),
        ("2026-12", "up", "2027-01"),
        ("2026", "pagedown", "2025"),
        ("[2026-03-01..2026-03-05]", "shift+up", "[2026-03-08..2026-03-12]"),
        ("2026-03-01 10:00 Europe/Brussels", "up", "2026-03-02T10:00[Europe/Brussels]"),
        ("9999-12-31", "up", "9999-12-31"),
        ("next frid", "pageup", "next frid"),
    ],
)
async def test_what_is_known_in_part_moves_by_that(
    desk: Desk, words: str, key: str, moved: str
) -> None:
    async with journey(FormScreen(desk, Meeting)) as form:
        form.row("start").input.words = words
        await form.go("start")
        await form.pilot.press(key)
        assert form.row("start").words == moved


async def test_an_end_before_its_start_is_told_as_either_is_left(desk: Desk) -> None:
    form = FormScreen(desk, Meeting, prefill={"end": "2026-05-01"})
    async with journey(form, (120, 40)) as trip:
        await trip.fill("start", "2026-05-02")
        await trip.press("tab")
        assert trip.problem("end") == "2026-05-01 comes before start (2026-05-02)."
        await trip.press("shift+tab")
        await trip.press("down", "tab")
        assert trip.problem("end") == ""


async def test_typing_takes_the_place_of_a_date(desk: Desk) -> None:
    async with journey(FormScreen(desk, Meeting, prefill={"start": "2026-05-01"})) as form:
        await form.go("start")
        await form.type("+2w")
        assert form.row("start").words == "+2w"
