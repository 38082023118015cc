"""What is done at a meeting: minutes, and who was there."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from store.kinds import Meeting
from tui.actions.papers import meeting_of
from tui.actions.registry import Group
from tui.actions.situation import one_record

if TYPE_CHECKING:
    from tui.actions.situation import Situation
    from tui.screens.dashboard import Dashboard

MEETINGS = Group("At a meeting")


class Opener(Protocol):
    """Opens a screen on a meeting; `resume`: with the newest draft of it."""

    def __call__(self, board: "Dashboard", meeting: Meeting, resume: bool = False) -> None: ...


def _no_meeting(situation: "Situation") -> str:
    if meeting_of(situation) is None:
        return "This is for meetings: choose one, or a reference to one in the detail."
    return one_record(situation)


def open_minutes(board: "Dashboard", meeting: Meeting, resume: bool = False) -> None:
    """Write the minutes of a meeting."""
    from tui.screens.minutes import MinutesScreen

    board.app.push_screen(MinutesScreen(board.desk, meeting, resume))


def open_attendance(board: "Dashboard", meeting: Meeting, resume: bool = False) -> None:
    """Record who was at a meeting."""
    from tui.answers import if_any
    from tui.screens.attendance import AttendanceScreen

    board.app.push_screen(AttendanceScreen(board.desk, meeting, resume), if_any(board.say))


OPENERS: Mapping[str, Opener] = {"minutes": open_minutes, "attendance": open_attendance}


@MEETINGS.action("minutes", "M", label="minutes", rank=54, kinds=("meeting",), why_not=_no_meeting)
def minutes(board: "Dashboard") -> None:
    """Write the meeting's minutes: what is promised, reported, said and decided is recognised."""
    if (meeting := meeting_of(board.situation)) is not None:
        open_minutes(board, meeting)


@MEETINGS.action(
    "attendance", "P", label="who was there", rank=55, kinds=("meeting",), why_not=_no_meeting
)
def attendance(board: "Dashboard") -> None:
    """Record who was at the meeting, who sent regrets, or only how many came."""
    if (meeting := meeting_of(board.situation)) is not None:
        open_attendance(board, meeting)
