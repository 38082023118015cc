"""The overview counts what its lines list: every number, whatever the records."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import dates
from store.insight import Insight
from store.kinds import KINDS, Commitment, Group, Meeting, Member
from store.names import Names
from store.overview import MOST_MONTHS, Overview, Tally, overview
from store.query import compile_query, parse
from store.store import Store
from tests.conftest import TODAY
from tests.store.test_insight import Rows, seen_from
from tests.strategies import partial_dates, whens


def tallies(seen: Overview) -> Iterator[Tally]:
    yield from (seen.open, seen.overdue, seen.soon, seen.delivered, seen.published, seen.quiet)
    yield from (*seen.owners, *seen.groups)
    for pulse in seen.months:
        yield from (pulse.opened, pulse.closed)
    yield from (point.dated for point in seen.growth)


def listed(shelf: Rows | Store, insight: Insight, tally: Tally) -> int:
    names = shelf.names if isinstance(shelf, Store) else Names(shelf, lambda: TODAY)
    kind = KINDS[tally.kind]
    query = compile_query(parse(tally.line, kind), kind, names, insight, shelf)
    return len(query.select(list(shelf.records(tally.kind).values())))


members = st.builds(
    Member, id=st.sampled_from(["m1", "m2", "no"]), name=st.just("M"), joined=partial_dates
)
groups = st.builds(Group, id=st.sampled_from(["g1", "a,b", "or"]), name=st.just("G"))
meetings = st.builds(
    Meeting,
    id=st.sampled_from(["t1", "t2", "t3"]),
    name=st.just("T"),
    start=st.one_of(st.just(""), whens, st.sampled_from(["2026-02", "2026-02-11", "2025"])),
    members_count=st.one_of(st.none(), st.integers(0, 99)),
)
commitments = st.builds(
    Commitment,
    id=st.from_regex(r"c[0-9]", fullmatch=True),
    summary=st.just("S"),
    owners=st.lists(
        st.sampled_from(["m1", "m2", "no", "g1", "a,b", "or"]), max_size=3, unique=True
    ).map(tuple),
    group=st.sampled_from(["", "g1", "a,b"]),
    meeting=st.sampled_from(["", "t1", "t2"]),
    due=st.one_of(st.just(""), partial_dates, st.sampled_from(["2026-03-05", "2026-02", "2026"])),
    standing=st.booleans(),
    status=st.sampled_from(["", "agreed", "delivered", "lapsed"]),
    closed=st.one_of(st.just(""), st.sampled_from(["2026-01-02", "2026-01", "2026", "2025-12-30"])),
    created=st.sampled_from(["", "2026-01-31T23:30:00Z", "2025-06-01T00:00:00Z"]),
)
shelves = st.builds(
    lambda *many: Rows(*(record for records in many for record in records)),
    st.tuples(
        *(st.just(Member(id=id_, name="M")) for id_ in ("m1", "m2", "no")),
        *(st.just(Group(id=id_, name="G")) for id_ in ("g1", "a,b", "or")),
        *(st.just(Meeting(id=id_, name="T")) for id_ in ("t1", "t2", "t3")),
    ),
    st.lists(members, max_size=3),
    st.lists(meetings, max_size=3),
    st.lists(commitments, max_size=8),
)


@settings(max_examples=60)
@given(shelves)
def test_every_number_is_that_of_the_list_behind_it(shelf: Rows) -> None:
    insight = seen_from(shelf)
    seen = overview(shelf, insight)
    for tally in (*tallies(seen),)[:40]:
        assert tally.count == listed(shelf, insight, tally), tally


@given(shelves)
def test_nothing_is_lost(shelf: Rows) -> None:
    seen = overview(shelf, seen_from(shelf))
    every = len(shelf.records("commitment"))
    opened = sum(pulse.opened.count for pulse in seen.months) + seen.undated
    later = sum(_after(c, shelf) for c in shelf.records("commitment").values())
    assert opened + later >= every or len(seen.months) == MOST_MONTHS
    assert seen.overdue.count <= seen.open.count <= every
    assert sum(t.overdue for t in seen.owners if not t.id) <= seen.overdue.count
    assert all(0 <= tally.overdue <= tally.count for tally in tallies(seen))


def _after(record: object, shelf: Rows) -> bool:
    assert isinstance(record, Commitment)
    meeting = shelf.records("meeting").get(record.meeting)
    start = meeting.start if isinstance(meeting, Meeting) else ""
    return bool(start) and dates.span(start)[0] > date(2026, 3, 31)


def test_the_months_run_on_without_a_gap(coalition: Store) -> None:
    seen = overview(coalition, seen_from(coalition))
    months = [pulse.month for pulse in seen.months]
    assert months[0] == "2014-12"
    assert months[-1] == "2026-03"
    assert len(months) == 11 * 12 + 4


def test_a_date_of_long_ago_asks_for_no_more_months_than_a_screen_may_have() -> None:
    shelf = Rows(
        Meeting(id="t", name="T", start="0002-01-01"), Commitment(id="c", summary="S", meeting="t")
    )
    assert len(overview(shelf, seen_from(shelf)).months) == MOST_MONTHS


def test_an_empty_body_has_noughts() -> None:
    seen = overview(Rows(), seen_from(Rows()))
    assert (seen.open.count, seen.owners, seen.months, seen.growth) == (0, (), (), ())


@pytest.mark.parametrize("data", ["demo", "sample"])
def test_every_number_of_the_real_data_is_that_of_its_list(store: Store, data: str) -> None:
    from store.demo import fill

    fill(store, data, TODAY)
    insight = seen_from(store)
    seen = overview(store, insight)
    found = list(tallies(seen))
    assert len(found) > 50
    for tally in found:
        assert tally.count == listed(store, insight, tally), tally
