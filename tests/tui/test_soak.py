"""A short soak; `python -m tests.soak` is the long one."""

import asyncio
import gc
from pathlib import Path

import pytest
from textual._styles_cache import StylesCache

from store.desk import Desk, open_desk
from store.doctor import examine_records
from tests.soak import DATA, MINE, NAMED, Typist, fill_in, keys_of_the_terminal, press_on
from tests.tui.journey import sitting

EVENTS = 100


@pytest.mark.parametrize("data", DATA)
def test_whatever_is_pressed_nothing_breaks(data: str, tmp_path: Path) -> None:
    fill_in(data, tmp_path)
    with open_desk(tmp_path, MINE) as desk:
        done, typist = 0, Typist(seed=EVENTS)
        while done < EVENTS:
            done += asyncio.run(press_on(desk, typist, EVENTS - done, []))
        assert not list(examine_records(desk.store))
        held = desk.store.everything()
    with open_desk(tmp_path, MINE) as again:
        assert again.store.everything() == held


def test_the_typist_presses_every_key_of_the_registry() -> None:
    typist = Typist(seed=1)
    sent = {typist.next(80, 24) for _ in range(5000)}
    assert {*NAMED.values()} <= sent
    assert {keys_of_the_terminal(key) for key in ("ctrl+p", "?", "c", "ctrl+s")} <= sent


async def test_what_was_closed_is_let_go(desk: Desk) -> None:
    """Textual keeps in a cache what was drawn of a thousand widgets, long after they are gone."""

    def drawn() -> int:
        gc.collect()
        return sum(isinstance(held, StylesCache) for held in gc.get_objects())

    async def look_at_help() -> None:
        await person.press("?")
        await person.press("escape")

    async with sitting(desk) as person:
        await look_at_help()
        before = drawn()
        for _ in range(3):
            await look_at_help()
        assert drawn() < before + 7  # what one look at it draws
