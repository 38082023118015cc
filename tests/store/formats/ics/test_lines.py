"""Content lines are taken apart as `icalendar` does it, only faster."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from icalendar.parser import Contentline, split_on_unescaped_comma, unescape_backslash

from store.formats.ics.lines import Line, listed, taken_apart, unescaped

PIECES = st.sampled_from(
    [*'";:,=\\^%', " ", "\t", "X-A", "TZID", "CN", "a b", "é", "n", "N", "^'", "%2C", "\\,", "\\n"]
)
LINE: Callable[[str], Contentline] = Contentline  # it has no types of its own
WORDS = st.lists(PIECES, max_size=9).map("".join)


@given(WORDS)
def test_a_line(words: str) -> None:
    raw = f"SUMMARY{words}"
    try:
        name, params, value = LINE(raw).raw_parts()
    except ValueError:
        name = ""
    try:
        found: Line | None = taken_apart(raw)
    except ValueError:
        found = None
    assert (found is None) == (name == "")
    if found is not None:
        assert (found.name, dict(found.params), found.value) == (name.upper(), dict(params), value)


@given(WORDS)
def test_text_and_lists_of_text(words: str) -> None:
    assert unescaped(words) == unescape_backslash(words)
    assert listed(words) == split_on_unescaped_comma(words)
