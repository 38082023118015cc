"""`conflicts` and `resolve`: what waits for a person, and their word on it."""

import sys
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from shutil import get_terminal_size
from typing import Any

import click

from store.desk import Desk
from store.errors import StoreError
from store.fields import FieldError
from store.sync.kept.memory import RECORD, Conflict
from store.sync.waiting.one_or_two import make_one, make_two
from store.sync.waiting.resolve import (
    Choice,
    Undecided,
    Value,
    Waiting,
    conflicts,
    resolve,
    undecided,
)
from store.text import clean_line, clean_long, shorten
from tui.cli.output import print_json
from tui.cli.planned import sides, value
from tui.cli.session import Session, pass_session, say
from tui.cli.words import ids_of
from tui.drawing.differing import OURS, THEIRS, differing, in_lines
from tui.fit import cells
from tui.wrap import Part

WIDEST = 120  # cells of a line, on a wide terminal too
BETWEEN = " │ "


@click.command("conflicts")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@pass_session
def conflicts_(session: Session, /, as_data: bool) -> None:
    """What both sides changed, what is gone there, what may be one: decide it with resolve.

    Also what waits for records that are not here yet; it is joined when they come.
    """
    with session.desk() as desk:
        waiting, more = conflicts(desk.store), undecided(desk.store)
        if as_data:
            print_json([*map(_conflict, waiting), *_undecided(more)])
            return
        for one in waiting:
            conflict = one.conflict
            whole = "no longer there" if one.missing else "the whole record"
            what = clean_line(conflict.field) or whole
            click.echo(f"{conflict.kind} {clean_line(conflict.id)}  {what}  ({one.source})")
            for line in _sides(desk, conflict):
                click.echo(line)
        if waiting:
            say("  smallgroup resolve ID [FIELD], with --theirs, --ours or --value VALUE")
        _tell(desk, more)
        if not (waiting or more.doubles or more.held):
            say("Nothing waits for a decision.")


def _tell(desk: Desk, more: Undecided) -> None:
    for source, two in more.doubles:
        click.echo(
            f"{two.kind} {clean_line(two.id)}  perhaps the same as {clean_line(two.other)}  "
            f"({source})"
        )
        for id_ in (two.id, two.other):
            click.echo(f"  {clean_line(id_)}  {clean_line(desk.names.name(id_))}")
        ids = clean_line(f"{two.id} --same {two.other}"), clean_line(f"--distinct {two.other}")
        say(f"  smallgroup resolve {ids[0]}, or {ids[1]}")
    for source, held in more.held:
        what = f"{held.kind} {held.id}  {held.field}  {held.sentence}"
        click.echo(f"{clean_line(what)}  ({source})")


def _conflict(one: Waiting) -> dict[str, Any]:
    conflict = one.conflict
    return {
        "source": one.source,
        **{name: getattr(conflict, name) for name in conflict.__struct_fields__},
        "missing": one.missing,
        "waits": "missing" if one.missing else "conflict",
    }


def _undecided(more: Undecided) -> Iterator[dict[str, Any]]:
    for source, two in more.doubles:
        yield {
            "source": source,
            "id": two.id,
            "kind": two.kind,
            "field": "",
            "waits": "double",
            "other": two.other,
        }
    for source, held in more.held:
        yield {
            "source": source,
            "id": held.id,
            "kind": held.kind,
            "field": held.field,
            "waits": "held",
            "targets": held.targets,
            "whole": held.whole,
        }


def _sides(desk: Desk, conflict: Conflict) -> Iterator[str]:
    """What it was, and is here and there; on a terminal a field's side by side."""
    if not sys.stdout.isatty() or conflict.field == RECORD:
        for side, said in sides(desk, conflict):
            yield f"  {side:<6}{shorten(clean_line(said), 90 if conflict.field else 70)}"
        return
    yield f"  was   {value(conflict.base, 90)}"
    column = (min(get_terminal_size().columns, WIDEST) - len(BETWEEN) - 2) // 2
    here, there = differing(_text(conflict.ours), _text(conflict.theirs))
    left = [[Part("here")], *in_lines(here, column, OURS)]
    right = [[Part("there")], *in_lines(there, column, THEIRS)]
    nothing: list[Part] = []
    for ours, theirs in zip_longest(left, right, fillvalue=nothing):
        gap = " " * (column - cells("".join(part.text for part in ours), column))
        yield f"  {_drawn(ours)}{gap}{BETWEEN}{_drawn(theirs)}".rstrip()


def _text(said: Any) -> str:
    return clean_long(said) if isinstance(said, str) else value(said, 2000)


def _drawn(parts: Iterable[Part]) -> str:
    return "".join(click.style(p.text, bold=True) if p.tone else p.text for p in parts)


@click.command("resolve")
@click.argument("id_", metavar="ID", shell_complete=ids_of())
@click.argument("field", metavar="[FIELD]", required=False)
@click.option("--theirs", "choice", flag_value="theirs", help="Take what the source says.")
@click.option("--ours", "choice", flag_value="ours", help="Keep what stands here.")
@click.option("--value", metavar="VALUE", help="Take this value, for one field.")
@click.option("--same", metavar="OTHER", help="It is the same as this: the two become one.")
@click.option("--distinct", metavar="OTHER", help="It is not the same as this.")
@pass_session
def resolve_(session: Session, /, id_: str, field: str | None, **words: str | None) -> None:
    """Decide what waits of the record ID, in one FIELD or in all.

    \b
    smallgroup resolve BB region --theirs
    smallgroup resolve e77 --same afg-2026        (--theirs or --ours: where they differ)
    """
    given = {name for name, word in words.items() if word is not None}
    if given not in ({"choice"}, {"value"}, {"same"}, {"same", "choice"}, {"distinct"}):
        raise click.UsageError(
            "give one of --theirs, --ours, --value VALUE, --same OTHER and --distinct OTHER"
        )
    with session.desk() as desk:
        if other := words["same"] or words["distinct"]:
            _decide_double(desk, id_, other, words)
            return
        meant = _meant(desk, id_)
        changed = resolve(desk.store, meant, _field(desk, meant, field), _choice(words))
        say("Decided · smallgroup undo takes it back" if changed else "Decided: it stays as it is")


def _field(desk: Desk, id: str, words: str | None) -> str | None:
    """The field that is meant: as it is called, which of unknown ones may be anything, or as its
    option is."""
    there = {w.conflict.field for w in conflicts(desk.store) if w.conflict.id == id}
    return words if words is None or words in there else words.replace("-", "_")


def _choice(words: dict[str, str | None]) -> Choice:
    if (given := words["value"]) is not None:
        return Value(given)
    return "theirs" if words["choice"] == "theirs" else "ours"


def _decide_double(desk: Desk, id: str, other: str, words: dict[str, str | None]) -> None:
    one, two = _meant(desk, id), _meant(desk, other)
    if words["distinct"]:
        make_two(desk.store, one, two)
        say("They stay two · smallgroup resolve --same says otherwise")
        return
    choice = _choice(words) if words["choice"] else ""
    if isinstance(choice, Value):
        raise StoreError("A value is for one field.")
    stays, waits = make_one(desk.store, one, two, choice)
    say(f"They are one now: {stays} · smallgroup undo takes it back")
    if waits:
        told = "1 field differs and waits" if waits == 1 else f"{waits} fields differ and wait"
        say(f"{told} for you: smallgroup conflicts")


def _meant(desk: Desk, id: str) -> str:
    """The record's id; one that is gone here is known by its exact id only."""
    if any(one.conflict.id == id for one in conflicts(desk.store)):
        return id
    try:
        return desk.names.resolve(id)
    except FieldError:
        return id
