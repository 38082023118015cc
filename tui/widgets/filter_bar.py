"""The filter bar: a line being typed, what it comes to, and what is wrong with it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from tui.fit import cells, clean, clip
from tui.listing import Listing
from tui.messages import FilterKept, FilterRestored, FilterTried

if TYPE_CHECKING:
    from store.query.complete import Completion

Completer = Callable[[str, int], list["Completion"]]
"""Ways to go on with a line at a place in it, best first."""


class FilterLine(Input):
    """The line itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False),
        Binding("escape", "restore", "Restore", show=False),
    ]

    def action_complete(self) -> None:
        """Take the first thing offered."""
        self.post_message(FilterBar.Complete())

    def action_restore(self) -> None:
        """Leave the filter as it was."""
        self.post_message(FilterRestored())

    def action_cursor_right(self, select: bool = False) -> None:
        if self.cursor_position == len(self.value) and not select:
            self.action_complete()
        else:
            super().action_cursor_right(select)


class Said(Widget):
    """The line below it."""

    words: reactive[Content] = reactive(Content)

    def render(self) -> Content:
        return self.words


class FilterBar(Vertical):
    """Edits a filter line. It says what it comes to, or shows the mistake under its place."""

    class Complete(Message):
        """The first completion is wanted."""

    def __init__(self, line: str, plural: str, complete: Completer) -> None:
        super().__init__(id="filter-bar")
        self._begin = line
        self._plural = plural
        self._completer = complete

    def compose(self) -> ComposeResult:
        line = FilterLine(self._begin, select_on_focus=False, compact=True)
        line.cursor_position = len(self._begin)
        yield line
        yield Said()

    @property
    def line(self) -> FilterLine:
        """What is typed into."""
        return self.query_one(FilterLine)

    def tell(self, listing: Listing) -> None:
        """What the line comes to."""
        width = max(1, self.content_size.width)
        offered = [] if self._line == "" and not listing.trouble else self._offers()
        self.query_one(Said).words = (
            _trouble(listing, width)
            if listing.trouble and listing.end <= len(self._line)
            else self._count(listing, [offer.text.strip() for offer in offered], width)
        )

    def _count(self, listing: Listing, offered: list[str], width: int) -> Content:
        count = f"{listing.shown} of {listing.total} {self._plural}"
        parts: list[tuple[str, str] | str] = [(f"{count}   ", "$text-success")]
        room = width - len(count) - 7
        if offered and cells(offered[0], room + 1) <= room:
            parts.append(("tab ", "$text-muted"))
        for number, label in enumerate(map(clean, offered)):
            room -= cells(label, room + 1) + 2
            if room < 0:
                break
            parts.append((f"{label}  ", "bold" if number == 0 else "$text-muted"))
        return Content.assemble(*parts)

    @property
    def _line(self) -> str:
        return self.query_one(FilterLine).value

    def _offers(self) -> "list[Completion]":
        line = self.query_one(FilterLine)
        offered = self._completer(line.value, line.cursor_position)
        return [offer for offer in offered if _taken(line.value, offer) != line.value]

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(FilterTried(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(FilterKept())

    @on(Complete)
    def _complete(self, event: Complete) -> None:
        event.stop()
        offered = self._offers()
        if offered:
            line = self.query_one(FilterLine)
            line.value = _taken(line.value, offered[0])
            line.cursor_position = offered[0].start + len(offered[0].text)


def _taken(line: str, offer: "Completion") -> str:
    """The line with what is offered in its place."""
    return line[: offer.start] + offer.text + line[offer.end :]


def _trouble(listing: Listing, width: int) -> Content:
    """The mistake, under its place as far as the width allows."""
    words = clean(listing.trouble)
    span = max(1, min(listing.end - listing.start, 12))
    mark = "^" * span + " "
    size = cells(words, width)
    start = max(0, min(listing.start, width - len(mark) - size))
    return Content.styled(
        " " * start + mark + clip(words, max(1, width - start - len(mark))), "$text-error"
    )
