"""What holds for every plan: what is left waits and nothing else does; in whatever order records
come, what points at them is joined in the end; a source changes nothing that it did not bring."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from store.kinds import Commitment, Group, Member, Role
from store.record import Record
from store.sync.kept.memory import Memory
from store.sync.merge import content
from store.sync.planning.outline import left
from store.sync.planning.plan import plan
from store.sync.planning.terms import Terms
from tests.sync.test_plan import Here, after, delta, local, members, snapshot, sync, synced

FIELDS = ("", "name", "region")
parts = st.sets(st.tuples(st.sampled_from("abcd"), st.sampled_from(FIELDS)))


@given(members("abcd"), members("abcd"), parts)
def test_what_is_left_waits_and_all_else_is_done(
    first: Here, then: Here, chosen: set[tuple[str, str]]
) -> None:
    here, memory = synced(*first.values())
    feed = snapshot(*then.values())
    whole = after(here, plan(feed, memory, local(here)))
    partly, done = sync(here, memory, feed, left=left(chosen))
    waiting = {(c.id, c.field) for c in done.memory.conflicts}
    for id_ in {*here, *then}:
        old, new, now = (
            {} if (record := side.get(id_)) is None else content(record)
            for side in (here, whole, partly)
        )
        for name in {*old, *new}:
            is_left = (id_, "") in chosen or (id_, name) in chosen or (id_, "") in waiting
            assert now.get(name) == (old if is_left else new).get(name)
            if is_left and old.get(name) != new.get(name):
                assert {(id_, ""), (id_, name)} & waiting
    assert all(id_ in {c for c, _ in chosen} for id_, _ in waiting)
    again = plan(feed, done.memory, local(partly))
    assert (again.pairs, again.memory.conflicts) == ([], done.memory.conflicts)


@given(members("abcd"), members("abcd"), parts)
def test_what_was_left_and_is_taken_later_ends_as_if_it_had_not_been(
    first: Here, then: Here, chosen: set[tuple[str, str]]
) -> None:
    here, memory = synced(*first.values())
    feed = snapshot(*then.values())
    whole, at_once = sync(here, memory, feed)
    partly, done = sync(here, memory, feed, left=left(chosen))
    for conflict in done.memory.conflicts:  # a person takes what the source says
        if not conflict.field:
            partly[conflict.id] = then[conflict.id]
        else:
            value = {conflict.field: conflict.theirs or ""}
            partly[conflict.id] = structs.replace(partly[conflict.id], **value)
    end = plan(feed, done.memory, local(partly))
    assert {id_: content(r) for id_, r in partly.items()} == {
        id_: content(r) for id_, r in whole.items()
    }
    assert (end.pairs, end.memory.conflicts) == ([], at_once.memory.conflicts)


BODY: tuple[Record, ...] = (
    Member(id="IT", name="Italy", visibility="public"),
    Member(id="MT", name="Malta", visibility="public"),
    Group(id="p", name="Plenary", visibility="public"),
    Group(id="g", name="Focus", parent="p", visibility="public"),
    Role(id="r", member="IT", group="g", label="chair", visibility="public"),
    Commitment(id="c", summary="Pay", owners=("IT", "MT"), group="g", visibility="public"),
    Commitment(id="d", summary="Then", depends_on=("c",), owners=("g",), visibility="public"),
)


@given(st.permutations(BODY), st.integers(1, 4))
def test_the_order_in_which_records_come_does_not_matter(order: list[Record], size: int) -> None:
    here: Here = {}
    memory = Memory()
    for start in range(0, len(order), size):
        here, done = sync(here, memory, delta(*order[start : start + size]))
        memory = done.memory
        assert all(one.id not in here for one in memory.held if one.whole)
    assert here == {record.id: record for record in BODY}
    assert (memory.held, memory.conflicts) == ((), ())


@given(members("abcd"), members("abcd"), st.booleans())
def test_a_source_changes_nothing_that_it_did_not_bring(
    ours: Here, theirs: Here, owns: bool
) -> None:
    owned = [("member", "region")] if owns else []
    merged = after(ours, plan(snapshot(*theirs.values()), Memory(), local(ours), Terms(owned)))
    for id_, record in ours.items():
        region = getattr(theirs.get(id_, record), "region", "") or getattr(record, "region", "")
        assert merged[id_] == (structs.replace(record, region=region) if owns else record)
    assert merged.keys() == ours.keys() | theirs.keys()
