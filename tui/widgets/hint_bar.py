"""The line at the bottom: the keys that matter most here, as many as fit, whole."""

from collections.abc import Iterable
from typing import NamedTuple

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.fit import cells
from tui.signs import signs

GAP = 3


class Hint(NamedTuple):
    """A key as it is read and what it does; `dim`: not just now, and pressing it says why."""

    key: str
    label: str
    dim: bool = False


def fitting(hints: Iterable[Hint], width: int) -> list[Hint]:
    """The first hints that go into the width with gaps between; none after one that does not."""
    shown: list[Hint] = []
    room = width
    for hint in hints:
        room -= cells(f"{hint.key} {hint.label}", width + 1) + GAP * bool(shown)
        if room < 0:
            break
        shown.append(hint)
    return shown


class HintBar(Widget):
    """Keys and what they do; the last one, help, is always there, and a mark where there are more
    than are shown."""

    hints: reactive[tuple[Hint, ...]] = reactive(())
    always: reactive[Hint] = reactive(Hint("?", "help"))
    ascii: reactive[bool] = reactive(False)

    def render(self) -> Content:
        more = signs(self.ascii).ellipsis
        last = Content.assemble((f"{more} ", "$text-muted"), _told(self.always))
        width = self.content_size.width
        shown = fitting(self.hints, width - last.cell_length - GAP)
        if len(shown) == len(self.hints):
            last = _told(self.always)
        line = _line(shown)
        space = " " * max(0, width - line.cell_length - last.cell_length)
        return line + Content(space) + last


class Foot(Widget):
    """The keys at the foot of a sheet, as many as fit."""

    hints: reactive[tuple[Hint, ...]] = reactive(())

    def render(self) -> Content:
        return _line(fitting(self.hints, self.content_size.width))


def _line(hints: Iterable[Hint]) -> Content:
    return Content(" " * GAP).join(map(_told, hints))


def _told(hint: Hint) -> Content:
    if hint.dim:
        return Content.styled(f"{hint.key} {hint.label}", "$text-disabled")
    return Content.assemble((f"{hint.key} ", "bold $text-accent"), (hint.label, "$text-muted"))
