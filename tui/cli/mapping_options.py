"""What can be said of a table of others on the command line; nothing of it is loaded here."""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click
from msgspec import Struct

from tui.cli.words import map_of

F = TypeVar("F", bound=Callable[..., Any])


class Said(Struct, frozen=True):
    """What the command line says of a table."""

    map: str | None = None
    save_map: str | None = None
    dry_run: bool = False
    yes: bool = False
    again: bool = False
    as_data: bool = False
    everything: bool = False
    sheet: str = ""
    head: int | None = None
    days: str | None = None
    columns: tuple[str, ...] = ()
    means: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything was said, so that the file must be a table."""
        return self != Said(yes=self.yes, dry_run=self.dry_run, as_data=self.as_data)

    @property
    def asks(self) -> bool:
        """Whether a person is to be asked, on the screen."""
        return self == Said() and sys.stdin.isatty() and sys.stdout.isatty()


def map_options(function: F) -> F:
    """What can be said of a table of others; gathered as `Said`."""
    for option in (
        click.option(
            "--means",
            multiple=True,
            metavar="WORDS=VALUE",
            help="What words in the table mean: a value, a record, +member to make it, nothing.",
        ),
        click.option(
            "--column",
            "columns",
            multiple=True,
            metavar="HEADER=FIELD",
            help="The field that a column fills; = nothing leaves it out.",
        ),
        click.option(
            "--days",
            type=click.Choice(("day-first", "month-first")),
            help="How 03/04/2026 is read.",
        ),
        click.option("--head", type=click.IntRange(0), metavar="ROW", help="Row of the headers."),
        click.option("--sheet", default="", metavar="TITLE", help="The sheet of a workbook."),
        click.option("--verbose", "everything", is_flag=True, help="All of it, not the first 20."),
        click.option("--json", "as_data", is_flag=True, help="What would come, as JSON."),
        click.option(
            "--again", is_flag=True, help="Take the table's word over what was changed here since."
        ),
        click.option("--yes", is_flag=True, help="Take the guess, where nothing is left to ask."),
        click.option("--dry-run", is_flag=True, help="Only tell what would come."),
        click.option("--save-map", metavar="NAME", help="Remember the map under this name."),
        click.option(
            "--map", metavar="NAME", shell_complete=map_of, help="Take the map of this name."
        ),
    ):
        function = option(function)
    return function
