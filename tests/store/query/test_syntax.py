"""Printing a query and reading it again gives the same query, and the same line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.kinds import KINDS, Commitment, Statement
from store.query import Query, QueryError, parse, print_query
from store.query.syntax import MODIFIERS, Comparison, Place, Value
from tests.store.query.trees import queries

SCRAPS = st.sampled_from(
    (
        *("is:", "open", "overdue", "owner:", "owners.region:", "due<", "due.before:", ">=", "IT"),
        *("(", ")", "-", "not ", " or ", " and ", '"', "\\", ",", " ", "?", "sort:", "due", "by:"),
        *("limit:", "3", "on:", "has:", "no:", "id:", "fund", "é"),
    )
)


@given(queries)
def test_reading_what_was_printed_gives_the_same_tree(query: Query) -> None:
    assert parse(print_query(query), Commitment) == query


@given(st.sampled_from(list(KINDS.values())), st.text() | st.lists(SCRAPS).map("".join))
def test_any_text_is_read_for_good_or_refused_at_a_place_in_it(kind: type, line: str) -> None:
    try:
        query = parse(line, kind)
    except QueryError as error:
        assert 0 <= error.start <= error.end <= len(line)
        assert error.message
    else:
        printed = str(query)
        assert parse(printed, kind) == query
        assert str(parse(printed, kind)) == printed


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("", ""),
        ("  is:open   owner:italy ", "is:open owners:italy"),
        ("is:open AND NOT owner:italy", "is:open not owners:italy"),
        ("-owner:italy", "not owners:italy"),
        ("due.before:+2w", "due<+2w"),
        ("due.after:2023", "due>2023"),
        ("Owner-Text:x", "owner_text:x"),
        ('owner:"Saudi Arabia",IT', 'owners:"Saudi Arabia",IT'),
        ("a or b c", "a or b c"),
        ("(a or b) c", "(a or b) c"),
        ("((a)) (b c)", "a b c"),
        ("-(a b)", "not (a b)"),
        ('"or" "say \\"hi\\""', '"or" "say \\"hi\\""'),
        ("sort:due-,summary limit:05 by:owner a", "a by:owners sort:due- sort:summary limit:5"),
        ("a or b sort:due", "a or b sort:due"),
        ("meeting.hosts.region:Europe", "meeting.hosts.region:Europe"),
        ("has:due,owner", "has:due,owners"),
        ("10:30", "10:30"),
    ],
)
def test_the_canonical_line(typed: str, canonical: str) -> None:
    assert str(parse(typed, Commitment)) == canonical


def test_where_words_stood_is_no_part_of_what_they_say() -> None:
    assert Value("x", Place(3, 4)) == Value("x")
    assert hash(Value("x", Place(3, 4))) == hash(Value("x"))


def test_a_heading_and_the_field_of_the_same_name_are_told_apart() -> None:
    heading, field = parse("by:meeting", Statement), parse("by:BE", Statement)
    assert (heading.by, heading.where) == ("meeting", None)
    assert field.where == Comparison(("by",), ":", (Value("BE"),))
    assert str(field) == 'by:"BE"'
    assert parse('by:"meeting"', Statement).by == ""


def test_no_kind_has_another_field_named_like_a_modifier() -> None:
    taken = {
        (kind.kind.name, name)
        for kind in KINDS.values()
        for name in (*MODIFIERS, "is", "has", "no", "id")
        if name in {field for field in kind.__struct_fields__ if field != "id"}
    }
    assert taken == {("statement", "by")}
