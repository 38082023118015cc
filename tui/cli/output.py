"""How records are printed: a table, line by line, JSON or CSV."""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click
import msgspec

from store.desk import Desk
from store.door import as_json
from store.fields import Field, fields
from store.kinds import Record
from store.text import clean_line, clean_long, shorten
from store.types import TYPES

if TYPE_CHECKING:
    from store.query import Compiled

FORMATS = ("table", "plain", "json", "csv")
GAP = "  "
MOST = 60  # characters of a column on a terminal


def json_line(value: Any) -> str:
    """One JSON value on one line."""
    return msgspec.json.encode(value).decode()


def print_json(values: Iterable[Any]) -> None:
    """A JSON array, one value a line, written as it comes."""
    first = True
    for value in values:
        click.echo(("[" if first else ",\n") + json_line(value), nl=False)
        first = False
    click.echo("[]" if first else "]")


def print_records(
    desk: Desk, kind: type[Record], records: list[Record], compiled: "Compiled", style: str
) -> None:
    """Print records of one kind, under their headings where the filter asks for them."""
    if style == "json":
        print_json(_json(record, compiled) for record in records)
    elif style == "csv":
        from store.formats.csv import write

        for chunk in write(records, kind=kind):
            sys.stdout.buffer.write(chunk)
    else:
        draw = _table if style == "table" else _plain
        for heading, group in compiled.groups(records):
            if heading:
                click.echo(f"{clean_line(heading)} ({len(group)})")
            for line in draw(desk, kind, group):
                click.echo(line)


def told_fields(desk: Desk, record: Record) -> Iterator[tuple[str, str]]:
    """Every filled field of a record as (title, words), then the flags that hold."""
    for field in fields(type(record)):
        value = getattr(record, field.name)
        if not field.is_empty(value):
            yield field.title, TYPES[field.type].show(value, desk.names)
    flags = desk.insight.flags(record)
    if flags:
        yield "Is", ", ".join(flags)
    for key, value in record.extra.items():
        yield clean_line(key), json_line(value)


def _json(record: Record, compiled: "Compiled") -> dict[str, Any]:
    holds = compiled.holds(record)
    return {**as_json(record), **({"_holds": holds} if holds else {})}


def _columns(kind: type[Record]) -> list[Field]:
    chosen = [field for field in fields(kind) if field.column]
    return sorted(chosen, key=lambda field: field.column)


def _cells(desk: Desk, columns: list[Field], record: Record) -> list[str]:
    shown = (clean_line(desk.names.shown(record, field)) for field in columns)
    return [clean_line(record.id), *shown, " ".join(_worth_a_word(desk, record))]


def _worth_a_word(desk: Desk, record: Record) -> list[str]:
    told = ("overdue", "soon", "stale", "blocked", "upcoming", "current")
    return [flag for flag in desk.insight.flags(record) if flag in told]


def _table(desk: Desk, kind: type[Record], records: list[Record]) -> Iterator[str]:
    if not records:
        return
    columns = _columns(kind)
    titles = ["Id", *(field.title for field in columns), "Is"]
    rows = [_cells(desk, columns, record) for record in records]
    wide = sys.stdout.isatty()
    widths = [
        max(len(title), *map(len, cells)) for title, *cells in zip(titles, *rows, strict=True)
    ]
    if wide:
        import shutil

        limit = shutil.get_terminal_size().columns
        widths = _fitted([min(width, MOST) for width in widths], limit)
    for row in (titles, *rows):
        cells = [
            shorten(cell, width).ljust(width)
            for cell, width in zip(row, widths, strict=True)
            if width
        ]
        yield GAP.join(cells).rstrip()


def _fitted(widths: list[int], limit: int) -> list[int]:
    """Widths that fit: the last columns go first, then the widest gives way."""
    kept = list(widths)
    for place in range(len(kept) - 1, 2, -1):
        if sum(kept) + len(GAP) * (len(kept) - kept.count(0) - 1) <= limit:
            return kept
        kept[place] = 0
    over = sum(kept) + len(GAP) * (len(kept) - kept.count(0) - 1) - limit
    widest = kept.index(max(kept))
    kept[widest] = max(kept[widest] - max(over, 0), 8)
    return kept


def _plain(desk: Desk, kind: type[Record], records: list[Record]) -> Iterator[str]:
    for record in records:
        yield f"{kind.kind.name} {clean_line(record.id)}: {clean_line(desk.names.heading(record))}"
        for title, words in told_fields(desk, record):
            yield f"  {title}: {clean_long(words)}".replace("\n", "\n    ")
        yield ""
