"""The bytes of an answer, unpacked and counted as they come: no small answer grows large."""

import zlib
from collections.abc import Iterable, Iterator
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


def unpacked(chunks: Iterable[bytes], encoding: str, budget: Budget) -> bytes:
    """The whole body; `BrokenOff` where packed bytes end too early."""
    plain = _gunzipped(chunks) if encoding == "gzip" else chunks
    body = bytearray()
    for piece in plain:
        budget.spend(len(piece))
        body += piece
    return bytes(body)


def _gunzipped(chunks: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        for chunk in chunks:
            waiting = chunk
            while waiting and not unpacker.eof:
                yield unpacker.decompress(waiting, STEP)
                waiting = unpacker.unconsumed_tail
            if waiting or unpacker.unused_data:
                raise Unexpected("The source's gzip goes on after its end; nothing was taken.")
        while not unpacker.eof and (rest := unpacker.decompress(b"", STEP)):
            yield rest
    except zlib.error as error:
        raise Unexpected("The source's gzip is damaged; tell whoever publishes it.") from error
    if not unpacker.eof:
        raise BrokenOff("The source's answer ended too early; nothing was changed: try again.")
