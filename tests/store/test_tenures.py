"""Tenures as periods say the same as the question about a single day."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from store import dates
from store.dates import Answer
from store.kinds import Role
from store.store import Store
from store.tenures import LEAST_DAYS, extent, known_days, tenure, tenures
from tests.conftest import TODAY
from tests.strategies import partial_dates

ends = st.one_of(st.just(""), partial_dates, st.sampled_from(["2020", "2020-06", "2020-06-15"]))
roles = st.builds(
    Role,
    id=st.sampled_from("abcd"),
    member=st.just("m"),
    group=st.just("g"),
    label=st.sampled_from(["chair", "co-chair"]),
    start=ends,
    end=ends,
)
days = st.one_of(st.dates(), st.dates(date(2019, 12, 1), date(2021, 2, 1)))


@given(roles, days)
def test_a_day_is_answered_as_ever(role: Role, day: date) -> None:
    assert tenure(role).during(day, day) is dates.held(role.start, role.end, day)


@given(roles, days, st.integers(0, 40))
def test_of_several_days_the_surest_counts(role: Role, day: date, more: int) -> None:
    every = [day + timedelta(n) for n in range(more) if date.max - day > timedelta(more)] or [day]
    answers = [dates.held(role.start, role.end, one) for one in every]
    assert tenure(role).during(every[0], every[-1]) is max(answers)


@given(st.lists(roles, max_size=5))
def test_the_picture_holds_every_day_that_is_named(found: list[Role]) -> None:
    first, last = extent(map(tenure, found), TODAY)
    assert first <= TODAY <= last
    assert all(first <= day <= last for day in known_days(map(tenure, found)))
    assert (last - first).days >= LEAST_DAYS


@given(st.lists(roles, max_size=5))
def test_roles_of_one_name_stand_together(found: list[Role]) -> None:
    labels = [one.role.label for one in tenures(found)]
    changes = sum(a != b for a, b in pairwise(labels))
    assert len(labels) == len(found)
    assert changes <= 1


def test_niger_ended_on_a_day_between_two(coalition: Store) -> None:
    (niger,) = [r for r in coalition.of(Role) if r.id == "africa-focus-group-co-chair-NE"]
    one = tenure(niger)
    assert one.during(date(2023, 6, 8), date(2023, 6, 8)) is Answer.YES
    assert one.during(date(2023, 6, 9), date(2023, 11, 14)) is Answer.POSSIBLY
    assert one.during(date(2023, 11, 15), date(2026, 1, 1)) is Answer.NO
