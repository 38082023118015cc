"""How a report is printed: Markdown, HTML or JSON, on stdout or into a file."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import click
import msgspec
from msgspec import Struct

from store.desk import Desk
from store.journal.files import put_file
from tui.cli.output import OBEYED

Style = Literal["", "md", "html", "json"]
STDIO = "-"
ENDINGS: dict[str, Style] = {".html": "html", ".htm": "html", ".json": "json"}


def paper_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every command that prints a report: its `style`, "" where none was asked for,
    and its `file`."""
    for option in (
        click.option(
            "-o", "file", default=STDIO, metavar="FILE", help="Into a file; by its ending."
        ),
        click.option("--json", "style", flag_value="json", help="Its data, as one JSON object."),
        click.option("--html", "style", flag_value="html", help="One file of HTML, to print."),
    ):
        command = option(command)
    return command


def give_paper(desk: Desk, name: str, data: Struct, style: Style | None, file: str) -> None:
    """Print the report of this name; nothing is written where a template is wrong."""
    chosen = style or ENDINGS.get(Path(file).suffix.lower(), "md")
    if chosen == "json":
        told = msgspec.json.format(msgspec.json.encode(data), indent=2) + b"\n"
        told = OBEYED.sub(lambda found: b"\\u%04x" % ord(found[0].decode()), told)
    else:
        from store.reports.render import render

        told = render(name, "html" if chosen == "html" else "md", data, desk).encode()
    if file == STDIO:
        sys.stdout.flush()
        sys.stdout.buffer.write(told)
    else:
        put_file(Path(file), [told])
