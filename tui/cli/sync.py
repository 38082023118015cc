"""`sync`: records from elsewhere."""

import sys
from datetime import UTC, datetime
from typing import Any

import click
import msgspec
from msgspec import structs

from store.desk import Desk
from store.sync.kept.keep import all_sources, find_source
from store.sync.kept.schedule import is_due
from store.sync.planning.outline import ALL, Left, as_json
from store.sync.planning.plan import Plan
from store.sync.report import NOTHING_NEW, Report
from store.sync.talk import Question, Talk
from store.sync.together import together
from store.text import clean_line
from tui.cli.output import print_json
from tui.cli.planned import review, tell_plan, tell_waiting
from tui.cli.progress import Progress
from tui.cli.session import DONE, HELD, NAME, PARTLY, REFUSED, Session, pass_session, say
from tui.cli.words import source_of

BUILTINS: Any = msgspec.to_builtins
WAITS = "  {} wait for you: smallgroup {}"
SHOWN = 20  # records that were set aside are told so many; JSON has them all


@click.command("sync")
@click.argument("names", metavar="[NAME]...", nargs=-1, shell_complete=source_of)
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

    What both sides changed waits for a person: smallgroup conflicts. For cron: sync --due, which
    says nothing where nothing is new.
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
            if due and report.outcome in NOTHING_NEW:
                continue
            _tell(report, dry=how["dry_run"])
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
    if not sys.stdin.isatty():
        say(clean_line(question.text))  # so that nobody says --yes to what was never told
        return False
    try:
        return click.confirm(clean_line(question.text), err=True)
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


def _tell(report: Report, *, dry: bool) -> None:
    size = f" · {report.bytes:,} bytes" if report.bytes else ""
    click.echo(f"{report.source}: {clean_line(report.outcome)}{size}")
    for aside in report.set_aside[:SHOWN]:
        reasons = "; ".join(f"{name}: {why}" for name, why in aside.reasons.items())
        times = f" {aside.times:,} times" if aside.times > 1 else ""
        what = f"{aside.kind} {aside.id}".strip()
        say(f"  Set aside{times}: {clean_line(f'{what}: {reasons}')}")
    if (more := len(report.set_aside) - SHOWN) > 0:
        say(f"  … and {more:,} more: smallgroup sync {report.source} --dry-run --json")
    if report.conflicts:
        new = dry and not (report.error or report.not_modified)  # the others wait already
        say("  Conflicts would wait for you." if new else WAITS.format("Conflicts", "conflicts"))
    if report.news:
        say("  News would wait in the inbox." if dry else WAITS.format("News", "inbox"))
    if report.left_out:
        say("  The inbox has no more room: decide some of its news, and sync again.")
    if report.waiting:
        say(f"  {clean_line(report.question)}")
        say(f"  It waits for an answer; to say yes: smallgroup sync {report.source} --yes")
