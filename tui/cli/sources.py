"""`source` and `sync`: records from elsewhere."""

import sys
from datetime import UTC, datetime
from typing import Any

import click
import msgspec
from msgspec import structs

from store.desk import Desk
from store.sync.adapters import AUTO
from store.sync.inbox import of
from store.sync.keep import Keep, add_source, all_sources, find_source, remove_source
from store.sync.limits import size_of
from store.sync.outline import ALL, Left, as_json
from store.sync.plan import Plan
from store.sync.run import Question, Report, Talk
from store.sync.schedule import is_due
from store.sync.sources import FORMATS, MOST_MINUTES, Source, command_of
from store.sync.together import together
from store.text import clean_line
from tui.cli.output import print_json
from tui.cli.planned import review, tell_plan, tell_waiting
from tui.cli.progress import Progress
from tui.cli.session import DONE, HELD, NAME, PARTLY, REFUSED, Session, pass_session, say

BUILTINS: Any = msgspec.to_builtins
SHOWN = 20  # records that were set aside are told so many; JSON has them all


@click.group("source")
def source_() -> None:
    """The sources that records are synced from: feeds on the web, or files."""


@source_.command("add")
@click.argument("name")
@click.argument("url", metavar="URL-OR-FILE")
@click.option("--format", "style", type=click.Choice(FORMATS), default=AUTO)
@click.option("--token-env", default="", metavar="VAR", help="The variable that holds the token.")
@click.option(
    "--token-command",
    default="",
    metavar="CMD",
    callback=lambda _context, _option, words: command_of(words),
    help="The command that prints it; no shell sees it.",
)
@click.option(
    "--token-file", default="", metavar="FILE", help="The file that holds it, which is yours alone."
)
@click.option(
    "--owns", multiple=True, metavar="KIND.FIELD", help="Believed here over what is typed."
)
@click.option("--insecure-http", is_flag=True, help="Allow http:// without encryption.")
@click.option(
    "--most",
    default="",
    metavar="SIZE",
    callback=lambda _context, _option, words: size_of(words) if words else 0,
    help="The most that is taken of it, as 20MB.",
)
@click.option(
    "--every",
    type=click.IntRange(0, MOST_MINUTES),
    default=0,
    metavar="MINUTES",
    help="Sync it so often while the dashboard is open, and with sync --due.",
)
@pass_session
def add(session: Session, /, name: str, url: str, style: str, **how: Any) -> None:
    """Add a source under a NAME of your own.

    \b
    smallgroup source add coalition https://example.org/feed.json --owns member.region
    """
    source = Source(name=name, url=url, format=style, **how)
    with session.desk() as desk:
        kept = add_source(desk.store.journal.folder, source)
    say(f"{kept.name} added · smallgroup sync {kept.name} reads it")


@source_.command("list")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@pass_session
def list_(session: Session, /, as_data: bool) -> None:
    """The sources, and how the last sync of each ended."""
    with session.desk() as desk:
        keeps = all_sources(desk.store.journal.folder)
        if as_data:
            print_json(_kept(desk, keep) for keep in keeps)
            return
        for keep in keeps:
            told, reached = keep.source(), keep.reached()
            when = f"{reached.at}  {clean_line(reached.outcome)}" if reached.at else "never synced"
            count = _waiting(desk, keep)
            waits = f" · {count} wait in the inbox" if count else ""
            click.echo(f"{told.name:<16}{clean_line(told.url)}  {when}{waits}")
        if not keeps:
            say("There are no sources yet: smallgroup source add NAME URL")


def _kept(desk: Desk, keep: Keep) -> dict[str, Any]:
    reached = keep.reached()
    return {
        **BUILTINS(keep.source()),
        "synced": reached.at,
        "outcome": reached.outcome,
        "inbox": _waiting(desk, keep),
    }


def _waiting(desk: Desk, keep: Keep) -> int:
    """How many of its news wait in the inbox."""
    return sum(entry.state == "waiting" for entry in of(desk.store, keep))


@source_.command("remove")
@click.argument("name")
@pass_session
def remove(session: Session, /, name: str) -> None:
    """Forget a source and its news; the records that came from it stay."""
    with session.desk() as desk:
        remove_source(desk.store.journal.folder, name)
    say(f"{name} removed; the records that came from it stay.")


@click.command("sync")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--yes", is_flag=True, help="Answer every question with yes.")
@click.option("--review", is_flag=True, help="Choose on the terminal what of it is done.")
@click.option("--again", is_flag=True, help="Bring what undo took back, too.")
@click.option("--due", is_flag=True, help="Only sources with --every whose time has come.")
@click.option("--verbose", is_flag=True, help="With --dry-run: every record and field.")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@pass_session
def sync_(
    session: Session,
    /,
    names: tuple[str, ...],
    due: bool,
    verbose: bool,
    as_data: bool,
    **how: bool,
) -> int:
    """Take in what the sources say, each as one change. All sources, or those NAMEd.

    What both sides changed waits for a person: smallgroup conflicts. For cron: sync --due.
    """
    if how["review"] and not sys.stdin.isatty():
        raise click.UsageError("--review asks on a terminal; --dry-run tells what would be done")
    with session.desk() as desk:
        folder = desk.store.journal.folder
        keeps = [find_source(folder, name) for name in names] if names else all_sources(folder)
        if due:
            now = datetime.now(UTC)
            keeps = [keep for keep in keeps if is_due(keep.source(), keep.reached(), now)]
        reports = _synced(desk, [keep.name for keep in keeps], **how)
        for report in () if as_data else reports:
            _tell(report)
            if how["dry_run"]:
                tell_plan(desk, report, verbose=verbose)
            tell_waiting(report)
    if as_data:
        print_json(_report(report) for report in reports)
    if not (keeps or as_data or due):  # cron stays quiet
        say("There are no sources yet: smallgroup source add NAME URL")
    return _code(reports)


def _report(report: Report) -> dict[str, Any]:
    """The report in JSON; each record field by field where the run was dry."""
    told = BUILTINS(structs.replace(report, entries=()))
    del told["entries"]
    return {**told, **({"entries": as_json(report.entries)} if report.entries else {})}


def _synced(desk: Desk, names: list[str], *, yes: bool, dry_run: bool, **how: bool) -> list[Report]:
    progress = Progress()

    def answer(question: Question) -> bool:
        with progress.still():
            return yes or _asked(question)

    def choose(plan: Plan) -> Left:
        with progress.still():
            return review(desk, plan) if how["review"] and plan.pairs else ALL

    return together(
        desk.store,
        names,
        lambda name: Talk(
            progress=progress.of(name), answer=answer, choose=choose, again=how["again"]
        ),
        lambda report: progress.ended(report.source),
        dry_run=dry_run,
    )


def _asked(question: Question) -> bool:
    try:
        return sys.stdin.isatty() and click.confirm(clean_line(question.text), err=True)
    except click.Abort as end:  # ctrl-c, or the end of what is typed
        if isinstance(end.__context__, KeyboardInterrupt):
            raise end.__context__ from None
        return False


def _code(reports: list[Report]) -> int:
    if any(report.stopped == "cancelled" for report in reports):
        say(f"{NAME}: stopped; where it says so, nothing was changed.")
        return REFUSED
    if any(report.stopped == "held" for report in reports):
        return HELD
    return DONE if all(report.done for report in reports) else PARTLY


def _tell(report: Report) -> None:
    size = f" · {report.bytes:,} bytes" if report.bytes else ""
    click.echo(f"{report.source}: {clean_line(report.outcome)}{size}")
    for aside in report.set_aside[:SHOWN]:
        reasons = "; ".join(f"{name}: {why}" for name, why in aside.reasons.items())
        times = f" {aside.times:,} times" if aside.times > 1 else ""
        say(f"  Set aside{times}: {clean_line(f'{aside.kind} {aside.id}: {reasons}')}")
    if (more := len(report.set_aside) - SHOWN) > 0:
        say(f"  … and {more:,} more: smallgroup sync {report.source} --dry-run --json")
    if report.conflicts:
        say("  Conflicts wait for you: smallgroup conflicts")
    if report.news:
        say("  News wait for you: smallgroup inbox")
    if report.left_out:
        say("  The inbox has no more room: decide some of its news, and sync again.")
    if report.waiting:
        say(f"  A question waits; to answer it with yes: smallgroup sync {report.source} --yes")
