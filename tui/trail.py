"""The records that were looked at one after the other, as a browser keeps its pages."""


class Trail:
    """A line of record ids and a place on it."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._at = -1

    @property
    def here(self) -> str:
        """The record at the present place; "" before the first."""
        return self._ids[self._at] if self._at >= 0 else ""

    @property
    def depth(self) -> int:
        """How many steps back there are."""
        return max(0, self._at)

    @property
    def ahead(self) -> int:
        """How many steps forward there are."""
        return len(self._ids) - 1 - self._at

    def visit(self, id: str) -> None:
        """Go on to a record; what was ahead is forgotten."""
        if id == self.here:
            return
        del self._ids[self._at + 1 :]
        self._ids.append(id)
        self._at += 1

    def step(self, by: int) -> str:
        """Go back (-1) or forward (1) as far as the line goes; the record there."""
        self._at = min(max(self._at + by, 0), len(self._ids) - 1)
        return self.here

    def forget(self, id: str) -> None:
        """Take a record that is gone off the line."""
        before = sum(1 for one in self._ids[: self._at + 1] if one == id)
        self._ids = [one for one in self._ids if one != id]
        self._at -= before
