"""A static server on loopback in a process of its own, so that it does not share our interpreter.

    python -m tests.bench.static FOLDER

It prints its port, and serves the folder's files from memory, each with an ETag. A file may be
named after an address with its query.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FOLDER = Path(sys.argv[-1])


class Exchange(BaseHTTPRequestHandler):
    """One request: a file, or 304 for those who have it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Answer."""
        names = (self.path[1:], self.path[1:].partition("?")[0])
        name = next((name for name in names if (FOLDER / name).is_file()), "")
        body, etag = read(name) if name else (b"", "")
        known = bool(name) and self.headers.get("If-None-Match") == etag
        self.send_response(304 if known else 200 if name else 404)
        self.send_header("ETag", etag)
        if not known:
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not known:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@cache
def read(name: str) -> tuple[bytes, str]:
    """A file and its ETag."""
    body = (FOLDER / name).read_bytes()
    return body, f'"{sha256(body).hexdigest()[:16]}"'


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a server of this folder, in a process of its own."""
    command = [sys.executable, "-m", __spec__.name, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.terminate()


def main() -> None:
    """Serve until this process is ended."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Exchange)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
