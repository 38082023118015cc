"""Columns share a width without overlap, and the least important give way."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.columns import Column, farthest, lay_out

COLUMNS = st.lists(
    st.builds(
        Column,
        key=st.uuids().map(str),
        title=st.text("abc", max_size=8),
        width=st.none() | st.integers(1, 30),
        min_width=st.integers(1, 20),
        priority=st.integers(0, 3),
        fixed=st.booleans(),
        whole=st.booleans(),
    ),
    max_size=8,
)


def column(key: str, width: int | None, min_width: int, priority: int = 0) -> Column:
    return Column(key, key, width, min_width, priority)


def layout(columns: list[Column], wanted: list[int], width: int) -> dict[str, int]:
    return {placed.column.key: placed.width for placed in lay_out(columns, wanted, width, 2)}


@given(COLUMNS, st.integers(-5, 120), st.integers(0, 3), st.data())
def test_columns_stand_in_order_and_never_overlap_or_overflow(
    columns: list[Column], width: int, gap: int, data: st.DataObject
) -> None:
    wanted = [data.draw(st.integers(0, column.width or 40)) for column in columns]
    placed = lay_out(columns, wanted, width, gap)
    order = [columns.index(one.column) for one in placed]
    assert order == sorted(order)
    for left, right in pairwise(placed):
        assert right.x == left.x + left.width + gap
    assert all(one.width >= 1 for one in placed)
    if placed:
        assert placed[0].x == 0
        assert placed[-1].x + placed[-1].width <= width


@given(COLUMNS, st.integers(1, 120))
def test_whoever_is_left_out_matters_no_more_than_whoever_stays(
    columns: list[Column], width: int
) -> None:
    placed = lay_out(columns, [column.wanted(()) for column in columns], width, 2)
    kept = [one.column for one in placed]
    left_out = [column for column in columns if column not in kept]
    assert bool(kept) == bool(columns)
    if left_out:
        assert max(one.priority for one in kept) <= min(one.priority for one in left_out)


@given(COLUMNS, st.integers(1, 120))
def test_a_flexible_column_takes_all_that_the_others_leave(
    columns: list[Column], width: int
) -> None:
    placed = lay_out(columns, [column.wanted(()) for column in columns], width, 2)
    if any(one.column.width is None for one in placed):
        assert placed[-1].x + placed[-1].width == width


def test_a_column_takes_what_its_cells_want_up_to_what_is_declared() -> None:
    owner = column("owner", 12, 5)
    assert owner.wanted(["Italy", "Niger"]) == 5
    assert owner.wanted(["Morocco", "Saudi Arabia and Niger"]) == 12
    assert owner.wanted([]) == len("owner")


def test_a_column_of_one_width_never_looks_at_its_cells() -> None:
    due = column("due", 10, 10)
    assert not due.measured
    assert due.wanted([]) == 10


def test_the_least_important_column_gives_way_first_and_of_equals_the_rightmost() -> None:
    columns = [
        column("summary", None, 20, 0),
        column("status", 8, 8, 2),
        column("owner", 10, 10, 1),
        column("due", 10, 10, 1),
    ]
    wanted = [20, 8, 10, 10]
    assert layout(columns, wanted, 60) == {"summary": 26, "status": 8, "owner": 10, "due": 10}
    assert layout(columns, wanted, 50) == {"summary": 26, "owner": 10, "due": 10}
    assert layout(columns, wanted, 40) == {"summary": 28, "owner": 10}
    assert layout(columns, wanted, 30) == {"summary": 30}
    assert layout(columns, wanted, 7) == {"summary": 7}
    assert layout(columns, wanted, 0) == {}


def test_a_column_is_squeezed_down_to_its_least_before_another_is_left_out() -> None:
    columns = [column("summary", None, 10), column("owner", 20, 6, 1)]
    assert layout(columns, [10, 20], 50) == {"summary": 28, "owner": 20}
    assert layout(columns, [10, 20], 24) == {"summary": 10, "owner": 12}
    assert layout(columns, [10, 20], 18) == {"summary": 10, "owner": 6}
    assert layout(columns, [10, 20], 17) == {"summary": 17}


def test_two_flexible_columns_share_alike() -> None:
    columns = [column("summary", None, 5), column("text", None, 5)]
    assert layout(columns, [5, 5], 43) == {"summary": 20, "text": 21}


def test_a_whole_column_takes_what_its_cells_take_or_is_left_out() -> None:
    status = Column("status", "Status", 23, 10, 1, whole=True)
    columns = [column("summary", None, 10), status]
    assert layout(columns, [10, 14], 40) == {"summary": 24, "status": 14}
    assert layout(columns, [10, 23], 35) == {"summary": 10, "status": 23}
    assert layout(columns, [10, 23], 34) == {"summary": 34}


@given(COLUMNS, st.integers(1, 120), st.integers(0, 9))
def test_scrolling_sideways_passes_over_the_first_and_keeps_the_fixed(
    columns: list[Column], width: int, skipped: int
) -> None:
    wanted = [column.wanted(()) for column in columns]
    loose = [column for column in columns if not column.fixed]
    away = loose[:skipped]
    placed = [one.column for one in lay_out(columns, wanted, width, 2, skipped)]
    assert bool(placed) == bool(columns)
    if len(placed) > 1:
        assert not [column for column in placed if any(column is one for one in away)]


@given(COLUMNS, st.integers(1, 120))
def test_so_far_is_scrolled_that_the_last_is_seen_and_no_farther(
    columns: list[Column], width: int
) -> None:
    wanted = [column.wanted(()) for column in columns]
    skipped = farthest(columns, wanted, width, 2)
    loose = sum(not column.fixed for column in columns)
    assert 0 <= skipped <= max(0, loose - 1)
    if skipped:
        before = lay_out(columns, wanted, width, 2, skipped - 1)
        assert len(before) < len(columns) - (skipped - 1), "one less would not show all"
