"""The readout of a meeting and the report of a period: one reads them, for the public or not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.config import Config
from store.demo import fill
from store.desk import Desk, open_desk
from store.kinds import Commitment, Meeting
from tests.conftest import TODAY
from tests.tui.journey import Person, sitting
from tests.tui.test_hostile import harmless, hostile_desk
from tests.tui.test_sizes import SIZES, check, in_the_look
from tui.screens.levelled import LevelledPaper

__all__ = ["hostile_desk"]

NIAMEY = "2023-03-01-niamey-afg"
TWO = pytest.mark.parametrize("size", [(80, 24), (120, 40)])


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Desk]:
    """A desk over the sample data."""
    with open_desk(tmp_path / "sample", Config(home="averland", name="desk")) as opened:
        fill(opened.store, "sample", TODAY)
        yield opened


async def paper(person: Person) -> None:
    """Wait until the paper is there."""
    screen = person.app.screen
    assert isinstance(screen, LevelledPaper)
    await person.until(lambda: bool(screen.picture._sheet.lines) and not screen._trouble)
    await person.settle()


def promise(id: str, summary: str, **fields: object) -> Commitment:
    made = {"id": id, "summary": summary, "meeting": NIAMEY, "owner_text": "all", **fields}
    return Commitment(**made)  # type: ignore[arg-type]


@TWO
async def test_a_meeting_is_read_out_to_the_public_and_then_to_us(
    desk: Desk, size: tuple[int, int]
) -> None:
    desk.store.apply("add", [(None, promise("x", "Not for everybody"))])
    async with sitting(desk, size, "meeting", f"id:{NIAMEY}") as person:
        await person.press("r")
        await paper(person)
        person.sees("Readout · public, 1 withheld", "38 members and observers", "Hosted by Niger")
        person.sees("internal")
        await person.press("g", "G", "k", "k")
        person.sees_not("Not for everybody")
        await person.press("v")
        await paper(person)
        person.sees("· internal")
        await person.press("g")
        person.sees("Internal readout: with what is private")
        await person.press("y")
        assert "Not for everybody" in person.app.clipboard
        await person.press("v", "v")
        await paper(person)
        await person.press("y")
        assert "Not for everybody" not in person.app.clipboard
        await person.press("escape")
        person.sees("1 Meetings")


async def test_a_private_meeting_is_read_out_to_us_alone(desk: Desk) -> None:
    desk.store.apply("add", [(None, Meeting(id="t", name="Behind doors", start="2026-01-10"))])
    async with sitting(desk, (80, 24), "meeting", "id:t") as person:
        await person.press("r")
        await paper(person)
        person.sees("Behind doors", "· internal", "Internal readout")
        await person.press("v", "v")
        person.sees("· internal")
        desk.store.apply("delete", desk.store.removal(["t"]))
        await person.until(lambda: "This meeting was deleted" in person.seen)


async def test_only_a_meeting_has_a_readout(desk: Desk) -> None:
    async with sitting(desk, (80, 24), "member") as person:
        await person.press("r")
        assert "A readout is that of a meeting: choose one." in person.told


@TWO
async def test_a_period_is_reported_on_with_its_chart(sample: Desk, size: tuple[int, int]) -> None:
    async with sitting(sample, size, "commitment") as person:
        await person.press("R")
        person.sees("Report of which period?", "2025-Q4", "This quarter", "another")
        await person.press("j", "j", "j", "enter")
        await paper(person)
        person.sees("Report of 2025", "217 commitments were open", "Stalled")
        person.sees("Report · public, 52 withheld")
        await person.press(*["ctrl+d"] * (2 if size == (80, 24) else 0))
        person.sees("Opened and closed per month", "2025-12", "█", "183 opened, 62 closed.")


async def test_another_period_and_a_filter_are_asked_for(sample: Desk) -> None:
    async with sitting(sample, (80, 24), "meeting", "id:meeting-015") as person:
        await person.press("R")
        person.sees("since meeting-015")
        await person.press("G", "enter")
        await person.type("2031")
        await person.press("ctrl+s")
        person.sees("2031 begins on 2031-01-01, which is not yet")
        await person.press("ctrl+u")
        await person.type("since meeting-015")
        await person.press("enter")
        await person.type("owner:xx")
        await person.press("ctrl+s")
        person.sees("no member or group “xx”")
        await person.press("ctrl+u")
        await person.type("owner:averland")
        await person.press("ctrl+s")
        await paper(person)
        person.sees("Since Dam Operations Task Force, 5th meeting", "owner:averland")


async def test_a_report_follows_what_changes(sample: Desk) -> None:
    async with sitting(sample, (80, 24), "commitment") as person:
        await person.press("R", "enter")
        await paper(person)
        before = person.lines[6]
        added = promise("x", "New", meeting="meeting-033", visibility="public", status="stalled")
        sample.store.apply("add", [(None, added)])
        await person.until(lambda: person.lines[6] != before)


@pytest.mark.parametrize(
    ("size", "look"), [*((size, "dark") for size in SIZES), ((80, 24), "ascii")]
)
async def test_the_papers_at_every_size(
    sample: Desk, size: tuple[int, int], look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"{size[0]}x{size[1]}" + ("-ascii" if look == "ascii" else "")
    seen = in_the_look(sample, look, monkeypatch)
    async with sitting(seen, size, "meeting", "id:meeting-015") as person:
        await person.press("r")
        await paper(person)
        check(person, f"readout-{name}")
        await person.press("escape", "R", "j", "j", "j", "j", "enter")
        await paper(person)
        await person.press(*["ctrl+d"] * (2 if size[1] < 30 else 0))
        check(person, f"report-{name}")
        if look == "ascii":
            assert not [c for c in person.seen if ord(c) > 0x2000]


async def test_hostile_records_break_no_paper(hostile_desk: Desk) -> None:
    async with sitting(hostile_desk, (80, 24), "meeting") as person:
        for _ in range(3):
            await person.press("r")
            await paper(person)
            harmless(person)
            await person.press("v", "G")
            harmless(person)
            await person.press("escape", "j")
        await person.press("R", "G", "k", "enter")
        await paper(person)
        for key in ("v", "ctrl+d", "G"):
            await person.press(key)
            harmless(person)
