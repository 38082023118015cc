"""A whole feed, from a file or over HTTP: all its pages in one, or that it has not changed."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin, urlsplit, urlunsplit

from msgspec import Struct, structs

from store.formats import feed
from store.formats.feed import Feed
from store.sync.address import file_path, is_web, origin, shown
from store.sync.errors import BadPage, Expired
from store.sync.local import fingerprint, read_file
from store.sync.sources import Reached, Source
from store.sync.tally import Tally
from store.sync.tokens import token_of
from store.sync.watch import Watch

if TYPE_CHECKING:
    from store.sync.fetch import Answer, Fetcher


class Fetched(Struct, frozen=True):
    """A feed (None: it has not changed) and what to ask with next time."""

    feed: Feed | None
    reached: Reached


def fetch(source: Source, reached: Reached, tally: Tally, cancelled: Callable[[], bool]) -> Fetched:
    """All that a source has to say since it was read last; `SyncError` or `FormatError` where it
    cannot be had, and then nothing of it counts."""
    with Watch(tally.limits.total, cancelled) as watch:
        watch.check()
        if not is_web(source.url):
            return _from_file(source, reached, tally)
        from store.sync.fetch import Fetcher

        token = token_of(source)
        with Fetcher(source.url, token, tally, watch, insecure=source.insecure_http) as fetcher:
            try:
                fetched = _from_web(fetcher, source.url, reached, tally)
            except Expired:
                if not reached.cursor:
                    raise
                return _from_web(fetcher, source.url, Reached(), tally)
            if _leaves_a_gap(fetched.feed, reached):
                fetched = _from_web(fetcher, source.url, Reached(), tally)
            return _whole(fetched, reached)


def _from_file(source: Source, reached: Reached, tally: Tally) -> Fetched:
    body = read_file(file_path(source.url), tally)
    mark = fingerprint(body)
    if mark == reached.etag:
        return Fetched(None, reached)
    page = feed.read(body)
    if page.next_url:
        raise BadPage("A feed in a file has one page, and this one names another; join them.")
    tally.page(len(page.records))
    return _whole(Fetched(page, Reached(etag=mark, cursor=page.cursor)), reached)


def _whole(fetched: Fetched, reached: Reached) -> Fetched:
    if _leaves_a_gap(fetched.feed, reached):
        raise BadPage(
            "The source tells only what changed since another time than it was read last; ask its "
            "publisher for a snapshot."
        )
    return fetched


def _from_web(fetcher: "Fetcher", url: str, reached: Reached, tally: Tally) -> Fetched:
    first = fetcher.get(_since(url, reached.cursor), _conditions(reached))
    if first.body is None:
        return Fetched(None, reached)
    pages = list(_pages(fetcher, first, tally))
    whole = joined(pages)
    return Fetched(whole, Reached(first.etag, first.last_modified, whole.cursor))


def _pages(fetcher: "Fetcher", first: "Answer", tally: Tally) -> Iterator[Feed]:
    answer, seen = first, {first.url}
    while True:
        page = feed.read(answer.body or b"")
        tally.page(len(page.records) + len(page.asides))
        yield page
        if not page.next_url:
            return
        following = _next(answer.url, page.next_url)
        if origin(following) != origin(first.url):
            raise BadPage(
                f"The next page stands elsewhere, at {shown(following)}, and is not asked for; "
                "tell whoever publishes the feed."
            )
        if following in seen:
            raise BadPage(
                f"The pages go round in a circle at {shown(following)}; tell whoever publishes "
                "the feed."
            )
        seen.add(following)
        answer = fetcher.get(following)


def _next(url: str, link: str) -> str:
    try:
        return urljoin(url, link)
    except ValueError as error:
        raise BadPage(f"The next page's address is no web address: {error}.") from error


def joined(pages: list[Feed]) -> Feed:
    """The pages as one feed; `FormatError` where an id stands on two of them."""
    first = pages[0]
    if any(page.mode != first.mode for page in pages):
        raise BadPage("Some pages are a snapshot and some a delta; tell whoever publishes them.")
    records = [record for page in pages for record in page.records]
    asides = [aside for page in pages for aside in page.asides]
    tombstones = list(dict.fromkeys(stone for page in pages for stone in page.tombstones))
    there = [record.id for record in records] + [aside.id for aside in asides if aside.id]
    feed.check_ids(there, (stone.id for stone in tombstones))
    cursors = [page.cursor for page in pages if page.cursor]
    return structs.replace(
        first,
        records=records,
        asides=asides,
        tombstones=tombstones,
        cursor=cursors[-1] if cursors else "",
        next_url="",
    )


def _leaves_a_gap(found: Feed | None, reached: Reached) -> bool:
    """Whether a delta starts elsewhere than where we are: what lies between would be lost."""
    return (
        found is not None
        and found.mode == "delta"
        and bool(reached.cursor)
        and reached.cursor not in (found.since, found.cursor)
    )


def _since(url: str, cursor: str) -> str:
    if not cursor:
        return url
    parts = urlsplit(url)
    query = "&".join(filter(None, (parts.query, urlencode({"since": cursor}))))
    return urlunsplit(parts._replace(query=query))


def _conditions(reached: Reached) -> dict[str, str]:
    return {
        name: value
        for name, value in (
            ("If-None-Match", reached.etag),
            ("If-Modified-Since", reached.last_modified),
        )
        if value
    }
