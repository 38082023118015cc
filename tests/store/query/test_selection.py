"""Order, limits, headings, and who held what on a day."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import dates
from store.desk import Desk
from store.kinds import Commitment, Member, Role
from store.query import QueryError, compile_query, parse
from store.record import Record
from tests.store.query.conftest import Ask, Compile

Headings = Callable[[str, str], dict[str, list[str]]]

DAYS = st.dates(dates.span("2020")[0], dates.span("2021")[1]).map(str)
PARTIAL = st.one_of(
    DAYS,
    DAYS.map(lambda d: d[:7]),
    DAYS.map(lambda d: d[:4]),
    st.just(""),
    DAYS.map(lambda d: f"[{d}..{dates.span(d)[0] + timedelta(9)}]"),
)


def promises(*dues: str) -> list[Commitment]:
    return [Commitment(id=str(n), summary=f"s{n}", due=due) for n, due in enumerate(dues)]


def ids(records: list[Record]) -> list[str]:
    return [record.id for record in records]


@pytest.fixture
def headings(compiled: Compile, desk: Desk) -> Headings:
    """The groups of a line, as headings with ids."""

    def headings(kind: str, line: str) -> dict[str, list[str]]:
        query = compiled(kind, line)
        found = query.select(desk.store.records(kind).values())
        return {heading: ids(group) for heading, group in query.groups(found)}

    return headings


def test_what_has_no_date_comes_last_both_ways(compiled: Compile) -> None:
    records = promises("", "2023", "2021", "", "2022")
    assert ids(compiled("commitment", "sort:due").select(records)) == ["2", "4", "1", "0", "3"]
    assert ids(compiled("commitment", "sort:due-").select(records)) == ["1", "4", "2", "0", "3"]


def test_a_kind_has_its_own_order_where_none_is_given(compiled: Compile) -> None:
    assert ids(compiled("commitment", "").select(promises("2023", "2021"))) == ["1", "0"]
    members = [
        Member(id="z", name="Zambia"),
        Member(id="e", name="Élan"),
        Member(id="f", name="fa"),
    ]
    assert ids(compiled("member", "").select(members)) == ["e", "f", "z"]


def test_the_first_key_counts_first(compiled: Compile) -> None:
    records = [
        Commitment(id="a", summary="a", due="2023", priority=5),
        Commitment(id="b", summary="b", due="2023", priority=1),
        Commitment(id="c", summary="c", due="2021"),
        Commitment(id="d", summary="d", priority=1),
    ]
    select = compiled("commitment", "sort:due- sort:priority").select
    assert ids(select(records)) == ["b", "a", "c", "d"]
    select = compiled("commitment", "sort:priority sort:due").select
    assert ids(select(records)) == ["b", "d", "a", "c"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PARTIAL, max_size=12), st.booleans())
def test_sorting_is_stable_and_by_what_dates_cover(
    compiled: Compile, dues: list[str], backwards: bool
) -> None:
    line = "sort:due-" if backwards else "sort:due"
    found = compiled("commitment", line).select(promises(*dues))
    known = [r for r in found if isinstance(r, Commitment) and r.due]
    places = [(dates.sort_key(r.due), -int(r.id) if backwards else int(r.id)) for r in known]
    assert places == sorted(places, reverse=backwards)
    assert ids(found[len(known) :]) == [str(n) for n, due in enumerate(dues) if not due]


def test_a_limit_takes_the_first(compiled: Compile) -> None:
    assert ids(compiled("commitment", "limit:2").select(promises("2023", "2021", "2022"))) == [
        "1",
        "2",
    ]


def test_a_record_stands_under_each_of_its_owners(headings: Headings) -> None:
    found = headings("commitment", "by:owner")
    assert "C04" in found["Saudi Arabia"]
    assert "C04" in found["Italy"]
    assert list(found)[-1] == "none"
    assert list(found)[:-1] == sorted(list(found)[:-1], key=str.casefold)


def test_headings_stand_in_their_own_order(desk: Desk) -> None:
    query = parse("by:priority sort:id", Commitment)
    made = compile_query(query, Commitment, desk.names, desk.insight, desk.store)
    urgent = [Commitment(id=str(n), summary="s", priority=n) for n in (9, 3, 0, 1, 5)]
    groups = [(heading, ids(group)) for heading, group in made.groups(made.select(urgent))]
    assert groups == [("high", ["1", "3"]), ("medium", ["5"]), ("low", ["9"]), ("none", ["0"])]


def test_without_headings_all_stand_together(headings: Headings, ask: Ask) -> None:
    assert headings("group", "") == {"": ask("group", "")}


def co_chairs(compiled: Compile, desk: Desk, day: str) -> dict[str, str | None]:
    query = compiled("role", f'group:"Africa Focus Group" label:co-chair on:{day}')
    found = query.select(desk.store.records("role").values())
    return {r.member: query.holds(r) for r in found if isinstance(r, Role)}


def test_who_was_in_the_chair_on_a_day(compiled: Compile, desk: Desk) -> None:
    assert co_chairs(compiled, desk, "2023-03-02") == dict.fromkeys(("IT", "MA", "NE", "US"), "yes")
    assert co_chairs(compiled, desk, "2023-11-15") == dict.fromkeys(("IT", "MA", "SA", "US"), "yes")
    on_the_first_of_september = {"IT": "yes", "MA": "yes", "US": "yes"}
    on_the_first_of_september |= {"NE": "possibly", "SA": "possibly"}
    assert co_chairs(compiled, desk, "2023-09-01") == on_the_first_of_september
    assert co_chairs(compiled, desk, "2021-12-01") == {}


def test_a_day_may_be_a_phrase_but_must_be_one_day(compiled: Compile, desk: Desk) -> None:
    assert set(co_chairs(compiled, desk, "today")) == {"IT", "MA", "SA", "US"}
    with pytest.raises(QueryError, match="takes one day") as told:
        compiled("role", "on:2023")
    assert (told.value.start, told.value.end) == (3, 7)
    with pytest.raises(QueryError, match="no day 31"):
        compiled("role", "on:2023-02-31")


def test_members_are_asked_for_a_day_too(ask: Ask) -> None:
    assert "BF" in ask("member", "on:2021-12-02")
    assert "BF" not in ask("member", "on:2021-12-01")


def test_without_a_day_nothing_is_said_of_tenure(compiled: Compile, desk: Desk) -> None:
    query = compiled("role", "")
    assert {query.holds(record) for record in desk.store.records("role").values()} == {None}
