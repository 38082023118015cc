"""A plan as a tree to walk: kind, record, field; what is folded, and what of it is left."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal, NamedTuple

from msgspec import Struct

from store.kinds import KINDS
from store.names import Names
from store.sync.kept.memory import RECORD, Conflict
from store.sync.planning.outline import Detail, Entry, Left, left
from store.sync.planning.plan import Plan
from tui.drawing.sides import titled

State = Literal[
    "new", "changed", "removed", "conflict", "missing", "set aside", "held", "proposed as one"
]
SIGNS: dict[State, str] = {
    "new": "+",
    "changed": "~",
    "removed": "-",
    "conflict": "!",
    "missing": "?",
    "set aside": "x",
    "held": ":",
    "proposed as one": "=",
}
TONES: dict[State, str] = {"new": "good", "removed": "late", "conflict": "late", "missing": "soon"}

Ticked = Literal["all", "some", "none", ""]
"""How much of a branch is taken; "" where there is nothing to take or to leave."""


class Branch(Struct, frozen=True):
    """One record of a plan: what becomes of it, and what of it waits or could not be taken, and
    `why`; `title` names one that is not here yet."""

    id: str
    kind: str
    state: State
    entry: Entry | None = None
    conflicts: tuple[Conflict, ...] = ()
    why: str = ""
    title: str = ""


class Place(NamedTuple):
    """A row of the tree: a kind; a record of it, where there is a branch; a field of that."""

    kind: str
    branch: Branch | None = None
    detail: Detail | Conflict | None = None

    @property
    def depth(self) -> int:
        """0 for a kind, 1 for a record, 2 for a field."""
        return (self.branch is not None) + (self.detail is not None)

    @property
    def state(self) -> State | None:
        """What becomes of it; None for a kind."""
        if isinstance(self.detail, Conflict):
            return "conflict"
        return self.branch.state if self.branch else None


class Planned:
    """The tree. Rows are opaque ids, for a table; `places` tells what stands on one."""

    def __init__(self, branches: Iterable[Branch]) -> None:
        self._kinds: dict[str, list[Branch]] = {name: [] for name in KINDS}
        for branch in branches:
            self._kinds.setdefault(branch.kind, []).append(branch)
        order = list(SIGNS)
        for some in self._kinds.values():
            some.sort(key=lambda branch: order.index(branch.state))
        self._kinds = {name: some for name, some in self._kinds.items() if some}
        self._unfolded: set[str] = {_row(kind) for kind in self._kinds}
        self._left: dict[str, set[str]] = {}
        self.places: dict[str, Place] = {}

    def rows(self) -> list[str]:
        """The rows that are not folded away, from the top down."""
        found: list[str] = []
        for kind, branches in self._kinds.items():
            found.append(self._place(Place(kind)))
            if found[-1] not in self._unfolded:
                continue
            for branch in branches:
                found.append(row := self._place(Place(kind, branch)))
                if row in self._unfolded:
                    below = (Place(kind, branch, detail) for detail in _below(branch))
                    found += map(self._place, below)
        return found

    # ---------------------------------------------------------------- folding

    def folds(self, row: str) -> str:
        """What can be done to what is under a row: "fold", "unfold", or ""."""
        place = self.places[row]
        if place.detail is not None or (place.branch and not _folds(place.branch)):
            return ""
        return "fold" if row in self._unfolded else "unfold"

    def fold(self, row: str, away: bool) -> str:
        """Fold what is under a row, or under what that row stands under; the row to stand on."""
        if away and self.folds(row) != "fold":
            row = self.above(row) or row
        if away:
            self._unfolded.discard(row)
        elif self.folds(row):
            self._unfolded.add(row)
        return row

    def fold_all(self) -> None:
        """Fold all records; where none is left to fold, unfold them."""
        some = [_row_of(branch) for branch in self.branches if _folds(branch)]
        unfolded = self._unfolded.intersection(some)
        self._unfolded = self._unfolded - unfolded if unfolded else self._unfolded | {*some}

    def above(self, row: str) -> str:
        """The row that this one stands under; "" for none."""
        place = self.places[row]
        if place.detail is not None and place.branch is not None:
            return _row_of(place.branch)
        return _row(place.kind) if place.branch else ""

    # ---------------------------------------------------------------- taking and leaving

    @cached_property
    def branches(self) -> list[Branch]:
        """All records."""
        return [branch for some in self._kinds.values() for branch in some]

    def ticked(self, row: str) -> Ticked:
        """How much of what stands there is taken."""
        place = self.places[row]
        match place.branch, place.detail:
            case None, _:
                return _of_all({self._of(branch) for branch in self._kinds[place.kind]} - {""})
            case Branch(state="removed"), Detail():
                return ""
            case Branch() as branch, Detail(field=name) if self._of(branch):
                gone = self._left.get(branch.id, set())
                return "none" if {name, RECORD} & gone else "all"
            case Branch() as branch, None:
                return self._of(branch)
        return ""

    def toggle(self, row: str) -> None:
        """Leave what is taken, take what is left; of a branch of which some is left, all."""
        place, leave = self.places[row], self.ticked(row) == "all"
        if place.branch is None:
            for branch in self._kinds[place.kind]:
                self._set(branch, leave)
        elif place.detail is None:
            self._set(place.branch, leave)
        elif self.ticked(row):
            self._set_field(place.branch, place.detail.field, leave)

    def toggle_all(self) -> None:
        """Leave everything where everything is taken, else take it."""
        leave = not self._left
        for branch in self.branches:
            self._set(branch, leave)

    @property
    def left(self) -> Left:
        """What is left."""
        return left((id_, name) for id_, names in self._left.items() for name in names)

    @property
    def taken(self) -> tuple[int, int]:
        """Of how many records something is taken, and how many there are to take."""
        mine = [branch for branch in self.branches if branch.entry is not None]
        return sum(self._of(branch) != "none" for branch in mine), len(mine)

    def counts(self, kind: str) -> Counter[State]:
        """How many records of a kind are in which state."""
        return Counter(branch.state for branch in self._kinds[kind])

    def _of(self, branch: Branch) -> Ticked:
        if branch.entry is None:
            return ""
        gone = self._left.get(branch.id)
        return "all" if not gone else "none" if RECORD in gone else "some"

    def _set(self, branch: Branch, leave: bool) -> None:
        if branch.entry is None:
            return
        if leave:
            self._left[branch.id] = {RECORD}
        else:
            self._left.pop(branch.id, None)

    def _set_field(self, branch: Branch, name: str, leave: bool) -> None:
        every = {detail.field for detail in _details(branch)}
        gone = self._left.get(branch.id, set())
        gone = (every if RECORD in gone else gone) ^ {name}
        if every <= gone:
            gone = {RECORD}
        self._left[branch.id] = gone
        if not gone:
            del self._left[branch.id]

    def _place(self, place: Place) -> str:
        row = _row_of(place.branch) if place.branch else _row(place.kind)
        if place.detail is not None:
            row = _row(row, type(place.detail).__name__, place.detail.field)
        self.places[row] = place
        return row


def branches_of(plan: Plan, names: Names) -> list[Branch]:
    """What a plan does, and what it leaves to a person."""
    waiting: dict[str, list[Conflict]] = {}
    for conflict in plan.memory.conflicts:
        waiting.setdefault(conflict.id, []).append(conflict)
    found = [
        Branch(entry.id, entry.record.kind.name, entry.state, entry, _all(waiting, entry.id))
        for entry in plan.entries()
    ]
    for id_, some in waiting.items():
        found.append(Branch(id_, some[0].kind, "conflict", None, tuple(some)))
    seen = plan.memory.seen
    found += [Branch(id_, seen[id_].kind, "missing") for id_ in plan.memory.missing]
    coming = {new.id: new for _, new in plan.pairs if new is not None}

    def called(id: str) -> str:
        return names.heading(coming[id]) if id in coming else names.name(id)

    for held in plan.memory.held:
        why = f"{titled(held.kind, held.field)} {held.sentence}."
        found.append(Branch(held.id, held.kind, "held", why=why, title=called(held.id)))
    for two in plan.memory.doubles:
        why = f"Perhaps the same as {called(two.other)}."
        found.append(Branch(two.id, two.kind, "proposed as one", why=why, title=called(two.id)))
    for aside in plan.asides:
        why = "; ".join(f"{name}: {reason}" for name, reason in aside.reasons.items())
        found.append(Branch(aside.id, aside.kind, "set aside", why=why))
    return found


def _all(waiting: dict[str, list[Conflict]], id: str) -> tuple[Conflict, ...]:
    return tuple(waiting.pop(id, ()))


def _details(branch: Branch) -> list[Detail]:
    return branch.entry.details() if branch.entry else []


def _below(branch: Branch) -> Iterator[Detail | Conflict]:
    yield from _details(branch)
    yield from (conflict for conflict in branch.conflicts if conflict.field != RECORD)


def _folds(branch: Branch) -> bool:
    return branch.entry is not None or any(c.field != RECORD for c in branch.conflicts)


def _of_all(some: set[Ticked]) -> Ticked:
    if len(some) > 1:
        return "some"
    return next(iter(some), "")


def _row_of(branch: Branch) -> str:
    return _row(branch.kind, branch.id, branch.state, branch.why)


def _row(*names: str) -> str:
    return "\0".join(names)
