"""kill -9 at any moment: what was acknowledged is there, and nothing is half there."""

from __future__ import annotations

import os
import random
import signal
import threading
from collections import Counter
from pathlib import Path

import pytest

from store.journal.journal import Journal
from tests.faults import children
from tests.store.journal.made_up import TYPES, batch, create

KILLS = 200
LONGEST = 0.02  # seconds that a writer lives


def test_killed_at_random_moments(folder: Path) -> None:
    breeder = children.start("breed")
    assert breeder.stdin and breeder.stdout
    acknowledged: list[str] = []
    for number in range(KILLS):
        breeder.stdin.write(f"{folder} w{number}\n")
        breeder.stdin.flush()
        for line in breeder.stdout:
            word, _, said = line.strip().partition(" ")
            if word == "pid":
                delay = random.uniform(0, LONGEST)
                strike = threading.Timer(delay, os.kill, (int(said), signal.SIGKILL))
            elif word == "done":
                acknowledged.append(said)
            else:
                break
            if not strike.ident and (number % 2 or word == "done"):
                strike.start()  # of half of them as they open the store, else once they write
        parts = stored(folder)
        assert set(parts.values()) <= {3}, "a batch is half there"
        assert parts.keys() >= set(acknowledged), "an acknowledged batch is lost"
        assert len(parts) <= len(acknowledged) + number + 1
    breeder.stdin.close()
    breeder.stdout.close()
    assert breeder.wait() == 0


def stored(folder: Path) -> Counter[str]:
    """How many records of each batch there are, in the tables and in the history alike."""
    journal = Journal.open(folder, TYPES)
    parts = Counter(key.rpartition("-")[0] for key in journal.table("promise"))
    told = Counter(
        str(change.key).rpartition("-")[0] for done in journal.batches() for change in done.changes
    )
    journal.close()
    assert parts == told
    return parts


@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_around_the_snapshots_rename(folder: Path, when: str) -> None:
    journal = Journal.open(folder, TYPES)
    journal.commit(batch(create("first")))
    journal.snapshot()
    code, _ = children.run("die_while_snapshotting", folder, when)
    assert code == -signal.SIGKILL
    assert (folder / "snapshot.json.tmp").exists() is (when == "before")
    journal.refresh()
    journal.commit(batch(create("after the crash")))
    again = Journal.open(folder, TYPES)
    for one in (journal, again):
        assert list(one.table("promise")) == ["first", "last", "after the crash"]
        one.close()
