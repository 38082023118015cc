"""An event loop for one transfer at a time: whoever waits in it can be ended at any moment.

Between transfers nothing runs in it, so that reading a page blocks nobody. Each run has its own.
"""

import asyncio
import socket
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any, Self, TypeVar

from store.sync.transfer.watch import Watch

LOOK = 0.05  # seconds between two looks at the watch

T = TypeVar("T")


class WatchedLoop:
    """Runs coroutines to their end, or until it is time to end; not within another loop."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._runner = asyncio.Runner(loop_factory=_Loop)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.close()

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """What the work gives; where it is time to end it is cancelled, and what the watch says
        is raised."""
        return self._runner.run(self._watched(work))

    async def _watched(self, work: Coroutine[Any, Any, T]) -> T:
        task = asyncio.ensure_future(work)
        try:
            while not (await asyncio.wait([task], timeout=LOOK))[0]:
                self._watch.check()
            return task.result()
        finally:
            task.cancel()
            await asyncio.wait([task])


class _Loop(asyncio.SelectorEventLoop):
    """A loop that does not wait for names to be looked up once nobody wants to know any more.

    `getaddrinfo` cannot be stopped and takes half a minute on a bad network. In the pool that
    asyncio has for it, it would hold up the end of the run and that of the program.
    """

    async def getaddrinfo(  # noqa: PLR0913 — as asyncio has it
        self,
        host: bytes | str | None,
        port: bytes | str | int | None,
        *,
        family: int = 0,
        type: int = 0,
        proto: int = 0,
        flags: int = 0,
    ) -> Any:
        """As the system says."""
        found: asyncio.Future[Any] = self.create_future()

        def look_up() -> None:
            try:
                addresses = socket.getaddrinfo(host, port, family, type, proto, flags)
            except (OSError, UnicodeError) as error:
                self._settle(found, found.set_exception, error)
            else:
                self._settle(found, found.set_result, addresses)

        threading.Thread(target=look_up, name="sync name", daemon=True).start()
        return await found

    def _settle(
        self, found: asyncio.Future[Any], settle: Callable[[Any], object], value: object
    ) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody waits
            self.call_soon_threadsafe(lambda: found.done() or settle(value))
