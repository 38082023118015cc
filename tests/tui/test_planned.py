"""The plan as a tree: what is folded, what is taken, and what is left of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from store.formats.source import Aside
from store.kinds import Meeting, Member
from store.names import Names
from store.record import Record
from store.sync.kept.memory import RECORD, Conflict, Memory, Seen
from store.sync.kept.pending import Double, Held
from store.sync.planning.plan import Plan
from tests.conftest import TODAY
from tui.planned import Place, Planned, branches_of

OLD = Meeting(id="m-1", name="Small Group", start="2026-05", city="Rome")
NEW = structs.replace(OLD, start="2026-06", city="Paris", venue="the ministry")
COMES = Meeting(id="m-2", name="Plenary", start="2026-07")
GOES = Member(id="XX", name="Nowhere")
LOST = Member(id="YY", name="Elsewhere")
WAITS = Conflict("m-1", "meeting", "name", "Small Group", "Ours", "Theirs")


class Nothing:
    """A shelf without records."""

    def records(self, kind: str) -> dict[str, Record]:
        return {}

    def version(self, kind: str) -> int:
        return 0


NAMES = Names(Nothing(), lambda: TODAY)


def planned() -> Planned:
    memory = Memory(
        seen={"YY": Seen.of(LOST)},
        conflicts=(WAITS,),
        missing=("YY",),
        held=(Held("m-2", "meeting", "hosts", ("ZZ",)),),
        doubles=(Double("m-2", "meeting", "m-1"),),
    )
    asides = [Aside("m-9", "meeting", {"start": "“never” is no date"})]
    plan = Plan([(OLD, NEW), (None, COMES), (GOES, None)], asides, memory)
    return Planned(branches_of(plan, NAMES))


def told(tree: Planned) -> list[tuple[int, str, str]]:
    def name(place: Place) -> str:
        if place.detail is not None:
            return place.detail.field
        return place.branch.id if place.branch else place.kind

    return [(p.depth, name(p), tree.ticked(row)) for row in tree.rows() for p in [tree.places[row]]]


def row_of(tree: Planned, *names: str) -> str:
    for row in tree.rows():
        place = tree.places[row]
        some = [place.kind]
        some += [place.branch.id] if place.branch else []
        some += [place.detail.field] if place.detail else []
        if tuple(some) == names:
            return row
    raise AssertionError(names)


def test_kinds_are_open_and_records_folded_at_first() -> None:
    assert told(planned()) == [
        (0, "member", "all"),
        (1, "XX", "all"),
        (1, "YY", ""),
        (0, "meeting", "all"),
        (1, "m-2", "all"),
        (1, "m-1", "all"),
        (1, "m-9", ""),
        (1, "m-2", ""),
        (1, "m-2", ""),
    ]


def test_a_record_unfolds_to_its_fields_and_to_what_waits_of_it() -> None:
    tree = planned()
    tree.fold(row_of(tree, "meeting", "m-1"), False)
    under = [(name, ticked) for depth, name, ticked in told(tree) if depth == 2]
    assert sorted(under) == [("city", "all"), ("name", ""), ("start", "all"), ("venue", "all")]
    field = row_of(tree, "meeting", "m-1", "city")
    assert tree.fold(field, True) == row_of(tree, "meeting", "m-1")
    assert not [depth for depth, _, _ in told(tree) if depth == 2]


def test_one_field_may_be_left_and_the_record_tells_that_it_is_in_part() -> None:
    tree = planned()
    record = row_of(tree, "meeting", "m-1")
    tree.fold(record, False)
    tree.toggle(row_of(tree, "meeting", "m-1", "city"))
    assert tree.left.parts == {"m-1": {"city"}}
    assert (tree.ticked(record), tree.ticked(row_of(tree, "meeting"))) == ("some", "some")
    for name in ("start", "venue"):
        tree.toggle(row_of(tree, "meeting", "m-1", name))
    assert tree.left.parts == {"m-1": {RECORD}}
    tree.toggle(row_of(tree, "meeting", "m-1", "city"))
    assert tree.left.parts == {"m-1": {"start", "venue"}}


def test_a_kind_and_everything_can_be_left_and_taken() -> None:
    tree = planned()
    assert tree.taken == (3, 3)
    tree.toggle(row_of(tree, "meeting"))
    assert tree.left.parts == {"m-1": {RECORD}, "m-2": {RECORD}} and tree.taken == (1, 3)
    tree.toggle_all()
    assert not tree.left
    tree.toggle_all()
    assert tree.taken == (0, 3)


@pytest.mark.parametrize("names", [("member", "YY"), ("meeting", "m-9")])
def test_what_is_not_to_be_done_is_neither_taken_nor_left(names: tuple[str, str]) -> None:
    tree = planned()
    tree.toggle(row_of(tree, *names))
    assert not tree.left and tree.ticked(row_of(tree, *names)) == ""


@given(st.lists(st.integers(0, 40)))
def test_whatever_is_pressed_boxes_and_what_is_left_say_the_same(presses: list[int]) -> None:
    tree = planned()
    tree.fold_all()
    rows = tree.rows()
    for press in presses:
        tree.toggle(rows[press % len(rows)])
    for row in rows:
        place = tree.places[row]
        if place.branch is None or place.branch.entry is None:
            continue
        id_, ticked = place.branch.id, tree.ticked(row)
        if place.detail is None:
            left = tree.left.parts.get(id_)
            assert ticked == ("all" if not left else "none" if RECORD in left else "some")
        elif ticked:
            gone = tree.left.whole(id_) or place.detail.field in tree.left.fields(id_)
            assert ticked == ("none" if gone else "all")
