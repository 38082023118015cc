"""A plan on the command line: in a few lines, in full, and walked record by record."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import click

from store import door
from store.desk import Desk
from store.kinds import KINDS
from store.sync.kept.memory import RECORD, Conflict
from store.sync.planning.outline import ALL, Entry, Left, left
from store.sync.planning.plan import Plan
from store.sync.report import Report
from store.text import clean_line, join_list, shorten
from tui.cli.output import json_line
from tui.cli.session import say

MOST_NAMED, LEAST_NAMED = 70, 50  # characters of a record's name; where its fields follow
MOST = 20  # records that are told of each sort where not all are asked for
KEYS = "y take it, n leave it, f field by field, a take the rest, d leave the rest, ? this"
FIELD_KEYS = "y take it, n or d leave it"


def value(value: Any, width: int = 70) -> str:
    """A JSON value in a few words; a dash where there is none."""
    if value is None:
        return "–"
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = join_list(value)
    return shorten(clean_line(value if isinstance(value, str) else json_line(value)), width)


def tell_plan(desk: Desk, report: Report, *, verbose: bool) -> None:
    """What a dry run found, on stdout: a line for each record, its fields where `verbose`."""
    most = None if verbose else MOST
    for state in ("removed", "changed", "new"):
        found = [entry for entry in report.entries if entry.state == state]
        for entry in found[:most]:
            for line in _lines(desk, entry, verbose=verbose):
                click.echo(line)
        _tell_more(state, len(found), most)
    for conflict in report.conflicts[:most]:
        what = clean_line(conflict.field) or "the whole record"
        click.echo(f"  {'differs':<8}{conflict.kind} {clean_line(conflict.id)}: {what}")
        if verbose:
            for side, words in sides(desk, conflict):
                click.echo(f"          {side:<6}{shorten(clean_line(words), 62)}")
    _tell_more("differs", len(report.conflicts), most)
    for id_ in report.missing[:most]:
        gone = desk.store.get(id_)
        told = f"{gone.kind.name if gone else ''} {id_}  {desk.names.name(id_)}"
        click.echo(f"  {'missing':<8}{shorten(clean_line(told.strip()), 70)}")
    _tell_more("missing", len(report.missing), most)


def sides(desk: Desk, conflict: Conflict) -> Iterator[tuple[str, str]]:
    """What it was, and is here and there, each in a few words."""
    said = {"was": conflict.base, "here": conflict.ours, "there": conflict.theirs}
    for side, what in said.items():
        if conflict.field != RECORD:
            yield side, value(what, 2000)
        elif side != "was":
            yield side, _whole(desk, conflict, what)


def _whole(desk: Desk, conflict: Conflict, said: dict[str, Any] | None) -> str:
    """A whole record in a few words, or that there is none."""
    if said is None:
        return "gone"
    try:
        record = door.admit(KINDS[conflict.kind], {**said, "id": conflict.id})
    except (door.Problems, KeyError):  # as another version of ours took it
        return value(said)
    return desk.names.heading(record)


def _tell_more(what: str, count: int, most: int | None) -> None:
    if most is not None and count > most:
        click.echo(f"  {what:<8}… and {count - most:,} more: --verbose tells all")


def tell_waiting(report: Report) -> None:
    """What waits for other records, what may be one, and what was taken back, on stderr."""
    for held in islice(report.held, MOST):
        say(f"  Held: {clean_line(f'{held.kind} {held.id} {held.field} {held.sentence}')}")
    if len(report.held) > MOST:
        say(f"  … and {len(report.held) - MOST} more: smallgroup conflicts")
    for two in report.doubles[:MOST]:
        ids = clean_line(f"{two.id} and {two.other}")
        say(f"  Perhaps the same {two.kind}: {ids}; smallgroup resolve {clean_line(two.id)} --same")
    if len(report.doubles) > MOST:
        say(f"  … and {len(report.doubles) - MOST:,} more: smallgroup conflicts")
    if report.taken_back:
        count, some = len(report.taken_back), ", ".join(report.taken_back[:5])
        more = ", …" if count > 5 else ""
        say(
            f"  Taken back here: {count} record{'s' * (count > 1)} ({clean_line(some)}{more}). To "
            f"bring that again: smallgroup redo, or smallgroup sync {report.source} --again"
        )


def review(desk: Desk, plan: Plan) -> Left:
    """What a person leaves of a plan, asked for each record on the terminal."""
    parts: list[tuple[str, str]] = []
    rest = ""
    entries = plan.entries()
    for number, entry in enumerate(entries, 1):
        answer = rest
        if not rest:
            for line in _lines(desk, entry, verbose=True):
                say(line)
            answer = _ask(f"({number}/{len(entries)}) Take it?", "ynfad", KEYS)
            rest = answer if answer in "ad" else ""
        if answer in "nd":
            parts.append((entry.id, RECORD))
        elif answer == "f":
            parts += _fields_left(entry)
    return left(parts) if parts else ALL


def _fields_left(entry: Entry) -> Iterator[tuple[str, str]]:
    for detail in entry.details():
        sides = f"{value(detail.ours, 40)} → {value(detail.theirs, 40)}"
        if _ask(f"  {value(detail.field)}: {sides}. Take it?", "ynd", FIELD_KEYS) != "y":
            yield entry.id, detail.field


def _ask(question: str, keys: str, about: str) -> str:
    while True:
        words = _typed(f"{question} [{','.join(keys)},?]")
        if (key := words[:1].lower()) and key in keys:
            return key
        say(f"  {about}")


def _typed(question: str) -> str:
    try:
        words: str = click.prompt(question, err=True, prompt_suffix=" ")
    except click.Abort as end:  # ctrl-c; or the end of what is typed, which leaves the rest
        if isinstance(end.__context__, KeyboardInterrupt):
            raise end.__context__ from None
        return "d"
    return words


def _lines(desk: Desk, entry: Entry, *, verbose: bool) -> Iterator[str]:
    details = entry.details()
    name = clean_line(f"{entry.record.kind.name} {entry.id}  {desk.names.heading(entry.record)}")
    fields = ", ".join(detail.field for detail in details) if entry.state == "changed" else ""
    told = clean_line(shorten(fields, 200))
    room = max(MOST_NAMED - len(": " + told), LEAST_NAMED) if told else MOST_NAMED
    yield f"  {entry.state:<8}{shorten(name, room)}{': ' * bool(told)}{told}"
    for detail in details if verbose else ():
        yield _field(entry, detail.field, detail.ours, detail.theirs)


def _field(entry: Entry, field: str, ours: Any, theirs: Any) -> str:
    name = value(field)
    if entry.state == "changed":
        return f"          {name}: {value(ours)} → {value(theirs)}"
    return f"          {name}: {value(theirs if entry.state == 'new' else ours)}"
