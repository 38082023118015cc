"""The lock that lets one process at a time write to a store.

This is `fcntl.flock` on a file of its own, and not the filelock package: that costs every command
25 ms of imports (measured) for what takes twenty lines here. The system releases the lock when
its holder dies, however it dies.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.errors import Held
from store.journal.files import write_error

LONGEST_NAP = 0.02


@contextmanager
def locked(path: Path, wait: float) -> Iterator[None]:
    """Hold the lock for the block; Held where another keeps it longer than `wait` seconds."""
    try:
        fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise write_error(path, error) from error
    try:
        _acquire(fd, path, wait)
        _sign(fd, path)
        yield
    finally:
        os.close(fd)


def _acquire(fd: int, path: Path, wait: float) -> None:
    deadline = time.monotonic() + wait
    nap = 0.0005
    while True:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise Held(_held(fd, path, wait)) from None
        else:
            return
        time.sleep(nap)
        nap = min(nap * 2, LONGEST_NAP)


def _sign(fd: int, path: Path) -> None:
    """Leave our pid in the file, unless we were the last: each write makes a commit slower."""
    pid = b"%d" % os.getpid()
    try:
        if os.pread(fd, 20, 0) != pid:
            os.truncate(fd, os.pwrite(fd, pid, 0))
    except OSError as error:
        raise write_error(path, error) from error


def _held(fd: int, path: Path, wait: float) -> str:
    holder = os.pread(fd, 20, 0).decode("ascii", "replace") or "unknown"
    return (
        f"The store in {path.parent} has been held by another process (pid {holder}) for more "
        f"than {wait:g} s; close that one, or try again."
    )
