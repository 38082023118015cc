"""Filter as you type over 100,000 commitments, in ratios of one run.

    python -m tests.bench.bench_filter [--records N]

The rows and the count of every key press, as the panel gets them, against a plain `in` scan over
casefolded text that was built once: the same key presses, by turns. Then the real dashboard on as
many commitments against one on 1,000: how soon a letter stands in the line, and how soon the panel
answers it.
"""

import argparse
import asyncio
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random

from textual.events import Key

from store.config import Config
from store.desk import Desk, open_desk
from store.kinds import Commitment, Member
from store.record import Record
from tests.bench.timing import Row, show
from tui.app import SmallgroupApp
from tui.listing import Lister
from tui.screens.dashboard import Dashboard
from tui.widgets.filter_bar import FilterLine

SIZE = (120, 40)
FEW = 1_000
LINES = ("returnees", "border police training", "evidence for the court 77", "Member 4 water fund")
REGIONS = ("Africa", "Americas", "Asia-Pacific", "Europe")
THEMES = "border camps court evidence finance fund police report returnees survey training water"
SYLLABLES = ("ba", "co", "de", "fi", "ga", "he", "in", "jo", "ka", "le", "mo", "na", "or", "pe")
ROUNDS = 5


def vocabulary(random: Random) -> list[str]:
    """Two thousand made-up words, and a few that are looked for."""
    made = ["".join(random.choices(SYLLABLES, k=random.randint(2, 4))) for _ in range(2000)]
    return [*made, *THEMES.split(), "for", "the"]


def records(count: int) -> Iterator[Record]:
    """Commitments of about 500 bytes, and ninety members that owe them."""
    random = Random(3)
    words = vocabulary(random)
    for n in range(90):
        yield Member(id=f"m{n}", name=f"Member {n}", region=REGIONS[n % 4])
    for n in range(count):
        yield Commitment(
            id=f"c{n}",
            summary=f"{' '.join(random.choices(words, k=8))} {n}",
            text=" ".join(random.choices(words, k=45)),
            owners=tuple(f"m{random.randrange(90)}" for _ in range(random.randint(1, 3))),
            due=random.choice(("", "2026", "2026-04", f"2026-0{random.randint(1, 9)}-11")),
            status=random.choice(("", "on track", "agreed", "delivered")),
        )


@contextmanager
def desk_of(count: int) -> Iterator[Desk]:
    """A desk over a store with so many commitments."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_desk(Path(folder), Config(home="m1")) as desk,
    ):
        desk.store.apply("bench", [(None, r) for r in records(count)], lambda _: lambda _: {})
        yield desk


def presses(line: str) -> list[str]:
    """What stands in the line after each key press."""
    return [line[: at + 1] for at in range(len(line)) if line[at] != " "]


class Plain:
    """The plain scan: what a program does that keeps each record's text casefolded."""

    def __init__(self, desk: Desk) -> None:
        names = {member.id: member.name for member in desk.store.of(Member)}
        self._texts = [
            (
                c.id,
                "\n".join(
                    (c.summary, c.id, c.text, c.status, *(names[owner] for owner in c.owners))
                ).casefold(),
            )
            for c in desk.store.of(Commitment)
        ]

    def list(self, line: str) -> list[str]:
        """The ids of what holds all the words."""
        first, *rest = line.casefold().split()
        found = [pair for pair in self._texts if first in pair[1]]
        for word in rest:
            found = [pair for pair in found if word in pair[1]]
        return [id_ for id_, _ in found]


def timed(once: Callable[[], object]) -> float:
    """Seconds that it takes."""
    start = time.perf_counter()
    result = once()
    took = time.perf_counter() - start
    del result
    return took


def typing(desk: Desk) -> list[Row] | str:
    """Every key press of the lines, by turns."""
    lister, plain = Lister(desk, "commitment"), Plain(desk)
    lister.list("a")  # the words are folded as the bar opens
    ours: dict[str, list[float]] = {}
    theirs: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        for line in LINES:
            lister.list("")
            for typed in presses(line):
                gc.collect()
                theirs.setdefault(typed, []).append(timed(partial(plain.list, typed)))
                ours.setdefault(typed, []).append(timed(partial(lister.list, typed)))
    for typed in ours:
        if {*lister.list(typed).rows} != {*plain.list(typed)}:
            return f"the two do not find the same for “{typed}”\n"
    our, their = ([statistics.median(took) for took in each.values()] for each in (ours, theirs))
    firsts = [at for at, typed in enumerate(ours) if len(typed) == 1]
    our_first, their_first = (
        statistics.median([took[at] for at in firsts]) for took in (our, their)
    )
    return [
        Row("a key press: a plain `in` scan", statistics.median(our), statistics.median(their), 1),
        Row("all key presses together: a plain `in` scan", sum(our), sum(their), 1),
        Row("the first letter, which narrows nothing: a plain scan", our_first, their_first, 2),
    ]


async def pressed(desk: Desk) -> tuple[float, float]:
    """Seconds from a key press to its letter in the line, and to its rows in the panel; medians
    over the key presses of the lines, each after a rest as a person makes it."""
    letters: list[float] = []
    answers: list[float] = []
    app = SmallgroupApp(desk, "commitment")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("slash")
        board = app.screen
        assert isinstance(board, Dashboard)
        await pilot.pause(2)
        line = board.query_one(FilterLine)
        for text in LINES:
            line.value = ""
            await pilot.pause(0.3)
            for letter in text:
                told = board.panel.listing
                wanted = line.value + letter
                start = time.perf_counter()
                app.post_message(Key("space" if letter == " " else letter, letter))
                while line.value != wanted:
                    await asyncio.sleep(0.0005)
                letters.append(time.perf_counter() - start)
                while board.panel.listing is told:
                    await asyncio.sleep(0.0005)
                answers.append(time.perf_counter() - start)
                await pilot.pause(0.03)
    return statistics.median(letters), statistics.median(answers)


def main() -> int:
    """Measure, and print the ratios; 1 where a promise was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    count = parser.parse_args().records
    with desk_of(count) as desk, desk_of(FEW) as small:
        rows = typing(desk)
        if isinstance(rows, str):
            sys.stdout.write(rows)
            return 1
        few_letter, few_answer = asyncio.run(pressed(small))
        letter, answer = asyncio.run(pressed(desk))
    beside = f"at {count:,} against {FEW:,}"
    return show(
        (
            *rows,
            Row(f"a letter in the line {beside}", letter, few_letter, 1.5),
            Row(f"its rows in the panel {beside}", answer, few_answer, 5),
        )
    )


if __name__ == "__main__":
    sys.exit(main())
