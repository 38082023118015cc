"""The grid draws what is seen and nothing else, and its cursor stays on its cell."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from tests.tui.hostile import HOSTILE
from tui.widgets.columns import Cell
from tui.widgets.grid import Grid
from tui.widgets.ruling import Mean, rule

SIZES = ((40, 15), (80, 24), (120, 40), (200, 60))


class Table:
    """Rows and columns by number; counts what is asked of it."""

    def __init__(self, rows: int, columns: int, names: Sequence[str] = ()) -> None:
        self.rows = names or tuple(f"row{n}" for n in range(rows))
        self.columns = tuple(f"column{n}" for n in range(columns))
        self.asked: list[tuple[int, int]] = []
        self.heads = 0

    def row_head(self, row: int) -> str:
        self.heads += 1
        return self.rows[row]

    def column_head(self, column: int) -> str:
        self.heads += 1
        return f"{self.columns[column]} [/oops]"

    def column_foot(self, column: int, width: int) -> str:
        return "2026"[:width]

    def cell(self, row: int, column: int, words: bool) -> Cell:
        self.asked.append((row, column))
        return Cell(f"{row},{column}", "good")

    def row_mean(self, row: int, places: int) -> Mean:
        return Mean(f"{row / 10:+.{places}f}", "1")

    def column_mean(self, column: int, places: int) -> Mean:
        return Mean("", "")

    def whole_mean(self, places: int) -> Mean:
        return Mean("+0.5", "12")


class GridApp(App[None]):
    """One grid."""

    def __init__(self, table: Table, ascii: bool = False) -> None:
        super().__init__()
        self.table = table
        self.grid = Grid(ascii)
        self.pointed = 0

    def compose(self) -> ComposeResult:
        yield self.grid

    def on_mount(self) -> None:
        self.grid.focus()
        self.grid.show(self.table)

    def on_grid_pointed(self) -> None:
        self.pointed += 1

    @property
    def lines(self) -> list[str]:
        return [self.grid.render_line(y).text for y in range(self.grid.size.height)]


async def draw(app: GridApp, pilot: Pilot[None]) -> list[tuple[int, int]]:
    """The cells that one picture of it asks for."""
    await pilot.pause()
    app.table.asked.clear()
    app.table.heads = 0
    assert len(app.lines) == app.size.height
    return app.table.asked


@pytest.mark.parametrize("size", SIZES)
async def test_a_hundred_by_a_hundred_thousand_cost_what_is_seen(size: tuple[int, int]) -> None:
    app = GridApp(Table(100, 100_000))
    async with app.run_test(size=size) as pilot:
        for way in ("last_column", "end", "page_left", "cursor_up", "first_column", "home"):
            getattr(app.grid, f"action_{way}")()
            asked = await draw(app, pilot)
            rows, columns = ({*each} for each in zip(*asked, strict=True))
            assert len(asked) == len(set(asked)) == len(rows) * len(columns)
            assert len(rows) <= size[1] and len(columns) <= size[0] // 6
            assert app.table.heads <= len(rows) + size[1] * len(columns)
            assert app.grid.pointed in asked


async def test_all_of_a_small_one_is_seen_and_each_cell_asked_for_once() -> None:
    app = GridApp(Table(5, 4))
    async with app.run_test(size=(80, 24)) as pilot:
        asked = await draw(app, pilot)
        assert sorted(asked) == [(row, column) for row in range(5) for column in range(4)]


@pytest.mark.parametrize("ascii", [False, True])
@pytest.mark.parametrize("size", [(8, 3), (20, 8), (120, 40)])
async def test_every_line_is_as_wide_as_the_grid(size: tuple[int, int], ascii: bool) -> None:
    app = GridApp(Table(30, 50), ascii)
    async with app.run_test(size=size) as pilot:
        for shape in ((30, 50), (0, 0), (1, 1)):
            app.grid.show(Table(*shape))
            await pilot.pause()
            assert {cell_len(line) for line in app.lines} == {size[0]}
            assert not ascii or all(line.isascii() for line in app.lines)


async def test_hostile_names_break_no_line() -> None:
    names = [text for text in HOSTILE.values() if text]
    app = GridApp(Table(len(names), 3, names))
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.pause()
        assert {cell_len(line) for line in app.lines} == {80}
        assert not {"\x1b", "\x00", "\u202e"} & set("".join(app.lines))


async def test_heads_and_means_stay_while_the_cells_scroll() -> None:
    app = GridApp(Table(50, 50))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        first = app.lines
        for way in ("end", "last_column"):
            getattr(app.grid, f"action_{way}")()
        await pilot.pause()
        last = app.lines
        assert first[-2].startswith("mean") and first[-2].rstrip().endswith("+0.5  12")
        assert last[-2] == first[-2] and "+4.90   1" in last[-4]
        assert "row49" in last[-4] and "row0 " not in "".join(last)
        assert "column" not in first[0] and "49,49" in last[-4]
        assert "‹50/50 " in "".join(last) and " 1/50›" in "".join(first)


async def test_the_cursor_stays_on_its_cell_when_others_come_and_go() -> None:
    app = GridApp(Table(20, 20))
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.go_to("row7", "column9")
        await pilot.pause()
        fewer = Table(0, 0, [f"row{n}" for n in range(5, 20)])
        fewer.columns = tuple(f"column{n}" for n in range(8, 12))
        app.grid.show(fewer)
        assert app.grid.pointed == (2, 1)
        app.grid.show(Table(3, 3))  # none of the columns around remains: the same place
        assert app.grid.pointed == (2, 1)
        app.grid.show(Table(0, 0))
        assert app.grid.pointed is None
        app.grid.show(Table(2, 2))
        assert app.grid.pointed == (0, 0)


async def test_no_way_leads_out_of_it_and_standing_still_is_not_told() -> None:
    app = GridApp(Table(3, 3))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        told = app.pointed
        for way in ("cursor_up", "cursor_left", "page_up", "page_left", "half_up", "home"):
            getattr(app.grid, f"action_{way}")()
        await pilot.pause()
        assert (app.grid.pointed, app.pointed) == ((0, 0), told)
        for way in ("page_down", "page_right", "half_down", "cursor_down", "cursor_right"):
            getattr(app.grid, f"action_{way}")()
        assert app.grid.pointed == (2, 2)


async def test_a_click_moves_the_cursor_and_a_second_one_chooses() -> None:
    chosen: list[tuple[int, int] | None] = []

    class Choosing(GridApp):
        def on_grid_chosen(self) -> None:
            chosen.append(self.grid.pointed)

    app = Choosing(Table(10, 10))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        line = next(y for y, text in enumerate(app.lines) if "3,0" in text)
        await pilot.click(Grid, offset=(app.lines[line].index("3,2"), line))
        assert (app.grid.pointed, chosen) == ((3, 2), [])
        await pilot.click(Grid, offset=(app.lines[line].index("3,2"), line))
        assert chosen == [(3, 2)]
        await pilot.click(Grid, offset=(2, line))
        await pilot.click(Grid, offset=(30, 0))
        assert (app.grid.pointed, chosen) == ((3, 2), [(3, 2)])


@given(
    st.tuples(st.integers(1, 250), st.integers(1, 80)),
    st.integers(0, 500),
    st.integers(0, 500),
    st.integers(0, 60),
    st.booleans(),
)
def test_a_ruling_shares_out_no_more_than_there_is(
    size: tuple[int, int], rows: int, columns: int, longest: int, words: bool
) -> None:
    made = rule(size, rows, columns, longest=longest, number=1, words=words)
    assert made.seen >= 1 and made.pitch >= 2 and made.heads >= 1
    if size[0] >= 40:
        assert made.start + made.seen * made.pitch <= made.end
        assert made.end + 1 + made.edge == made.width in (size[0], size[0] - 1)
        assert made.seen == columns or made.text >= 5
    if size[1] >= 15:
        assert made.top + made.bottom + min(rows, 3) <= size[1]
    for x in range(made.start, made.start + made.seen * made.pitch):
        assert made.column_at(x) == (x - made.start) // made.pitch
    assert made.column_at(made.start - 1) is None
