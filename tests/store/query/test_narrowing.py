"""Whatever lines come one after the other, each finds what it finds alone."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.haystacks import Haystack, Sieve
from store.insight import Insight
from store.kinds import KINDS, Commitment, Meeting, Member
from store.names import Names
from store.query import compile_query, parse
from store.query.narrowing import CHUNK, Finder, Overtaken
from store.record import Record
from tests.conftest import TODAY
from tests.store.test_insight import Rows

SYLLABLES = ("wa", "ter", "bor", "der", "é", "ROME")
words = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=3).map("".join)
promises = st.builds(
    Commitment,
    id=st.sampled_from([f"c{n}" for n in range(12)]),
    summary=st.lists(words, min_size=1, max_size=3).map(" ".join),
    owners=st.lists(st.sampled_from(["IT", "MA"]), max_size=2, unique=True).map(tuple),
    due=st.sampled_from(["", "2026-02-01", "2026-03", "2027", "2026-03-09"]),
    status=st.sampled_from(["", "agreed", "delivered"]),
    tags=st.lists(words, max_size=1).map(tuple),
    parent=st.sampled_from(["", "c1", "c2"]),
)
NAMES = (
    Member(id="IT", name="Italy, water of Rome"),
    Member(id="MA", name="Morocco"),
    Meeting(id="m1", name="Spring", start="2026-04-01"),
)
TERMS = (
    *("is:open", "is:overdue", "owner:IT", "no:due", "owners.name:wa", '"wa bor"', "or", "not"),
    *("sort:due-", "sort:summary", "by:status", "limit:2", "(is:open or water)"),
    "due<2026-03-08?",
)
terms = st.one_of(words, st.sampled_from(TERMS))
typed_lines = st.lists(terms, max_size=4).map(" ".join)
scopes_ = st.sampled_from([(), ("c1", "c2", "c3", "c4")])


def typed(line: str) -> Iterator[str]:
    """The lines on the way to this one, and part of the way back."""
    stops = sorted({1, len(line) // 2, len(line) - 1, len(line)} - {0})
    yield from (line[:stop] for stop in (*stops, *stops[-2::-1][:2]) if stop > 0)


def alone(line: str, rows: Rows, within: list[frozenset[str]]) -> tuple[list[str], list[str]]:
    """The ids and headings that a fresh evaluation finds."""
    compiled = compile_query(
        parse(line, Commitment), Commitment, Names(rows, day), Insight(rows, day), rows
    )
    records = [r for r in rows.records("commitment").values() if all(r.id in w for w in within)]
    found = compiled.select(records)
    return [r.id for r in found], [heading for heading, _ in compiled.groups(found)]


def day() -> date:
    return TODAY


@settings(max_examples=150)
@given(
    st.lists(promises, max_size=12),
    st.lists(typed_lines, max_size=4),
    st.lists(scopes_, min_size=4, max_size=4),
    st.booleans(),
)
def test_each_line_finds_what_it_finds_alone(
    records: list[Commitment], lines: list[str], scopes: list[tuple[str, ...]], change: bool
) -> None:
    rows = Rows(*NAMES, *records)
    finder = Finder(Commitment, Names(rows, day), Insight(rows, day), rows)
    for line, scope in zip(lines, scopes, strict=False):
        within = [frozenset(scope)] if scope else []
        for part in typed(line):
            try:
                query = parse(part, Commitment)
                expected = alone(part, rows, within)
            except ValueError:
                continue
            found = finder.find(query, within)
            assert found.ids == [r.id for r in found.records] == expected[0]
            headings = [heading for heading, _ in found.compiled.groups(found.records)]
            assert headings == expected[1]
            assert found.total == len(rows.records("commitment"))
        if change:
            rows.put(Commitment(id="c3", summary="water", due="2026-01-01"))


def many(count: int) -> Rows:
    return Rows(*(Commitment(id=f"c{n}", summary=f"Water {n}", due="2026") for n in range(count)))


def test_what_only_narrows_is_looked_for_in_what_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = many(200)
    names = Names(rows, day)
    finder = Finder(Commitment, names, Insight(rows, day), rows)
    looked: list[int] = []
    sieve = names.haystacks.sieve

    def watched(word: str, kind: type[Record]) -> Sieve:
        def through(stacks: list[Haystack]) -> list[Haystack]:
            looked.append(len(stacks))
            return sieve(word, kind)(stacks)

        return through

    monkeypatch.setattr(names.haystacks, "sieve", watched)
    for line in ("water 1", "water 19", "water 19 is:open", "water 199 is:open", "water 19"):
        finder.find(parse(line, Commitment))
    # both words over all, then the grown one over what the shorter found; going back costs nothing
    assert looked == [200, 200, 119, 12]


def test_an_answer_that_is_no_longer_wanted_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = many(3 * CHUNK)
    finder = Finder(Commitment, Names(rows, day), Insight(rows, day), rows)
    asked = 0

    def wanted() -> bool:
        nonlocal asked
        asked += 1
        return asked < 3

    with pytest.raises(Overtaken):
        finder.find(parse("water", Commitment), wanted=wanted)
    assert asked == 3
    assert len(finder.find(parse("water 77", Commitment)).ids) > 1


def test_the_kinds_are_all_told_apart() -> None:
    rows = Rows(*NAMES)
    for kind in KINDS.values():
        finder = Finder(kind, Names(rows, day), Insight(rows, day), rows)
        assert len(finder.find(parse("", kind)).ids) == len(rows.records(kind.kind.name))
