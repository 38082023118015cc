"""When a source is synced by itself: never sooner than was said, later after failures."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from store.store import Store
from store.sync.kept.keep import add_source, change_source, find_source
from store.sync.kept.schedule import LONGEST, SPREAD, is_due, moment, next_of, next_run
from store.sync.kept.sources import MOST_MINUTES, Reached, Source
from tests.sync.made_up import FOUR, source, sync
from tests.sync.server import Server, in_turn, send, status

NINE = datetime(2026, 3, 1, 9, tzinfo=UTC)
MINUTES = st.integers(1, MOST_MINUTES)
FAILURES = st.integers(0, 10_000)
HALF_HOURLY = Source("body", "https://example.org/feed.json", every=30)


@given(MINUTES, FAILURES, st.text())
def test_nothing_is_asked_sooner_than_was_said_nor_never_again(
    minutes: int, failures: int, seed: str
) -> None:
    every = timedelta(minutes=minutes)
    pause = next_run(NINE, every, failures, seed) - NINE
    assert every <= pause <= max(every, LONGEST) * (1 + SPREAD)
    assert next_run(NINE, every, failures, seed) - NINE == pause


@given(MINUTES, st.integers(0, 30), st.text())
def test_the_more_often_it_failed_the_longer_it_is_left_alone(
    minutes: int, failures: int, seed: str
) -> None:
    every = timedelta(minutes=minutes)
    assert next_run(NINE, every, failures, seed) <= next_run(NINE, every, failures + 1, seed)


def test_desks_that_were_opened_together_do_not_all_ask_at_once() -> None:
    pauses = {next_run(NINE, timedelta(hours=1), 0, str(desk)) for desk in range(50)}
    assert len(pauses) == 50


def test_a_source_without_minutes_never_begins_by_itself() -> None:
    never = structs.replace(HALF_HOURLY, every=0)
    assert next_of(never, Reached()) is None and not is_due(never, Reached(), NINE)


def test_one_that_was_never_synced_is_due_at_once_and_then_not_for_a_while() -> None:
    assert is_due(HALF_HOURLY, Reached(), NINE)
    reached = Reached(at="2026-03-01T09:00:00.000Z")
    assert not is_due(HALF_HOURLY, reached, NINE + timedelta(minutes=29))
    assert is_due(HALF_HOURLY, reached, NINE + timedelta(minutes=36))


def test_a_clock_that_was_set_back_does_not_put_it_off_for_years() -> None:
    assert is_due(HALF_HOURLY, Reached(at="2031-01-01T00:00:00.000Z"), NINE)


@pytest.mark.parametrize("stamp", ["", "yesterday", "2026-13-01T00:00:00Z"])
def test_what_is_no_moment_counts_as_never(stamp: str) -> None:
    assert moment(stamp) is None and is_due(HALF_HOURLY, Reached(at=stamp), NINE)


@given(st.datetimes(datetime(1970, 1, 1), datetime(9000, 1, 1)), MINUTES, FAILURES)
def test_whatever_the_clock_says_it_is_known_whether_it_is_due(
    at: datetime, minutes: int, failures: int
) -> None:
    reached = Reached(at=f"{at.isoformat(timespec='milliseconds')}Z", failures=failures)
    at_nine = is_due(structs.replace(HALF_HOURLY, every=minutes), reached, NINE)
    ahead = at.replace(microsecond=at.microsecond // 1000 * 1000, tzinfo=UTC) > NINE
    long_ago = at.year < 1990
    assert at_nine or not (ahead or long_ago)


def test_a_run_keeps_how_often_it_failed_until_it_goes_well(store: Store, server: Server) -> None:
    broken, good = status(404), send(FOUR)
    source(store, server.at("/feed.json", in_turn(broken, broken, good)))
    keep = find_source(store.journal.folder, "body")
    sync(store)
    sync(store)
    assert keep.reached().failures == 2
    sync(store)
    reached = keep.reached()
    assert (reached.failures, reached.bytes, reached.items) == (0, len(FOUR), 4)


@pytest.mark.parametrize("minutes", [-1, MOST_MINUTES + 1])
def test_no_number_of_minutes_that_cannot_be_is_kept(store: Store, minutes: int) -> None:
    from store.sync.errors import BadSource

    with pytest.raises(BadSource, match="minutes"):
        add_source(store.journal.folder, structs.replace(HALF_HOURLY, every=minutes))


def test_a_changed_source_keeps_what_it_said_and_not_the_cursor_of_another_address(
    store: Store, server: Server, tmp_path: Path
) -> None:
    url = server.at("/feed.json", send(FOUR, etag='"1"'))
    source(store, url)
    sync(store)
    folder = store.journal.folder
    keep = find_source(folder, "body")
    change_source(folder, Source("body", url, every=30))
    assert keep.source().every == 30 and keep.reached().etag == '"1"'
    there = tmp_path / "feed.json"
    there.write_bytes(FOUR)
    change_source(folder, Source("body", str(there)))
    assert keep.reached().etag == "" and len(keep.memory().seen) == 4
    assert sync(store).outcome == "no change"
