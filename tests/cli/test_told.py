"""What a look and a run say to a person who has not read how it works."""

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec import structs

from store.paths import fixture
from store.sync.kept.keep import find_source
from tests.cli.shell import Shell
from tests.cli.test_sources import feed, member
from tests.sync.server import Server, in_turn, send, serving

HTTP = "--insecure-http"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def test_a_look_does_not_say_that_what_it_found_waits_already(empty: Shell, server: Server) -> None:
    news = fixture("feeds/news/rss2.xml").read_bytes()
    empty("source", "add", "news", server.at("/news", send(news)), HTTP)
    said = empty("sync", "--dry-run").err
    assert "would wait in the inbox" in said and "smallgroup inbox" not in said
    assert "smallgroup inbox" in empty("sync").err


def test_a_conflict_that_is_looked_at_is_told_with_its_sides(empty: Shell, server: Server) -> None:
    body = _in_turn(server, [member("AA", region="Africa")], [member("AA", region="Asia")])
    empty("source", "add", "body", body, HTTP)
    empty("sync")
    empty("edit", "AA", "--region", "Europe")
    looked = empty.run("sync", "--dry-run", "--verbose")
    assert looked.out.splitlines() == [
        f"body: 1 conflict · {len(feed(member('AA', region='Asia')))} bytes",
        "  differs member AA: region",
        "          was   Africa",
        "          here  Europe",
        "          there Asia",
    ]
    assert "would wait" in looked.err and "smallgroup conflicts" not in looked.err


def test_a_question_that_waits_is_put_in_words(empty: Shell, server: Server) -> None:
    both, one = [member("AA"), member("BB")], [member("AA")]
    empty("source", "add", "body", _in_turn(server, both, one, []), HTTP)
    empty("sync")
    asked = "body no longer has 1 of its records (BB). Remove it here?"
    ran = empty.run("sync")
    assert asked in ran.err and "sync body --yes" in ran.err
    assert empty("conflicts").out.splitlines() == [
        "member BB  no longer there  (body)",
        "  here  Country BB",
        "  there gone",
    ]
    (report,) = empty.run("sync", "--json").json
    assert (
        report["question"] == "body: the source had 2 records and now has none. Take that for true?"
    )


def test_a_token_command_that_is_not_there_is_told_without_names_of_python(
    empty: Shell, server: Server
) -> None:
    url = server.at("/feed", send(feed(member("AA"))))
    empty("source", "add", "body", url, HTTP, "--token-command", "no-such-command")
    said = empty.run("sync").out
    assert "No such file or directory" in said and "Error" not in said


def _in_turn(server: Server, *feeds: list[dict[str, Any]]) -> str:
    return server.at("/feed", in_turn(*(send(feed(*items)) for items in feeds)))


def test_cron_hears_nothing_of_a_source_that_has_nothing_new(empty: Shell, server: Server) -> None:
    url = server.at("/feed", send(feed(member("AA")), etag='"1"'))
    empty("source", "add", "body", url, HTTP, "--every", "1")
    empty("sync")
    keep = find_source(empty.store, "body")
    keep.save_reached(structs.replace(keep.reached(), at="2020-01-01T00:00:00Z"))
    ran = empty("sync", "--due")
    assert (ran.out, ran.err) == ("", "")
    assert keep.reached().at > "2021" and keep.reached().outcome == "not modified"
