"""The program in a real terminal: tmux draws it, sends the keys and reads the screen."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

TOP = Path(__file__).parents[2]
PROGRAM = "from tui.cli import main; main()"
PATIENCE = 20.0  # seconds that anything may take to come; the machine may be busy
LOOK = 0.05  # seconds between two looks at the screen

HERE = shutil.which("tmux") is not None


class Terminal:
    """One window, in a tmux server of its own."""

    def __init__(self, server: str) -> None:
        self._server = server

    def press(self, *keys: str) -> None:
        """Press keys, as tmux names them: `Enter`, `Escape`, `C-s`, `n`."""
        for key in keys:
            self._tmux("send-keys", key)

    def type(self, text: str) -> None:
        """Type this text."""
        self._tmux("send-keys", "-l", text)

    @property
    def screen(self) -> str:
        """What is to be read on it."""
        return self._tmux("capture-pane", "-p")

    @property
    def colours(self) -> str:
        """The same with its escape sequences."""
        return self._tmux("capture-pane", "-p", "-e")

    def sees(self, *words: str) -> None:
        """Wait until all of this is on the screen."""
        end = time.monotonic() + PATIENCE
        while missing := [word for word in words if word not in (screen := self.screen)]:
            assert time.monotonic() < end, f"{missing} not in\n{screen}"
            time.sleep(LOOK)

    def loses(self, word: str) -> None:
        """Wait until this is no longer on the screen."""
        end = time.monotonic() + PATIENCE
        while word in (screen := self.screen):
            assert time.monotonic() < end, f"{word} still in\n{screen}"
            time.sleep(LOOK)

    def _tmux(self, *words: str) -> str:
        ran = subprocess.run(
            ["tmux", "-L", self._server, *words], capture_output=True, text=True, check=True
        )
        return ran.stdout


@contextmanager
def terminal(
    width: int, height: int, *words: str, env: Mapping[str, str] | None = None
) -> Iterator[Terminal]:
    """A terminal of this size in which `smallgroup WORDS` was started, from a shell that stays."""
    server = f"smallgroup-{uuid4().hex[:12]}"
    start = ["tmux", "-L", server, "-f", os.devnull, "new-session", "-d"]
    size = ["-x", str(width), "-y", str(height)]
    around = {**os.environ, "PS1": "$ ", "COLUMNS": "", "LINES": "", **(env or {})}
    subprocess.run([*start, *size, "sh"], cwd=TOP, env=around, check=True)
    try:
        opened = Terminal(server)
        opened.type(" ".join([sys.executable, "-c", f"'{PROGRAM}'", *words]))
        opened.press("Enter")
        yield opened
    finally:
        subprocess.run(["tmux", "-L", server, "kill-server"], check=False)
