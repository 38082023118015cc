"""The program itself: what else it opens, help, and the way out."""

from typing import TYPE_CHECKING

from store.dates import spell
from store.kinds import Meeting
from tui.actions.meetings import OPENERS
from tui.actions.registry import Group
from tui.actions.situation import not_settled
from tui.answers import if_any

if TYPE_CHECKING:
    from tui.actions.situation import Situation
    from tui.screens.dashboard import Dashboard

PROGRAM = Group("The program")


@PROGRAM.action("sync", "S", label="sync", rank=80)
def sync(board: "Dashboard") -> None:
    """See the sources: bring in what they have that is new, add and change them."""
    from tui.screens.sync import Sync

    board.app.push_screen(Sync(board.desk, board.decisions, board.attention.recount))


def _waiting(situation: "Situation") -> str:
    return f"{situation.waiting} wait" if situation.waiting else ""


@PROGRAM.action("waits", "i", label="what waits", rank=82, says=_waiting)
def waits(board: "Dashboard") -> None:
    """Decide what waits for you: what was changed here and elsewhere, what is gone, and news."""
    from tui.screens.waits import Waits

    board.app.push_screen(Waits(board.desk, board.decisions), if_any(board.read))


@PROGRAM.action("since", "w", label="since last time")
def since(board: "Dashboard") -> None:
    """List what became due, was moved or went stale since you were last here."""
    from tui.since import lines_of

    came = board.came
    if came is None or not came.day:
        board.say("When you were last here is not known, so neither is what came since.")
    elif not came.found:
        board.say(f"Nothing became due, was moved or went stale since {spell(came.day)}.")
    else:
        board.choose(came.told, lines_of(board.desk, came.found), board.go_to)


@PROGRAM.action("home", "W", label="whose desk")
def home(board: "Dashboard") -> None:
    """Say whose desk this is: what is mine, and what was asked by us, follows from it."""
    from store.desk import Desk
    from tui.screens.home import HomeScreen

    def sit_at(desk: "Desk") -> None:
        board.desk = desk
        board.on_store_changed()  # what is mine is told all over the board

    board.app.push_screen(HomeScreen(board.desk), if_any(sit_at))


@PROGRAM.action("log", "L", label="log")
def log(board: "Dashboard") -> None:
    """See what was changed, when and by whom, and what was said."""
    from tui.notices import notices_of
    from tui.screens.log import Log

    board.app.push_screen(Log(board.desk, notices_of(board.app)))


@PROGRAM.action("jump", "ctrl+o", label="jump")
def jump(board: "Dashboard") -> None:
    """Put a letter on every pane and field in view; pressing it goes there."""
    board.call_later(board.app.run_action, "jump")


@PROGRAM.action("actions", ":", label="actions", rank=70)
def actions(board: "Dashboard") -> None:
    """Find an action by its name."""
    from tui.commands import ActionCommands, palette

    board.app.push_screen(palette([ActionCommands], "Find an action"))


@PROGRAM.action("everything", "ctrl+p", label="find", rank=68, why_not=not_settled)
def everything(board: "Dashboard") -> None:
    """Find anything: records and actions."""
    from tui.commands import ActionCommands, RecordCommands, palette

    board.app.push_screen(palette([RecordCommands, ActionCommands], "Find anything"))


@PROGRAM.action("drafts", "D", label="drafts")
def drafts(board: "Dashboard") -> None:
    """List what was typed and not saved, to go on with it."""
    from tui.unsaved import Unsaved, unsaved

    kept: dict[str, Unsaved] = unsaved(board.desk)
    if not kept:
        board.say("Nothing that was typed waits to be saved.")
        return
    choices = {key: (each.title, f"{each.at} · {each.words}") for key, each in kept.items()}

    def go_on(key: str) -> None:
        unsaved = kept[key]
        meeting = unsaved.form[1]
        if unsaved.place == "form" or not isinstance(meeting, Meeting):
            board.fill_in(*unsaved.form, resume=True)
        else:
            OPENERS[unsaved.place](board, meeting, resume=True)

    board.choose("Typed and not saved", choices, go_on)


@PROGRAM.action("theme", "T", label="theme")
def theme(board: "Dashboard") -> None:
    """Choose the colours; the cursor shows each at once."""
    from tui.screens.look import choose_theme

    choose_theme(board)


@PROGRAM.action("density", "=", label="density")
def density(board: "Dashboard") -> None:
    """Choose how close together things stand."""
    from tui.screens.look import choose_density

    choose_density(board)


@PROGRAM.action("help", "?", "f1", label="help", rank=1)
def help_(board: "Dashboard") -> None:
    """What the keys do."""
    from tui.screens.help import Help

    screen = Help(board.desk.config.ascii, board.situation, board)
    board.app.push_screen(screen, if_any(board.act))


@PROGRAM.action("quit", "q", label="quit", rank=95)
def quit_(board: "Dashboard") -> None:
    """Leave; everything is kept as it is."""
    board.call_later(board.app.action_quit)
