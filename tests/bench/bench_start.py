"""How soon the dashboard is on the screen, as a whole process, against an empty Textual app.

    python -m tests.bench.bench_start

Both run by turns in a pseudo-terminal of 120×40 and are ended as soon as they have painted: the
dashboard on the Coalition's data, and an app with nothing in it.
"""

import os
import pty
import select
import shutil
import signal
import struct
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

from store.demo import fill
from store.store import Store
from tests.bench.timing import Row, medians, show

ROUNDS = 15
EMPTY = """
from textual.app import App
class Empty(App[None]):
    def compose(self):
        from textual.widgets import Static
        yield Static("61")
Empty().run()
"""
DASHBOARD = "from tui.cli import main; main()"


def painted(arguments: Sequence[str], sought: bytes) -> None:
    """Start a Python process in a terminal, and end it when it has painted what is sought."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.executable, [sys.executable, *arguments])
    ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    seen = b""
    while sought not in seen:
        ready, _, _ = select.select([terminal], [], [], 20)
        if not ready:
            raise TimeoutError(f"not painted: {seen[-500:]!r}")
        seen += os.read(terminal, 65536)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)


def main() -> int:
    """Measure, and print the ratio; 1 where the promise was missed."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # a user's Python keeps its bytecode
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    folder = Path(tempfile.mkdtemp())
    try:
        with Store.open(folder / "store", by="bench", today=date.today) as store:
            fill(store, "demo", date.today())
        dashboard = ["-c", DASHBOARD, "--store", str(folder / "store")]
        contenders: dict[str, Callable[[], None]] = {
            "empty": lambda: painted(["-c", EMPTY], b"61"),
            "dashboard": lambda: painted(dashboard, b"Commitments"),
        }
        for warm_up in contenders.values():
            warm_up()
        times = medians(contenders, ROUNDS)
    finally:
        shutil.rmtree(folder)
    return show([Row("first paint of the dashboard", times["dashboard"], times["empty"], 1.35)])


if __name__ == "__main__":
    sys.exit(main())
