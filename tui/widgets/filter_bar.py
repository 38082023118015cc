"""The filter bar: a line being typed, what it comes to, and what is wrong with it."""

from collections.abc import Callable, Sequence
from functools import partial
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
from tui.history import Recall
from tui.listing import Listing
from tui.messages import FilterKept, FilterRestored, FilterTried

if TYPE_CHECKING:
    from store.query.complete import Completion

Completer = Callable[[str, int], list["Completion"]]
"""Ways to go on with a line at a place in it, best first."""

MARKS = 12  # of the signs under a mistake, at most


class FilterLine(Input):
    """The line itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False),
        Binding("shift+tab", "other", "Another", show=False),
        Binding("up", "recall(-1)", "Older", show=False),
        Binding("down", "recall(1)", "Newer", show=False),
        Binding("escape", "restore", "Restore", show=False),
    ]

    def action_complete(self) -> None:
        """Take what is offered."""
        self.post_message(FilterBar.Complete())

    def action_other(self) -> None:
        """Offer the next."""
        self.post_message(FilterBar.Other())

    def action_recall(self, by: int) -> None:
        """Bring a line back that was used before."""
        self.post_message(FilterBar.Recalled(by))

    def action_restore(self) -> None:
        """Leave the filter as it was."""
        self.post_message(FilterRestored())

    def action_cursor_right(self, select: bool = False) -> None:
        if self.cursor_position == len(self.value) and not select:
            self.action_complete()
        else:
            super().action_cursor_right(select)

    def put(self, line: str, cursor: int) -> None:
        """Let another line stand here."""
        self.value = line
        self.cursor_position = cursor


class Said(Widget):
    """What is said below it."""

    words: reactive[Content] = reactive(Content, layout=True)

    def render(self) -> Content:
        return self.words


class FilterBar(Vertical):
    """Edits a filter line. It says what it comes to, or shows the mistake under its place.

    `behind`: there is so much to complete from that it is looked up in a thread.
    """

    class Complete(Message):
        """What is offered is wanted."""

    class Other(Message):
        """Something else should be offered."""

    class Recalled(Message):
        """An older (-1) or newer (1) line is wanted."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class Offered(Message):
        """Ways to go on with a line, found in a thread."""

        def __init__(self, line: str, offers: "list[Completion]") -> None:
            super().__init__()
            self.line = line
            self.offers = offers

    def __init__(
        self,
        line: str,
        plural: str,
        complete: Completer,
        history: Sequence[str] = (),
        behind: bool = False,
    ) -> None:
        super().__init__(id="filter-bar")
        self._behind = behind
        self._begin = line
        self._plural = plural
        self._completer = complete
        self._recall = Recall(history, line)
        self._listing = Listing()
        self._told_of = line  # the line that the listing answers
        self._offers: list[Completion] = []
        self._turn = 0  # which of the offers stands first

    def compose(self) -> ComposeResult:
        line = FilterLine(self._begin, select_on_focus=False, compact=True)
        line.cursor_position = len(self._begin)
        yield line
        yield Said()

    def on_mount(self) -> None:
        """What can be offered at first. When the line scrolls, a mistake goes with its word."""
        self._offer()
        self.watch(self.line, "scroll_x", self._say, init=False)

    def on_resize(self) -> None:
        """As much as fits."""
        self._say()

    @property
    def line(self) -> FilterLine:
        """What is typed into."""
        return self.query_one(FilterLine)

    @property
    def wrong(self) -> bool:
        """Whether the line as it stands is known to be none."""
        return bool(self._listing.trouble) and self._told_of == self.line.value

    @property
    def _unfinished(self) -> bool:
        """Whether the mistake is only that a word is still being typed: it can be completed."""
        line, listing = self.line, self._listing
        return bool(self._offers) and listing.start < line.cursor_position <= listing.end

    def tell(self, line: str, listing: Listing) -> None:
        """What a line comes to."""
        self._listing = listing
        self._told_of = line
        self._say()

    def _say(self) -> None:
        width = self.query_one(Said).size.width
        if not width:
            return
        line = self.line
        if self.wrong and not self._unfinished:
            listing = self._listing
            start, end = (cells(line.value[:at], 10_000) for at in (listing.start, listing.end))
            scrolled = line.scroll_offset.x
            span = max(1, min(end - start, MARKS))
            words = _trouble(listing.trouble, max(0, start - scrolled), span, width)
        else:
            words = self._count(width)
        self.query_one(Said).words = words

    def _count(self, width: int) -> Content:
        """How many there are, then what is offered: the first with what it means."""
        told = self._listing
        counted = f"{told.shown:,} of {told.total:,} {self._plural}"
        reading = f"still reading the {self._plural}"
        count = "…" if told.trouble else reading if told.loading else counted
        tone = "$text-success" if self._told_of == self.line.value else "$text-muted"
        parts: list[tuple[str, str] | str] = [(f"{count}   ", tone)]
        offers = [*self._offers[self._turn :], *self._offers[: self._turn]]
        room = width - len(count) - 7
        for number, offer in enumerate(offers):
            label = clean(offer.text.strip())
            size = cells(label, room + 1) + 2
            if size > room:
                break
            room -= size
            if number:
                parts.append((f"{label}  ", "$text-muted"))
                continue
            meaning = clip(clean(offer.meaning), max(0, room - 2))
            parts += [("tab ", "$text-muted"), (label, "bold")]
            if len(offer.meaning) <= room - 2:
                parts.append((f" {meaning}", "$text-muted"))
                room -= cells(meaning, room) + 1
            parts.append("   ")
            room -= 1
        return Content.assemble(*parts)

    def _offer(self) -> None:
        """Look up what can be offered."""
        self._take_offers([])
        line = self.line.value
        look_up = partial(self._offers_of, line, self.line.cursor_position)
        if self._behind:
            self.run_worker(
                lambda: self.post_message(self.Offered(line, look_up())),
                thread=True,
                group="offers",
                exclusive=True,
            )
        else:
            self._take_offers(look_up())

    def _offers_of(self, line: str, cursor: int) -> "list[Completion]":
        offered = self._completer(line, cursor) if line else []
        return [offer for offer in offered if _taken(line, offer) != line]

    def _take_offers(self, offers: "list[Completion]") -> None:
        self._offers, self._turn = offers, 0

    @on(Offered)
    def _offered(self, event: Offered) -> None:
        event.stop()
        if event.line == self.line.value:
            self._take_offers(event.offers)
            self._say()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._offer()
        self._say()
        self.post_message(FilterTried(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if self.wrong:  # the mistake is under the eyes: there is nothing to keep
            self.app.bell()
        else:
            self.post_message(FilterKept(event.value))

    @on(Complete)
    def _complete(self, event: Complete) -> None:
        event.stop()
        if self._offers:
            offer = self._offers[self._turn]
            self.line.put(_taken(self.line.value, offer), offer.start + len(offer.text))

    @on(Other)
    def _other(self, event: Other) -> None:
        event.stop()
        if self._offers:
            self._turn = (self._turn + 1) % len(self._offers)
            self._say()

    @on(Recalled)
    def _recalled(self, event: Recalled) -> None:
        event.stop()
        line = self._recall.step(event.by, self.line.value)
        self.line.put(line, len(line))


def _taken(line: str, offer: "Completion") -> str:
    """The line with what is offered in its place."""
    return line[: offer.start] + offer.text + line[offer.end :]


def _trouble(said: str, start: int, span: int, width: int) -> Content:
    """The mistake under its place: what is wrong stands beside it, where there is room, else on
    the next line."""
    start = min(start, max(0, width - span))
    words, marks = clean(said), "^" * span
    size = cells(words, 10_000)
    if start + span + 1 + size <= width:
        text = f"{' ' * start}{marks} {words}"
    elif size + 1 <= start:
        text = f"{' ' * (start - size - 1)}{words} {marks}"
    else:
        text = f"{' ' * start}{marks}\n{clip(words, width)}"
    return Content.styled(text, "$text-error")
