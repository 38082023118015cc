"""The bytes of an answer, unpacked and counted as they come: no small answer grows large."""

import zlib
from io import BytesIO
from typing import Protocol

from store.sync.errors import BrokenOff, Unexpected

STEP = 1024 * 1024


class Budget(Protocol):
    """What may still be unpacked."""

    def spend(self, size: int) -> None:
        """Count these bytes; `TooLarge` where they are too many."""


def check_encoding(encoding: str) -> str:
    """`gzip` or "" for a Content-Encoding that we take; `Unexpected` for any other."""
    named = encoding.strip().lower()
    if named in ("", "identity"):
        return ""
    if named in ("gzip", "x-gzip"):
        return "gzip"
    raise Unexpected(
        f"The source packs its answer as “{named[:40]}”, though only gzip was asked for; tell "
        "whoever publishes it."
    )


class Unpacker:
    """A body in the making; it is held once."""

    def __init__(self, encoding: str, budget: Budget) -> None:
        self._gzip = zlib.decompressobj(wbits=31) if encoding == "gzip" else None
        self._budget = budget
        self._body = BytesIO()

    def take(self, chunk: bytes) -> None:
        """The next bytes as they came; `Unexpected` where they are no gzip, or go on after it."""
        if self._gzip is None:
            self._keep(chunk)
            return
        waiting = chunk
        while waiting and not self._gzip.eof:
            self._keep(self._more(self._gzip, waiting))
            waiting = self._gzip.unconsumed_tail
        if waiting or self._gzip.unused_data:
            raise Unexpected("The source's gzip goes on after its end; nothing was taken.")

    def finish(self) -> bytes:
        """The whole body; `BrokenOff` where packed bytes ended too early."""
        if self._gzip is not None:
            while not self._gzip.eof and (rest := self._more(self._gzip, b"")):
                self._keep(rest)
            if not self._gzip.eof:
                raise BrokenOff(
                    "The source's answer ended too early; nothing was changed: try again."
                )
        return self._body.getvalue()

    def _more(self, unpacker: "zlib._Decompress", packed: bytes) -> bytes:
        try:
            return unpacker.decompress(packed, STEP)
        except zlib.error as error:
            raise Unexpected("The source's gzip is damaged; tell whoever publishes it.") from error

    def _keep(self, piece: bytes) -> None:
        self._budget.spend(len(piece))
        self._body.write(piece)
