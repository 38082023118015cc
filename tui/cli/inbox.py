"""`inbox`: the news that wait for a person, and what becomes of them."""

from collections.abc import Iterator
from typing import Any

import click
import msgspec

from store.desk import Desk
from store.door import typed
from store.kinds import Meeting
from store.sync.waiting.inbox import (
    Entry,
    attach,
    dismiss,
    draft,
    everything,
    make_meetings,
    meant,
    restore,
    waiting,
)
from store.text import clean_line, clean_long
from tui.cli.fitting import GAP, Column, cut, widths
from tui.cli.output import print_json, room
from tui.cli.session import Session, pass_session, say
from tui.cli.words import ids_of, news_of

VERBS = ("meeting", "evidence", "link", "dismiss", "restore")
CITING = ("commitment", "update")  # the kinds that have evidence
COLUMNS = (
    Column("Id", 8, 0),
    Column("Published", 10, 2),
    Column("Source", 12, 3),
    Column("Is", 9, 1),
    Column("Title", 0, 0),
)


@click.command("inbox")
@click.argument("words", metavar="[ID]...", nargs=-1, shell_complete=news_of)
@click.option("--meeting", is_flag=True, help="Make a meeting of it, and print the new id.")
@click.option("--name", metavar="TEXT", help="What the meeting is called; else the title.")
@click.option("--start", metavar="DATE", help="When the meeting begins.")
@click.option(
    "--evidence",
    metavar="COMMITMENT",
    help="Cite it as evidence of a commitment.",
    shell_complete=ids_of(*CITING),
)
@click.option(
    "--link",
    metavar="RECORD",
    help="Cite it in the links of a record.",
    shell_complete=ids_of(),
)
@click.option("--dismiss", is_flag=True, help="It waits no more, and does not come back.")
@click.option("--restore", is_flag=True, help="What was dismissed waits again.")
@click.option("--all", "every", is_flag=True, help="List what is decided too.")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@pass_session
def inbox_(session: Session, /, words: tuple[str, ...], **how: Any) -> None:
    """The news that wait for you; with IDs those in full, or what becomes of them.

    An ID is what the list shows, or a title, or the start of either.

    \b
    smallgroup inbox
    smallgroup inbox k7 --meeting --start 2026-06-12
    smallgroup inbox k7 p3 --evidence open-an-office
    smallgroup inbox k7 --dismiss
    """
    verb = _verb(words, how)
    with session.desk() as desk:
        known = everything(desk.store) if words or how["every"] else waiting(desk.store)
        chosen = list(dict.fromkeys(meant(known, word) for word in words)) if words else known
        if verb == "meeting":
            _make(desk, chosen, {name: how[name] for name in ("name", "start") if how[name]})
        elif verb in ("evidence", "link"):
            _cite(desk, chosen, verb, how[verb])
        elif verb == "dismiss":
            dismiss(desk.store, chosen)
            say(f"{len(chosen)} dismissed · smallgroup inbox ID --restore takes it back")
        elif verb == "restore":
            restore(desk.store, chosen)
            say(f"{len(chosen)} wait again")
        elif how["as_data"]:
            print_json(map(_told, chosen))
        elif words:
            _print_whole(desk, chosen)
        else:
            _print_table(chosen)
        if not chosen:
            say("There are no news." if how["every"] else "No news wait for you.")


def _verb(words: tuple[str, ...], how: dict[str, Any]) -> str:
    """What is to be done with the news, "" where they are only shown."""
    asked = [verb for verb in VERBS if how[verb]]
    if len(asked) > 1:
        raise click.UsageError(f"give only one of {', '.join(f'--{verb}' for verb in asked)}")
    verb = asked[0] if asked else ""
    if verb and not words:
        raise click.UsageError(f"say which news --{verb} is for; smallgroup inbox lists them")
    if (how["name"] or how["start"]) and (verb != "meeting" or len(words) > 1):
        raise click.UsageError("--name and --start are for one ID with --meeting")
    return verb


def _make(desk: Desk, chosen: list[Entry], words: dict[str, str]) -> None:
    drafts = [(entry, draft(desk.store, entry)) for entry in chosen]
    drafts = [(e, typed(Meeting, words, desk.names, made, made.id)) for e, made in drafts]
    make_meetings(desk.store, drafts)
    for _, meeting in drafts:
        click.echo(meeting.id)


def _cite(desk: Desk, chosen: list[Entry], verb: str, words: str) -> None:
    as_evidence = verb == "evidence"
    id_ = desk.names.resolve(words, CITING if as_evidence else ())
    attach(desk.store, chosen, id_, "evidence" if as_evidence else "links")
    say(f"{len(chosen)} cited by {clean_line(id_)} · smallgroup undo takes it back")


def _told(entry: Entry) -> dict[str, Any]:
    """News as JSON: the short id is `id`, and what the source calls it `source_id`."""
    about = {name: value for name, value in entry._asdict().items() if name != "news"}
    news: dict[str, Any] = msgspec.to_builtins(entry.news)
    return {**about, **news, "id": entry.id, "source_id": entry.news.id}


def _print_table(entries: list[Entry]) -> None:
    rows = [
        [
            entry.id,
            entry.news.published[:10],
            entry.source,
            "" if entry.state == "waiting" else entry.state,
            clean_line(entry.news.title),
        ]
        for entry in entries
    ]
    if not rows:
        return
    fitted = widths(COLUMNS, rows, room())
    for row in ([column.title for column in COLUMNS], *rows):
        drawn = (cut(cell, width) for cell, width in zip(row, fitted, strict=True) if width)
        click.echo(GAP.join(drawn).rstrip())


def _print_whole(desk: Desk, entries: list[Entry]) -> None:
    for entry in entries:
        click.echo(f"news {entry.id}: {clean_line(entry.news.title)}")
        for title, words in _lines(desk, entry):
            if words:
                click.echo(f"  {title}: {clean_long(words)}".replace("\n", "\n    "))
        click.echo()


def _lines(desk: Desk, entry: Entry) -> Iterator[tuple[str, str]]:
    news = entry.news
    yield "Is", entry.state
    yield "Used by", ", ".join(f"{desk.names.name(id_)} ({id_})" for id_ in entry.records)
    yield "Source", entry.source
    yield "Publisher", news.publisher
    yield "Published", news.published
    yield "Begins", news.start
    yield "Link", news.link
    yield "Text", news.text
