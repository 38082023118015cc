"""A plan in the making: the records as they will stand, what waits, and what was agreed on."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from store.formats.source import Aside, Told
from store.record import Record
from store.sync.kept.memory import RECORD, Memory, Seen
from store.sync.kept.pending import Held, TakenBack, by_id
from store.sync.merge import Data, content
from store.sync.planning.docket import Docket
from store.sync.planning.leaving import survivors
from store.sync.planning.standing import Standing, moved
from store.sync.planning.terms import Terms
from store.sync.versions.sides import Sides


class Draft:
    """What is known before, and what is decided so far.

    `places` are the records that stand for others which were said to be the same, `moves` all that
    references move to. `bases` are what was agreed on of the records that change; `in_use` are
    records that would have gone, had nothing of ours pointed at them.
    """

    def __init__(
        self,
        feed: Told,
        memory: Memory,
        standing: Standing,
        terms: Terms,
        places: Mapping[str, str],
    ) -> None:
        self.feed = feed
        self.known = memory
        self.standing = standing
        self.terms = terms
        self.moves = {**places, **survivors(feed, standing.local)}
        self.docket = Docket(memory)
        self.seen: dict[str, Seen] = dict(memory.seen)
        self.asides: list[Aside] = list(feed.asides)
        self.bases: dict[str, Data] = {}
        self.held: dict[str, list[Held]] = by_id(memory.held)
        self.held_before: Mapping[str, list[Held]] = by_id(memory.held)
        self.back: Mapping[str, list[TakenBack]] = by_id(memory.taken_back if terms.again else ())
        self.owned: dict[str, set[str]] = defaultdict(set)
        for kind, name in terms.owned:
            self.owned[kind].add(name)
        self.in_use: set[str] = set()
        self.sides = Sides(feed, memory.conflicts, terms.ledger, terms.source, standing.local)
        self._places = places

    def here(self, id: str) -> Record | None:
        """The record as it stands before anything is done."""
        return self.standing.local.get(id)

    def is_new(self, id: str) -> bool:
        """Whether nothing is known of a record, here or of what the source said and a person left
        of it: most of a first sync, which is not looked into."""
        return not (
            id in self.known.seen
            or id in self.standing.local
            or id in self.held_before
            or id in self.back
            or id in self.terms.left.parts
            or self.docket.before(id)
            or self.sides.was_here(id)
        )

    def is_old(self, theirs: Record) -> bool:
        """Whether the source said just this before, and nothing of it is undecided."""
        id_ = theirs.id
        seen = self.known.seen.get(id_)
        undecided = self.docket.before(id_) or id_ in self.held_before or id_ in self.back
        if seen is None or undecided or not seen.says(theirs):
            return False
        return not self.sides.is_news(id_)

    def left(self, id: str) -> list[str]:
        """The fields that wait for a person whatever the source says of them now: where versions
        tell which of two values is newer, only those that a person asked to wait."""
        before = self.docket.before(id)
        if self.sides.told(id) is None:
            return list(before)
        return [name for name, conflict in before.items() if conflict.left]

    def base(self, id: str) -> dict[str, Any] | None:
        """What both sides last agreed on: fields that are in conflict, or whose references are
        held, are as they were before; so is what undo took back, where that is to come again."""
        seen, held = self.known.seen.get(id), self.held_before.get(id, [])
        if seen is None and not held and id not in self.back and not self.docket.before(id):
            return None
        before: dict[str, Any] = {one.field: one.base for one in held}
        before |= {one.field: one.base for one in self.back.get(id, ())}
        before |= {name: one.base for name, one in self.docket.before(id).items()}
        if RECORD in before:
            agreed: dict[str, Any] | None = before[RECORD]
            return agreed
        if seen is None or any(one.whole for one in held):
            return None
        data = content(moved(seen.record, self._places))
        return {k: v for k, v in {**data, **before}.items() if k not in before or v is not None}
