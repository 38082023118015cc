"""`maps`: what is remembered of others' tables, shown and forgotten."""

import click

from store.mapping import all_maps, find_map, remove_map
from tui.cli.output import print_json
from tui.cli.session import Session, pass_session, say
from tui.cli.words import map_of
from tui.counting import several


@click.group("maps", invoke_without_command=True)
@click.pass_context
def maps_(ctx: click.Context) -> None:
    """The maps of others' tables that are remembered; `import FILE --map NAME` takes one."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


@maps_.command("list")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@pass_session
def list_(session: Session, /, as_data: bool = False) -> None:
    """The maps, by name."""
    with session.desk() as desk:
        found = all_maps(desk.store.journal.folder)
    if as_data:
        print_json([{"name": name, "map": made} for name, made in found.items()])
        return
    for name, made in found.items():
        by = ", ".join(f"“{header}”" for header in made.key) or "a column of its own"
        told = f"{made.record.kind.plural}, {several(len(made.used), 'column')}, known by {by}"
        click.echo(f"{name:<24}{told}")
    if not found:
        say("There are no maps yet: smallgroup import FILE makes one of a table.")


@maps_.command("show")
@click.argument("name", shell_complete=map_of)
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@pass_session
def show(session: Session, /, name: str, as_data: bool) -> None:
    """What the columns of the map NAME fill, and what words mean."""
    with session.desk() as desk:
        made = find_map(desk.store.journal.folder, name)
        if as_data:
            print_json([{"name": name, "map": made}])
            return
        click.echo(f"{name}: {made.record.kind.plural}")
        for column in made.columns:
            reads = f" ({column.reads})" if column.reads else ""
            click.echo(f"  {column.header}: {column.field or '–'}{reads}")
            for words, value in column.values.items():
                click.echo(f"    {words} → {value or 'nothing'}")
            for words, named in column.names.items():
                who = ", ".join(map(desk.names.name, named.ids)) or "stays words"
                click.echo(f"    {words} → {f'a new {named.make}' if named.make else who}")


@maps_.command("remove")
@click.argument("name", shell_complete=map_of)
@pass_session
def remove(session: Session, /, name: str) -> None:
    """Forget the map NAME; the records that came by it stay."""
    with session.desk() as desk:
        remove_map(desk.store.journal.folder, name)
    say(f"{name} forgotten; the records that came by it stay.")
