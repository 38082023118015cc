"""The one registry of what a key does on the dashboard.

Bindings, palette, hint bar, help screen and `smallgroup keys` are drawn from it; what an action
does stands in `tui/screens/`. Keys are written as Textual names them. Nothing here imports it.
"""

from collections.abc import Callable
from typing import NamedTuple

from store.kinds import Commitment, Group, Role
from store.record import Record
from store.verbs import is_open

SHOWN = {
    "escape": "esc",
    "question_mark": "?",
    "pageup": "page up",
    "pagedown": "page down",
    "shift+tab": "shift+tab",
}


class Situation(NamedTuple):
    """What an action would find: the panel's kind, and the record it would act on.

    `record` is the one under the cursor of a panel, or the one that the detail pane shows;
    `target` is what the cursor of the detail pane points at. `back`, `forward`: there is somewhere
    to go.
    """

    kind: str = "commitment"
    record: Record | None = None
    target: Record | None = None
    back: bool = False
    forward: bool = False


def _always(_: Situation) -> str:
    return ""


def _record(situation: Situation) -> str:
    if situation.record is not None:
        return ""
    return f"There is no {situation.kind} under the cursor."


def _commitment(situation: Situation) -> str:
    record = situation.record
    if record is None or isinstance(record, Commitment):
        return _record(situation)
    return f"Only commitments have this, and here is a {record.kind.name}."


def _open_commitment(situation: Situation) -> str:
    record = situation.record
    if isinstance(record, Commitment) and not is_open(record):
        return f"This commitment is {record.status}: reopen it first (c)."
    return _commitment(situation)


def _role_or_group(situation: Situation) -> str:
    if isinstance(situation.target, Role) or isinstance(situation.record, Role | Group):
        return ""
    return "Roles are handed over: choose a group, or a role in the detail of one."


def _panel_record(situation: Situation) -> str:
    record = situation.record
    if record is not None and not record.kind.panel:
        return f"A {record.kind.name} has nothing of its own in the panels."
    return _record(situation)


def _back(situation: Situation) -> str:
    return "" if situation.back else "There is nothing to go back to."


def _forward(situation: Situation) -> str:
    return "" if situation.forward else "There is nothing to go forward to."


class Action(NamedTuple):
    """One thing that can be done.

    `id` names it in the configuration; `label` is the hint bar's word and `help` the sentence
    elsewhere. `rank`: its place in the hint bar, 0 for never. `where`: `panel`, `detail`, or "" for
    both: where it is hinted at. `why_not` gives the reason why it cannot be done now, or "".
    """

    id: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: str
    rank: int = 0
    where: str = ""
    why_not: Callable[[Situation], str] = _always

    @property
    def shown(self) -> str:
        """Its keys as a person reads them: `? f1`."""
        return " ".join(SHOWN.get(key, key) for key in self.keys)

    @property
    def key(self) -> str:
        """The first of its keys as a person reads it."""
        return SHOWN.get(self.keys[0], self.keys[0])


MOVE, RECORD, VIEW, PROGRAM = "Moving about", "Records", "What is shown", "The program"

ACTIONS: tuple[Action, ...] = (
    Action("panel.meetings", ("1",), "meetings", "Go to the meetings.", MOVE),
    Action("panel.members", ("2",), "members", "Go to the members.", MOVE),
    Action("panel.groups", ("3",), "groups", "Go to the groups.", MOVE),
    Action("panel.commitments", ("4",), "commitments", "Go to the commitments.", MOVE),
    Action("pane.next", ("tab",), "next", "Go to the next panel.", MOVE, 55, "panel"),
    Action("pane.previous", ("shift+tab",), "previous", "Go to the panel before.", MOVE),
    Action("down", ("j", "down"), "down", "One line down.", MOVE),
    Action("up", ("k", "up"), "up", "One line up.", MOVE),
    Action("half_down", ("ctrl+d",), "half down", "Half a page down.", MOVE),
    Action("half_up", ("ctrl+u",), "half up", "Half a page up.", MOVE),
    Action("page_down", ("pagedown",), "page down", "One page down.", MOVE),
    Action("page_up", ("pageup",), "page up", "One page up.", MOVE),
    Action("first", ("g", "home"), "first", "To the first line.", MOVE),
    Action("last", ("G", "end"), "last", "To the last line.", MOVE),
    Action(
        "open",
        ("enter",),
        "open",
        "Open the record, or follow the reference.",
        MOVE,
        10,
        "panel",
        _record,
    ),
    Action("leave", ("escape",), "back", "Clear, widen, close or go back.", MOVE, 12, "detail"),
    Action("back", ("[",), "back", "Back to the record seen before.", MOVE, why_not=_back),
    Action(
        "forward",
        ("]",),
        "forward",
        "Forward to the record you came back from.",
        MOVE,
        why_not=_forward,
    ),
    Action("new", ("n",), "new", "Add a record of the panel's kind.", RECORD, 30),
    Action("edit", ("e",), "edit", "Edit the record.", RECORD, 35, why_not=_record),
    Action(
        "delete",
        ("d",),
        "delete",
        "Delete the record; what that means is said first.",
        RECORD,
        85,
        why_not=_record,
    ),
    Action(
        "close",
        ("c",),
        "close",
        "Close the commitment as delivered, or reopen it.",
        RECORD,
        40,
        why_not=_commitment,
    ),
    Action(
        "move",
        ("m",),
        "move due",
        "Move the commitment's due date, and say why.",
        RECORD,
        45,
        why_not=_open_commitment,
    ),
    Action(
        "update",
        ("a",),
        "add update",
        "Add an update: what is known of its progress.",
        RECORD,
        50,
        why_not=_commitment,
    ),
    Action(
        "handover",
        ("h",),
        "hand over",
        "Hand a role over: one ends and another begins.",
        RECORD,
        52,
        why_not=_role_or_group,
    ),
    Action("undo", ("u",), "undo", "Take back your last change.", RECORD, 75),
    Action("redo", ("U",), "redo", "Bring back what you undid.", RECORD),
    Action("copy", ("y",), "copy", "Copy its id to the clipboard.", RECORD, why_not=_record),
    Action("filter", ("/",), "filter", "Filter the panel with a line of terms.", VIEW, 20, "panel"),
    Action("views", ("o",), "views", "Choose a view: a filter line with a name.", VIEW, 65),
    Action(
        "focus",
        ("f",),
        "focus",
        "Show in the other panels only what belongs to this record.",
        VIEW,
        60,
        "panel",
        _panel_record,
    ),
    Action("zoom", ("z",), "zoom", "Give the pane the whole screen, or take it back.", VIEW, 90),
    Action("sync", ("S",), "sync", "Bring in what the sources have that is new.", PROGRAM, 80),
    Action("log", ("L",), "log", "See what was changed, when and by whom.", PROGRAM),
    Action("actions", (":",), "actions", "Find an action by its name.", PROGRAM, 70),
    Action("everything", ("ctrl+p",), "find", "Find anything: records and actions.", PROGRAM, 68),
    Action("help", ("?", "f1"), "help", "What the keys do.", PROGRAM, 1),
    Action("quit", ("q",), "quit", "Leave; everything is kept as it is.", PROGRAM, 95),
)

BY_ID = {action.id: action for action in ACTIONS}
