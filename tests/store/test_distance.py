"""How far off a date is told to be is true, and no more exact than the date."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from store import dates
from store.distance import distance

TODAY = date(2026, 3, 15)
DAYS = st.dates(date(1000, 1, 1), date(9000, 12, 31))
LENGTH = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "year": (365, 366)}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("", ""),
        ("2026-03-15", "today"),
        ("2026-03-16", "tomorrow"),
        ("2026-03-14", "yesterday"),
        ("2026-03-24", "in 9 days"),
        ("2026-04-04", "in 20 days"),
        ("2026-04-05", "in 3 weeks"),
        ("2026-02-18", "3 weeks ago"),
        ("2026-05-16", "in 8 weeks"),
        ("2026-05-17", "in 2 months"),
        ("2028-03-14", "in 23 months"),
        ("2028-03-15", "in 2 years"),
        ("2014-12-15", "11 years ago"),
        ("2026-03-20T10:00[Europe/Brussels]", "in 5 days"),
        ("2026-03", "within March"),
        ("2026-06", "in June"),
        ("2027-02", "in February"),
        ("2027-03", "in Mar 2027"),
        ("2027-06", "in Jun 2027"),
        ("2026-02", "Feb 2026"),
        ("2026", "within 2026"),
        ("2027", "in 2027"),
        ("2025", "2025"),
        ("2014", "2014"),
        ("2014-12", "11 years ago"),
        ("[2026-06-08..2026-08-14]", "2026-06..08"),
        ("[2026-06-18..2026-06-24]", "in 3 months"),
        ("[2025-06-08..2026-08-14]", "2025..2026"),
        ("[2014-12-02..2014-12-20]", "11 years ago"),
    ],
)
def test_it_reads_as_people_say_it(value: str, words: str) -> None:
    assert distance(value, TODAY) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2026-03-14", "1 day late"),
        ("2026-02-22", "3 weeks late"),
        ("2026-03-15", "today"),
        ("2026-04-15", "in 4 weeks"),
        ("2014", "2014"),
        ("2014-12", "11 years late"),
        ("2025", "2025"),
    ],
)
def test_what_is_missed_is_late(value: str, words: str) -> None:
    assert distance(value, TODAY, late=True) == words


@given(DAYS, DAYS)
def test_it_is_never_nearer_than_is_said_nor_farther_than_one_more(day: date, today: date) -> None:
    assume(abs((day - today).days) > 1)
    words = distance(str(day), today).split()
    assert ("in" in words, "ago" in words) == (day > today, day < today)
    number, unit = int(words[words[0] == "in"]), words[1 + (words[0] == "in")].removesuffix("s")
    least, most = LENGTH[unit]
    assert number * least <= abs((day - today).days) < (number + 1) * most


@given(DAYS, DAYS)
def test_ahead_and_behind_are_told_in_the_same_number(day: date, today: date) -> None:
    assume(abs((day - today).days) > 1)
    there, back = distance(str(day), today), distance(str(today), day)
    assert there.removeprefix("in ").removesuffix(" ago") == (
        back.removeprefix("in ").removesuffix(" ago")
    )


@given(DAYS, st.integers(1, 400), st.sampled_from(("month", "year", "range")), st.booleans())
def test_of_a_date_known_in_part_nothing_is_said_that_one_of_its_days_belies(
    today: date, off: int, precision: str, late: bool
) -> None:
    day = today + timedelta(days=off - 200)
    value = {
        "month": str(day)[:7],
        "year": str(day)[:4],
        "range": f"[{day}..{day + timedelta(days=40)}]",
    }[precision]
    words = distance(value, today, late)
    first, last = dates.span(value)
    counted = words.endswith((" ago", " late")) or words.split()[-1].rstrip("s") in LENGTH
    if counted:
        assert {distance(str(d), today, late) for d in (first, last)} == {words}
    else:
        assert words.removeprefix("in ").removeprefix("within ")
        assert words.startswith("within ") <= (first <= today <= last)
        assert words.startswith("in ") <= (today < first)
