"""What the child processes of the fault tests do. They import the store and nothing more.

`run` starts one of the functions below in a process of its own.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.errors import Full, ReadOnly, Stale, StoreError
from store.journal.batch import Change
from store.journal.journal import Journal
from tests.store.journal.made_up import TYPES, batch, create

NOBODY = 65534


def start(name: str, *args: object) -> subprocess.Popen[str]:
    """Start the function of this name."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.children", name, *map(str, args)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def run(name: str, *args: object) -> tuple[int, str]:
    """Run the function of this name; its exit code and what it printed."""
    child = start(name, *args)
    out, _ = child.communicate(timeout=60)
    return child.returncode, out


def say(*words: object) -> None:
    """Tell the parent, at once."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def breed() -> None:
    """For each folder read from stdin fork a writer, and say when it is dead."""
    for line in sys.stdin:
        folder, name = line.split()
        pid = os.fork()
        if not pid:
            write_until_killed(Path(folder), name)
        say("pid", pid)
        os.waitpid(pid, 0)
        say("dead")


def write_until_killed(folder: Path, name: str) -> None:
    """Commit batches of three records without end, and acknowledge each once it is durable."""
    journal = Journal.open(folder, TYPES)
    number = 0
    while True:
        number += 1
        key = f"{name}-{number}"
        journal.commit(batch(*(create(f"{key}-{part}", due="x" * 300) for part in "abc")))
        say("done", key)
        if number % 7 == 0:
            journal.snapshot()


def append(folder: str, name: str, count: str) -> None:
    """Commit this many records of one's own."""
    journal = Journal.open(Path(folder), TYPES)
    for number in range(int(count)):
        journal.commit(batch(create(f"{name}-{number}")))
    journal.close()


def move(folder: str) -> None:
    """Read C1, wait for a word, then move its due date as it was read."""
    journal = Journal.open(Path(folder), TYPES)
    due = journal.table("promise")["C1"].due
    say("read", due)
    sys.stdin.readline()
    try:
        journal.commit(batch(Change("promise", "C1", {"due": due}, {"due": str(os.getpid())})))
    except Stale as error:
        say("stale", error.expected, error.actual)
    else:
        say("moved")


def die_while_snapshotting(folder: str, when: str) -> None:
    """Die just before or just after the snapshot takes its name."""
    journal = Journal.open(Path(folder), TYPES)
    journal.commit(batch(create("last")))
    replace = Path.replace

    def struck(self: Path, target: Path) -> Path:
        if when == "after":
            replace(self, target)
        os.kill(os.getpid(), signal.SIGKILL)
        return target

    Path.replace = struck  # type: ignore[method-assign, assignment]
    journal.snapshot()


@contextmanager
def size_limit(size: int) -> Iterator[None]:
    """No file may grow beyond this size."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


def fill(folder: str) -> None:
    """Commit and snapshot with hardly any room: both fail, nothing changes, all goes on after."""
    path = Path(folder)
    journal = Journal.open(path, TYPES)
    journal.commit(batch(create("C1")))
    journal.snapshot()
    journal.commit(batch(create("C2")))
    before = {file.name: file.read_bytes() for file in path.iterdir()}
    with size_limit(len(before["journal"]) + 50):
        refused(lambda: journal.commit(batch(create("C3"))))
        assert journal.table("promise").keys() == {"C1", "C2"}
        assert {file.name: file.read_bytes() for file in path.iterdir()} == before
    with size_limit(len(before["snapshot.json"])):
        refused(journal.snapshot)
        assert {file.name: file.read_bytes() for file in path.iterdir()} == before
    journal.commit(batch(create("C3")))
    journal.close()


def fill_disk(folder: str) -> None:
    """Commit until the disk is full: what was acknowledged is there, then and after reopening."""
    journal = Journal.open(Path(folder), TYPES)
    done = 0
    try:
        while True:
            journal.commit(batch(create(f"C{done}", due="x" * 2000)))
            done += 1
    except Full as error:
        say(error)
    assert len(journal.table("promise")) == done > 10
    refused(lambda: journal.commit(batch(create("again", due="x" * 5000))))
    refused(journal.snapshot)
    journal.close()
    journal = Journal.open(Path(folder), TYPES)
    assert len(journal.table("promise")) == done


def refused(action: object) -> None:
    """See that it fails for lack of room."""
    assert callable(action)
    try:
        action()
    except Full as error:
        say(error)
    else:
        raise AssertionError("there should have been no room")


def as_nobody(folder: str) -> None:
    """Read a store without being allowed to write it, and say what cannot be done."""
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    try:
        journal = Journal.open(Path(folder), TYPES)
    except StoreError as error:
        say(type(error).__name__, error)
        return
    say("read", *journal.table("promise"))
    try:
        journal.commit(batch(create("mine", due="x" * 100_000)))
    except ReadOnly as error:
        say(type(error).__name__, error)
    journal.close()


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
