"""What comes of a table of others: what is new, changed, set aside and not settled, in words."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import click
import msgspec

from store.desk import Desk
from store.door import as_json
from store.mapping import Incoming, Open, Outcome, Row, fillable
from store.mapping.editing import nearest
from store.record import Record
from store.text import clean_line, shorten
from store.types import TYPES
from tui.cli.mapping_options import Said
from tui.cli.output import print_json
from tui.cli.session import DONE, PARTLY, say

MOST = 20  # of what would come, of each sort, unless all is asked for


def tell_open(desk: Desk, open_: Sequence[Open], most: int | None) -> None:
    """What is not settled, each with the nearest that is known."""
    if open_:
        click.echo("Not settled:")
    for one in islice(open_, most):
        times = f" ({one.times} cells)" if one.times > 1 else ""
        words = f"“{shorten(one.words, 60)}” " if one.sort == "name" else ""
        told = f"{one.header}: {words}{one.why}{times}{_near(desk, one)}"
        click.echo(f"  {one.cell:<5}{clean_line(told)}")
    if most is not None and len(open_) > most:
        click.echo(f"  … and {len(open_) - most:,} more: --verbose tells all")


def _near(desk: Desk, one: Open) -> str:
    found = [f"{shorten(name, 40)} ({id_})" for id_, name in nearest(one, desk.names)]
    return f"; perhaps {', '.join(found)}" if found else ""


def tell_plan(desk: Desk, coming: Incoming, out: Outcome, said: Said) -> None:
    if said.as_data:
        print_json([_data(coming, out)])
        return
    most = None if said.everything else MOST
    for state, rows in _by_state(out):
        for row in islice(rows, most):
            click.echo(f"  {state:<8}{_row_line(desk, row)}")
        _more(state, len(rows), most)
    for record in islice(out.made, most):
        click.echo(f"  {'new':<8}{record.kind.name} {clean_line(desk.names.heading(record))}")
    for aside in islice(out.asides, most):
        click.echo(
            clean_line(f"  {'aside':<8}{aside.cell}: {aside.why}").replace("aside ", "aside  ", 1)
        )
    _more("aside", len(out.asides), most)
    tell_open(desk, out.open, most)
    _tell_rest(desk, out, most)
    say(f"{_counts(out)}. Nothing was changed: this is what would come.")


def _by_state(out: Outcome) -> Iterator[tuple[str, list[Row]]]:
    yield "changed", [row for row in out.rows if row.old is not None]
    yield "new", [row for row in out.rows if row.old is None]


def _row_line(desk: Desk, row: Row) -> str:
    name = shorten(desk.names.heading(row.new), 60)
    told = clean_line(f"{row.new.kind.name} {row.new.id}  {name}")
    if row.old is None:
        return told
    changes = (
        f"{name}: {_shown(desk, row.old, name)} → {_shown(desk, row.new, name)}"
        for name in row.fields
    )
    return clean_line(f"{told}: {'; '.join(changes)}")


def _shown(desk: Desk, record: Record, name: str) -> str:
    field = fillable(type(record))[name]
    value = getattr(record, name)
    words = "" if field.is_empty(value) else TYPES[field.type].show(value, desk.names)
    return shorten(clean_line(words), 40) or "–"


def _more(what: str, count: int, most: int | None) -> None:
    if most is not None and count > most:
        click.echo(f"  {what:<8}… and {count - most:,} more: --verbose tells all")


def _tell_rest(desk: Desk, out: Outcome, most: int | None) -> None:
    """What was changed here and there, and what the table has no more."""
    for one in islice(out.differs, most):
        told = f"{one.cell}: {one.field} of {one.id} was changed here and there"
        click.echo(f"  {'differs':<8}{clean_line(told)}")
    _more("differs", len(out.differs), most)
    for id_ in islice(out.gone, most):
        click.echo(f"  {'gone':<8}{clean_line(f'{id_}  {shorten(desk.names.name(id_), 60)}')}")
    _more("gone", len(out.gone), most)


def _fills(coming: Incoming, header: str) -> str:
    column = coming.map.column(header)
    return column.field if column else ""


def _counts(out: Outcome) -> str:
    some = {
        "set aside": len(out.asides),
        "not settled": len(out.open),
        "left as they are here": out.ours,
        "changed on both sides": len(out.differs),
        "no longer in the table": len(out.gone),
        "headings passed over": len(out.passed),
    }
    told = [f"{n:,} {what}" for what, n in some.items() if n]
    return ", ".join([f"{out.new:,} new", f"{out.changed:,} changed", *told])


def tell_asides(out: Outcome) -> None:
    for aside in out.asides[:MOST]:
        row = "row " if aside.whole else ""
        say(f"Set aside: {row}{aside.cell}: {aside.why}")


def tell_done(coming: Incoming, out: Outcome, *, changed: bool) -> int:
    tell_asides(out)
    for one in out.open[:MOST]:
        stays = "it stays words" if one.sort == "name" else "it is left out"
        say(f"Not settled: {one.cell}: “{shorten(one.words, 60)}”: {one.why}; {stays}")
    if (left := len(out.asides) + len(out.open) - 2 * MOST) > 0:
        say(f"… and {left:,} more: --dry-run --verbose tells all")
    for differs in out.differs[:MOST]:
        say(f"Changed here and there: {differs.cell}, {differs.field} of {differs.id}: --again")
    for id_ in out.gone[:MOST]:
        say(f"No longer in the table: {id_}: it stays here")
    idle = [header for header in coming.fresh if not _fills(coming, header)]
    if idle:
        say(f"New columns, left out: {', '.join(idle[:MOST])}")
    if coming.lost:
        say(f"Columns that the map knows and the table has not: {', '.join(coming.lost)}")
    if not coming.remembered and (out.pairs or out.same):
        say(f"Remembered as the map {coming.name}.")
    end = " · smallgroup undo takes it back" if changed else ""
    say(f"{_counts(out)}{end}" if changed else f"Nothing changed: {_counts(out)}.")
    return PARTLY if out.asides or out.open or out.differs else DONE


def _data(coming: Incoming, out: Outcome) -> dict[str, Any]:
    told: dict[str, Any] = {
        "map": coming.name,
        "new": [as_json(record) for record in (*out.made, *(r.new for r in out.rows if not r.old))],
        "changed": [
            {"id": r.new.id, "row": r.number, "fields": list(r.fields), "record": as_json(r.new)}
            for r in out.rows
            if r.old
        ],
        "same": out.same,
        "set_aside": msgspec.to_builtins(out.asides),
        "open": msgspec.to_builtins(out.open),
        "differs": [{"cell": d.cell, "id": d.id, "field": d.field} for d in out.differs],
        "gone": out.gone,
    }
    return told
