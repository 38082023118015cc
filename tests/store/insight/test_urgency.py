"""Urgency is the sum of its terms, each for a reason that can be checked by itself."""

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from store.config import read_config
from store.errors import StoreError
from store.insight import Insight
from store.insight.urgency import nearness
from store.kinds import CLOSED, KINDS, Commitment, Group, Meeting, Role, Update
from store.names import Names
from store.query import compile_query, parse
from store.record import Move, Record
from store.weights import USUAL, Weights
from tests.conftest import TODAY
from tests.store.insight.test_living import any_record
from tests.store.test_insight import Rows, promise, seen_from

LATE = "2026-02-28"
days = st.dates(date(1900, 1, 1), date(2200, 1, 1))


def terms(c: Commitment, *others: Record, weights: Weights = USUAL) -> dict[str, float]:
    found = Insight(Rows(c, *others), lambda: TODAY, weights=weights).urgency(c)
    assert found.total == pytest.approx(sum(term.value for term in found.terms))
    assert all(getattr(weights, term.setting) for term in found.terms)
    return {term.name: term.value for term in found.terms}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {}),
        ({"due": LATE}, {"overdue": 12.0}),
        ({"due": "2026-02"}, {"overdue": 12.0}),
        ({"due": "2026-03-01"}, {"due today": 11.4}),
        ({"due": "2026-03-02"}, {"due tomorrow": 10.7}),
        ({"due": "2026-03-15"}, {"due in 14 days": 2.4}),
        ({"due": "2026-03-16"}, {}),
        ({"due": LATE, "standing": True}, {}),
        ({"priority": 1}, {"high priority": 6.0}),
        ({"priority": 4}, {"high priority": 6.0}),
        ({"priority": 5}, {"medium priority": 3.9}),
        ({"priority": 9}, {"low priority": 1.8}),
        ({"status": "at risk"}, {"at risk": 5.0}),
        ({"status": "stalled"}, {"stalled": 5.0}),
        ({"created": "2025-01-01T00:00:00Z"}, {"stale": 4.0}),
        ({"moves": (Move("2025", "2026"),)}, {"moved once": 1.0}),
        ({"moves": (Move("2025", "2026"),) * 2}, {"moved twice": 2.0}),
        ({"moves": (Move("2025", "2026"),) * 5}, {"moved 5 times": 3.0}),
        ({"start": "2026-03-02"}, {"not yet started": -3.0}),
        ({"start": "2026-03"}, {}),
        ({"status": "delivered", "priority": 1, "due": LATE}, {}),
    ],
)
def test_each_reason_has_its_term(fields: dict[str, Any], expected: dict[str, float]) -> None:
    assert terms(promise(**fields)) == expected


def test_what_others_have_to_do_with_it() -> None:
    waiting = promise("w", depends_on=("c",))
    assert terms(promise(), waiting) == {"blocking": 8.0}
    assert terms(waiting, promise()) == {"blocked": -5.0}
    coming = Meeting(id="m", name="M", start="2026-04-01", groups=("g",))
    assert terms(promise(group="g", due="2026-03-31"), coming) == {
        "due before the next meeting": 8.0
    }
    assert terms(promise(due_at="m"), replaced(coming, start=LATE)) == {"overdue": 12.0}


def replaced(meeting: Meeting, **fields: object) -> Meeting:
    return structs.replace(meeting, **fields)


def test_the_sum_is_said_with_its_terms() -> None:
    def said(c: Commitment, *others: Record) -> str:
        return str(seen_from(Rows(c, *others)).urgency(c))

    late = promise(due=LATE, moves=(Move("2025", "2026"),) * 2)
    assert said(late, promise("w", depends_on=("c",))) == (
        "overdue 12.0 + blocking 8.0 + moved twice 2.0 = 22.0"
    )
    blocked = promise(depends_on=("d",), start="2027", due=LATE)
    assert said(blocked, promise("d")) == "overdue 12.0 - blocked 5.0 - not yet started 3.0 = 4.0"
    assert said(promise(start="2027")) == "not yet started -3.0"
    assert said(promise()) == said(promise(status="lapsed", due=LATE)) == "0.0"


@given(st.integers(-40, 40))
def test_it_grows_day_by_day_and_never_shrinks(days: int) -> None:
    today, later = nearness(TODAY, TODAY - timedelta(days)), nearness(TODAY, TODAY)
    assert 0.0 <= today <= 1.0
    assert (today <= later) if days > 0 else (today >= later)
    assert nearness(TODAY, TODAY - timedelta(days)) <= nearness(TODAY, TODAY - timedelta(days - 1))
    assert (nearness(TODAY, TODAY - timedelta(days)) == 1.0) == (days < 0)


@settings(max_examples=60)
@given(st.randoms(use_true_random=False), days)
def test_whatever_is_recorded_the_sum_adds_up(random: Random, today: date) -> None:
    shelf = Rows(*(any_record(random) for _ in range(8)))
    insight = Insight(shelf, lambda: today)
    for c in shelf.records("commitment").values():
        assert isinstance(c, Commitment)
        urgency = insight.urgency(c)
        assert urgency.total == pytest.approx(sum(term.value for term in urgency.terms))
        names = {term.name for term in urgency.terms}
        flags = insight.flags(c)
        if c.status in CLOSED:
            assert not names and insight.scale.total(c) is None
            continue
        assert insight.scale.total(c) == urgency.total
        for flag in ("overdue", "stale", "blocking", "blocked"):
            assert (flag in names) == (flag in flags)
        assert ("due before the next meeting" in names) == ("next" in flags)
        assert any(name.startswith("due ") for name in names - {"due before the next meeting"}) == (
            "soon" in flags
        )


# ---------------------------------------------------------------- the configuration


def test_other_weights(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("[urgency]\noverdue = 20\nhigh = 0\nstale = 0.25\n")
    weights = read_config(path, must_exist=True).urgency
    assert weights == Weights(overdue=20.0, high=0.0, stale=0.25)
    old = promise(due=LATE, priority=1, created="2025-01-01T00:00:00Z")
    assert terms(old, weights=weights) == {"overdue": 20.0, "stale": 0.25}
    insight = Insight(Rows(old), lambda: TODAY, weights=weights)
    assert str(insight.urgency(old)) == "overdue 20.0 + stale 0.25 = 20.25"


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("[urgency]\nhihg = 6", 2, "there is no “hihg” in [urgency], only overdue, next, blocking"),
        ("theme = 'dark'\n\n[urgency]\n\nhigh = 'x'", 5, "[urgency] high takes a number from"),
        ("[urgency]\nhigh = nan", 2, "[urgency] high takes a number from -1000 to 1000"),
        ("[urgency]\nlow = true", 2, "[urgency] low takes a number"),
        ("urgency.stale = 1e9", 1, "[urgency] stale takes a number"),
        ("urgency = 3", 1, "[urgency] takes settings such as high = 6.0"),
        ("urgancy = 3", 1, "there is no “urgancy”, only home, name, theme"),
    ],
)
def test_what_is_wrong_there_is_said(tmp_path: Path, text: str, line: int, why: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(StoreError) as refused:
        read_config(path, must_exist=True)
    assert f"line {line} is wrong: {why}" in str(refused.value)


# ---------------------------------------------------------------- asked in a filter line


def found(line: str, shelf: Rows, kind: type[Record] = Commitment) -> list[str]:
    names = Names(shelf, lambda: TODAY)
    query = compile_query(parse(line, kind), kind, names, seen_from(shelf), shelf)
    return [record.id for record in query.select(shelf.records(kind.kind.name).values())]


def test_what_is_closed_comes_last_either_way() -> None:
    shelf = Rows(
        promise("done", status="delivered", due=LATE),
        promise("late", due=LATE),
        promise("later", start="2027"),
        promise("plain"),
        promise("high", priority=1, parent="late"),
    )
    assert found("sort:urgency-", shelf) == ["late", "high", "plain", "later", "done"]
    assert found("sort:urgency", shelf) == ["later", "plain", "high", "late", "done"]
    assert found("urgency>=6 sort:id", shelf) == ["high", "late"]
    assert found("urgency<0", shelf) == ["later"]
    assert found("parent.urgency>6", shelf) == ["high"]
    assert found("sort:urgency-,summary limit:1", shelf) == ["late"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind is not Commitment])
def test_only_commitments_are_urgent(kind: type[Record]) -> None:
    from store.query import QueryError

    with pytest.raises(QueryError, match="has no field “urgency”"):
        parse("sort:urgency", kind)


def test_kinds_that_have_nothing_to_do_with_it_may_be_there() -> None:
    c = promise(due=LATE)
    others = (Group(id="g", name="G"), Role(id="r", member="BE", group="g", label="chair"))
    assert terms(c, *others, Update(id="u", commitment="c", at=LATE)) == {"overdue": 12.0}
