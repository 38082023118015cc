"""Pictures of characters: bars as long as their numbers, axes that no day falls off."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.tui.hostile import HOSTILE
from tui.drawing.axis import Axis
from tui.drawing.blocks import FIGURE_LINES, across, beside, column, figures
from tui.drawing.steps import drawn_steps
from tui.sheet import Page, Part, Sheet
from tui.widgets.picture import nearest, spots
from tui.wrap import wrap_parts

axes = st.builds(
    lambda first, days, width: Axis(first, first + timedelta(days), width),
    st.dates(date(1, 1, 1), date(9000, 1, 1)),
    st.integers(0, 20_000),
    st.integers(1, 200),
)


@given(st.floats(0, 100), st.booleans())
def test_a_bar_is_as_long_as_its_number_and_something_is_never_nothing(
    length: float, ascii: bool
) -> None:
    bar = across(length, ascii)
    assert abs(len(bar) - length) <= 1
    assert bool(bar) == (length > 0)
    assert bar.isascii() or not ascii


@given(st.integers(0, 500), st.integers(1, 500), st.integers(1, 9), st.booleans())
def test_a_column_is_as_high_as_its_number(value: int, most: int, height: int, ascii: bool) -> None:
    cells = column(min(value, most), most, height, ascii)
    assert len(cells) == height
    assert all(len(cell) == 1 for cell in cells)
    assert any(cell != " " for cell in cells) == (value > 0)
    if value >= most:
        assert cells == ["#" if ascii else "█"] * height


@given(st.integers(0, 10**9))
def test_figures_are_three_lines_of_one_width(number: int) -> None:
    lines = figures(number)
    assert len(lines) == FIGURE_LINES
    assert {len(line) for line in lines} == {4 * len(str(number)) - 1}


@given(axes, st.integers(0, 20_000))
def test_every_day_lies_in_a_cell_that_knows_it(axis: Axis, after: int) -> None:
    day = min(axis.first + timedelta(after), axis.last)
    first, last = axis.days(axis.cell(day))
    assert first <= day <= last


@given(axes)
def test_cells_follow_each_other_from_the_first_day_to_the_last(axis: Axis) -> None:
    days = [axis.days(cell) for cell in range(axis.width)]
    assert days[0][0] == axis.first
    assert days[-1][1] == axis.last
    assert all(first <= last for first, last in days)
    assert days == sorted(days)


@given(axes)
def test_ticks_never_touch_and_never_run_over(axis: Axis) -> None:
    assert len(axis.ruler()) <= axis.width
    end = -1
    for at, text in axis.ticks():
        assert at > end
        end = at + len(text)


steps = st.lists(st.tuples(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 99))).map(
    sorted
)


@given(steps, steps, st.integers(1, 80), st.integers(1, 12), st.booleans())
def test_steps_fill_their_frame_and_no_more(
    line: list[tuple[date, int]],
    area: list[tuple[date, int]],
    width: int,
    height: int,
    ascii: bool,
) -> None:
    axis = Axis(date(2000, 1, 1), date(2030, 1, 1), width)
    canvas = drawn_steps(line, area, axis, height, ascii)
    assert [len(row) for row in canvas] == [width] * height
    assert all(
        len(char) == 1 and (char.isascii() or not ascii) for row in canvas for char, _ in row
    )


@given(
    st.lists(
        st.builds(Part, st.sampled_from([*HOSTILE.values(), "a b", "c"]), st.sampled_from("xy"))
    ),
    st.integers(2, 60),
)
def test_parts_are_wrapped_as_wide_as_asked_for(parts: list[Part], width: int) -> None:
    lines = wrap_parts(parts, width)
    assert all(cell_len("".join(part.text for part in line)) <= width for line in lines)


def test_a_word_of_two_parts_stays_together() -> None:
    lines = wrap_parts([Part("one tw"), Part("o", "strong"), Part(" three")], 6)
    assert lines == [[Part("one")], [Part("tw"), Part("o", "strong")], [Part("three")]]


def side_by_side() -> Sheet:
    left, right = Sheet(6), Sheet(6)
    for name in "ab":
        left.line(Part(name), target=Page(name))
    for name in "cde":
        right.line(Part(name), target=Page(name))
    sheet = Sheet(14)
    beside(sheet, [left, right], 2)
    return sheet


def test_sheets_stand_beside_each_other_with_what_can_be_followed() -> None:
    sheet = side_by_side()
    assert ["".join(part.text for part in line) for line in sheet.lines] == [
        "a       c",
        "b       d",
        "        e",
    ]
    assert sheet.targets == [Page(name) for name in "abcde"]


def test_the_cursor_goes_where_the_arrow_points() -> None:
    places = spots(side_by_side())
    a, b, c, d, e = range(5)
    assert nearest(places, a, 0, 1) == b
    assert nearest(places, b, 0, 1) == b  # nothing stands below it
    assert nearest(places, b, 1, 0) == d
    assert nearest(places, d, 0, 1) == e
    assert nearest(places, e, -1, 0) == b
    assert nearest(places, c, 1, 0) == c
