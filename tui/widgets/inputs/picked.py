"""References: records are typed and shown by name, and kept by id."""

from collections.abc import Iterable
from typing import Any

from store.fields import FieldError
from store.text import join_list, split_list
from store.types import TYPES
from tui.widgets.inputs.line import Line
from tui.widgets.inputs.offers import MOST, Offer


class Picked(Line):
    """One record. What was taken from the list, or stood there before, keeps its id whatever
    other records are called the same."""

    eager = True
    _ids: dict[str, str]

    @property
    def words(self) -> str:
        return self._behind(self.value.strip())

    @words.setter
    def words(self, words: str) -> None:
        self.write(self._shown(words))

    def settle(self, value: Any) -> None:
        self.write(self._shown(value) if value else "")

    def put(self, offer: Offer) -> None:
        self.write(self._shown(offer.id))

    def piece(self) -> str:
        return self.value.strip()

    def look_up(self, typed: str) -> list[Offer]:
        found = TYPES[self.field.type].suggest(typed, self.field, self.context)
        offers = [Offer(name, i, i) for i, name in (*self._meant(typed), *found[:MOST])]
        return list(dict.fromkeys(offers))[:MOST]

    def _meant(self, typed: str) -> Iterable[tuple[str, str]]:
        try:
            id_ = self.context.resolve(typed, self.field.targets) if typed else ""
        except FieldError:
            return []
        return [(id_, self.context.name(id_))] if id_ else []

    @property
    def _known(self) -> dict[str, str]:
        """The ids behind the names that this field has shown."""
        if not hasattr(self, "_ids"):
            self._ids = {}
        return self._ids

    def _behind(self, shown: str) -> str:
        return self._known.get(shown, shown)

    def _shown(self, id: str) -> str:
        """What stands for the id here: its name, unless that stands for another already."""
        name = self.context.name(id)
        return name if name == id or self._known.setdefault(name, id) == id else id


class PickedMany(Picked):
    """Several records, with commas between their names."""

    several = True

    @property
    def words(self) -> str:
        items = self._items(self.value)
        return self.value if items is None else join_list(self._behind(item) for item in items)

    @words.setter
    def words(self, words: str) -> None:
        items = self._items(words)
        self.write(words if items is None else join_list(self._shown(id_) for id_ in items))

    def settle(self, value: Any) -> None:
        self.write(join_list(self._shown(id_) for id_ in value))

    def piece(self) -> str:
        return last_of(self.value)[1]

    def put(self, offer: Offer) -> None:
        self._known[offer.words] = offer.id
        self.write(last_of(self.value)[0] + join_list([offer.words]) + ", ")

    @staticmethod
    def _items(text: str) -> tuple[str, ...] | None:
        """The items of the list; `None` while a quote is still open."""
        try:
            return split_list(text)
        except ValueError:
            return None


class Tagged(Line):
    """Several words, with commas between."""

    several = True

    def piece(self) -> str:
        return last_of(self.value)[1]

    def put(self, offer: Offer) -> None:
        self.write(last_of(self.value)[0] + join_list([offer.words]) + ", ")


def last_of(text: str) -> tuple[str, str]:
    """A typed list, parted before its last item: what stands, and what is still being typed."""
    quoted, cut = False, 0
    for place, char in enumerate(text):
        if char == '"' and text[place - 1 : place] != "\\":
            quoted = not quoted
        elif char == "," and not quoted:
            cut = place + 1
    kept, last = text[:cut], text[cut:]
    return kept + " " * bool(kept), last.strip().strip('"')
