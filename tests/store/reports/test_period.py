"""What is counted in a period, what is only possibly in it, and how far that reaches."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from store import dates
from store.desk import Desk
from store.kinds import CLOSED, Commitment, Group, Meeting, Member, Update
from store.record import Move, Record
from store.reports.period import Report, report
from store.reports.periods import read_period
from store.reports.tally import Standing
from tests.conftest import TODAY
from tests.store.reports.desks import desk_with
from tests.strategies import partial_dates


def over(desk: Desk, period: str, line: str = "") -> Report:
    return report(desk, read_period(period.split(), desk)[0], line, "confidential")[0]


def told(*records: Record, period: str = "2025", line: str = "", today: date = TODAY) -> Report:
    with desk_with(*records, today=today) as desk:
        return over(desk, period, line)


def promise(id: str = "c", **fields: object) -> Commitment:
    made = {"id": id, "summary": id, "created": "2024-05-01T00:00:00Z", **fields}
    return Commitment(**made)  # type: ignore[arg-type]


def standing(found: Report) -> dict[str, int]:
    return {one.name: one.count for one in found.standings if one.count}


def possibly(found: Report) -> dict[str, int]:
    return {one.name: one.possibly for one in found.standings if one.possibly}


@pytest.mark.parametrize(
    ("fields", "stands"),
    [
        ({"status": "delivered", "closed": "2025-06"}, "met"),
        ({"status": "delivered", "closed": "2024-12-31"}, ""),
        ({"status": "delivered", "closed": "2026-01-01"}, "unknown"),
        ({"status": "lapsed", "closed": "2025"}, "closed otherwise"),
        ({"status": "agreed"}, "ongoing"),
        ({"status": "at risk"}, "ongoing"),
        ({"status": "stalled"}, "stalled"),
        ({"status": "no information"}, "unknown"),
        ({}, "unknown"),
        ({"created": "2026-01-01T00:00:00Z", "status": "agreed"}, ""),
    ],
)
def test_how_it_stood_when_the_year_was_over(fields: dict[str, str], stands: str) -> None:
    found = told(promise(**fields))
    assert standing(found) == ({stands: 1} if stands else {})
    assert not found.possibly


@pytest.mark.parametrize(
    ("fields", "may"),
    [
        ({"status": "delivered", "closed": "[2024-12-01..2025-02-01]"}, "met"),
        ({"status": "delivered", "closed": "[2025-12-01..2026-02-01]"}, "met"),
        ({"status": "withdrawn"}, "closed otherwise"),
        ({"status": "agreed", "meeting": "vague"}, "ongoing"),
        ({"status": "agreed", "meeting": "never"}, "ongoing"),
    ],
)
def test_what_may_have_been_so_is_counted_apart(fields: dict[str, str], may: str) -> None:
    vague = Meeting(id="vague", name="v", start="[2025-12-01..2026-01-31]")
    found = told(promise(**fields), vague, Meeting(id="never", name="n"))
    assert (standing(found), possibly(found)) == ({}, {may: 1})
    assert (found.count, found.possibly) == (0, 1)


def test_what_is_open_today_stands_as_it_stands() -> None:
    never = Meeting(id="never", name="n")
    found = told(promise(status="agreed", meeting="never"), never, period="2026")
    assert standing(found) == {"ongoing": 1}


def test_what_was_opened_since_and_is_closed_was_closed_since() -> None:
    found = told(promise(created="2026-01-05T00:00:00Z", status="delivered"), period="2026")
    assert standing(found) == {"met": 1}
    assert (found.closed.count, found.closed.possibly) == (1, 0)
    assert found.events.endswith("1 of those closed is not shown: only the year is known, or less.")


def updates(*days: tuple[str, str], member: str = "") -> list[Update]:
    return [
        Update(id=f"u{at}", commitment="c", at=at, status=status, member=member)  # type: ignore[arg-type]
        for at, status in days
    ]


def test_what_changed_after_the_end_is_not_yet_so() -> None:
    later = updates(("2025-03-01", "stalled"), ("2026-02-01", "on track"))
    assert standing(told(promise(status="on track"), *later)) == {"stalled": 1}
    assert standing(told(promise(status="on track"), *later[1:])) == {"unknown": 1}
    assert standing(told(promise(status="on track"), *later[:1])) == {"ongoing": 1}
    assert standing(told(promise(status="on track"), *later, period="2026")) == {"ongoing": 1}


def test_what_is_told_privately_is_not_told_to_the_public() -> None:
    first, later = updates(("2025-03-01", "stalled"), ("2026-02-01", "on track"))
    promised = promise(status="on track", visibility="public")
    later = structs.replace(later, visibility="public")
    with desk_with(promised, first, later) as desk:
        period, _ = read_period(["2025"], desk)
        assert standing(report(desk, period, "", "private")[0]) == {"stalled": 1}
        assert standing(report(desk, period, "", "public")[0]) == {"unknown": 1}


def test_what_one_of_several_owners_says_is_not_said_of_the_whole() -> None:
    later = updates(("2025-03-01", "stalled"), ("2026-02-01", "on track"), member="IT")
    members = [Member(id=code, name=code) for code in ("IT", "MA")]
    both = promise(status="agreed", owners=("IT", "MA"))
    assert standing(told(both, *later, *members)) == {"ongoing": 1}
    alone = structs.replace(both, owners=("IT",))
    assert standing(told(alone, *later, *members)) == {"stalled": 1}


def test_the_shares_are_among_those_assessed() -> None:
    found = told(
        *(promise(f"m{n}", status="delivered", closed="2025") for n in range(3)),
        promise("o", status="agreed"),
        *(promise(f"u{n}") for n in range(4)),
    )
    assert (found.count, found.assessed) == (8, 4)
    shares = {one.name: one.share for one in found.standings if one.count}
    assert shares == {"met": 0.75, "ongoing": 0.25, "unknown": None}
    assert all(one.share is None for one in told(promise()).standings)


def test_a_moved_date_is_told_with_how_far_and_why() -> None:
    moves = (
        Move("2025-03-01", "2025-04-01", "2025-02-20", "anna", "The host asked"),
        Move("2025-04-01", "2025-03-20", "2025-03-01"),
        Move("", "2025-03-20", "2025-03-02"),
        Move("2025-05", "2025-06-30", "2025-05-01"),
        Move("2025-05", "2025-06-30", "2026-02-01"),
        Move("2025-05", "2025-06-30", "[2024-12-01..2025-01-31]"),
    )
    found = told(promise(moves=moves)).moves
    assert (found.count, found.commitments, found.possibly) == (4, 1, 1)
    assert [(one.days, one.exact) for one in found.moves] == [
        (31, True),
        (-12, True),
        (None, False),
        (30, False),
    ]
    assert (found.days, found.later, found.earlier) == (49, 2, 1)
    assert (found.moves[0].by, found.moves[0].why) == ("anna", "The host asked")
    assert [one.far for one in found.moves] == [
        "31 days later",
        "12 days earlier",
        "",
        "about 30 days later",
    ]
    assert found.text == (
        "A due date was moved 4 times, of 1 commitment, once to an earlier day: about 49 days later"
        " in all. 1 more may have been moved in the period."
    )


def test_groups_and_owners_are_counted_each() -> None:
    found = told(
        Group(id="g", name="Group"),
        Group(id="h", name="Another"),
        Member(id="IT", name="Italy"),
        promise("1", group="g", owners=("IT", "h"), status="agreed"),
        promise("2", group="g", owners=("IT",), status="stalled"),
        promise("3", owner_text="the chair"),
        promise("4"),
    )
    assert [(row.name, row.count, row.ongoing, row.stalled) for row in found.groups] == [
        ("Group", 2, 1, 1),
        ("Another", 1, 1, 0),
        ("", 2, 0, 0),
    ]
    assert [(row.id, row.name, row.count) for row in found.owners] == [
        ("IT", "Italy", 2),
        ("h", "Another", 1),
        ("", "the chair", 1),
        ("", "", 1),
    ]


def test_the_months_run_without_a_gap_as_far_as_the_period_has_come() -> None:
    found = told(
        promise("1", created="2026-01-31T23:00:00Z", status="delivered", closed="2026-02"),
        promise("2", created="2026-02-01T00:00:00Z", status="lapsed", closed="2026"),
        Meeting(id="t", name="t", start="2026"),
        promise("3", meeting="t"),
        period="2026",
    )
    assert [(one.month, one.opened, one.closed) for one in found.chart] == [
        ("2026-01", 1, 0),
        ("2026-02", 1, 1),
        ("2026-03", 0, 0),
    ]
    # the year goes on: that it was in 2026 does not say that it was by today
    assert (found.opened.count, found.opened.possibly) == (2, 1)
    assert (found.closed.count, found.closed.possibly) == (1, 1)


def test_what_has_no_month_is_in_its_year_and_in_no_month() -> None:
    found = told(promise(status="delivered", closed="2024"), period="2024")
    assert (found.per, len(found.chart), sum(one.closed for one in found.chart)) == ("month", 12, 0)
    assert "1 of those closed is not shown" in found.events
    found = told(promise(status="delivered", closed="2024"), period="2021..2024")
    assert (found.per, len(found.chart), sum(one.closed for one in found.chart)) == ("year", 4, 1)
    assert found.events == "1 opened, 1 closed."


def test_it_is_told_in_sentences() -> None:
    found = told(promise("1", status="agreed"), promise("2"), promise("3", status="lapsed"))
    assert found.title == "Report of 2025"
    assert found.extent == "Wed 1 Jan 2025 to Wed 31 Dec 2025, as things stood at the end"
    assert found.text == (
        "2 commitments were open at some time in it; of 1 it is known where they stand, of 1 it is"
        " not. 1 more may have been: a day that matters is known in part, or not."
    )
    assert told(period="2026").text == "No commitments were open at some time in it."
    assert told(period="2026").extent.endswith("as things stand on Sun 1 Mar 2026")


def test_a_filter_says_of_which_it_tells(desk: Desk) -> None:
    whole, some = over(desk, "2023"), over(desk, "2023", "owner:africa-focus-group")
    assert 0 < some.count < whole.count
    assert some.filter == "owner:africa-focus-group"
    assert {row.id for row in some.groups} == {"africa-focus-group"}


def test_a_period_of_long_ago_asks_for_no_more_months_than_a_page_may_have() -> None:
    found = told(promise(), period="0001..2026")
    assert (found.per, len(found.chart), len(found.bars)) == ("year", 21, 22)


def test_since_a_meeting_it_says_which(desk: Desk) -> None:
    found = over(desk, "since 2023-03-01-niamey-afg")
    assert found.since and found.since.name == "Africa Focus Group plenary, Niamey"
    assert found.opened.count >= 5


days = st.one_of(st.just(""), partial_dates, st.sampled_from(("2025", "2025-03", "2024-12-31")))
commitments = st.builds(
    promise,
    id=st.from_regex(r"c[0-9]", fullmatch=True),
    meeting=st.sampled_from(("", "t1", "t2")),
    status=st.sampled_from(("", "agreed", "stalled", "delivered", "lapsed")),
    closed=days,
    moves=st.lists(st.builds(Move, day=days.filter(bool)), max_size=2).map(tuple),
)


@settings(max_examples=25)
@given(
    st.lists(commitments, max_size=6, unique_by=lambda one: one.id),
    st.tuples(days, days),
    st.sampled_from(("2025", "2025-Q1", "2024-07..2025-03", "2026", "since t1")),
    st.data(),
)
def test_on_whatever_days_it_really_was_it_was_within_what_is_said(
    made: list[Commitment], starts: tuple[str, str], period: str, data: st.DataObject
) -> None:
    """Put a day in the place of each date that is known in part: what was certain stays so, and
    what comes to it is no more than what was possible."""

    def sure(value: str) -> str:
        if not value:
            return ""
        first, last = dates.span(value)
        return str(data.draw(st.dates(first, last)))

    starts = (starts[0] or "2025-02", starts[1])
    meetings = [Meeting(id=f"t{n}", name="T", start=day) for n, day in enumerate(starts, 1)]
    if dates.span(starts[0])[0] > TODAY:
        period = period.replace("since t1", "2025")
    really: list[Record] = [structs.replace(one, start=sure(one.start)) for one in meetings]
    if dates.span(really[0].start)[0] > TODAY:  # type: ignore[attr-defined]
        return
    for one in made:
        moves = tuple(structs.replace(move, day=sure(move.day)) for move in one.moves)
        really.append(structs.replace(one, closed=sure(one.closed), moves=moves))
    said, is_so = told(*meetings, *made, period=period), told(*really, period=period)
    assert said.count <= is_so.count
    assert is_so.count + is_so.possibly <= said.count + said.possibly
    assert said.moves.count <= is_so.moves.count <= said.moves.count + said.moves.possibly
    for before, after in zip(said.standings, is_so.standings, strict=True):
        assert before.count <= after.count
    for kind in ("opened", "closed"):
        some, all_of_them = getattr(said, kind), getattr(is_so, kind)
        assert some.count <= all_of_them.count <= some.count + some.possibly


@settings(max_examples=25)
@given(
    st.lists(commitments, max_size=8, unique_by=lambda one: one.id),
    st.sampled_from(("2025", "2026", "2024..2026")),
)
def test_the_numbers_add_up(made: list[Commitment], period: str) -> None:
    found = told(Meeting(id="t1", name="T", start="2025-02-03"), *made, period=period)
    assert (
        found.count
        == sum(one.count for one in found.standings)
        == sum(map(_listed, found.standings))
    )
    assert (
        found.count
        == sum(row.count for row in found.owners)
        == sum(row.count for row in found.groups)
    )
    assert found.possibly == sum(one.possibly for one in found.standings)
    for row in found.owners:
        assert row.count == row.met + row.ongoing + row.stalled + row.ended + row.unknown
    shares = [one.share for one in found.standings if one.share is not None]
    assert not shares or abs(sum(shares) - 1) < 0.001
    assert sum(one.opened for one in found.chart) <= found.opened.count
    assert sum(one.closed for one in found.chart) <= found.closed.count


def _listed(one: Standing) -> int:
    assert sum(count for _, count in one.statuses) == len(one.items)
    assert all(
        (item.status in CLOSED) == (one.name in ("met", "closed otherwise")) for item in one.items
    )
    return len(one.items)
