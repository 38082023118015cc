"""`import` of a table of others: the map that is guessed or remembered, and what comes of it."""

from collections.abc import Iterator, Sequence

import click

from store.desk import Desk
from store.mapping import (
    Incoming,
    Outcome,
    Table,
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
from tui.cli.fitting import GAP, Column, cut, widths
from tui.cli.mapping_options import Said
from tui.cli.mapping_outcome import MOST, tell_asides, tell_done, tell_open, tell_plan
from tui.cli.output import print_json, room
from tui.cli.progress import Progress
from tui.cli.session import DONE, REFUSED, Session, say
from tui.counting import several

COLUMNS = (
    Column("", 3, 3),
    Column("Column", 24, 0),
    Column("Fills", 14, 0),
    Column("Why", 30, 2),
    Column("As in", 24, 1),
)


def import_table(
    session: Session, file: str, tables: Sequence[Table], kind: type[Record] | None, said: Said
) -> int:
    """Bring a table in under a map; the exit code."""
    with session.desk() as desk:
        coming = _understood(desk, file, tables, kind, said)
        with Progress().counting(file) as progress:
            out = outcome_of(desk.store, coming, again=said.again, progress=progress)
        if said.save_map and not (said.yes or said.map):
            return _keep(desk, coming, out, said)
        if said.dry_run:
            tell_plan(desk, coming, out, said)
            return DONE
        if _is_refused(desk, coming, out, said):
            return REFUSED
        batch = bring_in(desk.store, coming, out)
    return tell_done(coming, out, changed=batch is not None)


def _is_refused(desk: Desk, coming: Incoming, out: Outcome, said: Said) -> bool:
    """Whether the table is not taken as it is; why not is told."""
    why = ""
    if not (said.map or said.yes):
        _tell_map(desk, coming, out, said)
        _tell_how(coming, out)
        return True
    if not said.map and coming.lost:
        columns = ", ".join(f"“{header}”" for header in coming.lost)
        why = (
            f"this seems to be a table of the map {coming.name}, but has no {columns}. --map "
            f"{coming.name} takes it all the same, --save-map NAME takes it as another."
        )
    elif not said.map and out.open:
        tell_open(desk, out.open, None)
        why = f"{several(len(out.open), 'question')} left. {HOW}"
    elif coming.sheet.rows and _is_idle(out):
        tell_asides(out)
        why = IDLE
    if why:
        say(f"Nothing was imported: {why}")
    return bool(why)


IDLE = (
    "no row of it would come. --kind says what the rows are, --column 'HEADER=FIELD' what a column "
    "fills, --head in which row the headers are."
)
HOW = "--means 'WORDS=VALUE' answers one; --map NAME takes the rest in as words."


def _understood(
    desk: Desk, file: str, tables: Sequence[Table], kind: type[Record] | None, said: Said
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
    tell_open(desk, out.open, None if said.everything else MOST)


def _where(coming: Incoming) -> str:
    sheet, plural = coming.sheet, coming.map.record.kind.plural
    where = f"sheet {sheet.title}, " if sheet.title and len(coming.tables) > 1 else ""
    head = f"headers in row {sheet.head}" if sheet.head else "no headers"
    by = f"; {coming.known_by}" if coming.known_by else ""
    rows = several(len(sheet.rows), "row")
    many = f"; {sheet.dropped:,} more columns are left out" if sheet.dropped else ""
    return f"{where}{rows} ({head}) as {plural}{by}{many}"


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


def _is_idle(out: Outcome) -> bool:
    """Whether no row is one of a record."""
    return not (out.pairs or out.same)


def _tell_how(coming: Incoming, out: Outcome) -> None:
    if _is_idle(out):
        say(f"Nothing was imported: {IDLE}")
        return
    left = f"{several(len(out.open), 'question')} left" if out.open else "Nothing is left to ask"
    if coming.remembered:
        take = f"--map {coming.name} takes it as the map {coming.name} says"
    elif out.open:
        take = "--means 'WORDS=VALUE' answers one; --save-map NAME keeps the map, to be taken so"
    else:
        take = "--yes takes the guess"
    say(f"Nothing was imported. {left}: {take}; --column 'HEADER=FIELD' changes it; --dry-run")
    say("tells what would come. On a terminal all this is asked.")
