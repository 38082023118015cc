"""Who waits for whom: what must be done before a commitment, and what it holds up."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from msgspec import Struct

from store.kinds import CLOSED, Commitment

MOST_STEPS = 200


class Waiting:
    """The ids of what depends on each commitment, open or not, and how many of these are open."""

    def __init__(self) -> None:
        self.by: defaultdict[str, set[str]] = defaultdict(set)
        self.open: dict[str, int] = {}

    def add(self, commitments: Iterable[Commitment]) -> None:
        """These commitments are there."""
        for c in commitments:
            if c.depends_on:
                for id_ in c.depends_on:
                    self.by[id_].add(c.id)
                    if c.status not in CLOSED:
                        self.open[id_] = self.open.get(id_, 0) + 1

    def drop(self, commitments: Iterable[Commitment]) -> None:
        """These commitments are there no longer."""
        for c in commitments:
            for id_ in c.depends_on:
                self.by[id_].discard(c.id)
                if c.status not in CLOSED:
                    self.open[id_] -= 1
                    if not self.open[id_]:
                        del self.open[id_]


class Step(Struct, frozen=True):
    """One in a chain of commitments, `depth` steps from where it began; `again`: what follows it
    was told before."""

    id: str
    depth: int
    again: bool = False


def chain(start: str, next_of: Callable[[str], Iterable[str]]) -> list[Step]:
    """All that is reached from a commitment, each followed once, in the order of a tree.

    It ends where a way leads back, and after 200 steps.
    """
    found: list[Step] = []
    met = {start}
    ahead = [(id_, 1) for id_ in reversed(list(next_of(start)))]
    while ahead and len(found) < MOST_STEPS:
        id_, depth = ahead.pop()
        further = list(next_of(id_))
        again = id_ in met and (bool(further) or id_ == start)
        found.append(Step(id_, depth, again))
        if id_ not in met:
            met.add(id_)
            ahead += [(other, depth + 1) for other in reversed(further)]
    return found
