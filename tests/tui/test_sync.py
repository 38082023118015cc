"""Pulling from sources on the screen: it goes on by itself, asks, and stops at a key."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Static

from store.desk import Desk
from store.store import Store
from store.sync.kept.keep import add_source
from store.sync.kept.sources import Source
from tests.sync.made_up import FOUR, feed, item
from tests.sync.server import Server, drip, in_turn, send
from tui.decisions import Decisions
from tui.screens.confirm import Confirm
from tui.screens.sync import Sync
from tui.widgets.table import VirtualTable


@pytest.fixture
def empty_desk(desk: Desk, store: Store) -> Desk:
    return desk._replace(store=store)


@asynccontextmanager
async def the_screen(desk: Desk) -> AsyncIterator[tuple[Pilot[None], Sync]]:
    app: App[None] = App()
    async with app.run_test(size=(80, 24)) as pilot:
        screen = Sync(desk, Decisions())
        await app.push_screen(screen)
        await pilot.pause()
        yield pilot, screen


async def until(pilot: Pilot[None], true: Callable[[], bool]) -> None:
    """Wait for something that a thread does, five seconds at the most."""
    for _ in range(250):
        await pilot.pause()
        if true():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it did not happen")


def said(screen: Sync) -> str:
    return str(screen.query_one(".sheet-text", Static).render())


async def told(pilot: Pilot[None], screen: Sync, words: str) -> None:
    """Wait until this is said, and nothing is pulled from any more: keys are taken again."""
    await until(pilot, lambda: words in said(screen) and screen._pulling is None)


async def test_where_there_are_no_sources_it_says_how_to_add_one(empty_desk: Desk) -> None:
    async with the_screen(empty_desk) as (pilot, screen):
        await pilot.press("S")
        assert "n adds one" in str(screen.query_one(VirtualTable).empty)
        assert screen.is_current


async def test_a_feed_is_pulled_and_what_came_of_it_is_told(
    empty_desk: Desk, server: Server
) -> None:
    url = server.at("/feed.json", send(FOUR))
    add_source(empty_desk.store.journal.folder, Source("body", url))
    async with the_screen(empty_desk) as (pilot, screen):
        assert "never synced" in said(screen)
        await pilot.press("p")
        await told(pilot, screen, "4 new")
        assert len(empty_desk.store.records("member")) == 4
        await pilot.press("escape")
        assert not screen.is_attached


async def test_escape_stops_a_run_and_the_screen_stays_alive(
    empty_desk: Desk, server: Server
) -> None:
    add_source(empty_desk.store.journal.folder, Source("body", server.at("/slow", drip(0.05))))
    async with the_screen(empty_desk) as (pilot, screen):
        await pilot.press("S")
        await until(pilot, lambda: "asking" in said(screen) or "kB" in said(screen))
        await pilot.press("escape")
        assert screen.is_current
        await until(pilot, lambda: "never synced" in said(screen))
        assert not empty_desk.store.everything()


async def test_a_much_smaller_feed_asks_first(empty_desk: Desk, server: Server) -> None:
    one = feed(item("IT"))
    url = server.at("/feed.json", in_turn(send(FOUR), send(one), send(one)))
    add_source(empty_desk.store.journal.folder, Source("body", url))
    async with the_screen(empty_desk) as (pilot, screen):
        await pilot.press("p")
        await told(pilot, screen, "4 new")
        await pilot.press("p")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        await pilot.press("escape")
        await until(pilot, lambda: "waits" in said(screen))
        assert len(empty_desk.store.records("member")) == 4


async def test_a_dead_server_is_told_in_a_sentence(empty_desk: Desk) -> None:
    add_source(empty_desk.store.journal.folder, Source("dead", "http://127.0.0.1:9/feed.json"))
    async with the_screen(empty_desk) as (pilot, screen):
        await pilot.press("S")
        await until(pilot, lambda: "127.0.0.1" in said(screen) and "asking" not in said(screen))
        assert screen.is_current
