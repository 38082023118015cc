"""What a sync promises about speed and memory, on a feed of items of about 500 bytes.

    python -m tests.bench.bench_sync [--records 100000]

A first sync, of pages of 1,000 items, against downloading the same pages with httpx and decoding
them with msgspec, from the same server; its memory against that of the open store that results. A
sync where nothing changed against a conditional GET. A plan where one record of a hundred changed
against decoding the snapshot, and a sync of a delta of 1,000 against one of the snapshot.

The contenders run by turns, each in a process of its own that has loaded what it needs.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import msgspec
from msgspec import structs

from store.formats import feed
from store.kinds import Group, Meeting, Member
from store.record import Record
from store.store import Store
from store.sync.kept.keep import add_source, find_source
from store.sync.kept.sources import Source
from store.sync.planning.plan import plan
from store.sync.planning.standing import Local
from store.sync.run import run
from tests.bench.static import serving
from tests.bench.stores import GROUPS, MEETINGS, MEMBERS, TODAY, commitment
from tests.bench.timing import Row, medians, show

PAGE, DELTA, ROUNDS = 1_000, 1_000, 3
FIRST, CURSOR = "p0.json", "c1"
MEGA = 1 << 20


class Took(NamedTuple):
    """What a process measured of itself: seconds, the most memory that it had and what it has at
    the end, in MB."""

    seconds: float
    peak: float
    resident: float


def records(count: int) -> list[Record]:
    """So many, most of them commitments that point at the others."""
    random = Random(7)
    around: list[Record] = [
        *(Member(id=id_, name=f"Member {id_}") for id_ in MEMBERS),
        *(Group(id=id_, name=f"Group {id_}") for id_ in GROUPS),
        *(
            Meeting(id=id_, name=f"Meeting {id_}", start=str(TODAY - timedelta(number)))
            for number, id_ in enumerate(MEETINGS)
        ),
    ]
    many = [*around, *(commitment(number, random) for number in range(count - len(around)))]
    return [told(one, number) for number, one in enumerate(many)]


def told(record: Record, number: int) -> Record:
    """As a feed tells it."""
    at = f"2026-01-{number % 28 + 1:02}T{number % 24:02}:{number % 60:02}:00.{number % 1000:03}Z"
    return structs.replace(record, modified=at, visibility="public")


def changed(some: Iterable[Record]) -> list[Record]:
    """The same, each with another note."""
    return [
        structs.replace(one, notes="Seen again.", modified="2026-02-01T00:00:00Z", sequence=1)
        for one in some
    ]


def publish(folder: Path, some: list[Record]) -> None:
    """The snapshot in pages, and the delta of a thousand changes since."""
    folder.mkdir()
    pages = [some[first : first + PAGE] for first in range(0, len(some), PAGE)]
    for number, page in enumerate(pages):
        following = f"p{number + 1}.json" if number + 1 < len(pages) else ""
        head = {"mode": "snapshot", "total": len(some), "next_url": following, "cursor": CURSOR}
        (folder / f"p{number}.json").write_bytes(document(page, **head))
    head = {"mode": "delta", "since": CURSOR, "cursor": "c2"}
    delta = document(changed(some[-DELTA:]), **head)
    (folder / "delta.json").write_bytes(delta)


def document(some: Iterable[Record], **head: Any) -> bytes:
    """A page."""
    items = b",\n".join(msgspec.json.encode(feed.item(record)) for record in some)
    start = msgspec.json.encode({"version": feed.VERSION, **head})[:-1]
    return start + b',"tombstones":[],\n"items":[\n' + items + b"]}\n"


# ---------------------------------------------------------------- what runs in its own process


def bare(url: str, folder: Path) -> Took:
    """Download and decode."""
    import httpx

    start, name = time.perf_counter(), FIRST
    with httpx.Client(trust_env=False) as client:
        while name:
            name = msgspec.json.decode(client.get(f"{url}/{name}").content).get("next_url")
    return Took(time.perf_counter() - start, *memory())


def sync(url: str, folder: Path) -> Took:
    """Pull, plan and apply."""
    import store.sync.adapters.feed
    import store.sync.transfer.fetch  # noqa: F401 — it is not the import that is timed

    with opened(folder) as held:
        start = time.perf_counter()
        report = run(held, "bench")
        assert report.done, report.outcome
        return Took(time.perf_counter() - start, *memory())


def open_whole(url: str, folder: Path) -> Took:
    """The open store with all its records."""
    import store.sync.transfer.fetch  # noqa: F401 — as in a process that has synced

    with opened(folder) as held:
        start = time.perf_counter()
        everything = held.everything()
        assert everything
        return Took(time.perf_counter() - start, *memory())


def empty(url: str, folder: Path) -> Took:
    """A process that has loaded the same."""
    import store.sync.transfer.fetch  # noqa: F401 — as in a process that has synced

    return Took(0.0, *memory())


def unchanged(url: str, folder: Path) -> dict[str, float]:
    """A sync where nothing changed, and a bare conditional GET."""
    import httpx

    with opened(folder) as held:
        etag = find_source(folder, "bench").reached().etag

        def ours() -> None:
            assert run(held, "bench").not_modified

        def get() -> None:
            with httpx.Client(trust_env=False) as client:  # half of what httpx.get takes
                answer = client.get(f"{url}/{FIRST}", headers={"If-None-Match": etag})
            assert answer.status_code == 304

        return medians({"ours": ours, "get": get}, 60)


def planned(url: str, folder: Path) -> dict[str, float]:
    """A plan where one record of a hundred changed, and decoding the snapshot."""
    with opened(folder) as held:
        everything = held.everything()
        some = list(everything.values())
        new = changed(some[::100])
        apart = {record.id for record in new}
        now = feed.Feed(
            version="",
            mode="snapshot",
            records=[*new, *(record for record in some if record.id not in apart)],
        )
        pages = [path.read_bytes() for path in Path(os.environ["FEED"]).glob("p*.json")]
        memory_ = find_source(folder, "bench").memory()
        local = Local(everything, held.referring)

        def ours() -> None:
            assert len(plan(now, memory_, local).changed) == len(new)

        return medians({"ours": ours, "decode": lambda: list(map(msgspec.json.decode, pages))}, 5)


PROCESSES: dict[str, Callable[[str, Path], object]] = {
    "bare": bare,
    "sync": sync,
    "open": open_whole,
    "empty": empty,
    "unchanged": unchanged,
    "planned": planned,
}


def opened(folder: Path) -> Store:
    """The store, as a run finds it."""
    return Store.open(folder, by="bench", today=lambda: TODAY)


def memory() -> tuple[float, float]:
    """The most memory that this process had, and what it has, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    said = dict(line.split(":", 1) for line in lines if ":" in line)
    peak, resident = (int(said[name].split()[0]) / 1024 for name in ("VmHWM", "VmRSS"))
    return peak, resident


# ---------------------------------------------------------------- the parent


def in_process(what: str, url: str, folder: Path) -> Any:
    """What a process of its own measured."""
    command = [sys.executable, "-m", __spec__.name, "--child", what, url, str(folder)]
    return msgspec.json.decode(subprocess.check_output(command))


def added(folder: Path, url: str) -> Path:
    """A new store with the source."""
    with opened(folder):
        add_source(folder, Source("bench", f"{url}/{FIRST}"))
    return folder


def measure(url: str, home: Path, pages: Path, count: int) -> list[Row]:
    """All of it."""
    took: dict[str, list[Took]] = {"bare": [], "sync": [], "open": [], "empty": []}
    for number in range(ROUNDS):
        store = added(home / f"store{number}", url)
        for what, taken in took.items():
            taken.append(Took(*in_process(what, url, store)))
    seconds = {what: statistics.median(t.seconds for t in taken) for what, taken in took.items()}
    peak = statistics.median(t.peak for t in took["sync"])
    whole = statistics.median(t.resident for t in took["open"])
    nothing = statistics.median(t.resident for t in took["empty"])
    quiet = in_process("unchanged", url, store)
    (pages / f"{FIRST}?since={CURSOR}").write_bytes((pages / "delta.json").read_bytes())
    few = in_process("planned", url, store)
    delta = Took(*in_process("sync", url, store))
    return [
        Row(f"first sync of {count:,} against GET + decode", seconds["sync"], seconds["bare"], 2),
        Row("its peak memory against the open store", peak, whole, 1.5, unit="MB"),
        Row(
            "the same, without what an empty process has",
            peak - nothing,
            whole - nothing,
            1.5,
            unit="MB",
        ),
        Row("nothing changed, against a conditional GET", quiet["ours"], quiet["get"], 1.3),
        Row("plan with 1 % changed against decoding", few["ours"], few["decode"], 2),
        Row(
            f"delta of {DELTA:,} against the snapshot",
            delta.seconds,
            seconds["sync"],
            3,
            faster=True,
        ),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        what, url, folder = options.child
        sys.stdout.buffer.write(msgspec.json.encode(PROCESSES[what](url, Path(folder))))
        return 0
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        pages = home / "feed"
        publish(pages, records(options.records))
        os.environ["FEED"] = str(pages)
        with serving(pages) as url:
            return show(measure(url, home, pages, options.records))


if __name__ == "__main__":
    sys.exit(main())
