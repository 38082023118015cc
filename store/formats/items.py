"""The items of a news feed, whatever its format: each made safe, or set aside with its reason."""

import re
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from store.fields import FieldError
from store.formats.moments import moment
from store.formats.source import Aside, News, Told, told
from store.text import clean_line, clean_long, shorten
from store.types.base import decode_id

MOST = 5000  # items of one feed
LONGEST_TITLE, LONGEST_TEXT, LONGEST_LINK, LONGEST_ID = 300, 2000, 2000, 255
KIND = "news"


class Raw(NamedTuple):
    """An item as a feed has it, without markup but not yet made safe, but for the `link`;
    `published` and `start` are dates as the format writes them."""

    id: str
    title: str
    text: str
    link: str
    published: str
    start: str = ""


def gathered(raws: Iterable[Raw], title: str, url: str) -> Told:
    """What a feed of this title, at this address, says."""
    publisher = shorten(clean_line(title), LONGEST_TITLE) or urlsplit(url).hostname or ""
    raws = [raw._replace(id=" ".join(raw.id.split())) for raw in raws]
    named = Counter(raw.id or raw.link for raw in raws)
    news: dict[str, News] = {}
    asides = []
    for raw in raws:
        found = _item(raw, publisher, alone=named[raw.id or raw.link] == 1)
        if isinstance(found, News) and news.setdefault(found.id, found) != found:
            found = _aside(raw, "id", "an item before it has the same id")
        if isinstance(found, Aside):
            asides.append(found)
    return Told(records=[], asides=asides, news=list(news.values()), mode="delta")


def first_link(links: Iterable[tuple[str, str]]) -> str:
    """The first of these addresses (each with the one that it is relative to) that may be shown."""
    return next(filter(None, (safe_link(*link) for link in links)), "")


def safe_link(link: str, base: str) -> str:
    """The address of a page on the web, made whole; "" for any other, and for one that holds
    characters that no address has, or a password."""
    link = re.sub(r"[\t\r\n]", "", link.strip()).replace(" ", "%20")
    if not link or len(link) > LONGEST_LINK or "\\" in link:
        return ""
    with suppress(ValueError):  # what is no address
        whole = urljoin(base, link)
        parts = urlsplit(whole)
        named = parts.hostname and parts.port != 0 and "@" not in parts.netloc
        safe = len(whole) <= LONGEST_LINK and clean_line(whole) == whole
        if named and safe and parts.scheme in ("http", "https"):
            return whole
    return ""


def _item(raw: Raw, publisher: str, *, alone: bool) -> News | Aside:
    text = shorten(clean_long(raw.text).strip(), LONGEST_TEXT)
    published = moment(raw.published)
    title = shorten(clean_line(raw.title) or clean_line(text) or raw.link, LONGEST_TITLE)
    if not title:
        return _aside(raw, "title", "it has neither a title, nor text, nor a link")
    id_ = raw.id or (raw.link if alone and raw.link else _digest(raw.link, title, published))
    if len(id_) > LONGEST_ID:
        id_ = _digest(id_)
    try:
        decode_id(id_)
    except FieldError as error:
        return _aside(raw, "id", str(error))
    return News(
        id=id_,
        title=title,
        link=raw.link,
        published=published,
        publisher=publisher,
        text=text,
        start=moment(raw.start),
    )


def _digest(*words: str) -> str:
    return sha256("\0".join(words).encode("utf-8", "replace")).hexdigest()


def _aside(raw: Raw, field: str, why: str) -> Aside:
    return Aside(told(raw.id), KIND, {field: why})
