"""`source`: what records are synced from, added, changed, shown and forgotten."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import click
import msgspec
from msgspec import structs

from store.desk import Desk
from store.sync.adapters import ADAPTERS, AUTO
from store.sync.kept.keep import (
    Keep,
    add_source,
    all_sources,
    change_source,
    find_source,
    remove_source,
)
from store.sync.kept.sources import FORMATS, MOST_MINUTES, Reached, Source, command_of
from store.sync.transfer.limits import size_in_words, size_of
from store.sync.waiting.inbox import of
from store.text import clean_line
from tui.cli.fitting import GAP, Column, cut, widths
from tui.cli.output import print_json, room
from tui.cli.session import Session, pass_session, say
from tui.cli.words import source_of
from tui.counting import several

BARE = Source("", "")
TOKENS = ("token_env", "token_command", "token_file")
COLUMNS = (
    Column("Name", 16, 0),
    Column("Format", 11, 1),
    Column("Synced (UTC)", 16, 2),
    Column("Outcome", 0, 0),
    Column("Inbox", 5, 3),
    Column("Where", 24, 4),
)
SPEAKS = {AUTO: "told from what it says", **{name: one.about for name, one in ADAPTERS.items()}}
ONE_OF = "\n".join(f"{name}: {about}" for name, about in SPEAKS.items())

F = TypeVar("F", bound=Callable[..., Any])


def _options(function: F) -> F:
    """How a source is asked; what is not given is None, and "" is what it is by default."""
    for option in (
        click.option(
            "--every",
            type=click.IntRange(0, MOST_MINUTES),
            metavar="MINUTES",
            help="Sync it so often while the dashboard is open, and with sync --due; 0: by hand.",
        ),
        click.option("--most", metavar="SIZE", help="The most that is taken of it, as 20MB."),
        click.option(
            "--insecure-http/--no-insecure-http",
            default=None,
            help="Allow http:// without encryption.",
        ),
        click.option(
            "--owns",
            multiple=True,
            metavar="KIND.FIELD",
            help="Believed here over what is typed; again for another field.",
        ),
        click.option(
            "--token-file", metavar="FILE", help="The file that holds it, which is yours alone."
        ),
        click.option(
            "--token-command", metavar="CMD", help="The command that prints it; no shell sees it."
        ),
        click.option("--token-env", metavar="VAR", help="The variable that holds the token."),
        click.option(
            "--format", type=click.Choice(FORMATS), metavar="FORMAT", help=f"\b\n{ONE_OF}"
        ),
    ):
        function = option(function)
    return function


@click.group("source")
def source_() -> None:
    """The sources that records are synced from: on the web, or files."""


@source_.command("add")
@click.argument("name")
@click.argument("url", metavar="URL-OR-FILE")
@_options
@pass_session
def add(session: Session, /, name: str, url: str, **how: Any) -> None:
    """Add a source under a NAME of your own.

    \b
    smallgroup source add coalition https://example.org/feed.json --owns member.region
    smallgroup source add wg https://datatracker.ietf.org/api/v1/group/group/?type=wg
    """
    source = structs.replace(Source(name, url), **_given(how))
    with session.desk() as desk:
        kept = add_source(desk.store.journal.folder, source)
    _say(f"{kept.name} added", kept)
    say(f"smallgroup sync {kept.name} reads it; --dry-run shows first what that would change")


@source_.command("edit")
@click.argument("name", shell_complete=source_of)
@click.option("--url", metavar="URL-OR-FILE", help="Where it is now.")
@_options
@pass_session
def edit(session: Session, /, name: str, url: str | None, **how: Any) -> None:
    """Change how the source NAME is asked; what is not given stays as it is, and '' empties it.

    \b
    smallgroup source edit coalition --url https://example.org/v2/feed.json
    smallgroup source edit coalition --owns '' --token-env TOKEN
    """
    changes = {**_given(how), **({} if url is None else {"url": url})}
    if not changes:
        raise click.UsageError("say what is to change, as --url URL")
    with session.desk() as desk:
        folder = desk.store.journal.folder
        before = find_source(folder, name).source()
        kept = change_source(folder, structs.replace(before, **changes))
    _say(f"{kept.name} changed" if kept != before else f"{kept.name} is so already", kept)


def _given(how: dict[str, Any]) -> dict[str, Any]:
    """What was said of a source, as its fields; one way to come by a token takes the place of the
    others."""
    given = {name: value for name, value in how.items() if value not in (None, ())}
    if "owns" in given:
        given["owns"] = tuple(filter(None, given["owns"]))
    if "most" in given:
        given["most"] = size_of(given["most"]) if given["most"] else 0
    if "token_command" in given:
        given["token_command"] = command_of(given["token_command"])
    if any(given.get(name) for name in TOKENS):
        given = {**{name: getattr(BARE, name) for name in TOKENS}, **given}
    return given


@source_.command("list")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@pass_session
def list_(session: Session, /, as_data: bool) -> None:
    """The sources, and how the last sync of each ended."""
    with session.desk() as desk:
        keeps = all_sources(desk.store.journal.folder)
        if as_data:
            print_json([_told(desk, keep) for keep in keeps])  # whole, or not at all
        elif keeps:
            _print_table(desk, keeps)
        else:
            say("There are no sources yet: smallgroup source add NAME URL")


@source_.command("show")
@click.argument("name", shell_complete=source_of)
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@pass_session
def show(session: Session, /, name: str, as_data: bool) -> None:
    """All that is known of the source NAME."""
    with session.desk() as desk:
        keep = find_source(desk.store.journal.folder, name)
        if as_data:
            print_json([_told(desk, keep)])
            return
        reached = keep.reached()
        click.echo(keep.name)
        for title, words in (*_lines(keep.source(), reached), *_state(desk, keep, reached)):
            click.echo(f"  {title:<10}{clean_line(words)}")


@source_.command("remove")
@click.argument("name", shell_complete=source_of)
@pass_session
def remove(session: Session, /, name: str) -> None:
    """Forget a source and its news; the records that came from it stay."""
    with session.desk() as desk:
        remove_source(desk.store.journal.folder, name)
    say(f"{name} removed; the records that came from it stay.")


def _say(what: str, source: Source) -> None:
    say(what)
    for title, words in _lines(source, Reached()):
        say(f"  {title:<10}{clean_line(words)}")


def _lines(source: Source, reached: Reached) -> Iterator[tuple[str, str]]:
    """What a source is and how it is asked, in words."""
    yield "Where", source.url
    yield "Format", _format(source, reached)
    if source.token_env:
        yield "Token", f"from the variable {source.token_env}"
    if source.token_command:
        yield "Token", f"printed by {' '.join(source.token_command)}"
    if source.token_file:
        yield "Token", f"in the file {source.token_file}"
    if source.owns:
        yield "Owns", f"{', '.join(source.owns)}: believed over what is typed here"
    if source.insecure_http:
        yield "Allowed", "http:// without encryption"
    if source.most:
        yield "At most", size_in_words(source.most)
    every = f"every {several(source.every, 'minute')} by itself"
    yield "Runs", every if source.every else "when it is asked"


def _format(source: Source, reached: Reached) -> str:
    if source.format != AUTO:
        return f"{source.format}, {ADAPTERS[source.format].about}"
    if reached.format in ADAPTERS:
        return f"{reached.format}, {ADAPTERS[reached.format].about}, as its answer told"
    return "told from its first answer"


def _state(desk: Desk, keep: Keep, reached: Reached) -> Iterator[tuple[str, str]]:
    """How the last sync ended."""
    yield "Last", f"{reached.at[:16].replace('T', ' ')} UTC" if reached.at else "never synced"
    if reached.at:
        yield "Outcome", reached.outcome
    if reached.bytes:
        yield "Took", size_in_words(reached.bytes)
    if waits := _waiting(desk, keep):
        yield "Inbox", f"{waits} wait"


def _print_table(desk: Desk, keeps: list[Keep]) -> None:
    rows = [_row(desk, keep, keep.source(), keep.reached()) for keep in keeps]
    fitted = widths(COLUMNS, rows, room())
    for row in ([column.title for column in COLUMNS], *rows):
        drawn = (cut(cell, width) for cell, width in zip(row, fitted, strict=True) if width)
        click.echo(GAP.join(drawn).rstrip())


def _row(desk: Desk, keep: Keep, source: Source, reached: Reached) -> list[str]:
    spoken = source.format if source.format != AUTO else reached.format or AUTO
    outcome = clean_line(reached.outcome) if reached.at else "never synced"
    waits = _waiting(desk, keep)
    return [
        source.name,
        spoken,
        reached.at[:16].replace("T", " "),
        outcome,
        str(waits or ""),
        clean_line(source.url),
    ]


def _told(desk: Desk, keep: Keep) -> dict[str, Any]:
    """All that is known of a source, with what it has by default."""
    source, reached = keep.source(), keep.reached()
    defined = {name: getattr(source, name) for name in source.__struct_fields__}
    told: dict[str, Any] = msgspec.to_builtins(defined)
    return {
        **told,
        "speaks": reached.format,
        "synced": reached.at,
        "outcome": reached.outcome,
        "bytes": reached.bytes,
        "items": reached.items,
        "failures": reached.failures,
        "inbox": _waiting(desk, keep),
    }


def _waiting(desk: Desk, keep: Keep) -> int:
    """How many of its news wait in the inbox."""
    return sum(entry.state == "waiting" for entry in of(desk.store, keep))
