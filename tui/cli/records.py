"""`list`, `show`, `add` and `edit`."""

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click
import msgspec

from store.desk import Desk
from store.door import Problems, admit, as_json, typed
from store.errors import StoreError
from store.fields import FieldError
from store.journal.files import read_stream
from store.kinds import KINDS
from store.record import Move, Record
from store.verbs import Pair, edited
from tui.cli.output import FORMATS, json_line, print_records
from tui.cli.session import Session, pass_session, say
from tui.cli.words import (
    KindOrViewParam,
    field_options,
    filters,
    given,
    ids_of,
    records_meant,
    typed_words,
)
from tui.returning import next_told

if TYPE_CHECKING:
    from store.views import View

ANY_KIND = tuple(KINDS.values())


@click.command("list", context_settings={"ignore_unknown_options": False})
@click.argument("listed", metavar="KIND|VIEW", type=KindOrViewParam())
@click.argument("filter_line", metavar="[FILTER]...", nargs=-1, shell_complete=filters)
@click.option("--format", "style", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--json", "style", flag_value="json", help="The same as --format json.")
@pass_session
def list_(
    session: Session, /, listed: "type[Record] | View", filter_line: tuple[str, ...], style: str
) -> None:
    """List the records of a KIND that pass a FILTER, or those of a view (smallgroup views).

    \b
    smallgroup list commitments 'is:open owner:italy sort:due'
    smallgroup list roles 'group:africa-focus-group on:2023-03-02' --json
    smallgroup list overdue owner:italy
    """
    from store.query import compile_query, parse
    from store.query.home import UNSAID, asks_whose_desk

    line = " ".join(filter_line)
    if isinstance(listed, type):
        kind, query = listed, parse(line, listed)
    else:
        from store.views import narrowed

        kind, query = KINDS[listed.kind], narrowed(listed, line)
    with session.desk() as desk:
        compiled = compile_query(query, kind, desk.names, desk.insight, desk.store)
        everything = desk.store.records(kind.kind.name)
        found = compiled.select(list(everything.values()))
        print_records(desk, kind, found, compiled, style or "table")
        if not everything:
            say(f"No {kind.kind.plural} are recorded yet.")
        elif not found:
            say(f"None of the {len(everything)} {kind.kind.plural} matches the filter.")
            if asks_whose_desk(query) and not desk.insight.home:
                say(f'{UNSAID} Write home = "…", a member, into the configuration.')


@click.command("show")
@click.argument("id_", metavar="ID", shell_complete=ids_of())
@click.option("--json", "as_data", is_flag=True, help="As one JSON object.")
@pass_session
def show_(session: Session, /, id_: str, as_data: bool) -> None:
    """Show one record in full, with what refers to it.

    ID is an id, a country code, an acronym, a name, or the start of one.
    """
    with session.desk() as desk:
        (record,) = records_meant(desk, [id_])
        if as_data:
            click.echo(json_line(_shown(desk, record)))
        else:
            from tui.aloud import told

            for line in told(desk, record):
                click.echo(line)


def _shown(desk: Desk, record: Record) -> dict[str, Any]:
    from store.insight.about import about

    return {
        **as_json(record),
        "flags": desk.insight.flags(record),
        **about(desk.insight, record),
        "references": [
            {"id": r.id, "kind": r.kind.name, "field": field, "name": desk.names.heading(r)}
            for r, field in desk.store.references(record.id)
        ],
    }


class AddGroup(click.Group):
    """`add KIND`: a command for each kind, its options drawn from the declaration."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(KINDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        kind = next((k for k in ANY_KIND if cmd_name in (k.kind.name, k.kind.plural)), None)
        return None if kind is None else _adding(kind)


@click.group("add", cls=AddGroup)
def add_() -> None:
    """Add a record of a KIND and print its id.

    \b
    smallgroup add commitment --summary 'Send the terms' --owner Morocco --due 'end of next month'
    smallgroup add member - < members.json
    """


def _adding(kind: type[Record]) -> click.Command:
    @click.command(kind.kind.name, help=f"Add a {kind.kind.name}. {kind.__doc__}")
    @click.argument("source", metavar="[-]", type=click.Choice(["-"]), required=False)
    @field_options([kind])
    @pass_session
    def command(session: Session, /, source: str | None, **options: tuple[str, ...]) -> None:
        words = typed_words(given(options), kind)
        if source and words:
            raise click.UsageError("either - (JSON on stdin) or options, not both")
        with session.desk() as desk:
            records = _read(desk, kind) if source else [_typed(desk, kind, words)]
            desk.store.apply(f"add {kind.kind.name}", [(None, record) for record in records])
            for record in records:
                click.echo(record.id)

    return command


def _typed(desk: Desk, kind: type[Record], words: dict[str, str]) -> Record:
    return typed(kind, words, desk.names, None, desk.store.new_id())


def _read(desk: Desk, kind: type[Record]) -> list[Record]:
    try:
        raw = msgspec.json.decode(read_stream(sys.stdin.buffer, "stdin"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise StoreError(f"What came on stdin is no JSON: {error}.") from error
    rows = raw if isinstance(raw, list) else [raw]
    return [_admitted(desk, kind, row, place) for place, row in enumerate(rows, 1)]


def _admitted(desk: Desk, kind: type[Record], row: Any, place: int) -> Record:
    if not isinstance(row, dict):
        raise StoreError(f"Item {place} on stdin is no JSON object.")
    if row.get("kind", kind.kind.name) != kind.kind.name:
        raise StoreError(f"Item {place} on stdin is a {row['kind']}, not a {kind.kind.name}.")
    try:
        return admit(kind, {"id": desk.store.new_id(), **row})
    except Problems as problems:
        raise StoreError(f"Item {place} on stdin: {problems}.") from problems


@click.command("edit")
@click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=ids_of())
@click.option("--why", default="", help="Why a due date is moved.")
@click.option("--correct", is_flag=True, help="A due date is corrected, not moved.")
@field_options(ANY_KIND)
@pass_session
def edit_(
    session: Session, /, ids: tuple[str, ...], why: str, correct: bool, **options: tuple[str, ...]
) -> None:
    """Change fields of records, in one step that one undo takes back.

    \b
    smallgroup edit C32 --due 'end of june' --why 'The host asked for time'
    smallgroup edit C32 C33 --desk Anna --tags ''
    """
    written = given(options)
    if not written:
        raise click.UsageError("nothing to change: give a field, as --due +2w")
    if (why or correct) and "due" not in written:
        raise click.UsageError("--why and --correct tell of a due date: give --due")
    if why and correct:
        raise click.UsageError("a due date is either moved, with --why, or corrected")
    with session.desk() as desk:
        move = (
            None if correct else Move(day=desk.names.today.isoformat(), by=desk.store.by, why=why)
        )
        pairs = [_edited(desk, record, written, move) for record in records_meant(desk, ids)]
        batch = desk.store.apply(f"edit {', '.join(written)}", pairs)
        if batch is None:
            say("Nothing changed: it is so already.")
        else:
            done = (
                f"{sum(old != new for old, new in pairs)} changed{next_told(batch, desk.store.get)}"
            )
            say(f"{done} · smallgroup undo takes it back")


def _edited(
    desk: Desk, record: Record, written: Mapping[str, tuple[str, ...]], move: Move | None
) -> Pair:
    try:
        words = typed_words(written, type(record))
    except FieldError as error:
        raise FieldError(f"{record.id}: {error}") from error
    new = typed(type(record), words, desk.names, record, record.id)
    return edited(record, new, move)
