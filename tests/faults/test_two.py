"""Two at once: nothing is lost, nothing is there twice, and the second is told."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path

from store.journal.journal import Journal
from tests.faults import children
from tests.store.journal.made_up import TYPES, batch, create

EACH = 500


def test_two_processes_lose_nothing(folder: Path) -> None:
    writers = [children.start("append", folder, name, EACH) for name in ("one", "two")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    for writer in writers:
        writer.communicate()
    expected = {f"{name}-{number}" for name in ("one", "two") for number in range(EACH)}
    journal = Journal.open(folder, TYPES)
    assert journal.table("promise").keys() == expected
    keys = Counter(change.key for done in journal.batches() for change in done.changes)
    assert keys == Counter(expected)
    journal.close()


def test_a_thread_and_a_process_lose_nothing(folder: Path) -> None:
    journal = Journal.open(folder, TYPES)

    def work() -> None:
        for number in range(100):
            journal.commit(batch(create(f"thread-{number}")))

    thread = threading.Thread(target=work)
    other = children.start("append", folder, "process", 100)
    thread.start()
    seen: Counter[object] = Counter()
    while thread.is_alive() or other.poll() is None:
        seen.update(change.key for done in journal.refresh() for change in done.changes)
    thread.join()
    journal.refresh()
    other.communicate()
    assert len(journal.table("promise")) == 200 == len(list(journal.batches()))
    assert set(seen.values()) == {1}, "a batch was read twice"
    journal.close()


def test_the_second_who_edits_a_record_is_told_with_both_versions(folder: Path) -> None:
    journal = Journal.open(folder, TYPES)
    journal.commit(batch(create("C1", due="2023")))
    first, second = children.start("move", folder), children.start("move", folder)
    for child in (first, second):
        assert child.stdout and child.stdout.readline() == "read 2023\n"
    assert first.communicate("go\n")[0] == "moved\n"
    told = second.communicate("go\n")[0]
    journal.refresh()
    actual = {"id": "C1", "summary": "to do C1", "due": str(first.pid)}
    assert told == f"stale {{'due': '2023'}} {actual}\n"
    assert journal.table("promise")["C1"].due == str(first.pid)
    journal.close()
