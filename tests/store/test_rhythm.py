"""When a group meets next, and when it has gone quiet: only where its rhythm is known."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.insight import Insight
from store.insight.rhythm import Coming, Met, allowed_days, is_quiet
from store.kinds import Commitment, Group, Meeting
from tests.conftest import TODAY
from tests.store.test_insight import Rows, seen_from


def held(*days: str, group: str = "g") -> list[Meeting]:
    return [Meeting(id=f"m{day}", name="M", start=day, groups=(group,)) for day in days]


def quiet(group: Group, *days: str, today: date = TODAY) -> bool:
    return is_quiet(group, met_on(held(*days), today), today)


def met_on(meetings: Iterable[Meeting], today: date) -> dict[str, list[date]]:
    met = Met(today)
    met.add(meetings)
    return met.days


def next_days(meetings: Iterable[Meeting], today: date) -> dict[str, date]:
    coming = Coming(today)
    coming.add(meetings)
    return {group: day for group, (day, _) in coming.next.items()}


def group(**fields: object) -> Group:
    return Group(id="g", name="G", **fields)  # type: ignore[arg-type]


def test_a_group_is_quiet_when_its_cadence_has_passed() -> None:
    assert quiet(group(cadence_days=30), "2026-01-29")
    assert not quiet(group(cadence_days=30), "2026-01-30"), "thirty days ago is in time"


def test_without_a_cadence_its_own_rhythm_counts_twice() -> None:
    thrice = ("2025-01-01", "2025-03-01", "2025-05-01")
    assert allowed_days(group(), [date.fromisoformat(day) for day in thrice]) == 2 * 60
    assert quiet(group(), *thrice)
    assert not quiet(group(), *thrice, "2025-12-20")


@pytest.mark.parametrize("days", [(), ("2001-01-01",), ("2001-01-01", "2002-01-01")])
def test_without_a_rhythm_nothing_is_said(days: tuple[str, ...]) -> None:
    assert not quiet(group(), *days)


@pytest.mark.parametrize(
    "over",
    [{"status": "concluded"}, {"status": "dormant"}, {"dissolved": "2025"}],
)
def test_what_has_ended_has_not_gone_quiet(over: dict[str, str]) -> None:
    assert not quiet(group(cadence_days=1, **over), "2020-01-01")
    assert quiet(group(cadence_days=1, status="active", dissolved="2027"), "2020-01-01")


def test_meetings_that_were_called_off_or_are_to_come_are_not_held() -> None:
    off = Meeting(id="x", name="X", start="2026-02-28", groups=("g",), status="cancelled")
    met = met_on([*held("2026-01-05", "2026-03-09", "2026"), off], TODAY)
    assert met == {"g": [date(2026, 1, 5)]}


def test_the_next_meeting_is_the_nearest_that_is_certainly_to_come() -> None:
    meetings = [*held("2026-06-01", "2026-04-01", "2026-02-01"), *held("2026-05", group="h")]
    assert next_days(meetings, TODAY) == {"g": date(2026, 4, 1), "h": date(2026, 5, 31)}


@given(st.lists(st.integers(1, 400), min_size=2, max_size=8), st.integers(0, 2000))
def test_silence_only_grows(gaps: list[int], later: int) -> None:
    days = [date(2015, 1, 1) + timedelta(days) for days in accumulate(gaps, initial=0)]
    day, met = days[-1], {"g": days}
    before, after = day + timedelta(later), day + timedelta(later + 1)
    assert is_quiet(group(), met, after) or not is_quiet(group(), met, before)


def test_what_is_due_before_the_next_meeting_of_its_group() -> None:
    def due(day: str, **fields: object) -> bool:
        one = Commitment(id="c", summary="s", due=day, **fields)  # type: ignore[arg-type]
        return seen_from(Rows(*meetings, one)).test("commitment", "next")(one)

    meetings = [*held("2026-04-01"), *held("2026-01-01"), *held("2026-09-01", group="h")]
    assert due("2026-04-01", group="g") and due("2026-03", group="g")
    assert due("2025-01-01", group="g"), "what was missed should be done by then, too"
    assert not due("2026-04-02", group="g") and not due("2026", group="g")
    assert due("2026-08-31", group="h") and not due("2026-03-02", group="nobody")
    assert due("2026-03-02", meeting="m2026-01-01"), "the group that met where it was made"
    assert not due("2026-08-31", meeting="m2026-01-01", group="g"), "its own group counts"
    assert not due("2026-03-02", group="g", status="delivered")
    assert not due("2026-03-02", group="g", standing=True) and not due("", group="g")
    assert due("", due_at="m2026-04-01", group="g"), "due at that very meeting"


def test_both_change_with_the_day() -> None:
    rows = Rows(group(cadence_days=30), *held("2026-01-29", "2026-03-02"))
    the_day = [TODAY]
    insight = Insight(rows, lambda: the_day[0])
    (one,) = rows.records("group").values()
    assert insight.flags(one) == ["quiet"]
    the_day[0] = date(2026, 3, 3)
    assert insight.flags(one) == []
