"""Words at the door: made safe, folded, listed."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from store.text import clean_line, clean_long, fold, join_list, shorten, split_list

BIDI = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def unsafe(text: str, allowed: str) -> set[str]:
    return {c for c in text if (unicodedata.category(c) in ("Cc", "Cs") or c in BIDI)} - set(
        allowed
    )


@given(st.text())
def test_a_line_holds_no_control_character_and_cleaning_it_again_changes_nothing(text: str) -> None:
    line = clean_line(text)
    assert not unsafe(line, "")
    assert clean_line(line) == line


def test_spaces_around_what_is_dropped_become_one() -> None:
    assert clean_line("0\n\x1f 0") == "0 0"


@given(st.text())
def test_long_text_keeps_line_ends_and_tabs_and_nothing_else_that_steers(text: str) -> None:
    long = clean_long(text)
    assert not unsafe(long, "\n\t")
    assert clean_long(long) == long


def test_a_family_keeps_its_joiners_and_an_escape_sequence_loses_its_teeth() -> None:
    assert clean_line("👩‍👩‍👧‍👦 \x1b[31mred\x1b[0m\x00") == "👩‍👩‍👧‍👦 [31mred[0m"
    assert clean_line("two\r\nlines\tone") == "two lines one"
    assert clean_line("a \x07\x08 b") == "a b"
    assert clean_long("a\r\nb\tc\x9b") == "a\nb\tc"


def test_accents_and_case_do_not_matter() -> None:
    assert fold("Côte d’Ivoire") == fold("COTE D’IVOIRE")
    assert fold("Türkiye") == "turkiye"


@given(st.lists(st.text(alphabet='a ,"\\é'), max_size=6))
def test_a_list_is_read_back_as_it_was_written(items: list[str]) -> None:
    kept = tuple(item for item in items if item)
    assert split_list(join_list(kept)) == kept


@given(st.text(max_size=30), st.integers(1, 20))
def test_shortened_text_fits(text: str, width: int) -> None:
    assert len(shorten(text, width)) <= width
