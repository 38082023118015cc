"""The views that come along work on the facts; the user's are checked by name."""

import pytest

from store.config import NamedView
from store.desk import Desk
from store.errors import StoreError
from store.kinds import KINDS, Commitment, Meeting
from store.query import compile_query, parse
from store.record import Record
from store.views import BUILT_IN, View, all_views, offered


def shown(desk: Desk, view: View) -> list[str]:
    kind = KINDS[view.kind]
    query = compile_query(parse(view.line, kind), kind, desk.names, desk.insight, desk.store)
    return [record.id for record in query.select(desk.store.records(view.kind).values())]


def add(desk: Desk, *records: Record) -> None:
    desk.store.apply("add", [(None, record) for record in records])


@pytest.mark.parametrize("view", BUILT_IN, ids=lambda view: view.name)
def test_each_can_be_read_and_stands_in_its_canonical_form(view: View) -> None:
    assert str(parse(view.line, KINDS[view.kind])) == view.line


def test_they_have_these_titles() -> None:
    assert [view.title for view in BUILT_IN] == [
        *("Overdue", "Due before the next meeting", "This quarter", "Stale", "No owner", "Mine"),
        *("Asked by us", "Current co-chairs", "Upcoming meetings", "Gone quiet"),
    ]


def test_each_shows_what_its_title_says(desk: Desk) -> None:
    add(
        desk,
        Commitment(id="late", summary="s", owners=("BE",), due="2026-02-28"),
        Commitment(id="next", summary="s", owners=("US",), due="2026-03-10", asked_by=("BE",)),
        Commitment(id="done", summary="s", owners=("BE",), due="2026-02-27", status="delivered"),
        Commitment(id="then", summary="s", owners=("US",), due="2026-04-10", group="cifg"),
        Meeting(id="spring", name="Spring meeting", start="2026-04-10", groups=("cifg",)),
    )
    views = {view.name: shown(desk, view) for view in BUILT_IN}
    assert views["overdue"][-1] == "late"
    assert views["next-meeting"][-1] == "then"
    assert views["this-quarter"] == ["late", "next"]
    assert views["mine"] == ["late"]
    assert views["asked-by-us"] == ["next"]
    assert views["no-owner"] == ["C31", "C38", "C62", "C69"]
    assert views["upcoming"] == ["spring"]
    assert "C33" in views["stale"]
    assert not {"late", "next"} & set(views["stale"])
    assert {id_ for id_ in views["co-chairs"] if id_.startswith("africa")} == {
        f"africa-focus-group-co-chair-{member}" for member in ("IT", "MA", "SA", "US")
    }


def test_the_users_own_go_before(desk: Desk) -> None:
    own = NamedView(title="Late and ours", kind="commitments", filter="is:overdue is:mine")
    views = all_views({"overdue": own, "belgian": own})
    assert views["belgian"] == View("belgian", "Late and ours", "commitment", "is:overdue is:mine")
    assert views["overdue"].line == "is:overdue is:mine"
    assert len(views) == len(BUILT_IN) + 1


def test_a_view_that_cannot_be_read_is_named() -> None:
    with pytest.raises(StoreError, match=r"The view “belgian” cannot be read: .*“ownr”"):
        all_views({"belgian": NamedView(title="", kind="commitment", filter="ownr:BE")})
    with pytest.raises(StoreError, match=r"The view “belgian” is of no kind .* commitments"):
        all_views({"belgian": NamedView(title="", kind="promise", filter="")})


def test_a_line_is_offered_for_what_is_typed_of_its_title() -> None:
    assert [o.text for o in offered("asked b", "commitment", BUILT_IN)] == [
        "is:open is:asked sort:due"
    ]
    assert [o.meaning for o in offered("", "role", BUILT_IN)] == ["Current co-chairs"]
    assert offered("is:open", "commitment", BUILT_IN) == []
