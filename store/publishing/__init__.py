"""A feed as a folder that any static web server can serve, for as many readers as may come.

    feed.json         the entry: where the snapshot begins, and the chain of deltas
    gone-HASH.json    what is no more, and then
    page-HASH.json    the records, 1,000 a page, each naming the next
    delta-HASH.json   what changed from one publication to the next

All but the entry are named after what is in them, so that they never change and a cache may keep
them for good. The cursor is the first page's hash: the same records have the same cursor. The entry
has no items of its own: a reader who knows deltas pays for the entry and what is new, any other
follows `next_url`.

    publication  what is published, and what follows when other records are (pure)
    documents    its documents, as bytes
    folder       the folder: read back, written, cleared

What was published last is read back from the folder itself, so that there is no second account of
it that could differ.
"""

from store.publishing.folder import Alarming, NotOurs
from store.publishing.publish import Published, publish
from store.publishing.versions import Versions

__all__ = ["Alarming", "NotOurs", "Published", "Versions", "publish"]
