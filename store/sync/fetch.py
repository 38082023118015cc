"""One answer over HTTP, and the only file that imports httpx. Redirects, retries, packing and
limits are seen to here, because each is a way in which a server can hurt us."""

import ssl
import time
from collections.abc import Iterator, Mapping
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, NamedTuple, Self

import httpx

from store.sync.address import check_web, is_loopback, origin, shown
from store.sync.errors import (
    BrokenOff,
    Busy,
    Denied,
    Expired,
    NotThere,
    SyncError,
    TooSlow,
    Unexpected,
    Unreachable,
    Untrusted,
)
from store.sync.tally import Tally
from store.sync.unpack import check_encoding, unpacked
from store.sync.watch import Watch

REDIRECTS = (301, 302, 303, 307, 308)
STEP = 64 * 1024


class Answer(NamedTuple):
    """What a server said: the body (None: not modified), where it came from after redirects,
    the headers with which to ask whether it has changed, and its media type in small letters."""

    body: bytes | None
    url: str
    etag: str
    last_modified: str
    media_type: str


class Fetcher:
    """A connection to a source: `token` goes to its own origin and nowhere else."""

    def __init__(
        self, source_url: str, token: str, tally: Tally, watch: Watch, *, insecure: bool
    ) -> None:
        self._home = origin(source_url)
        self._token = token
        self._tally = tally
        self._limits = tally.limits
        self._watch = watch
        self._insecure = insecure
        self._client = httpx.Client(
            http2=False, follow_redirects=False, trust_env=not is_loopback(source_url)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def get(self, url: str, conditions: Mapping[str, str] = {}) -> Answer:
        """The answer at this address, asked for again where that may help; else `SyncError`."""
        for tried in range(1, self._limits.tries + 1):
            try:
                return self._followed(url, conditions)
            except SyncError as error:
                self._watch.check()
                if not error.again or tried == self._limits.tries:
                    raise
                pause = self._limits.pause * 2 ** (tried - 1)
                wanted = pause if error.after is None else max(pause, error.after)
                wait = min(wanted, self._limits.longest_pause)
                if wait >= self._watch.left:
                    raise
            self._watch.sleep(wait)
        raise AssertionError("there is at least one try")

    def _followed(self, url: str, conditions: Mapping[str, str]) -> Answer:
        here = url
        for _ in range(self._limits.redirects + 1):
            check_web(here, insecure=self._insecure)
            answer = self._asked(here, conditions)
            if not isinstance(answer, str):
                return answer
            self._check_redirect(here, answer)
            here = answer
        raise Untrusted(
            f"{shown(url)} leads on more than {self._limits.redirects} times; check the address."
        )

    def _check_redirect(self, here: str, there: str) -> None:
        scheme = origin(there)[0]
        if (
            scheme not in ("http", "https")
            or (scheme == "http" and origin(here)[0] == "https")
            or (is_loopback(there) and not is_loopback(here))
        ):
            raise Untrusted(
                f"{shown(here)} leads to {shown(there)}, which is not followed; check the address."
            )

    def _asked(self, url: str, conditions: Mapping[str, str]) -> Answer | str:
        """The answer, or the address that it leads to."""
        try:
            with self._client.stream(
                "GET",
                url,
                headers=self._headers(url, conditions),
                timeout=httpx.Timeout(
                    min(self._limits.read, self._watch.left + 1), connect=self._limits.connect
                ),
                extensions={"trace": self._trace},
            ) as response:
                if response.status_code in REDIRECTS:
                    return str(response.url.join(response.headers.get("location", "")))
                if response.status_code == 304:
                    return Answer(None, url, "", "", "")
                _check_status(response)
                encoding = check_encoding(response.headers.get("content-encoding", ""))
                body = unpacked(self._chunks(response), encoding, self._tally)
                self._watch.check()  # a connection that the watch shut looks like a finished one
                return Answer(
                    body,
                    url,
                    _kept(response, "etag"),
                    _kept(response, "last-modified"),
                    response.headers.get("content-type", "").partition(";")[0].strip().lower(),
                )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            self._watch.check()
            raise _told(error, shown(url)) from error

    def _headers(self, url: str, conditions: Mapping[str, str]) -> dict[str, str]:
        headers = {
            "Accept": "application/json",
            "Accept-Encoding": "gzip",
            "User-Agent": "smallgroup",
            **conditions,
        }
        if self._token and origin(url) == self._home:
            headers["Authorization"] = f"Bearer {self._token}"
        return headers

    def _chunks(self, response: httpx.Response) -> Iterator[bytes]:
        for chunk in response.iter_raw(STEP):
            self._watch.check()
            self._tally.received(len(chunk))
            yield chunk

    def _trace(self, event: str, info: Mapping[str, Any]) -> None:
        """Give each new connection to the watch."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._watch.hold(info["return_value"].get_extra_info("socket"))


def _check_status(response: httpx.Response) -> None:
    """`SyncError` for every status but 200."""
    status, url = response.status_code, shown(str(response.url))
    if status == 200:
        return
    if status in (401, 403):
        raise Denied(
            f"{url} wants a valid token ({status}); give one with --token-env or --token-command."
        )
    if status == 404:
        raise NotThere(f"There is nothing at {url} (404); check the address.")
    if status == 410:
        raise Expired(f"{url} is gone for good (410); ask its publisher for the new address.")
    if status == 429 or status >= 500:
        after = _retry_after(response.headers.get("retry-after", ""))
        raise Busy(f"{url} cannot answer now ({status}); try again later.", after)
    raise Unexpected(f"{url} answered {status}, which is no feed; check the address.")


def _kept(response: httpx.Response, header: str) -> str:
    """A header that will be sent back: only where that is possible."""
    value: str = response.headers.get(header, "")
    return value if value.isascii() and value.isprintable() and len(value) <= 1000 else ""


def _retry_after(header: str) -> float | None:
    """Seconds, from a number or an HTTP date; None for anything else."""
    if header.strip().isdecimal():
        return float(header.strip()[:9])
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    return max(0.0, moment.timestamp() - time.time())


def _told(error: httpx.HTTPError | httpx.InvalidURL, url: str) -> SyncError:
    """The library's error as ours."""
    causes: list[BaseException] = [error]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) and cause not in causes:
        causes.append(cause)
    for kind, meant, told in _MEANINGS:
        if any(isinstance(cause, kind) for cause in causes):
            return meant(told.format(url=url))
    return Unexpected(f"{url} cannot be asked: {error}.")


_MEANINGS: tuple[tuple[type[BaseException], type[SyncError], str], ...] = (
    (
        ssl.SSLCertVerificationError,
        Untrusted,
        "The certificate of {url} is not trusted, so nothing was asked; tell whoever runs it.",
    ),
    (ssl.SSLError, Untrusted, "{url} does not speak TLS as it should; check the address."),
    (httpx.ConnectTimeout, Unreachable, "{url} does not answer; check address and network."),
    (httpx.ConnectError, Unreachable, "{url} cannot be reached; check address and network."),
    (httpx.ProxyError, Unreachable, "The proxy did not lead to {url}; check its settings."),
    (httpx.TimeoutException, TooSlow, "{url} stopped while it answered; try again later."),
    (httpx.TransportError, BrokenOff, "{url} broke off while it answered; try again later."),
)
