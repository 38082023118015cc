"""The token that a source wants: from a variable, a command or a file. It is never kept nor shown.

What cannot be had is told without a word of what was found instead, which might be half a token.
"""

import os
import re
import selectors
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from store.sync.errors import Denied
from store.sync.kept.sources import Source
from store.sync.kept.tokenfile import LONGEST, read_token_file

USABLE = re.compile(rb"[\x21-\x7e]{1,8192}")
WAIT = 30.0  # seconds for the command
LOOK = 0.05  # seconds between two looks at whether to go on


def token_of(source: Source, check: Callable[[], None] = lambda: None) -> str:
    """The token, "" where none is wanted; `Denied` where it cannot be had. `check` raises where it
    is time to end: nothing is left of the command then."""
    if source.token_env:
        found, where = _in_variable(source.token_env), f"the variable {source.token_env}"
    elif source.token_command:
        found, where = (
            _said_by(source.token_command, check),
            f"what the token command of {source.name} prints",
        )
    elif source.token_file:
        found, where = read_token_file(Path(source.token_file)), f"the file {source.token_file}"
    else:
        return ""
    token = found.strip()
    if not USABLE.fullmatch(token):
        raise Denied(
            f"There is no usable token in {where}: it must be one word; set it and try again."
        )
    return token.decode("ascii")


def _in_variable(name: str) -> bytes:
    return os.environb.get(name.encode(), b"")


def _said_by(command: tuple[str, ...], check: Callable[[], None]) -> bytes:
    """What the command prints. It has no terminal and a session of its own, so that whatever it
    has begun can be ended with it."""
    try:
        running = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", "") or type(error).__name__
        raise _failed(why) from None
    try:
        printed = _printed(running, check)
        if code := running.wait():
            raise _failed(f"exit {code}")
        return printed
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        if running.stdout is not None:
            running.stdout.close()


def _printed(running: "subprocess.Popen[bytes]", check: Callable[[], None]) -> bytes:
    assert running.stdout is not None
    printed, end = b"", time.monotonic() + WAIT
    with selectors.DefaultSelector() as ready:
        ready.register(running.stdout, selectors.EVENT_READ)
        while len(printed) < LONGEST:
            check()
            if time.monotonic() > end:
                raise _failed(f"it took longer than {WAIT:g} s")
            if not ready.select(LOOK):
                if running.poll() is None:
                    continue
                break  # something that it left running holds its output open
            piece = os.read(running.stdout.fileno(), LONGEST)
            if not piece:
                _await(running, check, end)
                break
            printed += piece
        else:
            raise _failed("it prints too much")
    return printed


def _await(running: "subprocess.Popen[bytes]", check: Callable[[], None], end: float) -> None:
    """Wait for its end, now that it prints no more."""
    while True:
        with suppress(subprocess.TimeoutExpired):
            running.wait(LOOK)
            return
        check()
        if time.monotonic() > end:
            raise _failed(f"it took longer than {WAIT:g} s")


def _failed(why: str) -> Denied:
    return Denied(f"The token command failed ({why}); run it by hand to see why.")
