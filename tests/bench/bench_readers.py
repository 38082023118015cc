"""What a reader of a published folder costs, in bytes on the wire with all headers, and what a
hundred thousand of them do.

    python -m tests.bench.bench_readers [--records 5000] [--changes 20]

A body of so many records publishes so many changes a day, for a month; then its readers come. Each
is a real sync over HTTP from a server on loopback that says what nginx says, with and without gzip.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from pathlib import Path
from random import Random
from threading import Thread
from typing import NamedTuple, cast

from msgspec import structs

from store.publishing import publish
from store.publishing.publication import STEPS
from store.rules import received
from store.store import Store
from store.sync.kept.keep import add_source
from store.sync.kept.sources import Source
from store.sync.report import Report
from store.sync.run import run
from tests.bench.bench_sync import opened, records
from tests.bench.timing import Row, show

READERS, HOURS = 100_000, 24
KB, GB = 1e3, 1e9


class Counting:
    """A stream that counts what goes through it."""

    def __init__(self, stream: BufferedIOBase, count: Callable[[int], None]) -> None:
        self._stream = stream
        self._count = count

    def write(self, piece: bytes) -> int:
        """Write it."""
        self._count(len(piece))
        return self._stream.write(piece)

    def readline(self, most: int = -1) -> bytes:
        """Read a line."""
        line = self._stream.readline(most)
        self._count(len(line))
        return line

    def flush(self) -> None:
        """Let it go."""
        self._stream.flush()

    def close(self) -> None:
        """End it."""
        self._stream.close()

    @property
    def closed(self) -> bool:
        """Whether it is ended."""
        return self._stream.closed


class Exchange(BaseHTTPRequestHandler):
    """A file with the headers of a static server, or 304."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "nginx/1.27.0", ""
    disable_nagle_algorithm = True
    server: Web

    def setup(self) -> None:
        """Count all that comes and goes."""
        super().setup()
        self.rfile = cast("BufferedIOBase", Counting(self.rfile, self.server.count))
        self.wfile = cast("BufferedIOBase", Counting(self.wfile, self.server.count))

    def do_GET(self) -> None:
        """Answer."""
        body = (self.server.folder / self.path[1:].partition("?")[0]).read_bytes()
        etag = f'"{sha256(body).hexdigest()[:16]}"'
        known = self.headers.get("If-None-Match") == etag
        zipped = self.server.zips and "gzip" in self.headers.get("Accept-Encoding", "")
        self.server.asked += 1
        self.send_response(304 if known else 200)
        self.send_header("Last-Modified", "Sun, 01 Mar 2026 12:00:00 GMT")
        self.send_header("ETag", etag)
        self.send_header("Cache-Control", "max-age=60" if "feed" in self.path else "max-age=86400")
        if not known:
            body = gzip.compress(body, 6) if zipped else body
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            if zipped:
                self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if not known:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Web(ThreadingHTTPServer):
    """A server of the folder that counts the bytes of what it is asked and what it says."""

    daemon_threads = True

    def __init__(self, folder: Path, *, zips: bool) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.folder = folder
        self.zips = zips
        self.wire = self.asked = 0

    def count(self, size: int) -> None:
        """So many bytes more."""
        self.wire += size


@contextmanager
def web(folder: Path, *, zips: bool) -> Iterator[Web]:
    """The server, for the block."""
    with Web(folder, zips=zips) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


class Costs(NamedTuple):
    """Bytes on the wire, requests and answers with all headers: for the first time, where nothing
    changed, after the changes of a day, and after one change."""

    first: int
    unchanged: int
    day: int
    one: int


class Change(NamedTuple):
    """What a body does in a day: another note on so many of its records."""

    store: Store
    random: Random
    many: int

    def __call__(self, many: int = 0) -> None:
        """Do it, to so many where that is said."""
        held = self.store.records("commitment")
        some = [held[id_] for id_ in self.random.sample(sorted(held), many or self.many)]
        notes = f"Seen {self.random.random()}."
        self.store.apply("a day", [(old, structs.replace(old, notes=notes)) for old in some])


def put(store: Store, www: Path) -> None:
    """Publish all of it."""
    publish(www, store.everything().values(), store, title="Bench")


def costs(store: Store, www: Path, home: Path, change: Change, *, zips: bool) -> Costs:
    """What each kind of visit costs."""
    with web(www, zips=zips) as server, opened(home) as reader:
        url = f"http://127.0.0.1:{server.server_port}/feed.json"
        add_source(home, Source("bench", url))

        def visit(wanted: Callable[[Report], bool]) -> int:
            server.wire = 0
            report = run(reader, "bench")
            assert wanted(report), report
            return server.wire

        first = visit(lambda report: len(report.new) > change.many)
        unchanged = visit(lambda report: report.not_modified)
        change()
        put(store, www)
        day = visit(lambda report: len(report.changed) == change.many)
        change(1)
        put(store, www)
        one = visit(lambda report: len(report.changed) == 1)
    return Costs(first, unchanged, day, one)


def told(how: str, found: Costs, changes: int) -> str:
    """The costs, and what they come to in a day."""
    quiet = HOURS * found.unchanged
    once = (HOURS - 1) * found.unchanged + found.day
    often = max(HOURS - changes, 0) * found.unchanged + min(HOURS, changes) * found.one
    lines = [
        f"{how}",
        f"  first snapshot {found.first / KB:10,.1f} kB",
        f"  nothing new    {found.unchanged / KB:10,.2f} kB",
        f"  {changes} changes     {found.day / KB:10,.1f} kB   (the entry and a delta)",
        f"  1 change       {found.one / KB:10,.1f} kB   (the entry and a delta)",
        "  a reader who looks every hour, in a day, and a hundred thousand of them:",
    ]
    for what, size in (
        ("nothing is published", quiet),
        (f"{changes} changes, published once", once),
        (f"{changes} changes, each published", often),
        (
            "the same, of a feed without deltas",
            often - min(HOURS, changes) * (found.one - found.first),
        ),
    ):
        total = size * READERS / GB
        lines.append(f"    {what:<36}{size / KB:10,.1f} kB {total:10,.1f} GB")
    lines.append(
        f"  {READERS * HOURS / 86_400:.0f} requests a second, "
        f"{READERS * once * 8 / 86_400 / 1e6:.2f} Mbit/s where it is published once"
    )
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=5_000)
    parser.add_argument("--changes", type=int, default=20)
    options = parser.parse_args()
    found = {}
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        with opened(home / "desk") as store:
            some = [(None, record) for record in records(options.records)]
            store.apply("many", some, received)
            day = Change(store, Random(7), options.changes)
            for _ in range(STEPS + 1):
                put(store, home / "www")
                day()
            put(store, home / "www")
            for zips in (False, True):
                reader = home / f"reader-{zips}"
                found[zips] = costs(store, home / "www", reader, day, zips=zips)
                how = "with gzip" if zips else "as it is"
                sys.stdout.write(told(how, found[zips], options.changes) + "\n")
    plain, zipped = found[False], found[True]
    return show(
        [
            Row(
                "a day's delta against the snapshot",
                plain.day / KB,
                plain.first / KB,
                50,
                True,
                "kB",
            ),
            Row("the same with gzip", zipped.day / KB, zipped.first / KB, 50, True, "kB"),
            Row(
                "nothing new against the snapshot",
                plain.unchanged / KB,
                plain.first / KB,
                1000,
                True,
                "kB",
            ),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
