"""Changes between documents: made, applied, inverted."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.journal.batch import Change, applied, decode, diff, encode, fits, inverted, new_batch

words = st.text("aé\n", max_size=3)  # few letters: to draw from all of Unicode is slow
scalars = st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-9, 9) | words
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
    max_leaves=4,
)
documents = st.none() | st.dictionaries(st.sampled_from("abcd"), values)


@given(documents, documents)
def test_applying_a_difference_gives_the_other_document(one: Any, other: Any) -> None:
    change = diff("t", 1, one, other)
    result = one if change is None else applied(change, one)
    assert repr(result and sorted(result.items())) == repr(other and sorted(other.items()))


@given(documents, documents)
def test_inverting_takes_a_change_back(one: Any, other: Any) -> None:
    change = diff("t", 1, one, other)
    changes = [change] if change else []
    (back,) = inverted(new_batch("x", changes)).changes or (None,)
    assert (applied(back, other) if back else other) == one


@given(documents, documents)
def test_a_change_survives_the_journal(one: Any, other: Any) -> None:
    change = diff("t", "C1", one, other)
    batch = new_batch("x", [change] if change else [], by="me", undoes="u")
    assert decode(encode(batch)) == batch


@given(documents, documents)
def test_a_change_fits_the_document_it_was_made_for(one: Any, other: Any) -> None:
    change = diff("t", 1, one, other)
    assert change is None or fits(change, one, {})


def test_one_and_true_are_not_the_same() -> None:
    assert diff("t", 1, {"a": [1]}, {"a": [True]}) == Change("t", 1, {"a": [1]}, {"a": [True]})


def test_an_update_holds_only_the_fields_that_differ() -> None:
    change = diff("t", 1, {"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 5, "d": 4})
    assert change == Change("t", 1, {"b": 2, "c": 3}, {"b": 5, "d": 4})


def test_a_field_changed_by_somebody_else_does_not_fit_but_another_field_does() -> None:
    change = Change("t", 1, {"b": 2}, {"b": 5})
    assert fits(change, {"a": "changed", "b": 2}, {})
    assert not fits(change, {"b": 3}, {})
    assert not fits(change, None, {})


def test_a_field_that_was_filled_meanwhile_does_not_fit() -> None:
    assert not fits(Change("t", 1, {}, {"due": "2026"}), {"due": "2025"}, {})


def test_a_default_and_an_absent_field_fit_each_other() -> None:
    change = Change("t", 1, {"due": ""}, {"due": "2026"})
    assert fits(change, {}, {"due": ""})
    assert not fits(change, {}, {})


def test_an_update_of_nothing_is_refused() -> None:
    with pytest.raises(KeyError):
        applied(Change("t", 1, {"a": 1}, {"a": 2}), None)


def test_inverting_reverses_the_order() -> None:
    batch = new_batch("x", [Change("t", None, None, {}), Change("t", 1, None, {"a": 1})])
    assert inverted(batch).changes == (
        Change("t", 1, {"a": 1}, None),
        Change("t", None, {}, None),
    )
