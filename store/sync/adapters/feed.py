"""The native feed: the format itself is in `store.formats.feed`."""

from urllib.parse import urlencode, urlsplit, urlunsplit

from store.formats import feed
from store.formats.source import Told
from store.sync.adapters import Asked

LOOK = 4096  # bytes from the beginning within which a feed says its version


def recognise(body: bytes, media_type: str) -> bool:
    """JSON that says a version as ours does, near its beginning."""
    start = body[:LOOK].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start[:1] == b"{" and b'"smallgroup/' in start


def address(url: str, cursor: str) -> str:
    """The cursor as `since`, beside what the address asks for already."""
    if not cursor:
        return url
    parts = urlsplit(url)
    query = "&".join(filter(None, (parts.query, urlencode({"since": cursor}))))
    return urlunsplit(parts._replace(query=query))


def read(body: bytes, asked: Asked) -> Told:
    """One page of the feed."""
    return feed.read(body)
