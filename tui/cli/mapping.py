"""`import` of a table of others: the map that is guessed or remembered, and what comes of it."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import click
import msgspec

from store.desk import Desk
from store.door import as_json
from store.mapping import (
    Incoming,
    Open,
    Outcome,
    Row,
    bring_in,
    checked,
    incoming,
    keep_map,
    outcome_of,
)
from store.mapping.editing import Meaning, renamed, with_column, with_days, with_meaning
from store.mapping.sheets import Cells, words_of
from store.record import Record
from store.text import clean_line, shorten
from store.types import TYPES
from tui.cli.fitting import GAP, Column, cut, widths
from tui.cli.mapping_options import Said
from tui.cli.output import print_json, room
from tui.cli.progress import Progress
from tui.cli.session import DONE, PARTLY, REFUSED, Session, say
from tui.counting import several

MOST = 20  # of what would come, of each sort, unless all is asked for
COLUMNS = (
    Column("", 3, 3),
    Column("Column", 24, 0),
    Column("Fills", 14, 0),
    Column("Why", 30, 2),
    Column("As in", 24, 1),
)


def import_table(
    session: Session, file: str, tables: Sequence[Any], kind: type[Record] | None, said: Said
) -> int:
    """Bring a table in under a map; the exit code."""
    with session.desk() as desk:
        coming = _understood(desk, file, tables, kind, said)
        with Progress().counting(file) as progress:
            out = outcome_of(desk.store, coming, again=said.again, progress=progress)
        if said.save_map and not (said.yes or said.map):
            return _keep(desk, coming, out, said)
        if said.dry_run:
            _tell_plan(desk, coming, out, said)
            return DONE
        if not said.map:
            if not said.yes:
                _tell_map(desk, coming, out, said)
                _tell_how(coming, out)
                return REFUSED
            if coming.lost:
                columns = ", ".join(f"“{header}”" for header in coming.lost)
                say(
                    f"Nothing was imported: this seems to be a table of the map {coming.name}, but "
                    f"has no {columns}. --map {coming.name} takes it all the same, --save-map NAME "
                    "takes it as another."
                )
                return REFUSED
            if out.open:
                _tell_open(desk, out.open, None)
                say(f"Nothing was imported: {several(len(out.open), 'question')} left. {HOW}")
                return REFUSED
        batch = bring_in(desk.store, coming, out)
    return _tell_done(desk, coming, out, changed=batch is not None)


HOW = "--means 'WORDS=VALUE' answers one; --map NAME takes the rest in as words."


def _understood(
    desk: Desk, file: str, tables: Sequence[Any], kind: type[Record] | None, said: Said
) -> Incoming:
    """The file under the map that is wanted, with all that was said of it."""
    coming = incoming(
        desk.store,
        file,
        tables,
        name=said.map or "",
        kind=kind,
        sheet=said.sheet,
        head=said.head,
    )
    made = coming.map
    for words in said.columns:
        header, _, field = words.rpartition("=")
        made = with_column(made, coming.sheet, header, field.strip(), desk.names)
    if said.days:
        made = with_days(made, said.days == "day-first")
    for words in said.means:
        before, _, after = words.rpartition("=")
        made = with_meaning(made, coming.sheet, Meaning(before.strip(), after.strip()), desk.names)
    coming = coming.under(checked(made))
    if said.save_map:
        coming = renamed(desk.store, coming, said.save_map)
    return coming


def _keep(desk: Desk, coming: Incoming, out: Outcome, said: Said) -> int:
    keep_map(desk.store.journal.folder, coming.name, coming.map)
    _tell_map(desk, coming, out, said)
    say(f"Remembered as {coming.name}. To import: smallgroup import FILE --map {coming.name}")
    return DONE


# ---------------------------------------------------------------- the map


def _tell_map(desk: Desk, coming: Incoming, out: Outcome, said: Said) -> None:
    """What is thought of the table, on stdout."""
    if said.as_data:
        told = {"name": coming.name, "remembered": coming.remembered, "map": coming.map}
        print_json([{**told, "open": out.open}])
        return
    click.echo(clean_line(f"{coming.file}: {_where(coming)}"))
    rows = list(_map_rows(desk, coming))
    fitted = widths(COLUMNS, rows, room())
    for row in ([column.title for column in COLUMNS], *rows):
        drawn = (cut(cell, width) for cell, width in zip(row, fitted, strict=True) if width)
        click.echo(GAP.join(drawn).rstrip())
    for line in _words_lines(desk, coming):
        click.echo(line)
    _tell_open(desk, out.open, None if said.everything else MOST)


def _where(coming: Incoming) -> str:
    sheet, plural = coming.sheet, coming.map.record.kind.plural
    where = f"sheet {sheet.title}, " if sheet.title and len(coming.tables) > 1 else ""
    head = f"headers in row {sheet.head}" if sheet.head else "no headers"
    by = f"; {coming.known_by}" if coming.known_by else ""
    rows = several(len(sheet.rows), "row")
    return f"{where}{rows} ({head}) as {plural}{by}"


def _map_rows(desk: Desk, coming: Incoming) -> Iterator[list[str]]:
    for head in coming.sheet.heads:
        column = coming.map.column(head.header)
        because = coming.because.get(head.header)
        fills = column.field if column else ""
        if column and column.reads:
            fills += f" ({column.reads})"
        sample = next(_samples(coming.sheet.rows, head.at), "")
        told = (head.letter, head.header, fills or "–", because.why if because and fills else "")
        yield [shorten(clean_line(cell), 60) for cell in (*told, sample)]


def _samples(rows: Sequence[tuple[int, Cells]], at: int) -> Iterator[str]:
    for _, row in rows:
        if at < len(row) and (words := words_of(row[at])):
            yield words


def _words_lines(desk: Desk, coming: Incoming) -> Iterator[str]:
    """What words mean, a line for each column."""
    for column in coming.map.used:
        meant = [f"{w} → {v or 'nothing'}" for w, v in column.values.items()]
        for words, named in column.names.items():
            who = ", ".join(map(desk.names.name, named.ids)) or "stays words"
            meant.append(f"{words} → {f'a new {named.make}' if named.make else who}")
        if meant:
            told = "; ".join(meant[:MOST]) + ("; …" if len(meant) > MOST else "")
            yield "    " + clean_line(f"{column.header}: {told}")


def _tell_open(desk: Desk, open_: Sequence[Open], most: int | None) -> None:
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
    from store.mapping.editing import nearest

    found = [f"{shorten(name, 40)} ({id_})" for id_, name in nearest(one, desk.names)]
    return f"; perhaps {', '.join(found)}" if found else ""


def _tell_how(coming: Incoming, out: Outcome) -> None:
    left = f"{several(len(out.open), 'question')} left" if out.open else "Nothing is left to ask"
    if coming.remembered:
        take = f"--map {coming.name} takes it as the map {coming.name} says"
    elif out.open:
        take = "--means 'WORDS=VALUE' answers one; --save-map NAME keeps the map, to be taken so"
    else:
        take = "--yes takes the guess"
    say(f"Nothing was imported. {left}: {take}; --column 'HEADER=FIELD' changes it; --dry-run")
    say("tells what would come. On a terminal all this is asked.")


# ---------------------------------------------------------------- what comes of it


def _tell_plan(desk: Desk, coming: Incoming, out: Outcome, said: Said) -> None:
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
    _tell_open(desk, out.open, most)
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
    from store.mapping import fillable

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


def _tell_done(desk: Desk, coming: Incoming, out: Outcome, *, changed: bool) -> int:
    for aside in out.asides[:MOST]:
        row = "row " if aside.whole else ""
        say(f"Set aside: {row}{aside.cell}: {aside.why}")
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
