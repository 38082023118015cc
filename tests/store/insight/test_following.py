"""Matters arising, parts, chains, the latest word of each owner, and when groups meet."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import dates
from store.insight import Completion, Insight, Step
from store.insight.waiting import MOST_STEPS, chain
from store.kinds import Commitment, Group, Meeting, Member, Update
from store.record import Record
from store.store import Store
from tests.conftest import TODAY
from tests.store.test_insight import Rows, promise, seen_from

# ---------------------------------------------------------------- carry-over

BODY = (
    Group(id="plenary", name="Plenary"),
    Group(id="focus", name="Focus Group", parent="plenary"),
    Group(id="other", name="Other", parent="plenary"),
    Meeting(id="past", name="Past", start="2026-01-10", groups=("focus",)),
    Meeting(id="here", name="Here", start="2026-03-20", groups=("focus",)),
    Meeting(id="after", name="After", start="2026-06", groups=("focus",)),
)


def carried(*commitments: Commitment, at: str = "here") -> list[str]:
    shelf = Rows(*BODY, *commitments)
    meeting = shelf.rows["meeting"][at]
    assert isinstance(meeting, Meeting)
    return [c.id for c in seen_from(shelf).carry_over(meeting)]


@pytest.mark.parametrize(
    ("fields", "comes"),
    [
        ({"group": "focus"}, True),
        ({"group": "plenary"}, True),
        ({"group": "other"}, False),
        ({"owners": ("focus", "BE")}, True),
        ({"owners": ("BE",)}, False),
        ({"owners": ("BE",), "meeting": "past"}, True),
        ({"group": "other", "meeting": "past"}, False),
        ({"group": "other", "due_at": "here"}, True),
        ({"group": "focus", "status": "delivered"}, False),
        ({"group": "focus", "status": "no information"}, True),
        ({"group": "focus", "start": "2026-03-21"}, False),
        ({"group": "focus", "start": "2026-03-20"}, True),
        ({"group": "focus", "start": "2026-03"}, True),
        ({"group": "focus", "start": "2026-04", "due_at": "here"}, True),
        ({"group": "focus", "meeting": "here"}, False),
        ({"group": "focus", "meeting": "after"}, False),
        ({"group": "focus", "meeting": "nowhere"}, True),
    ],
)
def test_what_comes_on_the_agenda(fields: dict[str, Any], comes: bool) -> None:
    assert bool(carried(promise(**fields))) is comes


def test_those_due_at_it_come_first_then_the_most_urgent() -> None:
    late, high = {"due": "2026-01-01"}, {"priority": 1}
    assert carried(
        promise("calm", group="focus"),
        promise("high", group="focus", **high),
        promise("late", group="focus", **late),
        promise("due here", group="other", due_at="here", start="2027"),
    ) == ["due here", "late", "high", "calm"]


def test_to_a_meeting_that_was_held_came_what_was_open_then() -> None:
    def closed(day: str, **fields: Any) -> Commitment:
        return promise(group="focus", status="delivered", closed=day, **fields)

    assert carried(closed("2026-02-01"), at="past") == ["c"]
    assert carried(closed("2026-01-10", closed_at="past"), at="past") == ["c"]
    assert not carried(closed("2026-01-09"), at="past")
    assert not carried(closed("2026"), at="past"), "not certainly later"
    assert not carried(closed(""), at="past")
    assert not carried(closed("2026-02-01"), at="here")


def test_groups_that_lead_round_in_a_ring_end_somewhere() -> None:
    ring = (Group(id="a", name="A", parent="b"), Group(id="b", name="B", parent="a"))
    meeting = Meeting(id="m", name="M", start="2026-03-20", groups=("a",))
    shelf = Rows(*ring, meeting, promise(group="b"))
    assert [c.id for c in seen_from(shelf).carry_over(meeting)] == ["c"]


def test_none_that_comes_is_overlooked(coalition: Store) -> None:
    from store.insight.carrying import Carried
    from store.insight.rhythm import is_held

    insight = seen_from(coalition)
    groups = {group.id: group for group in coalition.of(Group)}
    meetings = {meeting.id: meeting for meeting in coalition.of(Meeting)}
    for meeting in meetings.values():
        carried = Carried(meeting, groups, meetings, is_held(meeting, TODAY))
        every = {c.id for c in coalition.of(Commitment) if carried.comes(c)}
        assert {c.id for c in insight.carry_over(meeting)} == every


def test_a_meeting_without_a_day_has_its_groups_open_ones(coalition: Store) -> None:
    insight = seen_from(coalition)
    for meeting in coalition.of(Meeting):
        comes = insight.carry_over(meeting)
        assert len({c.id for c in comes}) == len(comes)
        urgent = [insight.urgency(c).total for c in comes if c.due_at != meeting.id]
        assert urgent == sorted(urgent, reverse=True)


# ---------------------------------------------------------------- parts


def part(id: str, **fields: object) -> Commitment:
    return promise(id, parent="c", **fields)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((), Completion(None, 0, 0)),
        ((part("a"),), Completion(None, 1, 1)),
        ((part("a", percent=40), part("b", status="delivered")), Completion(70.0, 2, 0)),
        ((part("a", percent=0), part("b", status="no information")), Completion(0.0, 2, 1)),
        ((part("a", percent=0, weight=3), part("b", percent=100)), Completion(25.0, 2, 0)),
        ((part("a", percent=50, weight=0),), Completion(None, 1, 0)),
        ((part("a", status="withdrawn"), part("b", percent=10)), Completion(10.0, 1, 0)),
        ((part("a", status="delivered", percent=10),), Completion(100.0, 1, 0)),
    ],
)
def test_completion_says_of_how_many_it_speaks(
    parts: tuple[Commitment, ...], expected: Completion
) -> None:
    shelf = Rows(promise(), *parts)
    assert seen_from(shelf).completion(promise()) == expected


@given(st.lists(st.tuples(st.none() | st.integers(0, 100), st.integers(1, 9)), max_size=6))
def test_the_mean_lies_among_its_parts(given_parts: list[tuple[int | None, int]]) -> None:
    parts = [part(f"p{n}", percent=p, weight=w) for n, (p, w) in enumerate(given_parts)]
    found = seen_from(Rows(*parts)).completion(promise())
    known = [percent for percent, _ in given_parts if percent is not None]
    assert (found.n, found.unknown) == (len(parts), len(parts) - len(known))
    assert (found.mean is None) == (not known)
    assert found.mean is None or min(known) <= found.mean <= max(known)


# ---------------------------------------------------------------- who waits for whom


def links(*pairs: tuple[str, str], closed: str = "") -> Rows:
    names = sorted({name for pair in pairs for name in pair})
    return Rows(
        *(
            promise(
                name,
                depends_on=tuple(need for who, need in pairs if who == name),
                status="delivered" if name in closed else "",
            )
            for name in names
        )
    )


def steps(found: list[Step]) -> str:
    return " ".join(f"{step.id}{step.depth}{'*' * step.again}" for step in found)


def test_the_chain_goes_to_its_end() -> None:
    shelf = links(("a", "b"), ("b", "c"), ("b", "d"), ("e", "b"))
    insight = seen_from(shelf)
    assert steps(insight.waits_for(_of(shelf, "a"))) == "b1 c2 d2"
    assert steps(insight.holds_up(_of(shelf, "d"))) == "b1 a2 e2"
    assert insight.waits_for(_of(shelf, "c")) == []


def test_what_is_closed_holds_nothing_up() -> None:
    shelf = links(("a", "b"), ("b", "c"), closed="b")
    insight = seen_from(shelf)
    assert not insight.waits_for(_of(shelf, "a")) and not insight.holds_up(_of(shelf, "c"))
    assert not insight.waits_for(_of(shelf, "b")) and not insight.holds_up(_of(shelf, "b"))


def test_a_ring_and_a_way_met_twice_end() -> None:
    ring = seen_from(shelf := links(("a", "b"), ("b", "c"), ("c", "a")))
    assert steps(ring.waits_for(_of(shelf, "a"))) == "b1 c2 a3*"
    diamond = seen_from(shelf := links(("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("d", "e")))
    assert steps(diamond.waits_for(_of(shelf, "a"))) == "b1 d2 e3 c1 d2*"
    itself = seen_from(shelf := links(("a", "a")))
    assert steps(itself.waits_for(_of(shelf, "a"))) == "a1*"


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=40))
def test_all_that_is_reached_is_named_and_nothing_else(pairs: list[tuple[int, int]]) -> None:
    further: dict[str, list[str]] = {}
    for who, need in pairs:
        further.setdefault(str(who), []).append(str(need))
    found = chain("0", lambda id_: further.get(id_, []))
    reached: set[str] = set()
    ahead = ["0"]
    while ahead:
        for id_ in further.get(ahead.pop(), []):
            if id_ not in reached:
                reached.add(id_)
                ahead.append(id_)
    assert {step.id for step in found} == reached
    assert len([step for step in found if not step.again and step.id != "0"]) >= len(
        reached - {"0"}
    )


def test_a_chain_of_thousands_is_cut() -> None:
    assert len(chain("0", lambda id_: [str(int(id_) + 1)])) == MOST_STEPS
    assert len(chain("0", lambda id_: [id_ + "a", id_ + "b"])) == MOST_STEPS


def _of(shelf: Rows, id: str) -> Commitment:
    found = shelf.rows["commitment"][id]
    assert isinstance(found, Commitment)
    return found


# ---------------------------------------------------------------- the latest of each owner


def said(*updates: Update) -> Mapping[str, str]:
    found = seen_from(Rows(promise(), *updates)).latest_by_owner(promise())
    return {member: update.id for member, update in found.items()}


def told(id: str, at: str, member: str = "", **fields: object) -> Update:
    return Update(id=id, commitment="c", at=at, member=member, **fields)  # type: ignore[arg-type]


def test_the_latest_word_of_each_owner() -> None:
    assert said(
        told("a", "2026-01-01", "BE", status="stalled"),
        told("b", "2026-02", "BE", score=1),
        told("c", "2025", "MA", status="on track"),
        told("d", "2026-01-01", status="at risk"),
    ) == {"BE": "b", "MA": "c", "": "d"}
    assert said(told("a", "2025", score=0), told("b", "2026")) == {"": "a"}, "a word tells less"
    assert said(told("b", "2026"), told("a", "2025")) == {"": "b"}
    early = told("x", "2026-01-01T09:00[Europe/Brussels]", score=0)
    late = told("a", "2026-01-01T17:00[Europe/Brussels]", score=1)
    assert said(late, early) == {"": "a"}
    assert said() == {}


# ---------------------------------------------------------------- cadence, accession


def test_how_often_a_group_meets_and_when_next() -> None:
    def of(group: Group, *days: str) -> Insight:
        met = [Meeting(id=f"m{day}", name="M", start=day, groups=("g",)) for day in days]
        return seen_from(Rows(group, *met))

    group = Group(id="g", name="G")
    found = of(group, "2025-10-01", "2025-11-01", "2026-01-01").cadence(group)
    assert (found.met, str(found.last), found.gap) == (3, "2026-01-01", 46)
    assert str(found.expected) == "2026-02-16" and not found.quiet and found.next is None
    found = of(group, "2025-10-01", "2025-11-01", "2026-04-01").cadence(group)
    assert found.next is not None and found.next[1] == "m2026-04-01" and found.expected is None
    laid_down = Group(id="g", name="G", cadence_days=30)
    found = of(laid_down, "2026-01-01").cadence(laid_down)
    assert (found.gap, found.should, str(found.expected), found.quiet) == (
        *(None, 30, "2026-01-31"),
        True,
    )
    over = Group(id="g", name="G", cadence_days=30, status="concluded")
    assert of(over, "2026-01-01").cadence(over).expected is None
    never = of(group).cadence(group)
    assert (never.met, never.last, never.gap, never.expected) == (0, None, None, None)
    far = Group(id="g", name="G", cadence_days=10**9)
    assert of(far, "2026-01-01").cadence(far).expected is None


@given(st.lists(st.dates(max_value=TODAY), max_size=6, unique=True))
def test_the_next_is_expected_after_the_last(days: list[object]) -> None:
    group = Group(id="g", name="G")
    met = [Meeting(id=f"m{day}", name="M", start=str(day), groups=("g",)) for day in days]
    found = seen_from(Rows(group, *met)).cadence(group)
    if found.expected is not None:
        assert found.last is not None and found.gap is not None
        assert (found.expected - found.last).days == found.gap
    assert found.met == sum(dates.span(m.start)[1] < TODAY for m in met)


def test_who_had_joined_by_then() -> None:
    members: list[Record] = [
        Member(id=f"m{n}", name="M", joined=day) for n, day in enumerate(("2014", "2020-05", ""))
    ]
    insight = seen_from(Rows(*members))
    assert [insight.joined_by(day) for day in ("2013", "2014-06-01", "2015", "2021")] == [
        *(0, 0, 1, 2)
    ]
