"""What is wrong with a line, and where."""

from typing import Annotated

import pytest

from store import fields as f
from store.kinds import KINDS, Commitment
from store.query import QueryError, parse


@pytest.mark.parametrize(
    ("line", "wrong", "why"),
    [
        ("is:open ownr:IT", "ownr", "has no field “ownr”; perhaps owner"),
        ("owner.regoin:Africa", "regoin", "member or group has no field “regoin”; perhaps region"),
        ("summary.region:x", ".region", "points at no other record"),
        ("due:", "due:", "a value is missing after “due:”"),
        ("owner:IT,", "owner:IT,", "a value is missing"),
        ('a "b c', '"b c', "quote is never closed"),
        ('a ""', '""', "nothing stands between the quotes"),
        ("(a b", "(", "never closed"),
        ("a b)", ")", "never opened"),
        ("a ()", "()", "between the parentheses"),
        ("a or", "or", "on both sides"),
        ("or a", "or", "on both sides"),
        ("a and or b", "and", "on both sides"),
        ("and a", "and", "on both sides"),
        ("a (not) b", "not", "missing after “not”"),
        ("status<agreed", "<", "only “:”"),
        ("due < 2023", "<", "without spaces"),
        ("is:overdu", "overdu", "is no flag of a commitment: open, closed, overdue"),
        ("sort:owing", "owing", "has no field “owing”"),
        ("by:status by:owner", "by:owner", "a second time"),
        ("by:status,owner", "owner", "takes one value"),
        ("limit:0", "0", "from 1 up"),
        ("limit:many", "many", "from 1 up"),
        ("(a sort:due)", "sort:due", "stands by itself"),
        ("-limit:3", "limit:3", "stands by itself"),
        ("on:2023-03-02", "on:2023-03-02", "asked of roles and members, not of commitments"),
        ("has:", "has:", "a value is missing"),
        ("no:nothing", "nothing", "has no field"),
    ],
)
def test_an_error_names_the_place_and_what_was_expected(line: str, wrong: str, why: str) -> None:
    with pytest.raises(QueryError) as told:
        parse(line, Commitment)
    assert line[told.value.start : told.value.end] == wrong
    assert why in told.value.message
    assert f"character {told.value.start + 1} " in str(told.value)


def test_a_kind_without_flags_says_so() -> None:
    with pytest.raises(QueryError, match="no flag of a statement; it has none"):
        parse("is:open", KINDS["statement"])


@pytest.mark.parametrize(
    "line",
    [
        "(" * 5000 + "a" + ")" * 4999,
        "not " * 2000 + "a",
        "parent." * 1000 + "id:x",
        "a" * 10_001,
        "-a " * 3_000,  # longer in full: not a not a …
    ],
)
def test_what_is_too_deep_or_too_long_is_refused(line: str) -> None:
    with pytest.raises(QueryError, match="at most"):
        parse(line, Commitment)


def test_a_field_that_a_kind_gains_can_be_asked_for_at_once() -> None:
    class Promise(Commitment, frozen=True, kw_only=True):
        colour: Annotated[str, f.text("Its colour")] = ""

    assert str(parse("colour:red sort:colour", Promise)) == "colour:red sort:colour"
