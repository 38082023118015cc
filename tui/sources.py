"""The sources of a store in words: how each stands, when it was synced and when it will be."""

from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple

from store.store import Store
from store.sync.kept.keep import all_sources
from store.sync.kept.schedule import moment, next_of
from store.sync.kept.sources import Reached, Source
from tui.counting import several
from tui.waiting import count_of
from tui.widgets.columns import Cell

Stand = Literal["under way", "failed", "waits", "good", "never synced"]
SIGNS: dict[Stand, str] = {
    "under way": "…",
    "failed": "x",
    "waits": "!",
    "good": "✓",
    "never synced": "-",
}
ASCII_SIGNS = {**SIGNS, "under way": "~", "good": "+"}
TONES: dict[Stand, str] = {"failed": "late", "waits": "soon", "good": "good"}


class Kept(NamedTuple):
    """What is kept of a source: its definition, how far it was read, how much of it waits."""

    source: Source
    reached: Reached
    waits: int = 0

    @property
    def stand(self) -> Stand:
        """How it stands, while nothing is under way."""
        if not self.reached.at:
            return "never synced"
        if self.reached.failures:
            return "failed"
        return "waits" if self.waits else "good"

    @property
    def came(self) -> str:
        """What came of it last; "" where it was never synced."""
        times = self.reached.failures
        again = f" ({several(times, 'time')} in a row)" if times > 1 else ""
        return self.reached.outcome + again

    @property
    def format(self) -> str:
        """What it speaks: what it is told to, or was found to."""
        return self.reached.format or self.source.format

    def next(self, now: datetime) -> str:
        """When it is synced next, by itself."""
        next_ = next_of(self.source, self.reached)
        if next_ is None:
            return "by hand"
        return ahead(next_, now)

    def last(self, now: datetime) -> str:
        """When it was synced last."""
        at = moment(self.reached.at)
        return "" if at is None else ago(at, now)


def kept(store: Store) -> list[Kept]:
    """The sources of the store, by name. `StoreError` where they cannot be read."""
    return [
        Kept(keep.source(), keep.reached(), count_of(store, keep))
        for keep in all_sources(store.journal.folder)
    ]


def cell_of(one: Kept, column: str, now: datetime, under_way: str, ascii: bool) -> Cell:
    """One cell of the list of sources; `under_way`: how far a run is that goes on."""
    stand: Stand = "under way" if under_way else one.stand
    sign = (ASCII_SIGNS if ascii else SIGNS)[stand]
    told = {
        "name": Cell(f"{sign} {one.source.name}", TONES.get(stand, "")),
        "stand": Cell(stand, TONES.get(stand, "")),
        "came": Cell(under_way or one.came),
        "last": Cell(one.last(now), "muted"),
        "next": Cell(one.next(now), "muted"),
        "format": Cell(one.format, "muted"),
        "items": Cell(f"{one.reached.items:,}" if one.reached.items else "", "muted"),
        "bytes": Cell(size(one.reached.bytes), "muted"),
    }
    return told[column]


def ago(at: datetime, now: datetime) -> str:
    """`just now`, `12 min ago`, then the time and the day as the clock here has them."""
    if timedelta() <= now - at < timedelta(minutes=1):
        return "just now"
    if timedelta() <= now - at < timedelta(hours=1):
        return f"{(now - at) // timedelta(minutes=1)} min ago"
    return on_the_clock(at, now)


def ahead(at: datetime, now: datetime) -> str:
    """`now`, `in 12 min`, then the time and the day as the clock here has them."""
    if at <= now:
        return "now"
    if at - now < timedelta(hours=1):
        return f"in {(at - now) // timedelta(minutes=1) + 1} min"
    return on_the_clock(at, now)


def on_the_clock(at: datetime, now: datetime) -> str:
    """The time, and the day where it is another."""
    here, today = at.astimezone(), now.astimezone()
    if here.date() == today.date():
        return f"{here:%H:%M}"
    return f"{here:%Y-%m-%d %H:%M}"


def size(number: int) -> str:
    """Bytes in a few letters; "" for none."""
    for unit, least in (("MB", 10**6), ("kB", 10**3)):
        if number >= least:
            told = number / least
            return f"{told:.1f} {unit}" if told < 10 else f"{told:,.0f} {unit}"
    return f"{number} B" if number else ""


def present() -> datetime:
    """The moment it is (UTC)."""
    return datetime.now(UTC)
