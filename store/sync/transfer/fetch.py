"""One answer over HTTP. Redirects, retries, packing and limits are seen to here, because each is a
way in which a server can hurt us."""

import asyncio
from collections.abc import Mapping
from typing import NamedTuple, Self

import httpx
import stamina

from store.sync.address import shown
from store.sync.errors import ConditionRefused, SyncError, Unexpected, Untrusted
from store.sync.transfer.client import LOCATION, Meeting, client, meaning
from store.sync.transfer.hops import Hops
from store.sync.transfer.loop import WatchedLoop
from store.sync.transfer.refusals import check_status
from store.sync.transfer.tally import Tally
from store.sync.transfer.unpack import Unpacker, check_encoding
from store.sync.transfer.watch import Watch

REDIRECTS = (301, 302, 303, 307, 308)
STEP = 64 * 1024

# stamina tells each retry to structlog, or to stderr; ours are told in a sentence, or not at all
stamina.instrumentation.set_on_retry_hooks(())


class Answer(NamedTuple):
    """What a server said: the body (None: not modified), where it came from after redirects,
    the headers with which to ask whether it has changed, and its media type in small letters."""

    body: bytes | None
    url: str
    etag: str
    last_modified: str
    media_type: str

    def __repr__(self) -> str:
        """Without the body: asyncio writes it out whenever it runs a task in the main thread."""
        return f"Answer({self.url!r})"


class Fetcher:
    """One connection to a source, for as long as a run takes: `token` goes to its own origin and
    nowhere else."""

    def __init__(
        self, source_url: str, token: str, tally: Tally, watch: Watch, *, insecure: bool
    ) -> None:
        self._token = token
        self._tally = tally
        self._limits = tally.limits
        self._watch = watch
        self._hops = Hops(source_url, insecure=insecure)
        self._client = client(source_url)
        self._loop = WatchedLoop(watch)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._loop as loop:
            loop.run(self._client.aclose())

    def get(self, url: str, accept: str, conditions: Mapping[str, str] = {}) -> Answer:
        """The answer at this address, asked for again where that may help; else `SyncError`."""
        headers = {"Accept": accept, "Accept-Encoding": "gzip", "User-Agent": "smallgroup"}
        try:
            answer = self._loop.run(self._tried(url, {**headers, **conditions}))
        except ConditionRefused:
            if not conditions:
                raise
            return self.get(url, accept)
        if answer.body is None and not conditions:
            raise Unexpected(
                f"{shown(url)} says that nothing changed (304), though it was never read; tell "
                "whoever runs it."
            )
        return answer

    def rest(self, seconds: float) -> None:
        """Ask nothing for so long, out of courtesy, or until it is time to end."""
        if seconds:
            self._loop.run(asyncio.sleep(seconds))

    async def _tried(self, url: str, headers: Mapping[str, str]) -> Answer:
        limits = self._limits
        async for attempt in stamina.retry_context(
            on=self._wait,
            attempts=limits.tries,
            timeout=None,  # the watch ends it
            wait_initial=limits.pause,
            wait_max=limits.longest_pause,
            wait_jitter=limits.pause / 2,
        ):
            with attempt:
                return await self._followed(url, headers)
        raise AssertionError("the last try returns or raises")

    def _wait(self, error: BaseException) -> bool | float:
        """Whether to try again: True after a pause that grows, or after so many seconds. A server
        that wants a longer pause than we take is left alone."""
        if not isinstance(error, SyncError) or not error.again:
            return False
        wanted = error.after or 0.0
        if (
            wanted > self._limits.longest_pause
            or max(wanted, self._limits.pause) > self._watch.left
        ):
            return False
        return wanted if wanted > self._limits.pause else True

    async def _followed(self, url: str, headers: Mapping[str, str]) -> Answer:
        self._hops.check_first(url)
        here = url
        for _ in range(self._limits.redirects + 1):
            answer = await self._asked(here, headers)
            if not isinstance(answer, str):
                return answer
            here = answer
        raise Untrusted(
            f"{shown(url)} leads on more than {self._limits.redirects} times; check the address."
        )

    async def _asked(self, url: str, headers: Mapping[str, str]) -> Answer | str:
        """The answer, or the address that it leads to."""
        known = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        limits, meeting = self._limits, Meeting(url, self._hops)
        try:
            async with self._client.stream(
                "GET",
                url,
                headers={**headers, **(known if self._hops.takes_token(url) else {})},
                timeout=httpx.Timeout(limits.read, connect=limits.connect),
                extensions={"trace": meeting.trace},
            ) as response:
                if response.status_code in REDIRECTS:
                    return self._hops.leads(url, response.extensions[LOCATION])
                if response.status_code == 304:
                    return Answer(None, url, "", "", "")
                check_status(response.status_code, response.headers, shown(url))
                body = await self._body(response)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise meaning(error, shown(url), by_proxy=meeting.by_proxy) from error
        media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Answer(
            body, url, _kept(response, "etag"), _kept(response, "last-modified"), media_type
        )

    async def _body(self, response: httpx.Response) -> bytes:
        encoding = check_encoding(response.headers.get("content-encoding", ""))
        unpacker = Unpacker(encoding, self._tally)
        async for chunk in response.aiter_raw(STEP):
            self._tally.received(len(chunk))
            unpacker.take(chunk)
            self._watch.check()
        return unpacker.finish()


def _kept(response: httpx.Response, name: str) -> str:
    """A header that can be sent back as it came, else ""."""
    value: str = response.headers.get(name, "")
    return value if value.isascii() and value.isprintable() and len(value) <= 1024 else ""
