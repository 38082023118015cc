"""What a feed means for the records here, case by case and by property."""

from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from store.formats.feed import Feed
from store.formats.source import Aside, Tombstone
from store.kinds import Commitment, Group, Meeting, Member, Role, Update
from store.record import Record
from store.rules import pointed_at
from store.sync.kept.memory import Conflict, Memory
from store.sync.merge import content
from store.sync.planning.outline import left
from store.sync.planning.plan import Plan, plan
from store.sync.planning.standing import Local
from store.sync.planning.terms import Terms

Here = dict[str, Record]

ITALY = Member(id="IT", name="Italy", region="Europe", visibility="public", modified="2026-01-01Z")
MALTA = Member(id="MT", name="Malta", visibility="public")
CHAD = Member(id="TD", name="Chad", visibility="public")
FOCUS = Group(id="g", name="Focus group", visibility="public")
CHAIR = Role(id="r", member="IT", group="g", label="chair", visibility="public")
PROMISE = Commitment(id="c", summary="To pay", owners=("IT", "MT"), visibility="public")
ALL = (ITALY, MALTA, CHAD, FOCUS, CHAIR, PROMISE)


def local(here: Mapping[str, Record]) -> Local:
    def referring(id: str) -> list[str]:
        return [r.id for r in here.values() if any(target == id for _, target in pointed_at(r))]

    return Local(here, referring)


def snapshot(*records: Record, asides: Iterable[Aside] = ()) -> Feed:
    return Feed(version="", mode="snapshot", records=list(records), asides=list(asides))


def delta(*records: Record, gone: Iterable[Tombstone] = ()) -> Feed:
    stones = list(gone)
    return Feed(version="", mode="delta", records=list(records), tombstones=stones)


def after(here: Here, done: Plan) -> Here:
    changed = dict(here)
    for old, new in done.pairs:
        if new is not None:
            changed[new.id] = new
        elif old is not None:
            del changed[old.id]
    return changed


def sync(here: Here, memory: Memory, feed: Feed, **how: Any) -> tuple[Here, Plan]:
    done = plan(feed, memory, local(here), Terms(**how))
    return after(here, done), done


def synced(*records: Record) -> tuple[Here, Memory]:
    here, done = sync({}, Memory(), snapshot(*records))
    return here, done.memory


def edit(here: Here, id: str, **changes: Any) -> None:
    here[id] = structs.replace(here[id], **changes)


def waiting(done: Plan) -> dict[tuple[str, str], tuple[Any, Any, Any]]:
    return {(c.id, c.field): (c.base, c.ours, c.theirs) for c in done.memory.conflicts}


# ------------------------------------------------------------------ coming and changing


def test_an_empty_store_gets_all() -> None:
    here, done = sync({}, Memory(), snapshot(*ALL))
    assert here == {record.id: record for record in ALL}
    assert (len(done.new), done.changed, done.removed, done.alarming) == (6, [], [], "")


def test_the_same_again_changes_nothing() -> None:
    here, memory = synced(*ALL)
    again = plan(snapshot(*ALL), memory, local(here))
    assert again.pairs == []
    assert again.memory == memory


def test_their_change_is_taken_with_its_times() -> None:
    here, memory = synced(*ALL)
    theirs = structs.replace(ITALY, region="South", modified="2026-02-01Z", sequence=4)
    here, done = sync(here, memory, delta(theirs))
    assert here["IT"] == theirs
    assert done.changed == ["IT"]


def test_both_may_change_a_record_in_different_fields() -> None:
    here, memory = synced(*ALL)
    edit(here, "IT", contact="Political Director")
    here, done = sync(here, memory, delta(structs.replace(ITALY, region="South", sequence=9)))
    assert (here["IT"], waiting(done)) == (
        structs.replace(ITALY, contact="Political Director", region="South"),
        {},
    )


def test_a_field_that_both_changed_waits_and_blocks_no_other() -> None:
    here, memory = synced(*ALL)
    edit(here, "IT", region="North")
    theirs = structs.replace(ITALY, region="South", name="Italia")
    here, done = sync(here, memory, delta(theirs))
    assert here["IT"] == structs.replace(ITALY, region="North", name="Italia")
    assert waiting(done) == {("IT", "region"): ("Europe", "North", "South")}
    here, done = sync(here, done.memory, delta(theirs))
    assert waiting(done) == {("IT", "region"): ("Europe", "North", "South")}


def test_what_waits_is_settled_when_the_sides_come_together() -> None:
    here, memory = synced(*ALL)
    edit(here, "IT", region="North")
    here, done = sync(here, memory, delta(structs.replace(ITALY, region="South")))
    they_took_it_back = plan(delta(ITALY), done.memory, local(here))
    assert (they_took_it_back.pairs, waiting(they_took_it_back)) == ([], {})
    edit(here, "IT", region="South")
    assert waiting(plan(delta(), done.memory, local(here))) == {}


def test_a_source_is_believed_in_the_fields_that_it_owns() -> None:
    here, memory = synced(*ALL)
    edit(here, "IT", region="North", contact="Desk")
    theirs = structs.replace(ITALY, region="South", contact="Minister")
    here, done = sync(here, memory, delta(theirs), owned=[("member", "region"), ("group", "name")])
    assert here["IT"] == structs.replace(ITALY, region="South", contact="Desk")
    assert list(waiting(done)) == [("IT", "contact")]


def test_what_was_never_theirs_stays_and_what_differs_waits() -> None:
    typed = Member(id="IT", name="Italia", contact="Desk", visibility="public")
    kept, done = sync({"IT": typed}, Memory(), snapshot(ITALY))
    differs = {("IT", "name"): (None, "Italia", "Italy"), ("IT", "region"): (None, None, "Europe")}
    assert kept == {"IT": typed}
    assert waiting(done) == differs
    again = sync(kept, done.memory, snapshot(ITALY))[1]
    assert (again.pairs, waiting(again)) == ([], differs)


def test_what_was_never_theirs_is_filled_where_they_own_it() -> None:
    typed = Member(id="IT", name="Italia", visibility="public")
    here, done = sync({"IT": typed}, Memory(), snapshot(ITALY), owned=[("member", "region")])
    assert here["IT"] == structs.replace(typed, region="Europe")
    assert list(waiting(done)) == [("IT", "name")]


def test_what_was_agreed_on_once_is_followed() -> None:
    typed = structs.replace(ITALY, contact="Desk")
    here, done = sync({"IT": typed}, Memory(), snapshot(ITALY))
    assert waiting(done) == {}
    here, done = sync(here, done.memory, delta(structs.replace(ITALY, region="South")))
    assert here["IT"] == structs.replace(typed, region="South")


def test_an_id_of_another_kind_is_set_aside() -> None:
    typed = Group(id="IT", name="Information technology")
    here, done = sync({"IT": typed}, Memory(), snapshot(ITALY, MALTA))
    assert here == {"IT": typed, "MT": MALTA}
    assert done.asides == [Aside("IT", "member", {"kind": "IT is a group here, and no member"})]


# ------------------------------------------------------------------ told, and left


def test_a_plan_is_told_record_by_record_and_field_by_field() -> None:
    here, memory = synced(*ALL)
    edit(here, "IT", contact="Desk")
    theirs = structs.replace(ITALY, region="South", country="IT")
    new = Member(id="MA", name="Morocco", visibility="public")
    done = plan(delta(theirs, new, gone=[Tombstone("TD", "member")]), memory, local(here))
    told = {
        (e.id, e.state): {d.field: (d.was, d.ours, d.theirs) for d in e.details()}
        for e in done.entries()
    }
    assert told == {
        ("IT", "changed"): {
            "country": (None, None, "IT"),
            "region": ("Europe", "Europe", "South"),
        },
        ("MA", "new"): {
            "name": (None, None, "Morocco"),
            "visibility": (None, None, "public"),
        },
        ("TD", "removed"): {
            "name": ("Chad", "Chad", None),
            "visibility": ("public", "public", None),
        },
    }


def test_a_field_that_is_left_waits_and_the_rest_is_done() -> None:
    here, memory = synced(*ALL)
    theirs = structs.replace(ITALY, region="South", country="IT")
    here, done = sync(here, memory, delta(theirs), left=left([("IT", "region")]))
    assert here["IT"] == structs.replace(ITALY, country="IT")
    assert waiting(done) == {("IT", "region"): ("Europe", "Europe", "South")}
    here, again = sync(here, done.memory, snapshot(theirs, *ALL[1:]))
    assert (again.pairs, waiting(again)) == ([], waiting(done))
    assert waiting(sync(here, done.memory, delta(ITALY))[1]) == {}


def test_a_record_that_is_left_does_not_come() -> None:
    here, done = sync({}, Memory(), snapshot(*ALL), left=left([("TD", "")]))
    assert "TD" not in here
    assert waiting(done) == {("TD", ""): (None, None, content(CHAD))}
    again = plan(snapshot(*ALL), done.memory, local(here))
    assert (again.pairs, waiting(again)) == ([], waiting(done))
    assert waiting(plan(delta(gone=[Tombstone("TD", "")]), done.memory, local(here))) == {}
    assert waiting(plan(snapshot(*ALL[:2], *ALL[3:]), done.memory, local(here))) == {}


def test_a_new_record_comes_without_a_field_or_not_at_all_where_it_needs_it() -> None:
    choice = left([("IT", "region"), ("MT", "name")])
    here, done = sync({}, Memory(), snapshot(ITALY, MALTA), left=choice)
    assert here == {"IT": structs.replace(ITALY, region="")}
    assert waiting(done) == {
        ("IT", "region"): (None, None, "Europe"),
        ("MT", ""): (None, None, content(MALTA)),
    }
    again = plan(snapshot(ITALY, MALTA), done.memory, local(here))
    assert (again.pairs, waiting(again)) == ([], waiting(done))


@pytest.mark.parametrize("kept", ["IT", "r", "c"])
def test_what_is_left_does_not_go_nor_what_it_cannot_be_without(kept: str) -> None:
    here, memory = synced(*ALL)
    gone = [Tombstone("IT", "member")]
    after_, done = sync(here, memory, delta(gone=gone), left=left([(kept, "")]))
    assert after_ == here
    assert list(waiting(done)) == [("IT", "")]


def test_a_reference_that_is_left_keeps_what_it_points_at() -> None:
    here, memory = synced(*ALL)
    gone = [Tombstone("IT", "member", "", "merged", "MT")]
    kept, done = sync(here, memory, delta(gone=gone), left=left([("r", "member")]))
    assert kept == here
    assert list(waiting(done)) == [("IT", "")]


# ------------------------------------------------------------------ held


def held(done: Plan) -> dict[tuple[str, str], tuple[str, ...]]:
    return {(one.id, one.field): one.targets for one in done.memory.held}


def test_a_reference_to_what_is_not_here_is_held_and_joined_when_that_comes() -> None:
    here, done = sync({}, Memory(), snapshot(ITALY, PROMISE))
    assert here["c"] == structs.replace(PROMISE, owners=("IT",))
    assert held(done) == {("c", "owners"): ("MT",)}
    assert [one.sentence for one in done.memory.held] == ["waits for member or group MT"]
    assert waiting(done) == {}
    again = plan(snapshot(ITALY, PROMISE), done.memory, local(here))
    assert (again.pairs, held(again)) == ([], held(done))
    here, done = sync(here, done.memory, delta(MALTA))
    assert here == {"IT": ITALY, "MT": MALTA, "c": PROMISE}
    assert held(done) == {}


def test_a_reference_is_joined_when_its_record_was_entered_here() -> None:
    here, done = sync({}, Memory(), snapshot(ITALY, PROMISE))
    here["MT"] = MALTA
    for feed in (delta(), snapshot(ITALY, PROMISE)):
        joined, then = sync(here, done.memory, feed)
        assert (joined["c"], held(then)) == (PROMISE, {})


def test_an_item_that_cannot_be_without_its_reference_waits_whole() -> None:
    here, done = sync({}, Memory(), snapshot(FOCUS, CHAIR))
    assert list(here) == ["g"]
    assert held(done) == {("r", "member"): ("IT",)}
    again = plan(snapshot(FOCUS, CHAIR), done.memory, local(here))
    assert (again.pairs, held(again), again.memory.missing) == ([], held(done), ())
    here, done = sync(here, done.memory, delta(ITALY))
    assert (here["r"], held(done)) == (CHAIR, {})


def test_what_waits_holds_what_points_at_it() -> None:
    meeting = Meeting(id="m", name="M", visibility="public")
    said = Update(id="u", commitment="c", at="2026-01-01", meeting="m", visibility="public")
    after_ = Commitment(id="c2", summary="Then", depends_on=("c",), visibility="public")
    aside = structs.replace(PROMISE, start="2026-02-01", due="2026-01-01")
    here, done = sync({}, Memory(), snapshot(meeting, said, after_, aside))
    assert here == {"m": meeting, "c2": structs.replace(after_, depends_on=())}
    assert held(done) == {("u", "commitment"): ("c",), ("c2", "depends_on"): ("c",)}
    whole = snapshot(meeting, said, after_, structs.replace(PROMISE, owners=()))
    here, done = sync(here, done.memory, whole)
    assert (here["u"], here["c2"], held(done)) == (said, after_, {})


def test_a_held_reference_that_was_filled_here_becomes_a_conflict() -> None:
    here, done = sync({}, Memory(), snapshot(ITALY, PROMISE, CHAD))
    edit(here, "c", owners=("IT", "TD"))
    here, done = sync(here, done.memory, delta(MALTA))
    assert waiting(done) == {("c", "owners"): (["IT"], ["IT", "TD"], ["IT", "MT"])}
    assert here["c"] == structs.replace(PROMISE, owners=("IT", "TD"))


def test_a_required_reference_that_comes_to_point_nowhere_stays_and_the_rest_changes() -> None:
    here, memory = synced(*ALL)
    theirs = structs.replace(CHAIR, member="MA", person="X")
    here, done = sync(here, memory, delta(theirs))
    assert here["r"] == structs.replace(CHAIR, person="X")
    assert (held(done), waiting(done)) == ({("r", "member"): ("MA",)}, {})
    here, done = sync(here, done.memory, delta(Member(id="MA", name="Morocco")))
    assert (here["r"], held(done)) == (theirs, {})


def test_a_record_of_another_kind_is_not_what_is_waited_for() -> None:
    here, done = sync({"MT": Meeting(id="MT", name="M")}, Memory(), snapshot(ITALY, PROMISE))
    assert here["c"] == structs.replace(PROMISE, owners=("IT",))
    assert held(done) == {("c", "owners"): ("MT",)}
    assert plan(delta(), done.memory, local(here)).pairs == []


def test_what_points_at_a_record_that_went_is_joined_when_that_comes_again() -> None:
    here, memory = synced(*ALL)
    here, done = sync(here, memory, delta(gone=[Tombstone("IT", "member")]))
    assert held(done) == {("c", "owners"): ("IT",), ("r", "member"): ("IT",)}
    here, done = sync(here, done.memory, delta(ITALY))
    assert (here, held(done)) == ({record.id: record for record in ALL}, {})


def test_what_is_held_goes_with_the_item_that_holds_it() -> None:
    here, done = sync({}, Memory(), snapshot(ITALY, FOCUS, PROMISE, CHAD))
    assert held(sync(here, done.memory, delta(gone=[Tombstone("c", "")]))[1]) == {}
    assert held(sync(here, done.memory, delta(structs.replace(PROMISE, owners=())))[1]) == {}
    assert held(sync(here, done.memory, snapshot(ITALY, FOCUS, CHAD), let_go=True)[1]) == {}


# ------------------------------------------------------------------ rules


def test_a_new_record_that_breaks_a_rule_is_set_aside_and_tried_again() -> None:
    bad = Meeting(id="m", name="M", start="2026-02-01", end="2026-01-01")
    here, done = sync({}, Memory(), snapshot(bad, MALTA))
    assert list(here) == ["MT"]
    assert [aside.id for aside in done.asides] == ["m"]
    good = structs.replace(bad, end="2026-03-01")
    assert list(sync(here, done.memory, snapshot(good, MALTA))[0]) == ["MT", "m"]


def test_a_merge_that_would_break_a_rule_waits() -> None:
    came = Meeting(id="m", name="M", start="2026-02-01", end="2026-03-01", visibility="public")
    here, memory = synced(came)
    edit(here, "m", start="2026-02-20")
    here, done = sync(here, memory, delta(structs.replace(came, end="2026-02-10", city="Rome")))
    assert here["m"] == structs.replace(came, start="2026-02-20")
    assert waiting(done) == {
        ("m", "start"): ("2026-02-01", "2026-02-20", "2026-02-01"),
        ("m", "end"): ("2026-03-01", "2026-03-01", "2026-02-10"),
        ("m", "city"): (None, None, "Rome"),
    }


def test_a_circle_of_new_records_is_set_aside() -> None:
    circle = [Group(id=a, name=a, parent=b) for a, b in ("xy", "yx")]
    here, done = sync({}, Memory(), snapshot(*circle, MALTA))
    assert (list(here), sorted(aside.id for aside in done.asides)) == (["MT"], ["x", "y"])


# ------------------------------------------------------------------ going


def test_what_is_gone_there_and_unchanged_here_goes() -> None:
    here, memory = synced(*ALL)
    here, done = sync(here, memory, delta(gone=[Tombstone("TD", "member")]))
    assert done.removed == ["TD"]
    assert "TD" not in {*here, *done.memory.seen}


def test_what_depends_on_it_goes_too_and_the_rest_lets_go() -> None:
    here, memory = synced(*ALL)
    here, done = sync(here, memory, delta(gone=[Tombstone("IT", "member")]))
    assert sorted(done.removed) == ["IT", "r"]
    promise = here["c"]
    assert isinstance(promise, Commitment)
    assert promise.owners == ("MT",)


def test_what_changed_here_is_never_deleted() -> None:
    here, memory = synced(*ALL)
    edit(here, "TD", region="Africa")
    kept, done = sync(here, memory, delta(gone=[Tombstone("TD", "member")]))
    assert kept == here
    assert waiting(done) == {("TD", ""): (content(CHAD), content(here["TD"]), None)}


@pytest.mark.parametrize(
    "mine",
    [
        Role(id="mine", member="TD", group="g", label="observer"),
        Commitment(id="mine", summary="Mine", owners=("TD",)),
    ],
)
def test_nothing_entered_here_goes_or_changes_with_what_is_gone_there(mine: Record) -> None:
    here, memory = synced(*ALL)
    here["mine"] = mine
    kept, done = sync(here, memory, delta(gone=[Tombstone("TD", "member")]))
    assert kept == here
    assert list(waiting(done)) == [("TD", "")]


def test_what_was_never_theirs_is_not_theirs_to_delete() -> None:
    here: Here = {"TD": CHAD}
    kept, done = sync(here, Memory(), delta(gone=[Tombstone("TD", "member")]))
    assert (kept, waiting(done)) == (here, {})


def test_what_was_deleted_here_stays_deleted_until_they_change_it() -> None:
    here, memory = synced(*ALL)
    del here["TD"]
    here, done = sync(here, memory, snapshot(*ALL))
    assert (done.pairs, waiting(done)) == ([], {})
    changed = structs.replace(CHAD, region="Africa")
    here, done = sync(here, done.memory, delta(changed))
    assert done.pairs == []
    assert waiting(done) == {("TD", ""): (content(CHAD), None, content(changed))}
    assert waiting(sync(here, done.memory, delta(changed))[1]) == waiting(done)
    assert waiting(sync(here, done.memory, delta(CHAD))[1]) == {}
    assert waiting(sync(here, done.memory, delta(gone=[Tombstone("TD", "")]))[1]) == {}


def test_references_move_to_the_record_that_survives() -> None:
    here, memory = synced(*ALL)
    here["mine"] = Commitment(id="mine", summary="Mine", owners=("MT", "TD"), asked_by=("TD",))
    gone = [Tombstone("TD", "member", "", "merged", "IT"), Tombstone("IT", "member", "", "merged")]
    gone[1] = Tombstone("IT", "member", "", "merged", "ITA")
    here, done = sync(here, memory, delta(structs.replace(ITALY, id="ITA"), gone=gone))
    assert sorted(done.removed) == ["IT", "TD"]
    assert waiting(done) == {}
    mine, chair = here["mine"], here["r"]
    assert isinstance(mine, Commitment)
    assert isinstance(chair, Role)
    assert (mine.owners, mine.asked_by, chair.member) == (("MT", "ITA"), ("ITA",), "ITA")
    # It came from them, so the move is no change of ours: their next change of it is no conflict.
    theirs = structs.replace(CHAIR, member="MT")
    assert waiting(sync(here, done.memory, delta(theirs))[1]) == {}


def test_a_record_never_comes_to_point_at_itself() -> None:
    parent, child = Group(id="p", name="P"), Group(id="k", name="K", parent="p")
    here, memory = synced(parent, child)
    here, _ = sync(here, memory, delta(gone=[Tombstone("p", "group", "", "merged", "k")]))
    assert here == {"k": structs.replace(child, parent="")}


def test_a_survivor_of_another_kind_or_a_circle_is_none() -> None:
    here, memory = synced(CHAD, MALTA, FOCUS, structs.replace(CHAIR, member="TD"), ITALY)
    gone = [Tombstone("TD", "member", "", "merged", "g")]
    kept, done = sync(here, memory, delta(gone=gone))
    assert sorted(done.removed) == ["TD", "r"]
    gone = [Tombstone("TD", "", "", "merged", "MT"), Tombstone("MT", "", "", "merged", "TD")]
    kept, done = sync(here, memory, delta(gone=gone))
    assert sorted(kept) == ["IT", "g"]


# ------------------------------------------------------------------ missing and alarming


def test_what_a_snapshot_lacks_is_missing_and_goes_only_when_it_may() -> None:
    here, memory = synced(*ALL)
    rest = [record for record in ALL if record is not CHAD]
    kept, done = sync(here, memory, snapshot(*rest))
    assert (kept, done.memory.missing) == (here, ("TD",))
    assert plan(snapshot(*ALL), done.memory, local(here)).memory == memory
    assert plan(delta(ITALY), done.memory, local(here)).memory.missing == ("TD",)
    here, done = sync(here, done.memory, snapshot(*rest), let_go=True)
    assert (done.removed, done.memory.missing) == (["TD"], ())


def test_what_was_set_aside_is_not_missing() -> None:
    here, memory = synced(*ALL)
    asides = [Aside("TD", "member", {"name": "this must be filled"})]
    done = plan(snapshot(*ALL[:2], *ALL[3:], asides=asides), memory, local(here))
    assert (done.memory.missing, done.memory.seen) == ((), memory.seen)


@pytest.mark.parametrize(
    "feed, alarming",
    [
        (snapshot(), "the source had 6 records and now has none"),
        (snapshot(*ALL[:2]), "the source had 6 records and now has 2"),
        (snapshot(*ALL[:3]), ""),
        (delta(), ""),
        (delta(gone=[Tombstone(r.id, "") for r in ALL[:3]]), ""),
        (delta(gone=[Tombstone(r.id, "") for r in ALL[:4]]), "6 records and now has 2"),
    ],
)
def test_a_feed_of_less_than_half_the_size_alarms(feed: Feed, alarming: str) -> None:
    here, memory = synced(*ALL)
    told = plan(feed, memory, local(here)).alarming
    assert alarming in told
    assert bool(alarming) == bool(told)


def test_the_first_time_nothing_alarms() -> None:
    assert plan(snapshot(), Memory(), local({})).alarming == ""


# ------------------------------------------------------------------ properties

names = st.sampled_from(["Alpha", "Beta", "Gamma"])
regions = st.sampled_from(["", "North", "South"])


def members(ids: str) -> st.SearchStrategy[Here]:
    one = st.tuples(names, regions)
    return st.dictionaries(st.sampled_from(ids), one).map(
        lambda found: {
            id_: Member(id=id_, name=name, region=region, visibility="public")
            for id_, (name, region) in found.items()
        }
    )


def told(before: Here, now: Here, gone: bool) -> Feed:
    """How a source tells what changed: as a delta with tombstones, or as a snapshot."""
    stones = [Tombstone(id_, "member") for id_ in before.keys() - now.keys()] if gone else []
    return delta(*now.values(), gone=stones) if gone else snapshot(*now.values())


def what(record: Record | None) -> dict[str, Any] | None:
    return None if record is None else content(record)


@given(members("abcd"), members("abcd"), members("abcd"), st.booleans())
def test_no_change_is_lost(first: Here, ours: Here, theirs: Here, gone: bool) -> None:
    _, memory = synced(*first.values())
    merged, done = sync(ours, memory, told(first, theirs, gone))
    conflicts: dict[str, list[Conflict]] = {}
    for conflict in done.memory.conflicts:
        conflicts.setdefault(conflict.id, []).append(conflict)
    for id_ in {*first, *ours, *theirs}:
        was, here_, there, now = (what(side.get(id_)) for side in (first, ours, theirs, merged))
        if id_ in conflicts or id_ in done.memory.missing:
            assert (now is None) == (here_ is None)
        elif there == was:
            assert now == here_
        elif here_ in (was, there):
            assert now == there
        else:
            assert here_ is not None
            assert there is not None
            for name in {*here_, *there}:
                kept = here_ if (was or {}).get(name) == there.get(name) else there
                assert (now or {}).get(name) == kept.get(name)
    again = plan(told(first, theirs, gone), done.memory, local(merged))
    assert again.pairs == []
    assert again.memory.conflicts == done.memory.conflicts


@given(members("ab"), members("cd"), members("ab"), members("cd"))
def test_the_order_of_two_sources_does_not_matter_where_they_do_not_overlap(
    one: Here, other: Here, one_then: Here, other_then: Here
) -> None:
    def through(order: str) -> tuple[Here, dict[str, Memory]]:
        here: Here = {}
        memories = {"one": Memory(), "other": Memory()}
        for round_ in ({"one": one, "other": other}, {"one": one_then, "other": other_then}):
            for name in order.split():
                here, done = sync(here, memories[name], snapshot(*round_[name].values()))
                memories[name] = done.memory
        return here, memories

    assert through("one other") == through("other one")
