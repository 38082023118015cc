"""Series: the times they meet at within the window, and what became of single instances."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.formats.ics.recurrence import end_of_month, window
from tests.conftest import TODAY
from tests.store.formats.ics.made import (
    calendar,
    changed,
    event,
    fixture,
    reasons,
    records,
    said,
    starts,
    weekly,
)

DAYS = ("2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23")


def test_a_series_with_everything() -> None:
    found = records(fixture("good-series"))
    told = [(id_.partition("/")[2], r["start"][:16], r["name"]) for id_, r in found.items()]
    assert told == [
        ("2026-03-02", "2026-03-02T09:00", "Bureau"),
        ("2026-03-16", "2026-03-17T11:00", "Bureau, a day later"),
        ("2026-03-23", "2026-03-23T09:00", "Bureau"),
        ("2026-03-30", "2026-03-30T09:00", "Bureau"),
        ("2026-04-06", "2026-04-06T09:00", "Bureau"),
        ("2026-04-13", "2026-04-13T10:00", "Bureau, an hour later"),
        ("2026-04-20", "2026-04-20T10:00", "Bureau, an hour later"),
        ("2026-05-01", "2026-05-01T15:00", "Bureau, an hour later"),
    ]
    rows = list(found.values())
    assert [row.get("previous") for row in rows] == [None, *list(found)[:-1]]
    assert [row.get("status") for row in rows].count("cancelled") == 1
    assert rows[0]["end"] == "2026-03-02T10:30[Europe/Brussels]"
    assert rows[5]["end"] == "2026-04-13T11:00[Europe/Brussels]"
    assert rows[1]["_ics"] == {
        "uid": "bureau@rhine.example",
        "recurrence": "2026-03-16T09:00[Europe/Brussels]",
    }


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;COUNT=2", DAYS[:2]),
        ("FREQ=WEEKLY;UNTIL=20260316T080000Z", DAYS[:3]),
        ("FREQ=WEEKLY;UNTIL=20260316T075959Z", DAYS[:2]),
        ("FREQ=WEEKLY;UNTIL=20260316T090000", DAYS[:3]),
        ("FREQ=WEEKLY;UNTIL=20260316", DAYS[:3]),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=2", DAYS[::2]),
        ("freq=weekly;byday=mo;count=2", DAYS[:2]),
        ("FREQ=MONTHLY;BYDAY=1MO;COUNT=3", ("2026-03-02", "2026-04-06", "2026-05-04")),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", ("2026-03-02", "2026-03-27", "2026-04-24")),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=2", ("2026-03-02", "2026-03-31", "2026-05-31")),
        ("FREQ=YEARLY;COUNT=9", ("2026-03-02", "2027-03-02", "2028-03-02")),
    ],
)
def test_rules(rule: str, days: tuple[str, ...]) -> None:
    """DTSTART is an instance even where the rule does not give it (§3.8.5.3)."""
    assert tuple(starts(calendar(weekly(rule=rule)))) == days


def test_a_series_keeps_its_hour_when_summer_time_begins() -> None:
    found = starts(calendar(weekly(rule="FREQ=WEEKLY;COUNT=6")))
    assert {start[10:] for start in found.values()} == {"T09:00[Europe/Brussels]"}


def test_a_series_of_days_has_days() -> None:
    body = calendar(
        weekly(rule="FREQ=WEEKLY;COUNT=2;BYHOUR=9", start="DTSTART;VALUE=DATE:20260302")
    )
    assert starts(body) == {day: day for day in DAYS[:2]}
    until = "FREQ=WEEKLY;UNTIL=20260309T120000Z"
    assert list(starts(calendar(weekly(rule=until, start="DTSTART;VALUE=DATE:20260302")))) == list(
        DAYS[:2]
    )


@pytest.mark.parametrize(
    "line",
    [
        "EXDATE;TZID=Europe/Brussels:20260309T090000",
        "EXDATE:20260309T080000Z",
        "EXDATE;VALUE=DATE:20260309",
        "EXRULE:FREQ=WEEKLY;INTERVAL=9;BYDAY=MO;COUNT=1",
    ],
)
def test_what_is_taken_out_is_not_there_and_the_next_follows_the_one_before(line: str) -> None:
    found = records(calendar(weekly(line)))
    gone = DAYS[0] if line.startswith("EXRULE") else DAYS[1]
    assert [id_[2:] for id_ in found] == [day for day in DAYS if day != gone]
    if gone == DAYS[1]:
        assert found["w/2026-03-16"]["previous"] == "w/2026-03-02"


def test_dates_beside_the_rule_have_their_own_length_where_they_say_one() -> None:
    lines = (
        "DURATION:PT1H",
        "RDATE;VALUE=PERIOD:20260304T080000Z/PT3H,20260305T080000Z/20260305T090000Z",
    )
    found = records(calendar(weekly(*lines, rule="FREQ=WEEKLY;COUNT=1")))
    assert [(r["start"][:16], r["end"][:16]) for r in found.values()] == [
        ("2026-03-02T09:00", "2026-03-02T10:00"),
        ("2026-03-04T09:00", "2026-03-04T12:00"),
        ("2026-03-05T09:00", "2026-03-05T10:00"),
    ]


def test_two_on_a_day_are_two_and_taking_the_first_out_renames_neither() -> None:
    rule = "FREQ=WEEKLY;BYHOUR=9,15;COUNT=4"
    keys = ["2026-03-02", "2026-03-02T15:00", "2026-03-09", "2026-03-09T15:00"]
    assert list(starts(calendar(weekly(rule=rule)))) == keys
    out = "EXDATE;TZID=Europe/Brussels:20260302T090000"
    assert list(starts(calendar(weekly(out, rule=rule)))) == keys[1:]


def test_an_instance_keeps_its_id_wherever_it_is_moved() -> None:
    plain = records(calendar(weekly()))
    moved = records(calendar(weekly(), changed("20260309T090000", "20260401T170000")))
    assert list(moved) == list(plain)
    differ = [id_ for id_ in plain if plain[id_] != moved[id_]]
    assert differ == ["w/2026-03-09"]
    assert moved["w/2026-03-09"]["start"] == "2026-04-01T17:00[Europe/Brussels]"


def test_the_later_word_on_an_instance_counts() -> None:
    old = changed("20260309T090000", "20260310T090000", "SEQUENCE:1", name="Old")
    new = changed("20260309T090000", "20260311T090000", "SEQUENCE:2", name="New")
    for order in ((old, new), (new, old)):
        assert records(calendar(weekly(), *order))["w/2026-03-09"]["name"] == "New"


def test_an_instance_without_its_series_is_a_meeting() -> None:
    found = records(calendar(changed("20260309T090000", "20260310T090000")))
    assert [(id_, r["start"][:10]) for id_, r in found.items()] == [("w/2026-03-09", "2026-03-10")]


def test_an_instance_that_the_rule_does_not_give_is_there_all_the_same() -> None:
    found = starts(calendar(weekly(), changed("20260304T090000", "20260304T100000")))
    assert set(found) == {*DAYS, "2026-03-04"}


def test_an_instance_that_cannot_be_read_is_not_told_as_the_series_has_it() -> None:
    body = calendar(weekly(), changed("20260309T090000", "20260399T090000"))
    assert [record.id for record in said(body).records] == [f"w/{d}" for d in DAYS if d != DAYS[1]]
    assert "there is not" in reasons(body)["w/2026-03-09"]


def test_a_series_that_cannot_be_followed_says_nothing_of_its_instances() -> None:
    found = said(calendar(weekly(rule="FREQ=SOMETIMES")))
    assert found.records == []
    assert not found.speaks_of("w/2026-03-02")
    assert found.speaks_of("x/2026-03-02")


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_the_window_is_a_year_back_and_two_ahead_in_whole_months(today: date) -> None:
    first, last = window(today)
    assert first.day == 1 and (last + timedelta(days=1)).day == 1
    assert timedelta(365) <= today - first <= timedelta(397)
    assert timedelta(730) <= last - today <= timedelta(762)
    assert (
        window(end_of_month(today))
        == window(today)
        != window(end_of_month(today) + timedelta(days=1))
    )


@settings(max_examples=25)
@given(
    st.dates(date(2026, 3, 1), date(2032, 12, 31)), st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"])
)
def test_what_is_told_of_an_instance_does_not_depend_on_the_day_it_is_read(
    later: date, freq: str
) -> None:
    """So that a sync on any later day changes nothing of what both windows have, and says nothing
    of what only the earlier has."""
    body = calendar(weekly(rule=f"FREQ={freq};INTERVAL=3"))
    then = {record.id: record for record in said(body).records}
    now = said(body, later)
    assert all(then.get(record.id, record) == record for record in now.records)
    told = {record.id for record in now.records}
    assert all(id_ in told or not now.speaks_of(id_) for id_ in then)


def test_a_message_tells_of_some_and_not_of_all() -> None:
    assert said(calendar(event("a"))).mode == "snapshot"
    assert said(calendar(event("a"), method="PUBLISH")).mode == "snapshot"
    assert said(calendar(event("a"), method="REQUEST")).mode == "delta"
    found = said(calendar(event("a"), method="CANCEL"), TODAY)
    assert found.mode == "delta"
    assert records(calendar(event("a"), method="CANCEL"))["a"]["status"] == "cancelled"
