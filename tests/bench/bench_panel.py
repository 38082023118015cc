"""What the panel of the commitments costs at 100,000 records against 1,000, in time and in memory.

python -m tests.bench.bench_panel
"""

import asyncio
import gc
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, cast

from textual.app import App, ComposeResult
from textual.containers import Vertical

from store.config import Config
from store.desk import Desk
from store.insight import Insight
from store.kinds import Commitment
from store.names import Names
from tests.bench.bench_query import TODAY, Rows
from tests.bench.bench_table import SIZE, BenchApp, paint
from tests.bench.timing import Row, medians, show
from tui.cells import Teller
from tui.listing import Lister, Listing
from tui.widgets.panel import Panel

FEW, MANY = 1_000, 100_000
ROUNDS = 25


class Shelf(Rows):
    """Made-up records as a store holds them."""

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.names = Names(self, lambda: TODAY)


def desk(count: int) -> Desk:
    shelf = Shelf(count)
    return Desk(cast(Any, shelf), Insight(shelf, lambda: TODAY), Config(home="m1"))


def listed(desk: Desk, line: str) -> Listing:
    return Lister(desk, "commitment").list(line)


async def first_paints(desks: Mapping[str, Desk]) -> dict[str, float]:
    """Median seconds from nothing to a panel that is on the screen, by turns."""
    listings = {name: listed(desk, "") for name, desk in desks.items()}
    times: dict[str, list[float]] = {name: [] for name in desks}
    async with BenchApp().run_test(size=SIZE) as pilot:
        for _ in range(ROUNDS):
            for name, desk in desks.items():
                start = time.perf_counter()
                panel = Panel(Commitment, Teller(desk))
                panel.listing = listings[name]
                await pilot.app.mount(panel)
                await pilot.pause()
                paint(panel)
                times[name].append(time.perf_counter() - start)
                await panel.remove()
    return {name: statistics.median(taken) for name, taken in times.items()}


class TwoPanels(App[None]):
    """The panel over few records and the one over many, as high as each other."""

    def __init__(self, desks: Mapping[str, Desk]) -> None:
        super().__init__()
        self.panels = {name: Panel(Commitment, Teller(desk)) for name, desk in desks.items()}

    def compose(self) -> ComposeResult:
        for panel in self.panels.values():
            yield Vertical(panel)  # each in its own: both have the name of their kind


Deed = Callable[[Panel], None]


def to_the_end_and_back(panel: Panel) -> None:
    panel.action_end()
    panel.action_home()


def mark_and_unmark(panel: Panel) -> None:
    panel.mark()
    panel.unmark()


DEEDS: dict[str, Deed] = {
    "page down": Panel.action_page_down,
    "to the end and back": to_the_end_and_back,
    "a line down": Panel.action_cursor_down,
    "mark and unmark": mark_and_unmark,
}


async def deeds(desks: Mapping[str, Desk]) -> dict[str, dict[str, float]]:
    """Median seconds of what a person does to a panel, painted, by turns; and bytes held by it."""
    app = TwoPanels(desks)
    async with app.run_test(size=SIZE) as pilot:
        panels = app.panels
        for name, panel in panels.items():
            panel.listing = listed(desks[name], "")
        await pilot.pause()

        def painted(deed: Deed, panel: Panel) -> Callable[[], None]:
            def once() -> None:
                deed(panel)
                paint(panel)

            return once

        told = {
            name: medians({who: painted(deed, p) for who, p in panels.items()}, ROUNDS)
            for name, deed in DEEDS.items()
        }
        told["bytes shown"] = {
            who: held(painted(DEEDS["page down"], panel)) for who, panel in panels.items()
        }
        for who, panel in panels.items():
            panel.listing = listed(desks[who], "by:status")
        await pilot.pause()
        told["bytes folded"] = {who: held(partial(p.fold, True)) for who, p in panels.items()}
        return told


def plainly_sorted(desk: Desk) -> list[str]:
    """What a program would do that sorts by the names of the owners and thinks no further."""
    records = cast("dict[str, Commitment]", desk.store.records("commitment"))
    name = desk.names.name
    found = sorted(records.values(), key=lambda c: (not c.owners, [name(o) for o in c.owners]))
    return [record.id for record in found]


def held(do: Callable[[], None]) -> float:
    """The bytes that are held for good once this was done."""
    tracemalloc.start()
    gc.collect()
    before, _ = tracemalloc.get_traced_memory()
    do()
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return after - before


def peak(do: Callable[[], object]) -> float:
    """The most bytes that were held while this was done."""
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    do()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most - before


async def measure() -> list[Row]:
    """The panel at 100,000 records against 1,000; memory against what a list of the rows takes."""
    desks = {"few": desk(FEW), "many": desk(MANY)}
    painted, told = await first_paints(desks), await deeds(desks)
    timed = {"first paint": painted, **{name: told[name] for name in DEEDS}}
    shown, folded = told["bytes shown"], told["bytes folded"]
    many = desks["many"]
    sorting = peak(lambda: listed(many, "sort:owners")) / MANY
    plainly = peak(lambda: plainly_sorted(many)) / MANY
    against = "100,000 against 1,000"
    return [
        *(Row(f"{name}, {against}", t["many"], t["few"], 1.5) for name, t in timed.items()),
        Row(f"held for a page of rows, {against}", shown["many"], shown["few"], 1.5, unit="B"),
        Row("held for folding, a row, against a pointer", folded["many"] / MANY, 8, 1.5, unit="B"),
        Row("sorting by owners, a row, against a plain sort", sorting, plainly, 1, unit="B"),
    ]


if __name__ == "__main__":
    sys.exit(show(asyncio.run(measure())))
