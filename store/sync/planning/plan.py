"""What a feed means for the records here: a pure function, so that it can be shown before it is
done. Records merge field by field against what the source said last; what waits for a person
never blocks the rest.
"""

from msgspec import Struct, field

from store.formats.source import Aside, Told
from store.journal.batch import same
from store.journal.rows import collector_paused
from store.sync.kept.memory import RECORD, Memory
from store.sync.kept.pending import TakenBack
from store.sync.kept.same import aliases, led, renamed
from store.sync.merge import Data
from store.sync.planning.bringing import versions_brought, with_version
from store.sync.planning.doubles import doubles, open_doubles
from store.sync.planning.draft import Draft
from store.sync.planning.going import Going
from store.sync.planning.outline import Entry, entries
from store.sync.planning.standing import Local, Standing
from store.sync.planning.taking import Taking
from store.sync.planning.terms import USUAL, Terms
from store.sync.planning.within import within
from store.sync.versions.ledger import Brought
from store.verbs import Pair

LOOK = 500  # records between two looks at whether the plan is still wanted


class Plan(Struct, frozen=True):
    """What is to be done. `alarming` is the reason to ask before anything is. `memory` is what to
    know afterwards: what waits, and what a snapshot lacks and a person must let go. `was` is what
    was agreed on last of the records that change. `brought` are the versions afterwards, where both
    sides have some."""

    pairs: list[Pair]
    asides: list[Aside]
    memory: Memory
    alarming: str = ""
    was: dict[str, Data] = field(default_factory=dict)
    brought: Brought | None = None

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


@collector_paused()
def plan(feed: Told, memory: Memory, local: Local, terms: Terms = USUAL) -> Plan:
    """The plan for a feed, all its pages in one."""
    places = led(terms.same.same, local.records)
    names = aliases(places, {*memory.seen, *(r.id for r in feed.records)}) if places else {}
    told = renamed(feed, names)
    draft = Draft(told, memory.renamed(names), Standing(local), terms, places)
    taking = Taking(draft)
    for count, record in enumerate((*told.records, *taking.told_before())):
        if not count % LOOK:
            terms.check()
        taking.take(record)
    taking.hold()
    going = Going(draft, taking.obey_the_rules)
    missing = going.missing()
    gone = [*(stone.id for stone in told.tombstones), *going.again()]
    if terms.let_go:
        gone, missing = gone + missing, []
    going.let_go(dict.fromkeys(gone))
    after = _afterwards(draft, taking, missing)
    return Plan(
        pairs=list(draft.standing.pairs()),
        asides=draft.asides,
        memory=after.renamed({v: k for k, v in names.items()}),
        alarming=_alarming(feed, memory),
        was=draft.bases,
        brought=versions_brought(draft, taking.unsure, after.conflicts),
    )


def _afterwards(draft: Draft, taking: Taking, missing: list[str]) -> Memory:
    """What to know of the source when the plan is done."""
    seen = draft.seen
    new = doubles(taking.news, draft.standing.all(), seen, draft.terms.check)
    found = (*draft.known.doubles, *new)
    conflicts = [with_version(draft, c) for c in draft.docket.open(draft.standing.get)]
    void = {into for gone, into in draft.terms.same.same.items() if draft.standing.get(gone)}
    return Memory(
        seen=seen,
        conflicts=tuple(c for c in conflicts if c.id not in void or c.id in seen),
        missing=tuple(missing),
        held=tuple(one for id_, held in draft.held.items() if id_ in seen for one in held),
        doubles=open_doubles(
            (two for two in found if two.id in seen), draft.terms.same, draft.standing.get
        ),
        taken_back=tuple(back for back in draft.known.taken_back if _still(draft, back)),
        mark=draft.known.mark,
    )


def _still(draft: Draft, back: TakenBack) -> bool:
    """Whether the source would have it otherwise, and nobody has done anything about it."""
    seen = draft.seen.get(back.id)
    if draft.docket.asks(back.id, back.field) or not back.stands(draft.standing.get(back.id)):
        return False
    if back.field == RECORD:
        return (seen is None) is (back.base is not None)
    return seen is not None and not same(seen.data.get(back.field), back.base)


def _alarming(feed: Told, memory: Memory) -> str:
    before = len(memory.seen)
    if any(feed.between) or feed.unsaid:
        before = sum(within(id_, seen, feed) for id_, seen in memory.seen.items())
    after = {record.id for record in feed.records} | {aside.id for aside in feed.asides}
    if feed.mode == "delta":
        after = (memory.seen.keys() | after) - {stone.id for stone in feed.tombstones}
    if not before or 2 * len(after) >= before:
        return ""
    return f"the source had {before} records and now has {len(after) or 'none'}"
