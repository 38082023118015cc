"""The merge of one record: no change is lost, merging twice changes nothing."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from store.sync.merge import Clash, Merged, alike, merge

VALUES = st.sampled_from([0, 1, True, "", "a", "b", ["a"], ["a", "b"], {"x": 1}, None])
data = st.dictionaries(st.sampled_from("pqrs"), VALUES)
NOTHING = object()


def differs(one: dict[str, Any], other: dict[str, Any], name: str) -> bool:
    pair = [{name: side[name]} if name in side else {} for side in (one, other)]
    return not alike(*pair)


@given(data, data, data)
def test_no_change_is_lost(base: dict[str, Any], ours: dict[str, Any], theirs: Any) -> None:
    merged = merge(base, ours, theirs)
    for name in {*base, *ours, *theirs}:
        we, they = differs(base, ours, name), differs(base, theirs, name)
        if we and they and differs(ours, theirs, name):
            clash = merged.clashes[name]
            assert clash == Clash(base.get(name), ours.get(name), theirs.get(name))
        else:
            assert name not in merged.clashes
        kept = ours if we or not they else theirs
        assert not differs(merged.data, kept, name)


@given(data, data, data)
def test_merging_twice_changes_nothing(base: Any, ours: Any, theirs: Any) -> None:
    once = merge(base, ours, theirs)
    assert merge(base, once.data, theirs) == once
    after = merge(theirs, once.data, theirs)
    assert alike(after.data, once.data)
    assert not after.clashes


@given(data, data)
def test_what_only_one_side_changed_is_taken_whole(base: Any, changed: Any) -> None:
    assert alike(merge(base, base, changed).data, changed)
    assert alike(merge(base, changed, base).data, changed)
    assert not merge(base, changed, changed).clashes


@given(data, data, data)
def test_a_source_is_believed_in_what_it_owns(base: Any, ours: Any, theirs: Any) -> None:
    merged = merge(base, ours, theirs, owned="pqrs")
    assert not merged.clashes
    for name in {*base, *ours, *theirs}:
        kept = theirs if differs(base, theirs, name) else ours
        assert not differs(merged.data, kept, name)


@given(data, data, data)
def test_the_order_of_two_sources_does_not_matter_where_they_do_not_overlap(
    here: dict[str, Any], one: dict[str, Any], other: dict[str, Any]
) -> None:
    """One source changes p and q, the other r and s."""
    left = {**here, **{k: v for k, v in one.items() if k in "pq"}}
    right = {**here, **{k: v for k, v in other.items() if k in "rs"}}
    there = merge(here, merge(here, here, left).data, right)
    back = merge(here, merge(here, here, right).data, left)
    assert alike(there.data, back.data)
    assert not there.clashes
    assert not back.clashes


def test_against_nothing_what_is_equal_is_fine_what_we_lack_is_filled_and_the_rest_waits() -> None:
    merged = merge({}, {"a": 1, "b": 2, "d": 4}, {"a": 1, "b": 3, "c": 5})
    assert merged.data == {"a": 1, "b": 2, "c": 5, "d": 4}
    assert merged.clashes == {"b": Clash(None, 2, 3)}


def test_whoever_leaves_out_who_was_invited_agrees_with_us() -> None:
    ours = {"_ics": {"lines": ["STATUS:CONFIRMED", "ATTENDEE:mailto:anna@example.org"]}}
    seen = {"_ics": {"lines": ["STATUS:CONFIRMED"]}}
    assert merge(None, ours, seen) == Merged(ours, {})
    assert merge(seen, ours, seen) == Merged(ours, {})
    other = {"_ics": {"lines": ["STATUS:TENTATIVE"]}}
    assert merge(seen, ours, other).clashes.keys() == {"_ics"}
