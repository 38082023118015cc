"""`close`, `handover`, `delete`, `undo`, `redo` and `history`."""

import sys
from collections.abc import Callable, Iterator
from typing import Any

import click

from store.desk import Desk
from store.errors import StoreError
from store.fields import Field, field_map, fields
from store.journal.batch import Batch, Change
from store.kinds import KINDS, Commitment, Role
from store.record import Record
from store.store import Store
from store.text import clean_line, fold, shorten
from store.types import TYPES
from store.verbs import Pair, closed, handover, is_open
from tui.cli.output import json_line, print_json
from tui.cli.session import Session, pass_session, say
from tui.cli.words import ids_of, records_meant
from tui.returning import next_told


@click.command("close")
@click.argument(
    "ids", metavar="ID...", nargs=-1, required=True, shell_complete=ids_of("commitment")
)
@click.option("--on", "day", default="today", metavar="DATE", help="The day; today if not given.")
@click.option(
    "--at",
    "meeting",
    default="",
    metavar="MEETING",
    help="The meeting that noted it.",
    shell_complete=ids_of("meeting"),
)
@click.option("--evidence", multiple=True, metavar="URL", help="A page that shows it.")
@pass_session
def close_(
    session: Session, /, ids: tuple[str, ...], day: str, meeting: str, evidence: tuple[str, ...]
) -> None:
    """Close commitments as delivered."""
    with session.desk() as desk:
        commitments = [_commitment(record) for record in records_meant(desk, ids)]
        on = _parsed(desk, "closed", day)
        at = _parsed(desk, "closed_at", meeting)
        links = _parsed(desk, "evidence", "\n".join(evidence))
        pairs = [closed(c, day=on, meeting=at, evidence=links) for c in commitments]
        follows = next_told(desk.store.apply("close", pairs), desk.store.get)
        say(f"{len(pairs)} delivered{follows} · smallgroup undo takes it back")


def _commitment(record: Record) -> Commitment:
    if not isinstance(record, Commitment):
        raise StoreError(f"{record.id} is a {record.kind.name}: only commitments are closed.")
    if record.closed and not is_open(record):
        raise StoreError(
            f"{record.id} was closed on {record.closed} already: smallgroup edit changes that."
        )
    return record


def _parsed(desk: Desk, name: str, words: str, kind: type[Record] = Commitment) -> Any:
    field = field_map(kind)[name]
    return TYPES[field.type].parse(words, field, desk.names)


@click.command("handover")
@click.argument("group", shell_complete=ids_of("group"))
@click.argument("label")
@click.argument("outgoing", shell_complete=ids_of("member"))
@click.argument("incoming", shell_complete=ids_of("member"))
@click.option("--on", "day", default="today", metavar="DATE", help="The incoming's first day.")
@pass_session
def handover_(  # noqa: PLR0913, PLR0917 — the words of the command
    session: Session, /, group: str, label: str, outgoing: str, incoming: str, day: str
) -> None:
    """Hand a role over: OUTGOING's LABEL in GROUP ends, INCOMING's starts; prints the new id.

    \b
    smallgroup handover AFG co-chair Niger 'Saudi Arabia' --on 2023-11-15
    """
    with session.desk() as desk:
        roles, body = desk.store.of(Role), _parsed(desk, "group", group, Role)
        labels = {fold(role.label): role.label for role in roles if role.group == body}
        new = Role(
            id=desk.store.new_id(),
            member=_parsed(desk, "member", incoming, Role),
            group=body,
            label=labels.get(fold(label), label),
            start=_parsed(desk, "start", day, Role),
        )
        leaving = _parsed(desk, "member", outgoing, Role)
        desk.store.apply("handover", handover(roles, leaving, new))
        click.echo(new.id)


@click.command("delete")
@click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=ids_of())
@click.option("--yes", is_flag=True, help="Do not ask.")
@pass_session
def delete_(session: Session, /, ids: tuple[str, ...], yes: bool) -> None:
    """Delete records, and say what refers to them."""
    with session.desk() as desk:
        records = records_meant(desk, ids)
        pairs = desk.store.removal([record.id for record in records])
        tell_removal(desk, pairs)
        agree(yes, "Delete?")
        desk.store.apply("delete", pairs)
        say("Deleted · smallgroup undo takes it back")


def tell_removal(desk: Desk, pairs: list[Pair]) -> None:
    """Say what goes and what lets go."""
    for old, new in pairs:
        if old is not None:
            what = "goes" if new is None else "lets go of it"
            say(f"{old.kind.name} {old.id} {what}: {shorten(desk.names.heading(old), 60)}")


def agree(yes: bool, question: str) -> None:
    """Ask on a terminal; off a terminal only `--yes` agrees."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise StoreError("This is not done without asking: add --yes.")
    click.confirm(question, abort=True, err=True)


@click.command("undo")
@click.argument("times", metavar="[N]", type=click.IntRange(1), default=1)
@pass_session
def undo_(session: Session, /, times: int) -> None:
    """Take back your own newest change, or the newest N."""
    _again(session, times, Store.undo)


@click.command("redo")
@click.argument("times", metavar="[N]", type=click.IntRange(1), default=1)
@pass_session
def redo_(session: Session, /, times: int) -> None:
    """Bring back what you undid last, or the last N."""
    _again(session, times, Store.redo)


def _again(session: Session, times: int, step: Callable[[Store], Batch]) -> None:
    with session.desk() as desk:
        for _ in range(times):
            batch = step(desk.store)
            count = len(batch.changes)
            say(f"{batch.label} ({count} record{'' if count == 1 else 's'})")


@click.command("history")
@click.argument("id_", metavar="[ID]", default="", shell_complete=ids_of())
@click.option("--limit", type=click.IntRange(1), help="How many batches at the most.")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@pass_session
def history_(session: Session, /, id_: str, limit: int | None, as_data: bool) -> None:
    """Who changed what, when: newest first, for one record or for all."""
    with session.desk() as desk:
        meant = id_in_history(desk, id_) if id_ else ""
        batches = (
            batch for batch, _ in zip(desk.store.history(meant), _count(limit), strict=False)
        )
        if as_data:
            print_json(_told(batch, meant) for batch in batches)
            return
        for batch in batches:
            click.echo(f"{batch.at}  {clean_line(batch.by)}  {clean_line(batch.label)}")
            for change in _changes(batch, meant):
                for line in _lines(change):
                    click.echo(f"  {line}")


def id_in_history(desk: Desk, id: str) -> str:
    """The record's id; one that is gone is known by its exact id."""
    gone = desk.store.get(id) is None and any(desk.store.history(id))
    return id if gone else desk.names.resolve(id)


def _count(limit: int | None) -> Iterator[int]:
    from itertools import count

    return iter(range(limit)) if limit else count()


def _changes(batch: Batch, id: str) -> list[Change]:
    return [change for change in batch.changes if not id or change.key == id]


def _told(batch: Batch, id: str) -> dict[str, Any]:
    changes = [
        {"kind": c.table, "id": c.key, "before": c.before, "after": c.after}
        for c in _changes(batch, id)
    ]
    return {
        "id": batch.id,
        "at": batch.at,
        "by": batch.by,
        "label": batch.label,
        "changes": changes,
        **({"undoes": batch.undoes} if batch.undoes else {}),
        **({"redoes": batch.redoes} if batch.redoes else {}),
    }


def _lines(change: Change) -> Iterator[str]:
    who = f"{change.table} {clean_line(str(change.key))}"
    if change.before is None:
        yield f"{who} added"
    elif change.after is None:
        yield f"{who} deleted"
    else:
        yield who
    stamps = ("id", "created", "modified", "sequence")
    names = {**(change.before or {}), **(change.after or {})}
    for name in (name for name in names if name not in stamps):
        before, after = ((side or {}).get(name) for side in (change.before, change.after))
        yield f"  {_title(change.table, name)}: {_value(before)} → {_value(after)}"


def _title(table: str, name: str) -> str:
    known = {field.name: field for field in _fields_of(table)}
    return known[name].title if name in known else name


def _fields_of(table: str) -> tuple[Field, ...]:
    return fields(KINDS[table]) if table in KINDS else ()


def _value(value: Any) -> str:
    if value is None:
        return "–"
    return shorten(clean_line(value if isinstance(value, str) else json_line(value)), 70)
