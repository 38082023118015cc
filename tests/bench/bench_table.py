"""What a table costs as it gets longer, and beside Textual's own, in ratios of one run.

python -m tests.bench.bench_table
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Callable

from textual.app import App, ComposeResult
from textual.widget import Widget
from textual.widgets import DataTable

from tests.bench.timing import Row, show
from tui.widgets.columns import Cell, Column
from tui.widgets.table import VirtualTable

SIZE = (120, 40)
ROUNDS = 15
COLUMNS = (
    Column("summary", "Summary", None, 20, 0),
    Column("owners", "Owners", 24, 8, 1),
    Column("status", "Status", 12, 6, 2),
    Column("due", "Due", 10, 10, 3),
)


def cell(row_id: str, column: Column) -> Cell:
    return Cell(f"{row_id} {column.key} of a commitment", "late" if row_id[-1] == "3" else "")


class BenchApp(App[None]):
    """An app with one widget, or none."""

    def __init__(self, make: Callable[[], Widget] | None = None) -> None:
        super().__init__()
        self.make = make

    def compose(self) -> ComposeResult:
        if self.make is not None:
            yield self.make()


def rows(count: int) -> list[str]:
    return [f"r{n}" for n in range(count)]


def virtual(count: int) -> VirtualTable:
    table = VirtualTable(COLUMNS, cell)
    table.set_rows(rows(count))
    return table


def stock(count: int) -> "DataTable[str]":
    table: DataTable[str] = DataTable(cursor_type="row")
    table.add_columns(*(column.title for column in COLUMNS))
    fill(table, rows(count))
    return table


def fill(table: "DataTable[str]", ids: list[str]) -> None:
    for row_id in ids:
        table.add_row(*(cell(row_id, column).text for column in COLUMNS), key=row_id)


def paint(widget: Widget) -> None:
    widget.refresh()
    widget.render_lines(widget.size.region)


def median(once: Callable[[], None], before: Callable[[], None] = lambda: None) -> float:
    """Return the median time in milliseconds; what is done `before` each is not counted."""
    times = []
    for _ in range(ROUNDS):
        before()
        start = time.perf_counter()
        once()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


async def first_paint(make: Callable[[], Widget] | None) -> float:
    """Return the median time in milliseconds of an app from nothing to its first screen."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        async with BenchApp(make).run_test(size=SIZE):
            times.append(time.perf_counter() - start)
    return statistics.median(times)


async def virtual_costs(count: int) -> dict[str, float]:
    ids = rows(count)
    gone = [row for row in ids if row != "r0"]
    async with BenchApp(lambda: virtual(count)).run_test(size=SIZE) as pilot:
        table = pilot.app.query_one(VirtualTable)

        def show() -> None:
            table.set_rows(ids)
            paint(table)

        def step(action: Callable[[], None]) -> Callable[[], None]:
            def once() -> None:
                action()
                paint(table)

            return once

        def lose() -> None:
            table.set_rows(gone)

        def stand() -> None:
            table.set_rows(ids)
            table.action_home()

        return {
            "set rows and paint": median(show),
            "page down": median(step(table.action_page_down)),
            "jump to the end": median(step(table.action_end), table.action_home),
            "lose the cursor's row": median(lose, stand),
        }


async def stock_costs(count: int) -> dict[str, float]:
    async with BenchApp(lambda: stock(count)).run_test(size=SIZE) as pilot:
        table: DataTable[str] = pilot.app.query_one(DataTable)

        def show() -> None:
            table.clear()
            fill(table, rows(count))
            paint(table)

        def page_down() -> None:
            table.action_page_down()
            paint(table)

        def end() -> None:
            table.action_scroll_bottom()
            paint(table)

        return {
            "page down": median(page_down),
            "jump to the end": median(end, table.action_scroll_top),
            "set rows and paint": median(show),
        }


async def measure() -> list[Row]:
    """A table of 100,000 and 1,000,000 rows against one of 1,000, and against the stock one."""
    few, many, most = [await virtual_costs(count) for count in (1_000, 100_000, 1_000_000)]
    theirs = await stock_costs(1_000)
    ours = await first_paint(lambda: virtual(1_000))
    stocks = await first_paint(lambda: stock(1_000))
    told = ("set rows and paint", "page down", "jump to the end")
    return [
        *(Row(f"{name} at 100,000 against 1,000", many[name], few[name], 1.5) for name in told),
        *(Row(f"{name} at 1,000,000 against 1,000", most[name], few[name], 1.5) for name in told),
        *(Row(f"{name} against the stock table", few[name], theirs[name], 1) for name in told[:2]),
        Row("first screen against the stock table", ours, stocks, 1),
    ]


if __name__ == "__main__":
    sys.exit(show(asyncio.run(measure())))
