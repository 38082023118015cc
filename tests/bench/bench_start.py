"""How soon the dashboard is on the screen, as a whole process, against an empty Textual app.

    python -m tests.bench.bench_start [--rounds 15]

All run by turns in a pseudo-terminal of 120×40, from `exec` to the first bytes that show what is
waited for. Harlequin, posting and dooit run beside it where there is an environment for each:

    for it in harlequin posting dooit; do
        python -m venv /tmp/rivals/$it && /tmp/rivals/$it/bin/pip install $it; done
    SMALLGROUP_RIVALS=/tmp/rivals python -m tests.bench.bench_start
"""

import argparse
import os
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.bench.stores import coalition, made, settings
from tests.bench.terminal import Terminal
from tests.bench.timing import Row, show

EMPTY = """
from textual.app import App
class Empty(App[None]):
    def compose(self):
        from textual.widgets import Static
        yield Static("61")
Empty().run()
"""
PROGRAM = [sys.executable, "-c", "from tui.cli import main; main()"]
MANY = 100_000
RIVALS = "SMALLGROUP_RIVALS"
SHOWN = {  # by program: the words by which its own first screen is known
    "harlequin": b"Run Query",
    "posting": b"Collection",
    "dooit": b"NORMAL",
}


class Contender(NamedTuple):
    """A command, and the marks that it is timed to, in the order in which they come."""

    command: Sequence[str]
    marks: Mapping[str, bytes]


def contenders(folder: Path) -> dict[str, Contender]:
    """What is started by turns."""
    few, many = str(coalition(folder / "few")), str(made(folder / "many", MANY))
    dashboard = [*PROGRAM, "--config", str(settings(folder)), "--store"]
    shown, row, all_there = b"Commitments", b"Promise", str(MANY).encode()
    return {
        "empty": Contender([sys.executable, "-c", EMPTY], {"paint": b"61"}),
        "coalition": Contender([*dashboard, few], {"paint": shown}),
        "many": Contender(
            [*dashboard, many], {"paint": shown, "rows": row, "everything": all_there}
        ),
        **rivals(),
    }


def rivals() -> dict[str, Contender]:
    """Other people's programs, where they are installed."""
    folder = Path(os.environ.get(RIVALS, "/nowhere"))
    paths = {name: folder / name / "bin" / name for name in SHOWN}
    there = {name: mark for name, mark in SHOWN.items() if paths[name].exists()}
    if len(there) < len(SHOWN):
        missing = ", ".join(name for name in SHOWN if name not in there)
        sys.stdout.write(
            f"Left out: {missing}. To measure them too, make an environment for each\n"
            f"(python -m venv DIR/NAME && DIR/NAME/bin/pip install NAME) and set {RIVALS}=DIR.\n"
        )
    return {name: Contender([str(paths[name])], {"paint": mark}) for name, mark in there.items()}


def timed(contender: Contender, home: Path) -> dict[str, float]:
    """Start it, and end it when it has shown all that is waited for; the seconds to each."""
    with Terminal(contender.command, environment={"HOME": str(home)}) as terminal:
        return {name: terminal.until(sought) for name, sought in contender.marks.items()}


def warm(every: Mapping[str, Contender], home: Path) -> dict[str, Contender]:
    """Those that start at all, each started once: somebody else's may be broken."""
    found = {}
    for name, contender in every.items():
        try:
            timed(contender, home)
        except (EOFError, TimeoutError):
            if name not in SHOWN:
                raise
            sys.stdout.write(f"Left out: {name}, which ends by itself or shows nothing here.\n")
        else:
            found[name] = contender
    return found


def measure(rounds: int) -> list[Row]:
    """The promises, each a ratio of medians."""
    with TemporaryDirectory() as folder:
        every = warm(contenders(Path(folder)), Path(folder))
        times: dict[str, list[dict[str, float]]] = {name: [] for name in every}
        for _ in range(rounds):
            for name, contender in every.items():
                times[name].append(timed(contender, Path(folder)))

    def median(name: str, mark: str = "paint") -> float:
        return statistics.median(taken[mark] for taken in times[name])

    empty, ours = median("empty"), median("coalition")
    return [
        Row("first paint of the dashboard against an empty app", ours, empty, 1.3),
        Row(f"first rows of {MANY:,} commitments", median("many", "rows"), empty, 1.5),
        Row(f"all of {MANY:,} there", median("many", "everything"), empty, 3),
        *(
            Row(f"first paint against {name}", ours, median(name), 1)
            for name in SHOWN
            if name in every
        ),
    ]


def main() -> int:
    """Measure, and print the ratios; 1 where a promise was missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=15)
    return show(measure(parser.parse_args().rounds))


if __name__ == "__main__":
    sys.exit(main())
