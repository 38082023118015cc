"""Headings fold: by key, by mouse, all at once; what is folded stays so while rows come and go."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.test_table import TableApp, assert_whole
from tui.widgets.folding import FoldingTable
from tui.widgets.rows import Heading, Row, heading_of, keys, landing, nearest, unfolded

GROUPED: list[Row] = [
    *(Heading("Italy", 2, "by:Italy"), "r0", "r1"),
    *(Heading("Morocco", 1, "by:Morocco"), "r2"),
    *(Heading("none", 2, "by:none"), "r3", "r4"),
]


class FoldingApp(TableApp):
    """The table with groups that fold."""

    TABLE = FoldingTable

    @property
    def table(self) -> FoldingTable:
        return self.query_one(FoldingTable)


@st.composite
def groups(draw: st.DrawFn) -> list[Row]:
    names = draw(st.lists(st.text("abc", min_size=1), unique=True, max_size=6))
    rows: list[Row] = []
    for name in names:
        ids = draw(st.lists(st.integers(0, 40).map(str), max_size=6, unique=True))
        rows += [Heading(name, len(ids), f"k:{name}"), *ids]
    return rows


@given(groups(), st.data())
def test_every_heading_stays_and_of_the_rest_what_is_not_folded(
    rows: list[Row], data: st.DataObject
) -> None:
    folded = frozenset(data.draw(st.sets(st.sampled_from(sorted(keys(rows)) or ["none"]))))
    shown = unfolded(rows, folded)
    expected: list[Row] = []
    away = False
    for row in rows:
        if isinstance(row, Heading):
            away = row.key in folded
            expected.append(row)
        elif not away:
            expected.append(row)
    assert list(shown) == expected
    assert unfolded(rows, frozenset()) is rows


@given(groups(), st.integers(0, 40))
def test_the_heading_of_a_place_is_the_last_one_above(rows: list[Row], at: int) -> None:
    place = heading_of(rows, at)
    above = [n for n, row in enumerate(rows[: at + 1]) if isinstance(row, Heading)]
    assert place == (above[-1] if above else None)


@given(groups(), groups(), st.integers(0, 40), st.sampled_from((1, -1)))
def test_a_cursor_stands_on_headings_too_and_follows_them(
    old: list[Row], new: list[Row], at: int, direction: int
) -> None:
    assert (landing(new, at, direction) is None) == (not new)
    place = nearest(old, new, at)
    assert (place is None) == (not new)
    if at < len(old) and isinstance(here := old[at], Heading) and here in new:
        assert place is not None
        assert new[place] == here, "though another number stands below it"


def shown(app: FoldingApp) -> list[str]:
    """Headings by name, records by id, as they are seen."""
    lines = [line for line in app.lines[1:] if line.strip()]
    return [
        line.split()[1] if line[0] in "─▌" and line[1] in "▾▸" else line[3:].split()[0]
        for line in lines
    ]


async def test_the_cursor_begins_on_the_first_record_and_walks_over_headings() -> None:
    app = FoldingApp(GROUPED)
    async with app.run_test(size=(60, 14)) as pilot:
        assert app.lines[1].startswith("─▾ Italy (2) ──")
        assert app.table.cursor_id == "r0"
        await pilot.press("up")
        assert app.table.heading == GROUPED[0]
        assert app.lines[1].startswith("▌▾ Italy (2) ──")
        await pilot.press("end", "home")
        assert app.table.heading == GROUPED[0]
        assert app.said == [("highlighted", row_id) for row_id in ("r0", None, "r4", None)]


async def test_enter_folds_and_opens_and_the_count_stays() -> None:
    app = FoldingApp(GROUPED)
    async with app.run_test(size=(60, 14)) as pilot:
        await pilot.press("home", "enter")
        assert shown(app) == ["Italy", "Morocco", "r2", "none", "r3", "r4"]
        assert app.lines[1].startswith("▌▸ Italy (2) ──")
        assert app.table.all_rows is GROUPED
        await pilot.press("enter")
        assert shown(app)[:3] == ["Italy", "r0", "r1"]
        assert ("selected", None) not in app.said


async def test_left_goes_to_the_heading_then_folds_and_right_opens() -> None:
    app = FoldingApp(GROUPED)
    async with app.run_test(size=(60, 14)):
        table = app.table
        table.cursor_id = "r4"
        table.action_left()
        assert table.heading == GROUPED[5]
        assert not table.folded
        table.action_left()
        assert table.folded == {"by:none"}
        table.action_right()
        assert not table.folded


async def test_all_fold_at_once_and_open_again_where_none_is_left_to_fold() -> None:
    app = FoldingApp(GROUPED)
    async with app.run_test(size=(60, 14)) as pilot:
        table = app.table
        table.cursor_id = "r2"
        table.fold_all()
        await pilot.pause()
        assert shown(app) == ["Italy", "Morocco", "none"]
        assert table.heading == GROUPED[3], "the cursor is on the heading of where it was"
        table.fold(False)
        table.fold_all()
        assert table.folded == {"by:Italy", "by:Morocco", "by:none"}
        table.fold_all()
        assert not table.folded


async def test_a_click_on_a_heading_folds_it() -> None:
    app = FoldingApp(GROUPED)
    async with app.run_test(size=(60, 14)) as pilot:
        await pilot.click("#table", offset=(6, 4))
        assert shown(app) == ["Italy", "r0", "r1", "Morocco", "none", "r3", "r4"]
        await pilot.click("#table", offset=(6, 4))
        assert "r2" in shown(app)


async def test_what_is_folded_stays_so_when_rows_come_and_its_heading_counts_them() -> None:
    app = FoldingApp(GROUPED)
    async with app.run_test(size=(60, 14)) as pilot:
        await pilot.press("home", "enter")
        grown: Sequence[Row] = [Heading("Italy", 3, "by:Italy"), "r0", "r1", "r9", *GROUPED[3:]]
        app.table.set_rows(grown)
        await pilot.pause()
        assert app.lines[1].startswith("▌▸ Italy (3) ──")
        assert "r9" not in shown(app)


async def test_a_group_opens_for_a_record_that_the_cursor_is_sent_to() -> None:
    app = FoldingApp(GROUPED)
    async with app.run_test(size=(60, 14)) as pilot:
        app.table.fold_all()
        app.table.cursor_id = "r4"
        await pilot.pause()
        assert app.table.cursor_id == "r4"
        assert shown(app) == ["Italy", "Morocco", "none", "r3", "r4"]


async def test_headings_have_a_plain_set_and_are_whole() -> None:
    app = FoldingApp([Heading("漢字[/oops]\x1b", 1, "k"), "r0"])
    async with app.run_test(size=(60, 8)) as pilot:
        app.table.ascii = True
        for width in (60, 12, 5):
            await pilot.resize_terminal(width, 8)
            assert_whole(app)
        await pilot.resize_terminal(60, 8)
        await pilot.press("home")
        assert app.lines[1].startswith(">v ")
        await pilot.press("enter")
        assert app.lines[1].startswith(">> ")


@pytest.mark.parametrize("count", [0, 1])
def test_a_table_without_headings_has_nothing_to_fold(count: int) -> None:
    table = FoldingTable((), lambda row_id, column: None)  # type: ignore[arg-type, return-value]
    table.set_rows(["r0"] * count)
    assert not table.grouped
    table.fold_all()
    assert not table.folded
