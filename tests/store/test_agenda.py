"""The agenda: what has a day stands on that day; what has none stands on none."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from store import dates
from store.agenda import LONGEST, Entry, agenda
from store.kinds import Commitment, Meeting
from store.store import Store
from tests.conftest import TODAY
from tests.store.test_insight import Rows, promise, seen_from
from tests.strategies import partial_dates, whens


def meeting(id: str = "m", **fields: object) -> Meeting:
    return Meeting(id=id, name="M", **fields)  # type: ignore[arg-type]


def ids(entries: object) -> list[str]:
    return [entry.record.id for entry in entries if isinstance(entry, Entry)]  # type: ignore[attr-defined]


def gathered(*records: Meeting | Commitment) -> object:
    shelf = Rows(*records)
    return agenda(shelf, seen_from(shelf))


records = st.one_of(
    st.builds(
        lambda n, start, end: meeting(f"m{n}", start=start, end=end),
        st.integers(0, 9),
        st.one_of(st.just(""), whens),
        st.one_of(st.just(""), whens),
    ),
    st.builds(
        lambda n, due, at, status: promise(f"c{n}", due=due, due_at=at, status=status),
        st.integers(0, 9),
        st.one_of(st.just(""), partial_dates),
        st.sampled_from(["", "m0", "m1"]),
        st.sampled_from(["", "agreed", "delivered"]),
    ),
)


@given(st.lists(records, max_size=12))
def test_nothing_stands_on_a_day_that_is_not_known(found: list[Meeting | Commitment]) -> None:
    shelf = Rows(*found)
    insight = seen_from(shelf)
    book = agenda(shelf, insight)
    for day in book.days:
        for entry in book.on(day):
            first, last = dates.span(entry.when)
            assert first == last
            assert entry.day == day
            assert day == first + timedelta(entry.number - 1)
            assert entry.number <= entry.days <= LONGEST
    for entry in book.loose:
        assert dates.span(entry.when) == (entry.first, entry.last)
        assert entry.first < entry.last
    told = {*(r for day in book.days for r in ids(book.on(day))), *ids(book.loose)}
    dated = {
        record.id
        for kind in ("meeting", "commitment")
        for record in shelf.records(kind).values()
        if (isinstance(record, Meeting) and record.start)
        or (isinstance(record, Commitment) and record.status != "delivered" and insight.due(record))
    }
    assert told == dated


@given(st.lists(records, max_size=12), st.dates(), st.integers(0, 5), st.integers(0, 5))
def test_around_a_day_are_the_nearest(
    found: list[Meeting | Commitment], day: date, before: int, after: int
) -> None:
    shelf = Rows(*found)
    book = agenda(shelf, seen_from(shelf))
    days = book.around(day, before, after)
    assert days == [d for d in book.days if d in days]
    earlier = sum(len(book.on(d)) for d in days if d < day)
    later = sum(len(book.on(d)) for d in days if d >= day)
    every_earlier = sum(len(book.on(d)) for d in book.days if d < day)
    every_later = sum(len(book.on(d)) for d in book.days if d >= day)
    assert earlier >= min(before, every_earlier)
    assert later >= min(after, every_later)


def test_a_meeting_stands_on_each_of_its_days() -> None:
    shelf = Rows(meeting(start="2026-03-30T09:00[UTC]", end="2026-04-01"))
    book = agenda(shelf, seen_from(shelf))
    assert [(str(day), book.on(day)[0].number) for day in book.days] == [
        ("2026-03-30", 1),
        ("2026-03-31", 2),
        ("2026-04-01", 3),
    ]


def test_meetings_come_by_their_hour_and_before_what_is_due() -> None:
    shelf = Rows(
        promise("a", due="2026-03-02"),
        meeting("b", start="2026-03-02T14:00[UTC]"),
        meeting("c", start="2026-03-02T09:30[Europe/Brussels]"),
        meeting("d", start="2026-03-02"),
    )
    assert ids(agenda(shelf, seen_from(shelf)).on(date(2026, 3, 2))) == ["d", "c", "b", "a"]


def test_what_starts_later_is_not_thought_of_yet() -> None:
    shelf = Rows(promise(due="2026-12-01", start="2026-06-01"))
    assert agenda(shelf, seen_from(shelf)).days == []
    assert agenda(shelf, seen_from(shelf, today=date(2026, 6, 1))).days == [date(2026, 12, 1)]


def test_what_is_due_at_a_meeting_moves_with_it() -> None:
    shelf = Rows(meeting("m", start="2026-05"), promise(due_at="m"))
    book = agenda(shelf, seen_from(shelf))
    assert (book.days, ids(book.loose)) == ([], ["m", "c"])


def test_the_coalition_has_its_half_known_dates_on_no_day(coalition: Store) -> None:
    book = agenda(coalition, seen_from(coalition))
    assert len(book.loose) == 11
    assert {entry.when for entry in book.perhaps_in(date(2021, 1, 1), date(2021, 12, 31))} == {
        "2021",
        "2021-09",
    }
    assert TODAY not in book.days
