"""`kinds`, `schema`, `views`, `keys` and `completion`: what there is."""

from typing import Any

import click

from store.fields import Field, fields
from store.kinds import KINDS
from store.record import Record
from store.text import clean_line
from tui.cli.output import json_line, print_json
from tui.cli.session import COMPLETING, NAME, Session, pass_session
from tui.cli.words import KindParam


@click.command("kinds")
@click.argument("kind", type=KindParam(), required=False)
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
def kinds_(kind: type[Record] | None, as_data: bool) -> None:
    """The kinds of record, or the fields of one KIND."""
    if as_data:
        print_json(_kind(k) for k in KINDS.values()) if kind is None else click.echo(
            json_line(_kind(kind))
        )
    elif kind is None:
        for each in KINDS.values():
            click.echo(f"{each.kind.name:<12}{each.kind.plural:<13}{_first_line(each)}")
    else:
        click.echo(f"{kind.kind.name}: {_first_line(kind)}\n")
        for field in fields(kind):
            star = "*" if field.required else " "
            click.echo(f"{star} {field.name:<18}{field.type:<10}{_meaning(field)}")


def _first_line(kind: type[Record]) -> str:
    return (kind.__doc__ or "").partition("\n")[0]


def _meaning(field: Field) -> str:
    words = [field.help]
    if field.choices:
        words.append("one of " + ", ".join(field.choices))
    if field.targets:
        words.append(" or ".join(field.targets))
    return " · ".join(words)


def _kind(kind: type[Record]) -> dict[str, Any]:
    return {
        "name": kind.kind.name,
        "plural": kind.kind.plural,
        "about": kind.__doc__,
        "fields": [
            {
                "name": field.name,
                "type": field.type,
                "required": field.required,
                "help": field.help,
                **({"choices": list(field.choices)} if field.choices else {}),
                **({"suggestions": list(field.suggestions)} if field.suggestions else {}),
                **({"targets": list(field.targets)} if field.targets else {}),
            }
            for field in fields(kind)
        ],
    }


@click.command("schema")
def schema_() -> None:
    """The JSON Schema (draft 2020-12) of the feed."""
    import json

    from store.formats.schema import schema

    click.echo(json.dumps(schema(), indent=2, ensure_ascii=False))


@click.command("views")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@pass_session
def views_(session: Session, /, as_data: bool) -> None:
    """The named views: a title and a filter line each, built in and your own.

    smallgroup list NAME lists the records of one.
    """
    found = session.views().values()
    if as_data:
        print_json(
            {"name": v.name, "title": v.title, "kind": v.kind, "filter": v.line, "key": v.key}
            | {"origin": v.origin}
            for v in found
        )
        return
    rooms = [max(len(clean_line(v.name)) for v in found), max(len(v.title) for v in found)]
    for view in found:
        name, title = clean_line(view.name), clean_line(view.title)
        told = f"{name:<{rooms[0] + 2}}{title:<{rooms[1] + 2}}{view.kind:<12}{view.line}"
        click.echo(clean_line(told) if view.origin == "built in" else f"{told}  ({view.origin})")


@click.command("keys")
@click.option("--json", "as_data", is_flag=True, help="As JSON.")
@pass_session
def keys_(session: Session, /, as_data: bool) -> None:
    """The keys of the dashboard that are in force, by the ids that the configuration has for them.

    \b
    keymap = "vim"           in the configuration chooses a preset, default or vim;
    [keys]                   below this line an id has other keys:
    copy = "f5"
    form.save = ["ctrl+s", "f2"]
    """
    from tui.reference import rows

    found = rows(session.key_map())
    if as_data:
        print_json(row._asdict() for row in found)
        return
    for group in dict.fromkeys(row.group for row in found):
        click.echo(f"\n{group}")
        for row in found:
            if row.group == group:
                click.echo(f"  {row.shown:<18}{row.id:<20}{row.help}")


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion_(shell: str) -> None:
    """The script that completes commands in a SHELL: eval "$(smallgroup completion bash)"."""
    from click.shell_completion import get_completion_class

    from tui.cli.root import root

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(found(root, {}, NAME, COMPLETING).source())
