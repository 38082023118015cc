"""Moving about: from pane to pane, within a pane, along references, and back."""

from typing import TYPE_CHECKING

from store.kinds import KINDS
from tui.actions.registry import Group
from tui.actions.situation import Situation, no_record, no_way_back, no_way_forward

if TYPE_CHECKING:
    from tui.screens.dashboard import Dashboard

MOVING = Group("Moving about")


@MOVING.action("panel.meetings", "1", label="meetings")
def meetings(board: "Dashboard") -> None:
    """Go to the meetings."""
    board.go_to_panel(KINDS["meeting"])


@MOVING.action("panel.members", "2", label="members")
def members(board: "Dashboard") -> None:
    """Go to the members."""
    board.go_to_panel(KINDS["member"])


@MOVING.action("panel.groups", "3", label="groups")
def groups(board: "Dashboard") -> None:
    """Go to the groups."""
    board.go_to_panel(KINDS["group"])


@MOVING.action("panel.commitments", "4", label="commitments")
def commitments(board: "Dashboard") -> None:
    """Go to the commitments."""
    board.go_to_panel(KINDS["commitment"])


@MOVING.action("pane.next", "tab", label="next", rank=55, where="panel")
def next_pane(board: "Dashboard") -> None:
    """Go to the next panel."""
    board.next_pane(1)


@MOVING.action("pane.previous", "shift+tab", label="previous")
def previous_pane(board: "Dashboard") -> None:
    """Go to the panel before."""
    board.next_pane(-1)


@MOVING.action("down", "j", "down", label="down")
def down(board: "Dashboard") -> None:
    """One line down."""
    board.pane.action_cursor_down()


@MOVING.action("up", "k", "up", label="up")
def up(board: "Dashboard") -> None:
    """One line up."""
    board.pane.action_cursor_up()


@MOVING.action("half_down", "ctrl+d", label="half down")
def half_down(board: "Dashboard") -> None:
    """Half a page down."""
    board.pane.action_half_down()


@MOVING.action("half_up", "ctrl+u", label="half up")
def half_up(board: "Dashboard") -> None:
    """Half a page up."""
    board.pane.action_half_up()


@MOVING.action("page_down", "pagedown", label="page down")
def page_down(board: "Dashboard") -> None:
    """One page down."""
    board.pane.action_page_down()


@MOVING.action("page_up", "pageup", label="page up")
def page_up(board: "Dashboard") -> None:
    """One page up."""
    board.pane.action_page_up()


@MOVING.action("first", "g", "home", label="first")
def first(board: "Dashboard") -> None:
    """To the first line."""
    board.pane.action_home()


@MOVING.action("last", "G", "end", label="last")
def last(board: "Dashboard") -> None:
    """To the last line."""
    board.pane.action_end()


def _nothing_to_open(situation: Situation) -> str:
    return "" if situation.heading else no_record(situation)


def _fold(situation: Situation) -> str:
    return situation.heading


@MOVING.action(
    "open",
    "enter",
    label="open",
    rank=10,
    where="panel",
    why_not=_nothing_to_open,
    says=_fold,
)
def open_(board: "Dashboard") -> None:
    """Open the record, or follow the reference. A heading folds or unfolds."""
    if board.reading:
        board.detail.action_follow()
    elif board.panel.heading is not None:
        board.panel.action_select()
    else:
        board.enter()


@MOVING.action("leave", "escape", label="back", rank=12, where="detail")
def leave(board: "Dashboard") -> None:
    """Clear, widen, close or go back."""
    board.leave()


@MOVING.action("back", "[", label="back", why_not=no_way_back)
def back(board: "Dashboard") -> None:
    """Back to the record seen before."""
    board.go_along(-1)


@MOVING.action("forward", "]", label="forward", why_not=no_way_forward)
def forward(board: "Dashboard") -> None:
    """Forward to the record you came back from."""
    board.go_along(1)
