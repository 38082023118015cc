"""Lines are broken at spaces, never wider than asked for, and no word is lost."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.tui.hostile import HOSTILE
from tui.fit import clean
from tui.wrap import wrap

texts = st.text() | st.sampled_from(list(HOSTILE.values()))


@given(texts, st.integers(1, 90))
def test_no_line_is_wider_than_asked_for_unless_one_character_is(text: str, width: int) -> None:
    for line in wrap(text, width):
        assert cell_len(line) <= max(width, 2)


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=12), max_size=30), st.integers(12, 60))
def test_words_that_fit_stay_whole_and_in_order(words: list[str], width: int) -> None:
    lines = wrap(" ".join(words), width)
    assert " ".join(lines).split() == words
    assert all(
        len(line) + 1 + len(following.split()[0]) > width for line, following in pairwise(lines)
    ), "a word that had room stands on the next line"


def test_a_word_longer_than_a_line_is_broken_and_none_of_it_lost() -> None:
    assert wrap("https://example.org/a-long-way", 10) == ["https://ex", "ample.org/", "a-long-way"]


def test_its_own_lines_and_their_indents_stay() -> None:
    assert wrap("one\n\n  two three", 7) == ["one", "", "  two", "  three"]


def test_more_lines_than_wanted_end_in_an_ellipsis() -> None:
    assert wrap("one two three four", 5, 2) == ["one", "two…"]
    assert wrap("one two", 5, 2) == ["one", "two"]


@given(texts, st.integers(2, 40), st.integers(1, 4))
def test_never_more_lines_than_wanted(text: str, width: int, most: int) -> None:
    assert len(wrap(text, width, most)) <= most


@given(texts)
def test_nothing_that_steers_a_terminal_comes_out(text: str) -> None:
    assert all(clean(line) == line for line in wrap(text, 20))
