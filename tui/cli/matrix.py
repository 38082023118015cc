"""`matrix`: where each owner stands with each commitment."""

import sys
from pathlib import Path

import click

from store.desk import Desk
from store.journal.files import put_file
from store.kinds import Commitment
from store.record import Visibility
from store.reports.matrix import Matrix, Order, matrix, with_updates
from store.reports.matrix.forms import FORMS, form_of, written
from store.reports.matrix.paper import notes, why_empty
from tui.cli.session import Session, pass_session, say
from tui.cli.words import filters_of, including

STDIO = "-"


@click.command("matrix")
@click.argument(
    "filter_line", metavar="[FILTER]...", nargs=-1, shell_complete=filters_of(Commitment)
)
@click.option("--format", "style", type=click.Choice(FORMS), help="By the file; md if left out.")
@click.option("--html", "style", flag_value="html", help="The same as --format html: to print.")
@click.option("--json", "style", flag_value="json", help="The same as --format json.")
@click.option("-o", "--output", "file", default=STDIO, metavar="FILE", help="- is stdout.")
@click.option("--members", is_flag=True, help="In place of a group, those who hold a role in it.")
@click.option(
    "--by",
    "order",
    type=click.Choice(("name", "mean")),
    default="name",
    show_default=True,
    help="What the owners are ordered by.",
)
@including("public")
@pass_session
def matrix_(  # noqa: PLR0913, PLR0917 — the words of the command
    session: Session,
    /,
    filter_line: tuple[str, ...],
    style: str | None,
    file: str,
    members: bool,
    order: Order,
    include: Visibility,
) -> None:
    """Where each owner stands with each commitment that passes a FILTER, by the last word on it.

    Without one, with each of which something was heard. A cell is a score (full, partial, none),
    else a status; means are over those that were scored, and what is not known stands apart.

    \b
    smallgroup matrix 'meeting:2021-12-02-brussels'
    smallgroup matrix is:open group:africa-focus-group --html -o open.html
    smallgroup matrix due:2026 --by mean -o due.xlsx
    """
    form = style or form_of(file)
    if form == "xlsx" and file == STDIO and sys.stdout.isatty():
        raise click.UsageError("a workbook is for a file: give -o FILE")
    with session.desk() as desk:
        line = " ".join(filter_line)
        found = matrix(
            desk, _meant(desk, line), line=line, members=members, order=order, include=include
        )
        _give(desk, found, form, file)
    for said in filter(None, (why_empty(found), *notes(found))):
        say(said)


def _meant(desk: Desk, line: str) -> list[Commitment]:
    if not line:
        return with_updates(desk)
    from store.query import compile_query, parse

    query = compile_query(parse(line, Commitment), Commitment, desk.names, desk.insight, desk.store)
    found = query.select(list(desk.store.of(Commitment)))
    return [record for record in found if isinstance(record, Commitment)]


def _give(desk: Desk, found: Matrix, form: str, file: str) -> None:
    """Write it, whole: nothing is written where it cannot be made."""
    from tui.cli.output import OBEYED

    made = b"".join(written(found, form, desk))
    if file != STDIO:
        put_file(Path(file), [made])
        return
    sys.stdout.flush()
    if form == "json":
        made = OBEYED.sub(lambda char: b"\\u%04x" % ord(char[0].decode()), made)
    sys.stdout.buffer.write(made)
