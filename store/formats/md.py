"""Records as Markdown tables for reading: names rather than ids, and the columns that a table on
the screen has, of those that hold anything. It does not come back."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from store.fields import Context, Field, fields
from store.formats.rows import IDS
from store.formats.source import Contents, FormatError
from store.kinds import KINDS
from store.marked import escaped
from store.record import Record
from store.types import TYPES
from store.types.numbers import Int

_NOTHING = "Nothing is listed.\n"


def write(
    records: Iterable[Record],
    *,
    title: str = "",
    kind: type[Record] | None = None,
    names: Context | None = None,
) -> Iterator[bytes]:
    """A table for each kind, under its name; `names` says what the records are called that are
    pointed at."""
    order = {each: place for place, each in enumerate(KINDS.values())}
    held = sorted(records, key=lambda record: order.get(type(record), len(order)))
    yield f"# {escaped(title or 'Smallgroup')}\n".encode()
    for _, mine in groupby(held, type):
        yield from _table([*mine], names or IDS)
    if not held:
        yield f"\n{_NOTHING}".encode()


def read(source: bytes, *, kind: type[Record] | None = None) -> Contents:
    """There is no way back: `FormatError`."""
    raise FormatError(
        "A Markdown table is for reading, and does not come back: export json, jsonl, csv or xlsx."
    )


def _table(held: Sequence[Record], names: Context) -> Iterator[bytes]:
    kind = type(held[0])
    yield f"\n## {kind.kind.plural.capitalize()}\n\n".encode()
    shown = sorted((field for field in fields(kind) if field.column), key=lambda f: f.column)
    filled = [f for f in shown if any(not f.is_empty(getattr(r, f.name)) for r in held)]
    yield _line(field.title for field in filled)
    yield _line("--:" if isinstance(TYPES[f.type], Int) else "---" for f in filled)
    for record in held:
        yield _line(escaped(_shown(record, field, names)) for field in filled)


def _shown(record: Record, field: Field, names: Context) -> str:
    value = getattr(record, field.name)
    return "" if field.is_empty(value) else TYPES[field.type].show(value, names)


def _line(cells: Iterable[str]) -> bytes:
    return f"| {' | '.join(cells)} |\n".encode()
