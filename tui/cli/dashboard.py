"""Opening the dashboard; Textual is loaded here and nowhere else on the command line."""

import gc
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from store.errors import StoreError
from store.query import parse
from store.record import Record
from tui.cli.session import Session, pass_session
from tui.cli.words import filters

if TYPE_CHECKING:
    from store.mapping import Table
    from tui.screens.dashboard import Dashboard


def open_dashboard(session: Session, /, kind: type[Record] | None, line: str) -> None:
    """Open the dashboard, at a kind's panel with a filter where they are given."""
    if kind is not None:
        parse(line, kind)
    _open(session, kind, line)


def open_mapping(
    session: Session, file: str, tables: "Sequence[Table]", kind: type[Record] | None
) -> None:
    """Open the dashboard with the map of others' tables before it."""

    def first(board: "Dashboard") -> None:
        from tui.screens.importing import begin

        begin(board, file, tables, kind)

    _open(session, None, "", first)


def _open(
    session: Session,
    kind: type[Record] | None,
    line: str,
    first: "Callable[[Dashboard], object]" = lambda board: None,
) -> None:
    """Open it, and do what is to be done `first`."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise StoreError("The dashboard needs a terminal; in a pipe use: smallgroup list KIND.")
    session.key_map()
    with session.desk() as desk:
        desk.store.read_behind()
        gc.disable()  # until the first paint, see `SmallgroupApp.on_ready`: a fifth of the start
        from tui.app import SmallgroupApp

        app = SmallgroupApp(desk, kind.kind.name if kind else "", line, first)
        lost = app.run()
    if lost is not None:
        raise lost
    if app.return_code:
        sys.exit(app.return_code)


def at(kind: type[Record]) -> click.Command:
    """The command that opens the dashboard at a kind."""

    @click.command(kind.kind.plural, help=f"Open the dashboard at the {kind.kind.plural}.")
    @click.argument("filter_line", metavar="[FILTER]...", nargs=-1, shell_complete=filters)
    @pass_session
    def command(session: Session, /, filter_line: tuple[str, ...]) -> None:
        open_dashboard(session, kind, " ".join(filter_line))

    return command
