"""RSS, Atom and JSON Feed: what comes out of files after the shapes that are published."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import dates
from store.formats.items import MOST, safe_link
from store.formats.source import Aside, FormatError, News, Told
from store.sync.adapters import ADAPTERS, Asked, recognised
from store.text import clean_line, clean_long
from store.types.base import decode_id
from tests.fixtures.news import FOLDER, published

URL = "https://lakes.example/feed.xml"


def read(body: bytes) -> Told:
    """What is in it, the format told from the content."""
    asked = Asked(URL, date(2026, 3, 1))
    return recognised(body, "text/plain").read(body, asked)


def of(name: str) -> Told:
    return read(published(name))


def rss(*items: str) -> Told:
    inner = "".join(f"<item>{item}</item>" for item in items)
    return read(f"<rss><channel>{inner}</channel></rss>".encode())


@pytest.mark.parametrize(
    ("name", "form"),
    [
        *(("rss2.xml", "rss"), ("rss1.rdf", "rss"), ("rss091.xml", "rss"), ("odd.xml", "rss")),
        *(("atom.xml", "atom"), ("jsonfeed.json", "jsonfeed")),
    ],
)
def test_the_format_is_told_from_the_content(name: str, form: str) -> None:
    body = published(name)
    assert recognised(body, "text/html").name == form


def test_rss_2_as_it_is_published() -> None:
    told = of("rss2.xml")
    assert (told.records, told.asides, told.mode, told.next_url) == ([], [], "delta", "")
    first, second, third = told.news
    assert first == News(
        "https://lakes.example/?p=1207",
        "Ministers of the lakes meet in “June”",
        "https://lakes.example/2026/02/ministers-meet/",
        "2026-02-24T00:00[Etc/GMT-1]",
        "Lakes Forum – News",
        "The ministers will meet in Kisumu on 12 June 2026 … More",
        "2026-06-12",
    )
    assert second.link == "https://lakes.example/2026/02/report/?a=1&b=2"
    assert second.title == "Rainfall & water: R&D report"
    assert second.text == "Delivered as promised at the 4th meeting.\n\nOne\nTwo\na <b> c"
    assert (third.title, third.link) == ("Only words, and a guid.", "")


def test_rss_1_and_its_events() -> None:
    first, second = of("rss1.rdf").news
    assert (first.id, first.start) == ("https://lakes.example/e/1", "2026-04-02T10:00[UTC]")
    assert (second.link, second.published) == ("https://lakes.example/e/2", "2026-02")


def test_rss_0_91_and_the_names_of_its_dtd() -> None:
    first, second = of("rss091.xml").news
    assert (first.title, first.publisher) == ("Nº 1 — &unknown; & more", "Café of the lakes")
    assert (second.title, second.link) == ("Nº 2 & bare", "https://lakes.example/two")


def test_atom_as_it_is_published() -> None:
    first, second = of("atom.xml").news
    assert first.title == "Plain <b>is text</b> & stays" and first.publisher == "Lakes Forum"
    assert first.link == "https://lakes.example/news/1.html" and first.published == "2026-02-19"
    assert first.text == "First < second\n\nThird\nline"
    assert second.title == "Corrected & updated" and second.text == "The newer."
    assert second.link == "https://lakes.example/archive/2"
    assert second.published == "2026-02-11T10:00[UTC]"


def test_json_feed_as_it_is_published() -> None:
    told = of("jsonfeed.json")
    first, second = told.news
    assert (first.text, first.published) == (
        "Two\nlines & one entity",
        "2026-02-07T14:04[Etc/GMT+5]",
    )
    assert (second.id, second.link) == ("2", "https://elsewhere.example/x")
    assert second.title == "A <b>number</b> for an id" and second.published == "2026-02-06"
    assert told.next_url == ""
    assert sorted(list(aside.reasons) for aside in told.asides) == [["item"], ["title"]]


def test_what_is_odd_is_read_as_far_as_it_goes() -> None:
    told = of("odd.xml")
    alone, one, two, *rest = told.news
    assert alone.id == alone.link == "https://lakes.example/odd/one?a=1&b=2"
    assert one.link == two.link and one.id != two.id
    assert (one.published, two.published, alone.publisher) == ("2026-02-03", "", "lakes.example")
    assert [news.title for news in rest] == ["The same id", "The same item", "Unescaped HTML &c."]
    assert rest[-1].link == ""
    same, empty = told.asides
    assert same == Aside("same", "news", {"id": "an item before it has the same id"})
    assert list(empty.reasons) == ["title"]
    (charset,) = of("wrong-charset.xml").news
    assert (charset.title, charset.publisher) == ("€ 5 for the “réunion”", "Café")


def test_what_is_broken_or_a_bomb_gives_nothing() -> None:
    with pytest.raises(FormatError, match="broken in line 5"):
        of("broken.xml")
    with pytest.raises(FormatError, match="declares an entity"):
        of("laughs.xml")
    with pytest.raises(FormatError, match="more than 5,000 items"):
        read(b"<rss><channel>" + b"<item/>" * 1_000_000 + b"</channel></rss>")
    start = b'{"version": "https://jsonfeed.org/version/1", "items": '
    for body, says in (
        (start + b"[" + b"{}," * 1_000_000 + b"{}]}", "more than 5,000 items"),
        (start + b"[" * 100_000, "levels deep"),
        (start + b"3}", "no list of items"),
        (start + b"[", "not all of it"),
    ):
        with pytest.raises(FormatError, match=says):
            read(body)


@pytest.mark.parametrize("name", ["rss", "atom", "jsonfeed"])
@pytest.mark.parametrize("body", [b"", b"<html><body>", b"<a/>", b"[]", b"{}", b"\xff\xfe\x00"])
def test_what_is_another_format_is_told(name: str, body: bytes) -> None:
    with pytest.raises(FormatError):
        ADAPTERS[name].read(body, Asked(URL, date(2026, 3, 1)))


def test_markup_and_tricks_in_every_field_are_words_or_nothing() -> None:
    told = of("markup.xml")
    first, *rest = told.news
    assert first == News(
        "[bold]id[/bold]",
        "[31mRed]0;owned gnp.exe [/oops] [link=x]",
        publisher="[red]Forum[/oops]",
        text="words [2J",
    )
    assert [news.link for news in rest] == ["", "", "", "", "https://elsewhere.example/%20x%20y"]
    (bidi,) = told.asides
    assert bidi.id == "ab" and "control characters" in bidi.reasons["id"]


def test_what_is_long_is_cut_and_a_long_id_stays_the_same() -> None:
    item = f"<title>{'t' * 20_000}</title><guid>{'g' * 300}</guid>"
    (news,) = rss(f"{item}<description>{'d ' * 5_000_000}</description>").news
    assert len(news.title) == 300 and len(news.text) <= 2000 and len(news.id) <= 255
    assert rss(item).news[0].id == news.id
    many = rss(*[f"<title>{n}</title>" for n in range(MOST)]).news
    assert len(many) == MOST


@pytest.mark.parametrize(
    "link",
    [
        *("javascript:alert(1)", "JaVaScRiPt:x", "java\nscript:x", "data:text/html,x", "file:///x"),
        *("ftp://a.example/", "mailto:a@b.example", "http://", "https:///x", "http://a.example:x/"),
        *(
            "https://a@b.example/",
            "https:\\\\a.example\\",
            "https://a.example/\u202ex",
            "http://[x",
        ),
        *("https://a.example/" + "x" * 3000, "", "  ", "https://a.example/\x1b", "//", "x:y"),
    ],
)
def test_only_a_page_on_the_web_is_a_link(link: str) -> None:
    assert safe_link(link, "") == ""
    assert not safe_link(link, URL).startswith(("javascript", "data", "file", "ftp"))


FILES = sorted(path.read_bytes() for path in FOLDER.iterdir())
PIECES = st.binary(max_size=12) | st.sampled_from(
    (b"<", b"&", b"]]>", b"<![CDATA[", b"'", b"\x1b", b"&#x202e;", b"<a ", b"//[x", b"\\ud800")
)


@given(
    st.sampled_from(FILES),
    st.lists(
        st.tuples(st.integers(0, 4000), st.integers(0, 40), st.binary(max_size=12)), max_size=4
    )
    | st.lists(
        st.tuples(
            st.integers(0, 4000),
            st.integers(0, 9),
            st.sampled_from([b"<", b"&", b"]]>", b"<![CDATA[", b"'", b"\x1b", b"&#x202e;", b"<a "]),
        ),
        max_size=8,
    ),
)
def test_whatever_is_done_to_a_feed_what_comes_out_is_safe(
    body: bytes, cuts: list[tuple[int, int, bytes]]
) -> None:
    for at, length, piece in cuts:
        body = body[:at] + piece + body[at + length :]
    try:
        told = read(body)
    except FormatError as error:
        assert str(error).isprintable()
        return
    for news in told.news:
        assert decode_id(news.id) == news.id
        assert news.title and clean_line(news.title) == news.title
        assert clean_line(news.publisher) == news.publisher
        assert clean_long(news.text) == news.text
        assert not news.link or news.link.startswith(("https://", "http://"))
        assert clean_line(news.link) == news.link
        for day in filter(None, (news.published, news.start)):
            assert dates.parse_when(day) == day


def test_an_address_is_not_made_whole_with_characters_that_no_address_has() -> None:
    assert safe_link("1.html", "https://lakes.example/news\u202e/") == ""
