"""How much of a source is taken at most, and how long it is waited for."""

import re

from msgspec import Struct

from store.sync.errors import BadSource

SIZE = re.compile(r"([0-9]{1,12})(?:[.,]([0-9]{1,3}))?\s*([kmg]?)(i?)b?", re.IGNORECASE)
POWERS = {"": 0, "k": 1, "m": 2, "g": 3}


class Limits(Struct, frozen=True):
    """Bytes, pages, items and redirects are counted over a whole run; times are seconds: for a
    connection, for one read, for the run, and the longest wait that a busy server may ask for.

    `most` bytes are taken on the wire, and as many unpacked; 0 is as many as the source's
    definition says, or else its format.
    """

    most: int = 0
    pages: int = 1000
    items: int = 1_000_000
    redirects: int = 5
    connect: float = 10.0
    read: float = 30.0
    total: float = 300.0
    tries: int = 4
    pause: float = 0.3
    longest_pause: float = 30.0


def size_of(words: str) -> int:
    """Bytes as a person writes them: `20MB`, `1.5 GB`, `512 KiB`, `200000`; `BadSource` where it
    is no size, or none at all."""
    said = SIZE.fullmatch(words.strip())
    size = 0
    if said is not None:
        whole, part, power, binary = said.groups(default="")
        unit = (1024 if binary else 1000) ** POWERS[power.lower()]
        size = int(whole) * unit + int(part or 0) * unit // 10 ** len(part)
    if size <= 0:
        raise BadSource(f"“{words[:40]}” is no size; write it as 20MB, 500kB or 1GB.")
    return size


def size_in_words(size: int) -> str:
    """Bytes for a person: exact where they are round, as `20 MB` or `100 MiB`."""
    for unit, name in (
        *((1000**power, f"{letter}B") for power, letter in ((3, "G"), (2, "M"), (1, "k"))),
        *((1024**power, f"{letter}iB") for power, letter in ((3, "G"), (2, "M"), (1, "K"))),
    ):
        if size >= unit and size % unit == 0:
            return f"{size // unit:,} {name}"
    return f"{size:,} bytes"
