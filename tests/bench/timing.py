"""Benches: contenders timed by turns in one process, and a table of what came out.

Times belong to a machine, ratios travel: every promise is a ratio between two contenders.
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """One promise: how the measured compares with what it is measured against."""

    what: str
    measured: float
    against: float
    wanted: float
    faster: bool = False
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """How many times the other; where `faster` is promised, how many times less."""
        one, other = self.measured, self.against
        return other / one if self.faster else one / other

    @property
    def kept(self) -> bool:
        """Whether the promise is kept."""
        return self.ratio >= self.wanted if self.faster else self.ratio <= self.wanted


def medians(contenders: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """The median time of each in seconds. They take turns, so that a busy moment hits all."""
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, contender in contenders.items():
            gc.collect()
            start = time.perf_counter()
            result = contender()
            times[name].append(time.perf_counter() - start)
            del result
    return {name: statistics.median(taken) for name, taken in times.items()}


def table(rows: Sequence[Row]) -> str:
    """The rows as a table for a terminal."""
    lines = [f"{'':<62}{'measured':>13}{'against':>13}{'ratio':>9}  wanted"]
    for row in rows:
        scale = 1000 if row.unit == "ms" else 1
        measured, against = (f"{n * scale:.3f} {row.unit}" for n in (row.measured, row.against))
        wanted = f"{'at least' if row.faster else 'at most'} {row.wanted:g}"
        mark = "" if row.kept else "  MISSED"
        lines.append(f"{row.what:<62}{measured:>13}{against:>13}{row.ratio:>8.2f}x  {wanted}{mark}")
    return "\n".join(lines)


def show(rows: Sequence[Row]) -> int:
    """Print the table; the exit code: 0 where every promise is kept, else 1."""
    sys.stdout.write(table(rows) + "\n")
    return 0 if all(row.kept for row in rows) else 1
