"""Versions: what they say of each other, and what they do not believe."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.versions import (
    REST,
    Order,
    Stamp,
    at,
    believable,
    changed,
    changed_whole,
    compare,
    decode,
    joined,
    knows,
    order,
    stamp_of,
    stamps_joined,
)

ANNA, BELA, CARL = "annaanna", "belabela", "carlcarl"
vectors = st.dictionaries(st.sampled_from([ANNA, BELA, CARL]), st.integers(1, 3))
stamps = st.dictionaries(st.sampled_from(["a", "b", REST]), vectors).map(stamp_of)
TURNED = {
    Order.OLDER: Order.NEWER,
    Order.NEWER: Order.OLDER,
    Order.SAME: Order.SAME,
    Order.APART: Order.APART,
}


def test_a_change_in_sight_of_another_is_newer_and_one_beside_it_is_apart() -> None:
    mine: Stamp = {REST: {ANNA: 1}}
    theirs = changed(mine, ["region"], BELA)
    assert theirs == {REST: {ANNA: 1}, "region": {ANNA: 1, BELA: 1}}
    assert order(at(theirs, "region"), at(mine, "region")) is Order.NEWER
    assert compare(theirs, changed(mine, ["region"], ANNA)) is Order.APART
    assert compare(changed_whole(mine, ANNA), theirs) is Order.APART
    assert compare(changed_whole(theirs, ANNA), theirs) is Order.NEWER
    assert knows(theirs, BELA) and not knows(theirs, CARL)


@given(vectors, vectors, vectors)
def test_joining_is_the_least_that_has_seen_both(
    one: dict[str, int], other: dict[str, int], third: dict[str, int]
) -> None:
    both = joined(one, other)
    assert both == joined(other, one) and joined(both, both) == both
    assert joined(both, third) == joined(one, joined(other, third))
    assert {order(both, side) for side in (one, other)} <= {Order.NEWER, Order.SAME}
    assert order(one, other) is TURNED[order(other, one)]


@given(stamps, stamps)
def test_stamps_join_field_by_field(one: Stamp, other: Stamp) -> None:
    both = stamps_joined(one, other)
    for name in ("a", "b", "never named"):
        assert at(both, name) == joined(at(one, name), at(other, name))
    assert {compare(both, side) for side in (one, other)} <= {Order.NEWER, Order.SAME}
    assert compare(one, other) is TURNED[compare(other, one)]


@given(stamps, st.sets(st.sampled_from(["a", "b"])))
def test_a_change_is_newer_in_what_it_changed_alone(stamp: Stamp, names: set[str]) -> None:
    after = changed(stamp, names, CARL)
    for name in ("a", "b", "never named"):
        expected = Order.NEWER if name in names else Order.SAME
        assert order(at(after, name), at(stamp, name)) is expected


@pytest.mark.parametrize(
    "raw",
    [
        *(None, 7, "x", [], {}, {REST: []}, {"a": {ANNA: 1}}),
        *({REST: {ANNA: count}} for count in (0, -1, 1.5, True, "1", None, 10**13)),
        *({REST: {desk: 1}} for desk in ("", "short", "UPPERCASE", "x" * 33, "no\x1b[31mno")),
        {REST: {f"desk{number:04}": 1 for number in range(65)}},
        {REST: {ANNA: 1}, **{f"f{number}": {ANNA: 1} for number in range(300)}},
    ],
)
def test_what_is_no_version_is_none(raw: Any) -> None:
    assert decode(raw) is None


def test_a_version_that_claims_more_of_us_than_there_was_is_not_believed() -> None:
    ours: Stamp = {REST: {ANNA: 2}}
    assert believable({REST: {ANNA: 2, BELA: 10**9}}, ours, ANNA)
    assert not believable({REST: {ANNA: 2}, "a": {ANNA: 3}}, ours, ANNA)
    many: Stamp = {REST: {f"desk{number:04}": 1 for number in range(64)}}
    assert decode(many) and not believable(many, ours, ANNA)
