"""Finding the record that is meant, by what it is called, whatever else it is called, or its code:
those that were used last first."""

from heapq import nlargest
from itertools import islice
from operator import attrgetter

from store.fields import Field
from store.kinds import KINDS
from store.names import Names
from store.search import search
from tui.recent import Recent
from tui.widgets.inputs.offers import MOST, Offer

LOOKED_AT = 40  # hits among which those used last are brought to the front
SURE = 1000  # the score of what is called exactly so


class Finder:
    """Finds what a reference may point at. Asked in a thread."""

    def __init__(self, field: Field, names: Names, recent: Recent) -> None:
        self._names = names
        self._recent = recent
        self.kinds = field.targets or tuple(KINDS)

    def offers(self, typed: str) -> list[Offer]:
        """What the words may mean, the best first; for no words what was used last, then what was
        changed last."""
        if not typed.strip():
            return self._any()
        used = {id_: place for place, id_ in enumerate(self._recent.of(self.kinds))}
        hits = search(typed, self._names, self.kinds, LOOKED_AT)
        hits.sort(key=lambda hit: (hit.score < SURE, used.get(hit.record.id, len(used))))
        return [Offer(hit.title, hit.record.id, hit.record.id) for hit in hits[:MOST]]

    def warm(self) -> None:
        """Make ready what is looked in, so that the first letter is answered at once."""
        for kind in self.kinds:
            self._names.haystacks.all(kind)

    def _any(self) -> list[Offer]:
        used = [r for i in self._recent.of(self.kinds) if (r := self._names.record(i, self.kinds))]
        every = (stack.record for kind in self.kinds for stack in self._names.haystacks.all(kind))
        changed = nlargest(2 * MOST, every, key=attrgetter("modified"))
        found = {record.id: record for record in (*used, *changed)}
        return [Offer(self._names.heading(r), i, i) for i, r in islice(found.items(), MOST)]
