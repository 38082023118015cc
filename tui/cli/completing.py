"""What a shell completes: records, filters and the values of fields, as they are in the store.

A shell cannot show why there is nothing to complete, so what goes wrong gives nothing here; the
command itself will tell.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import click
from click.shell_completion import CompletionItem

from store.desk import Desk
from store.errors import StoreError
from store.fields import Field
from store.kinds import KINDS
from store.names import Names
from store.query.complete import complete
from store.record import Record
from store.store import Store
from store.text import clean_line, fold, shorten
from store.types import TYPES
from tui.cli.session import session_of

MOST = 50
BREAKS = set(":<>=")  # where bash begins a new word within a term

Offers = Iterator[tuple[str, str]]


def record_items(ctx: click.Context, kinds: tuple[str, ...], typed: str) -> list[CompletionItem]:
    """The ids of records of these kinds (none: of any) whose id or name begins so."""

    def offers(names: Names) -> Offers:
        wanted = fold(typed)
        for id_, name in names.named(kinds):
            if fold(id_).startswith(wanted) or fold(name).startswith(wanted):
                yield id_, name

    return _items(ctx, lambda desk: offers(desk.names))


def value_items(ctx: click.Context, same: Sequence[Field], typed: str) -> list[CompletionItem]:
    """What may stand in a field that is the same in several kinds, each value once; a choice of
    several words with dashes, so that it is one word."""

    def offers(names: Names) -> Offers:
        found: dict[str, str] = {}
        for field in same:
            for text, meaning in TYPES[field.type].suggest(typed, field, names):
                found.setdefault(text.replace(" ", "-") if field.choices else text, meaning)
        yield from found.items()

    return _items(ctx, lambda desk: offers(desk.names))


def view_items(ctx: click.Context, typed: str) -> list[CompletionItem]:
    """The names of views that begin so."""
    try:
        views = session_of(ctx).views().values()
    except (StoreError, ValueError):
        return []
    return [CompletionItem(v.name, help=v.title) for v in views if v.name.startswith(typed)]


def news_items(ctx: click.Context, typed: str) -> list[CompletionItem]:
    """The ids of news that wait whose id or title begins so."""
    from store.sync.waiting.inbox import waiting

    def offers(store: Store) -> Offers:
        wanted = fold(typed)
        for entry in waiting(store):
            if entry.id.startswith(wanted) or fold(entry.news.title).startswith(wanted):
                yield entry.id, entry.news.title

    return _items(ctx, lambda desk: offers(desk.store))


def source_items(ctx: click.Context, typed: str) -> list[CompletionItem]:
    """The names of sources that begin so, with where they are."""
    from store.sync.kept.keep import all_sources

    def offers(store: Store) -> Offers:
        for keep in all_sources(store.journal.folder):
            if keep.name.startswith(typed):
                yield keep.name, keep.source().url

    return _items(ctx, lambda desk: offers(desk.store))


def map_items(ctx: click.Context, typed: str) -> list[CompletionItem]:
    """The names of maps that begin so, with what they are of."""
    from store.mapping import all_maps

    def offers(store: Store) -> Offers:
        for name, made in all_maps(store.journal.folder).items():
            if name.startswith(typed):
                yield name, made.record.kind.plural

    return _items(ctx, lambda desk: offers(desk.store))


def filter_items(
    ctx: click.Context, typed: str, of: type[Record] | None = None
) -> list[CompletionItem]:
    """How a filter may go on, after the words before: of this kind, else of the one named there."""
    listed = of or ctx.params.get("kind") or ctx.params.get("listed")
    if listed is None:
        return []
    kind: type[Record] = listed if isinstance(listed, type) else KINDS[listed.kind]
    return _filter_items(ctx, kind, [*(ctx.params.get("filter_line") or ()), typed])


def period_items(ctx: click.Context, typed: str) -> list[CompletionItem]:
    """A period that begins so, or the meeting that it is since; then how a filter may go on."""
    from store.reports.periods import SINCE, suggested

    before = list(ctx.params.get("filter_line") or ())
    if before == [SINCE]:
        return record_items(ctx, ("meeting",), typed)
    if before:
        filter_line = before[2 if before[0] == SINCE else 1 :]
        return _filter_items(ctx, KINDS["commitment"], [*filter_line, typed])

    def offers(desk: Desk) -> Offers:
        found = suggested(desk)
        yield from ((text, means) for text, means in found.items() if " " not in text)
        yield SINCE, "a meeting"

    return _items(ctx, lambda desk: (one for one in offers(desk) if one[0].startswith(typed)))


def _filter_items(ctx: click.Context, kind: type[Record], words: list[str]) -> list[CompletionItem]:
    line, start = _line(words)

    def offers(names: Names) -> Offers:
        for offer in complete(line, len(line), kind, names):
            if offer.start >= start:
                yield (line[start : offer.start] + offer.text).rstrip(), offer.meaning

    return _items(ctx, lambda desk: offers(desk.names))


def _line(words: list[str]) -> tuple[str, int]:
    """The words as one filter line, what bash took apart put together again, and where in it the
    text begins that the shell will replace."""
    line, glued = "", True
    for word in words:
        breaks = bool(word) and BREAKS.issuperset(word)
        line += word if glued or breaks else f" {word}"
        glued = breaks
    return line, len(line) if glued else len(line) - len(words[-1])


def _items(ctx: click.Context, offers: Callable[[Desk], Offers]) -> list[CompletionItem]:
    try:
        with session_of(ctx).desk(create=False) as desk:
            return [
                CompletionItem(clean_line(text), help=shorten(clean_line(meaning), 60))
                for text, meaning in islice(offers(desk), MOST)
            ]
    except (StoreError, ValueError):
        return []
