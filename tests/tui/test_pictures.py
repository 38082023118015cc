"""Overview, agenda and the roles of a group: one looks, goes about, and gets where one wanted."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec import structs

from store.config import Config
from store.demo import fill
from store.desk import Desk, open_desk
from store.journal.batch import now
from store.kinds import Commitment, Meeting
from tests.conftest import TODAY
from tests.tui.journey import Person, sitting
from tests.tui.test_hostile import harmless, hostile_desk
from tests.tui.test_sizes import SIZES, check, in_the_look
from tui.screens.agenda import AgendaScreen
from tui.screens.overview import OverviewScreen
from tui.screens.roles import RolesScreen
from tui.sheet import Door, Fold

__all__ = ["hostile_desk"]

TWO = pytest.mark.parametrize("size", [(80, 24), (120, 40)])
GROUP = "id:africa-focus-group"


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Desk]:
    """A desk over the sample data."""
    with open_desk(tmp_path / "sample", Config(home="averland", name="desk")) as opened:
        fill(opened.store, "sample", TODAY)
        yield opened


async def open_picture(person: Person, key: str) -> None:
    """Open it, and wait until it is drawn."""
    await person.press(key)
    screen = person.app.screen
    assert isinstance(screen, OverviewScreen | AgendaScreen | RolesScreen)
    await person.until(lambda: bool(screen.picture._sheet.lines))
    await person.settle()


# ---------------------------------------------------------------- the overview


@TWO
async def test_a_bar_leads_to_the_list_of_what_it_counts(desk: Desk, size: tuple[int, int]) -> None:
    async with sitting(desk, size) as person:
        await open_picture(person, "O")
        person.sees("Owed by members", "Saudi Arabia", "3 2 late", "Members over time")
        await person.press("j", "j")
        person.sees("Saudi Arabia: 3 open, 2 of these overdue")
        await person.press("enter")
        person.sees("4 Commitments 3 of 71", "is:open owners:SA")
        await open_picture(person, "O")
        await person.press("l", "enter")
        person.sees("4 Commitments 5 of 71", "is:overdue sort:due")


@pytest.mark.parametrize("data", ["desk", "sample"])
async def test_every_door_lists_what_it_says(data: str, request: pytest.FixtureRequest) -> None:
    desk: Desk = request.getfixturevalue(data)
    async with sitting(desk, (120, 40)) as person:
        await open_picture(person, "O")
        screen = person.app.screen
        assert isinstance(screen, OverviewScreen)
        for title in ("Owed by members", "With the groups"):
            screen._whole |= {title}
        screen.picture.remake()
        doors = [target for target in screen.picture._sheet.targets if isinstance(target, Door)]
        assert len(doors) > 60
        await person.press("escape")
        for door in doors:
            person.board.go_to_panel(_kind(door.kind))
            person.board.use_filter(door.line)
            number = next(word for word in door.says.replace(":", " ").split() if word.isdigit())
            if door.says[:4].isdigit() or door.says.split(":")[0].split()[-1].isdigit():
                number = door.says.split(": ")[-1].split()[0]  # `March 2025: 3 opened`
            listing = person.board.panel.listing
            assert (str(listing.shown), listing.trouble) == (number, ""), door


def _kind(name: str) -> type:
    from store.kinds import KINDS

    return KINDS[name]


async def test_a_long_list_is_shown_whole_when_asked_for(desk: Desk) -> None:
    async with sitting(desk) as person:
        await open_picture(person, "O")
        screen = person.app.screen
        assert isinstance(screen, OverviewScreen)
        person.sees_not("no owner")
        while not isinstance(screen.picture.pointed, Fold):
            await person.press("j")
        person.sees("enter shows them all")
        await person.press("enter")
        person.sees("no owner")


async def test_what_changes_meanwhile_is_counted_anew(desk: Desk) -> None:
    async with sitting(desk) as person:
        await open_picture(person, "O")
        person.sees("70 open")
        new = Commitment(
            id="new", summary="One more", owners=("IT",), due="2026-03-05", created=now()
        )
        desk.store.apply("add", [(None, new)])
        await person.until(lambda: "71 open" in person.seen)


async def test_a_narrowed_board_is_widened_for_what_was_counted(desk: Desk) -> None:
    async with sitting(desk, (120, 40), "group", GROUP) as person:
        await person.press("f")
        await open_picture(person, "O")
        await person.press("enter")
        person.sees("4 Commitments 70 of 71")


# ---------------------------------------------------------------- the agenda


async def test_the_keys_of_a_picture_are_told_there_and_what_is_chosen_is_done(desk: Desk) -> None:
    async with sitting(desk) as person:
        await open_picture(person, "A")
        await person.press("?")
        await person.type("a week on")
        person.sees("In a calendar", "A week on.")
        await person.press("escape")
        person.sees("Agenda")
        await person.press("f1")
        await person.type("go to the groups")
        await person.press("enter")
        await person.settle()
        assert person.app.screen is person.board
        assert person.board.current == "group"


@TWO
async def test_the_agenda_begins_today_and_goes_by_days(desk: Desk, size: tuple[int, int]) -> None:
    async with sitting(desk, size) as person:
        await open_picture(person, "A")
        person.sees("Sun  1 today nothing", "February 2026", "Small Group meeting, Riyadh")
        await person.press("k")
        person.sees("Small Group meeting, Riyadh, Mon 9 Feb 2026")
        await person.press("l", "l")
        person.sees("Wed 11       nothing", "Wed 11 Feb 2026: nothing")
        await person.press("K")
        person.sees("Wed 4 Feb 2026: nothing")
        await person.press("<")
        person.sees("Sun 4 Jan 2026: nothing")
        await person.press("t")
        person.sees("Sun 1 Mar 2026: nothing")
        await person.press("k", "enter")
        assert person.board.reading
        assert person.board.shown == "2026-02-09-riyadh"


@TWO
async def test_a_month_is_gone_through_by_days_and_weeks(desk: Desk, size: tuple[int, int]) -> None:
    async with sitting(desk, size) as person:
        await open_picture(person, "A")
        await person.press("tab")
        person.sees("March 2026", "Mon", "1●", "Sun 1 Mar 2026 · today")
        await person.press("h", "k", "k")
        person.sees("February 2026", "Sat 14 Feb 2026: nothing")
        await person.press(*"jkhhhhhh", "k", "l")
        person.sees("Mon 2 Feb 2026: nothing")
        await person.press("j")
        person.sees("Mon 9 Feb 2026: 1 entry", "Small Group meeting, Riyadh")
        await person.press("enter")
        assert person.board.shown == "2026-02-09-riyadh"


async def test_a_date_half_known_stands_on_no_day(desk: Desk) -> None:
    async with sitting(desk, (120, 40)) as person:
        await open_picture(person, "A")
        screen = person.app.screen
        assert isinstance(screen, AgendaScreen)
        screen._stand_on(date(2022, 6, 15))
        person.app.screen.refresh()
        await person.settle()
        person.sees("day unknown  ! Hold the next ministerial", "in June 2022 · due")
        await person.press("tab")
        person.sees("day unknown", "June 2022")


@TWO
async def test_a_new_meeting_begins_on_the_day_under_the_cursor(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with sitting(desk, size) as person:
        await open_picture(person, "A")
        await person.press("J", "l", "n")
        person.sees("New meeting", "Mon 9 Mar 2026")
        await person.type("In the spring")
        await person.press("ctrl+s")
        await person.until(lambda: any(m.name == "In the spring" for m in desk.store.of(Meeting)))
        await person.until(lambda: "Mon  9       › In the spring" in person.seen)


async def test_the_calendar_has_an_end(desk: Desk) -> None:
    async with sitting(desk) as person:
        await open_picture(person, "A")
        screen = person.app.screen
        assert isinstance(screen, AgendaScreen)
        screen._stand_on(date.max)
        await person.press("l", "tab", "j", ">")
        assert screen.day == date.max
        screen._stand_on(date.min)
        await person.press("h", "tab", "K", "<")
        assert screen.day == date.min


# ---------------------------------------------------------------- roles over time


@TWO
async def test_who_held_it_on_a_day_is_said_in_words(desk: Desk, size: tuple[int, int]) -> None:
    async with sitting(desk, size, "group", GROUP) as person:
        await open_picture(person, "t")
        person.sees("Roles · Africa Focus Group", "co-chair", "░", "today ▲")
        person.sees("co-chair: Italy, United States, Morocco, Saudi Arabia")
        await person.press("tab")  # nothing changes after today
        person.sees("co-chair: Italy, United States, Morocco, Saudi Arabia")
        await person.press("<", "<", "<")
        person.sees("▲ Wed 1 Mar 2023", "co-chair: Italy, United States, Morocco, Niger")
        await person.press("tab")
        person.sees("Fri 3 Mar 2023", "Niger; perhaps Saudi Arabia")
        await person.press("j", "j", "enter")
        assert person.board.shown == "africa-focus-group-co-chair-NE"


async def test_only_a_group_has_roles_over_time(desk: Desk) -> None:
    async with sitting(desk, kind="member") as person:
        await person.press("t")
        assert "choose a group" in person.told[-1]
    async with sitting(desk, kind="group", line="id:plenary") as person:
        await person.press("t")
        person.sees("No roles are recorded for this group.")


async def test_the_detail_of_a_group_shows_them_too(desk: Desk) -> None:
    async with sitting(desk, (120, 40), "group", GROUP) as person:
        person.sees("Roles over time", "░░░", "today ▲")


# ---------------------------------------------------------------- sizes and hostile records


@pytest.mark.parametrize("look", ["dark", "ascii"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_pictures_at_every_size(
    desk: Desk, sample: Desk, size: tuple[int, int], look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"{size[0]}x{size[1]}" + ("-ascii" if look == "ascii" else "")
    async with sitting(in_the_look(sample, look, monkeypatch), size) as person:
        await open_picture(person, "O")
        check(person, f"overview-{name}")
        await person.press("escape")
        await open_picture(person, "A")
        check(person, f"agenda-{name}")
        await person.press("tab")
        check(person, f"month-{name}")
    async with sitting(in_the_look(desk, look, monkeypatch), size, "group", GROUP) as person:
        await open_picture(person, "t")
        check(person, f"roles-{name}")
        await person.press("escape")
        await open_picture(person, "O")
        check(person, f"overview-coalition-{name}")
        if look == "ascii":
            assert not [c for c in person.seen if ord(c) > 0x2000]


async def test_a_smaller_screen_keeps_the_cursor_in_sight(sample: Desk) -> None:
    async with sitting(sample, (120, 40)) as person:
        await open_picture(person, "O")
        await person.press("l", "l", "j", "j", "j")
        told = person.lines[-2]
        await person.pilot.resize_terminal(40, 15)
        await person.settle()
        assert person.lines[-2].startswith(told[:20])
        assert any("▌" in line for line in person.lines)


@TWO
async def test_hostile_records_break_no_picture(hostile_desk: Desk, size: tuple[int, int]) -> None:
    async with sitting(hostile_desk, size, "group") as person:
        for key, keys in (("O", "jjlljj"), ("A", "jjkkll"), ("A", ("tab", *"hhkk")), ("t", "jj<l")):
            await open_picture(person, key)
            harmless(person)
            for pressed in keys:
                await person.press(pressed)
                harmless(person)
            await person.press("escape")


async def test_of_sixteen_colours_what_is_pointed_at_can_be_read(desk: Desk) -> None:
    plain = desk._replace(config=structs.replace(desk.config, theme="ansi-dark"))
    async with sitting(plain, (100, 30)) as person:
        await person.press("O")
        styles = [
            segment.style
            for strip in person.app.screen._compositor.render_strips(person.app.size)
            for segment in strip
            if segment.style is not None
            and segment.style.bgcolor is not None
            and not segment.style.bgcolor.is_default
        ]
        assert styles, "nothing is pointed at"
        assert not [s for s in styles if s.color is None or s.color.is_default], "or it is white"
