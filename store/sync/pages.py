"""A whole feed, from a file or over HTTP: all its pages in one, or that it has not changed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from store.formats.feed import check_ids
from store.formats.source import Told
from store.names import Names
from store.sync.adapters import ADAPTERS, AUTO, Adapter, Asked, recognised
from store.sync.address import file_path, is_web
from store.sync.errors import BadPage, Expired
from store.sync.kept.sources import Reached, Source
from store.sync.transfer.limits import Limits
from store.sync.transfer.local import fingerprint, read_file
from store.sync.transfer.tally import Tally
from store.sync.transfer.tokens import token_of
from store.sync.transfer.watch import Watch
from store.sync.walk import Piece, Walk
from store.text import clean_line

if TYPE_CHECKING:
    from store.sync.transfer.fetch import Answer, Fetcher


class Fetched(Struct, frozen=True):
    """What a source told (None: it has not changed) and what to ask with next time."""

    told: Told | None
    reached: Reached


class _Reading:
    """A source as its format is read; the format is told from the first answer where it is not
    known yet."""

    def __init__(
        self, source: Source, reached: Reached, names: Names, watch: Watch, tally: Tally
    ) -> None:
        name = reached.format if source.format == AUTO else source.format
        self.adapter = ADAPTERS.get(name)
        self._names = names
        self._watch = watch
        self._most = source.most
        tally.allow(source.most or max(adapter.most for adapter in self._possible))

    @property
    def accept(self) -> str:
        """The media types to ask for; any other rather than a refusal to name one of these."""
        wanted = dict.fromkeys(adapter.accept for adapter in self._possible)
        return ", ".join([*wanted, "*/*;q=0.1"])

    @property
    def _possible(self) -> list[Adapter]:
        return [self.adapter] if self.adapter else list(ADAPTERS.values())

    def address(self, url: str, cursor: str) -> str:
        """The address to ask for what is new since the cursor."""
        return self.adapter.address(url, cursor) if self.adapter else url

    def learn(self, body: bytes, media_type: str, tally: Tally) -> Adapter:
        """The format, told from this answer where it is not known yet."""
        if self.adapter is None:
            self.adapter = recognised(body, media_type)
            tally.allow(self._most or self.adapter.most)
        return self.adapter

    def page(self, piece: Piece, tally: Tally) -> Told:
        """One answer, read and counted."""
        adapter = self.learn(piece.body, piece.media_type, tally)
        names = self._names
        page = adapter.read(
            piece.body, Asked(piece.url, names.today, self._watch.check, names.exactly)
        )
        asides = sum(aside.times for aside in page.asides)
        tally.page(len(page.records) + len(page.news) + asides)
        return page

    @property
    def pause(self) -> float:
        """For how many seconds the server is to rest before it is asked for more."""
        return self.adapter.pause if self.adapter else 0.0

    def reached(self, etag: str, last_modified: str, told: Told) -> Reached:
        """What to ask with next time."""
        name = self.adapter.name if self.adapter else ""
        return Reached(
            etag,
            last_modified,
            told.cursor,
            format=name,
            until=told.until,
            static=told.deltas is not None,
        )


def fetch(
    source: Source,
    reached: Reached,
    tally: Tally,
    cancelled: Callable[[], bool],
    names: Names,
) -> Fetched:
    """All that a source has to say since it was read last; `SyncError` or `FormatError` where it
    cannot be had, and then nothing of it counts."""
    reached = reached.on(names.today)
    watch = Watch(tally.limits.total, cancelled)
    watch.check()
    reading = _Reading(source, reached, names, watch, tally)
    if not is_web(source.url):
        return _from_file(source, reading, reached, tally)
    from store.sync.transfer.fetch import Fetcher

    token = token_of(source, watch.check)
    with Fetcher(source.url, token, tally, watch, insecure=source.insecure_http) as fetcher:
        try:
            fetched = _from_web(fetcher, source.url, reading, reached, tally)
        except Expired:
            if not reached.cursor:
                raise
            return _from_web(fetcher, source.url, reading, Reached(), tally)
        if _leaves_a_gap(fetched.told, reached):
            fetched = _from_web(fetcher, source.url, reading, Reached(), tally)
        return _whole(fetched, reached)


def whole_file(path: Path, names: Names) -> Told:
    """A feed in a file and those beside it."""
    tally = Tally(Limits(), lambda _bytes, _pages, _items: None)
    source = Source("file", str(path.absolute()), format="feed")
    told = fetch(source, Reached(), tally, lambda: False, names).told
    assert told is not None  # it was never read before, so that it must have changed
    return told


def _from_file(source: Source, reading: _Reading, reached: Reached, tally: Tally) -> Fetched:
    path = file_path(source.url)
    first = Piece(read_file(path, tally), path.as_uri())
    mark = fingerprint(first.body)
    if mark == reached.etag:
        return Fetched(None, reached)

    def beside(url: str) -> Piece:
        other = file_path(url)
        if not other.resolve().is_relative_to(path.parent.resolve()):
            raise BadPage(
                f"The next page, {clean_line(str(other))}, is not in the feed's folder, and is not "
                "read; tell whoever made the feed."
            )
        return Piece(read_file(other, tally), url)

    whole = _walked(first, Walk(beside, partial(reading.page, tally=tally)), reached.cursor)
    return _whole(Fetched(whole, reading.reached(mark, "", whole)), reached)


def _whole(fetched: Fetched, reached: Reached) -> Fetched:
    if _leaves_a_gap(fetched.told, reached):
        raise BadPage(
            "The source tells only what changed since another time than it was read last; ask its "
            "publisher for a snapshot."
        )
    return fetched


def _from_web(
    fetcher: "Fetcher", url: str, reading: _Reading, reached: Reached, tally: Tally
) -> Fetched:
    cursor = "" if reached.static else reached.cursor
    asked = reading.address(url, cursor)
    first = fetcher.get(asked, reading.accept, _conditions(reached))
    if first.body is None:
        return Fetched(None, reached)
    adapter = reading.learn(first.body, first.media_type, tally)
    if (properly := adapter.address(url, cursor)) != asked:
        fetcher.rest(adapter.pause)
        first = fetcher.get(properly, reading.accept)

    def following(url: str) -> Piece:
        fetcher.rest(reading.pause)
        return _piece(fetcher.get(url, reading.accept))

    walk = Walk(following, partial(reading.page, tally=tally))
    whole = _walked(_piece(first), walk, reached.cursor)
    return Fetched(whole, reading.reached(first.etag, first.last_modified, whole))


def _piece(answer: "Answer") -> Piece:
    return Piece(answer.body or b"", answer.url, answer.media_type)


def _walked(first: Piece, walk: Walk, cursor: str) -> Told:
    """What changed since the cursor where the first page says where that is; else all of it."""
    page = walk.read(first)
    changes = walk.changes(first, page, cursor, joined)
    return joined([page, *walk.following(first, page)]) if changes is None else changes


def joined(pages: list[Told]) -> Told:
    """The pages as one feed; `FormatError` where an id stands on two of them."""
    first = pages[0]
    if any(page.mode != first.mode for page in pages):
        raise BadPage("Some pages are a snapshot and some a delta; tell whoever publishes them.")
    records = [record for page in pages for record in page.records]
    asides = [aside for page in pages for aside in page.asides]
    news = [item for page in pages for item in page.news]
    tombstones = list(dict.fromkeys(stone for page in pages for stone in page.tombstones))
    there = [record.id for record in records] + [aside.id for aside in asides if aside.id]
    check_ids(there, (stone.id for stone in tombstones))
    mentioned = {record.id: record for page in pages for record in page.mentioned}
    known = set(there)
    records += [record for id_, record in mentioned.items() if id_ not in known]
    stamps = {id_: stamp for page in pages for id_, stamp in page.stamps.items()}
    cursors = [page.cursor for page in pages if page.cursor]
    return structs.replace(
        first,
        records=records,
        asides=asides,
        tombstones=tombstones,
        news=news,
        stamps=stamps if all(page.desk == first.desk for page in pages) else {},
        cursor=cursors[-1] if cursors else "",
        unsaid=tuple(sorted(span for page in pages for span in page.unsaid)),
        until=min(filter(None, (page.until for page in pages)), default=""),
        next_url="",
        mentioned=[],
    )


def _leaves_a_gap(found: Told | None, reached: Reached) -> bool:
    """Whether a delta starts elsewhere than where we are: what lies between would be lost."""
    return (
        found is not None
        and found.mode == "delta"
        and bool(reached.cursor)
        and reached.cursor not in (found.since, found.cursor)
    )


def _conditions(reached: Reached) -> dict[str, str]:
    return {
        name: value
        for name, value in (
            ("If-None-Match", reached.etag),
            ("If-Modified-Since", reached.last_modified),
        )
        if value
    }
