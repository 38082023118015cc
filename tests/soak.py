"""A soak: whatever is typed and clicked, nothing breaks, nothing is lost, nothing piles up.

`python -m tests.soak [--events N] [--seeds A B C]` opens the dashboard on the Coalition's data, the
sample and a store of hostile records, and for each seed sends it random input as a terminal would:
keys, words, the mouse, other sizes. An exception ends it. At the end the store must be sound, hold
the same when it is opened again, and memory must not have grown.
"""

import argparse
import asyncio
import gc
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path
from random import Random
from typing import Any

from textual._xterm_parser import XTermParser
from textual.pilot import Pilot

from store.config import Config
from store.demo import fill
from store.desk import Desk, open_desk, today
from store.doctor import examine_records
from store.errors import StoreError
from store.formats import of_file
from store.importing import plan_import
from store.rules import received
from tui.actions import ACTIONS
from tui.app import SmallgroupApp

TOP = Path(__file__).parents[1]
DATA = ("coalition", "sample", "hostile")
MINE = Config(home="BE", name="soak")
SIZES = ((40, 15), (80, 24), (120, 40), (200, 60))
GROWTH = 1.10  # of the memory, between the second thousand of events and the last
LASTING = 1000  # events that are measured together

NAMED = {
    **{"enter": "\r", "tab": "\t", "escape": "\x1b", "space": " ", "backspace": "\x7f"},
    **{"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D"},
    **{"home": "\x1b[H", "end": "\x1b[F", "pageup": "\x1b[5~", "pagedown": "\x1b[6~"},
    **{"delete": "\x1b[3~", "shift+tab": "\x1b[Z", "f1": "\x1bOP"},
    **{"shift+up": "\x1b[1;2A", "shift+down": "\x1b[1;2B"},
    **{"shift+left": "\x1b[1;2D", "shift+right": "\x1b[1;2C"},
}
WORDS = (
    *("is:overdue ", "owner:italy ", "due<+2w ", "sort:due- ", "by:owner ", "(", '"', "not "),
    *("2026-03-01", "next friday", "morocco", "Host the next meeting", "[/oops]", "漢字 👩‍👩‍👧 é"),
    *("https://example.org/x", "commitment Send the terms due:eoq owner:IT "),
    *("ACTION: Italy, Nigr to send the terms by 30 June\r", "Present+ Morocco, Niger\r"),
    *("PROGRESS C32: delivered\r", "RESOLUTION: It stands.\r", "2022-Q1", "fixtures/strangers/"),
)
LEAVING = {"quit"}  # seldom: each time the dashboard starts again


def keys_of_the_terminal(key: str) -> str:
    """What a terminal sends for a key as Textual names it."""
    if key.startswith("ctrl+") and len(key) == len("ctrl+x"):
        return chr(ord(key[-1]) & 0x1F)
    return NAMED.get(key, key)


class Typist:
    """Somebody who presses whatever is there."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._keys = [
            keys_of_the_terminal(key)
            for action in ACTIONS
            if action.id not in LEAVING
            for key in action.keys
        ]

    def next(self, width: int, height: int) -> str | tuple[int, int]:
        """What the terminal sends next, or the size that it takes."""
        ways: list[tuple[float, Sequence[str | tuple[int, int]]]] = [
            (50, self._keys),
            (25, [*NAMED.values()]),
            (8, WORDS),
            (2, [keys_of_the_terminal("ctrl+s")]),
            (13, self._mouse(width, height)),
            (1.9, SIZES),
            (0.1, ["q"]),
        ]
        (chosen,) = self._random.choices([way for _, way in ways], [weight for weight, _ in ways])
        return self._random.choice(chosen)

    def _mouse(self, width: int, height: int) -> Sequence[str]:
        """A click, a double one, one with shift or ctrl, a drag, a notch of the wheel or a move."""
        x, y = self._random.randint(1, width), self._random.randint(1, height)
        down, up = f"\x1b[<0;{x};{y}M", f"\x1b[<0;{x};{y}m"
        far = f"{self._random.randint(1, width)};{self._random.randint(1, height)}"
        return (
            *(down + up, down + up, down + up + down + up),
            *(f"\x1b[<4;{x};{y}M\x1b[<4;{x};{y}m", f"\x1b[<16;{x};{y}M\x1b[<16;{x};{y}m"),
            *(f"{down}\x1b[<32;{far}M\x1b[<0;{far}m", f"\x1b[<35;{x};{y}M"),
            *(f"\x1b[<64;{x};{y}M", f"\x1b[<65;{x};{y}M"),
        )


def fill_in(data: str, folder: Path) -> None:
    """Put the data of this name into an empty store; they are nobody's to undo."""
    with open_desk(folder, Config(name=data)) as desk:
        if data == "hostile":
            raw = (TOP / "fixtures" / "hostile.json").read_bytes()
            contents = of_file("hostile.json", raw).read(raw, kind=None)
            desk.store.apply("hostile", plan_import(contents, desk.store), received)
        else:
            fill(desk.store, {"coalition": "demo"}.get(data, data), today())


async def press_on(desk: Desk, typist: Typist, events: int, memory: list[int]) -> int:
    """One sitting of at most so many events; returns how many there were before it was left."""
    # a sitting is a process of its own, but for here: let go of what the last one left behind
    gc.unfreeze()
    XTermParser._parse_extended_key.cache_clear()  # its keys hold the dashboard they went to
    gc.collect()
    app = SmallgroupApp(desk)
    app.open_url = lambda url, *, new_tab=True: None  # type: ignore[method-assign]
    with tempfile.TemporaryDirectory() as away, chdir(away):  # exported files go there
        return await _press(app, typist, events, memory)


async def _press(app: SmallgroupApp, typist: Typist, events: int, memory: list[int]) -> int:
    parser = XTermParser()
    async with app.run_test(size=SIZES[1]) as pilot:
        for number in range(events):
            sent = typist.next(*app.size)
            if isinstance(sent, tuple):
                await pilot.resize_terminal(*sent)
            else:
                send(app, parser, sent)
            await settle(pilot)
            memory.append(resident())
            if not app.is_running:
                return number + 1
    return events


def send(app: SmallgroupApp, parser: XTermParser, text: str) -> None:
    """Hand the driver what the terminal sent, as it would read it."""
    driver: Any = app._driver
    for message in [*parser.feed(text), *parser.tick()]:
        driver.process_message(message)


async def settle(pilot: Pilot[StoreError | None]) -> None:
    """Let what was sent be handled; what works in threads goes on beside."""
    await asyncio.sleep(0)
    await pilot.pause()


def resident() -> int:
    """The memory that the process holds, in pages."""
    return int(Path("/proc/self/statm").read_text().split()[1])


def soak(data: str, seed: int, events: int) -> list[str]:
    """What is wrong after so many events; an exception of the dashboard is raised."""
    memory: list[int] = []
    typist = Typist(seed)
    with tempfile.TemporaryDirectory(prefix="smallgroup-soak-") as parent:
        folder = Path(parent) / "store"
        fill_in(data, folder)
        with open_desk(folder, MINE) as desk:
            done = 0
            while done < events:
                done += asyncio.run(press_on(desk, typist, events - done, memory))
            wrong = list(examine_records(desk.store))
            held = desk.store.everything()
        with open_desk(folder, MINE) as again:
            if again.store.everything() != held:
                wrong.append("the store holds something else when it is opened again")
    if events >= 3 * LASTING:
        early, late = (sum(memory[at : at + LASTING]) for at in (LASTING, events - LASTING))
        say(f"{data} seed {seed}: memory {late / early:.2f} of the second thousand")
        if late > GROWTH * early:
            wrong.append(f"memory grew by {late / early - 1:.0%}")
    return wrong


def say(*lines: str) -> None:
    """Lines for the person who waits."""
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


def main() -> int:
    """Each data and seed in a process of its own; 1 where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--data", choices=DATA, nargs="+", default=DATA)
    options = parser.parse_args()
    if len(options.seeds) == len(options.data) == 1:
        wrong = soak(options.data[0], options.seeds[0], options.events)
        say(*wrong[:20])
        return int(bool(wrong))
    codes = []
    for data in options.data:
        for seed in options.seeds:
            only = ["--events", str(options.events), "--seeds", str(seed), "--data", data]
            ran = subprocess.run([sys.executable, "-m", "tests.soak", *only], check=False)
            say(f"{data} seed {seed}: {'WRONG' if ran.returncode else 'sound'}")
            codes.append(ran.returncode)
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
