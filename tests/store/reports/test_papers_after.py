"""Readout and report as they are, for the meeting at Niamey and for the made-up body; and that they
break for no record."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from store.config import Config
from store.desk import Desk, open_desk, open_throwaway
from store.formats.feed import read
from store.kinds import Commitment, Group, Meeting, Member, Statement, Update
from store.record import Link, Move, Record, Visibility
from store.reports.period import report
from store.reports.periods import read_period
from store.reports.readout import readout
from store.reports.render import render
from store.reports.words import FORMS
from store.rules import received
from tests.store.reports.desks import desk_with
from tests.store.reports.goldens import check_paper
from tests.strategies import longs, words

HOSTILE_FEED = Path(__file__).parents[3] / "fixtures" / "hostile.json"
PAPERS = (
    ("readout-niamey", "demo", "2023-04-01", "2023-03-01-niamey-afg", "public"),
    ("readout-niamey-internal", "demo", "2023-04-01", "2023-03-01-niamey-afg", "private"),
    ("report-niamey", "demo", "2023-04-01", "2023", "public"),
    ("report-since-niamey", "demo", "2024-03-01", "since 2023-03-01-niamey-afg", "public"),
    ("readout-sample", "sample", "2026-03-01", "meeting-015", "public"),
    ("readout-sample-internal", "sample", "2026-03-01", "meeting-015", "confidential"),
    ("report-sample", "sample", "2026-03-01", "2025-Q4 owner:averland", "public"),
    ("report-sample-internal", "sample", "2026-03-01", "2025 group:dams", "confidential"),
)


@pytest.mark.parametrize(("name", "data", "day", "of", "include"), PAPERS)
def test_it_is_what_it_was(  # noqa: PLR0913, PLR0917 — which paper of which data
    name: str,
    data: str,
    day: str,
    of: str,
    include: Visibility,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SMALLGROUP_TODAY", day)
    with open_throwaway(data, Config()) as desk:
        template = name.partition("-")[0]
        check_paper(name, template, told(desk, template, of, include), desk)


def told(desk: Desk, template: str, of: str, include: Visibility = "confidential") -> Any:
    if template == "readout":
        meeting = desk.store.get(of)
        assert isinstance(meeting, Meeting)
        return readout(desk, meeting, include)[0]
    period, left = read_period(of.split(), desk)
    return report(desk, period, " ".join(left), include)[0]


# ---------------------------------------------------------------- hostile records


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over records that hold whatever may break a paper."""
    found = read(HOSTILE_FEED.read_bytes(), kind=None).records
    with open_desk(tmp_path_factory.mktemp("hostile") / "store", Config()) as desk:
        desk.store.apply("begin", [(None, record) for record in found], received)
        yield desk


def papers(desk: Desk) -> Iterator[tuple[str, Any]]:
    for meeting in desk.store.of(Meeting)[::4]:
        yield "readout", told(desk, "readout", meeting.id)
    yield "report", told(desk, "report", "2020..2026")


def test_hostile_records_come_out_as_words(hostile: Desk) -> None:
    made = list(papers(hostile))
    assert len(made) > 5
    for template, data in made:
        inert(*(render(template, form, data, hostile) for form in FORMS))


@settings(max_examples=6)
@given(st.lists(words, min_size=9, max_size=9), st.lists(longs, min_size=6, max_size=6))
def test_whatever_is_written_comes_out_as_words(line: list[str], text: list[str]) -> None:
    link = Link("https://example.org/a?b=[x](y)&c=|d|", line[0], line[1])
    made: list[Record] = [
        Member(id="m", name=line[2]),
        Group(id="g", name=line[3]),
        Meeting(
            id="t",
            name=line[4],
            start="2026-01-10",
            city=line[5],
            groups=("g",),
            hosts=("m",),
            attendees=("m",),
            minutes=text[0],
            decisions=text[1],
            notes=text[2],
            links=(link,),
        ),
        Statement(id="s", meeting="t", act="urged", summary=line[6], by_text=line[7], text=text[3]),
        Commitment(
            id="c",
            summary=line[8],
            owner_text=line[0],
            meeting="t",
            closed_at="t",
            status="delivered",
            closed="2026-01-11",
            moves=(Move("2026-01", "2026-02", "2026-01-10", line[1], line[2]),),
            evidence=(link,),
        ),
        Update(id="u", commitment="c", at="2026-01-10", meeting="t", member="m", text=text[4]),
    ]
    with desk_with(*made) as desk:
        for template, of in (("readout", "t"), ("report", "2026")):
            data = told(desk, template, of)
            inert(*(render(template, form, data, desk) for form in FORMS))


class Tags(HTMLParser):
    """The tags of a page, each with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def inert(markdown: str, html: str) -> None:
    """Nothing that a record holds is markup: no control character, no tag, no link but to a page,
    no picture; and all rows of a table have as many cells."""
    for text in (markdown, html):
        assert not [c for c in text if (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0]
        assert not {"\u202e", "\u2066", "\u2028"} & set(text)
    for tag, attributes in Tags(html).found:
        assert tag not in ("script", "img", "iframe", "object", "form", "base", "link")
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "https://").lower().startswith(("http://", "https://"))
    for block in markdown.split("\n\n"):
        if block.startswith("|"):
            cells = {re.sub(r"\\.", "", row).count("|") for row in block.strip().split("\n")}
            assert len(cells) == 1, block
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").parse(markdown):
        assert token.type != "html_block"
        for child in token.children or ():
            assert child.type not in ("html_inline", "image")
            if child.type == "link_open":
                assert str(child.attrs["href"]).lower().startswith(("http://", "https://"))
