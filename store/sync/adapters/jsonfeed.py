"""JSON Feed 1.1, and the 1.0 before it (jsonfeed.org/version/1.1). `next_url` is not followed: what
is older than the feed is no news."""

import re
from typing import Any

from store.formats.items import KIND, MOST, Raw, first_link, gathered
from store.formats.markup import plain
from store.formats.source import Aside, FormatError, Told, decode_json, too_many
from store.sync.adapters import Asked
from store.sync.adapters.shape import itself

VERSION = re.compile(rb'"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org')
LONGEST = 32 * 1024  # characters of a text

address = itself  # a feed has what is new, and no cursor


def recognise(body: bytes, media_type: str) -> bool:
    """JSON that says JSON Feed's version, wherever it says so."""
    start = body[:16].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start[:1] == b"{" and VERSION.search(body) is not None


def read(body: bytes, asked: Asked) -> Told:
    """The items of a feed."""
    document = decode_json(body)
    if not isinstance(document, dict) or "jsonfeed.org" not in _words(document, "version"):
        raise FormatError("This JSON is no JSON Feed: it does not say its version.")
    items = document.get("items")
    if not isinstance(items, list):
        raise FormatError("This JSON Feed has no list of items; tell whoever publishes it.")
    if len(items) > MOST:
        raise too_many(MOST)
    raws = [_raw(item, asked) for item in items if isinstance(item, dict)]
    found = gathered(raws, _words(document, "title"), asked.url)
    wrong = [Aside("", KIND, {"item": "it is not a JSON object"})] * (len(items) - len(raws))
    found.asides.extend(wrong)
    return found


def _raw(item: dict[str, Any], asked: Asked) -> Raw:
    asked.check()
    shown = _words(item, "summary") or _words(item, "content_text")
    return Raw(
        id=_id(item.get("id")),
        title=_words(item, "title"),
        text=shown or plain(_words(item, "content_html")),
        link=first_link((_words(item, name), asked.url) for name in ("url", "external_url")),
        published=_words(item, "date_published") or _words(item, "date_modified"),
    )


def _words(item: dict[str, Any], name: str) -> str:
    """A text of the item; "" where it is none."""
    value = item.get(name)
    return value[:LONGEST].strip() if isinstance(value, str) else ""


def _id(value: Any) -> str:
    """The id; "If an id is presented as a number, a reader must coerce it to a string"."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""
