"""Papers that people share, made of what is recorded."""

from typing import TYPE_CHECKING

from store.kinds import Meeting, Member
from tui.actions import registry
from tui.actions.situation import not_settled
from tui.answers import if_any

if TYPE_CHECKING:
    from tui.actions.situation import Situation
    from tui.screens.dashboard import Dashboard

PAPERS = registry.Group("Papers")
OTHER = "…"


def meeting_of(situation: "Situation") -> Meeting | None:
    """The meeting that is meant: the one pointed at, else the one that is read."""
    for record in (situation.target, situation.record):
        if isinstance(record, Meeting):
            return record
    return None


def _member_of(situation: "Situation") -> Member | None:
    """The member that is pointed at, else the one that is read."""
    for record in (situation.target, situation.record):
        if isinstance(record, Meeting | Member):
            return record if isinstance(record, Member) else None
    return None


def _not_briefed(situation: "Situation") -> str:
    if meeting_of(situation) is not None or _member_of(situation) is not None:
        return ""
    return "A brief is for a meeting, or for a member's next one: choose a meeting or a member."


@PAPERS.action(
    "brief", "b", label="brief", rank=55, kinds=("meeting", "member"), why_not=_not_briefed
)
def brief(board: "Dashboard") -> None:
    """Brief for the meeting; on a member, for its next meeting, with what concerns it alone."""
    from store.reports.coming import next_for
    from tui.screens.briefing import brief_paper

    member = _member_of(board.situation)
    meeting = meeting_of(board.situation)  # a member in the detail of a meeting: of that meeting
    if meeting is None and member is not None:
        meeting = next_for(board.desk, member)
    if meeting is not None:
        board.app.push_screen(brief_paper(board.desk, meeting, member))
    elif member is not None:
        board.say(f"No meeting is ahead that {member.name} could be briefed for.")


def _no_meeting(situation: "Situation") -> str:
    if meeting_of(situation) is not None:
        return not_settled(situation)
    return "A readout is that of a meeting: choose one."


@PAPERS.action("readout", "r", label="readout", rank=56, kinds=("meeting",), why_not=_no_meeting)
def readout(board: "Dashboard") -> None:
    """Read out a meeting: what was said, decided, promised and closed there."""
    from tui.screens.reporting import readout_paper

    if (meeting := meeting_of(board.situation)) is not None:
        board.app.push_screen(readout_paper(board.desk, meeting))


@PAPERS.action("report", "R", label="report", rank=68, why_not=not_settled)
def report(board: "Dashboard") -> None:
    """Report on a period: what was met, is ongoing or stalled, and what was moved."""
    from store.reports.periods import suggested
    from tui.screens.reporting import PeriodScreen, report_paper

    def show(said: tuple[str, str]) -> None:
        board.app.push_screen(report_paper(board.desk, *said))

    def chosen(period: str) -> None:
        if period == OTHER:
            board.app.push_screen(PeriodScreen(board.desk), if_any(show))
        else:
            show((period, ""))

    offered = suggested(board.desk, meeting_of(board.situation))
    choices = {text: (text, means) for text, means in offered.items()}
    choices[OTHER] = ("another", "Any other period; of some commitments only")
    board.choose("Report of which period?", choices, chosen)
