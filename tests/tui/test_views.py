"""Views: opened by their keys, saved from the filter line, and those of kinds without a panel."""

import pytest

from store.config import Config, NamedView
from store.desk import Desk, at_home
from store.views import BUILT_IN, saved_views, write_views
from tests.tui.hostile import HOSTILE
from tests.tui.journey import Person, sitting
from tui.screens.home import HomeScreen
from tui.screens.listed import ListedScreen
from tui.screens.views import ViewsScreen

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])
LATE = NamedView("Ours, late", "commitment", "is:overdue owner:SA", "l")


def saved(desk: Desk) -> dict[str, NamedView]:
    return saved_views(desk.store.journal.folder)


async def save(person: Person, title: str, key: str) -> None:
    """Save the panel's filter as a view."""
    await person.press("o", "n")
    await person.type(title)
    await person.press("tab")
    await person.type(key)
    await person.press("ctrl+s")


@SIZES
async def test_a_digit_opens_a_view_at_once(desk: Desk, size: tuple[int, int]) -> None:
    async with sitting(desk, size) as person:
        await person.press("o")
        person.sees(*(view.title for view in BUILT_IN))
        await person.press("1")
        person.sees("4 Commitments 5 of 71", "is:overdue sort:due")
        await person.press("o", "9")
        person.sees("1 Meetings 0 of 61", "is:upcoming sort:start")


@SIZES
async def test_a_line_is_saved_under_a_name_and_a_key_renamed_and_deleted(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with sitting(desk, size, "commitment", "is:open owner:italy") as person:
        await save(person, "Italy owes", "t")
        await person.until(lambda: list(saved(desk)) == ["italy-owes"])
        await person.until(lambda: isinstance(person.app.screen, ViewsScreen))
        await person.until(lambda: "Italy owes" in person.seen)
        await person.press("escape")
        await person.press("escape", "4")
        person.sees("4 Commitments 71")
        await person.press("o", "t")
        person.sees("is:open owner:italy")
        await person.press("o", "g", "e")
        await person.type(" us")
        await person.press("ctrl+s")
        await person.until(lambda: list(saved(desk)) == ["italy-owes-us"])
        await person.until(lambda: "Italy owes us" in person.seen)
        await person.press("d")
        await person.until(lambda: "Delete the view “Italy owes us”?" in person.seen)
        person.sees("is:open owner:italy")
        await person.press("d")
        assert saved(desk), "another key agrees"
        await person.press("y")
        await person.until(lambda: not saved(desk))
        person.sees_not("Italy owes us")


async def test_what_cannot_be_saved_or_changed_is_told(desk: Desk) -> None:
    async with sitting(desk) as person:
        await person.press("1", "o", "n")
        assert "no filter to save" in person.told[-1]
        await person.press("d")
        assert "comes along" in person.told[-1]
        await person.press("escape", "1", "/")
        await person.type("is:held")
        await person.press("enter")
        await save(person, "Overdue", "n")
        await person.until(lambda: "There is a view “Overdue” already" in person.seen)
        person.sees("The list of views needs")
        assert saved(desk) == {}


async def test_the_current_co_chairs_are_a_list_that_leads_to_their_groups(desk: Desk) -> None:
    async with sitting(desk, (120, 40)) as person:
        await person.press("o", "8")
        assert isinstance(person.app.screen, ListedScreen)
        person.sees("Current co-chairs", "roles", "Africa Focus Group", "Morocco")
        await person.press("enter")
        assert person.board.current == "group" and person.board.reading
        person.sees("Africa Focus Group", "Roles")
        await person.press("[")
        assert not person.board.reading


async def test_without_a_home_mine_says_so(desk: Desk) -> None:
    async with sitting(at_home(desk, ""), (120, 40)) as person:
        await person.press("escape", "o", "6")
        person.sees("W says it", "Whose desk this is was not said")
        await person.press("W")
        assert isinstance(person.app.screen, HomeScreen)
        person.app.screen.dismiss(at_home(desk, "AF"))
        await person.settle()
        assert "W says it" not in person.seen


async def test_views_of_the_configuration_are_there_and_stay(desk: Desk) -> None:
    config = Config(home="BE", views={"sa": LATE})
    async with sitting(desk._replace(config=config)) as person:
        await person.press("o", "d")
        assert "stands in your configuration" in person.told[-1]
        await person.press("l")
        person.sees("is:overdue owner:SA")


async def test_a_damaged_file_of_views_is_told(desk: Desk) -> None:
    (desk.store.journal.folder / "views.json").write_bytes(b"{")
    async with sitting(desk) as person:
        await person.press("o")
        assert "views.json cannot be read" in person.told[-1]
        await person.press("/")
        await person.type("is:held")
        person.sees("of 61 meetings")


async def test_a_hostile_name_is_only_a_name(desk: Desk) -> None:
    hostile = NamedView(HOSTILE["markup"], "commitment", "[/oops] sort:due", "x")
    write_views(desk.store.journal.folder, {"hostile": hostile})
    async with sitting(desk) as person:
        await person.press("o")
        person.sees("[/oops]")
        await person.press("x")
        person.sees("4 Commitments 0 of 71", "[/oops]")
