"""What somebody finds out on the screens of the sources who has not read how they work."""

from collections.abc import Iterator

import pytest

from store.desk import Desk
from store.sync.kept.keep import add_source
from store.sync.kept.sources import Source
from tests.sync.server import Server, send, serving
from tests.tui.journey import Person, sitting
from tests.tui.sources import NEWS, longer, some, synced, told
from tui.screens.help import Help
from tui.screens.plan import PlanScreen
from tui.screens.sync import Sync
from tui.widgets.header import Header


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def first_of_help(person: Person) -> str:
    """The first heading of the help that is open."""
    assert isinstance(person.app.screen, Help)
    return next(line for line in person.lines if "── " in line and " (" in line)


async def test_help_begins_with_the_keys_of_the_screen_it_is_asked_on(
    desk: Desk, server: Server
) -> None:
    await synced(desk, server, told(some(desk), longer))
    async with sitting(desk, (100, 30)) as person:
        await person.press("?")
        assert "Moving about" in first_of_help(person)
        await person.press("escape", "S", "?")
        assert "Among the sources" in first_of_help(person)
        person.sees("e          Change where the source is", "d          Forget the source")
        await person.press("escape")
        assert isinstance(person.app.screen, Sync)
        await person.pilot.press("enter")
        await person.until(lambda: isinstance(person.app.screen, PlanScreen))
        await person.pilot.press("?")
        await person.until(lambda: isinstance(person.app.screen, Help))
        await person.until(lambda: "In the plan of a sync" in first_of_help(person))
        await person.pilot.press("escape", "escape")
        await person.until(lambda: isinstance(person.app.screen, Sync))


async def test_with_many_sources_the_keys_stay_in_sight_on_a_low_screen(desk: Desk) -> None:
    for number in range(30):
        url = f"https://example.org/{number}/feed.json"
        add_source(desk.store.journal.folder, Source(f"source-{number:02}", url))
    async with sitting(desk, (40, 15)) as person:
        await person.press("S")
        person.sees("source-00: never synced", "enter look", "? help")
        await person.press("G")
        person.sees("source-29: never synced", "enter look", "? help")


def takes_keys(screen: object) -> bool:
    """Nothing is pulled from any more at the sources."""
    return isinstance(screen, Sync) and screen._pulling is None


async def test_the_badge_is_counted_anew_when_what_waits_is_closed(
    desk: Desk, server: Server
) -> None:
    add_source(desk.store.journal.folder, Source("press", server.at("/news", send(NEWS))))
    async with sitting(desk) as person:
        header = person.board.query_one(Header)
        await person.press("S")
        await person.pilot.press("p")
        await person.until(lambda: header.waits > 0 and takes_keys(person.app.screen))
        before = header.waits
        await person.press("i")
        await person.until(lambda: "d dismiss" in person.seen)
        await person.press("d")
        await person.until(lambda: "1 news" in person.seen)
        await person.press("escape")
        await person.until(lambda: header.waits == before - 1)
        assert isinstance(person.app.screen, Sync)
