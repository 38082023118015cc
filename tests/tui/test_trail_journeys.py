"""Back and forward over views and records: everything is found as it was left."""

import pytest

from store.desk import Desk
from tests.tui.journey import Person, sitting

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])


async def use(person: Person, line: str) -> None:
    """Filter the panel with a line."""
    await person.press("/")
    await person.type(line)
    await person.press("enter")


@SIZES
async def test_views_and_records_are_gone_through_and_back(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with sitting(desk, size) as person:
        board = person.board
        await person.press("o", "1", "j", "j")
        kept = board.panel.cursor_id
        await person.press("enter")
        read = board.shown
        assert read == kept
        await person.press("3")
        await use(person, "africa-focus-group")
        await person.press("[")
        assert (board.current, board.panel.filter, board.reading) == ("group", "", False)
        await person.press("[")
        assert (board.current, board.reading, board.shown) == ("commitment", True, read)
        await person.press("[")
        assert (board.current, board.reading) == ("commitment", False)
        assert (board.panel.filter, board.panel.cursor_id) == ("is:overdue sort:due", kept)
        await person.press("[")
        assert (board.current, board.panel.filter) == ("meeting", "")
        assert board.panels["commitment"].filter, "a panel that is not looked at keeps its view"
        await person.press("]", "]", "]", "]")
        assert (board.current, board.panel.filter) == ("group", "africa-focus-group")


async def test_the_detail_is_found_where_one_read(desk: Desk) -> None:
    async with sitting(desk, (80, 24), "meeting", "2021-12-02-brussels") as person:
        board = person.board
        await person.press("enter", "G", "k")
        top, pointed = board.detail.scroll_offset.y, board.detail.pointed
        assert top > 0
        target = board.detail.target
        if not target:
            await person.press("k", "k", "k")
            top, pointed = board.detail.scroll_offset.y, board.detail.pointed
        await person.press("enter")
        await person.press("[")
        assert board.shown == "2021-12-02-brussels"
        assert (board.detail.scroll_offset.y, board.detail.pointed) == (top, pointed)


@SIZES
async def test_a_focus_is_a_place_too_and_escape_widens_step_by_step(
    desk: Desk, size: tuple[int, int]
) -> None:
    async with sitting(desk, size, "group", "africa-focus-group") as person:
        board = person.board
        await person.press("f", "1")
        person.sees("1 Meetings 9 of 61", "Focus: Africa Focus Group")
        await person.press("f", "4")
        assert len(board.scopes) == 2
        both = board.panel.listing.shown
        await person.press("escape")
        assert len(board.scopes) == 1
        assert board.panel.listing.shown == 15 >= both
        await person.press("escape")
        assert (board.scopes, board.panel.listing.shown) == ((), 71)
        await person.press("[")
        assert len(board.scopes) == 2
        person.sees("Focus: Africa Focus Group")


async def test_the_list_is_found_scrolled_as_it_was(desk: Desk) -> None:
    async with sitting(desk, (80, 24), "member") as person:
        board = person.board
        await person.press("pagedown", "pagedown")
        top, kept = board.panel.scroll_offset.y, board.panel.cursor_id
        assert top > 0
        await person.press("enter", "g", "[")
        assert (board.panel.scroll_offset.y, board.panel.cursor_id) == (top, kept)


async def test_a_record_that_was_deleted_is_passed_over(desk: Desk) -> None:
    async with sitting(desk, (80, 24), "commitment", "is:overdue sort:due") as person:
        await person.press("enter")
        gone = person.board.shown
        await person.press("escape", "3", "enter")
        desk.store.apply("delete", desk.store.removal([gone]))
        await person.settle()
        await person.press("[", "[", "[", "[")
        assert person.board.shown != gone
