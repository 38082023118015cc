"""A short soak; `python -m tests.soak` is the long one."""

import asyncio
from pathlib import Path

import pytest

from store.desk import open_desk
from store.doctor import examine_records
from tests.soak import DATA, MINE, NAMED, Typist, fill_in, keys_of_the_terminal, press_on

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
