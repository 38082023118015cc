"""`brief`: all that one has to know before a meeting; `templates`: how papers are set."""

import click

from store.errors import StoreError
from store.record import Visibility
from store.reports.library import DEFAULTS, ENDING, folder, own, shipped
from store.text import clean_line
from tui.cli.papers import Style, give_paper, paper_options
from tui.cli.session import NAME, Session, pass_session, say, tell_withheld
from tui.cli.words import ids_of, including


@click.command("brief")
@click.argument("meeting", metavar="MEETING", shell_complete=ids_of("meeting"))
@click.option(
    "--for",
    "member",
    default="",
    metavar="MEMBER",
    shell_complete=ids_of("member"),
    help="For one delegation, on a page: only what concerns it.",
)
@including("private")
@paper_options
@pass_session
def brief_(  # noqa: PLR0913, PLR0917 — the words of the command
    session: Session,
    /,
    meeting: str,
    member: str,
    include: Visibility,
    style: Style | None,
    file: str,
) -> None:
    """Brief for a MEETING: the dates on the way, the agenda, matters arising by urgency, what each
    delegation owes, asked and was promised, what happened since the last meeting, who holds which
    role that day, who was not heard of, and the documents.

    A brief is internal, and says so.

    \b
    smallgroup brief 2023-03-01-niamey-afg
    smallgroup brief 2023-03-01 --for Italy -o italy.html
    """
    from store.reports.brief import brief

    with session.desk() as desk:
        whose = desk.names.resolve(member, ("member",)) if member else ""
        data = brief(desk, desk.names.resolve(meeting, ("meeting",)), whose, include)
        give_paper(desk, "brief", data, style, file)
    tell_withheld(data.withheld, include)


@click.command("templates")
@click.argument("name", required=False)
@pass_session
def templates_(session: Session, /, name: str | None) -> None:
    """List the templates that papers are set in, and which of them are your own; or print the one
    of this NAME that came along, to change it.

    \b
    smallgroup templates
    smallgroup templates brief.md > ~/.config/smallgroup/templates/brief.md.j2
    """
    ours = shipped()
    if name is None:
        _list(session, sorted(ours))
        return
    wanted = name.removeprefix(DEFAULTS).removesuffix(ENDING) + ENDING
    if wanted not in ours:
        known = ", ".join(known.removesuffix(ENDING) for known in sorted(ours))
        raise StoreError(f"There is no template “{clean_line(name)}”: {known}.")
    click.echo(ours[wanted].text, nl=False)


def _list(session: Session, ours: list[str]) -> None:
    mine = own(session.settings)
    for name in sorted({*ours, *mine}):
        whose = f"yours: {mine[name].path}" if name in mine else "as it came along"
        click.echo(f"{clean_line(name.removesuffix(ENDING)):<16}{clean_line(whose)}")
    say(f"Your own go into {folder(session.settings)}: {NAME} templates NAME prints one to begin.")
