"""The brief on the screen: for a meeting, for a member, and read, copied and written from there."""

from pathlib import Path

import pytest

from store.desk import Desk
from store.kinds import Commitment, Meeting
from tests.tui.journey import sitting
from tests.tui.test_hostile import harmless, hostile_desk
from tests.tui.test_reporting import paper, sample
from tests.tui.test_sizes import SIZES, check, in_the_look

__all__ = ["hostile_desk", "sample"]

FLOOD = "id:meeting-037"
TWO = pytest.mark.parametrize("size", [(80, 24), (120, 40)])


@TWO
async def test_a_meeting_is_briefed_for_and_the_brief_copied_and_written(
    sample: Desk, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    written = tmp_path / "brief-meeting-037.html"
    async with sitting(sample, size, "meeting", FLOOD) as person:
        await person.press("b")
        await paper(person)
        person.sees("Brief · internal", "2 withheld", "Internal brief", "Dates on the way")
        await person.press("y")
        assert "## Matters arising" in person.app.clipboard
        await person.press("x", "ctrl+s")
        await person.until(written.exists)
        await person.until(lambda: "Written to" in person.told[-1])
        await person.press("G")
        person.sees("Institute for Sarn Studies, last")
        await person.press("escape")
        person.sees("1 Meetings")
    assert written.read_text().startswith("<!DOCTYPE html>")


async def test_a_member_is_briefed_for_its_next_meeting_which_is_named(sample: Desk) -> None:
    async with sitting(sample, (120, 40), "member", "id:gorania") as person:
        await person.press("b")
        await paper(person)
        person.sees("Brief for Gorania · Data Sharing Working Group, 11th meeting")
        person.sees("What Gorania owes")


async def test_a_member_in_the_detail_of_a_meeting_is_briefed_for_that(sample: Desk) -> None:
    async with sitting(sample, (120, 40), "meeting", FLOOD) as person:
        await person.press("enter")
        board = person.board
        while board.detail.target != "averland":
            before = board.detail.pointed
            await person.press("j")
            assert board.detail.pointed != before, "it is among the hosts"
        await person.press("b")
        await paper(person)
        person.sees("Brief for Averland · Flood Forecasting Working Group, 19th meeting")


async def test_a_page_is_opened_from_a_brief_where_it_is_in_sight(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def look(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr("tui.pages.open_page", look)
    async with sitting(desk, (80, 24), "meeting", "id:2023-03-01-niamey-afg") as person:
        await person.press("b")
        await paper(person)
        assert not person.lines[-2].strip(), "what the cursor stands on is out of sight"
        await person.press("enter")
        assert not opened
        await person.press("G")
        assert person.lines[-2].startswith(" https://theglobalcoalition.org/")
        await person.press("enter")
        await person.until(lambda: bool(opened))
    assert opened[0].startswith("https://theglobalcoalition.org/en/")


async def test_what_has_no_brief_says_why(sample: Desk) -> None:
    bare = Meeting(id="bare", name="Some day")
    sample.store.apply("add", [(None, bare)])
    async with sitting(sample, (80, 24), "commitment") as person:
        await person.press("b")
        assert "A brief is for a meeting, or for a member's next one" in person.told[-1]
        person.board.go_to("bare")
        await person.press("b")
        await person.until(lambda: "no date is recorded for this one" in person.seen)
        await person.press("y")
        assert "There is nothing to copy yet." in person.told[-1]


async def test_a_confidential_meeting_is_briefed_for_as_that(sample: Desk) -> None:
    secret = Meeting(id="s", name="Behind doors", start="2026-04-01", visibility="confidential")
    sample.store.apply("add", [(None, secret)])
    async with sitting(sample, (80, 24), "meeting", "id:s") as person:
        await person.press("b")
        await paper(person)
        person.sees("Behind doors", "internal, all of it")


async def test_the_brief_follows_what_changes(sample: Desk) -> None:
    async with sitting(sample, (120, 40), "meeting", FLOOD) as person:
        await person.press("b")
        await paper(person)
        who = ("averland",)
        added = Commitment(id="x", summary="Send papers", owners=who, group="flood", due="2026-03")
        sample.store.apply("add", [(None, added)])
        await person.until(lambda: "Send papers (Averland)" in person.seen)


@pytest.mark.parametrize(
    ("size", "look"), [*((size, "dark") for size in SIZES), ((80, 24), "ascii")]
)
async def test_the_brief_at_every_size(
    sample: Desk, size: tuple[int, int], look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"{size[0]}x{size[1]}" + ("-ascii" if look == "ascii" else "")
    seen = in_the_look(sample, look, monkeypatch)
    async with sitting(seen, size, "meeting", FLOOD) as person:
        await person.press("b")
        await paper(person)
        check(person, f"brief-{name}")
        await person.press(*["ctrl+d"] * 2)
        check(person, f"brief-on-{name}")


async def test_hostile_records_break_no_brief(hostile_desk: Desk) -> None:
    async with sitting(hostile_desk, (80, 24), "meeting", "has:start") as person:
        for _ in range(3):
            await person.press("b")
            await paper(person)
            harmless(person)
            for key in ("ctrl+d", "G", "v"):
                await person.press(key)
                harmless(person)
            await person.press("escape", "j")
        await person.press("2")
        for _ in range(3):
            await person.press("b")
            await paper(person)
            harmless(person)
            await person.press("escape", "j")
