"""What lies over the dashboard closes once, and never takes what is below along."""

import pytest

from store.desk import Desk
from tests.tui.journey import sitting
from tui.screens.confirm import Confirm
from tui.screens.form import FormScreen


@pytest.mark.parametrize("key", ["ctrl+p", "?", "n"])
async def test_closed_twice_at_once_it_closes_once(desk: Desk, key: str) -> None:
    async with sitting(desk) as person:
        await person.press(key)
        over = person.app.screen
        over.dismiss()
        over.dismiss()
        await person.settle()
        assert person.app.screen is person.board


async def test_a_form_below_a_question_stays_open(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("n")
        await person.app.push_screen(question := Confirm("Sure?", "It is.", "do it", ascii=False))
        question.dismiss(False)
        question.dismiss(False)
        await person.settle()
        assert isinstance(person.app.screen, FormScreen)
