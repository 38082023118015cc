"""What was looked at one after the other, views and records, as a browser keeps its pages."""

from typing import NamedTuple

from tui.sheet import Bookmark


class Place(NamedTuple):
    """What is looked at: a panel with its filter line, the records that it is narrowed to the
    belongings of, and the id of the record that is read, "" for none.

    And how: the record that the panel's cursor stands on, its first line in sight, and where one
    reads in the detail.
    """

    panel: str
    filter: str = ""
    scopes: tuple[str, ...] = ()
    record: str = ""
    cursor: str = ""
    top: int = 0
    reading: Bookmark | None = None

    def is_at(self, other: "Place | None") -> bool:
        """Whether the same is looked at, however."""
        return other is not None and self[:4] == other[:4]


class Trail:
    """A line of places, and the one of them where one is."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = -1

    @property
    def here(self) -> Place | None:
        """The present place; none before the first."""
        return self._places[self._at] if self._at >= 0 else None

    @property
    def depth(self) -> int:
        """How many steps back there are."""
        return max(0, self._at)

    @property
    def ahead(self) -> int:
        """How many steps forward there are."""
        return len(self._places) - 1 - self._at

    def visit(self, place: Place) -> None:
        """Go on to a place; what was ahead is forgotten. Where it is the present one, it is kept
        as it looks now."""
        if place.is_at(self.here):
            self._places[self._at] = place
            return
        del self._places[self._at + 1 :]
        self._places.append(place)
        self._at += 1

    def step(self, by: int) -> Place | None:
        """Go back (-1) or forward (1) as far as the line goes; the place there."""
        self._at = min(max(self._at + by, 0), len(self._places) - 1)
        return self.here

    def forget(self, id: str) -> None:
        """Take the places of a record that is gone off the line."""
        kept = [place for place in self._places if id not in (place.record, *place.scopes)]
        before = self._places[: self._at + 1]
        self._at -= len(before) - sum(id not in (p.record, *p.scopes) for p in before)
        self._places = kept
