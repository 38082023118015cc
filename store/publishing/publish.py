"""Publishing records into a folder, from end to end."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from store.formats import feed
from store.publishing.documents import ENTRY, Document, deltas, entry, gone, mark, pages
from store.publishing.folder import Alarming, Folder, NotOurs, held
from store.publishing.parting import stones
from store.publishing.publication import Publication, following, going, items_of, withdrawn
from store.publishing.versions import NO_VERSIONS, Versions
from store.record import Record
from store.store import Store

LASTING = 4  # publications before this one whose readers may still be at their pages


class Published(NamedTuple):
    """What came of it: how many records there are, how many of them are new or changed since the
    last time and how many went (all are new where nothing was published before), and how many
    files were written."""

    records: int
    changed: int
    went: int
    written: int


def publish(  # noqa: PLR0913 — what is published, where, and how
    path: Path,
    records: Iterable[Record],
    store: Store,
    *,
    title: str,
    versions: Versions = NO_VERSIONS,
    anew: bool = False,
) -> Published:
    """Publish these records of the store into the folder, which is made where there is none.

    `NotOurs` where something else stands there and `Alarming` where most of what was published
    would go, and then nothing was written; `anew` does it all the same. No file is touched where
    nothing changed.
    """
    leaving = list(records)
    with held(path) as folder:
        before = _before(folder, anew=anew)
        items = items_of(leaving, versions)
        if not anew and before and (many := going(before, items)):
            raise Alarming(
                f"{many:,} of the {len(before.items):,} records that are published in {path} "
                "would go. Nothing was written: check what you publish, or add --yes."
            )
        keep, first = {ENTRY}, ""
        for page in pages(items, versions.desk):
            folder.put(*page)
            keep.add(page.name)
            first = page.name
        now = following(before, items, first, versions, lambda left: stones(store, left))
        keep |= _put(folder, now, feed.about(title, leaving), versions.desk)
        hidden = withdrawn(before, now)
        for step in now.steps[-LASTING:]:
            keep |= folder.pages_from(step.since, hidden)
        folder.clear(keep)
    return _told(before, now, folder.written)


def _before(folder: Folder, *, anew: bool) -> Publication | None:
    try:
        return folder.published()
    except NotOurs:
        if anew:
            return None
        raise


def _put(folder: Folder, now: Publication, about: Mapping[str, str], desk: str) -> set[str]:
    """Put all but the pages there, the entry last; their names."""
    begin = now.first
    if now.gone:
        begin = _kept(folder, gone(now, begin, desk))
    cursor = mark(begin)
    links, names = [], {begin}
    for link, documents in deltas(now.steps, cursor, desk):
        names |= {_kept(folder, document) for document in documents}
        links.append(link)
    head = {**about, "cursor": cursor, "total": len(now.items)}
    folder.settle()
    folder.put(ENTRY, entry(head, desk, begin, links))
    folder.settle()
    return names


def _kept(folder: Folder, document: Document) -> str:
    folder.put(*document)
    return document.name


def _told(before: Publication | None, now: Publication, written: int) -> Published:
    if before is None:
        return Published(len(now.items), len(now.items), 0, written)
    if now is before:
        return Published(len(now.items), 0, 0, written)
    step = now.steps[-1]
    return Published(len(now.items), len(step.items), len(step.gone), written)
