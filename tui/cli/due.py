"""`due`: what asks for attention, for a shell prompt, a job or a mail."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from store.dates import DateError, span, spell
from store.desk import Desk
from store.distance import counted, distance
from store.door import as_json
from store.due import STATES, Asking, asking, owing
from store.fields import field_map
from store.formats.visible import LEVELS, withhold
from store.kinds import Commitment
from store.phrases import resolve
from store.record import Visibility
from store.text import clean_line, shorten
from tui.cli.fitting import GAP, Column, cut, widths
from tui.cli.output import print_json, room
from tui.cli.session import DONE, PARTLY, Session, pass_session, say, tell_withheld
from tui.cli.words import ids_of

if TYPE_CHECKING:
    from email.message import EmailMessage

HEADINGS = {"overdue": "Overdue", "due": "Due", "reminder": "To be reminded of"}
LONGEST = 300  # characters of a summary
COLUMNS = (Column("", 9, 0), Column("", 14, 0), Column("", 20, 1), Column("", 0, 0))


@click.command("due")
@click.option("--within", default="14d", show_default=True, metavar="TIME", help="As 14d, 2w, eom.")
@click.option(
    "--for",
    "member",
    default="",
    metavar="MEMBER",
    shell_complete=ids_of("member"),
    help="Only what this member owes, or a group that it leads.",
)
@click.option(
    "--format",
    "style",
    type=click.Choice(("plain", "json", "mail")),
    default="plain",
    show_default=True,
)
@click.option("--json", "style", flag_value="json", help="The same as --format json.")
@click.option(
    "--to", multiple=True, metavar="ADDRESS", help="Whom the mail is to; may be repeated."
)
@click.option(
    "--include",
    type=click.Choice(LEVELS),
    help="How secret what is told may be: all of it; in a mail what is public or private.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing: the exit code tells.")
@pass_session
def due_(  # noqa: PLR0913, PLR0917 — the words of the command
    session: Session,
    /,
    within: str,
    member: str,
    style: str | None,
    to: tuple[str, ...],
    include: Visibility | None,
    quiet: bool,
) -> int:
    """What is overdue, or due soon, or to be reminded of. Exit 3 where there is any, else 0.

    \b
    smallgroup due --within 2w --for Italy
    smallgroup due --quiet || echo '!'
    smallgroup due --format mail --to desk@example.org | sendmail -t
    """
    if to and style != "mail":
        raise click.UsageError("--to is for a mail: add --format mail")
    with session.desk() as desk:
        until = _until(within, desk.names.today)
        meant = desk.names.resolve(member, ("member",)) if member else ""
        everything = asking(
            desk.store, desk.insight, until, owing(desk.insight, meant) if meant else ()
        )
        level = include or ("private" if style == "mail" else LEVELS[-1])
        seen = {record.id for record in withhold((a.commitment for a in everything), level)[0]}
        found = [a for a in everything if a.commitment.id in seen]
        withheld = len(everything) - len(found)
        if not quiet:
            if style == "json":
                print_json(_json(desk, a) for a in found)
            elif style == "mail":
                _print_mail(desk, found, until, meant, to)
            else:
                _print(desk, found)
                if not found:
                    say(f"Nothing is overdue, or due by {spell(str(until))}.")
        tell_withheld(withheld, level)
    return PARTLY if found else DONE


def _until(within: str, today: date) -> date:
    try:
        until = span(resolve(within, today))[1]
    except DateError as error:
        raise click.UsageError(f"--within: {error}") from error
    if until < today:
        raise click.UsageError(f"--within: {until} is past already; write a time ahead, as 14d")
    return until


def _told(desk: Desk, one: Asking) -> str:
    return distance(one.when, desk.names.today, late=one.state == "overdue")


def _owners(desk: Desk, commitment: Commitment) -> str:
    return clean_line(desk.names.shown(commitment, field_map(Commitment)["owners"]))


def _json(desk: Desk, one: Asking) -> dict[str, Any]:
    """The record as `list --json` has it, and why it is here."""
    return {**as_json(one.commitment), "_state": one.state, "_when": one.when} | {
        "_told": _told(desk, one)
    }


def _print(desk: Desk, found: Sequence[Asking]) -> None:
    if not found:
        return
    rows = [
        [a.state, _told(desk, a), _owners(desk, a.commitment), _summary(a.commitment)]
        for a in found
    ]
    fitted = widths(COLUMNS, rows, room())
    for row in rows:
        drawn = (cut(cell, width) for cell, width in zip(row, fitted, strict=True) if width)
        click.echo(GAP.join(drawn).rstrip())


def _summary(commitment: Commitment) -> str:
    return f"{shorten(clean_line(commitment.summary), LONGEST)} ({clean_line(commitment.id)})"


def _print_mail(
    desk: Desk, found: Sequence[Asking], until: date, member: str, to: Sequence[str]
) -> None:
    """The mail (RFC 5322), but for its date and sender, which whoever sends it knows; nothing where
    there is nothing to say."""
    if found:
        mail = _mail(desk, found, until, clean_line(desk.names.name(member)) if member else "")
        if to:
            mail["To"] = ", ".join(map(clean_line, to))
        click.echo(bytes(mail), nl=False)


def _mail(desk: Desk, found: Sequence[Asking], until: date, whose: str) -> "EmailMessage":
    """What it is about, and the commitments as a list."""
    from email.message import EmailMessage
    from email.policy import SMTP

    counts = {state: sum(a.state == state for a in found) for state in STATES}
    words = {"overdue": "overdue", "due": f"due by {spell(str(until))}", "reminder": "to remember"}
    said = ", ".join(f"{count} {words[state]}" for state, count in counts.items() if count)
    mail = EmailMessage(policy=SMTP.clone(linesep="\n"))
    mail["Subject"] = f"{whose}: {said}" if whose else said[0].upper() + said[1:]
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834 §5: no answering machine answers it
    mail.set_content("\n".join(_letter(desk, found)))
    return mail


def _letter(desk: Desk, found: Sequence[Asking]) -> Iterator[str]:
    for state in STATES:
        some = [a for a in found if a.state == state]
        if some:
            yield f"{HEADINGS[state]} ({len(some)})"
            yield ""
        for a in some:
            yield f"- {_summary(a.commitment)}"
            owners = _owners(desk, a.commitment)
            off = counted(a.when, desk.names.today, late=state == "overdue")
            yield f"  {' · '.join(filter(None, (owners, spell(a.when), off)))}"
        if some:
            yield ""
