"""Markdown is rendered, and whatever stands in a text only text comes out."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.tui.hostile import HOSTILE
from tui.markdown import LOOKS, MOST, tell_long
from tui.sheet import NOTHING, Page, Part, Sheet

TEXT = """# What was *agreed*

The group **will meet** again, see [the minutes](https://example.org/m) and
<https://example.org/a>, or https://example.org/b.

- one
- two
  1. first
  2. second

> so it was said

```
x  = 1
```
---
[no](javascript:alert(1)) <b>not bold</b> ![a map](https://example.org/map.png)"""

PIECES = [
    "# ",
    "- ",
    "1. ",
    "> ",
    "**",
    "_",
    "`",
    "```\n",
    "[x](",
    "](https://e.org)",
    "\n",
    "    ",
]
WIDEST = 8 * 11 + 2  # margins of eight lists within each other, and a wide character

texts = st.one_of(
    st.sampled_from(list(HOSTILE.values())),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=12).map("".join),
)


def told(text: str, width: int = 40, ascii: bool = False) -> Sheet:
    sheet = Sheet(width, ascii)
    tell_long(sheet, text)
    return sheet


def written(sheet: Sheet) -> list[str]:
    return ["".join(part.text for part in line).rstrip() for line in sheet.lines]


def test_a_text_with_all_of_it() -> None:
    assert written(told(TEXT, 60)) == [
        "What was agreed",
        "",
        "The group will meet again, see the minutes and",
        "https://example.org/a, or https://example.org/b.",
        "",
        "• one",
        "• two",
        "  1. first",
        "  2. second",
        "",
        "▏ so it was said",
        "",
        "x  = 1",
        "",
        "───",
        "",
        "[no](javascript:alert(1)) <b>not bold</b> a map",
    ]


def test_only_addresses_of_the_web_can_be_followed() -> None:
    assert told(TEXT, 60).targets == [
        Page("https://example.org/m"),
        Page("https://example.org/a"),
        Page("https://example.org/b"),
    ]


def test_emphasis_has_a_tone_and_no_marks() -> None:
    (line,) = told("a **b** *c* `d`").lines
    assert line == (
        Part("a "),
        Part("b", "strong"),
        Part(" "),
        Part("c", "emphasis"),
        Part(" "),
        Part("d", "code"),
    )


def test_a_list_goes_on_below_its_point_where_a_line_is_full() -> None:
    assert written(told("- one two three four", 10)) == ["• one two", "  three", "  four"]


def test_in_ascii_nothing_else_is_drawn() -> None:
    assert all(line.isascii() for line in written(told(TEXT, ascii=True)))


@pytest.mark.parametrize(
    "text", ["Plain words, 3 of them.", "2015 was early", "a * b", "snake case"]
)
def test_plain_text_needs_no_parser(text: str) -> None:
    assert not re.search(LOOKS, text)
    assert written(told(text)) == [text]


def test_a_very_long_text_is_told_as_it_was_typed() -> None:
    assert written(told("*a* " * MOST, 79))[0].startswith("*a* *a*")


@given(texts, st.integers(1, 60), st.booleans())
def test_no_line_is_too_wide_and_nothing_steers_a_terminal(
    text: str, width: int, ascii: bool
) -> None:
    sheet = told(text, width, ascii)
    for line in sheet.lines:
        items = {part.item for part in line}
        assert all(item == NOTHING or item < len(sheet.targets) for item in items)
    for shown in written(sheet):
        assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs")]
        assert cell_len(shown) <= max(width, WIDEST)


TABLE = """| What | How many |
| --- | ---: |
| Terms of *reference* for the group | 3 |
| [The minutes](https://example.org/m) | 12 |
"""


def test_a_table_stands_in_columns_where_there_is_room() -> None:
    sheet = told(TABLE, 60)
    assert lines(sheet) == [
        "What                              How many",
        "────────────────────────────────  ────────",
        "Terms of reference for the group         3",
        "The minutes                             12",
    ]
    assert sheet.targets == [Page("https://example.org/m")]


def test_its_widest_column_gives_way_and_then_rows_are_told_one_by_one() -> None:
    assert lines(told(TABLE, 30)) == [
        "What                  How many",
        "────────────────────  ────────",
        "Terms of reference           3",
        "for the group",
        "The minutes                 12",
    ]
    assert lines(told(TABLE, 15)) == [
        "What: Terms of",
        "reference for",
        "the group",
        "How many: 3",
        "",
        "What: The",
        "minutes",
        "How many: 12",
        "",
    ]


@settings(max_examples=25)
@given(
    st.lists(st.lists(texts, min_size=2, max_size=2), min_size=1, max_size=3), st.integers(1, 50)
)
def test_no_table_is_wider_than_its_sheet(rows: list[list[str]], width: int) -> None:
    cells = [[re.sub(r"[|\n\r\\]", " ", cell) for cell in row] for row in rows]
    body = "".join(f"| {a} | {b} |\n" for a, b in cells)
    sheet = told(f"| A | B |\n| - | - |\n{body}", width)
    assert all(cell_len(line) <= max(width, WIDEST) for line in lines(sheet))


def lines(sheet: Sheet) -> list[str]:
    return ["".join(part.text for part in line).rstrip() for line in sheet.lines]
