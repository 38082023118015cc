"""Lines that were changed since the minutes were saved: which of the old ones is which new one."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from store.minutes.items import Item
from store.text import fold

LIKE = 0.5  # of two lines that are taken for one that was changed
LONGEST = 400  # characters that are compared
MOST = 2_500  # pairs that are compared; of more only those at the same place

MAKES = {"action": "commitment", "commitment": "commitment"}


def rewritten(old: Sequence[Item], new: Sequence[Item]) -> dict[int, int]:
    """The place in `new` of each place in `old` that was changed to it: those most alike first,
    each once, of one sort only."""
    places = [(at, to) for at in range(len(old)) for to in range(len(new))]
    if len(places) > MOST:
        places = [(at, at) for at in range(min(len(old), len(new)))]
    likeness = [(_alike(old[at], new[to]), -abs(at - to), at, to) for at, to in places]
    found: dict[int, int] = {}
    for like, _, at, to in sorted(likeness, reverse=True):
        if like >= LIKE and at not in found and to not in found.values():
            found[at] = to
    return found


def _alike(old: Item, new: Item) -> float:
    sorts = [MAKES.get(item.kind, item.kind) for item in (old, new)]
    if sorts[0] != sorts[1] or old.commitment != new.commitment:
        return 0.0
    was, now = (fold(item.words[:LONGEST]) for item in (old, new))
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= LIKE else 0.0
