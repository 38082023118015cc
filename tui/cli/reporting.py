"""`readout` and `report`: what a meeting came to, and what became of it all in a period."""

import click

from store.kinds import Meeting
from store.record import Visibility
from tui.cli.papers import Style, give_paper, paper_options
from tui.cli.session import Session, pass_session, tell_withheld
from tui.cli.words import ids_of, including, periods, records_meant


@click.command("readout")
@click.argument("meeting", metavar="MEETING", shell_complete=ids_of("meeting"))
@including("public")
@paper_options
@pass_session
def readout_(
    session: Session, /, meeting: str, include: Visibility, style: Style | None, file: str
) -> None:
    """Read out a MEETING: who came, what was said, decided, promised and closed there.

    It is for the public, unless --include says otherwise: then it is marked as internal.

    \b
    smallgroup readout 2023-03-01-niamey-afg
    smallgroup readout Niamey --include private --html -o readout.html
    """
    from store.reports.readout import readout

    with session.desk() as desk:
        (found,) = records_meant(desk, [desk.names.resolve(meeting, ("meeting",))])
        assert isinstance(found, Meeting)
        data, withheld = readout(desk, found, include)
        give_paper(desk, "readout", data, style, file)
    tell_withheld(withheld, include)


@click.command("report")
@click.argument(
    "filter_line", metavar="PERIOD [FILTER]...", nargs=-1, required=True, shell_complete=periods
)
@including("public")
@paper_options
@pass_session
def report_(
    session: Session,
    /,
    filter_line: tuple[str, ...],
    include: Visibility,
    style: Style | None,
    file: str,
) -> None:
    """Report on a PERIOD: which commitments were met, are ongoing or stalled, and of which nothing
    is known; what was moved, opened and closed; by group and by owner.

    PERIOD is a year, a quarter, a month, a day, two of these with .. between them, a phrase such as
    last quarter, or since MEETING. FILTER says of which commitments.

    \b
    smallgroup report 2025-Q1
    smallgroup report 2025-01..2025-06 owner:italy --html -o report.html
    smallgroup report since 2021-12-02-brussels group:africa-focus-group
    """
    from store.reports.period import report
    from store.reports.periods import read_period

    with session.desk() as desk:
        period, left = read_period(filter_line, desk)
        data, withheld = report(desk, period, " ".join(left), include)
        give_paper(desk, "report", data, style, file)
    tell_withheld(withheld, include)
