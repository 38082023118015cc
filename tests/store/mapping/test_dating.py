"""Days as people write them in a column, and how the column as a whole is read."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import dates
from store.fields import FieldError
from store.formats.cells import Cell
from store.mapping.dating import TwoWays, day_of, order_of
from store.mapping.maps import Reads

READ: tuple[tuple[Cell, str], ...] = (
    (date(2026, 3, 1), "2026-03-01"),
    (datetime(2026, 3, 1, 10, 30), "2026-03-01"),
    ("2026-03-01", "2026-03-01"),
    ("2026-3-1 09:30", "2026-03-01"),
    ("2026-03", "2026-03"),
    ("2026/3/1", "2026-03-01"),
    (2026, "2026"),
    (2026.0, "2026"),
    ("25/12/2025", "2025-12-25"),
    ("12-25-2025", "2025-12-25"),
    ("25.12.25", "2025-12-25"),
    ("25/12/70", "1970-12-25"),
    ("30 June 2026", "2026-06-30"),
    ("June 30, 2026", "2026-06-30"),
    ("Mon 30 June 2025", "2025-06-30"),
    ("lundi 30 juin 2025", "2025-06-30"),
    ("30 juin 2026", "2026-06-30"),
    ("1er juillet 2026", "2026-07-01"),
    ("fin juin 2026", "2026-06-30"),
    ("fin de février 2026", "2026-02-28"),
    ("30. Juni 2026", "2026-06-30"),
    ("30 de junio de 2026", "2026-06-30"),
    ("30 czerwca 2026", "2026-06-30"),
    ("T3 2026", "[2026-07-01..2026-09-30]"),
    ("by end of 2026", "2026-12-31"),
    ("mi-2026", "[2026-05-01..2026-08-31]"),
    ("", ""),
    (None, ""),
)
NONE: tuple[Cell, ...] = (
    *("tomorrow", "next friday", "+2w", "30 June", "31/12", "TBC", "2026 days", "31/02/2026"),
    *("00/00/2026", "99/99/9999", 45_291, 3.5, True, "9" * 500, "[2026-01-02..2026-01-01]"),
)


@pytest.mark.parametrize(("cell", "day"), READ, ids=str)
def test_a_day_is_read_however_it_is_written(cell: Cell, day: str) -> None:
    assert day_of(cell, "") == day


@pytest.mark.parametrize("cell", NONE, ids=lambda cell: str(cell)[:20])
def test_what_is_no_certain_day_is_none(cell: Cell) -> None:
    with pytest.raises(FieldError):
        day_of(cell, "")


def test_two_readings_are_one_too_many_until_the_order_is_known() -> None:
    with pytest.raises(TwoWays, match="2026-04-03 or 2026-03-04"):
        day_of("03/04/2026", "")
    assert day_of("03/04/2026", "day first") == "2026-04-03"
    assert day_of("03/04/2026", "month first") == "2026-03-04"
    assert day_of("04/04/2026", "") == "2026-04-04"
    with pytest.raises(FieldError):
        day_of("12/25/2026", "day first")


@pytest.mark.parametrize(
    ("cells", "order", "why"),
    [
        (["03/04/2026", "25/12/2025"], "day first", "25/12/2025 has the day first"),
        (["03/04/2026", "12/25/2025 10:00"], "month first", "has the month first"),
        (["03/04/2026", date(2026, 3, 1)], None, "two ways"),
        (["25/12/2025", "12/25/2025"], None, "has the day first, 12/25/2025 the month"),
        (["2026-03-01", "04/04/2026", "June 2026", None, 5], "", ""),
        ([], "", ""),
    ],
)
def test_the_column_as_a_whole_tells(cells: list[Cell], order: Reads | None, why: str) -> None:
    found, said = order_of(cells)
    assert found == order
    assert why in said


@given(st.dates(date(1970, 1, 1), date(2068, 12, 31)), st.sampled_from(["/", "-", "."]))
def test_a_day_is_found_again_in_the_order_it_was_written_in(day: date, mark: str) -> None:
    for year in ("%Y", "%y"):
        first = day.strftime(f"%d{mark}%m{mark}{year}")
        assert day_of(first, "day first") == day.isoformat()
        assert day_of(day.strftime(f"%m{mark}%d{mark}{year}"), "month first") == day.isoformat()


@given(st.one_of(st.text(max_size=30), st.from_regex(r"[0-9/.\- a-zé]{1,14}", fullmatch=True)))
def test_whatever_stands_there_is_a_day_or_a_clear_no(words: str) -> None:
    orders: tuple[Reads, ...] = ("", "day first", "month first")
    for reads in orders:
        try:
            found = day_of(words, reads)
        except FieldError as error:
            assert str(error)
        else:
            assert not found or dates.span(found)
