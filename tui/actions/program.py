"""The program itself: what else it opens, help, and the way out."""

from typing import TYPE_CHECKING

from tui.actions.registry import Group

if TYPE_CHECKING:
    from tui.screens.dashboard import Dashboard

PROGRAM = Group("The program")


@PROGRAM.action("sync", "S", label="sync", rank=80)
def sync(board: "Dashboard") -> None:
    """Bring in what the sources have that is new."""
    from tui.screens.sync import Sync

    board.app.push_screen(Sync(board.desk))


@PROGRAM.action("log", "L", label="log")
def log(board: "Dashboard") -> None:
    """See what was changed, when and by whom."""
    from tui.screens.log import Log

    board.app.push_screen(Log(board.desk))


@PROGRAM.action("actions", ":", label="actions", rank=70)
def actions(board: "Dashboard") -> None:
    """Find an action by its name."""
    from tui.commands import ActionCommands, palette

    board.app.push_screen(palette([ActionCommands], "Find an action"))


@PROGRAM.action("everything", "ctrl+p", label="find", rank=68)
def everything(board: "Dashboard") -> None:
    """Find anything: records and actions."""
    from tui.commands import ActionCommands, RecordCommands, palette

    board.app.push_screen(palette([RecordCommands, ActionCommands], "Find anything"))


@PROGRAM.action("help", "?", "f1", label="help", rank=1)
def help_(board: "Dashboard") -> None:
    """What the keys do."""
    from tui.screens.help import Help

    board.app.push_screen(Help(board.desk.config.ascii, board.situation), board.act_if_any)


@PROGRAM.action("quit", "q", label="quit", rank=95)
def quit_(board: "Dashboard") -> None:
    """Leave; everything is kept as it is."""
    board.call_later(board.app.action_quit)
