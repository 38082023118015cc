"""httpx as we use it: the client, whom it meets, and what its errors mean. With `fetch` the only
file that imports it."""

import os
import ssl
from collections.abc import Mapping
from functools import lru_cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from importlib.util import find_spec
from pathlib import Path
from socket import gaierror
from typing import Any

import httpx

from store.sync.address import host, is_loopback
from store.sync.errors import (
    BrokenOff,
    NoConnection,
    SyncError,
    TooSlow,
    Unexpected,
    Unreachable,
    Untrusted,
)
from store.sync.transfer.hops import Hops

LOCATION = "location"
HERE = ("localhost", "127.0.0.1", "[::1]")


def client(home: str) -> httpx.AsyncClient:
    """A client with the user's proxies and certificates; this machine is asked without a proxy.
    It keeps no cookies, for those would tell one run from another."""
    own = (*HERE, host(home)) if is_loopback(home) and ":" not in host(home) else HERE
    try:
        return httpx.AsyncClient(
            verify=_trusted(),
            http2=find_spec("h2") is not None,
            follow_redirects=False,
            limits=httpx.Limits(max_connections=1),
            mounts={f"all://{name}": None for name in own},
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            event_hooks={"response": [_keep_location]},
        )
    except OSError as error:
        raise Untrusted(
            "The certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read "
            f"({error.strerror or type(error).__name__}); check the variable."
        ) from None
    except (ValueError, ImportError, httpx.InvalidURL) as error:
        raise Unreachable(
            "The proxy that HTTP_PROXY, HTTPS_PROXY or ALL_PROXY names cannot be used "
            f"({type(error).__name__}); check the variable, and NO_PROXY."
        ) from None


def _trusted() -> ssl.SSLContext:
    """Whom the user trusts, as the environment and the file that it names say now."""
    file = os.environ.get("SSL_CERT_FILE", "")
    about = Path(file).stat() if file else None
    version = (about.st_mtime_ns, about.st_size, about.st_ino) if about else ()
    return _context(file, os.environ.get("SSL_CERT_DIR", ""), version)


@lru_cache(maxsize=1)
def _context(_file: str, _folder: str, _version: tuple[int, ...]) -> ssl.SSLContext:
    """Kept, for to read some hundred certificates takes longer than to ask a server for news."""
    return httpx.create_ssl_context()


async def _keep_location(response: httpx.Response) -> None:
    """Put where a redirect leads aside: httpx would read it before we do, and fail on many."""
    response.extensions[LOCATION] = response.headers.pop("location", "")


class Meeting:
    """Looks, as a connection for `url` is made and before anything is said, at who is there."""

    def __init__(self, url: str, hops: Hops) -> None:
        self._url = url
        self._hops = hops
        self._direct = True
        self._stream: Any = None

    @property
    def by_proxy(self) -> bool:
        """Whether a proxy was, or was to be, met in the server's place."""
        return not self._direct

    async def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """What httpx tells as it goes. A proxy is met in the server's place, and is the user's."""
        if event.endswith("connect_tcp.started"):
            self._direct = info["host"] == httpx.URL(self._url).raw_host.decode("ascii")
            if not self._direct:
                self._hops.sent_by_proxy(self._url)
        elif event.endswith("connect_tcp.complete"):
            self._stream = info["return_value"]
            if self._direct:
                await self._look()
        elif event.endswith("start_tls.failed"):  # httpx leaves it open where it is cancelled
            await self._stream.aclose()

    async def _look(self) -> None:
        try:
            self._hops.met(self._url, self._stream.get_extra_info("server_addr")[0])
        except Untrusted:
            await self._stream.aclose()
            raise


def meaning(
    error: httpx.HTTPError | httpx.InvalidURL, url: str, *, by_proxy: bool = False
) -> SyncError:
    """The library's error as ours; `url` as it may be shown."""
    causes: list[BaseException] = [error]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) and cause not in causes:
        causes.append(cause)
    for kind, meant, told in _TLS if by_proxy else (*_TLS, *_LOOKING):
        if any(isinstance(cause, kind) for cause in causes):
            return meant(told.format(url=url))
    for kind, meant, told in _MEANINGS:
        if isinstance(error, kind):
            return meant(told.format(url=url))
    return Unexpected(f"{url} cannot be asked: {error}.")


_Meaning = tuple[type[BaseException], type[SyncError], str]
_TLS: tuple[_Meaning, ...] = (
    (
        ssl.SSLCertVerificationError,
        Untrusted,
        "The certificate of {url} is not trusted, so nothing was asked; tell whoever runs it, or "
        "name the authority that you trust in SSL_CERT_FILE.",
    ),
    (ssl.SSLError, Untrusted, "{url} does not speak TLS as it should; check the address."),
)
_PROXY = "The proxy did not lead to {url}; check HTTP_PROXY, HTTPS_PROXY or ALL_PROXY."
_LOOKING: tuple[_Meaning, ...] = (
    (gaierror, Unreachable, "{url} is not known by this name here; check address and network."),
    (httpx.ConnectTimeout, Unreachable, "{url} does not answer; check address and network."),
    (httpx.ConnectError, NoConnection, "{url} cannot be reached; check address and network."),
)
_MEANINGS: tuple[_Meaning, ...] = (
    (httpx.ProxyError, Unreachable, _PROXY),
    (httpx.ConnectTimeout, Unreachable, _PROXY),
    (httpx.ConnectError, NoConnection, _PROXY),
    (httpx.TimeoutException, TooSlow, "{url} stopped while it answered; try again later."),
    (
        httpx.TransportError,
        BrokenOff,
        "{url} broke off, or answered with what is no HTTP; try again later.",
    ),
)
