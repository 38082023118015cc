"""A real HTTP server on loopback that answers as a test tells it to.

    server.at("/feed.json", send(body, etag='"1"'))

A route is a function of the exchange (the request and ways to answer it); `in_turn` answers
differently each time. Later tests add routes here rather than servers.
"""

import gzip
import socket
import ssl
import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Route = Callable[["Exchange"], None]


class Exchange(BaseHTTPRequestHandler):
    """One request and its answer."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer on a kept connection takes 40 ms
    server: "Server"

    def do_GET(self) -> None:
        """Answer as the route of the path says."""
        self.server.requests.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        self.server.routes.get(self.path.partition("?")[0], self.server.anything)(self)

    def do_CONNECT(self) -> None:
        """A proxy is asked for a tunnel; `routes` has where to."""
        self.do_GET()

    def answer(self, code: int, body: bytes = b"", /, **headers: str) -> None:
        """A whole answer; `content_type` stands for Content-Type."""
        self.head(code, **{"Content_Length": str(len(body)), **headers})
        self.wfile.write(body)

    def head(self, code: int, /, **headers: str) -> None:
        """Status and headers only."""
        (self.send_response_only if "Date" in headers else self.send_response)(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """The server: `routes` by path, `anything` for all other paths, and `requests` so far as
    (path, headers in lower case). With a `context` it speaks TLS."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.scheme = "https" if context else "http"
        if context is not None:  # each thread shakes hands itself
            self.socket = context.wrap_socket(
                self.socket, server_side=True, do_handshake_on_connect=False
            )
        self.routes: dict[str, Route] = {}
        self.anything = status(404)
        self.requests: list[tuple[str, dict[str, str]]] = []

    @property
    def url(self) -> str:
        """Where it is, without a path."""
        return f"{self.scheme}://127.0.0.1:{self.server_port}"

    def at(self, path: str, route: Route) -> str:
        """Answer so at this path; its address."""
        self.routes[path] = route
        return self.url + path

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no error here."""


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server that runs for the block."""
    server = Server(context)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def send(body: bytes, code: int = 200, /, **headers: str) -> Route:
    """This body; with an `etag`, 304 for those who have it."""

    def route(exchange: Exchange) -> None:
        if "etag" in headers and exchange.headers.get("If-None-Match") == headers["etag"]:
            exchange.answer(304)
        else:
            exchange.answer(code, body, **headers)

    return route


def status(code: int, /, **headers: str) -> Route:
    """This status and nothing else."""
    return lambda exchange: exchange.answer(code, **headers)


def redirect(to: str, code: int = 302) -> Route:
    """Lead on to another address."""
    return lambda exchange: exchange.answer(code, Location=to)


def in_turn(*routes: Route) -> Route:
    """The first time so, then so; the last one from then on."""
    waiting = list(routes)

    def route(exchange: Exchange) -> None:
        (waiting.pop(0) if len(waiting) > 1 else waiting[0])(exchange)

    return route


def asked_for(*answers: tuple[str, Route]) -> Route:
    """The first of these whose words stand in what the address asks for, after the `?`."""

    def route(exchange: Exchange) -> None:
        asked = exchange.path.partition("?")[2]
        next(answer for words, answer in answers if words in asked)(exchange)

    return route


def zipped(body: bytes, encoding: str = "gzip", times: int = 1) -> Route:
    """The body as gzip, packed so often."""
    for _ in range(times):
        body = gzip.compress(body)
    return lambda exchange: exchange.answer(200, body, Content_Encoding=encoding)


def hang_up(body: bytes, promised: int) -> Route:
    """Promise more bytes than come, then end the connection."""

    def route(exchange: Exchange) -> None:
        exchange.head(200, Content_Length=str(promised))
        exchange.wfile.write(body)
        exchange.close_connection = True

    return route


def drip(pause: float, *, in_head: bool = False) -> Route:
    """A byte, a pause, a byte, for ever; in the headers or in the body."""

    def route(exchange: Exchange) -> None:
        if in_head:
            exchange.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        else:
            exchange.head(200, Content_Length="1000000")
        while True:
            exchange.wfile.write(b" ")
            time.sleep(pause)

    return route


def reset(body: bytes, promised: int) -> Route:
    """Send some of what is promised, then break the connection so that the other side sees it."""

    def route(exchange: Exchange) -> None:
        exchange.head(200, Content_Length=str(promised))
        exchange.wfile.write(body)
        exchange.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        exchange.connection.close()
        exchange.close_connection = True

    return route


def endless(piece: bytes = b" " * 65536) -> Route:
    """A body without an end, as fast as it is taken."""

    def route(exchange: Exchange) -> None:
        exchange.head(200, Transfer_Encoding="chunked")
        while True:
            exchange.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))

    return route


def raw(*pieces: bytes, times: int = 1) -> Route:
    """These bytes in the place of an answer, the last of them so often; then the end."""

    def route(exchange: Exchange) -> None:
        *first, last = pieces
        for piece in (*first, *[last] * times):
            exchange.wfile.write(piece)
        exchange.close_connection = True

    return route


def numbered(page: Callable[[int], bytes]) -> Route:
    """The body that `page` gives for the first request, the second, and so on for ever."""
    numbers = iter(range(1, 1_000_000))
    return lambda exchange: exchange.answer(200, page(next(numbers)))


def bomb(size: int, times: int = 1) -> bytes:
    """A few bytes of gzip that unpack to so many (times a million) spaces; packed so often."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packer.compress(b" " * 100)
    packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    body = b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + block * size + packer.flush()
    for _ in range(times - 1):
        body = gzip.compress(body)
    return body
