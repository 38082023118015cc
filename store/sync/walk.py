"""From page to page of a source: within where it began, never twice to the same, and where it says
what changed since it was read last, to that alone."""

from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import urljoin

from store.formats.source import FormatError, Told
from store.sync.address import origin, shown
from store.sync.chain import in_a_row, way_from
from store.sync.errors import (
    BadPage,
    BadSource,
    Denied,
    Expired,
    Failed,
    NoConnection,
    NotThere,
    Unexpected,
    Unreachable,
    Untrusted,
)

# a delta that cannot be had; some servers say of what is not there that it may not be seen
NOT_TOLD = (NotThere, Denied, Expired, Failed, Unexpected, Unreachable, Untrusted, BadSource)


class Piece(NamedTuple):
    """One document, and where it stands."""

    body: bytes
    url: str
    media_type: str = ""


class Walk:
    """How a source is walked: `get` gives the document at an address, `read` what it says."""

    def __init__(self, get: Callable[[str], Piece], read: Callable[[Piece], Told]) -> None:
        self._get = get
        self.read = read

    def following(self, piece: Piece, page: Told) -> Iterator[Told]:
        """The pages after this one."""
        start, seen = piece.url, {piece.url}
        while page.next_url:
            address = _within(start, piece.url, page.next_url)
            if address in seen:
                raise BadPage(
                    f"The pages go round in a circle at {shown(address)}; tell whoever publishes "
                    "the feed."
                )
            seen.add(address)
            piece = self._get(address)
            page = self.read(piece)
            yield page

    def changes(
        self, piece: Piece, page: Told, cursor: str, join: Callable[[list[Told]], Told]
    ) -> Told | None:
        """What changed since a cursor, by the deltas that the first page names; None where that
        cannot be told, whatever the reason: then the page and those after it tell all."""
        way = way_from(cursor, page)
        if way is None:
            return None
        links = []
        for delta, end in way:
            try:
                told = self._linked(piece, delta.url, join)
            except NoConnection:
                raise
            except (*NOT_TOLD, BadPage, FormatError):
                return None
            if (told.mode, told.since, told.cursor) != ("delta", delta.since, end):
                return None
            links.append(told)
        return in_a_row(page, cursor, links) if all(t.desk == page.desk for t in links) else None

    def _linked(self, piece: Piece, link: str, join: Callable[[list[Told]], Told]) -> Told:
        found = self._get(_within(piece.url, piece.url, link))
        page = self.read(found)
        return join([page, *self.following(found, page)])


def _within(start: str, url: str, link: str) -> str:
    """The address of a link, at the same origin as the start."""
    try:
        address = urljoin(url, link)
    except ValueError as error:
        raise BadPage(f"The next page's address is no web address: {error}.") from error
    if origin(address) != origin(start):
        raise BadPage(
            f"The next page stands elsewhere, at {shown(address)}, and is not asked for; "
            "tell whoever publishes the feed."
        )
    return address
