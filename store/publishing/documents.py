"""The documents of a publication, as bytes; the same publication gives the same."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from typing import Any, NamedTuple

import msgspec

from store.formats.feed import VERSION
from store.publishing.publication import Lines, Publication, Step

ENTRY = "feed.json"
PAGE, GONE, DELTA = "page", "gone", "delta"
PAGE_ITEMS = 1_000
PAGE_BYTES = 4 << 20  # where a page ends all the same; a single item may be larger
DIGITS = 20  # of a hash: 80 bits


class Document(NamedTuple):
    """A file to be."""

    name: str
    body: bytes


class Links(NamedTuple):
    """Where a step begins, the first document that tells of it, and of how many records."""

    since: str
    url: str
    items: int


def digest(body: bytes) -> str:
    """What a file with this in it is called after."""
    return sha256(body).hexdigest()[:DIGITS]


def mark(name: str) -> str:
    """The hash in a file's name."""
    return name.partition(".")[0].rpartition("-")[2]


def pages(items: Lines, desk: str) -> Iterator[Document]:
    """The snapshot, the last page first; there is always one."""
    return _chained(PAGE, {"mode": "snapshot"}, desk, items, {})


def gone(publication: Publication, first: str, desk: str) -> Document:
    """What is no more, and then the first page."""
    body = _document({"mode": "snapshot"}, desk, first, (), tuple(publication.gone.values()))
    return Document(f"{GONE}-{digest(body)}.json", body)


def deltas(steps: Sequence[Step], cursor: str, desk: str) -> Iterator[tuple[Links, list[Document]]]:
    """The documents of each step, up to the cursor."""
    ends = [*(step.since for step in steps[1:]), cursor]
    for step, end in zip(steps, ends, strict=False):
        head = {"mode": "delta", "since": step.since, "cursor": end}
        made = list(_chained(DELTA, head, desk, step.items, step.gone))
        yield Links(step.since, made[-1].name, len(step.items) + len(step.gone)), made


def entry(head: Mapping[str, Any], desk: str, first: str, links: Sequence[Links]) -> bytes:
    """The entry: `head` is what it says of the publication, `first` where that begins."""
    chained = {"_deltas": [link._asdict() for link in links]}
    return _document({"mode": "snapshot", **head, **chained}, desk, first, (), ())


def _chained(
    prefix: str, head: Mapping[str, Any], desk: str, items: Lines, gone: Lines
) -> Iterator[Document]:
    following = ""
    parts = list(_parts(list(items.values())))
    for place, part in reversed(list(enumerate(parts))):
        stones = tuple(gone.values()) if not place else ()
        body = _document(head, desk, following, part, stones)
        yield (made := Document(f"{prefix}-{digest(body)}.json", body))
        following = made.name


def _parts(lines: list[bytes]) -> Iterator[Sequence[bytes]]:
    start, size = 0, 0
    for place, line in enumerate(lines):
        size += len(line)
        if place - start == PAGE_ITEMS or (size > PAGE_BYTES and place > start):
            yield lines[start:place]
            start, size = place, len(line)
    yield lines[start:]


def _document(
    head: Mapping[str, Any],
    desk: str,
    following: str,
    items: Sequence[bytes],
    gone: Sequence[bytes],
) -> bytes:
    said = {
        "version": VERSION,
        **({"next_url": following} if following else {}),
        **({"_desk": desk} if desk else {}),
        **head,
    }
    return b"".join(
        chain(
            (msgspec.json.encode(said)[:-1], b',\n"items":[', _lines(items)),
            (b'],\n"tombstones":[', _lines(gone), b"]}\n"),
        )
    )


def _lines(lines: Sequence[bytes]) -> bytes:
    return b"\n" + b",\n".join(lines) + b"\n" if lines else b""
