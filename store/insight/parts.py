"""How much of a commitment that has parts is done."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from store.kinds import CLOSED, Commitment

NO_LONGER = CLOSED - {"delivered"}


class Completion(Struct, frozen=True):
    """`mean`: how much is done, from 0 to 100, of the parts of which it is known; None where it is
    known of none. `n`: how many parts count, `unknown`: of how many of these nothing is known."""

    mean: float | None
    n: int
    unknown: int


class Parts:
    """The ids of the parts of each commitment."""

    def __init__(self) -> None:
        self.of: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, commitments: Iterable[Commitment]) -> None:
        """These commitments are there."""
        for c in commitments:
            if c.parent:
                self.of[c.parent].add(c.id)

    def drop(self, commitments: Iterable[Commitment]) -> None:
        """These commitments are there no longer."""
        for c in commitments:
            if c.parent:
                self.of[c.parent].discard(c.id)


def completion(parts: Iterable[Commitment]) -> Completion:
    """The mean of the parts by their `weight` (1 where none is given).

    What was delivered is done whole; else it is as far as its `percent` says. What is superseded,
    withdrawn or lapsed no longer counts. Without a percent nothing is known of it: a promise that
    is on its way is neither begun nor not begun.
    """
    counted = [part for part in parts if part.status not in NO_LONGER]
    known = [(done, _weight(part)) for part in counted if (done := _done(part)) is not None]
    whole = sum(weight for _, weight in known)
    mean = sum(done * weight for done, weight in known) / whole if whole else None
    return Completion(mean, len(counted), len(counted) - len(known))


def _done(part: Commitment) -> int | None:
    return 100 if part.status == "delivered" else part.percent


def _weight(part: Commitment) -> int:
    return 1 if part.weight is None else part.weight
