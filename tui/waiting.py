"""What waits for a person, in one list: conflicts, what went missing, and news."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from store.desk import Desk
from store.kinds import KINDS
from store.names import Names
from store.store import Store
from store.sync import inbox
from store.sync.keep import all_sources
from store.sync.memory import RECORD, settled
from store.sync.resolve import Waiting, conflicts
from tui.drawing.sides import titled
from tui.widgets.rows import Heading, Row

Sort = Literal["conflict", "missing", "news", "dismissed"]
TITLES: dict[Sort, str] = {
    "conflict": "Changed here and there",
    "missing": "No longer at its source",
    "news": "News",
    "dismissed": "News that was dismissed",
}


class Thing(NamedTuple):
    """One thing that waits: its sort, and the conflict or the news that it is."""

    sort: Sort
    conflict: Waiting | None = None
    news: inbox.Entry | None = None

    @property
    def row(self) -> str:
        """What names it in a list."""
        if self.conflict is not None:
            at = self.conflict.conflict
            return "\0".join((self.sort, self.conflict.source, at.id, at.field))
        return "\0".join((self.sort, self.news.id if self.news else ""))

    @property
    def source(self) -> str:
        """The source that it is from."""
        one = self.conflict or self.news
        return one.source if one else ""

    def title(self, names: Names) -> str:
        """What it is about."""
        if self.conflict is not None:
            return names.name(self.conflict.conflict.id)
        return self.news.news.title if self.news else ""

    @property
    def what(self) -> str:
        """What of it waits: the field; when news were published."""
        if self.conflict is not None:
            at = self.conflict.conflict
            kind = KINDS[at.kind].kind.name if at.kind in KINDS else at.kind
            return titled(at.kind, at.field) if at.field != RECORD else f"the {kind}"
        return self.news.news.published[:10] if self.news else ""


def things(desk: Desk) -> list[Thing]:
    """All that waits, sort by sort. `StoreError` where it cannot be read."""
    found = [
        Thing("missing" if one.missing else "conflict", conflict=one)
        for one in conflicts(desk.store)
    ]
    news = inbox.everything(desk.store)
    found += [Thing("news", news=entry) for entry in news if entry.state == "waiting"]
    found += [Thing("dismissed", news=entry) for entry in news if entry.state == "dismissed"]
    order = list(TITLES)
    return sorted(found, key=lambda thing: order.index(thing.sort))


def rows(some: Iterable[Thing], dismissed: bool) -> list[Row]:
    """The things under their headings; those that were dismissed only where they are wanted."""
    by_sort: dict[Sort, list[Thing]] = {}
    for thing in some:
        if dismissed or thing.sort != "dismissed":
            by_sort.setdefault(thing.sort, []).append(thing)
    found: list[Row] = []
    for sort, group in by_sort.items():
        found.append(Heading(TITLES[sort], len(group), sort))
        found += [thing.row for thing in group]
    return found


def count(store: Store) -> int:
    """How many things wait, without reading what the sources said."""
    number = 0
    for keep in all_sources(store.journal.folder):
        memory = keep.waiting()
        number += sum(not settled(c, store.get(c.id)) for c in memory.conflicts)
        number += sum(store.get(id_) is not None for id_ in memory.missing)
        number += sum(entry.state == "waiting" for entry in inbox.of(store, keep))
    return number
