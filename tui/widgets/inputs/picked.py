"""References: records are typed and shown by name, and kept by id."""

from typing import Any

from textual.events import Focus

from tui.widgets.inputs.base import Changed
from tui.widgets.inputs.chips import Chip, Chips
from tui.widgets.inputs.finding import Finder
from tui.widgets.inputs.line import Line
from tui.widgets.inputs.offers import Offer

FINDING = (("{form.make}", "make it"), ("down", "recent"))


class Picked(Line):
    """One record. What was taken from the list, or stood there before, keeps its id whatever
    other records are called the same."""

    eager = True
    whole = True
    HINTS = FINDING
    _ids: dict[str, str]

    @property
    def words(self) -> str:
        shown = self.value.strip()
        return self._known.get(shown, shown)

    @words.setter
    def words(self, words: str) -> None:
        self.write(self._shown(words))

    def settle(self, value: Any) -> None:
        self.write(self._shown(value) if value else "")

    def put(self, offer: Offer) -> None:
        self.write(self._shown(offer.id))

    def pick(self, id: str) -> None:
        """Take the record of this id."""
        self.write(self._shown(id))
        self.post_message(Changed(self))

    def look_up(self, typed: str) -> list[Offer]:
        if typed in self._known:
            return []
        return Finder(self.field, self.context, self.recent).offers(typed)

    def on_focus(self, _event: Focus) -> None:
        """Soon something will be looked up."""
        self.run_worker(Finder(self.field, self.context, self.recent).warm, thread=True)

    @property
    def _known(self) -> dict[str, str]:
        """The ids behind the names that this field has shown."""
        if not hasattr(self, "_ids"):
            self._ids = {}
        return self._ids

    def _shown(self, id: str) -> str:
        """What stands for the id here: its name, unless that stands for another already."""
        name = self.context.name(id)
        return name if name == id or self._known.setdefault(name, id) == id else id


class PickedMany(Chips):
    """Several records, each a chip with its name."""

    eager = True
    HINTS = FINDING

    def chip(self, words: str) -> Chip:
        return Chip(words, self.context.name(words))

    def put(self, offer: Offer) -> None:
        self.add(self.chip(offer.id))

    def pick(self, id: str) -> None:
        """Take the record of this id, too."""
        self.add(self.chip(id))
        self.post_message(Changed(self))

    def look_up(self, typed: str) -> list[Offer]:
        there = {chip.words for chip in self._chips}
        found = Finder(self.field, self.context, self.recent).offers(typed)
        return [offer for offer in found if offer.id not in there]

    def on_focus(self, _event: Focus) -> None:
        """Soon something will be looked up."""
        self.run_worker(Finder(self.field, self.context, self.recent).warm, thread=True)


class Tagged(Chips):
    """Several words."""

    def put(self, offer: Offer) -> None:
        self.add(self.chip(offer.words))
