"""The user's own editor for a long text: `$VISUAL`, else `$EDITOR`."""

import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.app import App, SuspendNotSupported

from tui.terminal import NO_EDITOR, editor

HERE_NOT = "Another program cannot be given this terminal."


class EditorFailed(Exception):
    """Nothing came of it: `str(error)` says why, in a sentence."""


def edit(app: "App[object]", text: str, environment: Mapping[str, str]) -> str:
    """Give the terminal to the editor until it is left; the text as it was left there, not yet
    looked at. `EditorFailed` where there is no editor, or it failed."""
    command = editor(environment)
    if not command:
        raise EditorFailed(NO_EDITOR)
    try:
        with app.suspend():
            return run(command, text)
    except SuspendNotSupported as error:
        raise EditorFailed(HERE_NOT) from error


def run(command: list[str], text: str) -> str:
    """Let the editor have the text in a file that nobody else can read; what it leaves there."""
    with TemporaryDirectory(prefix="smallgroup-") as folder:  # 0700, with whatever it puts beside
        path = Path(folder) / "text.md"
        path.touch(0o600)
        path.write_text(text + "\n" * (not text.endswith("\n")), encoding="utf-8")
        # ctrl+c is for the editor; a handler, unlike SIG_IGN, is not handed down to it
        before = signal.signal(signal.SIGINT, lambda *_: None)
        try:
            code = subprocess.run([*command, str(path)], check=False).returncode
        except OSError as error:
            raise EditorFailed(f"{command[0]} cannot be started: {error.strerror}.") from error
        finally:
            signal.signal(signal.SIGINT, before)
        if code:
            raise EditorFailed(f"{command[0]} ended with {code}: nothing was changed.")
        try:
            return path.read_text(encoding="utf-8").removesuffix("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise EditorFailed(f"What {command[0]} left cannot be read: {error}.") from error
