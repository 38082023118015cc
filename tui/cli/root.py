"""The root command: global options, and where each command's module is found."""

from importlib import import_module

import click

from store.kinds import KINDS
from tui.cli.session import NAME, Session

COMMANDS = {
    "records": ("list", "show", "add", "edit"),
    "changes": ("close", "handover", "delete", "undo", "redo", "history"),
    "exchange": ("import", "export"),
    "briefing": ("brief", "templates"),
    "minutes": ("minutes",),
    "reporting": ("readout", "report"),
    "maps": ("maps",),
    "source": ("source",),
    "sync": ("sync",),
    "conflicts": ("conflicts", "resolve"),
    "inbox": ("inbox",),
    "due": ("due",),
    "matrix": ("matrix",),
    "about": ("kinds", "schema", "views", "keys", "completion"),
    "upkeep": ("doctor", "backup", "purge"),
}
MODULE_OF = {name: module for module, names in COMMANDS.items() for name in names}
KIND_NAMES = {name: kind for kind in KINDS.values() for name in (kind.kind.name, kind.kind.plural)}


class Root(click.Group):
    """A group that loads a command when it is called; a kind's name opens the dashboard there."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(MODULE_OF)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in KIND_NAMES:
            opening: click.Command = import_module("tui.cli.dashboard").at(KIND_NAMES[cmd_name])
            return opening
        if cmd_name not in MODULE_OF:
            return None
        module = import_module(f"tui.cli.{MODULE_OF[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_")
        return command


def _tell_version(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import PackageNotFoundError, version

        try:
            told = version(NAME)
        except PackageNotFoundError:
            told = "from a checkout"
        click.echo(f"{NAME}, version {told}")
        ctx.exit()


@click.group(cls=Root, invoke_without_command=True, context_settings={"max_content_width": 100})
@click.option("--store", metavar="DIR", help="The folder of the store.")
@click.option(
    "--demo", "data", flag_value="demo", help="A throw-away copy of the Coalition's data."
)
@click.option("--sample", "data", flag_value="sample", help="A made-up body, dates around today.")
@click.option("--config", "config_path", metavar="FILE", help="Another configuration.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_tell_version,
    help="The version of the program.",
)
@click.pass_context
def root(ctx: click.Context, store: str | None, data: str | None, config_path: str | None) -> None:
    """Meetings, members, groups and the promises made at them.

    Without a command the dashboard opens; `smallgroup commitments is:overdue` opens it there.

    \b
    smallgroup --demo
    smallgroup list commitments 'is:open owner:italy' --json
    smallgroup add commitment --summary 'Send the terms' --owner Morocco --due +2w
    """
    ctx.obj = Session(store, config_path, data or "")
    if ctx.invoked_subcommand is None:
        import_module("tui.cli.dashboard").open_dashboard(ctx.obj, None, "")
