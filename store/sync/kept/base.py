"""`base.json`: what is known of a source from before, as bytes and back.

    {"rest":{"conflicts":[…],"missing":[…]},
    "seen":{"IT":["member",{…}],
    …}}

The small part has the first line to itself, so that a run in which the source says nothing new
need not read what it said before. What it said is not decoded: it stays a piece of these bytes.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec
from msgspec import Struct, structs

from store import door
from store.kinds import KINDS
from store.sync.kept.memory import Memory, Seen

FIRST = b'{"rest":'
PIECE = 1_000  # records that are encoded at a time


class _Rest(Struct, frozen=True):
    rest: Memory


class _Whole(_Rest, frozen=True):
    seen: dict[str, Seen]


class _FormerSeen(Struct, frozen=True):
    kind: str
    data: dict[str, Any]


class _Former(Memory, frozen=True, kw_only=True):
    """The shape of the first files."""

    seen: dict[str, _FormerSeen]  # type: ignore[assignment]


def write(memory: Memory) -> Iterator[bytes]:
    """The file in pieces."""
    yield FIRST + msgspec.json.encode(structs.replace(memory, seen={})) + b',\n"seen":{'
    items = iter(memory.seen.items())
    between = b""
    while some := dict(islice(items, PIECE)):
        yield between + msgspec.json.encode(some)[1:-1]
        between = b",\n"
    yield b"}}\n"


def read(source: bytes) -> Memory:
    """All that the file says; `msgspec.DecodeError` where it is none."""
    if not source.startswith(FIRST):
        return _former(source)
    whole = msgspec.json.decode(source, type=_Whole)
    return structs.replace(whole.rest, seen=whole.seen)


def read_rest(line: bytes) -> Memory:
    """What the file's first line says: all but what the source said."""
    if not line.startswith(FIRST):
        return structs.replace(_former(line), seen={})
    return msgspec.json.decode(line.rstrip(b",\n") + b"}", type=_Rest).rest


def _former(source: bytes) -> Memory:
    former = msgspec.json.decode(source, type=_Former)
    seen = {}
    for id_, said in former.seen.items():
        try:
            record = door.admit(KINDS[said.kind], {**said.data, "id": id_})
        except (KeyError, door.Problems) as error:
            raise msgspec.ValidationError(f"{id_} cannot be read: {error}") from error
        seen[id_] = Seen.of(record)
    return Memory(seen, former.conflicts, former.missing)
