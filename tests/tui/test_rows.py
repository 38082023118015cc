"""The cursor follows its record, and lands on the nearest when that is gone."""

from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.rows import Heading, Row, find, landing, nearest

IDS = st.lists(st.integers(0, 300).map(str), unique=True, max_size=300)
HEADINGS = st.builds(Heading, st.text("ab", max_size=3), st.integers(0, 9))


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    rows: list[Row] = list(draw(IDS))
    for heading in draw(st.lists(HEADINGS, max_size=4)):
        rows.insert(draw(st.integers(0, len(rows))), heading)
    return rows


@given(tables(), st.integers(0, 400), st.integers(0, 300).map(str))
def test_an_id_is_found_wherever_one_looks_first(rows: list[Row], near: int, row_id: str) -> None:
    place = find(rows, row_id, near)
    assert (place is None) == (row_id not in rows)
    assert place is None or rows[place] == row_id


def test_of_an_id_in_two_groups_the_one_around_is_found() -> None:
    rows: list[Row] = [Heading("Italy", 2), "a", "b", Heading("Niger", 2), "a", "c"]
    assert find(rows, "a", 1) == 1
    assert find(rows, "a", 5) == 4


@given(tables(), tables(), st.data())
def test_the_nearest_is_a_record_that_stood_no_farther_than_any_other_that_remains(
    old: list[Row], new: list[Row], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, max(0, len(old) - 1)))
    place = nearest(old, new, at)
    records = {row for row in new if isinstance(row, str)}
    if place is None:
        assert not records
        return
    assert new[place] in records
    remaining = [abs(i - at) for i, row in enumerate(old) if row in records]
    if remaining:
        assert abs(old.index(new[place]) - at) == min(remaining)


def test_a_record_is_followed_however_far_it_goes() -> None:
    old = [f"r{n}" for n in range(5000)]
    assert nearest(old, old[::-1], 10) == 4989
    assert nearest(old, ["x"] * 3000 + old, 10) == 3010


def test_the_one_below_takes_the_place_of_the_one_removed() -> None:
    assert nearest(["a", "b", "c"], ["a", "c"], 1) == 1
    assert nearest(["a", "b", "c"], ["a", "b"], 2) == 1
    assert nearest(["a", "b", "c"], ["x", "y", "z"], 1) == 1
    assert nearest(["a"], [], 0) is None


@given(tables(), st.integers(-5, 400), st.sampled_from((1, -1)))
def test_landing_is_on_the_first_record_that_way_or_else_the_other(
    rows: list[Row], start: int, direction: int
) -> None:
    places = [i for i, row in enumerate(rows) if isinstance(row, str)]
    place = landing(rows, start, direction)
    if not places:
        assert place is None
    elif direction > 0:
        assert place == min((i for i in places if i >= start), default=places[-1])
    else:
        assert place == max((i for i in places if i <= start), default=places[0])
