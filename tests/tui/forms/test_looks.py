"""The sheets as they look, at every size that must work, letter by letter.

`SMALLGROUP_GOLDENS=write` writes the goldens anew; then look at what changed.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from store.desk import Desk
from store.kinds import Commitment, Meeting, Role
from tests.tui.forms.journey import Journey, journey
from tui.screens.bulk import BulkForm
from tui.screens.form import FormScreen
from tui.screens.handover import HandoverScreen
from tui.screens.home import HomeScreen
from tui.screens.quick import QuickAdd, QuickLine

GOLDENS = Path(__file__).parent.parent / "goldens"
SIZES = [(40, 15), (80, 24), (120, 40), (200, 60)]


def check(seen: str, name: str, size: tuple[int, int]) -> None:
    """Compare the screen with its golden."""
    lines = [line.rstrip() for line in seen.splitlines()]
    assert max(map(cell_len, lines)) <= size[0]
    text, golden = "\n".join(lines) + "\n", GOLDENS / f"{name}.txt"
    if os.environ.get("SMALLGROUP_GOLDENS") == "write":
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


async def show(desk: Desk, size: tuple[int, int], look: Callable[[str, Journey], None]) -> None:
    """Look at each of the sheets, filled in to where there is something to see."""
    commitments = desk.store.of(Commitment)[:4]
    current = desk.insight.test("role", "current")
    roles = [r for r in desk.store.of(Role) if r.group == "africa-focus-group" and current(r)]
    async with journey(FormScreen(desk, Meeting), size) as form:
        form.row("groups").input.words = "africa-focus-group, small-group"
        form.row("hosts").input.words = "MA, IT, US"
        await form.go("start")
        await form.type("+2w")
        look("filled", form)

        await form.open(QuickAdd(desk, Meeting))
        line = form.screen.query_one(QuickLine)
        line.value = "commitment Morocco to host the next meeting due:eoq group:afg"
        await form.settle()
        look("quick", form)

        await form.open(BulkForm(desk, commitments))
        look("bulk", form)

        await form.open(HandoverScreen(desk, roles))
        look("handover", form)

        await form.open(HomeScreen(desk))
        look("home", form)

        before = commitments[0]
        await form.open(FormScreen(desk, Commitment, before))
        theirs = replace(before, status="at risk", summary="Their words")
        desk.store.apply("their edit", [(before, theirs)])
        form.row("summary").input.words = "Our words"
        await form.press("ctrl+s")
        look("stale", form)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_sheets(desk: Desk, size: tuple[int, int]) -> None:
    def look(name: str, form: Journey) -> None:
        check(form.seen_now, f"{name}-{size[0]}x{size[1]}", size)

    await show(desk, size, look)


async def test_the_sheets_in_ascii(desk: Desk) -> None:
    def look(name: str, form: Journey) -> None:
        letters = {char for char in form.seen_now if not char.isascii()}
        assert letters <= set("▁▂▃▄▅▆▇█▌"), name  # bars, which the application draws in its way

    await show(desk._replace(config=replace(desk.config, ascii=True)), (80, 24), look)
