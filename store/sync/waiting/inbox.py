"""The inbox: news from all sources that wait for a person, and what the person makes of them.

Nothing in it goes into the records by itself. A person makes a meeting of news, cites them as
evidence or as a link of a record, or dismisses them. What changes records is one batch that undo
takes back, and then the news wait again; being dismissed is remembered here and taken back with
`restore`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Literal, NamedTuple

from msgspec import structs

from store.errors import StoreError
from store.fields import FieldError, field_map
from store.formats.source import News
from store.journal.batch import now
from store.kinds import Meeting
from store.names import Ambiguous
from store.record import Link, Record
from store.rules import received
from store.store import Store
from store.sync.kept.keep import Keep, all_sources
from store.sync.kept.news import Item, State, Use, citing, short_id, state
from store.text import clean_line, fold, shorten
from store.types import TYPES

Where = Literal["evidence", "links"]


class Entry(NamedTuple):
    """News in the inbox: a short id to type, the source, what it says, when it came (UTC), where
    it stands, and the ids of the records that were made of it or cite it."""

    id: str
    source: str
    news: News
    came: str
    state: State
    records: tuple[str, ...] = ()


def waiting(store: Store) -> list[Entry]:
    """What waits for a person, newest first."""
    return [entry for entry in everything(store) if entry.state == "waiting"]


def everything(store: Store) -> list[Entry]:
    """All that is kept, decided or not, newest first; what has no date stands by when it came."""
    store.refresh()
    found = [entry for keep in all_sources(store.journal.folder) for entry in of(store, keep)]
    return sorted(found, key=_when, reverse=True)


def of(store: Store, keep: Keep) -> list[Entry]:
    """All that is kept of one source's news, oldest first."""
    items = keep.inbox().items.values()
    return [_entry(store, keep.name, item) for item in items]


def meant(entries: Sequence[Entry], words: str) -> Entry:
    """The one that is meant: its exact id or title, then a unique prefix of either (case and
    accents ignored). `FieldError` for none, `Ambiguous` for several."""
    wanted = fold(words)
    stages: tuple[Callable[[str], bool], ...] = (wanted.__eq__, lambda s: s.startswith(wanted))
    for fits in stages:
        found = [e for e in entries if fits(e.id) or fits(fold(e.news.title))] if wanted else []
        if len(found) > 1:
            raise Ambiguous(clean_line(words), [(e.id, "news", e.news.title) for e in found])
        if found:
            return found[0]
    raise FieldError(
        f"there is no news “{shorten(clean_line(words), 60)}” in the inbox; see: smallgroup "
        "inbox --all"
    )


def link_of(news: News) -> Link | None:
    """The page as records cite it; None where the news has no address that they can hold."""
    if not news.link:
        return None
    raw = {
        "url": news.link,
        "title": news.title,
        "publisher": news.publisher,
        "published": news.published[:10] if "T" in news.published else news.published,
    }
    field = field_map(Record)["links"]
    try:
        link: Link = TYPES[field.type].decode([raw], field)[0]
    except FieldError:
        return None
    return link


def draft(store: Store, entry: Entry) -> Meeting:
    """The meeting that news tells of, as far as that is known, to be filled in by a person."""
    link = link_of(entry.news)
    return Meeting(
        id=store.new_id(),
        name=entry.news.title,
        start=entry.news.start,
        links=(link,) if link else (),
    )


def make_meetings(store: Store, drafts: Sequence[tuple[Entry, Meeting]]) -> None:
    """Make these meetings of news, all in one batch. `StoreError` where one is no longer in the
    inbox, was made of that news already, or breaks a rule."""
    for entry, _ in drafts:
        for id_ in entry.records:
            if isinstance(store.get(id_), Meeting):
                raise StoreError(f"The meeting {id_} was made of {entry.id} already.")
    uses = [(entry, Use(meeting.id)) for entry, meeting in drafts]
    with _using(store, uses):
        store.apply("meeting from inbox", [(None, meeting) for _, meeting in drafts])


def attach(store: Store, entries: Sequence[Entry], id: str, where: Where) -> None:
    """Cite the pages of these news in a record, as its `evidence` or among its `links`, in one
    batch. `StoreError` where the record has no such field, or the news no page to cite."""
    record = store.get(id)
    if record is None:
        raise StoreError(f"There is no record {id}.")
    held: tuple[Link, ...] | None = getattr(record, where, None)
    if held is None:
        raise StoreError(
            f"{id} is a {record.kind.name}, which has no {where}: attach it with --link."
        )
    by_url = {link.url: link for link in held}
    uses = []
    for entry in entries:
        link = link_of(entry.news)
        if link is None:
            raise StoreError(f"{entry.id} has no address that could be cited.")
        by_url.setdefault(link.url, link)
        uses.append((entry, Use(id, link.url)))
    new = tuple(link for link in by_url.values() if link not in held)
    changed = structs.replace(record, **{where: (*held, *new)})
    with _using(store, uses):
        store.apply(f"{where} from inbox", [(record, changed)], check=received)


def dismiss(store: Store, entries: Iterable[Entry]) -> None:
    """They do not wait any more, and never come back by themselves."""
    at = now()
    _decide(store, entries, lambda item: structs.replace(item, dismissed=item.dismissed or at))


def restore(store: Store, entries: Iterable[Entry]) -> None:
    """What was dismissed waits again. What a record was made of waits when that is undone."""
    _decide(store, entries, lambda item: structs.replace(item, dismissed=""))


def forget(store: Store, id: str) -> None:
    """Keep no mention of this record: it is purged. For whoever holds all sources."""
    for keep in all_sources(store.journal.folder):
        inbox = keep.inbox()
        if any(use.record == id for item in inbox.items.values() for use in item.uses):
            keep.save_inbox(inbox.without_record(id))


def _entry(store: Store, source: str, item: Item) -> Entry:
    return Entry(
        short_id(source, item.news.id),
        source,
        item.news,
        item.came,
        state(item, store.get),
        citing(item, store.get),
    )


def _when(entry: Entry) -> tuple[str, str]:
    return (entry.news.published or entry.came)[:16], entry.came


@contextmanager
def _using(store: Store, uses: Sequence[tuple[Entry, Use]]) -> Iterator[None]:
    """The block changes the records so; what the news are used for is kept before it does."""
    found: dict[tuple[str, str], list[Use]] = defaultdict(list)
    for entry, use in uses:
        found[entry.source, entry.news.id].append(use)

    def used(source: str, item: Item) -> Item:
        more = found[source, item.news.id]
        return structs.replace(item, uses=tuple(dict.fromkeys((*item.uses, *more))))

    with _changing(store, [entry for entry, _ in uses], used):
        yield


def _decide(store: Store, entries: Iterable[Entry], decided: Callable[[Item], Item]) -> None:
    entries = list(entries)
    for entry in entries:
        if entry.state == "used":
            raise StoreError(
                f"{entry.id} is used by {', '.join(entry.records)}: undo that, and it waits again."
            )
    with _changing(store, entries, lambda _, item: decided(item)):
        pass


@contextmanager
def _changing(
    store: Store, entries: Iterable[Entry], changed: Callable[[str, Item], Item]
) -> Iterator[None]:
    """What is kept of these entries becomes what `changed(source, item)` makes of it, and nobody
    else works with their sources until the block is done."""
    wanted: dict[str, dict[str, Entry]] = defaultdict(dict)
    for entry in entries:
        wanted[entry.source][entry.news.id] = entry
    with ExitStack() as stack:
        kept = []
        for name, some in sorted(wanted.items()):
            keep = Keep(store.journal.folder, name)
            if not keep.exists():
                raise StoreError(f"The source {name} is gone, and its news with it.")
            stack.enter_context(keep.held())
            inbox = keep.inbox()
            gone = [entry.id for key, entry in some.items() if key not in inbox.items]
            if gone:
                raise StoreError(f"{', '.join(gone)} is no longer in the inbox; look again.")
            kept.append((keep, inbox.having({k: changed(name, inbox.items[k]) for k in some})))
        for keep, inbox in kept:
            keep.save_inbox(inbox)
        yield
