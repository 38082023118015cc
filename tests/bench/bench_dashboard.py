"""What the open dashboard promises: keys at 100,000 commitments against 1,000, and rest.

    python -m tests.bench.bench_dashboard [--rounds 15] [--seconds 30]

The real program in pseudo-terminals of 120×40, the same keys by turns to one with 1,000 and one
with 100,000, from the key to the last byte of what is painted for it. At rest it writes nothing
and uses next to no processor. The memory of the dashboard against that of `list`.
"""

import argparse
import os
import statistics
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.stores import made, settings
from tests.bench.terminal import Terminal
from tests.bench.timing import Row, show

FEW, MANY = 1_000, 100_000
PROGRAM = [sys.executable, "-c", "from tui.cli import main; main()"]
KEYS: Mapping[str, tuple[bytes, bytes]] = {  # by name: the key, and the one that takes it back
    "cursor down": (b"j", b""),
    "page down": (b"\x1b[6~", b""),
    "jump to the end": (b"G", b"g"),
    "another panel": (b"1", b"4"),
    "open a record": (b"\r", b"\x1b"),
    "open the filter": (b"/", b"\x1b"),
}
SETTLED = 2.0  # seconds of quiet after which all has been read and linked


def opened(folder: Path, commitments: int) -> Terminal:
    """The dashboard at the commitments, everything read."""
    config = str(settings(folder.parent))
    terminal = Terminal([*PROGRAM, "--config", config, "--store", str(folder), "commitments"])
    terminal.until(str(commitments).encode())
    terminal.settle(SETTLED)
    return terminal


def answers(terminals: Mapping[str, Terminal], rounds: int) -> dict[str, dict[str, float]]:
    """By key the median seconds of each to answer it."""
    found: dict[str, dict[str, float]] = {}
    for name, (key, back) in KEYS.items():
        times: dict[str, list[float]] = {size: [] for size in terminals}
        for _ in range(rounds):
            for size, terminal in terminals.items():
                times[size].append(terminal.press(key))
                if back:
                    terminal.press(back)
                    terminal.settle(0.2)
        found[name] = {size: statistics.median(taken) for size, taken in times.items()}
    return found


def memory_of_list(folder: Path) -> int:
    """The most bytes that `list commitments` has had."""
    command = [*PROGRAM, "--store", str(folder), "list", "commitments", "--format", "plain"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return usage.ru_maxrss * 1024


def measure(rounds: int, seconds: float) -> list[Row]:
    """The promises."""
    with TemporaryDirectory() as name:
        folders = {"few": made(Path(name) / "few", FEW), "many": made(Path(name) / "many", MANY)}
        with opened(folders["few"], FEW) as few, opened(folders["many"], MANY) as many:
            written, used = many.rest(seconds)
            keys = answers({"few": few, "many": many}, rounds)
            held = many.memory()
        listed = memory_of_list(folders["many"])
    sys.stdout.write(f"at rest for {seconds:g} s: {written} bytes written\n")
    return [
        *(
            Row(f"{key}, {MANY:,} against {FEW:,}", t["many"], t["few"], 1.5)
            for key, t in keys.items()
        ),
        Row(f"processor at rest, against {seconds:g} s", used, seconds, 0.005),
        Row("bytes at rest, against none allowed", written, 1, 0, unit="B"),
        Row("memory against list commitments", held / 1e6, listed / 1e6, 1.5, unit="MB"),
    ]


def main() -> int:
    """Measure, and print the ratios; 1 where a promise was missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--seconds", type=float, default=30)
    return show(measure(**vars(parser.parse_args())))


if __name__ == "__main__":
    sys.exit(main())
