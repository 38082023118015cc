"""Partial dates: what is taken, what it covers, and how questions about it are answered."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.dates import (
    Answer,
    DateError,
    compare,
    held,
    parse,
    parse_when,
    precision,
    shift,
    shift_months,
    sort_key,
    span,
    spell,
    told_in,
)

TOP = Path(__file__).parents[2]

NO, POSSIBLY, YES = Answer.NO, Answer.POSSIBLY, Answer.YES

days = st.dates().map(str)
months = days.map(lambda day: day[:7])
years = days.map(lambda day: day[:4])


def ranges_between(start: date, end: date) -> st.SearchStrategy[str]:
    two = st.lists(st.dates(start, end), min_size=2, max_size=2, unique=True).map(sorted)
    return two.map(lambda pair: f"[{pair[0]}..{pair[1]}]")


ranges = ranges_between(date.min, date.max)
partial_dates = st.one_of(days, months, years, ranges)
zones = st.sampled_from(
    ["UTC", "Europe/Brussels", "America/New_York", "Asia/Kathmandu", "Etc/GMT+5"]
)
clocks = st.times().map(lambda time: time.strftime("%H:%M" if time.second % 2 else "%H:%M:07"))
date_times = st.builds("{}T{}[{}]".format, days, clocks, zones)
whens = st.one_of(partial_dates, date_times)

# A few weeks around a month's and a year's end, so that every day can be tried.
FIRST, LAST = date(2022, 11, 20), date(2023, 2, 10)
EVERY_DAY = [FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1)]
near_days = st.sampled_from(EVERY_DAY)
near_dates = st.one_of(
    near_days.map(str),
    st.sampled_from(["2022-12", "2023-01"]),
    ranges_between(FIRST, LAST),
    near_days.map(lambda day: f"{day}T10:00[Europe/Brussels]"),
)


def days_of(value: str) -> list[date]:
    """Every day that it may be."""
    first, last = span(value)
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def among(truths: list[bool]) -> Answer:
    """The answer where each of these may be so."""
    return YES if all(truths) else POSSIBLY if any(truths) else NO


# What is taken


@given(partial_dates)
def test_a_canonical_date_is_read_as_itself(value: str) -> None:
    assert parse(value) == value
    assert parse(f"  {value}\n") == value


@given(whens)
def test_a_canonical_when_is_read_as_itself(value: str) -> None:
    assert parse_when(value) == value


@given(st.text())
def test_any_other_text_is_refused_with_a_sentence(text: str) -> None:
    for read in (parse, parse_when, precision):
        try:
            read(text)
        except DateError as error:
            assert str(error).endswith(".")
            assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("text", "what_is_wrong"),
    [
        ("2023-02-30", "no day 30 in February 2023: its days run from 01 to 28"),
        ("2100-02-29", "01 to 28"),
        ("2023-13", "no month 13 in 2023"),
        ("2023-00-01", "no month 00"),
        ("2023-01-00", "no day 00"),
        ("0000", "no year 0000"),
        ("[2023-06-08..2023-06-08]", "write 2023-06-08."),
        ("[2023-11-14..2023-06-08]", "write [2023-06-08..2023-11-14]"),
        ("[2023-06-31..2023-11-14]", "no day 31 in June 2023"),
        ("[2023-06..2023-11]", "for a day between the two"),
        ("[2023-06-08..]", "for a day between the two"),
        ("2023-6-8", "“2023-6-8” is not a date: write 2023"),
        ("20230608", "is not a date"),
        ("2023-W23-4", "is not a date"),
        ("２０２３", "is not a date"),
        ("2023-06-08/2023-11-14", "is not a date"),
        ("12023-01-01", "is not a date"),
        ("", "There is no date"),
        ("2023\x1b[31m", r"\x1b"),
        ("x" * 10_000, "…"),
        ("2021-12-02T10:00[Europe/Brussels]", "without the time: write 2021-12-02."),
    ],
)
def test_what_is_no_date_is_refused_with_what_is_wrong(text: str, what_is_wrong: str) -> None:
    with pytest.raises(DateError) as refused:
        parse(text)
    assert what_is_wrong in str(refused.value)
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("2021-12-02 10:00 Europe/Brussels", "2021-12-02T10:00[Europe/Brussels]"),
        ("2021-12-02T10:00:00[Europe/Brussels]", "2021-12-02T10:00[Europe/Brussels]"),
        ("2021-12-02 9:05 Europe/Brussels", "2021-12-02T09:05[Europe/Brussels]"),
        ("2021-12-02t10:00:30[Europe/Brussels]", "2021-12-02T10:00:30[Europe/Brussels]"),
        ("2021-12-02T10:00Z", "2021-12-02T10:00[UTC]"),
        ("2021-12-02T10:00 utc", "2021-12-02T10:00[UTC]"),
        ("2021-12-02T10:00+00:00[UTC]", "2021-12-02T10:00[UTC]"),
        ("2021-12-02T10:00+01:00[Europe/Brussels]", "2021-12-02T10:00[Europe/Brussels]"),
        ("2021-12-02 10:00 -0500 America/New_York", "2021-12-02T10:00[America/New_York]"),
        ("2021-12-02T23:30Z[Europe/Brussels]", "2021-12-03T00:30[Europe/Brussels]"),
        ("2021-12-02 10:00 Zulu", "2021-12-02T10:00[Zulu]"),
        ("2023-10-29T02:30+01:00[Europe/Brussels]", "2023-10-29T02:30[Europe/Brussels]"),
        ("2023-10-29T02:30+02:00[Europe/Brussels]", "2023-10-29T02:30[Europe/Brussels]"),
        (" 2021-12 ", "2021-12"),
    ],
)
def test_a_time_is_kept_as_local_time_and_zone(text: str, canonical: str) -> None:
    assert parse_when(text) == canonical


@pytest.mark.parametrize(
    ("text", "what_is_wrong"),
    [
        ("2021-12-02T10:00", "A time needs a zone"),
        ("2021-12-02T10:00+01:00", "The offset +01:00 alone is not a zone"),
        ("2021-12-02T10:00+00:00", "The offset +00:00 alone is not a zone"),
        ("2021-12-02T10:00+02:00[Europe/Brussels]", "does not have the offset +02:00"),
        ("2021-12-02T10:00+99:99[UTC]", "does not have the offset +99:99"),
        ("2021-12-02T25:00Z", "no time 25:00"),
        ("2021-12-02T10:60Z", "no time 10:60"),
        ("2021-12-02T23:59:60Z", "no time 23:59:60"),
        ("2021-02-30T10:00Z", "no day 30 in February 2021"),
        ("2021-12-02T10:00[Europe/Atlantis]", "“Europe/Atlantis” is no time zone"),
        ("2021-12-02T10:00[Europe]", "“Europe” is no time zone"),
        ("2021-12-02T10:00[../../etc/passwd]", "is no time zone"),
        ("2021-12-02T10:00[tzdata.zi]", "is no time zone"),
        ("2021-12-02T10:00[localtime]", "is no time zone"),
        ("2021-12-02T10:00[]", "is no time zone"),
        ("0001-01-01T00:00Z[America/New_York]", "outside the years"),
        ("9999-12-31T23:59Z[Asia/Kathmandu]", "outside the years"),
        ("tomorrow 10:00", "is not a date"),
    ],
)
def test_what_is_no_time_is_refused_with_what_is_wrong(text: str, what_is_wrong: str) -> None:
    with pytest.raises(DateError) as refused:
        parse_when(text)
    assert what_is_wrong in str(refused.value)


def test_a_folder_in_the_zones_of_a_package_is_no_time_zone(tmp_path: Path) -> None:
    """Systems without zones of their own take them from `tzdata`, where a folder is an OSError."""
    (tmp_path / "tzdata" / "zoneinfo" / "Europe").mkdir(parents=True)
    (tmp_path / "tzdata" / "__init__.py").touch()
    (tmp_path / "tzdata" / "zoneinfo" / "__init__.py").touch()
    code = "import store.dates as d\nd.parse_when('2021-12-02T10:00[Europe]')"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=TOP,
        env=os.environ | {"PYTHONTZPATH": "", "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "DateError: “Europe” is no time zone known here" in done.stderr


# What it covers


@given(whens)
def test_a_date_covers_its_first_to_its_last_day(value: str) -> None:
    first, last = span(value)
    assert first <= last
    match precision(value):
        case "day" | "time":
            assert value.startswith(str(first))
            assert first == last
        case "month":
            assert str(first) == f"{value}-01"
            assert str(last)[:7] == value
            assert last == date.max or (last + timedelta(1)).day == 1
        case "year":
            assert (str(first), str(last)) == (f"{value}-01-01", f"{value}-12-31")
        case "range":
            assert value == f"[{first}..{last}]"


# How it compares


TRUTHS: dict[str, Callable[[date, date, date], bool]] = {
    "<": lambda day, start, _end: day < start,
    "<=": lambda day, _start, end: day <= end,
    ">": lambda day, _start, end: day > end,
    ">=": lambda day, start, _end: day >= start,
    ":": lambda day, start, end: start <= day <= end,
}


@given(near_dates, st.sampled_from(list(TRUTHS)), near_dates)
def test_an_answer_is_that_of_every_day_it_may_be(value: str, op: str, other: str) -> None:
    start, end = span(other)
    truths = [TRUTHS[op](day, start, end) for day in days_of(value)]
    assert compare(value, op, other) is among(truths)


@given(whens, whens)
def test_contrary_questions_have_contrary_answers(value: str, other: str) -> None:
    assert compare(value, "<", other) + compare(value, ">=", other) == YES
    assert compare(value, ">", other) + compare(value, "<=", other) == YES


@pytest.mark.parametrize(
    ("value", "op", "other", "answer"),
    [
        ("2022-12-31", "<", "2023", YES),
        ("2023-01-01", "<", "2023", NO),
        ("2023-12-31", "<=", "2023", YES),
        ("2023-12-31", ">", "2023", NO),
        ("2024-01-01", ">", "2023", YES),
        ("2023-01-01", ">=", "2023", YES),
        ("2023-06", ":", "2023", YES),
        ("2023", ":", "2023-06", POSSIBLY),
        ("2022", ":", "2023-06", NO),
        ("2023", "<", "2023-06-08", POSSIBLY),
        ("[2023-06-08..2023-11-14]", ">=", "2023-06-08", YES),
        ("[2023-06-08..2023-11-14]", ">", "2023-06-08", POSSIBLY),
        ("2023-09-01", ":", "[2023-06-08..2023-11-14]", YES),
        ("2021-12-02T10:00[Europe/Brussels]", "<=", "2021-12-02", YES),
        ("2021-12-02T10:00[Europe/Brussels]", "<", "2021-12-02T23:00[UTC]", NO),
    ],
)
def test_the_other_side_is_a_whole_period(value: str, op: str, other: str, answer: Answer) -> None:
    assert compare(value, op, other) is answer


@given(st.sampled_from(list(TRUTHS)), whens)
def test_no_date_answers_no(op: str, other: str) -> None:
    assert compare("", op, other) is NO
    assert compare(other, op, "") is NO


def test_an_unknown_comparison_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="no such comparison"):
        compare("2023", "=", "2023")


def test_answers_combine_as_three_valued_logic() -> None:
    assert min(YES, POSSIBLY) is POSSIBLY
    assert max(NO, POSSIBLY) is POSSIBLY


# Tenures


@given(near_dates, near_dates, near_days)
def test_a_tenure_is_judged_by_every_start_and_end_it_may_have(
    start: str, end: str, day: date
) -> None:
    tenures = [(a, b) for a in days_of(start) for b in days_of(end) if a <= b]
    expected = among([a <= day <= b for a, b in tenures]) if tenures else NO
    assert held(start, end, day) is expected


@given(near_dates, near_days)
def test_an_open_side_never_limits_a_tenure(value: str, day: date) -> None:
    assert held(value, "", day) is among([start <= day for start in days_of(value)])
    assert held("", value, day) is among([day <= end for end in days_of(value)])
    assert held("", "", day) is YES


@pytest.mark.parametrize(
    ("start", "end", "day", "answer"),
    [
        ("2021-12-02", "[2023-06-08..2023-11-14]", "2023-06-08", YES),
        ("2021-12-02", "[2023-06-08..2023-11-14]", "2023-06-09", POSSIBLY),
        ("2021-12-02", "[2023-06-08..2023-11-14]", "2023-09-01", POSSIBLY),
        ("2021-12-02", "[2023-06-08..2023-11-14]", "2023-11-14", POSSIBLY),
        ("2021-12-02", "[2023-06-08..2023-11-14]", "2023-11-15", NO),
        ("2021-12-02", "[2023-06-08..2023-11-14]", "2021-12-01", NO),
        ("[2023-03-03..2023-11-15]", "", "2023-03-02", NO),
        ("[2023-03-03..2023-11-15]", "", "2023-09-01", POSSIBLY),
        ("[2023-03-03..2023-11-15]", "", "2023-11-15", YES),
        ("2023", "2023-06-30", "2023-06-30", YES),
        ("2024", "2023", "2023-12-31", NO),
    ],
)
def test_who_held_it_that_day(start: str, end: str, day: str, answer: Answer) -> None:
    assert held(start, end, date.fromisoformat(day)) is answer


# Order, movement, spelling


@given(whens, whens)
def test_order_is_by_first_day_then_last_day(one: str, two: str) -> None:
    if span(one) < span(two):
        assert sort_key(one) < sort_key(two)
    if sort_key(one) < sort_key(two):
        assert span(one) <= span(two)


def test_times_of_a_day_follow_it_in_order_and_no_date_is_last() -> None:
    ordered = [
        *("2021-12-02", "2021-12-02T09:30[UTC]", "2021-12-02T10:00[UTC]"),
        *("2021-12-02T10:00:30[UTC]", "2021-12-03", "2022-01", "2022", "9999-12-31", ""),
    ]
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered


@given(whens, st.integers(-100_000, 100_000))
def test_moving_keeps_the_precision_and_moves_by_days(value: str, days: int) -> None:
    by = timedelta(days)
    first, last = span(value)
    try:
        expected = first + by, last + by
    except OverflowError:
        if precision(value) not in ("month", "year"):
            with pytest.raises(DateError, match="outside the years"):
                shift(value, days)
        return
    moved = shift(value, days)
    assert precision(moved) == precision(value)
    if precision(value) in ("month", "year"):
        assert span(moved)[0] <= expected[0] <= span(moved)[1]
    else:
        assert span(moved) == expected
        assert shift(moved, -days) == value


def test_moving_keeps_the_time_of_day_and_leaves_no_date_alone() -> None:
    moved = shift("2021-12-31T10:00[Europe/Brussels]", 1)
    assert moved == "2022-01-01T10:00[Europe/Brussels]"
    assert shift("2023-01", 31) == "2023-02"
    assert shift("", 5) == ""
    with pytest.raises(DateError):
        shift("2023", 10**30)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2021-12-02", "Thu 2 Dec 2021"),
        ("2023-06", "June 2023"),
        ("2023", "2023"),
        ("[2023-06-08..2023-11-14]", "between 8 Jun and 14 Nov 2023"),
        ("[2022-12-08..2023-01-14]", "between 8 Dec 2022 and 14 Jan 2023"),
        ("2021-12-02T10:00[Europe/Brussels]", "Thu 2 Dec 2021, 10:00 Europe/Brussels"),
        ("2021-12-02T10:00:30[UTC]", "Thu 2 Dec 2021, 10:00:30 UTC"),
        ("0987-01-05", "Fri 5 Jan 0987"),
        ("", ""),
    ],
)
def test_dates_are_spelled_for_people(value: str, words: str) -> None:
    assert spell(value) == words


@given(whens, st.integers(-30_000, 30_000))
def test_moving_by_months_keeps_the_precision_and_the_time(value: str, months: int) -> None:
    try:
        moved = shift_months(value, months)
    except DateError:
        return
    if precision(moved) != precision(value):  # two days that a shorter month has made one
        assert (precision(value), precision(moved)) == ("range", "day")
    assert moved[10:] == value[10:] or value.startswith("[")
    first, then = span(value)[0], span(moved)[0]
    if precision(value) != "year":
        assert then.year * 12 + then.month == first.year * 12 + first.month + months
    assert then.day <= first.day


@pytest.mark.parametrize(
    ("value", "months", "moved"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-03-31", -1, "2026-02-28"),
        ("2026", 12, "2027"),
        ("[2026-01-30..2026-01-31]", 1, "2026-02-28"),
        ("", 3, ""),
    ],
)
def test_a_day_that_a_month_does_not_have_is_its_last(value: str, months: int, moved: str) -> None:
    assert shift_months(value, months) == moved


def test_a_time_is_told_in_another_zone() -> None:
    noon = "2026-07-01T12:00[Europe/Rome]"
    assert told_in(noon, "Asia/Tokyo") == "2026-07-01T19:00[Asia/Tokyo]"
    assert told_in(noon, "UTC") == "2026-07-01T10:00[UTC]"
    for value, zone in ((noon, "Europe/Nowhere"), ("2026-07-01", "UTC"), ("soon", "UTC")):
        with pytest.raises(DateError):
            told_in(value, zone)
    with pytest.raises(DateError):
        told_in("0001-01-01T00:00[Asia/Tokyo]", "UTC")
