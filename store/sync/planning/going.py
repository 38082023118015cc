"""What a source no longer has: it is missing, or it goes, or it waits for a person."""

from collections.abc import Callable, Collection

from msgspec import structs

from store.sync.kept.memory import RECORD
from store.sync.merge import Clash, alike, content
from store.sync.planning.draft import Draft
from store.sync.planning.held import lacking, without
from store.sync.planning.leaving import leave, move_references
from store.sync.planning.within import within
from store.versions import Order


class Going:
    """What leaves a draft. `obey_the_rules` is called when references have moved."""

    def __init__(self, draft: Draft, obey_the_rules: Callable[[], object]) -> None:
        self._draft = draft
        self._obey_the_rules = obey_the_rules

    def missing(self) -> list[str]:
        """What the snapshot no longer has, though it was not set aside; what was missing already
        where this is a delta."""
        draft = self._draft
        said = {record.id for record in draft.feed.records}
        said |= {aside.id for aside in draft.asides} | {t.id for t in draft.feed.tombstones}
        if draft.feed.mode == "delta":
            absent = [id_ for id_ in draft.known.missing if id_ in draft.seen and id_ not in said]
        else:
            seen = draft.known.seen.items()
            absent = [id_ for id_, was in seen if id_ not in said and within(id_, was, draft.feed)]
        for id_ in absent:
            if id_ not in draft.standing.local or draft.terms.elsewhere(id_):
                del draft.seen[id_]
                draft.docket.begin(id_)
        return sorted(id_ for id_ in absent if id_ in draft.seen)

    def again(self) -> list[str]:
        """What the source had let go before undo took it back."""
        draft = self._draft
        return [
            id_
            for id_, back in draft.back.items()
            if id_ not in draft.seen and any(not t.field and t.base is not None for t in back)
        ]

    def let_go(self, going: Collection[str]) -> None:
        """The source no longer has these: what did not change here since goes, unless something
        of ours would change with it; the rest waits for a person."""
        draft = self._draft
        leaving: dict[str, str] = {}
        if not going:
            return
        for id_ in going:
            base, here = draft.base(id_), draft.here(id_)
            survivor = draft.moves.get(id_, "")
            draft.seen.pop(id_, None)
            draft.docket.begin(id_)
            draft.bases[id_] = base or {}
            order = None if here is None else draft.sides.leaves(id_, base, draft.terms.elsewhere)
            if here is not None and order is not None:
                waits = self._leaves(id_) or RECORD in draft.left(id_)
                if order is Order.APART or (order is Order.NEWER and waits):
                    draft.docket.ask(here, Clash(base, content(here), None), survivor=survivor)
                elif order is Order.NEWER:
                    leaving[id_] = survivor
            elif base is None:
                if survivor and here is None:
                    leaving[id_] = survivor
            elif here is None or (alike(content(here), base) and not self._leaves(id_)):
                if here is None or not draft.terms.elsewhere(id_):
                    leaving[id_] = survivor
            else:
                draft.docket.ask(here, Clash(base, content(here), None), survivor=survivor)
        move_references(leaving, draft.standing, draft.seen)
        self._obey_the_rules()
        pointing = {by for id_ in leaving for by in draft.standing.referring(id_)} - leaving.keys()
        for id_ in leave(leaving, draft.standing, self._is_theirs):
            here = draft.standing.local[id_]
            draft.in_use.add(id_)
            clash = Clash(draft.base(id_), content(here), None)
            draft.docket.ask(here, clash, survivor=leaving[id_])
        for by in pointing & draft.seen.keys():
            self._hold_on(by)

    def _hold_on(self, id: str) -> None:
        """The source still has this record point at what it has no more: that may come again."""
        draft = self._draft
        theirs, here = structs.replace(draft.seen[id].record, id=id), draft.standing.get(id)
        if gone := lacking(theirs, here, draft.standing.get):
            draft.held[id] = without(theirs, content(theirs), here, None, gone)[1]

    def _leaves(self, id: str) -> bool:
        """Whether a person leaves that this record goes: itself, or what would change with it."""
        draft = self._draft
        parts = draft.terms.left.parts
        return id in parts or (
            id in draft.moves and any(by in parts for by in draft.standing.referring(id))
        )

    def _is_theirs(self, id: str) -> bool:
        """Whether a record came from this source and is as the source said it, and whether a
        person lets it change."""
        draft = self._draft
        if id in draft.terms.left.parts:
            return False
        seen, record = draft.seen.get(id), draft.standing.get(id)
        return seen is not None and record is not None and alike(seen.data, content(record))
