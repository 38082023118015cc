"""A period is what one would write: and a date is in it, possibly in it, or not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import dates
from store.dates import Answer
from store.desk import Desk
from store.fields import FieldError
from store.kinds import Meeting
from store.names import Ambiguous
from store.reports.periods import Period, read_period, suggested
from tests.conftest import TODAY
from tests.store.reports.desks import desk_with
from tests.strategies import partial_dates


@pytest.mark.parametrize(
    ("line", "text", "days", "rest"),
    [
        ("2025", "2025", "2025-01-01 2025-12-31", ""),
        ("2025-Q1", "2025-Q1", "2025-01-01 2025-03-31", ""),
        ("2025q4 owner:italy", "2025-Q4", "2025-10-01 2025-12-31", "owner:italy"),
        ("2025-06", "2025-06", "2025-06-01 2025-06-30", ""),
        ("2025-06-08", "2025-06-08", "2025-06-08 2025-06-08", ""),
        ("2025-01..2025-06", "2025-01-01..2025-06-30", "2025-01-01 2025-06-30", ""),
        ("2025-Q2..2025-Q3 Fund", "2025-04-01..2025-09-30", "2025-04-01 2025-09-30", "Fund"),
        ("2025-11..", "2025-11-01..2026-03-01", "2025-11-01 2026-03-01", ""),
        ("[2025-01-03..2025-02-04]", "2025-01-03..2025-02-04", "2025-01-03 2025-02-04", ""),
        ("last quarter is:open", "2025-Q4", "2025-10-01 2025-12-31", "is:open"),
        ("this year", "2026", "2026-01-01 2026-12-31", ""),
        ("June 2025 2025", "2025-06", "2025-06-01 2025-06-30", "2025"),
    ],
)
def test_it_is_written_as_dates_are(desk: Desk, line: str, text: str, days: str, rest: str) -> None:
    period, left = read_period(line.split(), desk)
    assert (period.text, f"{period.first} {period.last}") == (text, days)
    assert " ".join(left) == rest
    assert period.until == min(TODAY, period.last)


def test_since_a_meeting_is_from_its_day_until_today(desk: Desk) -> None:
    period, left = read_period(["since", "2023-03-01-niamey", "is:open", "owner:IT"], desk)
    assert (str(period.first), period.last) == ("2023-03-01", TODAY)
    assert (period.meeting, period.text) == ("2023-03-01-niamey-afg", f"since {period.meeting}")
    assert left == ("is:open", "owner:IT")


def test_a_meeting_known_in_part_begins_a_period_that_is_known_in_part() -> None:
    with desk_with(Meeting(id="t", name="T", start="2025-06")) as desk:
        period, _ = read_period(["since", "t"], desk)
    assert (str(period.earliest), str(period.first)) == ("2025-06-01", "2025-06-30")
    assert period.holds("2025-06-15") is Answer.POSSIBLY
    assert period.holds("2025-06-30") is Answer.YES
    assert period.holds("2025-05-31") is Answer.NO


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "there is no period"),
        ("since", "since which meeting"),
        ("since atlantis", "there is no meeting"),
        ("since 2016-berlin", "not known when"),
        ("2027", "which is not yet"),
        ("Q3", "which is not yet"),
        ("owner:italy", "“owner:italy” is no period"),
        ("2025-13", "is no period"),
        ("..2025", "is no period"),
        ("2025..2024", "ends before it begins"),
        ("03/04/2025", "could be"),
        ("\x1b[2J", "is no period"),
        ("9" * 500, "is no period"),
    ],
)
def test_what_is_no_period_is_refused_in_a_sentence(desk: Desk, line: str, says: str) -> None:
    with pytest.raises(FieldError) as caught:
        read_period(line.split(), desk)
    assert says in str(caught.value)
    assert str(caught.value).isprintable() and len(str(caught.value)) < 500


def test_several_meetings_are_listed(desk: Desk) -> None:
    with pytest.raises(Ambiguous):
        read_period(["since", "2023"], desk)


def test_what_is_suggested_can_be_written(desk: Desk) -> None:
    found = suggested(desk)
    assert list(found.items())[:3] == [
        ("2026-Q1", "This quarter"),
        ("2025-Q4", "Last quarter"),
        ("2026", "This year"),
    ]
    for text in found:
        assert read_period(text.split(), desk)[0].text == text
    assert sum(text.startswith("since ") for text in found) == 5
    niamey = desk.store.get("2023-03-01-niamey-afg")
    assert isinstance(niamey, Meeting)
    assert next(iter(suggested(desk, niamey))) == "since 2023-03-01-niamey-afg"


@given(st.dates(), st.dates(), st.dates(), partial_dates)
def test_it_holds_what_it_holds_on_every_day_that_a_date_may_be(
    a: date, b: date, today: date, value: str
) -> None:
    first, last = min(a, b), max(a, b)
    until = min(last, max(first, today))
    period = Period(text="", earliest=first, first=first, last=last, until=until)
    asked = dates.span(value)
    inside = [first <= day <= until for day in asked]
    covers = asked[0] <= first and until <= asked[1]
    expected = Answer.YES if all(inside) else Answer(any(inside) or covers)
    assert period.holds(value) is expected
    if period.holds(value) is Answer.YES:
        assert period.is_after(value) is period.is_before(value) is Answer.NO
    assert (period.is_after(value) is Answer.YES) == (asked[1] < first)
    assert (period.is_before(value) is Answer.YES) == (asked[0] > until)
