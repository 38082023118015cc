"""Journeys through the sources: looking first, leaving some of it, deciding what waits, taking it
back; sources added on the screen, and synced by themselves."""

from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from store.desk import Desk
from store.kinds import Commitment, Meeting
from store.sync.kept.keep import add_source, all_sources, find_source
from store.sync.kept.sources import Source
from tests.sync.server import Server, send, status
from tests.tui.journey import Person, sitting
from tests.tui.sources import NEWS, edit, longer, some, synced, told
from tui.screens.dashboard import Dashboard
from tui.screens.form import FormScreen
from tui.screens.plan import PlanScreen
from tui.screens.sync import Sync
from tui.screens.waits import Waits
from tui.widgets.header import Header

SIZES = [(80, 24), (120, 40)]


async def on(person: Person, screen: type[object]) -> None:
    await person.until(lambda: isinstance(person.app.screen, screen))


async def press(person: Person, *keys: str) -> None:
    """Press keys while a run goes on, which rests only when it is answered."""
    for key in keys:
        await person.pilot.press(key)


def now(desk: Desk, id: str, field: str) -> Any:
    return getattr(desk.store.get(id), field)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_looking_first_leaving_a_field_applying_deciding_and_undoing(
    desk: Desk, server: Server, size: tuple[int, int]
) -> None:
    records = await synced(desk, server, told(some(desk), longer))
    first, second = records[:2]
    edit(desk, first, summary="Ours, and better")
    async with sitting(desk, size) as person:
        await press(person, "S", "enter")
        await on(person, PlanScreen)
        person.sees("What body brings", "4 of 4 records", "~ changed", "esc change nothing")
        await press(person, "G", "right", "j")
        await person.until(lambda: "[x] Summary" in person.seen)
        person.sees("[(as", "here", "there")
        await press(person, "space")
        await person.until(lambda: "1 in part" in person.seen)
        await press(person, "ctrl+s")
        await on(person, Sync)
        await person.until(lambda: "4 changed" in person.seen)
        assert now(desk, second.id, "notes") == "Told by the source."
        assert now(desk, second.id, "summary") == getattr(second, "summary")  # noqa: B009
        await person.press("i")
        await person.until(lambda: "2 conflicts" in person.seen)
        person.sees("Changed here and there (2)", "t theirs", "y ours")
        await person.press("t")
        await person.until(lambda: "1 conflict" in person.seen)
        await person.press("y")
        await person.until(lambda: "Nothing waits for you." in person.seen)
        names = {now(desk, one.id, "summary") for one in (first, second)}
        assert len(names & {"Ours, and better", getattr(second, "summary")}) == 1  # noqa: B009
        await person.press("u", "u")
        await person.until(lambda: "2 conflicts" in person.seen)
        assert now(desk, first.id, "summary") == "Ours, and better"
        await person.press("escape", "escape")
        await on(person, Dashboard)
        await person.until(lambda: person.board.query_one(Header).waits == 2)
        person.sees("! 2 wait i")
        await person.press("u")
        await person.until(lambda: now(desk, second.id, "notes") != "Told by the source.")


async def test_closing_the_plan_changes_nothing_and_it_can_be_looked_at_again(
    desk: Desk, server: Server
) -> None:
    records = await synced(desk, server, told(some(desk), longer))
    async with sitting(desk) as person:
        await press(person, "S")
        for _ in range(2):
            await press(person, "enter")
            await on(person, PlanScreen)
            await press(person, "escape")
            await on(person, Sync)
            await person.settle()
        assert all(desk.store.get(one.id) == one for one in records)
        assert "ancelled" in person.told[-1]


async def test_pulling_all_takes_several_sources_at_once(desk: Desk, server: Server) -> None:
    await synced(desk, server, told(some(desk), longer))
    folder = desk.store.journal.folder
    add_source(folder, Source("gone", server.at("/gone", status(404))))
    add_source(folder, Source("press", server.at("/news", send(NEWS))))
    async with sitting(desk, (120, 40)) as person:
        await person.press("S", "S")
        await person.until(lambda: "2 news" in person.seen and "4 changed" in person.seen)
        person.sees("x gone", "✓ body", "! press", "failed", "has nothing for")
        assert find_source(folder, "gone").reached().failures == 1


async def test_a_source_is_added_changed_and_forgotten_on_the_screen(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = desk.store.journal.folder
    async with sitting(desk) as person:
        await person.press("S")
        person.sees("There are no sources yet", "n adds one")
        await person.press("n")
        person.sees("A new source", "How it is asked", "ctrl+s save")
        await press(person, *"Body", "tab", "f", "ctrl+s")
        await person.until(lambda: "cannot name a source" in person.seen)
        await press(person, "ctrl+u", *"body", "ctrl+s")
        await person.until(lambda: "There is no file" in person.seen)
        (tmp_path / "f").write_bytes(told(some(desk)))
        await press(person, "ctrl+s")
        await on(person, Sync)
        person.sees("- body", "by hand")
        await person.press("e")
        person.sees("The source body")
        await press(person, "tab", "tab", *"30", "ctrl+s")
        await on(person, Sync)
        kept = find_source(folder, "body").source()
        assert kept.every == 30 and kept.url == str(tmp_path / "f")
        person.sees("· every")
        await person.press("d")
        person.sees("Forget the source body?", "What came from it stays")
        await person.press("y")
        assert all_sources(folder) == []


async def test_a_source_whose_time_has_come_is_synced_by_itself_and_says_what_came(
    desk: Desk, server: Server
) -> None:
    records = await synced(desk, server, told(some(desk), longer), every=30)
    keep = find_source(desk.store.journal.folder, "body")
    async with sitting(desk) as person:
        assert now(desk, records[0].id, "notes") != "Told by the source."
        keep.save_reached(structs.replace(keep.reached(), at="2020-01-01T00:00:00.000Z"))
        person.board.attention.look()
        await person.until(lambda: any("body: 4 changed" in said for said in person.told))
        assert now(desk, records[0].id, "notes") == "Told by the source."
        said = len(person.told)
        keep.save_reached(structs.replace(keep.reached(), at="2020-01-01T00:00:00.000Z"))
        person.board.attention.look()
        await person.until(lambda: keep.reached().at > "2021")
        await person.settle()
        assert len(person.told) == said, "where nothing changed nothing is said"


async def test_nothing_is_synced_by_itself_while_a_form_is_filled_in(
    desk: Desk, server: Server
) -> None:
    await synced(desk, server, told(some(desk), longer), every=30)
    keep = find_source(desk.store.journal.folder, "body")
    async with sitting(desk) as person:
        keep.save_reached(structs.replace(keep.reached(), at="2020-01-01T00:00:00.000Z"))
        await person.press("n")
        assert isinstance(person.app.screen, FormScreen)
        person.board.attention.look()
        await person.settle()
        assert keep.reached().at.startswith("2020")
        await person.press("escape", "/")
        person.board.attention.look()
        await person.settle()
        assert keep.reached().at.startswith("2020")
        await person.press("escape")
        person.board.attention.look()
        await person.until(lambda: keep.reached().at > "2021")


async def test_a_source_that_fails_by_itself_is_told_of_once_in_the_log_alone(
    desk: Desk, server: Server
) -> None:
    url = server.at("/gone", status(404))
    add_source(desk.store.journal.folder, Source("gone", url, every=30))
    keep = find_source(desk.store.journal.folder, "gone")
    async with sitting(desk) as person:
        await person.until(lambda: keep.reached().failures == 1)
        keep.save_reached(structs.replace(keep.reached(), at="2020-01-01T00:00:00.000Z"))
        person.board.attention.look()
        await person.until(lambda: keep.reached().failures == 2)
        await person.settle()
        assert sum("has nothing for us" in said for said in person.told) == 1
        person.sees_not("has nothing for us")
        await person.press("S")
        person.sees("x gone", "(2 times in a row)")


async def test_what_is_asked_while_it_syncs_by_itself_waits(desk: Desk, server: Server) -> None:
    await synced(desk, server, told(some(desk)[:1]), every=30)
    keep = find_source(desk.store.journal.folder, "body")
    keep.save_reached(structs.replace(keep.reached(), at="2020-01-01T00:00:00.000Z"))
    async with sitting(desk) as person:
        await person.until(lambda: keep.reached().at > "2021")
        await person.settle()
        assert isinstance(person.app.screen, Dashboard)
        person.sees_not("Take that for true?")


async def test_news_become_a_meeting_evidence_or_nothing_and_each_is_taken_back(
    desk: Desk, server: Server
) -> None:
    add_source(desk.store.journal.folder, Source("press", server.at("/news", send(NEWS))))
    async with sitting(desk) as person:
        await person.press("S", "p")
        await person.until(lambda: "2 news" in person.seen)
        await person.until(lambda: "! 2 wait i" in person.seen)
        await person.press("escape")
        await person.press("i")
        await person.until(lambda: "News (2)" in person.seen)
        person.sees("Africa Focus Group to convene", "Ministers meet in Marrakech [/oops]")
        await person.press("d")
        await person.until(lambda: "News (1)" in person.seen)
        person.sees("They met, and agreed.")
        await person.press("n")
        await on(person, FormScreen)
        person.sees("Ministers meet in Marrakech [/oops]")
        await person.press("ctrl+s")
        await person.until(lambda: "1 page of news dismissed" in person.seen)
        made = [m for m in desk.store.of(Meeting) if m.name.startswith("Ministers meet in M")]
        assert [link.url for link in made[0].links] == ["https://example.org/1"]
        await person.press("u")
        await person.until(lambda: "News (1)" in person.seen)
        await person.press("a")
        await person.type("first meeting of the finance")
        await person.press("enter", "ctrl+s")
        await person.until(lambda: isinstance(person.app.screen, Waits))
        assert any("oops" in str(c.evidence) for c in desk.store.of(Commitment))
        await person.press("A")
        person.sees("News that was dismissed (1)")
        await person.press("r")
        await person.until(lambda: "News (1)" in person.seen)
        await person.press("u", "u")
        await person.until(lambda: "News (1)" in person.seen and "Ministers" in person.seen)


async def test_a_value_of_ones_own_and_several_at_once(desk: Desk, server: Server) -> None:
    records = await synced(desk, server, told(some(desk), longer))
    for one in records[:2]:
        edit(desk, one, summary=f"Ours {one.id}")
    async with sitting(desk) as person:
        await press(person, "S", "p")
        await person.until(lambda: "2 conflicts" in person.seen)
        await person.press("i")
        await person.until(lambda: "t theirs" in person.seen)
        await person.press("e")
        person.sees("Neither: a value")
        await person.press("ctrl+u")
        await person.type("A third way")
        await person.press("ctrl+s")
        await person.until(
            lambda: "1 conflict" in person.seen and isinstance(person.app.screen, Waits)
        )
        assert "A third way" in {now(desk, one.id, "summary") for one in records[:2]}
        await person.press("u")
        await person.until(lambda: "2 conflicts" in person.seen)
        await person.press("*")
        person.sees("2 marked")
        await person.press("t")
        await person.until(lambda: "Nothing waits for you." in person.seen)
        assert all("as agreed" in now(desk, one.id, "summary") for one in records[:2])
        await person.press("u")
        await person.until(lambda: "2 conflicts" in person.seen)


async def test_what_cannot_be_done_to_it_is_said(desk: Desk, server: Server) -> None:
    add_source(desk.store.journal.folder, Source("press", server.at("/news", send(NEWS))))
    async with sitting(desk) as person:
        await person.press("i")
        await person.until(lambda: "Nothing waits for you." in person.seen)
        await person.press("t")
        assert person.told[-1] == "Nothing is chosen here."
        await person.press("escape", "S", "p")
        await person.until(lambda: "2 news" in person.seen)
        await person.press("i")
        await person.until(lambda: "News (2)" in person.seen)
        await person.press("t")
        assert "This is for what was changed here and there" in person.told[-1]
        await person.press("*", "n")
        assert "2 are marked, and this is for one." in person.told[-1]


async def test_with_no_source_it_says_that_this_is_why_nothing_waits(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("i")
        await person.until(lambda: "there are no sources yet" in person.seen)
        person.sees("S on the dashboard adds one")
