"""How far a due date moved: the days between the first and the last, however often it moved."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from store import dates
from store.moves import Slip, slip
from store.record import Move
from tests.strategies import partial_dates


def test_three_times_94_days_in_all() -> None:
    found = slip(
        (
            Move("2026-01-01", "2026-02-01"),
            Move("2026-02-01", "2026-03-01"),
            Move("2026-03-01", "2026-04-05"),
        )
    )
    assert found == Slip(3, 94, True)


def test_a_month_counts_by_its_last_day_and_is_not_exact() -> None:
    assert slip((Move("2026-01", "2026-02-10"),)) == Slip(1, 10, False)


def test_a_date_that_is_new_or_taken_away_adds_no_days() -> None:
    assert slip((Move("", "2026-02-10"), Move("2026-02-10", ""))) == Slip(2, 0, True)


@given(st.lists(st.dates(), min_size=1, max_size=6))
def test_the_days_are_those_between_the_first_and_the_last(days: list[date]) -> None:
    moves = [Move(str(a), str(b)) for a, b in pairwise(days)]
    assert slip(moves) == Slip(len(days) - 1, (days[-1] - days[0]).days, True)


@given(partial_dates, partial_dates)
def test_there_and_back_again_is_nought(one: str, other: str) -> None:
    assert slip((Move(one, other), Move(other, one))).days == 0
    assert slip((Move(one, other),)).days == (dates.span(other)[1] - dates.span(one)[1]).days
