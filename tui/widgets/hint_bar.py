"""The line at the bottom: the keys that matter most here, as many as fit, whole."""

from collections.abc import Iterable, Sequence
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
        return _with_last(self.hints, self.always, self.content_size.width, self.ascii)


class Foot(Widget):
    """The keys at the foot of a sheet, as many as fit; the last one as in a `HintBar`, where there
    is one."""

    hints: reactive[tuple[Hint, ...]] = reactive(())
    always: reactive[Hint | None] = reactive(None)
    ascii: reactive[bool] = reactive(False)

    def render(self) -> Content:
        width = self.content_size.width
        if self.always is None:
            return _line(fitting(self.hints, width))
        return _with_last(self.hints, self.always, width, self.ascii)


def _with_last(hints: Sequence[Hint], always: Hint, width: int, ascii: bool) -> Content:
    more = signs(ascii).ellipsis
    last = Content.assemble((f"{more} ", "$text-muted"), _told(always))
    shown = fitting(hints, width - last.cell_length - GAP)
    if len(shown) == len(hints):
        last = _told(always)
    line = _line(shown)
    space = " " * max(0, width - line.cell_length - last.cell_length)
    return line + Content(space) + last


def _line(hints: Iterable[Hint]) -> Content:
    return Content(" " * GAP).join(map(_told, hints))


def _told(hint: Hint) -> Content:
    if hint.dim:
        return Content.styled(f"{hint.key} {hint.label}", "$text-disabled")
    return Content.assemble((f"{hint.key} ", "bold $text-accent"), (hint.label, "$text-muted"))
