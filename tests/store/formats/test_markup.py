"""HTML made plain."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.formats.markup import plain


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("words", "words"),
        ("a <b>bold</b>&nbsp;word", "a bold word"),
        ("<p>One</p>\n<p>Two<br/>Three</p>", "One\n\nTwo\nThree"),
        ("<ul><li>One<li>Two</ul>", "One\nTwo"),
        ("<br></br>a<br></br>b", "a\nb"),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "1 2"),
        ("a &amp;lt;b&amp;gt; c &lt;i&gt;", "a &lt;b&gt; c <i>"),
        ("1 < 2 and 3 > 2 <3", "1 < 2 and 3 > 2 <3"),
        ("a<!-- <b>no</b> -->b<!doctype x>c<?php no ?>d</ e>f", "abcdf"),
        ("a<script>no</scripture>no</SCRIPT >b<style>no</style>c", "abc"),
        ("a<SCRIPT src='x'/>b", "ab"),
        ("a<script>never ends", "a"),
        ("a<!-- never ends", "a"),
        ("a<b never ends", "a"),
        ("<a title='1 > 2' href=\"x'>y\">link</a>", "link"),
        ('<a title="never closed>words</a> and <b>more</b>', "words and more"),
        ("&#27;[31m\x1b[0m&#x202e;x&#0;&#xd800;", "[31m[0mx��"),
        ("<title>no</title><head><meta></head>yes", "yes"),
    ],
)
def test_what_a_reader_sees_is_left(html: str, words: str) -> None:
    assert plain(html) == words


@given(st.text())
def test_plain_words_stay_and_nothing_fails(text: str) -> None:
    assert not set(plain(text)) & set("\x1b\x00\u202e\r")
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    assert plain(f"<p>{escaped}</p>").split() == plain(escaped).split()


@pytest.mark.parametrize(
    "piece",
    [
        *("<a ", "<a x='", '<a "><a"', "<!", "<!--", "</", "<script>", "<a b=''", "&#", "&", "<"),
        *("<![CDATA[", "<x<", "\u0130<script>", "&amp", "\xa0 ", "<p>"),
    ],
)
def test_a_megabyte_of_anything_is_read_once(piece: str) -> None:
    """Where each piece had to look at all that follow, this would take hours."""
    html = (piece * 1_000_000)[:1_000_000] + "'"
    assert len(plain(html)) <= len(html)
