"""What a source says comes in: records that are new, and changes of those that are here, without
the references that point at nothing yet, and as far as the rules allow."""

from collections.abc import Iterable
from typing import Any

from msgspec import structs

from store import door
from store.formats.source import Aside
from store.journal.batch import same
from store.record import Record
from store.rules import received
from store.sync.kept.memory import RECORD, Seen
from store.sync.kept.pending import Held, can_join
from store.sync.merge import STAMPS, Clash, Data, alike, content, merge
from store.sync.planning.draft import Draft
from store.sync.planning.held import Lacking, lacking, pointing_nowhere, without
from store.sync.planning.standing import moved
from store.versions import Order


class Taking:
    """The items of a feed, one after the other into a draft, then `hold`."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._told: dict[str, Record] = {}
        self._unsure: dict[str, None] = {}
        self._lack: dict[str, Lacking] = {}

    @property
    def unsure(self) -> list[str]:
        """The ids of what was not told just so before, or was looked at again."""
        return [id_ for id_ in self._unsure if id_ in self._told]

    @property
    def news(self) -> list[Record]:
        """What the source said otherwise before, or not at all, as it will stand here."""
        standing = (self._draft.standing.get(id_) for id_ in self.unsure)
        return [record for record in standing if record is not None]

    def told_before(self) -> list[Record]:
        """What the source said before and is to be looked at again, though this feed does not say
        it: what waits for a record that is here now, and what undo took back and is to come."""
        draft = self._draft
        if draft.feed.mode == "snapshot":
            return []
        told = {r.id: r for r in draft.feed.records}
        gone = {stone.id for stone in draft.feed.tombstones}
        ids = [
            id_
            for id_, held in draft.held_before.items()
            if can_join(held, lambda target: draft.here(target) or told.get(target))
        ]
        return [
            structs.replace(draft.seen[id_].record, id=id_)
            for id_ in dict.fromkeys((*ids, *draft.back))
            if id_ in draft.seen and id_ not in told and id_ not in gone
        ]

    def take(self, record: Record) -> None:
        """One item of the feed."""
        draft = self._draft
        theirs = moved(record, draft.moves)
        if draft.is_new(theirs.id):
            self._told[theirs.id], self._unsure[theirs.id] = theirs, None
            draft.seen[theirs.id] = Seen.of(theirs)
            draft.standing.put(theirs.id, theirs)
            return
        here = draft.here(theirs.id)
        if here is not None and type(here) is not type(theirs):
            why = f"{here.id} is a {here.kind.name} here, and no {theirs.kind.name}"
            draft.asides.append(Aside(theirs.id, theirs.kind.name, {"kind": why}))
            return
        self._told[theirs.id] = theirs
        if draft.is_old(theirs):
            return
        self._unsure[theirs.id] = None
        draft.docket.begin(theirs.id)
        draft.seen[theirs.id] = Seen.of(theirs)
        self._settle(here, theirs)

    def _settle(self, here: Record | None, theirs: Record) -> None:
        """What becomes of the record, without the references that are not here."""
        draft = self._draft
        base = draft.base(theirs.id)
        if here is None and (returns := draft.sides.returns(theirs.id, base)) is not None:
            if returns is not Order.NEWER:
                if returns is Order.APART:
                    draft.docket.ask(theirs, Clash(base, None, content(theirs)))
                return
            base = None
        said, held = self._sayable(here, theirs, base)
        draft.held.pop(theirs.id, None)
        if here is None and base is not None:
            if not alike(base, said):
                draft.docket.ask(theirs, Clash(base, None, content(theirs)))
        elif here is None and self._waits(theirs.id):
            draft.docket.ask(theirs, Clash(None, None, content(theirs)))
        else:
            draft.held[theirs.id] = held
            if here is not None:
                self._merge(here, theirs, base, said)
            elif not any(one.whole for one in held):
                self._bring(theirs, said)

    def _sayable(
        self, here: Record | None, theirs: Record, base: Data | None
    ) -> tuple[dict[str, Any], list[Held]]:
        """What an item says that can be so now, and what is held of it."""
        lack = self._lack.get(theirs.id)
        return without(theirs, content(theirs), here, base, lack) if lack else (content(theirs), [])

    def hold(self) -> None:
        """What points at something that is not here comes without that, or waits whole; and what
        would break a rule stays as it is here."""
        told = (self._told[id_] for id_ in self._unsure)
        nowhere = pointing_nowhere(told, self._draft.standing.get)
        waiting: Iterable[str] = [id_ for id_ in self._unsure if id_ in nowhere]
        while True:
            gone = [id_ for id_ in waiting if self._withdrawn(id_)] + self.obey_the_rules()
            if not gone:
                return
            pointing = (by for id_ in gone for by in sorted(self._draft.standing.referring(id_)))
            waiting = dict.fromkeys(by for by in pointing if by in self._told)

    def _withdrawn(self, id: str) -> bool:
        """Settle a record again where it lacks more than was known; whether it does not come."""
        draft = self._draft
        theirs = self._told.get(id)
        if theirs is None:
            return False
        here = draft.here(id)
        lack = lacking(theirs, here, draft.standing.get)
        if lack == self._lack.get(id, {}):
            return False
        came = draft.standing.get(id) is not None
        self._lack[id] = lack
        draft.standing.put(id, here)
        draft.docket.begin(id)
        self._settle(here, theirs)
        return came and draft.standing.get(id) is None

    def obey_the_rules(self) -> list[str]:
        """What would break a rule stays as it is here: a new record is set aside, and a changed
        one waits for a person with all the fields in which the source differs. The ids of those
        that do not come."""
        draft = self._draft
        aside: list[str] = []
        while broken := self._broken():
            for record, reasons in broken:
                here = draft.here(record.id)
                draft.standing.put(record.id, here)
                if here is None:
                    self._forget(record.id)
                    draft.asides.append(Aside(record.id, record.kind.name, reasons))
                    aside.append(record.id)
                elif record.id in self._told:
                    self._wait_whole(here)
        return aside

    def _forget(self, id: str) -> None:
        """The item is as if it had not been told."""
        draft = self._draft
        del draft.seen[id], self._told[id]
        draft.held.pop(id, None)
        draft.docket.forget(id)

    def _wait_whole(self, here: Record) -> None:
        """Every field in which the source differs waits for a person."""
        draft = self._draft
        base = draft.base(here.id)
        said = self._sayable(here, draft.seen[here.id].record, base)[0]
        draft.docket.begin(here.id)
        for name in {**said, **(ours := content(here))}:
            if not same(ours.get(name), said.get(name)):
                clash = Clash((base or {}).get(name), ours.get(name), said.get(name))
                draft.docket.ask(here, clash, name)

    def _bring(self, theirs: Record, said: dict[str, Any]) -> None:
        """A record that comes, without what is left of it; whole or not at all where it cannot be
        without that."""
        draft = self._draft
        left = draft.terms.left.fields(theirs.id)
        apart = {name: said[name] for name in left if name in said}
        rest = {name: value for name, value in said.items() if name not in apart}
        try:
            partly = apart or draft.held[theirs.id]
            record = door.admit(type(theirs), {**rest, "id": theirs.id}) if partly else theirs
        except door.Problems:
            draft.docket.ask(theirs, Clash(None, None, said))
            return
        for name, value in apart.items():
            draft.docket.ask(theirs, Clash(None, None, value), name)
        times = {name: getattr(theirs, name) for name in STAMPS}
        draft.standing.put(theirs.id, structs.replace(record, **times))

    def _merge(self, here: Record, theirs: Record, base: Data | None, said: dict[str, Any]) -> None:
        draft = self._draft
        ours = content(here)
        left = draft.terms.left
        waiting = {*draft.left(here.id), *left.fields(here.id)}
        if here.id not in draft.back:
            base = draft.sides.base(here.id, base, ours, said)
        if left.whole(here.id):
            waiting |= {*ours, *said}
        merged = merge(base, ours, said, draft.owned[here.kind.name], waiting)
        for name, clash in merged.clashes.items():
            draft.docket.ask(here, clash, name)
        if alike(merged.data, ours):
            return
        draft.bases[here.id] = base or {}
        stamped = theirs if alike(merged.data, said) and theirs.modified else here
        record = door.admit(type(here), {**merged.data, "id": here.id})
        draft.standing.put(
            here.id,
            structs.replace(
                record,
                created=here.created,
                modified=stamped.modified,
                sequence=stamped.sequence,
            ),
        )

    def _waits(self, id: str) -> bool:
        """Whether a person leaves the record, or left it before and has not decided yet."""
        return self._draft.terms.left.whole(id) or RECORD in self._draft.left(id)

    def _broken(self) -> list[tuple[Record, dict[str, str]]]:
        changed = [(old, new) for old, new in self._draft.standing.pairs() if new is not None]
        judge = received(self._draft.standing)
        checked = ((new, judge(new)) for _, new in changed)
        return [(new, reasons) for new, reasons in checked if reasons]
