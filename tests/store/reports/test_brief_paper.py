"""The brief as it reads, for the meeting at Niamey and for the made-up body; and that it breaks for
no record."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.config import Config
from store.desk import Desk, open_desk, open_throwaway
from store.formats.feed import read
from store.kinds import Commitment, Group, Meeting, Member, Role, Update
from store.record import Link, Move, Record
from store.reports.brief import brief
from store.reports.render import render
from store.reports.words import FORMS, Form
from store.rules import received
from tests.store.reports.desks import desk_with
from tests.store.reports.goldens import check_paper
from tests.store.reports.test_papers_after import HOSTILE_FEED, inert
from tests.strategies import longs, words

NIAMEY = "2023-03-01-niamey-afg"
PAPERS = (
    ("brief-niamey", "demo", "2023-02-20", NIAMEY, ""),
    ("brief-niamey-morocco", "demo", "2023-02-20", NIAMEY, "MA"),
    ("brief-sample", "sample", "2026-03-01", "meeting-040", ""),
    ("brief-sample-feldmark", "sample", "2026-03-01", "meeting-040", "feldmark"),
)


@pytest.mark.parametrize(("name", "data", "day", "meeting", "member"), PAPERS)
def test_it_is_what_it_was(  # noqa: PLR0913, PLR0917 — which paper of which data
    name: str, data: str, day: str, meeting: str, member: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SMALLGROUP_TODAY", day)
    with open_throwaway(data, Config()) as desk:
        check_paper(name, "brief", brief(desk, meeting, member), desk)


def test_the_page_is_whole_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMALLGROUP_TODAY", "2023-02-20")
    with open_throwaway("demo", Config()) as desk:
        page = render("brief", "html", brief(desk, NIAMEY), desk)
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert "counter(page)" in style and "size: A4" in style and "@top-left" in style
    assert not re.search(r"url\(|@import|https?:", style), "it asks for nothing"
    assert not re.search(r"<(script|img|link|iframe)\b|\ssrc=", page)
    assert 'title="footer"' in page, "where a word processor looks for the page number"


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_body_says_that_nothing_is_recorded(form: Form) -> None:
    with desk_with(Meeting(id="m", name="M", start="2026-03-20")) as desk:
        told = render("brief", form, brief(desk, "m"), desk)
    for said in (
        "No other date is recorded on the way",
        "No agenda is recorded.",
        "No open commitment comes on the agenda.",
        "No earlier meeting of the series",
        "Nobody is recorded as holding a role",
    ):
        assert said in told


def test_what_is_withheld_is_said_in_the_paper() -> None:
    hidden = Commitment(
        id="c", summary="x", owner_text="all", due_at="m", visibility="confidential"
    )
    with desk_with(Meeting(id="m", name="M", start="2026-03-20"), hidden) as desk:
        for form in FORMS:
            told = render("brief", form, brief(desk, "m"), desk)
            assert "1 record is more than private and left out." in told


# ---------------------------------------------------------------- hostile records


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk over records that hold whatever may break a paper."""
    found = read(Path(HOSTILE_FEED).read_bytes(), kind=None).records
    with open_desk(tmp_path_factory.mktemp("hostile") / "store", Config()) as desk:
        desk.store.apply("begin", [(None, record) for record in found], received)
        yield desk


def test_hostile_records_come_out_as_words(hostile: Desk) -> None:
    dated = [meeting for meeting in hostile.store.of(Meeting) if meeting.start]
    assert len(dated) > 5
    for meeting in dated[::3]:
        for member in ("", hostile.store.of(Member)[0].id):
            made = brief(hostile, meeting.id, member, "confidential")
            inert(*(render("brief", form, made, hostile) for form in FORMS))


@settings(max_examples=8)
@given(st.lists(words, min_size=10, max_size=10), longs)
def test_whatever_is_written_comes_out_as_words(line: list[str], text: str) -> None:
    link = Link("https://example.org/a?b=[x](y)&c=|d|", line[0], line[1])
    made: list[Record] = [
        Member(id="m", name=line[2]),
        Member(id="n", name="Somewhere"),
        Group(id="g", name=line[3]),
        Role(id="r", member="m", group="g", label="chair", person=line[4]),
        Meeting(id="old", name=line[5], start="2026-01-10", groups=("g",), links=(link,)),
        Meeting(
            id="t",
            name=line[6],
            start="2026-03-10",
            city=line[7],
            groups=("g",),
            hosts=("m",),
            regrets=("n",),
            agenda=text,
            links=(link,),
        ),
        Commitment(
            id="c",
            summary=line[8],
            owners=("g", "n"),
            partners=line[9],
            asked_by=("m",),
            due="2026-03-05",
            status="stalled",
            moves=(Move("2026-01", "2026-02", "2026-01-12", line[1], line[2]),),
        ),
        Update(id="u", commitment="c", at="2026-01-15", member="n", status="stalled", text=text),
    ]
    with desk_with(*made) as desk:
        for member in ("", "m"):
            data = brief(desk, "t", member)
            inert(*(render("brief", form, data, desk) for form in FORMS))
