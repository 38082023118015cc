"""The order that a line asks for is read from it and written into it; all else stays as typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from store.kinds import Commitment, Meeting
from store.query import QueryError, parse, print_query
from store.query.sorting import sorted_by, sorts_of, with_sorts
from store.query.syntax import Query, Sort
from tests.store.query.trees import queries

SORTS = st.lists(
    st.builds(Sort, st.sampled_from(("due", "owners", "status", "summary")), st.booleans()),
    max_size=3,
).map(tuple)


@given(queries, SORTS)
def test_only_the_order_changes(query: Query, sorts: tuple[Sort, ...]) -> None:
    line = print_query(query)
    told = parse(with_sorts(line, Commitment, sorts), Commitment)
    assert told == structs.replace(parse(line, Commitment), sorts=sorts)


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("", "sort:due- sort:owners"),
        ("is:open owner:italy", "is:open owner:italy sort:due- sort:owners"),
        ("sort:summary  is:open", "is:open sort:due- sort:owners"),
        ("is:open sort:summary,status has:due", "is:open has:due sort:due- sort:owners"),
        ('"sort:x" a', '"sort:x" a sort:due- sort:owners'),
        ("sort:summary and is:open", "is:open sort:due- sort:owners"),
    ],
)
def test_the_rest_of_the_line_stays_as_it_was_typed(line: str, after: str) -> None:
    assert with_sorts(line, Commitment, (Sort("due", True), Sort("owners"))) == after


def test_a_line_that_cannot_be_read_is_refused() -> None:
    assert sorts_of("colour:blue", Commitment) == ()
    with pytest.raises(QueryError):
        with_sorts("colour:blue", Commitment, ())


def test_without_terms_it_is_what_the_kind_is_listed_by() -> None:
    assert sorts_of("is:open", Commitment) == (Sort("due"),)
    assert sorts_of("", Meeting) == (Sort("start", True),)
    assert sorts_of("sort:owner,due-", Commitment) == (Sort("owners"), Sort("due", True))


def test_asking_again_turns_it_round_and_asking_further_adds_a_key() -> None:
    first = sorted_by((Sort("due"),), "owners", False)
    assert first == (Sort("owners"),)
    assert sorted_by(first, "owners", False) == (Sort("owners", True),)
    both = sorted_by(first, "due", True)
    assert both == (Sort("owners"), Sort("due"))
    assert sorted_by(both, "owners", True) == (Sort("owners", True), Sort("due"))
    assert sorted_by(both, "due", False) == (Sort("due", True),)
