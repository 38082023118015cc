"""Rows are marked by key and by mouse, and what is marked stays marked while rows come and go."""

from textual import events
from textual.pilot import Pilot

from tests.tui.test_table import TableApp, ids
from tui.widgets.marking import MarkingTable
from tui.widgets.rows import Heading, Row

GROUPED: list[Row] = [
    *(Heading("Italy", 2, "by:Italy"), "r0", "r1"),
    *(Heading("Morocco", 2, "by:Morocco"), "r2", "r0"),
]


class MarkingApp(TableApp):
    """The table with marks."""

    TABLE = MarkingTable

    @property
    def table(self) -> MarkingTable:
        return self.query_one(MarkingTable)

    further: list[bool]

    def on_marking_table_marked(self, message: MarkingTable.Marked) -> None:
        self.said.append(("marked", str(len(message.table.marked))))

    def on_virtual_table_header_clicked(self, message: MarkingTable.HeaderClicked) -> None:
        self.further.append(message.further)


def marked(app: MarkingApp) -> list[str]:
    return sorted(app.table.marked)


async def test_space_marks_and_goes_down_and_again_takes_the_mark_away() -> None:
    app = MarkingApp(ids(3))
    async with app.run_test(size=(60, 10)) as pilot:
        app.table.mark()
        app.table.mark()
        assert (marked(app), app.table.cursor_id) == (["r0", "r1"], "r2")
        app.table.mark()
        assert app.table.cursor_id == "r2", "there is nothing below"
        app.table.mark()
        assert marked(app) == ["r0", "r1"]
        await pilot.pause()
        assert [line[:2] for line in app.lines[1:4]] == [" ✓", " ✓", "▌ "]
        assert [said for said in app.said if said[0] == "marked"][-1] == ("marked", "2")


async def test_marking_goes_on_over_headings_and_a_record_is_marked_wherever_it_stands() -> None:
    app = MarkingApp(GROUPED)
    async with app.run_test(size=(60, 10)) as pilot:
        for _ in range(3):
            app.table.mark()
        await pilot.pause()
        assert marked(app) == ["r0", "r1", "r2"]
        assert [line[1] for line in app.lines[1:7]] == ["▾", "✓", "✓", "▾", "✓", "✓"]
        await pilot.press("home")
        app.table.mark()
        assert app.table.folded == {"by:Italy"}, "on a heading it folds"


async def test_a_range_goes_along_with_the_cursor_until_it_is_ended() -> None:
    app = MarkingApp(ids(50))
    async with app.run_test(size=(60, 12)) as pilot:
        table = app.table
        table.mark()
        table.mark_range()
        await pilot.press("down", "down")
        assert marked(app) == ["r0", "r1", "r2", "r3"]
        await pilot.press("up")
        assert marked(app) == ["r0", "r1", "r2"], "it shrinks as well"
        table.mark_range()
        await pilot.press("down", "down")
        assert marked(app) == ["r0", "r1", "r2"]
        assert not table.ranging
        table.mark_range()
        await pilot.press("end")
        assert len(table.marked) == 49
        table.unmark()
        assert marked(app) == ["r0", "r1", "r2"], "giving the range up leaves what was there"
        table.unmark()
        assert not table.marked


async def test_a_range_is_at_its_end_when_its_beginning_is_gone() -> None:
    app = MarkingApp(ids(9))
    async with app.run_test(size=(60, 12)) as pilot:
        app.table.mark_range()
        await pilot.press("down")
        app.table.set_rows(ids(8, 1))
        await pilot.press("down")
        assert marked(app) == ["r0", "r1"]
        assert not app.table.ranging


async def test_all_none_and_the_others() -> None:
    app = MarkingApp(GROUPED)
    async with app.run_test(size=(60, 12)):
        table = app.table
        table.marked = frozenset({"elsewhere"})
        table.fold_all()
        table.mark_all()
        assert marked(app) == ["elsewhere", "r0", "r1", "r2"], "folded rows too"
        table.mark_all()
        assert marked(app) == ["elsewhere"]
        table.fold_all()
        table.cursor_id = "r1"
        table.mark()
        table.mark_others()
        assert marked(app) == ["elsewhere", "r0", "r2"]


async def test_marks_stay_while_rows_come_and_go() -> None:
    app = MarkingApp(ids(5))
    async with app.run_test(size=(60, 12)) as pilot:
        app.table.mark()
        app.table.set_rows(ids(3, 2))
        assert marked(app) == ["r0"]
        app.table.set_rows(ids(5))
        await pilot.pause()
        assert app.lines[1][1] == "✓"


async def test_ctrl_click_marks_and_shift_click_marks_all_on_the_way() -> None:
    app = MarkingApp(ids(9))
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.click("#table", offset=(6, 3), control=True)
        assert (marked(app), app.table.cursor_id) == (["r2"], "r2")
        await pilot.click("#table", offset=(6, 6), shift=True)
        assert marked(app) == ["r2", "r3", "r4", "r5"]
        await pilot.click("#table", offset=(6, 4), control=True)
        assert marked(app) == ["r2", "r4", "r5"]
        await pilot.click("#table", offset=(6, 1))
        assert (marked(app), app.table.cursor_id) == (["r2", "r4", "r5"], "r0")


async def test_with_a_key_held_a_title_asks_for_a_further_order() -> None:
    app = MarkingApp(ids(9))
    app.further = []
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.click("#table", offset=(6, 0))
        await pilot.click("#table", offset=(6, 0), shift=True)
        await pilot.click("#table", offset=(6, 0), control=True)
        assert app.further == [False, True, True]


# The bar, and what the pointer is told


async def drag(pilot: Pilot[None], table: MarkingTable, *ys: int) -> None:
    """Press the button on the bar at the first line and move over the others."""
    x = table.size.width - 1
    await pilot.mouse_down("#table", offset=(x, ys[0]))
    for y in ys:
        await pilot._post_mouse_events([events.MouseMove], "#table", offset=(x, y), button=1)
    await pilot.mouse_up("#table", offset=(x, ys[-1]))


async def test_the_bar_is_dragged_and_the_cursor_stays() -> None:
    app = MarkingApp(ids(1000))
    async with app.run_test(size=(60, 22)) as pilot:
        table = app.table
        await drag(pilot, table, 1, 5)
        assert 100 < table.scroll_offset.y < 300
        await drag(pilot, table, 5, table.size.height - 1)
        assert table.scroll_offset.y == 1000 - table.page
        assert "r999" in app.lines[-1]
        await drag(pilot, table, table.size.height - 1, 1)
        assert table.scroll_offset.y == 0
        assert (table.cursor_id, marked(app)) == ("r0", [])


async def test_a_click_beside_the_piece_of_the_bar_brings_it_there() -> None:
    app = MarkingApp(ids(1000))
    async with app.run_test(size=(60, 22)) as pilot:
        table = app.table
        await pilot.click("#table", offset=(table.size.width - 1, 11))
        assert 450 < table.scroll_offset.y < 550
        assert table.cursor_id == "r0", "the row beside it was not meant"


async def test_a_cut_cell_is_told_whole_and_only_that() -> None:
    app = MarkingApp(ids(3), {"r1": "a long text [/oops] \x1b that no column has the room for"})
    async with app.run_test(size=(60, 8)) as pilot:
        await pilot.hover("#table", offset=(6, 2))
        assert str(app.table.tooltip) == "a long text [/oops]   that no column has the room for"
        for offset in ((6, 1), (6, 0), (1, 2), (6, 6)):
            await pilot.hover("#table", offset=offset)
            assert app.table.tooltip is None


# Sideways


async def test_columns_without_room_come_from_the_right_and_the_fixed_one_stays() -> None:
    app = MarkingApp(ids(3))
    async with app.run_test(size=(60, 8)) as pilot:
        first, *others = app.table.columns
        app.table.set_columns([first._replace(fixed=True), *others])
        await pilot.resize_terminal(29, 8)
        assert app.lines[0].split() == ["›", "Summary", "Owner"]
        app.table.action_right()
        await pilot.pause()
        assert app.lines[0].split() == ["‹", "Summary", "Due"]
        assert app.lines[1].split() == ["▌", "r0", "summary", "r0", "due"]
        app.table.action_right()
        await pilot.pause()
        assert app.lines[0].split() == ["‹", "Summary", "Due"], "that was the last"
        app.table.action_left()
        await pilot.pause()
        assert app.lines[0].split() == ["›", "Summary", "Owner"]
        app.table.action_right()
        await pilot.resize_terminal(60, 8)
        assert app.lines[0].split() == ["Summary", "Owner", "Due"], "there is room for all"
