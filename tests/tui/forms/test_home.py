"""Whose desk it is: asked once, kept in the user's own configuration, or skipped."""

from pathlib import Path

import pytest

from store.config import Config
from store.demo import fill
from store.desk import Desk, open_desk, today
from tests.tui.forms.journey import NOTHING, journey
from tests.tui.journey import sitting
from tui.screens.home import HomeScreen


@pytest.fixture
def nobodys(desk: Desk, tmp_path: Path) -> Desk:
    """A desk of nobody in particular, with a configuration that says something else."""
    path = tmp_path / "config.toml"
    path.write_text("ascii = false  # mine\n")
    return desk._replace(config=Config(name="Ana"), settings=path)


async def test_the_first_start_asks_once(nobodys: Desk) -> None:
    async with sitting(nobodys) as person:
        await person.until(lambda: isinstance(person.app.screen, HomeScreen))
        person.sees("Whose desk is this?", "esc skip")
        await person.press("escape")
        await person.press("4")
        await person.app.action_quit()
    async with sitting(nobodys) as person:
        await person.pilot.pause(0.1)
        assert person.app.screen is person.board


async def test_it_is_written_and_what_is_mine_follows(nobodys: Desk) -> None:
    async with sitting(nobodys, kind="commitment", line="is:mine") as person:
        await person.until(lambda: isinstance(person.app.screen, HomeScreen))
        await person.type("belg")
        await person.press("enter", "enter")
        assert person.app.screen is person.board
        assert person.board.desk.insight.home == "BE"
        assert person.board.panel.filter == "is:mine"
    assert nobodys.settings is not None
    assert nobodys.settings.read_text() == 'ascii = false  # mine\nhome = "BE"\n'


async def test_where_it_cannot_be_written_the_line_is_told_and_it_holds_for_now(
    nobodys: Desk, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    desk = nobodys._replace(settings=tmp_path / "file" / "config.toml")
    async with journey(HomeScreen(desk)) as form:
        form.row("home").input.words = "BE"
        await form.press("ctrl+s")
        assert 'add this line to it: home = "BE"' in form.said("trouble")
        assert form.answer is NOTHING
        await form.press("ctrl+s")
        assert isinstance(form.answer, Desk)
        assert form.answer.config.home == "BE"


async def test_throw_away_data_is_never_asked_for_it(nobodys: Desk) -> None:
    thrown = nobodys._replace(title="made up", settings=None)
    async with sitting(thrown) as person:
        await person.pilot.pause(0.1)
        assert person.app.screen is person.board
        await person.press("W")
        person.sees("forgotten with them")


async def test_an_empty_store_is_not_asked_yet(tmp_path: Path) -> None:
    with open_desk(tmp_path / "empty", Config()) as desk:
        async with sitting(desk) as person:
            person.sees("Nothing is recorded here yet")
            await person.press("escape")
            await person.app.action_quit()
        fill(desk.store, "demo", today())
        async with sitting(desk) as person:
            await person.until(lambda: isinstance(person.app.screen, HomeScreen))
