"""Both sides' versions in one plan: which of two values is newer, and the versions afterwards.

They only choose the base that a field is merged against. Where a side has no versions, or tells
what cannot be believed, the base is what the source said last.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from msgspec import UNSET, structs

from store.formats.source import Told, Tombstone
from store.formats.visible import LEVELS
from store.journal.batch import same
from store.record import Record
from store.sync.kept.memory import RECORD, Conflict
from store.sync.merge import Data, content
from store.sync.versions.ledger import Gone, Ledger
from store.verbs import Pair
from store.versions import (
    REST,
    Order,
    Stamp,
    at,
    believable,
    changed,
    changed_whole,
    compare,
    joined,
    knows,
    order,
    stamp_of,
    stamps_joined,
    ticked,
)

VISIBILITY = "visibility"


class Sides:
    """What a source tells beside the ledger of this desk (None: it keeps none). `desk` is whose
    versions they are, "" where there are none.

    Of what the feed does not tell, and is looked at again, the version is that of what waits of it.
    Where the source tells of versions for the first time, or of another desk's than before, what it
    said last is the better base of what is apart.
    """

    def __init__(
        self,
        feed: Told,
        waiting: Iterable[Conflict],
        ledger: Ledger | None,
        source: str,
        here: Mapping[str, Record],
    ) -> None:
        known = ledger.peers.get(source, "") if ledger else ""
        self.desk = (feed.desk or known) if ledger else ""
        self._ledger = ledger
        self._here = here
        self._first = known != self.desk
        self._told: dict[str, Stamp] = {}
        if self.desk:
            self._stones = {stone.id: stone for stone in feed.tombstones}
            self._records = {record.id: record for record in feed.records}
            said = self._stones.keys() | self._records.keys()
            self._told = {c.id: c.stamp for c in waiting if c.stamp and c.id not in said}
            self._told |= feed.stamps

    def told(self, id: str) -> Stamp | None:
        """The version that the feed tells of a record, where it counts."""
        stamp = self._told.get(id)
        if stamp is None or self._ledger is None:
            return None
        ours = self._ours(id)
        return stamp if not ours or believable(stamp, ours, self._ledger.desk) else None

    def is_news(self, id: str) -> bool:
        """Whether the feed tells of changes that this desk has not seen."""
        told = self.told(id)
        return told is not None and compare(told, self._ours(id)) in (Order.NEWER, Order.APART)

    def was_here(self, id: str) -> bool:
        """Whether the record was deleted here."""
        return self._ledger is not None and id in self._ledger.gone

    def returns(self, id: str, said_last: Data | None) -> Order | None:
        """How the record that is told stands to its deletion here; None where that is not known."""
        told = self.told(id)
        if told is None or not self.was_here(id):
            return None
        return self._where_known(compare(told, self._ours(id)), said_last)

    def leaves(
        self, id: str, said_last: Data | None, elsewhere: Callable[[str], bool]
    ) -> Order | None:
        """How the deletion that is told stands to the record here; None where that is not known.
        What is retracted there is not deleted: it goes with that only where it is neither ours nor
        another source's too."""
        told = self.told(id)
        if told is None or self._ledger is None:
            return None
        ours = self._ours(id)
        retracted = self._stones[id].reason == "retracted"
        if retracted and (knows(ours, self._ledger.desk) or elsewhere(id)):
            return Order.OLDER
        found = compare(told, ours)
        return self._where_known(Order.APART if found is Order.SAME else found, said_last)

    def _where_known(self, found: Order, said_last: Data | None) -> Order | None:
        """Where the source tells of versions for the first time, what it said last says more than
        that both are apart."""
        return None if found is Order.APART and self._first and said_last is not None else found

    def base(self, id: str, said_last: Data | None, ours: Data, theirs: Data) -> Data | None:
        """The base against which their fields are taken where they are newer, ours where they are
        not, and are in conflict where neither is."""
        told = self.told(id)
        if told is None:
            return said_last
        known, mine = said_last or {}, self._ours(id)
        agreed = self._first and said_last is not None
        base = dict(known)
        for name in {**ours, **theirs}:
            values = [side.get(name, UNSET) for side in (known, ours, theirs)]
            found = order(at(mine, name), at(told, name))
            if name == VISIBILITY and found is Order.OLDER and _is_looser(*values[1:]):
                found = Order.APART  # what is kept back here is not let out unasked
            if not (agreed and found in (Order.APART, Order.SAME)):
                base[name] = _base(found, *values)
        return {name: value for name, value in base.items() if value is not UNSET}

    def afterwards(
        self, id: str, pair: Pair, said: Record, waits: Collection[str], held: Collection[str]
    ) -> Stamp | None:
        """The version of a record that was `said` there, by what it is before and after; `waits`
        are the fields that stay as they were for a person to decide on, `held` those that wait for
        a record. None where it is as the ledger has it."""
        before, after = pair
        told, ledger = self.told(id), self._ledger
        if told is None or ledger is None or RECORD in waits or (before is after is None):
            return None
        mine = self._ours(id)
        if after is None:
            return stamps_joined(mine, told)
        sides = [content(r) if r else {} for r in (before, after, self._records.get(id, said))]
        vectors = {REST: joined(at(mine, REST), at(told, REST))}
        for name in {*mine, *told}.union(*sides) - {REST}:
            ours, now, theirs = (side.get(name, UNSET) for side in sides)
            here, there = at(mine, name), at(told, name)
            if name in held and name not in waits:
                taken = order(here, there) is not Order.APART
                vectors[name] = joined(here, there)
                if not taken:
                    vectors[name] = ticked(vectors[name], ledger.desk)
            elif name in waits:
                vectors[name] = here if same(ours, now) else ticked(here, ledger.desk)
            elif same(now, theirs):
                taken = same(ours, now) or order(here, there) is Order.OLDER
                vectors[name] = joined(here, there)
                if not taken:
                    vectors[name] = ticked(vectors[name], ledger.desk)
            elif same(ours, now) and order(here, there) is Order.NEWER:
                vectors[name] = here
            else:
                vectors[name] = ticked(joined(here, there), ledger.desk)
        return stamp_of(vectors)

    def joining(self, id: str, pair: Pair, held: Collection[str]) -> Stamp | None:
        """The version of a record that is not told, where nothing of it changes but what was
        `held`: that it comes is no change of this desk. None where it is."""
        before, after = pair
        if self._ledger is None or before is None or after is None:
            return None
        was, now = content(before), content(after)
        changes = {n for n in {**was, **now} if not same(was.get(n), now.get(n))}
        return self._ledger.of(id) if changes and changes <= set(held) else None

    def in_use(self, id: str) -> Stamp | None:
        """The version of a record that was to go, and stays because others here point at it."""
        if self.told(id) is None or self._ledger is None:
            return None
        return changed(self._ledger.of(id), [REST], self._ledger.desk)

    def gone(self, stone: Tombstone, before: Record | None, after: Record | None) -> Gone | None:
        """What to remember of a record that the source has no more; None where it stays."""
        told, ours = self.told(stone.id), self._ours(stone.id)
        if told is None or self._ledger is None or after is not None:
            return None
        stamp = stamps_joined(ours, told)
        if before is not None and compare(told, ours) is not Order.NEWER:
            stamp = changed_whole(stamp, self._ledger.desk)
        return Gone(
            kind=before.kind.name if before else stone.kind,
            stamp=stamp,
            at=stone.deleted,
            visibility=self._visibility(stone.id, before),
            reason=stone.reason,
            replaced_by=stone.replaced_by,
        )

    def stays_gone(self, id: str, waits: Collection[str]) -> Gone | None:
        """What to remember of a record that is told, and was deleted here in sight of just that
        before there were versions; None where the ledger has it."""
        told = self.told(id)
        if told is None or self._ledger is None or RECORD in waits or not self.was_here(id):
            return None
        was = self._ledger.gone[id]
        if compare(told, was.stamp) is not Order.APART:
            return None
        stamp = changed_whole(stamps_joined(was.stamp, told), self._ledger.desk)
        return structs.replace(was, stamp=stamp)

    def _visibility(self, id: str, before: Record | None) -> Any:
        if before is not None:
            return before.visibility
        was = self._ledger.gone.get(id) if self._ledger else None
        return was.visibility if was else "private"

    def _ours(self, id: str) -> Stamp:
        """Our version of a record: {} where there never was one here."""
        ledger = self._ledger
        if ledger is None:
            return {}
        if id in ledger.gone:
            return ledger.gone[id].stamp
        return ledger.of(id) if id in self._here else {}


def _base(found: Order, known: Any, ours: Any, theirs: Any) -> Any:
    """What makes the merge keep the newer value, or ask."""
    if found is Order.OLDER or same(ours, theirs):
        return ours
    if found is Order.NEWER:
        return theirs
    return None if same(known, ours) or same(known, theirs) else known


def _is_looser(ours: Any, theirs: Any) -> bool:
    return LEVELS.index(theirs) < LEVELS.index(ours)
