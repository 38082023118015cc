"""The line at the bottom: the keys that matter most here, as many as fit, whole."""

from collections.abc import Iterable

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.fit import cells

GAP = 3
Hint = tuple[str, str]


def fitting(hints: Iterable[Hint], width: int) -> list[Hint]:
    """The first hints that go into the width with gaps between; none after one that does not."""
    shown: list[Hint] = []
    room = width
    for key, label in hints:
        room -= cells(f"{key} {label}", width + 1) + GAP * bool(shown)
        if room < 0:
            break
        shown.append((key, label))
    return shown


class HintBar(Widget):
    """Keys and what they do; the last one, help, is always there."""

    hints: reactive[tuple[Hint, ...]] = reactive(())
    always: reactive[Hint] = reactive(("?", "help"))

    def render(self) -> Content:
        width = self.content_size.width
        last = " ".join(self.always)
        shown = fitting(self.hints, width - len(last) - GAP)
        line = keys_line(*shown)
        space = " " * max(0, width - line.cell_length - len(last))
        return line + Content(space) + _hint(self.always)


def keys_line(*hints: Hint) -> Content:
    """A line of keys and what they do, for the foot of a sheet."""
    return Content(" " * GAP).join(map(_hint, hints))


def _hint(hint: Hint) -> Content:
    return Content.assemble((f"{hint[0]} ", "bold $text-accent"), (hint[1], "$text-muted"))
