"""What waits for a person, in one list: conflicts, what went missing, and news."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from store.desk import Desk
from store.names import Names
from store.store import Store
from store.sync.kept.keep import SOURCES, Keep, all_sources
from store.sync.kept.memory import RECORD, Conflict, settled
from store.sync.kept.pending import Double, Held
from store.sync.kept.same import Same, read_same
from store.sync.planning.doubles import open_doubles
from store.sync.waiting import inbox
from store.sync.waiting.resolve import Waiting, conflicts, undecided
from tui.drawing.sides import titled
from tui.widgets.rows import Heading, Row

Sort = Literal["conflict", "missing", "double", "held", "news", "dismissed"]
TITLES: dict[Sort, str] = {
    "conflict": "Changed here and there",
    "missing": "No longer at its source",
    "double": "Perhaps the same",
    "held": "Waiting for a record to come",
    "news": "News",
    "dismissed": "News that was dismissed",
}


class Thing(NamedTuple):
    """One thing that waits: its sort, the source that it is from, and what it is."""

    sort: Sort
    source: str
    conflict: Waiting | None = None
    news: inbox.Entry | None = None
    double: Double | None = None
    held: Held | None = None

    @property
    def id(self) -> str:
        """The id of the record that it is about; that of the news in the inbox."""
        match self:
            case Thing(conflict=Waiting() as one):
                return one.conflict.id
            case Thing(double=Double() as two):
                return two.id
            case Thing(held=Held() as held):
                return held.id
            case Thing(news=inbox.Entry() as entry):
                return entry.id
        return ""

    @property
    def part(self) -> str:
        """What of the record it is about: a field, or the other record."""
        if self.conflict is not None:
            return self.conflict.conflict.field
        if self.double is not None:
            return self.double.other
        return self.held.field if self.held else ""

    @property
    def row(self) -> str:
        """What names it in a list."""
        return "\0".join((self.sort, self.source, self.id, self.part))

    def title(self, names: Names) -> str:
        """What it is about."""
        return self.news.news.title if self.news else names.name(self.id)

    def what(self, names: Names) -> str:
        """What of it waits: the field; the other record; when news were published."""
        match self:
            case Thing(conflict=Waiting() as one) if one.conflict.field == RECORD:
                return "all of it"
            case Thing(conflict=Waiting() as one):
                return titled(one.conflict.kind, one.conflict.field)
            case Thing(double=Double() as two):
                return names.name(two.other)
            case Thing(held=Held() as held):
                return titled(held.kind, held.field)
            case Thing(news=inbox.Entry() as entry):
                return entry.news.published[:10]
        return ""


def things(desk: Desk) -> list[Thing]:
    """All that waits, sort by sort. `StoreError` where it cannot be read."""
    found = [
        Thing("missing" if one.missing else "conflict", one.source, conflict=one)
        for one in conflicts(desk.store)
    ]
    open_ = undecided(desk.store)
    found += [Thing("double", source, double=two) for source, two in open_.doubles]
    found += [Thing("held", source, held=one) for source, one in open_.held]
    news = inbox.everything(desk.store)
    found += [Thing("news", entry.source, news=entry) for entry in news if entry.state == "waiting"]
    found += [
        Thing("dismissed", entry.source, news=entry) for entry in news if entry.state == "dismissed"
    ]
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
    """How much waits for a decision, without reading what the sources said."""
    return sum(count_of(store, keep) for keep in all_sources(store.journal.folder))


def count_of(store: Store, keep: Keep) -> int:
    """How much of one source waits."""
    said, memory = read_same(store.journal.folder / SOURCES), keep.waiting()
    return (
        sum(_waits(store, conflict, said) for conflict in memory.conflicts)
        + sum(store.get(id_) is not None for id_ in memory.missing)
        + len(open_doubles(memory.doubles, said, store.get))
        + sum(entry.state == "waiting" for entry in inbox.of(store, keep))
    )


def _waits(store: Store, conflict: Conflict, said: Same) -> bool:
    here = store.get(conflict.id)
    return not (here is None and conflict.id in said.same) and not settled(conflict, here)
