"""Syncs that are killed: a process takes in 5,000 changes and is ended with SIGKILL at any moment.

    python -m tests.faults.sync_kills [--kills 200] [--seed 1]

Half of the kills come by the clock, anywhere between the first request and the last byte written;
the other half strikes at a step: as a page arrives, or in the middle of a write, before a sync to
the disk or before a rename, for those are too quick to be met by chance. After each of them the
store holds all that the sync brings or nothing of it, the cursor is not ahead of the records, and
the next sync ends where an unbroken one does, with one batch in the history.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import structs

from store.store import Store
from store.sync.kept.keep import Keep, add_source
from store.sync.kept.memory import Memory
from store.sync.kept.sources import Source
from store.sync.merge import content
from store.sync.run import run
from store.sync.talk import Talk
from tests.sync.made_up import feed
from tests.sync.server import Exchange, Server, serving

STRAY = 25  # records of each sort that were edited here, too: what differs waits
TODAY = date(2026, 3, 1)

Item = dict[str, Any]


class Size(NamedTuple):
    """How many records there are at first, and what of them the sync changes; a page's items."""

    members: int = 400
    before: int = 4_000
    changed: int = 3_000
    gone: int = 1_000
    new: int = 1_000
    page: int = 500


FULL = Size()


def member(number: int) -> Item:
    """A member."""
    return {"id": f"m{number}", "kind": "member", "data": {"name": f"Country {number}"}}


def promise(number: int, size: Size, summary: str = "To pay") -> Item:
    """A commitment of a member; some that come later are of the member that comes with them."""
    owners = [f"m{number % (size.members + (number >= size.before))}"]
    data = {"summary": f"{summary} {number}", "owners": owners, "text": "Whereas " * 8}
    return {"id": f"c{number}", "kind": "commitment", "data": data}


def first(size: Size) -> list[Item]:
    """What the source has at first."""
    promises = (promise(number, size) for number in range(size.before))
    return [*map(member, range(size.members)), *promises]


def then(size: Size) -> tuple[list[Item], list[Item]]:
    """What changes: items, and tombstones."""
    changed = [promise(number, size, "To pay more") for number in range(size.changed)]
    new = [promise(number, size) for number in range(size.before, size.before + size.new)]
    gone = [{"id": f"c{number}"} for number in range(size.before - size.gone, size.before)]
    return [*changed, *new, member(size.members)], gone


def pages(size: Size, items: list[Item], gone: list[Item], **head: Any) -> Iterator[bytes]:
    """The pages of a feed."""
    for start in range(0, max(len(items), 1), size.page):
        last = start + size.page >= len(items)
        more = {} if last else {"next_url": f"?page={start // size.page + 1}&since={head['since']}"}
        stones = gone if last else []
        yield feed(*items[start : start + size.page], tombstones=stones, **head, **more)


class Body:
    """The source: a snapshot at cursor 1, a delta to cursor 2, and then nothing more."""

    def __init__(self, size: Size) -> None:
        whole = pages(size, first(size), [], since="", cursor="1")
        changes = pages(size, *then(size), mode="delta", since="1", cursor="2")
        nothing = pages(size, [], [], mode="delta", since="2", cursor="2")
        self._pages = {"": list(whole), "1": list(changes), "2": list(nothing)}

    def __call__(self, exchange: Exchange) -> None:
        query = dict(part.split("=") for part in exchange.path.partition("?")[2].split("&") if part)
        found = self._pages[query.get("since", "")]
        exchange.answer(200, found[int(query.get("page", 0))])


class State(NamedTuple):
    """What a store and its source hold."""

    records: dict[str, dict[str, Any]]
    memory: Memory
    cursor: str
    syncs: int


def state(folder: Path) -> State:
    """What is there, read as the next process reads it."""
    with opened(folder) as store:
        keep = Keep(folder, "body")
        records = {id_: content(record) for id_, record in store.everything().items()}
        memory = structs.replace(keep.memory(), mark="")
        labels = Counter(batch.label for batch in store.history())
        return State(records, memory, keep.reached().cursor, labels["sync body"])


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    """The store; what is read leaves no snapshot behind."""
    with Store.open(folder, by="anna", today=lambda: TODAY) as store:
        yield store


def prepare(folder: Path, server: Server, size: Size = FULL) -> None:
    """A store that has what the source had at first, with some edits."""
    with opened(folder) as store:
        add_source(folder, Source("body", server.at("/feed", Body(size))))
        run(store, "body")
        edited = [store.get(f"c{number}") for number in range(STRAY)]
        kept = [store.get(f"c{number}") for number in range(size.before - STRAY, size.before)]
        pairs = [(r, structs.replace(r, summary="Ours")) for r in (*edited, *kept) if r is not None]
        store.apply("edit", pairs)


# ------------------------------------------------------------------ the process that is killed


def breed() -> None:
    """For each line of stdin, `FOLDER clock SECONDS` or `FOLDER step NUMBER`, fork a process that
    syncs; say how many steps it came through, or that it was killed."""
    for line in sys.stdin:
        folder, how, at = line.split()
        pid = os.fork()
        if not pid:
            _sync(Path(folder), how, float(at))
        _, status = os.waitpid(pid, 0)
        sys.stdout.write(f"killed {os.WTERMSIG(status)}\n" if os.WIFSIGNALED(status) else "done\n")
        sys.stdout.flush()


def _sync(folder: Path, how: str, at: float) -> None:
    steps = Steps(int(at) if how == "step" else -1)
    if how == "clock":
        _end_after(at)
    with opened(folder) as store:
        run(store, "body", Talk(progress=lambda *_: steps.come()))
    if how == "count":
        (folder / "steps").write_text(str(steps.come_through))
    os._exit(0)


def _end_after(seconds: float) -> None:
    """A process of its own waits and kills: no lock of the interpreter keeps it from that."""
    mine = os.getpid()
    if not os.fork():
        time.sleep(seconds)
        if os.getppid() == mine:
            os.kill(mine, signal.SIGKILL)
        os._exit(0)


class Steps:
    """Counts the moments at which it matters, and strikes at one of them."""

    def __init__(self, last: int) -> None:
        self.come_through = 0
        self._last = last
        self._pwrite = os.pwrite
        os.pwrite = self._write
        os.fsync = self._before(os.fsync)
        Path.replace = self._before(Path.replace)  # type: ignore[method-assign]

    def come(self) -> None:
        """One more."""
        if self.come_through == self._last:
            os.kill(os.getpid(), signal.SIGKILL)
        self.come_through += 1

    def _write(self, fd: int, data: Any, offset: int, /) -> int:
        if self.come_through == self._last:
            self._pwrite(fd, data[: len(data) // 2], offset)
        self.come()
        return self._pwrite(fd, data, offset)

    def _before(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def struck(*words: Any) -> Any:
            self.come()
            return call(*words)

        return struck


# ------------------------------------------------------------------ the run


class Broken(AssertionError):
    """A kill that did harm."""


class Kills:
    """A template of a store, a process that breeds victims, and what must come of them."""

    def __init__(self, parent: Path, server: Server, seed: int, size: Size) -> None:
        self._parent = parent
        self._template = parent / "template"
        self._random = random.Random(seed)
        prepare(self._template, server, size)
        self.before = state(self._template)
        self._breeder = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.sync_kills", "--breed"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        folder = self._copy()
        self._bred(folder, "count", 0)  # the first one is slower than the rest
        shutil.rmtree(folder)
        folder = self._copy()
        begun = time.monotonic()
        self._bred(folder, "count", 0)
        self._seconds = time.monotonic() - begun
        self.steps = int((folder / "steps").read_text())
        self.after = state(folder)
        shutil.rmtree(folder)
        self.met: Counter[str] = Counter()
        self.missed = 0

    def kill(self, number: int) -> None:
        """One kill, by the clock or at a step, and what came of it; by the clock it is tried again
        where the sync was quicker."""
        while not self._killed(number):
            self.missed += 1

    def _killed(self, number: int) -> bool:
        folder = self._copy()
        by_clock = number % 2 == 0
        at = self._random.random() * (self._seconds if by_clock else self.steps)
        how = "clock" if by_clock else "step"
        told = f"{how} {at if by_clock else int(at):.4g}"
        killed = self._bred(folder, how, at if by_clock else int(at)) == "killed 9"
        found = state(folder)
        self._check(found, told)
        with opened(folder) as store:
            report = run(store, "body")
        if report.error:
            raise Broken(f"{told}: the next sync says: {report.error}")
        if (ended := state(folder)) != self.after:
            raise Broken(f"{told}: the next sync does not end as an unbroken one: {_told(ended)}")
        shutil.rmtree(folder)
        if killed:
            self.met[self._where(found)] += 1
        return killed

    def close(self) -> None:
        """Let the breeder end."""
        assert self._breeder.stdin
        assert self._breeder.stdout
        self._breeder.stdin.close()
        self._breeder.stdout.close()
        self._breeder.wait()

    def _check(self, found: State, told: str) -> None:
        before, after = self.before, self.after
        if found.records not in (before.records, after.records):
            raise Broken(f"{told}: half of a batch is there: {_told(found)}")
        done = found.records == after.records
        if found.memory not in (before.memory, after.memory):
            raise Broken(f"{told}: what is remembered is neither the old nor the new")
        if found.memory == after.memory and not done:
            raise Broken(f"{told}: what is remembered is ahead of the records")
        if found.cursor == after.cursor and found.memory != after.memory:
            raise Broken(f"{told}: the cursor is ahead of what is remembered")

    def _where(self, found: State) -> str:
        if found.cursor == self.after.cursor:
            return "after the cursor"
        if found.memory == self.after.memory:
            return "before the cursor"
        done = found.records == self.after.records
        return "before what is remembered" if done else "before the batch"

    def _copy(self) -> Path:
        folder = self._parent / "store"
        shutil.copytree(self._template, folder)
        return folder

    def _bred(self, folder: Path, how: str, at: float) -> str:
        assert self._breeder.stdin
        assert self._breeder.stdout
        self._breeder.stdin.write(f"{folder} {how} {at}\n")
        self._breeder.stdin.flush()
        return self._breeder.stdout.readline().strip()


def _told(found: State) -> str:
    some = f"{len(found.records)} records, cursor {found.cursor}, {found.syncs} syncs"
    return f"{some}, {len(found.memory.conflicts)} conflicts"


@contextmanager
def kills(seed: int, size: Size = FULL) -> Iterator[Kills]:
    """All that is needed for killing, in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="smallgroup-") as parent, serving() as server:
        work = Kills(Path(parent), server, seed, size)
        try:
            yield work
        finally:
            work.close()


def main() -> None:
    """The whole run, and where the kills fell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--breed", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.breed:
        breed()
        return
    with kills(chosen.seed) as work:
        for number in range(chosen.kills):
            work.kill(number)
        fell = ", ".join(f"{count} {where}" for where, count in work.met.most_common())
        sys.stdout.write(f"{chosen.kills} kills (seed {chosen.seed}), {work.steps} steps: {fell}\n")
        sys.stdout.write(f"{work.missed} came too late, for the sync was done\n")


if __name__ == "__main__":
    main()
