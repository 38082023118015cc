"""What is typed into a form outlives the program, however that ends."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from store.config import Config
from store.demo import fill
from store.desk import open_desk, today
from tui.drafts import Drafts

PROGRAM = "from tui.cli import main; main()"
GONE = """
from textual.drivers.linux_driver import LinuxDriver
def fails(driver):
    raise OSError("the terminal is gone")
LinuxDriver._disable_mouse_support = fails
"""
LONG = 20.0  # seconds that a busy machine may take


@contextmanager
def dashboard(folder: Path, before: str = "") -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The program at a terminal of its own; what is written to the number is typed."""
    ours, theirs = pty.openpty()
    config = folder.parent / "config.toml"
    config.write_text('home = "BE"')  # else it is asked for first
    words = ["--store", str(folder), "--config", str(config), "commitments"]
    command = [sys.executable, "-c", before + PROGRAM, *words]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as process:
        os.close(theirs)
        try:
            yield ours, process
        finally:
            process.kill()


def seen(terminal: int, words: bytes) -> None:
    """Wait until the screen has shown this."""
    shown, end = b"", time.monotonic() + LONG
    while words not in shown:
        assert time.monotonic() < end, shown[-2000:]
        shown += os.read(terminal, 1 << 16)


def ends(terminal: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until the program has ended; the terminal goes on showing what it says."""
    end = time.monotonic() + LONG
    while process.poll() is None:
        assert time.monotonic() < end
        if select.select([terminal], [], [], 0.05)[0]:
            with suppress(OSError):  # it let go of the terminal: nothing more to read
                os.read(terminal, 1 << 16)


@pytest.mark.parametrize("how", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL])
def test_a_draft_outlives_the_program(tmp_path: Path, how: signal.Signals) -> None:
    with open_desk(tmp_path / "store", Config(home="BE")) as desk:
        fill(desk.store, "demo", today())
    with dashboard(tmp_path / "store") as (terminal, process):
        seen(terminal, b"Commitments")
        os.write(terminal, b"n")
        seen(terminal, b"New commitment")
        os.write(terminal, b"Report")
        seen(terminal, b"Report")
        if how is signal.SIGKILL:
            time.sleep(2.0)  # nobody can be told of that one: it is kept every second
        if how is signal.SIGHUP:
            os.close(terminal)  # the window is gone
        process.send_signal(how)
        process.wait(LONG) if how is signal.SIGHUP else ends(terminal, process)
        drafts = Drafts(tmp_path / "store").of("commitment")
        assert [draft.words for draft in drafts] == [{"summary": "Report"}]


def test_it_ends_where_the_terminal_is_gone_before_it(tmp_path: Path) -> None:
    """The thread that listens to the terminal went on for ever, taking half a core."""
    with open_desk(tmp_path / "store", Config(home="BE")) as desk:
        fill(desk.store, "demo", today())
    with dashboard(tmp_path / "store", GONE) as (terminal, process):
        seen(terminal, b"Commitments")
        os.write(terminal, b"n")
        seen(terminal, b"New commitment")
        os.close(terminal)
        process.send_signal(signal.SIGHUP)
        assert process.wait(LONG) == 128 + signal.SIGHUP


def test_it_ends_where_nobody_reads_what_it_says_and_the_terminal_goes(tmp_path: Path) -> None:
    """What writes to the terminal ended with it, and leaving waited for that for ever."""
    with open_desk(tmp_path / "store", Config(home="BE")) as desk:
        fill(desk.store, "demo", today())
    with dashboard(tmp_path / "store") as (terminal, process):
        seen(terminal, b"Commitments")
        os.write(terminal, b"n")
        seen(terminal, b"New commitment")
        os.write(terminal, b"\x1b" + b"jkGg" * 200)
        time.sleep(2.0)  # the terminal is full, and the program waits for it
        os.close(terminal)
        process.send_signal(signal.SIGHUP)
        assert process.wait(LONG) == 128 + signal.SIGHUP
