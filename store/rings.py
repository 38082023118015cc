"""What leads back to itself: groups within groups, what depends on what."""

from collections.abc import Callable, Iterable, Iterator

Next = Callable[[str], Iterable[str]]


class Rings:
    """The ids that are on a ring, where `next_of` gives those that an id points at.

    Each id is looked at once, however many are asked about: a feed may hold chains of a hundred
    thousand. (Tarjan, "Depth-first search and linear graph algorithms", 1972, without recursion.)
    """

    def __init__(self, next_of: Next) -> None:
        self._next_of = next_of
        self._place: dict[str, int] = {}  # in the order in which they were met
        self._lowest: dict[str, int] = {}
        self._open: dict[str, None] = {}
        self._ring: dict[str, frozenset[str]] = {}

    def ring(self, id: str) -> frozenset[str]:
        """All that lead to this id and that it leads to; nothing where it is on no ring."""
        if id not in self._place:
            self._walk(id)
        return self._ring.get(id, frozenset())

    def way_back(self, id: str) -> list[str]:
        """The shortest way from an id on a ring to itself, both ends included."""
        ring = self.ring(id)
        came_from: dict[str, str] = {}
        reached = [id] if ring else []
        for at in reached:
            for target in self._next_of(at):
                if target in ring and target not in came_from:
                    came_from[target] = at
                    reached.append(target)
            if id in came_from:
                break
        way = [id] if ring else []
        while ring and (len(way) == 1 or way[-1] != id):
            way.append(came_from[way[-1]])
        return way[::-1]

    def _walk(self, start: str) -> None:
        path = [self._meet(start)]
        while path:
            at, following = path[-1]
            target = next(following, None)
            if target is None:
                path.pop()
                self._leave(at)
                if path:
                    above = path[-1][0]
                    self._lowest[above] = min(self._lowest[above], self._lowest[at])
            elif target not in self._place:
                path.append(self._meet(target))
            elif target in self._open:
                self._lowest[at] = min(self._lowest[at], self._place[target])

    def _meet(self, id: str) -> tuple[str, Iterator[str]]:
        self._place[id] = self._lowest[id] = len(self._place)
        self._open[id] = None
        return id, iter(self._next_of(id))

    def _leave(self, id: str) -> None:
        if self._lowest[id] < self._place[id]:
            return
        found: list[str] = []
        while not found or found[-1] != id:
            found.append(self._open.popitem()[0])
        if len(found) > 1 or id in self._next_of(id):
            ring = frozenset(found)
            self._ring.update(dict.fromkeys(ring, ring))
