"""News from a real server on loopback, on the command line: from `source add` to what is made of
them."""

import pytest

from tests.cli.shell import Shell
from tests.fixtures.news import published
from tests.sync.made_up import source, sync
from tests.sync.server import Server, in_turn, send

FEED = published("rss2.xml")
MEET, REPORT = "ministers of the lakes", "rainfall"


@pytest.fixture
def reader(empty: Shell, server: Server) -> Shell:
    """A shell whose source `lakes` is an RSS feed that was synced once."""
    synced(empty, server.at("/feed", send(FEED)))
    return empty


def synced(shell: Shell, url: str) -> None:
    """Follow `lakes` at this address, and sync it once."""
    with shell.opened() as store:
        sync(store, name=source(store, url, name="lakes"))


def titles(shell: Shell, *words: str) -> list[str]:
    return [news["title"] for news in shell("inbox", "--json", *words).json]


def test_news_wait_and_go_nowhere_by_themselves(empty: Shell, server: Server) -> None:
    reader = empty
    reader("source", "add", "lakes", server.at("/feed", send(FEED, etag='"1"')))
    ran = reader("sync")
    assert ran.out == f"lakes: 3 news · {len(FEED):,} bytes\n" and "smallgroup inbox" in ran.err
    assert reader("list", "meetings", "--json").json == []
    listed = reader("inbox").lines
    assert listed[0].split() == ["Id", "Published", "Source", "Is", "Title"]
    assert "2026-02-24  lakes" in listed[2] and "Ministers of the lakes" in listed[2]
    first = reader("inbox", "--json", MEET).json[0]
    told = {name: first[name] for name in ("source", "state", "records", "start", "source_id")}
    assert told == {
        "source": "lakes",
        "state": "waiting",
        "records": [],
        "start": "2026-06-12",
        "source_id": "https://lakes.example/?p=1207",
    }
    shown = reader("inbox", first["id"][:5]).out
    assert "Link: https://lakes.example/2026/02/ministers-meet/" in shown
    assert reader("source", "list").lines[1].split()[4:7] == ["3", "news", "3"]
    asked = {"_SMALLGROUP_COMPLETE": "bash_complete", "COMP_CWORD": "2"}
    assert first["id"] in reader.run(COMP_WORDS="smallgroup inbox Mini", **asked).out
    assert reader("source", "list", "--json").json[0]["inbox"] == 3
    (report,) = reader("sync", "--json").json
    assert (report["not_modified"], report["news"]) == (True, [])
    reader("source", "remove", "lakes")
    assert reader("inbox", "--all", "--json").json == []


def test_nothing_waits_and_that_is_said(empty: Shell) -> None:
    ran = empty("inbox")
    assert (ran.out, ran.err) == ("", "No news wait for you.\n")
    assert empty("inbox", "--json").json == []


def test_a_meeting_is_made_undone_and_made_otherwise(reader: Shell) -> None:
    id_ = reader("inbox", MEET, "--meeting").out.strip()
    meeting = reader.shown(id_)
    assert (meeting["name"], meeting["start"]) == (
        "Ministers of the lakes meet in “June”",
        "2026-06-12",
    )
    assert meeting["links"] == [
        {
            "url": "https://lakes.example/2026/02/ministers-meet/",
            "title": "Ministers of the lakes meet in “June”",
            "publisher": "Lakes Forum – News",
            "published": "2026-02-24",
        }
    ]
    assert meeting["visibility"] == "private"
    assert len(titles(reader)) == 2 and len(titles(reader, "--all")) == 3
    assert f"({id_})" in reader("inbox", MEET).out
    assert "made of" in reader.refused("inbox", MEET, "--meeting")
    assert "meeting from inbox" in reader("undo").err
    assert len(titles(reader)) == 3
    other = reader("inbox", MEET, "--meeting", "--name", "Ministerial", "--start", "2026-06")
    assert reader.shown(other.out.strip())["name"] == "Ministerial"
    assert "start" in reader.refused("inbox", REPORT, "--meeting", "--start", "03/04/2026")


def test_several_are_evidence_of_a_commitment(reader: Shell) -> None:
    words = ("--summary", "Send the terms", "--owner-text", "all")
    id_ = reader.add("commitment", *words)
    reader("inbox", MEET, REPORT, "--evidence", "send the")
    assert [link["published"] for link in reader.shown(id_)["evidence"]] == [
        "2026-02-24",
        "2026-02-09",
    ]
    assert titles(reader) == ["Only words, and a guid."]
    assert reader("history", id_, "--json").json[0]["label"] == "evidence from inbox"
    reader("undo")
    assert "evidence" not in reader.shown(id_) and len(titles(reader)) == 3
    meeting = reader.add("meeting", "--name", "Ministerial")
    assert "there is no commitment or update" in reader.refused(
        "inbox", REPORT, "--evidence", "ministerial"
    )
    reader("inbox", REPORT, "--link", "ministerial")
    assert len(reader.shown(meeting)["links"]) == 1
    assert "no address" in reader.refused("inbox", "only words", "--link", meeting)


def test_what_is_dismissed_never_comes_back(empty: Shell, server: Server) -> None:
    later = FEED.replace(b"Rainfall", b"Corrected: rainfall")
    synced(empty, server.at("/feed", in_turn(send(FEED), send(later))))
    assert "2 dismissed" in empty("inbox", MEET, REPORT, "--dismiss").err
    assert empty("sync").out.startswith("lakes: no change")
    assert empty("inbox", "--all").out.count("  dismissed  ") == 2
    empty("inbox", "corrected", "--restore")
    assert titles(empty) == ["Only words, and a guid.", "Corrected: rainfall & water: R&D report"]


def test_what_is_asked_must_be_clear(empty: Shell) -> None:
    two = ("--meeting", "--dismiss")
    assert "only one of --meeting, --dismiss" in empty.refused("inbox", MEET, *two, code=2)
    assert "which news --dismiss" in empty.refused("inbox", "--dismiss", code=2)
    words = (MEET, REPORT, "--meeting", "--start", "2026")
    assert "are for one ID" in empty.refused("inbox", *words, code=2)
    assert "there is no news" in empty.refused("inbox", "nothing", "--dismiss")


def test_hostile_news_reach_neither_the_terminal_nor_the_records(
    empty: Shell, server: Server
) -> None:
    body = published("markup.xml")
    empty("source", "add", "lakes", server.at("/x", send(body)))
    ran = empty.run("sync")
    assert ran.code == 3 and "Set aside: news ab: id: " in ran.err
    listed, shown = empty("inbox"), empty("inbox", "[31m")
    assert not set(ran.out + ran.err + listed.out + shown.out) & set("\x1b\x07\u202e")
    assert "javascript" not in shown.out
    id_ = empty("inbox", "[31m", "--meeting").out.strip()
    meeting = empty.shown(id_)
    assert meeting["name"] == "[31mRed]0;owned gnp.exe [/oops] [link=x]" and "links" not in meeting


def test_a_bomb_leaves_all_as_it_was(empty: Shell, server: Server) -> None:
    bad = published("laughs.xml")
    synced(empty, server.at("/x", in_turn(send(FEED), send(bad), send(FEED))))
    before = empty("inbox", "--json").out
    ran = empty.run("sync")
    assert ran.code == 3 and "Traceback" not in ran.err and "XML" in ran.out
    assert empty("inbox", "--json").out == before
    assert empty("sync").out.startswith("lakes: no change")
