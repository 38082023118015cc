"""How records are printed: a table, line by line, JSON or CSV."""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click
import msgspec

from store.desk import Desk
from store.door import as_json
from store.fields import Field, fields
from store.insight import FLAGS, Test
from store.record import Record
from store.text import clean_line, clean_long
from store.types import TYPES
from tui.cli.fitting import GAP, Column, cut, widths

if TYPE_CHECKING:
    from store.query import Compiled

# DEL, C1, line separators and bidi controls in UTF-8
OBEYED = re.compile(
    rb"\x7f|\xc2[\x80-\x9f]|\xd8\x9c|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xa9]"
)
FORMATS = ("table", "plain", "json", "csv")
WORTH_A_WORD = ("overdue", "soon", "stale", "blocked", "upcoming", "current")
ID_WIDTH, IS_WIDTH, IS_RANK = 40, 16, 3


def json_line(value: Any) -> str:
    """One JSON value on one line."""
    return _json_bytes(value).decode()


def _json_bytes(value: Any) -> bytes:
    """The value with the characters escaped that a terminal may obey: JSON itself escapes only C0,
    and keys that are unknown here are kept as they came."""
    written = msgspec.json.encode(value)
    if written.isascii() and b"\x7f" not in written:
        return written
    return OBEYED.sub(lambda found: b"\\u%04x" % ord(found[0].decode()), written)


def print_json(values: Iterable[Any]) -> None:
    """A JSON array, one value a line, written as it comes."""
    write = sys.stdout.buffer.write
    sys.stdout.flush()
    before = b"["
    for value in values:
        write(before + _json_bytes(value))
        before = b",\n"
    write(b"[]\n" if before == b"[" else b"]\n")


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


def _table(desk: Desk, kind: type[Record], records: list[Record]) -> Iterator[str]:
    if not records:
        return
    shown = _columns(kind)
    columns = [
        Column("Id", ID_WIDTH, 0),
        *(Column(f.title, f.width, 0 if f.column == 1 else f.column) for f in shown),
        Column("Is", IS_WIDTH, IS_RANK),
    ]
    flags = _flags(desk, kind.kind.name)
    rows = [
        [
            clean_line(record.id),
            *(clean_line(desk.names.shown(record, field)) for field in shown),
            " ".join(flag for flag, holds in flags if holds(record)),
        ]
        for record in records
    ]
    fitted = widths(columns, rows, room())
    for row in ([column.title for column in columns], *rows):
        drawn = (cut(cell, width) for cell, width in zip(row, fitted, strict=True) if width)
        yield GAP.join(drawn).rstrip()


def room() -> int | None:
    """How many cells a line of the terminal has; None where what is printed goes elsewhere."""
    if not sys.stdout.isatty():
        return None
    named = os.environ.get("COLUMNS", "")
    return int(named if named.isdecimal() else os.get_terminal_size(sys.stdout.fileno())[0]) or 80


def _flags(desk: Desk, kind: str) -> list[tuple[str, Test]]:
    """The flags of a kind that are worth a word in a table, with their tests."""
    told = (flag for flag in FLAGS[kind] if flag in WORTH_A_WORD)
    return [(flag, desk.insight.test(kind, flag)) for flag in told]


def _plain(desk: Desk, kind: type[Record], records: list[Record]) -> Iterator[str]:
    for record in records:
        yield f"{kind.kind.name} {clean_line(record.id)}: {clean_line(desk.names.heading(record))}"
        for title, words in told_fields(desk, record):
            yield f"  {title}: {clean_long(words)}".replace("\n", "\n    ")
        yield ""
