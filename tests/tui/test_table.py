"""The table draws what is seen and nothing else, and its cursor stays on its record."""

import unicodedata
from collections.abc import Sequence

import pytest
from rich.style import Style
from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot
from textual.widgets import Input

from tests.tui.hostile import HOSTILE
from tui.widgets.columns import Cell, Column
from tui.widgets.rows import Heading, Row
from tui.widgets.table import VirtualTable
from tui.widgets.table_view import SAMPLE

COLUMNS = (
    Column("summary", "Summary", None, 12, 0),
    Column("owner", "Owner", 16, 5, 1),
    Column("due", "Due", 10, 10, 2, "right"),
)
SIZES = ((40, 15), (80, 24), (120, 40), (200, 60))


def ids(count: int, start: int = 0) -> list[str]:
    return [f"r{n}" for n in range(start, start + count)]


class TableApp(App[None]):
    """One table under one input, which records what is asked and what is said."""

    TABLE: type[VirtualTable] = VirtualTable
    CSS = "Input { height: 1; border: none; dock: bottom; }"

    def __init__(self, rows: Sequence[Row] = (), texts: dict[str, str] | None = None) -> None:
        super().__init__()
        self.start = rows
        self.texts = texts or {}
        self.asked: list[tuple[str, str]] = []
        self.said: list[tuple[str, str | None]] = []

    def cell(self, row_id: str, column: Column) -> Cell:
        self.asked.append((row_id, column.key))
        text = self.texts.get(row_id, f"{row_id} {column.key}")
        return Cell(text, "late" if row_id == "r3" else "")

    def compose(self) -> ComposeResult:
        table = self.TABLE(COLUMNS, self.cell, empty="Nothing [/oops] recorded", id="table")
        table.set_rows(self.start)
        yield table
        yield Input()

    @property
    def table(self) -> VirtualTable:
        return self.query_one(VirtualTable)

    @property
    def lines(self) -> list[str]:
        """What was painted, without the border."""
        table = self.table
        painted = table.render_lines(table.outer_size.region)[table.gutter.top :]
        left, width = table.gutter.left, table.text_width
        return [strip.crop(left, left + width).text for strip in painted[: table.size.height]]

    def line_of_cursor(self) -> int:
        return next(y for y, line in enumerate(self.lines) if line.startswith("▌"))

    def on_virtual_table_highlighted(self, message: VirtualTable.Highlighted) -> None:
        self.said.append(("highlighted", message.row_id))

    def on_virtual_table_selected(self, message: VirtualTable.Selected) -> None:
        self.said.append(("selected", message.row_id))

    def on_virtual_table_header_clicked(self, message: VirtualTable.HeaderClicked) -> None:
        self.said.append(("header", message.column_key))


def assert_whole(app: TableApp) -> None:
    """Every line takes exactly the width there is and holds no control character."""
    table = app.table
    for y in range(max(2, table.size.height)):
        strip = table.render_line(y)
        assert sum(segment.cell_length for segment in strip) == strip.cell_length
        assert strip.cell_length == table.size.width
        assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in strip.text)


# What is drawn


@pytest.mark.parametrize("size", SIZES)
async def test_rows_stand_under_a_header_that_stays(size: tuple[int, int]) -> None:
    app = TableApp(ids(500))
    async with app.run_test(size=size) as pilot:
        assert app.lines[0].split() == ["Summary", "Owner", "Due"]
        assert app.lines[1].split() == ["▌", "r0", "summary", "r0", "owner", "r0", "due"]
        await pilot.press("end")
        assert app.lines[0].split() == ["Summary", "Owner", "Due"]
        assert app.lines[-1].split() == ["▌", "r499", "summary", "r499", "owner", "r499", "due"]
        assert_whole(app)


async def test_figures_and_their_title_end_where_the_scroll_bar_begins() -> None:
    app = TableApp(ids(3))
    async with app.run_test(size=(60, 10)) as pilot:
        assert app.lines[1].endswith("r0 due")
        assert len(app.lines[1]) == 60
        app.table.set_rows(ids(100))
        await pilot.pause()
        assert app.lines[0].endswith("Due")
        assert len(app.lines[1]) == 59
        assert app.table.render_line(1).text.endswith("due▐")


async def test_the_least_important_columns_give_way_when_it_is_narrow() -> None:
    app = TableApp(ids(3))
    async with app.run_test(size=(60, 10)) as pilot:
        await pilot.resize_terminal(30, 10)
        assert app.lines[0].split() == ["›", "Summary", "Owner"]
        await pilot.resize_terminal(18, 10)
        assert app.lines[0].split() == ["›", "Summary"]
        await pilot.resize_terminal(60, 10)
        assert app.lines[0].split() == ["Summary", "Owner", "Due"]


async def test_only_what_is_seen_is_asked_for() -> None:
    app = TableApp(ids(100_000))
    async with app.run_test(size=(80, 24)) as pilot:
        seen = set(ids(22))
        assert {row for row, key in app.asked if key != "owner"} == seen
        assert {row for row, _ in app.asked} == set(ids(SAMPLE)), "owner's width is from a sample"
        app.asked.clear()
        await pilot.press("pagedown")
        assert {row for row, _ in app.asked} <= set(ids(22 + SAMPLE))
        app.asked.clear()
        await pilot.press("end")
        assert {row for row, _ in app.asked} == set(ids(22, 100_000 - 22))
        app.asked.clear()
        await pilot.press("up")
        assert {row for row, _ in app.asked} == {"r99999", "r99998"}
        app.asked.clear()
        await pilot.press("pageup", "pageup")
        assert len({row for row, _ in app.asked}) <= 100


async def test_scrolling_up_line_by_line_does_not_measure_a_hundred_rows_each_time() -> None:
    app = TableApp(ids(1000))
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.press("end")
        app.asked.clear()
        for _ in range(20):
            app.table.scroll_to_line(app.table.scroll_offset.y - 1)
            await pilot.pause()
        assert len([key for _, key in app.asked if key == "owner"]) <= 20 * app.table.page + 100


async def test_columns_grow_for_what_comes_into_view_and_stay_so() -> None:
    app = TableApp(ids(500), {"r300": "a long owner"})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end")
        assert "r499 owner" in app.lines[-1]
        app.table.cursor_id = "r300"
        await pilot.pause()
        assert app.lines[app.line_of_cursor()].count("a long owner") == 2
        places = app.lines[0].index("Owner")
        await pilot.press("home")
        assert app.lines[0].index("Owner") == places


async def test_rows_are_held_and_no_cell_asked_for_until_they_are_seen() -> None:
    rows = ids(10)
    app = TableApp(rows)
    async with app.run_test(size=(80, 24)) as pilot:
        app.table.display = False
        await pilot.pause()
        app.asked.clear()
        app.table.set_rows(rows)
        await pilot.pause()
        assert app.table.rows is rows
        assert app.asked == []


async def test_only_the_rows_named_are_asked_for_anew() -> None:
    app = TableApp(ids(1000))
    async with app.run_test(size=(80, 24)) as pilot:
        app.asked.clear()
        app.texts["r2"] = "changed"
        app.table.refresh_rows({"r2", "r900"})
        await pilot.pause()
        assert {row for row, _ in app.asked} == {"r2"}
        assert "changed" in app.lines[3]


async def test_invalidating_asks_for_widths_too() -> None:
    app = TableApp(ids(3))
    async with app.run_test(size=(80, 24)) as pilot:
        app.texts["r1"] = "a longer owner"
        app.table.invalidate()
        await pilot.pause()
        assert app.lines[2].count("a longer owner") == 2


@pytest.mark.parametrize("name", HOSTILE)
async def test_no_text_breaks_a_line(name: str) -> None:
    text = HOSTILE[name]
    rows: list[Row] = [Heading(text, 2), "r0", "hostile", "r1"]
    app = TableApp(rows, {"hostile": text})
    async with app.run_test(size=(60, 8)) as pilot:
        for width in (60, 31, 12, 5):
            await pilot.resize_terminal(width, 8)
            assert_whole(app)
        app.table.set_columns([Column("summary", text, None, 4), Column("owner", text, 9, 3)])
        app.table.empty = text
        await pilot.pause()
        assert_whole(app)
        app.table.set_rows([])
        await pilot.pause()
        assert_whole(app)


async def test_markup_is_shown_as_it_is_written() -> None:
    app = TableApp([Heading("Fund [/oops]", 1), "x"], {"x": "Fund [/oops] [red]x[/]"})
    async with app.run_test(size=(80, 8)):
        assert "Fund [/oops] (1)" in app.lines[1]
        assert "Fund [/oops] [red]x[/]" in app.lines[2]


# What is said where there is nothing


async def test_an_empty_table_says_so_below_its_header() -> None:
    app = TableApp()
    async with app.run_test(size=(60, 11)) as pilot:
        assert app.lines[0].split() == ["Summary", "Owner", "Due"]
        said = [y for y, line in enumerate(app.lines) if line.strip() == "Nothing [/oops] recorded"]
        assert said == [5]
        app.table.empty = Content.assemble(
            "Nothing matches ", ("owner:\x1b", "bold"), "\nesc clears"
        )
        await pilot.pause()
        assert [line.strip() for line in app.lines[4:6]] == ["Nothing matches owner:", "esc clears"]
        assert app.table.cursor_id is None
        await pilot.press("down", "up", "pagedown", "home", "end", "enter")
        assert app.said == []


# The cursor


async def test_the_cursor_goes_by_row_page_half_page_and_to_the_ends() -> None:
    app = TableApp(ids(100))
    async with app.run_test(size=(80, 22)) as pilot:
        table = app.table
        assert table.page == 20
        for key, row_id in [
            ("down", "r1"),
            ("up", "r0"),
            ("up", "r0"),
            ("pagedown", "r20"),
            ("pageup", "r0"),
            ("end", "r99"),
            ("down", "r99"),
            ("home", "r0"),
        ]:
            await pilot.press(key)
            assert table.cursor_id == row_id
            app.line_of_cursor()
        table.action_half_down()
        assert table.cursor_id == "r10"
        table.action_half_up()
        assert table.cursor_id == "r0"


async def test_inside_a_border_what_changes_is_painted_anew() -> None:
    app = TableApp(ids(100))
    async with app.run_test(size=(60, 12)) as pilot:
        app.table.styles.border = ("round", "red")
        await pilot.pause()
        assert app.lines[1].startswith("▌  r0")
        await pilot.press("down")
        assert [line[:5].strip() for line in app.lines[1:4]] == ["r0", "▌  r1", "r2"]
        app.texts["r2"] = "changed"
        app.table.refresh_rows({"r2"})
        await pilot.pause()
        assert "changed" in app.lines[3]
        await pilot.click("#table", offset=(6, 2))
        assert app.line_of_cursor() == 1
        await pilot.click("#table", offset=(6, 1))
        assert app.said[-1] == ("header", "summary")


async def test_each_change_of_record_is_said_once() -> None:
    app = TableApp(ids(3))
    async with app.run_test() as pilot:
        await pilot.press("down", "up", "up", "end", "end", "enter")
        app.table.set_rows(ids(3))
        await pilot.pause()
        assert app.said == [
            ("highlighted", "r0"),
            ("highlighted", "r1"),
            ("highlighted", "r0"),
            ("highlighted", "r2"),
            ("selected", "r2"),
        ]


async def test_the_cursor_stays_on_its_record_when_rows_come_above() -> None:
    app = TableApp(ids(100))
    async with app.run_test(size=(80, 22)) as pilot:
        await pilot.press(*["down"] * 5)
        app.said.clear()
        app.table.set_rows([*ids(3, 500), *ids(100)])
        await pilot.pause()
        assert app.table.cursor_id == "r5"
        assert app.line_of_cursor() == 6, "it stays where the eye is"
        app.table.set_rows([*ids(300, 500), *ids(100)])
        await pilot.pause()
        assert app.table.cursor_id == "r5"
        assert "r5 summary" in app.lines[app.line_of_cursor()]
        assert app.said == []


async def test_the_table_stays_scrolled_where_it_is_when_rows_come_and_go() -> None:
    app = TableApp(ids(1000))
    async with app.run_test(size=(80, 22)) as pilot:
        await pilot.press("pagedown", "pagedown", "down", "down")
        app.table.set_rows([row for row in ids(1000) if row != "r60"])
        await pilot.pause()
        assert (app.table.scroll_offset.y, app.table.cursor_id) == (40, "r42")
        app.table.scroll_to_line(500)
        app.table.set_rows(ids(900))
        await pilot.pause()
        assert app.table.scroll_offset.y == 500, "a cursor out of sight pulls nobody back"
        app.table.set_rows(ids(100))
        await pilot.pause()
        assert "r99 summary" in app.lines[-1]


async def test_when_its_record_goes_the_cursor_takes_the_nearest() -> None:
    app = TableApp(ids(10))
    async with app.run_test() as pilot:
        await pilot.press(*["down"] * 4)
        app.said.clear()
        app.table.set_rows(["r0", "r1", "r2", "r3", "r5", "r6"])
        app.table.set_rows(["r0", "r1"])
        app.table.set_rows([])
        await pilot.pause()
        assert app.said == [("highlighted", "r5"), ("highlighted", "r1"), ("highlighted", None)]


async def test_the_cursor_comes_back_to_its_record_after_nothing_matched() -> None:
    app = TableApp(ids(10))
    async with app.run_test() as pilot:
        await pilot.press("down", "down")
        app.table.set_rows([])
        assert app.table.cursor_id is None
        app.table.set_rows(ids(10))
        assert app.table.cursor_id == "r2"
        await pilot.press("down")
        assert app.table.cursor_id == "r3"


async def test_the_cursor_can_be_sent_to_a_record_even_before_it_is_there() -> None:
    app = TableApp(ids(100))
    async with app.run_test(size=(80, 22)) as pilot:
        app.table.cursor_id = "r70"
        await pilot.pause()
        assert "r70 summary" in app.lines[app.line_of_cursor()]
        app.table.cursor_id = "r123"
        assert app.table.cursor_id == "r70"
        app.table.set_rows(ids(200))
        await pilot.pause()
        assert app.table.cursor_id == "r123"
        assert app.said == [("highlighted", f"r{n}") for n in (0, 70, 123)]


async def test_a_record_awaited_comes_into_view_wherever_the_table_is_scrolled() -> None:
    app = TableApp(ids(500))
    async with app.run_test(size=(80, 22)) as pilot:
        app.table.scroll_to_line(300)
        app.table.cursor_id = "new"
        app.table.set_rows([*ids(500), "new"])
        await pilot.pause()
        assert "new summary" in app.lines[app.line_of_cursor()]


async def test_a_wish_is_dropped_when_the_cursor_is_moved_meanwhile() -> None:
    app = TableApp(ids(5))
    async with app.run_test() as pilot:
        app.table.cursor_id = "r9"
        await pilot.press("down")
        app.table.set_rows(ids(10))
        assert app.table.cursor_id == "r1"


@pytest.mark.parametrize("size", SIZES)
async def test_resizing_keeps_the_cursor_in_view(size: tuple[int, int]) -> None:
    app = TableApp(ids(1000))
    async with app.run_test(size=size) as pilot:
        app.table.cursor_id = "r500"
        for height in (8, 3, 30, 60):
            await pilot.resize_terminal(size[0], height)
            await pilot.pause()
            assert "r500 summary" in app.lines[app.line_of_cursor()]


# Headings

GROUPED: list[Row] = [
    Heading("on track", 2),
    "r0",
    "r1",
    Heading("stalled", 0),
    Heading("delivered", 2),
    "r2",
    "r3",
]


async def test_the_cursor_skips_headings() -> None:
    app = TableApp(GROUPED)
    async with app.run_test() as pilot:
        assert app.lines[1].startswith("── on track (2) ────")
        assert app.table.cursor_id == "r0"
        await pilot.press("down", "down")
        assert app.table.cursor_id == "r2"
        await pilot.press("up")
        assert app.table.cursor_id == "r1"
        await pilot.press("pageup", "home")
        assert app.table.cursor_id == "r0"
        await pilot.press("pagedown")
        assert app.table.cursor_id == "r3"


async def test_the_headings_above_the_cursor_come_into_view_with_it() -> None:
    app = TableApp(GROUPED)
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.press("end")
        assert "r3 summary" in app.lines[3]
        await pilot.press("up")
        assert "delivered" in app.lines[2]
        await pilot.press("up", "up")
        assert "on track" in app.lines[1]


async def test_headings_alone_leave_the_cursor_nowhere_to_stand() -> None:
    app = TableApp([Heading("stalled", 0)])
    async with app.run_test() as pilot:
        await pilot.press("down", "up", "end", "enter", "pagedown")
        assert app.table.cursor_id is None
        assert app.said == []


async def test_a_record_in_two_groups_is_walked_through_in_both() -> None:
    app = TableApp([Heading("Italy", 1), "r0", Heading("Niger", 2), "r0", "r1"])
    async with app.run_test() as pilot:
        assert app.line_of_cursor() == 2
        await pilot.press("down")
        assert app.line_of_cursor() == 4
        app.table.set_rows([Heading("Italy", 1), "r0", Heading("Niger", 2), "r0", "r1"])
        await pilot.press("down")
        assert app.said == [("highlighted", "r0"), ("highlighted", "r1")]


# Marks, symbols and colours


async def test_marks_and_cursor_are_symbols_and_have_a_plain_set() -> None:
    app = TableApp(ids(4))
    async with app.run_test(size=(30, 8)) as pilot:
        app.table.marked = frozenset({"r0", "r2"})
        await pilot.pause()
        assert [line[:3] for line in app.lines[1:5]] == ["▌✓ ", "   ", " ✓ ", "   "]
        app.texts["r1"] = "a summary that is too long for its column"
        app.table.ascii = True
        app.table.set_rows([Heading("on track", 4), *ids(4)])
        await pilot.pause()
        assert [line[:3] for line in app.lines[2:6]] == [">* ", "   ", " * ", "   "]
        assert "..." in app.lines[3]
        assert all(line.isascii() for line in app.lines)


async def test_the_cursor_of_a_table_without_the_focus_is_told_by_style_as_well() -> None:
    app = TableApp(ids(4))
    async with app.run_test() as pilot:
        focused = app.table.render_line(1)
        await pilot.press("tab")
        blurred = app.table.render_line(1)
        assert focused.text == blurred.text
        assert list(focused) != list(blurred)


def style_of(app: TableApp, y: int, words: str) -> Style:
    """The style that these words of a line are drawn in."""
    found = next(segment for segment in app.table.render_line(y) if words in segment.text)
    assert found.style is not None
    return found.style


async def test_a_cell_wears_its_tone_but_under_the_cursor_only_the_cursors() -> None:
    app = TableApp(ids(5))
    async with app.run_test() as pilot:
        assert style_of(app, 2, "r1 summary") != style_of(app, 4, "r3 summary")
        await pilot.press("down")
        cursor = style_of(app, 2, "r1 summary")
        await pilot.press("down", "down")
        late = style_of(app, 4, "r3 summary")
        assert (cursor.color, cursor.bgcolor) == (late.color, late.bgcolor)


async def test_the_cursor_is_a_bar_across_the_table_though_its_columns_end_before() -> None:
    app = TableApp(ids(4))
    async with app.run_test(size=(60, 8)) as pilot:
        app.table.set_columns(COLUMNS[1:])
        await pilot.pause()
        segments = list(app.table.render_line(1))
        first, last = segments[0].style, segments[-1].style
        assert segments[-1].text.isspace()
        assert first is not None
        assert last is not None
        assert first.bgcolor == last.bgcolor


async def test_without_any_colour_everything_is_still_told_apart() -> None:
    app = TableApp(GROUPED)
    app.theme = "ansi-dark"
    async with app.run_test() as pilot:
        app.table.marked = frozenset({"r1"})
        await pilot.pause()
        assert [line[:2] for line in app.lines[1:5]] == ["──", "▌ ", " ✓", "──"]
        assert_whole(app)


# The mouse


async def test_a_click_moves_the_cursor_and_a_double_click_opens() -> None:
    app = TableApp(GROUPED)
    async with app.run_test() as pilot:
        await pilot.click("#table", offset=(5, 3))
        assert app.table.cursor_id == "r1"
        await pilot.click("#table", offset=(5, 1))
        await pilot.click("#table", offset=(5, 20))
        assert app.table.cursor_id == "r1"
        await pilot.click("#table", offset=(5, 7), times=2)
        assert app.said[-2:] == [("highlighted", "r3"), ("selected", "r3")]


async def test_a_double_click_opens_what_was_clicked_though_a_heading_hides_above() -> None:
    app = TableApp(GROUPED)
    async with app.run_test(size=(60, 5)) as pilot:
        app.table.set_rows([*GROUPED, *ids(20, 10)])
        app.table.scroll_to_line(5)
        await pilot.pause()
        assert "r2 summary" in app.lines[1]
        await pilot.click("#table", offset=(5, 1), times=2)
        assert app.said[-1] == ("selected", "r2")
        assert "r2 summary" in app.lines[1]


async def test_a_click_on_a_title_names_its_column() -> None:
    app = TableApp(ids(5))
    async with app.run_test(size=(60, 10)) as pilot:
        app.said.clear()
        for offset in (0, 3, 59):
            await pilot.click("#table", offset=(offset, 0))
        assert app.said == [("header", "summary"), ("header", "due")]


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = TableApp(ids(500))
    async with app.run_test(size=(60, 10)) as pilot:
        table = app.table
        for _ in range(10):
            await wheel_down(pilot)
        assert table.scroll_offset.y > 5
        assert table.cursor_id == "r0"
        await pilot.press("down")
        assert table.scroll_offset.y == 1


async def wheel_down(pilot: Pilot[None]) -> None:
    from textual.events import MouseScrollDown

    await pilot._post_mouse_events([MouseScrollDown], "#table", offset=(5, 5))


# Small is fine


@pytest.mark.parametrize("rows", [[], GROUPED, ids(200)], ids=["empty", "grouped", "many"])
async def test_no_size_is_too_small(rows: list[Row]) -> None:
    app = TableApp(rows, {"r0": "漢字" * 9})
    async with app.run_test(size=(40, 12)) as pilot:
        table = app.table
        for height in (0, 1, 2, 3):
            for width in range(11):
                table.styles.width, table.styles.height = width, height
                await pilot.pause()
                for action in ("page_down", "cursor_up", "half_down", "end", "page_up", "home"):
                    await table.run_action(action)
                assert_whole(app)


async def test_a_table_folded_away_and_opened_again_shows_its_cursor() -> None:
    app = TableApp(ids(200))
    async with app.run_test(size=(40, 12)) as pilot:
        app.table.styles.height = 0
        await pilot.pause()
        app.table.cursor_id = "r150"
        app.table.set_rows(ids(160))
        app.table.styles.height = 8
        await pilot.pause()
        assert "r150" in app.lines[app.line_of_cursor()]
