"""A snapshot of some days only: what lies outside them is not gone because it is not in it."""

import pytest

from store.formats.source import Told
from store.kinds import Meeting
from store.record import Record
from store.sync.kept.memory import Memory, Seen
from store.sync.kept.same import Same
from store.sync.planning.plan import plan
from store.sync.planning.terms import Terms
from store.sync.planning.within import within
from tests.sync.test_plan import Here, local


def meeting(id: str, start: str = "", end: str = "") -> Meeting:
    return Meeting(id=id, name=id, start=start, end=end, visibility="public")


PAST, AHEAD, LONG = (
    meeting("past", "2026-01-10"),
    meeting("ahead", "2026-05-10T09:00[Europe/Rome]", "2026-05-11T12:00[Europe/Rome]"),
    meeting("long", "2026-02-20", "2026-03-20"),
)


def told(*records: Record, between: tuple[str, str] = ("", "")) -> Told:
    return Told(mode="snapshot", records=list(records), between=between)


def synced(*records: Record) -> tuple[Here, Memory]:
    done = plan(told(*records), Memory(), local({}))
    return {record.id: record for record in records}, done.memory


def test_only_what_lies_wholly_within_those_days_is_missing() -> None:
    here, memory = synced(PAST, AHEAD, LONG, meeting("new", "2026-06-01"))
    done = plan(told(meeting("new", "2026-06-01"), between=("2026-03-02", "")), memory, local(here))
    assert done.memory.missing == ("ahead",)
    assert not done.alarming
    whole = plan(told(meeting("new", "2026-06-01")), memory, local(here))
    assert whole.memory.missing == ("ahead", "long", "past")
    assert whole.alarming


def test_what_lies_outside_does_not_count_when_a_snapshot_is_found_much_smaller() -> None:
    here, memory = synced(*(meeting(f"m{n}", "2026-01-10") for n in range(20)), AHEAD)
    assert not plan(told(AHEAD, between=("2026-03-02", "")), memory, local(here)).alarming
    assert "had 1 records and now has none" in (
        plan(told(between=("2026-03-02", "")), memory, local(here)).alarming
    )


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    [
        ("2026-03-02", "", True),
        ("2026-03-01", "", False),
        ("2026-03-02T00:30[Asia/Tokyo]", "2026-03-09T10:00[Asia/Tokyo]", True),
        ("2026-03-02", "2026-03-10", False),
        ("2026-03", "", False),
        ("2026", "", False),
        ("", "", False),
    ],
)
def test_what_is_not_known_to_lie_within_does_not(start: str, end: str, inside: bool) -> None:
    seen = Seen.of(meeting("m", start, end))
    assert within("m", seen, told(between=("2026-03-02", "2026-03-09"))) is inside
    assert within("m", seen, told())


def silent(*records: Record, unsaid: tuple[tuple[str, str], ...]) -> Told:
    return Told(mode="snapshot", records=list(records), unsaid=unsaid)


@pytest.mark.parametrize(
    ("id", "spoken"),
    [("a", True), ("b", False), ("bz", False), ("c", True), ("d/1", False), ("d0", True)],
)
def test_spans_of_ids_of_which_nothing_is_said(id: str, spoken: bool) -> None:
    assert silent(unsaid=(("b", "c"), ("d/", "d0"))).speaks_of(id) is spoken


def test_what_nothing_is_said_of_is_not_missing_and_not_counted() -> None:
    here, memory = synced(*(meeting(f"s/{n}") for n in range(9)), meeting("a"), meeting("b"))
    done = plan(silent(meeting("b"), unsaid=(("s/", "s0"),)), memory, local(here))
    assert (done.memory.missing, done.alarming) == (("a",), "")
    assert "s/3" in done.memory.seen


def test_what_nothing_is_said_of_stays_so_where_it_is_one_with_another_here() -> None:
    here, memory = synced(meeting("s/1"), meeting("a"))
    ours = {"a": here["a"], "ours": meeting("ours")}
    terms = Terms(same=Same({"s/1": "ours"}))
    done = plan(silent(meeting("a"), unsaid=(("s/", "s0"),)), memory, local(ours), terms)
    assert done.memory.missing == ()
    assert "s/1" in done.memory.seen
