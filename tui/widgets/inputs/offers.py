"""The short list under a field of what could be meant by what is being typed."""

from typing import NamedTuple

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.fit import cells, clean, clip
from tui.signs import signs
from tui.widgets.inputs.base import FAINT

MOST = 8  # shown at once
WIDEST = 66  # cells of a line


class Offer(NamedTuple):
    """Something to take: the words to put into the field and what they mean; `id` is the record
    that is meant, where it is one."""

    words: str
    meaning: str = ""
    id: str = ""


class Offers(OptionList, can_focus=False):
    """The list. The field keeps the focus and moves the highlight; a click takes."""

    def __init__(self) -> None:
        super().__init__(markup=False, compact=True)
        self.offers: list[Offer] = []

    def show(self, offers: list[Offer], *, first: bool, line: int) -> None:
        """Show these, with the first highlighted or none; nothing at all where there are none.

        `line` is the screen's line that the field stands on: the list is below it, or above it
        where there is more room.
        """
        self.offers = offers[:MOST]
        margin = self.styles.margin.left
        room = min(WIDEST, self.screen.size.width - margin - 4)
        self.set_options([Option(self._line(offer, room)) for offer in self.offers])
        self.highlighted = 0 if first and self.offers else None
        self.display = bool(self.offers)
        count = len(self.offers)
        below = self.screen.size.height - line - 1
        self.styles.offset = (0, 0 if below >= min(count, line) else -count - 1)

    @property
    def chosen(self) -> Offer | None:
        """The highlighted one, if the list can be seen."""
        if not self.display or self.highlighted is None:
            return None
        return self.offers[self.highlighted]

    def step(self, by: int) -> None:
        """Move the highlight; past either end nothing is highlighted."""
        places = [None, *range(len(self.offers))]
        self.highlighted = places[(places.index(self.highlighted) + by) % len(places)]

    def _line(self, offer: Offer, room: int) -> Content:
        """What it is, and what that means where there is room for all of it."""
        ellipsis = signs(self.screen.has_class("-ascii")).ellipsis
        words = clip(offer.words, room, ellipsis)
        meaning = clean(offer.meaning)
        if not meaning or cells(words, room) + 2 + cells(meaning, room) > room:
            return Content(words)
        return Content.assemble(words, (f"  {meaning}", FAINT))
