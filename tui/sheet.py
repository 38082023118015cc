"""The lines that tell of a record in the detail pane, and what can be followed from them."""

from typing import NamedTuple

from tui.fit import cells, clip
from tui.wrap import wrap

NOTHING = -1


class Part(NamedTuple):
    """A piece of a line and its tone."""

    text: str
    tone: str = ""


POINT = Part(" · ", "muted")


class Line(NamedTuple):
    """One line; `item` is the place, among what can be followed, that it belongs to."""

    parts: tuple[Part, ...] = ()
    item: int = NOTHING


class Sheet:
    """Lines of a given width, put down one after the other."""

    def __init__(self, width: int, ascii: bool = False) -> None:
        self.width = max(1, width)
        self.ascii = ascii
        self.lines: list[Line] = []
        self.targets: list[str] = []

    def line(self, *parts: Part, target: str = "") -> None:
        """One line as it is; with a target it can be followed."""
        self.lines.append(Line(parts, self._item(target)))

    def blank(self) -> None:
        """An empty line, never two together and none at the top."""
        if self.lines and self.lines[-1].parts:
            self.lines.append(Line())

    def text(self, text: str, style: str = "", indent: int = 0, most: int = 0) -> None:
        """A text over as many lines as it takes."""
        for line in wrap(text, self.width - indent, most):
            self.line(Part(" " * indent), Part(line, style))

    def heading(self, title: str, count: int | None = None) -> None:
        """What comes next is something else; how many where they are counted."""
        self.blank()
        number = "" if count is None else f" {count}"
        title = clip(title, max(1, self.width - len(number) - 1))
        rule = "-" if self.ascii else "─"
        rest = self.width - cells(title, self.width) - len(number) - 1
        self.line(Part(title, "heading"), Part(number, "muted"), Part(" " + rule * rest, "rule"))

    def labelled(self, label: str, room: int, part: Part, target: str = "") -> None:
        """A label of `room` cells and the text beside it, cut short where it can be followed."""
        item = self._item(target)
        lines = wrap(part.text, self.width - room, 3 if target else 0)
        for number, line in enumerate(lines):
            name = clip(label, room - 1) if number == 0 else ""
            pad = " " * (room - cells(name, room))
            self.lines.append(Line((Part(name + pad, "label"), Part(line, part.tone)), item))

    def entry(self, text: str, below: list[list[Part]], target: str) -> None:
        """Something to follow: its name over as many as three lines, and lines below it."""
        item = self._item(target)
        for line in wrap(text, self.width, 3):
            self.lines.append(Line((Part(line),), item))
        self.lines.extend(Line((Part("  "), *rest), item) for rest in below)

    def row(self, parts: list[Part], target: str) -> None:
        """Something to follow on one line of cells that are fitted already."""
        self.lines.append(Line(tuple(parts), self._item(target)))

    def _item(self, target: str) -> int:
        if not target:
            return NOTHING
        self.targets.append(target)
        return len(self.targets) - 1
