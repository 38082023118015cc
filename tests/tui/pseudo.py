"""The real program in a real terminal: what it writes, byte for byte."""

import contextlib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

TOP = Path(__file__).parents[2]
MAIN = "from tui.cli import main; main()"
COLOUR = re.compile(rb"\x1b\[([0-9;]*)m")
LONGEST = 20.0  # seconds


class Terminal:
    """A program behind a pseudo-terminal, and all that it wrote."""

    def __init__(self, master: int, process: subprocess.Popen[bytes]) -> None:
        self.master = master
        self.process = process
        self.written = b""
        self._pressed = 0

    def press(self, keys: str) -> None:
        """Type this; what is waited for next is to come after it."""
        self._pressed = len(self.written)
        os.write(self.master, keys.encode())

    def until(self, words: str) -> None:
        """Read until these words came since the last key, whatever their styles."""
        end = time.monotonic() + LONGEST
        while words.encode() not in COLOUR.sub(b"", self.written[self._pressed :]):
            assert time.monotonic() < end, self.written[-3000:].decode(errors="replace")
            self._read()

    def wait(self, true: Callable[[], bool]) -> None:
        """Read on until this holds."""
        end = time.monotonic() + LONGEST
        while not true():
            assert time.monotonic() < end
            self._read()

    def over(self) -> int:
        """Read to the end; the exit code."""
        end = time.monotonic() + LONGEST
        while self.process.poll() is None or select.select([self.master], [], [], 0.05)[0]:
            assert time.monotonic() < end, self.written[-3000:].decode(errors="replace")
            if not self._read() and self.process.poll() is not None:
                break
        return self.process.wait()

    def _read(self) -> bool:
        if not select.select([self.master], [], [], 0.1)[0]:
            return False
        with contextlib.suppress(OSError):  # the other end was closed
            more = os.read(self.master, 65536)
            self.written += more
            return bool(more)
        return False

    @property
    def colours(self) -> set[bytes]:
        """The parameters of styles that set a colour."""
        found = set()
        for match in COLOUR.finditer(self.written):
            for number in match[1].split(b";"):
                if number.isdigit() and (30 <= int(number) <= 49 or 90 <= int(number) <= 107):
                    found.add(number)
        return found


@contextmanager
def terminal(
    *words: str, size: tuple[int, int] = (80, 24), first: str = "", **env: str
) -> Iterator[Terminal]:
    """Run `smallgroup WORDS`; `first` is Python that the process runs before."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    inherited = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    process = subprocess.Popen(
        [sys.executable, "-c", f"{first}\n{MAIN}", *words],
        cwd=TOP,
        env={**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", **env},
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    try:
        yield Terminal(master, process)
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()
        os.close(master)
