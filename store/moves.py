"""How far a due date was moved in all."""

from collections.abc import Iterable
from typing import NamedTuple

from store import dates
from store.record import Move


class Slip(NamedTuple):
    """How often a due date was moved, by how many days in all (earlier counts back), and whether
    that is known to the day: a month or a year counts by its last day."""

    times: int
    days: int
    exact: bool


def slip(moves: Iterable[Move]) -> Slip:
    """What these moves come to; one that set the first date, or took it away, adds no days."""
    times = days = 0
    exact = True
    for move in moves:
        times += 1
        if move.before and move.after:
            (first, last), (to_first, to_last) = dates.span(move.before), dates.span(move.after)
            days += (to_last - last).days
            exact = exact and first == last and to_first == to_last
    return Slip(times, days, exact)
