"""What a panel lists: the records of a kind that its filter line and the focus let through."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NamedTuple

from store.desk import Desk
from store.errors import StoreError
from store.kinds import KINDS
from store.query import QueryError, parse
from store.query.home import UNSAID, asks_whose_desk
from store.query.narrowing import Finder, Found, Overtaken
from tui.widgets.rows import Heading, Row

AT_ONCE = 5_000  # records of a kind that are listed without a thread: a few milliseconds


class Listing(NamedTuple):
    """Rows for a table, how many records they are, of how many; `trouble` is why there are none.

    `start` and `end` tell which part of the filter line is in the way. `loading`: it is not the
    list that was asked for yet, only the first records, or none. `note`: what explains the list
    besides.
    """

    rows: Sequence[Row] = ()
    shown: int = 0
    total: int = 0
    trouble: str = ""
    start: int = 0
    end: int = 0
    loading: bool = False
    note: str = ""


class Lister:
    """Lists the records of a kind for one filter line after another, from any thread."""

    def __init__(self, desk: Desk, kind: str) -> None:
        self._desk = desk
        self._kind = KINDS[kind]
        self._finder = Finder(self._kind, desk.names, desk.insight, desk.store)

    @property
    def loading(self) -> bool:
        """Whether the records are still being read."""
        return self._desk.store.arriving(self._kind.kind.name)

    @property
    def quick(self) -> bool:
        """Whether there are so few records that nobody waits for the list."""
        return not self.loading and len(self._desk.store.records(self._kind.kind.name)) <= AT_ONCE

    def at_once(self, line: str, within: Sequence[frozenset[str]] = ()) -> Listing | None:
        """What can be listed without waiting: few records; the first of those that are still being
        read, where the line sets no condition; what is wrong with the line. Else None."""
        if self.quick:
            return self.list(line, within)
        first = self._desk.store.first(self._kind.kind.name)
        if first is None:
            return None
        try:
            query = parse(line, self._kind)
        except QueryError as error:
            return Listing((), 0, 0, error.message, error.start, error.end)
        if query.where is not None or query.on is not None:
            return None  # a condition may need all the records of another kind, or of this one
        found = self._finder.among(query, first)
        return Listing(_rows(found), len(found.ids), found.total, loading=True)

    def prepare(self, wanted: Callable[[], bool]) -> None:
        """Make ready for words to be typed, in a thread."""
        with suppress(Overtaken):
            self._finder.prepare(wanted)

    def list(
        self,
        line: str,
        within: Sequence[frozenset[str]] = (),
        wanted: Callable[[], bool] = lambda: True,
    ) -> Listing:
        """The records that pass the line and stand in every set of `within`. `Overtaken` as soon as
        `wanted` says no."""
        try:
            query = parse(line, self._kind)
            found = self._finder.find(query, within, wanted)
        except QueryError as error:
            total = len(self._desk.store.records(self._kind.kind.name))
            return Listing((), 0, total, error.message, error.start, error.end)
        except StoreError as error:  # whose desk this is cannot be told
            total = len(self._desk.store.records(self._kind.kind.name))
            return Listing((), 0, total, str(error))
        unsaid = asks_whose_desk(query) and not self._desk.insight.home
        note = UNSAID if unsaid else ""
        return Listing(_rows(found), len(found.ids), found.total, note=note)


def _rows(found: Found) -> Sequence[Row]:
    if found.compiled.by is None:
        return found.ids
    rows: list[Row] = []
    by = found.compiled.query.by
    for heading, under in found.compiled.groups(found.records):
        rows.append(Heading(heading, len(under), f"{by}:{heading}"))
        rows += [record.id for record in under]
    return rows
