"""A program in a pseudo-terminal, as a person has it: what it writes, and when."""

import os
import pty
import select
import signal
import struct
import time
from collections.abc import Mapping, Sequence
from fcntl import ioctl
from termios import TIOCSWINSZ
from typing import Self

PATIENCE = 30.0  # seconds in which what is waited for must come
QUIET = 0.08  # seconds without output after which a program has answered a key
TICKS = os.sysconf("SC_CLK_TCK")
ENVIRONMENT = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
LEFT_OUT = ("PYTHONDONTWRITEBYTECODE", "NO_COLOR", "COLUMNS", "LINES")


class Terminal:
    """A command that runs in a terminal of its own until the block is left."""

    def __init__(
        self,
        command: Sequence[str],
        size: tuple[int, int] = (120, 40),
        environment: Mapping[str, str] = {},
    ) -> None:
        self.written = 0
        self._seen = b""
        known = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
        env = {**known, **ENVIRONMENT, **environment}
        self._start = time.perf_counter()
        self.child, self._terminal = pty.fork()
        if self.child == 0:
            os.execve(command[0], list(command), env)
        ioctl(self._terminal, TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self._terminal)

    def until(self, sought: bytes) -> float:
        """Seconds from the start until all of this has been written."""
        while sought not in self._seen:
            if not self._read(PATIENCE):
                raise TimeoutError(f"{sought!r} did not come: {self._seen[-2000:]!r}")
        return time.perf_counter() - self._start

    def settle(self, quiet: float) -> None:
        """Wait until nothing has been written for so many seconds."""
        while self._read(quiet):
            pass

    def press(self, key: bytes) -> float:
        """Seconds from a key to the last of what is written for it."""
        start = last = time.perf_counter()
        os.write(self._terminal, key)
        if not self._read(PATIENCE):
            raise TimeoutError(f"{key!r} was not answered: {self._seen[-2000:]!r}")
        while True:
            last = time.perf_counter()
            if not self._read(QUIET):
                return last - start

    def rest(self, seconds: float) -> tuple[int, float]:
        """Bytes written and seconds of the processor used in so many seconds."""
        bytes_before, used_before = self.written, self.used()
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self._read(left)
        return self.written - bytes_before, self.used() - used_before

    def used(self) -> float:
        """Seconds of the processor that the program has used."""
        with open(f"/proc/{self.child}/stat", encoding="ascii") as file:  # noqa: PTH123
            fields = file.read().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> int:
        """The most bytes of memory that the program has had."""
        with open(f"/proc/{self.child}/status", encoding="ascii") as file:  # noqa: PTH123
            peak = next(line for line in file if line.startswith("VmHWM:"))
        return int(peak.split()[1]) * 1024

    def _read(self, patience: float) -> bool:
        ready, _, _ = select.select([self._terminal], [], [], patience)
        if not ready:
            return False
        try:
            data = os.read(self._terminal, 1 << 16)
        except OSError as error:
            raise EOFError(f"it has ended: {self._seen[-2000:]!r}") from error
        self.written += len(data)
        self._seen = (self._seen + data)[-(1 << 20) :]
        return True
