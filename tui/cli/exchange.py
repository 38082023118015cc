"""`import` and `export`: records from files and into files."""

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from store.desk import Desk
from store.door import as_json
from store.formats import FORMATS, Contents, FormatError, by_ending, named, of_file
from store.formats.visible import names_within, others, withhold
from store.importing import plan_import
from store.journal.files import put_file, read_named, read_stream
from store.kinds import KINDS
from store.query import compile_query, parse
from store.record import Record, Visibility
from store.rules import received
from store.store import Store
from store.text import clean_line, shorten
from store.verbs import Pair
from tui.cli.mapping_options import Said, map_options
from tui.cli.session import DONE, PARTLY, Session, pass_session, say, tell_withheld
from tui.cli.words import KindParam, filters, including

if TYPE_CHECKING:
    from store.formats.cells import Table
    from store.publishing import Versions

STDIO = "-"
TABLES = ("csv", "tsv", "tab", "xlsx", "xlsm")


@click.command("import")
@click.argument("file", metavar="FILE")
@click.option(
    "--format", "style", type=click.Choice(list(FORMATS)), help="By the file if left out."
)
@click.option("--kind", type=KindParam(), help="The kind, where the file says none.")
@map_options
@pass_session
def import_(
    session: Session, /, file: str, style: str | None, kind: type[Record] | None, **said: Any
) -> int:
    """Take the records in a FILE (- is stdin) in, as one change.

    A record whose id is here becomes as the file has it. Importing what was exported changes
    nothing. A calendar may be anybody's: its events are meetings, its to-dos commitments. A table
    that others made (CSV or XLSX) needs a map: which column is which field, and what its words
    mean. On a terminal it is made on the screen; it is remembered by its name.

    \b
    smallgroup import tracker.xlsx                     # look at what is guessed
    smallgroup import tracker.xlsx --yes               # take it, where nothing is left to ask
    smallgroup import tracker.xlsx --means 'Rome=IT' --save-map tracker
    smallgroup import tracker.xlsx --map tracker --dry-run
    """
    source = _read(file)
    if (tables := _strange(file, source, style, wanted := Said(**said))) is not None:
        return _import_table(session, file, tables, kind, wanted)
    form = named(style) if style else of_file(file, source)
    with session.desk() as desk:
        contents = form.read(source, kind=kind, names=desk.names)
        if getattr(contents, "next_url", ""):
            contents = _whole(file, desk)
        pairs = plan_import(contents, desk.store)
        if wanted.dry_run:
            return _tell_plan(desk, pairs, as_data=wanted.as_data)
        desk.store.apply(f"import {'stdin' if file == STDIO else Path(file).name}", pairs, received)
    return _tell(contents, sum(old is None for old, _ in pairs), len(pairs))


def _strange(file: str, source: bytes, style: str | None, said: Said) -> "list[Table] | None":
    """The tables of a file that somebody else made; None for a file of ours. What can only be said
    of a table makes it one."""
    ending = file.lower().rpartition(".")[2]
    if style or not (said.any or ending in TABLES or source.startswith(b"PK")):
        return None
    from store.formats.cells import tables_of
    from store.mapping import is_ours

    tables = tables_of(file, source)
    ours = not said.any and any(is_ours(table.rows) for table in tables)
    return None if ours else tables


def _import_table(
    session: Session, file: str, tables: "list[Table]", kind: type[Record] | None, said: Said
) -> int:
    name = "stdin" if file == STDIO else Path(file).name
    if said.asks:
        from tui.cli.dashboard import open_mapping

        open_mapping(session, name, tables, kind)
        return DONE
    from tui.cli.mapping import import_table

    return import_table(session, name, tables, kind, said)


def _read(file: str) -> bytes:
    if file == STDIO:
        return read_stream(sys.stdin.buffer, "stdin")
    return read_named(Path(file))


def _tell_plan(desk: Desk, pairs: Sequence[Pair], *, as_data: bool) -> int:
    """Say what would come of it; the exit code."""
    from tui.cli.output import print_json

    records = [(old, new) for old, new in pairs if new is not None]
    if as_data:
        print_json([as_json(new) for _, new in records])
    for old, new in () if as_data else records:
        name = shorten(desk.names.heading(new), 60)
        state = "new" if old is None else "changed"
        click.echo(f"  {state:<8}{new.kind.name} {clean_line(f'{new.id}  {name}')}")
    fresh = sum(old is None for old, _ in records)
    told = f"{fresh} new, {len(records) - fresh} changed"
    say(f"{told}. Nothing was changed: this is what would come.")
    return DONE


def _whole(file: str, desk: Desk) -> Contents:
    """A feed with all its pages, which are files beside the first one."""
    from store.sync.pages import whole_file

    if file == STDIO:
        raise FormatError("This feed goes on in other files; give its file, not what is in it.")
    return whole_file(Path(file), desk.names)


def _tell(contents: Contents, new: int, touched: int) -> int:
    """Say what came of it; the exit code."""
    for aside in contents.asides:
        reasons = "; ".join(f"{name}: {why}" for name, why in aside.reasons.items())
        times = f" ({aside.times} times)" if aside.times > 1 else ""
        say(f"Set aside: {' '.join(filter(None, (aside.kind, aside.id)))}: {reasons}{times}")
    if removals := len(getattr(contents, "tombstones", ())):
        say(f"{removals} removals in the feed were not followed: smallgroup source add does.")
    if touched:
        say(f"{new} new, {touched - new} changed · smallgroup undo takes it back")
    else:
        say("Nothing changed: all of it is here already.")
    return PARTLY if contents.asides else 0


@click.command("export")
@click.argument("filter_line", metavar="[FILTER]...", nargs=-1, shell_complete=filters)
@click.option("--kind", type=KindParam(), help="The kind; all of them if left out.")
@click.option("--format", "style", type=click.Choice(list(FORMATS)), help="json if left out.")
@click.option("-o", "--output", "file", default=STDIO, metavar="FILE", help="- is stdout.")
@click.option(
    "--deadlines-as-events",
    "deadlines",
    is_flag=True,
    help="In a calendar, show due dates as days.",
)
@click.option("--yes", is_flag=True, help="Begin a folder anew, or withdraw most of what it has.")
@including("public")
@pass_session
def export_(  # noqa: PLR0913, PLR0917 — the words of the command
    session: Session,
    /,
    filter_line: tuple[str, ...],
    kind: type[Record] | None,
    style: str | None,
    file: str,
    include: Visibility,
    deadlines: bool,
    yes: bool,
) -> None:
    """Write records into a file: the public ones, unless --include says otherwise.

    A feed may go into a folder, which any web server can then give to many: its pages, and what
    changed since it was last published.

    \b
    smallgroup export --format feed -o feed.json
    smallgroup export --format feed -o /srv/www/ours/
    smallgroup export --kind commitments is:open --format csv -o open.csv
    smallgroup export -o all.ics --deadlines-as-events
    """
    form = named(style) if style else by_ending(file) or FORMATS["json"]
    if kind is None and filter_line:
        raise click.UsageError("a filter is for records of one kind: give --kind")
    if kind is None and form.of_one_kind:
        raise click.UsageError("a table is for records of one kind: give --kind")
    if deadlines and "deadlines" not in form.writes:
        raise click.UsageError("--deadlines-as-events is for a calendar: give --format ics")
    if form.binary and file == STDIO and sys.stdout.isatty():
        raise click.UsageError("a workbook is nothing for a terminal: give -o FILE")
    with session.desk() as desk:
        kinds = [kind] if kind else list(KINDS.values())
        title = desk.title or "Smallgroup"
        if form.name == "feed" and _is_folder(file):
            leaving, withheld, versions = _with_versions(desk, kinds, filter_line, include)
            _publish(desk.store, leaving, Path(file), title, versions, anew=yes)
        else:
            leaving, withheld = withhold(_found(desk, kinds, filter_line), include)
            beside = partial(others, desk.store, include)
            more = {
                "beside": beside,
                "deadlines": deadlines,
                "names": names_within(desk.store, include),
            }
            _write(file, form.write(leaving, title=title, kind=kind, **more))
    tell_withheld(withheld, include)


def _found(desk: Desk, kinds: list[type[Record]], filter_line: tuple[str, ...]) -> list[Record]:
    records = [r for kind in kinds for r in desk.store.records(kind.kind.name).values()]
    if not filter_line:
        return records
    (kind,) = kinds
    query = parse(" ".join(filter_line), kind)
    return compile_query(query, kind, desk.names, desk.insight, desk.store).select(records)


def _with_versions(
    desk: Desk, kinds: list[type[Record]], filter_line: tuple[str, ...], include: Visibility
) -> "tuple[list[Record], int, Versions]":
    """The records that leave, how many do not, and the versions of these very records: both are
    looked for again where somebody else wrote in between."""
    from store.sync.versions.telling import told_versions

    whole = () if filter_line else [each.kind.name for each in kinds]
    while True:
        mark = desk.store.journal.mark
        leaving, withheld = withhold(_found(desk, kinds, filter_line), include)
        versions = told_versions(desk.store, {r.id for r in leaving}, whole, include)
        if desk.store.journal.mark == mark:
            return leaving, withheld, versions


def _is_folder(file: str) -> bool:
    return file != STDIO and (file.endswith("/") or Path(file).is_dir())


def _publish(  # noqa: PLR0913 — what is published, where, and how
    store: Store,
    records: list[Record],
    folder: Path,
    title: str,
    versions: "Versions",
    *,
    anew: bool,
) -> None:
    from store.publishing import publish

    done = publish(folder, records, store, title=title, versions=versions, anew=anew)
    if not done.written:
        say(f"Nothing changed: {folder} has all of it.")
    else:
        say(
            f"Published in {folder}: {done.records} records, {done.changed} new or changed, "
            f"{done.went} gone."
        )


def _write(file: str, chunks: Iterator[bytes]) -> None:
    if file != STDIO:
        put_file(Path(file), chunks)
        return
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
