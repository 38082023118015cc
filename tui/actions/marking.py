"""Marking records, so that one verb acts on all of them."""

from typing import TYPE_CHECKING

from tui.actions.registry import Group
from tui.actions.situation import Situation, nothing_listed

if TYPE_CHECKING:
    from tui.screens.dashboard import Dashboard

MARKING = Group("Marks")


def _end(situation: Situation) -> str:
    return "end range" if situation.ranging else ""


@MARKING.action("mark", "space", label="mark", rank=32, where="panel", why_not=nothing_listed)
def mark(board: "Dashboard") -> None:
    """Mark the record, or take its mark away, and go down. On a heading: fold or unfold it."""
    board.panel.mark()


@MARKING.action(
    "mark.range", "v", label="range", rank=58, where="panel", why_not=nothing_listed, says=_end
)
def mark_range(board: "Dashboard") -> None:
    """Begin to mark a range here; move, and press it again to end it."""
    board.panel.mark_range()


@MARKING.action("mark.all", "*", label="mark all", rank=62, where="panel", why_not=nothing_listed)
def mark_all(board: "Dashboard") -> None:
    """Mark all that is listed; where all are marked, none."""
    board.panel.mark_all()


@MARKING.action("mark.invert", "I", label="invert", where="panel", why_not=nothing_listed)
def mark_invert(board: "Dashboard") -> None:
    """Mark what is not marked, and take the mark from what is."""
    board.panel.mark_others()
