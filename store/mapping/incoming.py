"""A file of tables on its way in: which sheet of it, under which map, what comes of it, and its one
batch. What the command line and the screen do alike."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from msgspec import Struct, structs

from store.journal.batch import Batch
from store.journal.rows import collector_paused
from store.mapping.converting import Before, convert
from store.mapping.guessing import Because, Guess, guess, key_of
from store.mapping.kept import (
    all_maps,
    find_map,
    fitting,
    keep_map,
    keep_said,
    name_for,
    read_said,
)
from store.mapping.maps import BadMap, Column, Map
from store.mapping.outcome import Outcome
from store.mapping.settling import settled
from store.mapping.sheets import Cells, Sheet, sheet_of
from store.names import Names
from store.record import Move, Record
from store.rules import received
from store.store import Store
from store.text import clean_line, fold

MOST_SHEETS = 30  # of a file that are looked at
REMEMBERED = "the map says so"


class Table(Protocol):
    """A sheet of a file, as it was read."""

    @property
    def title(self) -> str:
        """What the sheet is called."""

    @property
    def rows(self) -> Sequence[Cells]:
        """Its rows from the first, the empty ones too."""

    @property
    def hidden(self) -> bool:
        """Whether the sheet is not shown."""


class Incoming(Struct, frozen=True):
    """A file's table under a map. `name` is what the map is called, or will be; `remembered`: it
    was kept before. `because` is why each column is what it is, by its header. `fresh` are headers
    that the map does not know, and `lost` those that it misses."""

    file: str
    tables: Sequence[Table]
    sheet: Sheet
    map: Map
    name: str
    remembered: bool = False
    because: dict[str, Because] = {}
    known_by: str = ""
    lost: tuple[str, ...] = ()
    fresh: tuple[str, ...] = ()

    def under(self, made: Map, because: Mapping[str, Because] = {}) -> "Incoming":
        """The same under another map, with what else is known of why it is so."""
        return structs.replace(self, map=made, because={**self.because, **because})


def incoming(  # noqa: PLR0913 — what may be said of a file beforehand
    store: Store,
    file: str,
    tables: Sequence[Table],
    *,
    name: str = "",
    kind: type[Record] | None = None,
    sheet: str = "",
    head: int | None = None,
) -> Incoming:
    """A file under the map of this `name`, else under one that is remembered for such a table, else
    under what it seems to want. `sheet` and `head` say where the table is, `kind` what is in it."""
    file = clean_line(file)
    some = _sheets(file, tables, sheet)
    folder = store.journal.folder
    if name:
        return _remembered(store, file, tables, some, find_map(folder, name), name)
    maps = {n: m for n, m in all_maps(folder).items() if kind in (None, m.record)}
    if head is None:
        for table in some:
            headers = sheet_of(table.title, table.rows).headers
            if fit := fitting(maps, headers):
                return _remembered(store, file, tables, [table], maps[fit], fit)
    called = name_for(file, maps)
    return guessed(store.names, file, tables, some, called, kind=kind, head=head)


def guessed(  # noqa: PLR0913 — as `incoming`
    names: Names,
    file: str,
    tables: Sequence[Table],
    some: Sequence[Table],
    name: str,
    *,
    kind: type[Record] | None = None,
    head: int | None = None,
) -> Incoming:
    """The file under what one of `some` tables of it seems to want, the likeliest."""
    best: tuple[Sheet, Guess] | None = None
    for table in some:
        sheet = sheet_of(table.title, table.rows, head)
        first = table is tables[0]
        found = guess(sheet, names, kind=kind, file=Path(file).stem, first=first)
        if best is None or found.score > best[1].score:
            best = sheet, found
    assert best is not None
    sheet, found = best
    return Incoming(
        file, tables, sheet, found.map, name, because=found.because, known_by=found.known_by
    )


def _sheets(file: str, tables: Sequence[Table], title: str) -> Sequence[Table]:
    """The sheets that have anything, or the one of this title."""
    filled = [table for table in tables[:MOST_SHEETS] if any(any(row) for row in table.rows)]
    if title:
        named = [table for table in filled if fold(table.title) == fold(title)]
        if not named:
            titles = ", ".join(f"“{table.title}”" for table in filled)
            raise BadMap(f"{file} has no sheet “{title}” with anything in it; it has {titles}.")
        return named
    if not filled:
        raise BadMap(f"There is nothing in {file}.")
    return [table for table in filled if not table.hidden] or filled


def _remembered(  # noqa: PLR0913, PLR0917 — as `incoming`
    store: Store, file: str, tables: Sequence[Table], some: Sequence[Table], made: Map, name: str
) -> Incoming:
    table = _table_of(made, some)
    headers = [column.header for column in made.columns if column.field]
    sheet = sheet_of(table.title, table.rows, 0 if made.head == 0 else None, headers)
    there = set(sheet.headers)
    lost = tuple(header for header in (*headers, *made.key) if header not in there)
    if lost and len(set(lost)) == len(set(headers)):
        raise BadMap(f"{file} has none of the columns of the map {name}: {', '.join(headers)}.")
    made, fresh, because = _with_fresh(made, sheet, store.names)
    ready = settled(made, sheet, store.names)
    by = _by(made.key) if made.key else key_of(made, sheet)[1]
    return Incoming(
        file, tables, sheet, ready, name, True, because, by, tuple(dict.fromkeys(lost)), fresh
    )


def _with_fresh(
    made: Map, sheet: Sheet, names: Names
) -> tuple[Map, tuple[str, ...], dict[str, Because]]:
    """The map with the columns that it does not know: they fill what they seem to, where nothing
    else in the table does; their headers; and why each column is what it is."""
    known = {column.header for column in made.columns}
    because = {column.header: Because(1.0, REMEMBERED) for column in made.used}
    fresh = tuple(header for header in sheet.headers if header not in known)
    filled = {column.field for column in made.used if sheet.at(column.header) >= 0}
    likely = guess(sheet, names, kind=made.record) if fresh else None
    columns = list(made.columns)
    for header in fresh:
        column = likely.map.column(header) if likely else None
        if column is None or likely is None or not column.field or column.field in filled:
            columns.append(Column(header))
            continue
        filled.add(column.field)
        columns = [structs.replace(c, field="") if c.field == column.field else c for c in columns]
        columns.append(Column(header, column.field))
        because[header] = structs.replace(likely.because[header], why="it is new here")
    return structs.replace(made, columns=tuple(columns)), fresh, because


def _by(key: Sequence[str]) -> str:
    return "rows are known again by " + " and ".join(f"“{header}”" for header in key)


def _table_of(made: Map, some: Sequence[Table]) -> Table:
    """The sheet that a map is of: the one of its title, else the first that has its columns."""
    named = [table for table in some if made.sheet and fold(table.title) == fold(made.sheet)]
    if named:
        return named[0]
    wanted = {column.header for column in made.used}
    return max(some, key=lambda t: len(wanted & set(sheet_of(t.title, t.rows).headers)))


def outcome_of(
    store: Store,
    coming: Incoming,
    *,
    again: bool = False,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Outcome:
    """What the file comes to; nothing is changed."""
    said = read_said(store.journal.folder, coming.name) if coming.remembered else {}
    move = Move(day=str(store.names.today), by=store.by, why=f"as in {coming.file}")
    before = Before(said, move, again)
    with collector_paused():
        return convert(coming.map, coming.sheet, store, coming.name, before, progress=progress)


def bring_in(store: Store, coming: Incoming, out: Outcome) -> Batch | None:
    """Remember the map, apply the changes as one batch, and remember what the table said. None
    where nothing changed; a map that no row fits is not worth remembering."""
    folder = store.journal.folder
    if not (out.pairs or out.same):
        return None
    keep_map(folder, coming.name, coming.map)  # first: the ids of what comes are made of its name
    batch = store.apply(f"import {coming.file} by the map {coming.name}", out.pairs, received)
    before = read_said(folder, coming.name)
    keep_said(folder, coming.name, {**before, **out.said})
    return batch
