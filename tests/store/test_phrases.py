"""Due phrases in English: what each means on a day, and what is refused."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.dates import MONTHS, WEEKDAYS, DateError, parse, span
from store.phrases import EXAMPLES, LONGEST, resolve

MONDAY = date(2026, 6, 8)

todays = st.dates(date(1900, 1, 1), date(2200, 12, 31))
canonical = st.one_of(
    st.dates().map(str),
    st.dates().map(lambda day: str(day)[:7]),
    st.dates().map(lambda day: str(day)[:4]),
    st.lists(st.dates(), min_size=2, max_size=2, unique=True)
    .map(sorted)
    .map(lambda pair: f"[{pair[0]}..{pair[1]}]"),
)
WORDS = (
    *("in", "ago", "end", "of", "the", "next", "this", "last", "week", "month", "quarter", "year"),
    *("business", "days", "eom", "june", "feb", "fri", "sept", "q3", "early", "mid-", "late", "+"),
    *("-", "/", ".", ",", "[", "..", "]", "0", "1", "29", "31", "12", "99", "2026", "9999", "0000"),
    *("d", "w", "m", "y", "today", "st", "99999999999999999999"),
)
scraps = st.lists(st.sampled_from(WORDS), max_size=7).flatmap(
    lambda words: st.sampled_from([" ".join(words), "".join(words)])
)


@pytest.mark.parametrize(
    ("phrase", "meaning"),
    [
        ("today", "2026-06-08"),
        ("tomorrow", "2026-06-09"),
        ("Yesterday", "2026-06-07"),
        ("fri", "2026-06-12"),
        ("mon", "2026-06-15"),
        ("Thurs", "2026-06-11"),
        ("this friday", "2026-06-12"),
        ("next friday", "2026-06-19"),
        ("next mon", "2026-06-15"),
        ("last friday", "2026-06-05"),
        ("+2w", "2026-06-22"),
        ("3d", "2026-06-11"),
        ("2w", "2026-06-22"),
        ("1m", "2026-07-08"),
        ("1y", "2027-06-08"),
        ("+10d", "2026-06-18"),
        ("-3d", "2026-06-05"),
        ("+1 quarter", "2026-09-08"),
        ("2 weeks", "2026-06-22"),
        ("in 3 weeks", "2026-06-29"),
        ("in a month", "2026-07-08"),
        ("in two days", "2026-06-10"),
        ("3 weeks ago", "2026-05-18"),
        ("a year ago", "2025-06-08"),
        ("eow", "2026-06-14"),
        ("eom", "2026-06-30"),
        ("eoq", "2026-06-30"),
        ("eoy", "2026-12-31"),
        ("end of week", "2026-06-14"),
        ("end of the month", "2026-06-30"),
        ("end of quarter", "2026-06-30"),
        ("end of this year", "2026-12-31"),
        ("end of next week", "2026-06-21"),
        ("end of next month", "2026-07-31"),
        ("end of next quarter", "2026-09-30"),
        ("end of next year", "2027-12-31"),
        ("start of next month", "2026-07-01"),
        ("end of june", "2026-06-30"),
        ("end of may", "2027-05-31"),
        ("end of 2027", "2027-12-31"),
        ("end of June 2027", "2027-06-30"),
        ("end of q3", "2026-09-30"),
        ("10 business days", "2026-06-22"),
        ("in 10 business days", "2026-06-22"),
        ("1 business day ago", "2026-06-05"),
        ("2026-03", "2026-03"),
        ("2026-03-01", "2026-03-01"),
        ("2026-3-1", "2026-03-01"),
        ("2026/03/01", "2026-03-01"),
        ("1 Mar 2026", "2026-03-01"),
        ("01-Mar-2026", "2026-03-01"),
        ("1 March", "2027-03-01"),
        ("8 june", "2026-06-08"),
        ("7th June", "2027-06-07"),
        ("29 feb", "2028-02-29"),
        ("Mar 1 2026", "2026-03-01"),
        ("March 1, 2026", "2026-03-01"),
        ("march 1", "2027-03-01"),
        ("june 26th", "2026-06-26"),
        ("2 December 2021", "2021-12-02"),
        ("March 2026", "2026-03"),
        ("june", "2026-06"),
        ("may", "2027-05"),
        ("mid-2024", "[2024-05-01..2024-08-31]"),
        ("early 2024", "[2024-01-01..2024-04-30]"),
        ("late 2024", "[2024-09-01..2024-12-31]"),
        ("Q3", "[2026-07-01..2026-09-30]"),
        ("q2", "[2026-04-01..2026-06-30]"),
        ("q1", "[2027-01-01..2027-03-31]"),
        ("Q3 2027", "[2027-07-01..2027-09-30]"),
        ("2027-Q3", "[2027-07-01..2027-09-30]"),
        ("next week", "[2026-06-15..2026-06-21]"),
        ("next month", "2026-07"),
        ("next quarter", "[2026-07-01..2026-09-30]"),
        ("next year", "2027"),
        ("this month", "2026-06"),
        ("this year", "2026"),
        ("25/12/2026", "2026-12-25"),
        ("12/25/2026", "2026-12-25"),
        ("03.03.2026", "2026-03-03"),
        ("25/12", "2026-12-25"),
        ("[2023-06-08 .. 2023-11-14]", "[2023-06-08..2023-11-14]"),
        ("  END   of\tMonth ", "2026-06-30"),
    ],
)
def test_on_monday_8_june_2026(phrase: str, meaning: str) -> None:
    assert resolve(phrase, MONDAY) == meaning


@pytest.mark.parametrize(
    ("phrase", "today", "meaning"),
    [
        ("+1m", date(2026, 1, 31), "2026-02-28"),
        ("+1m", date(2028, 1, 31), "2028-02-29"),
        ("-1m", date(2026, 3, 31), "2026-02-28"),
        ("1y", date(2028, 2, 29), "2029-02-28"),
        ("next month", date(2026, 1, 31), "2026-02"),
        ("next quarter", date(2026, 11, 30), "[2027-01-01..2027-03-31]"),
        ("fri", date(2026, 6, 12), "2026-06-19"),
        ("next friday", date(2026, 6, 14), "2026-06-19"),
        ("this friday", date(2026, 6, 14), "2026-06-12"),
        ("1 business day", date(2026, 6, 13), "2026-06-15"),
        ("0 business days", date(2026, 6, 13), "2026-06-15"),
        ("1 business day ago", date(2026, 6, 14), "2026-06-12"),
        ("29 feb", date(2096, 3, 1), "2104-02-29"),
        ("eow", date(2026, 6, 14), "2026-06-14"),
    ],
)
def test_at_the_edges_of_the_calendar(phrase: str, today: date, meaning: str) -> None:
    assert resolve(phrase, today) == meaning


@pytest.mark.parametrize(
    ("phrase", "readings"),
    [
        ("03/04/2026", "could be 2026-04-03 or 2026-03-04: write one of these."),
        ("03.04.2026", "could be 2026-04-03 or 2026-03-04"),
        ("3-4-2026", "could be 2026-04-03 or 2026-03-04"),
        ("3/4", "could be 2027-04-03 or 2027-03-04"),
        ("12", "could be 2026-06-12 or 2026-06-20 (+12d)"),
        ("june 26", "could be 2026-06-26 or 2026-06: write"),
        ("45", "write 2026-07-23 (+45d)"),
        ("31", "write 2026-07-09 (+31d)"),
        ("1 mar 26", "The year 26 could be of any century"),
        ("march 1 26", "The year 26"),
        ("june 45", "The year 45"),
        ("25/12/26", "The year 26"),
        ("Q3 26", "The year 26"),
        ("mid-26", "The year 26"),
    ],
)
def test_what_has_two_readings_is_refused_with_both(phrase: str, readings: str) -> None:
    with pytest.raises(DateError) as refused:
        resolve(phrase, MONDAY)
    assert readings in str(refused.value)


@pytest.mark.parametrize(
    ("phrase", "what_is_wrong"),
    [
        ("soonish", "“soonish” is not a date: try tomorrow, next friday, +2w"),
        ("", "There is no date: try"),
        ("end of tomorrow", "is not a date"),
        ("week", "is not a date"),
        ("q5", "is not a date"),
        ("in -3 days", "is not a date"),
        ("+3d ago", "is not a date"),
        ("1,000 days", "is not a date"),
        ("2026-02-30", "its days run from 01 to 28"),
        ("30 feb", "no day 30 in February"),
        ("29 feb 2026", "its days run from 01 to 28"),
        ("32 june", "no day 32 in June"),
        ("29/02/2026", "whichever number is the month"),
        ("25/12/0000", "no year 0000"),
        ("[2023-11-14..2023-06-08]", "ends before it starts"),
        ("+9000y", "outside the years"),
        ("9999999999999999999999 days ago", "outside the years"),
        ("9" * 40 + " business days", "outside the years"),
        ("today" + " " * LONGEST, "at most 60 characters"),
        ("9" * 1_000_000, "at most 60 characters"),
    ],
)
def test_nonsense_is_refused_with_what_would_work(phrase: str, what_is_wrong: str) -> None:
    with pytest.raises(DateError) as refused:
        resolve(phrase, MONDAY)
    assert what_is_wrong in str(refused.value)


@pytest.mark.parametrize("today", [date.min, date(9998, 3, 1), date.max])
@pytest.mark.parametrize(
    "phrase", ["eow", "q1", "jan", "29 feb", "1 jan", "last year", "next year", "fri", "1/1"]
)
def test_at_the_ends_of_time_a_phrase_is_a_date_or_refused(phrase: str, today: date) -> None:
    try:
        assert parse(resolve(phrase, today))
    except DateError as error:
        assert str(error).endswith(".")


@given(st.one_of(st.text(max_size=70), scraps), st.dates())
def test_any_text_is_a_date_or_refused(text: str, today: date) -> None:
    try:
        meaning = resolve(text, today)
    except DateError as error:
        assert str(error).endswith(".")
    else:
        assert parse(meaning) == meaning


@given(canonical, todays)
def test_a_date_means_itself_on_any_day(value: str, today: date) -> None:
    assert resolve(value, today) == value


@given(todays)
def test_every_example_works_on_any_day(today: date) -> None:
    for example in EXAMPLES:
        assert parse(resolve(example, today))


@given(st.sampled_from(WEEKDAYS), st.sampled_from([3, 9]), todays)
def test_a_weekday_is_the_first_such_day_after_today(name: str, size: int, today: date) -> None:
    day = date.fromisoformat(resolve(name[:size], today))
    assert WEEKDAYS[day.weekday()] == name
    assert 1 <= (day - today).days <= 7


@given(st.sampled_from(WEEKDAYS), todays)
def test_a_weekday_of_next_week_is_in_next_week(name: str, today: date) -> None:
    day = date.fromisoformat(resolve(f"next {name}", today))
    assert WEEKDAYS[day.weekday()] == name
    first, last = span(resolve("next week", today))
    assert first <= day <= last
    assert first.weekday() == 0
    assert 1 <= (first - today).days <= 7


@given(st.integers(-300, 300), todays)
def test_business_days_are_counted_one_by_one_over_weekends(count: int, today: date) -> None:
    day = date.fromisoformat(resolve(f"{count} business days", today))
    assert day.weekday() < 5
    step = timedelta(1 if count > 0 else -1)
    counted, expected = 0, today
    while counted < abs(count):
        expected += step
        counted += expected.weekday() < 5
    if count:
        assert day == expected
    else:
        assert 0 <= (day - today).days <= 2


@given(st.sampled_from(MONTHS), st.integers(1, 28), todays)
def test_a_day_without_a_year_is_the_next_one_from_today(
    month: str, number: int, today: date
) -> None:
    day = date.fromisoformat(resolve(f"{number} {month}", today))
    assert (MONTHS[day.month - 1], day.day) == (month, number)
    assert 0 <= (day - today).days <= 365


@given(st.integers(-2000, 2000), todays)
def test_months_land_on_the_same_day_or_the_last_of_a_shorter_month(
    count: int, today: date
) -> None:
    try:
        day = date.fromisoformat(resolve(f"{count}m", today))
    except DateError:
        assert not 12 < today.year * 12 + today.month + count < 120_000
        return
    assert day.year * 12 + day.month == today.year * 12 + today.month + count
    assert day.day == today.day or (day.day < today.day and (day + timedelta(1)).day == 1)


def test_importing_dates_and_phrases_loads_no_zones() -> None:
    code = (
        "import sys, store.phrases, store.dates as d; d.span('2021-12-02T10:00[UTC]');"
        "sys.exit(bool({'zoneinfo', 'calendar', 'locale', 'inspect'} & sys.modules.keys()))"
    )
    assert (
        subprocess.run(
            [sys.executable, "-S", "-c", code], cwd=Path(__file__).parents[2], check=False
        ).returncode
        == 0
    )
