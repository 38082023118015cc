"""XML from anybody."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from store.formats.source import FormatError
from store.formats.xml import DEEPEST, LONGEST, MOST_PARTS, Bundle, Document, Wanted, read, root
from tests.fixtures.news import published
from tests.sync.server import Server, serving

WANTED = Wanted(("item", "urn:x item"), ("channel",), 100)


def given(inner: str | bytes, before: str = "") -> Document:
    body = inner.encode() if isinstance(inner, str) else inner
    whole = before.encode() + b"<rss><channel>" + body + b"</channel></rss>"
    return read(whole, WANTED, "https://example.org/f", lambda: None)


def only(inner: str | bytes, before: str = "") -> Bundle:
    (item,) = given(inner, before).items
    return item


def test_an_item_has_the_parts_that_stand_in_it() -> None:
    found = given(
        "<title>Feed</title><image><title>no</title></image>"
        '<item about="1"><title>One</title><item>within</item><x:y xmlns:x="urn:x">2</x:y></item>'
        '<item xmlns="urn:x"><a>3</a></item><language>en</language>'
    )
    assert found.head.words("title") == "Feed" and found.head.words("language") == "en"
    first, second = found.items
    assert first.attributes == {"about": "1"}
    assert [(p.name, p.text) for p in first.parts] == [
        ("title", "One"),
        ("item", "within"),
        ("urn:x y", "2"),
    ]
    assert second.words("urn:x a") == "3"


def test_markup_in_a_part_is_told_as_html() -> None:
    (part,) = only("<item><t>a &lt; <b>bold</b> &amp;</t></item>").parts
    assert (part.text, part.html) == ("a < bold &", "a &lt; <b>bold</b> &amp;")


def test_links_are_relative_to_the_nearest_base() -> None:
    item = only('<item xml:base="/a/"><l xml:base="b/"/><m xml:base="http://[x"/></item>')
    assert [p.base for p in item.parts] == ["https://example.org/a/b/", "https://example.org/a/"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("AT&T &eacute;&nbsp;&NotEqualTilde; &nope; &", "AT&T é\xa0≂̸ &nope; &"),
        ("&lt;&AMP;&#60;&#x1b;&#27;&#xd800;&#9999999;&#65;", "<&<A"),
        ("<![CDATA[a & b &lt; <i>]]> & c", "a & b &lt; <i> & c"),
        ("a\x1b[31m\x00b\uffff", "a[31mb"),
    ],
)
def test_what_xml_does_not_know_is_mended(text: str, meant: str) -> None:
    assert only(f"<item><t>{text}</t></item>").words("t") == meant


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        *(("utf-8", ""), ("utf-8", "iso-8859-1"), ("utf-8", "utf-16"), ("utf-8-sig", "no-such")),
        *(("cp1252", "utf-8"), ("cp1252", ""), ("iso8859-1", "iso-8859-1"), ("utf-16", "utf-8")),
        *(("utf-16-le", "utf-16"), ("utf-16-be", ""), ("cp1252", "unicode_escape")),
    ],
)
def test_an_encoding_is_found_out_also_where_it_is_declared_falsely(
    encoding: str, declared: str
) -> None:
    said = f' encoding="{declared}"' if declared else ""
    text = f'<?xml version="1.0"{said}?><rss><channel><item><t>réunion</t></item></channel></rss>'
    found = read(text.encode(encoding), WANTED, "", lambda: None)
    assert found.items[0].words("t") == "réunion"
    assert root(text.encode(encoding)) == "rss"


def test_an_encoding_that_is_declared_truly_is_used() -> None:
    text = '<?xml version="1.0" encoding="koi8-r"?><channel><item><t>Встреча</t></item></channel>'
    assert read(text.encode("koi8-r"), WANTED, "", lambda: None).items[0].words("t") == "Встреча"


@pytest.mark.parametrize("cut", ["<item>", "<item></channel>", "<a:b/>", "<t a='1' a='2'/>", "<"])
def test_what_is_broken_is_refused_with_its_place(cut: str) -> None:
    with pytest.raises(FormatError, match="broken in line 1, character"):
        given(f"<item><t>Good</t></item>{cut}")


def test_no_entity_is_declared() -> None:
    for body in (
        published("laughs.xml"),
        b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r><channel/></r>',
        b'<!DOCTYPE r [<!ENTITY a "' + b"a" * 9000 + b'">]><r>' + b"&a;" * 100_000 + b"</r>",
    ):
        for reader in (root, lambda b: read(b, WANTED, "", lambda: None)):
            with pytest.raises(FormatError, match="declares an entity of its own"):
                reader(body)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


WATCHED = """
import sys, threading
from store.formats.xml import Wanted, read
body, events = sys.stdin.buffer.read(), []
sys.addaudithook(lambda event, args: events.append(event))
try:
    print(read(body, Wanted(("item",), ("channel",), 9), "", lambda: None).items[0].words("t"))
finally:
    print(*[e for e in events if e == "open" or e.startswith(("socket", "urllib", "os.", "sub"))])
"""


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss SYSTEM "{url}">',
        '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "{url}" []>',
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "{url}"> %x;]>',
        '<!DOCTYPE rss [<!ENTITY % x SYSTEM "file:///etc/hostname"> %x;]>',
        '<?xml-stylesheet href="{url}"?>',
    ],
)
def test_neither_a_file_nor_an_address_is_asked_for(server: Server, doctype: str) -> None:
    before = doctype.format(url=f"{server.url}/evil.dtd")
    inner = '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/hostname"/>'
    body = f"{before}<rss><channel><item>{inner}<t>Good</t></item></channel></rss>"
    ran = subprocess.run(
        [sys.executable, "-c", WATCHED], input=body.encode(), capture_output=True, check=True
    )
    assert ran.stdout.decode().split() == ["Good"]
    assert server.requests == []


def test_what_is_large_is_cut_or_refused() -> None:
    (part,) = only(b"<item><t>" + b"a" * 10_000_000 + b"</t></item>").parts
    assert len(part.text) == LONGEST
    (part,) = only(b"<item><t>" + b"<a>b</a>" * 100_000 + b"</t></item>").parts
    assert len(part.html) <= 2 * LONGEST
    assert len(only(b"<item>" + b"<a/>" * 100_000 + b"</item>").parts) == MOST_PARTS
    (part,) = only(b'<item><a b="' + b"c" * 5_000_000 + b'"/></item>').parts
    assert len(part.attributes["b"]) < LONGEST
    with pytest.raises(FormatError, match="more than 100 items"):
        given(b"<item/>" * 1_000_000)
    with pytest.raises(FormatError, match=f"nested more than {DEEPEST} levels"):
        given(b"<a>" * 100_000)
    with pytest.raises(FormatError, match="broken"):
        given(b"<![CDATA[" * 100_000)


def test_it_ends_when_it_is_time() -> None:
    def check() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        read(b"<channel>" + b"<a/>" * 5000 + b"</channel>", WANTED, "", check)


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"words", b"<", b"<!-- <rss> -->", b"\xff\xfe", b"\0"]
)
def test_what_is_no_xml_has_no_root(body: bytes) -> None:
    assert root(body) == ""
