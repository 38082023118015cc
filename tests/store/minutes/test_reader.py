"""Reading takes any text, and reads again only what has changed."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.demo import fill
from store.minutes.lines import KEYWORDS, pieces
from store.minutes.reader import Reader, items_of
from store.store import Store
from tests.conftest import TODAY
from tests.store.minutes.conftest import meeting_of
from tests.strategies import HOSTILE

FEW = settings(max_examples=60)


@pytest.fixture(scope="module")
def facts() -> Iterator[Store]:
    """The Coalition's records, to be read only."""
    with (
        TemporaryDirectory() as folder,
        Store.open(Path(folder) / "store", by="desk", today=lambda: TODAY) as store,
    ):
        fill(store, "demo", TODAY)
        yield store


parts = st.one_of(
    st.sampled_from(
        [
            *(f"{word}{sign}" for word in KEYWORDS for sign in (":", "+", "-", " ")),
            *("PROGRESS C42: ", "Italy, Morocco", " to ", " and ", " by ", "30 June", "(", ")"),
            *("the next meeting", "welcomed ", "on track", "+1:", "…", "... ", "  ", "- ", "**"),
            *("03/04/2026", "C42", "Côte d’Ivoire", "<nick> ", "12:30 ", "\t", "\r", "\x00"),
        ]
    ),
    st.sampled_from(HOSTILE),
    st.text(max_size=6),
)
line = st.lists(parts, max_size=6).map(lambda some: "".join(some).replace("\n", " "))
some_lines = st.lists(line, max_size=8)


@FEW
@given(lines=some_lines)
def test_any_text_is_read_and_every_line_is_in_one_piece(facts: Store, lines: list[str]) -> None:
    text = "\n".join(lines)
    placed = items_of(text, facts, meeting_of(facts))
    assert [line for piece in pieces(lines) for line in piece.lines] == lines
    count = len(text.split("\n"))
    ends = 0
    for each in placed:
        assert ends <= each.line < each.line + each.lines <= count
        ends = each.line + each.lines
        assert each.item.words.isprintable() or not each.item.words.isascii()
        for who in each.item.who:
            assert who.id == "" or facts.get(who.id) is not None


@FEW
@given(before=some_lines, after=some_lines, data=st.data())
def test_reading_what_changed_is_reading_all(
    facts: Store, before: list[str], after: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(before)))
    to = data.draw(st.integers(at, len(before)))
    whole = [*before[:at], *after, *before[to:]]
    reader = Reader(facts, meeting_of(facts))
    reader.take(before)
    reader.take(whole)
    assert list(reader.items) == items_of("\n".join(whole), facts, meeting_of(facts))


def test_a_letter_in_ten_thousand_lines_has_one_line_read_anew(facts: Store) -> None:
    lines = [f"ACTION: Italy to send paper {number}" for number in range(10_000)]
    reader = Reader(facts, meeting_of(facts))
    reader.take(lines)
    assert reader.anew == 10_000
    lines[5_000] += "!"
    reader.take(lines)
    assert reader.anew <= 3
    reader.take([*lines[:7_000], "  and more", *lines[7_000:]])
    assert reader.anew <= 3
    reader.take(lines)
    assert reader.anew <= 3
    reader.take(lines)
    assert reader.anew == 0


@pytest.mark.parametrize(
    "line",
    [
        *("ACTION: " + "Italy, " * 150_000, "ACTION: " + "a to " * 2_000, "- " * 500_000),
        *("Present+ " + "a and " * 1_600, "ACTION: Italy to " + "x by " * 1_900, " " * 1_000_000),
        *("e\u0301" * 500_000, "*" * 1_000_000, ":" * 1_000_000, "Present+ " + "(" * 9_000),
        *("PROGRESS " + "a " * 4_000, "STATEMENT: " + "a " * 4_900, "#" * 1_000_000),
    ],
    ids=lambda line: line[:12],
)
def test_no_line_takes_long(facts: Store, line: str) -> None:
    """Each of these is read as fast as it is long; what is not would be noticed by the suite."""
    items_of(line, facts, meeting_of(facts))
