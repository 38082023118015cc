"""What a feed means for the records here: a pure function, so that it can be shown before it is
done. Records merge field by field against what the source said last; what waits for a person
never blocks the rest.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from msgspec import Struct, field, structs

from store import door
from store.formats.source import Aside, Told
from store.journal.batch import same
from store.record import Record
from store.rules import received
from store.sync.leaving import leave, move_references
from store.sync.memory import RECORD, Conflict, Memory, Seen, settled
from store.sync.merge import STAMPS, Clash, Data, alike, content, merge
from store.sync.outline import Entry, entries
from store.sync.standing import Local, Standing, moved
from store.sync.terms import USUAL, Terms
from store.verbs import Pair


class Plan(Struct, frozen=True):
    """What is to be done. `alarming` is the reason to ask before anything is. `memory` is what to
    know afterwards: what waits, and what a snapshot lacks and a person must let go. `was` is what
    was agreed on last of the records that change."""

    pairs: list[Pair]
    asides: list[Aside]
    memory: Memory
    alarming: str = ""
    was: dict[str, Data] = field(default_factory=dict)

    def entries(self) -> list[Entry]:
        """What is to be done, record by record and field by field."""
        return list(entries(self.pairs, self.was))

    @property
    def new(self) -> list[str]:
        """The ids of records that come."""
        return [new.id for old, new in self.pairs if old is None and new is not None]

    @property
    def changed(self) -> list[str]:
        """The ids of records that change."""
        return [new.id for old, new in self.pairs if old is not None and new is not None]

    @property
    def removed(self) -> list[str]:
        """The ids of records that go."""
        return [old.id for old, new in self.pairs if old is not None and new is None]


def plan(feed: Told, memory: Memory, local: Local, terms: Terms = USUAL) -> Plan:
    """The plan for a feed, all its pages in one."""
    work = _Work(feed, memory, Standing(local), terms)
    for record in feed.records:
        work.take(record)
    work.obey_the_rules()
    missing = work.missing()
    going = {stone.id: stone.replaced_by for stone in feed.tombstones}
    if terms.let_go:
        going.update(dict.fromkeys(missing, ""))
        missing = []
    work.let_go(going)
    return Plan(
        pairs=list(work.standing.pairs()),
        asides=work.asides,
        memory=Memory(work.seen, work.open_conflicts(), tuple(missing)),
        alarming=_alarming(feed, memory),
        was=work.bases,
    )


class _Work:
    """A plan in the making."""

    def __init__(self, feed: Told, memory: Memory, standing: Standing, terms: Terms) -> None:
        self.feed = feed
        self.standing = standing
        self.seen = dict(memory.seen)
        self.asides = list(feed.asides)
        self.bases: dict[str, Data] = {}
        self._left = terms.left
        self._memory = memory
        self._owned: dict[str, set[str]] = defaultdict(set)
        for kind, name in terms.owned:
            self._owned[kind].add(name)
        self._was: dict[str, dict[str, Conflict]] = defaultdict(dict)
        for conflict in memory.conflicts:
            self._was[conflict.id][conflict.field] = conflict
        self._now: dict[str, list[Conflict]] = {}
        self._moves = _survivors(feed, standing.local)

    def take(self, record: Record) -> None:
        """One item of the feed."""
        theirs = moved(record, self._moves)
        here = self.standing.local.get(theirs.id)
        if here is not None and type(here) is not type(theirs):
            why = f"{here.id} is a {here.kind.name} here, and no {theirs.kind.name}"
            self.asides.append(Aside(theirs.id, theirs.kind.name, {"kind": why}))
            return
        base, said = self._base(theirs.id), content(theirs)
        self._now[theirs.id] = []
        self.seen[theirs.id] = Seen.of(theirs)
        if here is not None:
            self._merge(here, theirs, base, said)
        elif base is not None:
            if not alike(base, said):
                self._ask(theirs, RECORD, Clash(base, None, said))
        elif self._left.whole(theirs.id) or RECORD in self._was.get(theirs.id, ()):
            self._ask(theirs, RECORD, Clash(None, None, said))
        else:
            self._bring(theirs, said)

    def obey_the_rules(self) -> None:
        """What would break a rule stays as it is here: a new record is set aside, and a changed
        one waits for a person with all the fields in which the source differs."""
        while broken := self._broken():
            for record, reasons in broken:
                here = self.standing.local.get(record.id)
                self.standing.put(record.id, here)
                if here is None:
                    del self.seen[record.id], self._now[record.id]
                    self.asides.append(Aside(record.id, record.kind.name, reasons))
                elif record.id in self._now:
                    self._wait_whole(here)

    def _wait_whole(self, here: Record) -> None:
        """Every field in which the source differs waits for a person."""
        said, base = self.seen[here.id].data, self._base(here.id) or {}
        self._now[here.id] = []
        for name in {**said, **(ours := content(here))}:
            if not same(ours.get(name), said.get(name)):
                self._ask(here, name, Clash(base.get(name), ours.get(name), said.get(name)))

    def missing(self) -> list[str]:
        """What the snapshot no longer has, though it was not set aside; what was missing already
        where this is a delta."""
        said = {record.id for record in self.feed.records}
        said |= {aside.id for aside in self.asides} | {t.id for t in self.feed.tombstones}
        if self.feed.mode == "delta":
            absent = [id_ for id_ in self._memory.missing if id_ in self.seen and id_ not in said]
        else:
            absent = [id_ for id_ in self._memory.seen if id_ not in said]
        for id_ in absent:
            if id_ not in self.standing.local:
                del self.seen[id_]
                self._now[id_] = []
        return sorted(id_ for id_ in absent if id_ in self.seen)

    def let_go(self, going: Mapping[str, str]) -> None:
        """The source no longer has these: what did not change here since goes, unless something
        of ours would change with it; the rest waits for a person."""
        leaving: dict[str, str] = {}
        for id_ in going:
            base, here = self._base(id_), self.standing.local.get(id_)
            survivor = self._moves.get(id_, "")
            self.seen.pop(id_, None)
            self._now[id_] = []
            self.bases[id_] = base or {}
            if base is None:
                if survivor and here is None:
                    leaving[id_] = survivor
            elif here is None or (alike(content(here), base) and not self._leaves(id_)):
                leaving[id_] = survivor
            else:
                self._ask(here, RECORD, Clash(base, content(here), None), survivor)
        move_references(leaving, self.standing, self.seen)
        self.obey_the_rules()
        for id_ in leave(leaving, self.standing, self._is_theirs):
            here = self.standing.local[id_]
            self._ask(here, RECORD, Clash(self._base(id_), content(here), None), leaving[id_])

    def open_conflicts(self) -> tuple[Conflict, ...]:
        """All that waits: what this feed says nothing of waits on, until both sides are alike."""
        old = [c for c in self._memory.conflicts if c.id not in self._now]
        new = [conflict for some in self._now.values() for conflict in some]
        return tuple(c for c in (*old, *new) if not settled(c, self.standing.get(c.id)))

    def _bring(self, theirs: Record, said: dict[str, Any]) -> None:
        """A record that comes, without what is left of it; whole or not at all where it cannot be
        without that."""
        apart = {name: said[name] for name in self._left.fields(theirs.id) if name in said}
        rest = {name: value for name, value in said.items() if name not in apart}
        try:
            record = door.admit(type(theirs), {**rest, "id": theirs.id}) if apart else theirs
        except door.Problems:
            self._ask(theirs, RECORD, Clash(None, None, said))
            return
        for name, value in apart.items():
            self._ask(theirs, name, Clash(None, None, value))
        times = {name: getattr(theirs, name) for name in STAMPS}
        self.standing.put(theirs.id, structs.replace(record, **times))

    def _merge(self, here: Record, theirs: Record, base: Data | None, said: dict[str, Any]) -> None:
        ours = content(here)
        waiting = {*self._was.get(here.id, ()), *self._left.fields(here.id)}
        if self._left.whole(here.id):
            waiting |= {*ours, *said}
        merged = merge(base, ours, said, self._owned[here.kind.name], waiting)
        for name, clash in merged.clashes.items():
            self._ask(here, name, clash)
        if alike(merged.data, ours):
            return
        self.bases[here.id] = base or {}
        stamped = theirs if alike(merged.data, said) and theirs.modified else here
        record = door.admit(type(here), {**merged.data, "id": here.id})
        self.standing.put(
            here.id,
            structs.replace(
                record,
                created=here.created,
                modified=stamped.modified,
                sequence=stamped.sequence,
            ),
        )

    def _ask(self, record: Record, name: str, clash: Clash, survivor: str = "") -> None:
        self._now[record.id].append(
            Conflict(
                record.id,
                record.kind.name,
                name,
                clash.base,
                clash.ours,
                clash.theirs,
                survivor,
            )
        )

    def _base(self, id: str) -> dict[str, Any] | None:
        """What both sides last agreed on: fields that are in conflict are as they were before."""
        waiting = self._was.get(id, {})
        if RECORD in waiting:
            agreed: dict[str, Any] = waiting[RECORD].base
            return agreed
        seen = self._memory.seen.get(id)
        if seen is None:
            return None
        before = {name: conflict.base for name, conflict in waiting.items()}
        return {
            k: v for k, v in {**seen.data, **before}.items() if k not in before or v is not None
        }

    def _broken(self) -> list[tuple[Record, dict[str, str]]]:
        changed = [(old, new) for old, new in self.standing.pairs() if new is not None]
        checked = ((new, received(new, self.standing)) for _, new in changed)
        return [(new, reasons) for new, reasons in checked if reasons]

    def _leaves(self, id: str) -> bool:
        """Whether a person leaves that this record goes: itself, or what would change with it."""
        parts = self._left.parts
        return id in parts or (
            id in self._moves and any(by in parts for by in self.standing.referring(id))
        )

    def _is_theirs(self, id: str) -> bool:
        """Whether a record came from this source and is as the source said it, and whether a
        person lets it change."""
        if id in self._left.parts:
            return False
        seen, record = self.seen.get(id), self.standing.get(id)
        return seen is not None and record is not None and alike(seen.data, content(record))


def _survivors(feed: Told, local: Mapping[str, Record]) -> dict[str, str]:
    """For each merged record the one that is left in the end, where there is one of its kind."""
    next_of = {stone.id: stone.replaced_by for stone in feed.tombstones if stone.replaced_by}
    gone = {stone.id: stone.kind for stone in feed.tombstones}
    kinds = {record.id: record.kind.name for record in local.values()}
    there = {**kinds, **{record.id: record.kind.name for record in feed.records}}
    found: dict[str, str] = {}
    for id_, next_id in next_of.items():
        at, passed = next_id, {id_}
        while at in next_of and at not in passed:
            passed.add(at)
            at = next_of[at]
        if at not in gone and there.get(at) == kinds.get(id_, gone[id_]):
            found[id_] = at
    return found


def _alarming(feed: Told, memory: Memory) -> str:
    before = len(memory.seen)
    after = {record.id for record in feed.records} | {aside.id for aside in feed.asides}
    if feed.mode == "delta":
        after = (memory.seen.keys() | after) - {stone.id for stone in feed.tombstones}
    if not before or 2 * len(after) >= before:
        return ""
    return f"the source had {before} records and now has {len(after) or 'none'}"
