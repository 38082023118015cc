"""A static server on loopback in a process of its own, so that it does not share our interpreter.

    python -m tests.bench.static FOLDER

It prints its port, and serves the folder's files as they were when it began, each with an ETag.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Exchange(BaseHTTPRequestHandler):
    """One request: a file, or 304 for those who have it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    files: dict[str, tuple[str, bytes]]

    def do_GET(self) -> None:
        """Answer."""
        etag, body = self.files.get(self.path.partition("?")[0], ("", b""))
        known = etag and self.headers.get("If-None-Match") == etag
        self.send_response(304 if known else 200 if etag else 404)
        self.send_header("ETag", etag)
        if not known:
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not known:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


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


def main(folder: Path) -> None:
    """Serve until this process is ended."""
    bodies = {f"/{path.name}": path.read_bytes() for path in folder.iterdir() if path.is_file()}
    Exchange.files = {
        name: (f'"{sha256(body).hexdigest()[:16]}"', body) for name, body in bodies.items()
    }
    server = ThreadingHTTPServer(("127.0.0.1", 0), Exchange)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
