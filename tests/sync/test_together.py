"""Several sources at once: politely, each told of, and ended by one word."""

import os
import signal
import threading
import time
from contextlib import suppress

import pytest

from store.store import Store
from store.sync.kept.keep import add_source, find_source
from store.sync.kept.sources import Source
from store.sync.report import Report
from store.sync.talk import Question, Talk
from store.sync.together import AT_ONCE, together
from tests.sync.made_up import NAMES, QUICK, feed, ids, item
from tests.sync.server import Exchange, Route, Server, drip, send, status

SILENT = Talk()


def sources(store: Store, server: Server, routes: dict[str, Route]) -> list[str]:
    for name, route in routes.items():
        add_source(store.journal.folder, Source(name, server.at(f"/{name}", route)))
    return list(routes)


def sync(store: Store, names: list[str], talk: Talk = SILENT) -> list[Report]:
    return together(store, names, lambda _name: talk, limits=QUICK)


def met(all_of_them: int, route: Route) -> tuple[Route, list[int]]:
    """Answer only when so many ask at once, two seconds at the most; how many did."""
    gate, lock, now, most = threading.Barrier(all_of_them), threading.Lock(), [0], [0]

    def waiting(exchange: Exchange) -> None:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        with suppress(threading.BrokenBarrierError):
            gate.wait(2.0)
        with lock:
            now[0] -= 1
        route(exchange)

    return waiting, most


def test_reports_come_in_the_order_that_was_asked_for(store: Store, server: Server) -> None:
    ended: list[str] = []

    def slow(exchange: Exchange) -> None:
        time.sleep(0.2)
        exchange.answer(200, feed(item("IT")))

    names = sources(store, server, {"slow": slow, "quick": send(feed(item("MT")))})
    reports = together(
        store, names, lambda _: SILENT, lambda report: ended.append(report.source), limits=QUICK
    )
    assert [(report.source, report.new) for report in reports] == [
        ("slow", ("IT",)),
        ("quick", ("MT",)),
    ]
    assert ended == ["quick", "slow"]


def test_four_are_asked_at_once_and_no_more(store: Store, server: Server) -> None:
    route, most = met(AT_ONCE, send(feed()))
    reports = sync(store, sources(store, server, {f"s{n}": route for n in range(2 * AT_ONCE)}))
    assert all(report.error == "" for report in reports)
    assert most == [AT_ONCE] == [4]


def test_a_source_is_asked_over_one_connection(store: Store, server: Server) -> None:
    ports: set[int] = set()

    def page(number: int) -> Route:
        def route(exchange: Exchange) -> None:
            ports.add(exchange.client_address[1])
            following = {"next_url": f"/p{number + 1}"} if number < 3 else {}
            exchange.answer(200, feed(item(list(NAMES)[number]), **following))

        return route

    for number in range(1, 4):
        server.at(f"/p{number}", page(number))
    (report,) = sync(store, sources(store, server, {"body": page(0)}))
    assert (len(report.new), len(ports)) == (4, 1)


def test_what_goes_wrong_with_one_is_told_and_the_others_go_on(
    store: Store, server: Server
) -> None:
    names = sources(store, server, {"gone": status(404), "good": send(feed(item("IT")))})
    gone, nowhere, good = sync(store, [names[0], "nowhere", names[1]])
    assert "404" in gone.error and "There is no source nowhere" in nowhere.error
    assert good.new == ("IT",)


def test_a_source_that_is_being_synced_elsewhere_is_told(store: Store, server: Server) -> None:
    names = sources(store, server, {"body": send(feed()), "other": send(feed(item("IT")))})
    with find_source(store.journal.folder, "body").held():
        held, other = sync(store, names)
    assert (held.stopped, "being synced just now" in held.error) == ("held", True)
    assert other.new == ("IT",)


def test_questions_come_one_after_the_other_in_the_thread_that_called(
    store: Store, server: Server
) -> None:
    before = {name: send(feed(item(id_))) for name, id_ in (("one", "IT"), ("two", "MT"))}
    names = sources(store, server, before)
    sync(store, names)
    for name in names:
        server.at(f"/{name}", send(feed()))
    asked: list[tuple[str, threading.Thread]] = []

    def yes(question: Question) -> bool:
        asked.append((question.source, threading.current_thread()))
        time.sleep(0.05)
        assert asked[-1][0] == question.source
        return True

    reports = sync(store, names, Talk(answer=yes))
    assert {thread for _, thread in asked} == {threading.current_thread()}
    assert [report.removed for report in reports] == [("IT",), ("MT",)]
    assert ids(store) == []


def test_many_sources_that_tell_of_one_record_end_as_one_after_the_other(
    store: Store, server: Server
) -> None:
    """Each plan is made on what the one before has left: nothing is stale, and nothing lost."""
    names = sources(
        store,
        server,
        {f"s{n}": send(feed(item("IT", tags=["seen"]), item("MT"))) for n in range(8)},
    )
    reports = sync(store, names)
    assert [report.error for report in reports] == [""] * 8
    assert sorted(len(report.new) for report in reports) == [0] * 7 + [2]


@pytest.mark.parametrize("by", ["the caller's word", "an interrupt"])
def test_one_word_ends_all_and_what_is_done_stays(store: Store, server: Server, by: str) -> None:
    names = sources(
        store,
        server,
        {"good": send(feed(item("IT"))), **{f"slow{n}": drip(0.05) for n in range(6)}},
    )
    stop, said = threading.Event(), [0.0]

    def end() -> None:
        said[0] = time.monotonic()
        if by == "an interrupt":
            os.kill(os.getpid(), signal.SIGINT)
        else:
            stop.set()

    def ended(report: Report) -> None:
        if report.source == "good":
            threading.Timer(0.2, end).start()

    talk = Talk(cancelled=stop.is_set)
    good, *slow = together(store, names, lambda _: talk, ended, limits=QUICK)
    assert time.monotonic() - said[0] < 0.8
    assert (good.new, good.stopped) == (("IT",), "")
    assert {report.stopped for report in slow} == {"cancelled"}
    assert ids(store) == ["IT"]
    assert not [t.name for t in threading.enumerate() if t.name.startswith("sync")]


def test_an_interrupt_at_a_question_leaves_everything_as_it_was(
    store: Store, server: Server
) -> None:
    names = sources(store, server, {"body": send(feed(item("IT")))})
    sync(store, names)
    server.at("/body", send(feed()))
    kept = find_source(store.journal.folder, "body").reached()

    def interrupted(question: Question) -> bool:
        raise KeyboardInterrupt

    (report,) = sync(store, names, Talk(answer=interrupted))
    assert report.stopped == "cancelled"
    assert find_source(store.journal.folder, "body").reached() == kept
    assert ids(store) == ["IT"]


def test_a_fault_of_ours_is_not_swallowed(store: Store, server: Server) -> None:
    names = sources(store, server, {"body": send(feed(item("IT"))), "slow": drip(0.05)})

    def fault(*_: int) -> None:
        raise LookupError("ours")

    with pytest.raises(LookupError, match="ours"):
        sync(store, names, Talk(progress=fault))
