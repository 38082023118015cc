"""The process in which a calendar from outside is read: bytes come in, JSON goes out, and it takes
no more of the machine than it is told that it may."""

import resource
import sys
from datetime import date

import msgspec

from store.formats.ics.calendar import read
from store.formats.ics.limits import Limits
from store.formats.ics.said import Failed, Said
from store.formats.source import FormatError


def main(words: list[str]) -> None:
    """Read a calendar from stdin; `words` are the limits as JSON, and the day it is."""
    limits = msgspec.json.decode(words[0], type=Limits)
    _hold_to(limits)
    sys.stdout.buffer.write(_answer(date.fromisoformat(words[1]), limits))


def _answer(today: date, limits: Limits) -> bytes:
    try:
        said = _encoded(read(sys.stdin.buffer.read(), today, limits), limits.output)
    except FormatError as error:
        return msgspec.json.encode(Failed(str(error)))
    except (MemoryError, RecursionError):
        return msgspec.json.encode(Failed(limits.too_much_memory))
    return said


def _encoded(said: Said, most: int) -> bytes:
    size = 0
    for item in said.items:
        size += len(msgspec.json.encode(item))
        if size > most:
            raise FormatError(
                f"What this calendar says within three years is more than {most:,} bytes, the most "
                "that is taken; ask its publisher for a smaller one."
            )
    return msgspec.json.encode(said)


def _hold_to(limits: Limits) -> None:
    for what, most in (
        (resource.RLIMIT_CPU, limits.cpu),
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        within = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(what, (within, hard))
        except (ValueError, OSError):
            continue  # macOS takes no limit of memory; the others still hold
