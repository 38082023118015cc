"""The lines that tell of records, and what the cursor can stand on in them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from tui.fit import cells, clip
from tui.signs import signs
from tui.wrap import NOTHING, Part, wrap

__all__ = [
    "NOTHING",
    "POINT",
    "Bookmark",
    "Day",
    "Deed",
    "Door",
    "Fold",
    "Line",
    "Page",
    "Part",
    "Reference",
    "Sheet",
    "Target",
    "rows_of",
]


class Reference(Struct, frozen=True):
    """A record that can be opened; `day` tells apart the days that one stands on."""

    id: str
    day: str = ""


class Day(Struct, frozen=True):
    """A day of the calendar."""

    date: str


class Page(Struct, frozen=True):
    """A page on the web."""

    url: str


class Fold(Struct, frozen=True):
    """A list under a heading; `open` says whether it is told now."""

    title: str
    open: bool


class Door(Struct, frozen=True):
    """A filter line of a kind's panel, and the sentence that says what is counted there."""

    kind: str
    line: str
    says: str = ""


class Deed(Struct, frozen=True):
    """An action of the registry, by its id."""

    id: str


Target: TypeAlias = Reference | Day | Page | Fold | Door | Deed


class Bookmark(NamedTuple):
    """Where one was reading: what the cursor stood on, its place among all that, and the first
    line in sight."""

    target: Target | None = None
    item: int = 0
    top: int = 0


Line: TypeAlias = tuple[Part, ...]

POINT = Part(" · ", "muted")


class Sheet:
    """Lines of a given width, put down one after the other.

    `folds` has what was folded or unfolded by hand, by the title of the list.
    """

    def __init__(
        self, width: int, ascii: bool = False, folds: Mapping[str, bool] | None = None
    ) -> None:
        self.width = max(1, width)
        self.ascii = ascii
        self.signs = signs(ascii)
        self.lines: list[Line] = []
        self.targets: list[Target] = []
        self._folds = folds or {}

    def item(self, target: Target | None) -> int:
        """The place of one more thing that the cursor can stand on; `NOTHING` for none."""
        if target is None:
            return NOTHING
        self.targets.append(target)
        return len(self.targets) - 1

    def put(self, parts: Sequence[Part], item: int = NOTHING) -> None:
        """One line; where an item is given, all of it belongs to that."""
        self.lines.append(
            tuple(parts) if item == NOTHING else tuple(part._replace(item=item) for part in parts)
        )

    def line(self, *parts: Part, target: Target | None = None) -> None:
        """One line as it is; with a target the cursor can stand on it."""
        self.put(parts, self.item(target))

    def blank(self) -> None:
        """An empty line, never two together and none at the top."""
        if self.lines and self.lines[-1]:
            self.lines.append(())

    def text(
        self,
        text: str,
        style: str = "",
        indent: int = 0,
        most: int = 0,
        target: Target | None = None,
    ) -> None:
        """A text over as many lines as it takes."""
        item = self.item(target)
        for line in wrap(text, self.width - indent, most):
            self.put([Part(" " * indent), Part(line, style)], item)

    def heading(self, title: str, count: int | None = None) -> None:
        """What comes next is something else; how many where they are counted."""
        self.blank()
        self._ruled(title, "" if count is None else f" {count}", "", NOTHING)

    def section(self, title: str, note: str | int = "", folded: bool = False) -> bool:
        """A heading that the cursor can stand on and fold; whether what is under it is told.

        `note` stands behind the title, as how many there are; `folded`: until it is unfolded."""
        self.blank()
        told = self._folds.get(title, not folded)
        arrow = f"{self.signs.open if told else self.signs.folded} "
        self._ruled(title, f" {note}" if note != "" else "", arrow, self.item(Fold(title, told)))
        return told

    def _ruled(self, title: str, note: str, arrow: str, item: int) -> None:
        title = clip(title, max(1, self.width - len(note) - len(arrow) - 1))
        note = clip(note, self.width - len(arrow) - cells(title, self.width))
        rest = self.width - len(arrow) - cells(title, self.width) - cells(note, self.width) - 1
        rule = self.signs.rule * rest
        parts = [Part(arrow, "muted"), Part(title, "heading"), Part(note, "muted")]
        self.put([*parts, Part(f" {rule}", "rule")], item)

    def labelled(self, label: str, room: int, part: Part, target: Target | None = None) -> None:
        """A label of `room` cells and the text beside it, cut short where it can be followed."""
        item = self.item(target)
        lines = wrap(part.text, self.width - room, 3 if target else 0)
        for number, line in enumerate(lines):
            name = clip(label, room - 1) if number == 0 else ""
            pad = " " * (room - cells(name, room))
            self.put([Part(name + pad, "label"), Part(line, part.tone)], item)

    def entry(self, text: str, below: list[list[Part]], target: Target) -> None:
        """Something to follow: its name over as many as three lines, and lines below it."""
        item = self.item(target)
        for line in wrap(text, self.width, 3):
            self.put([Part(line)], item)
        for rest in below:
            self.put([Part("  "), *rest], item)

    def row(self, parts: list[Part], target: Target) -> None:
        """Something to follow on one line of cells that are fitted already."""
        self.put(parts, self.item(target))


def rows_of(lines: Sequence[Line], item: int) -> range:
    """The lines that an item takes."""
    at = [n for n, line in enumerate(lines) if any(part.item == item for part in line)]
    return range(at[0], at[-1] + 1) if at else range(0)
