"""The brief of a meeting: what comes up there, and nothing that is not recorded."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from store.desk import Desk
from store.errors import StoreError
from store.kinds import Commitment, Group, Meeting, Member, Role, Statement, Update
from store.record import Link, Move, Record
from store.reports.brief import Brief, brief
from store.reports.coming import next_for
from tests.store.reports.desks import desk_with

TODAY = date(2026, 3, 1)
BASIS: tuple[Record, ...] = (
    Member(id="it", name="Italy"),
    Member(id="ma", name="Morocco"),
    Member(id="ne", name="Niger"),
    Group(id="body", name="The Body"),
    Group(id="wg", name="Working Group", parent="body"),
    Meeting(id="old", name="First", start="2025-11-10", groups=("wg",), attendees=("it", "ma")),
    Meeting(id="now", name="Second", start="2026-03-20", groups=("wg",), agenda="1. Opening"),
)


@contextmanager
def desk_of(*more: Record, today: date = TODAY) -> Iterator[Desk]:
    """A desk with a body, its working group and two of its meetings, and more; later records take
    the place of those with the same id."""
    with desk_with(
        *{record.id: record for record in (*BASIS, *more)}.values(), today=today
    ) as desk:
        yield desk


def owed(id: str, *owners: str, **more: Any) -> Commitment:
    return Commitment(id=id, summary=f"To do {id}", owners=owners or ("wg",), **more)


def told(*more: Record, member: str = "", **how: Any) -> Brief:
    with desk_of(*more) as desk:
        return brief(desk, "now", member, **how)


# ---------------------------------------------------------------- matters arising


def test_what_is_due_here_comes_first_and_then_the_most_urgent() -> None:
    made = told(
        owed("calm", "it", group="wg"),
        owed("late", "it", group="wg", due="2026-02-01"),
        owed("here", "ma", group="wg", due_at="now"),
        owed("done", "ma", group="wg", status="delivered"),
        owed("elsewhere", "ma"),
    )
    assert [(m.number, m.id) for m in made.matters] == [(1, "here"), (2, "late"), (3, "calm")]
    here, late, calm = made.matters
    assert (here.when, here.distance, here.here) == ("at this meeting", "in 19 days", True)
    assert (late.state, late.distance) == ("overdue", "4 weeks late")
    assert (calm.when, calm.distance, calm.state) == ("", "", "")
    assert late.why.startswith("overdue 12.0")


def test_a_matter_tells_how_it_slipped_and_what_was_last_heard() -> None:
    moves = (Move("2026-01-01", "2026-01-31", "2025-12-20", "Italy", "x"),)
    updates = (
        Update(id="u1", commitment="c", at="2026-01-05", member="it", status="at risk"),
        Update(id="u2", commitment="c", at="2026-02-05", text="Two\nlines", act="comment"),
    )
    made = told(owed("c", "it", group="wg", due="2026-01-31", moves=moves, meeting="old"), *updates)
    (matter,) = made.matters
    assert matter.slips == "moved once, by 30 days"
    assert matter.last is not None
    assert (matter.last.at, matter.last.status, matter.last.text) == (
        "2026-02-05",
        "comment",
        "Two lines",
    )
    assert matter.made_at is not None and (matter.made_at.id, matter.made) == ("old", "2025-11-10")


def test_what_is_only_known_to_fall_in_a_month_is_not_counted() -> None:
    made = told(owed("m", "it", group="wg", due="2026-09"), owed("p", "it", group="wg", due="2025"))
    by_id = {m.id: m for m in made.matters}
    assert (by_id["m"].when, by_id["m"].distance) == ("September 2026", "")
    assert (by_id["p"].when, by_id["p"].state) == ("2025", "overdue")


# ---------------------------------------------------------------- each one's part


def test_each_delegation_has_what_it_owes_asked_and_was_promised() -> None:
    records = (
        Role(id="r", member="ne", group="wg", label="co-chair", start="2026-01-01"),
        owed("a", "it", group="wg", due="2026-03-10", partners="Morocco, and the dam operators"),
        owed("b", "wg", asked_by=("it",)),
        owed("c", "ma", group="wg"),
    )
    made = told(*records)
    assert [d.name for d in made.delegations] == ["Italy", "Morocco", "Niger"]
    italy, morocco, niger = made.delegations
    assert [i.id for i in italy.owes] == ["a"] and [i.id for i in italy.asked] == ["b"]
    assert [i.id for i in morocco.promised] == ["a"] and [i.id for i in morocco.owes] == ["c"]
    (led,) = niger.leads
    assert (led.group.name, led.label, led.certain, [i.id for i in led.owes]) == (
        "Working Group",
        "co-chair",
        True,
        ["b"],
    )
    assert led.numbers == str(led.owes[0].number)
    alone = told(*records, member="ne")
    assert alone.whose is not None and alone.whose.name == "Niger"
    assert [m.id for m in alone.matters] == ["b"] and [d.id for d in alone.delegations] == ["ne"]
    assert alone.matters[0].number == led.owes[0].number, "as in the brief for all"


def test_a_name_within_another_word_promises_nothing() -> None:
    made = told(owed("a", "it", group="wg", partners="Nigeria and other Nigers"))
    assert [d.id for d in made.delegations] == ["it"]


# ---------------------------------------------------------------- since the last meeting


def test_what_was_closed_moved_or_came_to_a_halt_since_the_last_meeting() -> None:
    move = Move("2026-02-01", "2026-05", "2026-01-15", "Italy", "No expert")
    made = told(
        owed("closed", "it", group="wg", status="delivered", closed="2026-02-02"),
        owed("before", "it", group="wg", status="delivered", closed="2025-10-02"),
        owed("another's", "it", group="body-2", status="delivered", closed="2026-02-02"),
        owed("moved", "ma", group="wg", due="2026-05", moves=(move,)),
        owed("halted", "ma", group="wg", status="stalled"),
        Update(id="u1", commitment="halted", at="2025-12-01", status="stalled", text="Vacant"),
        Update(id="u2", commitment="halted", at="2026-01-01", status="stalled"),
        owed("long", "ma", group="wg", status="stalled"),
        Update(id="u3", commitment="long", at="2025-06-01", status="stalled"),
        Update(id="u4", commitment="long", at="2026-01-01", status="stalled"),
        owed("unknown", "ma", group="wg", status="stalled"),
        Group(id="body-2", name="Another"),
    )
    since = made.since
    assert since is not None and since.since == "2025-11-10"
    assert [(e.id, e.status) for e in since.closed] == [("closed", "delivered")]
    assert [(s.id, s.before, s.after, s.why) for s in since.moved] == [
        ("moved", "2026-02-01", "2026-05", "No expert")
    ]
    assert [(h.id, h.since, h.text) for h in since.stalled] == [("halted", "2025-12-01", "Vacant")]
    alone = told(
        owed("closed", "it", group="wg", status="delivered", closed="2026-02-02"), member="ma"
    )
    assert alone.since is not None and not alone.since.closed


def test_the_meeting_before_is_the_one_it_names_else_the_last_of_its_groups() -> None:
    of_it = told()
    assert of_it.previous is not None
    assert (of_it.previous.id, of_it.previous.series) == ("old", False)
    other = Meeting(id="other", name="Other", start="2026-02-01", groups=("body",))
    off = Meeting(id="off", name="Off", start="2026-02-02", groups=("wg",), status="cancelled")
    named = Meeting(id="now", name="Second", start="2026-03-20", groups=("wg",), previous="other")
    by_name = told(other, off, named)
    assert by_name.previous is not None
    assert (by_name.previous.id, by_name.previous.series) == ("other", True)
    first = Meeting(id="now", name="Only", start="2026-03-20", groups=("body",))
    assert told(first).previous is None and told(first).since is None


# ---------------------------------------------------------------- that day


def test_roles_are_those_of_the_day_certainly_or_possibly() -> None:
    roles = (
        Role(id="r1", member="it", group="wg", label="chair", start="2025-01-01", person="A. B."),
        Role(id="r2", member="ma", group="wg", label="chair", start="[2026-03-10..2026-04-10]"),
        Role(id="r3", member="ne", group="wg", label="chair", end="2025-12-31"),
    )
    (office,) = told(*roles).roles
    assert [(h.name, h.person) for h in office.certain] == [("Italy", "A. B.")]
    assert [h.name for h in office.possible] == ["Morocco"]
    month = Meeting(id="now", name="Second", start="2026-03", groups=("wg",))
    ends = Role(id="r1", member="it", group="wg", label="chair", end="2026-03-15")
    (office,) = told(month, ends).roles
    assert not office.certain and [h.name for h in office.possible] == ["Italy"]


def test_dates_on_the_way_are_those_from_today_to_its_end() -> None:
    made = told(
        owed("papers", "it", group="wg", due="2026-03-06"),
        owed("late", "it", group="wg", due="2026-02-06", remind="2026-03-02"),
        owed("after", "it", group="wg", due="2026-03-21"),
        owed("some day", "it", group="wg", due="2026"),
        Meeting(id="above", name="Above", start="2026-03-12", groups=("body",)),
        Meeting(id="not ours", name="Not ours", start="2026-03-12", groups=("x",)),
        Group(id="x", name="X"),
    )
    assert [(s.id, s.way, s.certain) for s in made.journey] == [
        ("late", "reminder", True),
        ("papers", "due", True),
        ("above", "meeting", True),
        ("now", "this", True),
        ("some day", "due", False),
    ]


# ---------------------------------------------------------------- who was not heard of


def test_who_was_not_heard_of_since_the_last_meeting() -> None:
    roles = [Role(id=f"r-{m}", member=m, group="wg", label="observer") for m in ("it", "ma", "ne")]
    made = told(*roles).silent
    assert made is not None
    assert (made.since, made.among, made.whole) == ("2025-11-10", 3, False)
    assert [(s.id, s.last) for s in made.members] == [("ne", "")], "the others came to the last one"
    talks = Meeting(id="talks", name="Talks", start="2026-02-01", groups=("body",))
    said = Statement(id="s", meeting="talks", act="noted", summary="x", by=("ne",))
    heard = told(*roles, talks, said).silent
    assert heard is not None and not heard.members
    assert (heard.meetings, heard.unrecorded) == (2, 1), "who came to the talks is not recorded"
    update = Update(id="u", commitment="c", at="2026-02-01")
    by_update = told(*roles, owed("c", "ne"), update).silent
    assert by_update is not None and not by_update.members
    later = Update(id="u", commitment="c", at="2026-03-05", member="ne")
    ahead = told(*roles, owed("c", "ne"), later).silent
    assert ahead is not None and [s.id for s in ahead.members] == ["ne"], "that is not yet"


def test_a_meeting_of_all_looks_at_all_in_force() -> None:
    everybody = Group(id="wg", name="All", classification="plenary")
    gone = Member(id="ex", name="Gone", left="2020")
    watching = Member(id="ob", name="Watching", status="observer")
    made = told(everybody, gone, watching).silent
    assert made is not None and made.whole and made.among == 3


# ---------------------------------------------------------------- who may see what


def test_what_is_more_secret_is_left_out_and_counted() -> None:
    hidden = owed("x", "it", group="wg", visibility="confidential")
    made = told(hidden, owed("y", "it", group="wg"))
    assert [m.id for m in made.matters] == ["y"] and made.withheld == 1
    assert made.include == "private"
    everything = told(hidden, owed("y", "it", group="wg"), include="confidential")
    assert len(everything.matters) == 2 and everything.withheld == 0


def test_a_brief_needs_a_meeting_with_a_date_that_may_be_told() -> None:
    secret = Meeting(id="now", name="S", start="2026-03-20", visibility="confidential")
    with pytest.raises(StoreError, match="confidential"):
        told(secret)
    with pytest.raises(StoreError, match="no date"):
        told(Meeting(id="now", name="S"))
    unnamed = Member(id="it", name="Italy", visibility="confidential")
    with pytest.raises(StoreError, match="This member is confidential"):
        told(unnamed, member="it")
    with desk_of() as desk, pytest.raises(StoreError, match="no meeting"):
        brief(desk, "it")


def test_documents_are_those_of_this_meeting_and_the_one_before() -> None:
    page, other = Link("https://e.org/1", "One"), Link("https://e.org/2")
    made = told(
        Meeting(id="now", name="N", start="2026-03-20", groups=("wg",), links=(page,)),
        Meeting(id="old", name="O", start="2025-11-10", groups=("wg",), links=(other,)),
    )
    assert [(d.of.id, d.pages[0].url) for d in made.documents] == [
        ("now", "https://e.org/1"),
        ("old", "https://e.org/2"),
    ]


# ---------------------------------------------------------------- the next one for a member


def test_the_next_meeting_for_a_member_is_one_that_concerns_it() -> None:
    later = Meeting(id="later", name="Later", start="2026-05-01", groups=("body",), hosts=("ne",))
    with desk_of(later, owed("c", "ma", group="wg")) as desk:
        found = {m.id: next_for(desk, m) for m in desk.store.of(Member)}
        assert {id_: m.id for id_, m in found.items() if m} == {
            "it": "now",
            "ma": "now",
            "ne": "later",
        }
    with desk_of(Meeting(id="now", name="Off", start="2026-03-20", status="cancelled")) as desk:
        assert next_for(desk, Member(id="it", name="Italy")) is None
