"""Whatever a record holds, a paper has it as words."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from store.marked import escaped
from store.reports.prose import MOST, prose
from store.reports.words import Form, css_text, link
from store.text import clean_line
from tests.tui.hostile import HOSTILE

GFM = MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough")
PIECES = [
    "# ",
    "- ",
    "+",
    "=",
    "1. ",
    "2) ",
    "> ",
    "**",
    "_",
    "`",
    "~~",
    "|",
    "\\",
    "&lt;",
    "&",
    "!",
]
PIECES += [
    "[x](",
    "](javascript:a)",
    "<b>",
    "</p>",
    "<https://e.org>",
    "--- ",
    "    ",
    "a",
    "É",
    "\n",
]
texts = st.one_of(
    st.sampled_from(sorted(HOSTILE.values(), key=len)[:-2]),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.text(max_size=12),
)


def words_of(markdown: str) -> str:
    """The text that a reader of Markdown sees in one paragraph; fails where there is more."""
    tokens = GFM.parse(markdown)
    assert [token.type for token in tokens] in (
        [],
        ["paragraph_open", "inline", "paragraph_close"],
    ), markdown
    children = [child for token in tokens for child in token.children or []]
    assert {child.type for child in children} <= {"text"}, markdown
    return "".join(child.content for child in children)


@settings(max_examples=150)
@given(texts)
def test_a_line_comes_out_as_its_words_and_nothing_else(text: str) -> None:
    assert words_of(escaped(text)) == clean_line(text).strip()


def test_what_needs_no_mark_gets_none() -> None:
    plain = "Italy's “terms of reference” (para 14), 1.5 million – snake_case & co. #3 - x"
    assert escaped(plain) == plain
    assert escaped("# [x](javascript:1) | *a*") == r"\# \[x\](javascript:1) \| \*a\*"


def test_a_cell_of_a_table_stays_one() -> None:
    row = f"| a | b |\n|---|---|\n| {escaped('x | y')} | z |"
    cells = [t.content for t in GFM.parse(row) if t.type == "inline"]
    assert len(cells) == 4


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", ""]
)
def test_a_link_leads_to_pages_only(url: str) -> None:
    of = {"url": url, "title": "Minutes"}
    assert link(of, "md") == link(of, "html") == "Minutes"


def test_a_link_is_closed_where_it_was_opened() -> None:
    of = {"url": "https://e.org/a b>)<c\"'&\\", "title": "](https://evil.org) <b>"}
    written = GFM.render(link(of, "md"))
    assert written.count("<a ") == 1 and "evil.org) &lt;b&gt;</a>" in written
    assert re.fullmatch(r'<a href="[^"<>]*">[^<>]*</a>', link(of, "html"))


def test_a_string_of_css_ends_where_it_should() -> None:
    told = css_text('</style><script>"; } * { display: none } \\')
    assert not set('<>";{}') & set(told)


# ---------------------------------------------------------------- long texts

LONG = """# Opening

Welcome, *all* of **you**; see [the minutes](https://e.org/m) or [no](javascript:x).
![a map](https://e.org/map.png) <script>alert(1)</script>

1. Reports
   - Italy
   - Morocco
2. Any other business

> as it was said

    code <b>
"""


class Tags(HTMLParser):
    """Gathers the tags, and checks that they close."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        assert {name for name, _ in attrs} <= {"href", "start", "class"}
        assert all(str(value).startswith("http") for name, value in attrs if name == "href")


HARMLESS = {
    "p",
    "h4",
    "em",
    "strong",
    "a",
    "ol",
    "ul",
    "li",
    "blockquote",
    "pre",
    "code",
    "br",
    "hr",
}


def test_a_long_text_keeps_its_shape_and_nothing_that_acts() -> None:
    html = prose(LONG, "html")
    assert Tags(html).found <= HARMLESS
    assert "<h4>Opening</h4>" in html and "a map" in html and "&lt;script&gt;" in html
    written = prose(LONG, "md")
    assert "1. Reports\n   - Italy\n   - Morocco\n2. Any other business" in written
    assert "[the minutes](<https://e.org/m>)" in written and "a map" in written
    assert "javascript" not in re.sub(r"\\\[no\\\]\(javascript:x\)", "", written)
    assert Tags(MarkdownIt("commonmark", {"html": False}).render(written)).found <= HARMLESS


@settings(max_examples=100)
@given(
    st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(["\n\n", "```\n"])), max_size=14)
)
def test_no_long_text_becomes_anything_that_acts(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert Tags(prose(text, "html")).found <= HARMLESS
    again = GFM.render(prose(text, "md"))
    assert Tags(again).found - {"a"} <= HARMLESS


@pytest.mark.parametrize("form", ["md", "html"])
def test_what_is_very_long_is_told_plainly_and_soon(form: Form) -> None:
    told = prose("[" * MOST + "\n\n*x*", form)
    assert r"\*x\*" in told if form == "md" else "*x*" in told
