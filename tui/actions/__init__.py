"""The one registry of what a key does on the dashboard, a module for each group of actions.

Nothing here loads a screen before its action is done: `smallgroup keys` reads the registry too.
"""

from tui.actions.marking import MARKING
from tui.actions.meetings import MEETINGS
from tui.actions.moving import MOVING
from tui.actions.papers import PAPERS
from tui.actions.pictures import PICTURES
from tui.actions.program import PROGRAM
from tui.actions.records import RECORDS
from tui.actions.registry import Action, Group
from tui.actions.viewing import VIEWING

GROUPS: tuple[Group, ...] = (MOVING, RECORDS, MEETINGS, MARKING, VIEWING, PICTURES, PAPERS, PROGRAM)
ACTIONS: tuple[Action, ...] = tuple(action for group in GROUPS for action in group.actions)
BY_ID = {action.id: action for action in ACTIONS}

__all__ = ["ACTIONS", "BY_ID", "GROUPS", "Action"]
