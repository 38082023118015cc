"""What saving minutes would do: a row for each thing that is made, changed or taken out. A person
leaves what is not wanted; all the others are one batch."""

from collections.abc import Collection
from typing import Literal

from msgspec import Struct, structs

from store.kinds import Meeting
from store.minutes.items import Doubt, Item
from store.minutes.papers import Change
from store.minutes.versions import saved
from store.record import Record
from store.verbs import Pair

Sort = Literal["new", "change", "gone", "decision", "attendance"]


class Row(Struct, frozen=True, kw_only=True):
    """One thing that saving would do.

    `key` names it among the others; `line` is the number of its line, from 0, -1 where the line is
    gone. `title` says in one line what becomes of it, `notes` what should be known about it.
    `wanted`: it is done unless a person leaves it. While there are `doubts` it cannot be. `pairs`
    are the records beside the meeting, `change` what it does to the meeting.
    """

    key: str
    sort: Sort
    line: int
    item: Item
    title: str
    wanted: bool = True
    doubts: tuple[Doubt, ...] = ()
    notes: tuple[str, ...] = ()
    pairs: tuple[Pair, ...] = ()
    change: Change | None = None

    @property
    def taken(self) -> bool:
        """Whether it is done if nobody says otherwise."""
        return self.wanted and not self.doubts


class Plan(Struct, frozen=True):
    """The rows in the order of the text; how many lines had made their records before; and the
    meeting with the text as it is now."""

    meeting: Meeting
    text: str
    rows: tuple[Row, ...]
    known: int

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """What must be answered, each once, before all that is wanted can be done."""
        found: dict[tuple[str, str], Doubt] = {}
        for doubt in (doubt for row in self.rows if row.wanted for doubt in row.doubts):
            other = found.setdefault(doubt.key, doubt)
            if len(doubt.kinds) < len(other.kinds):  # who was there can only be a member
                found[doubt.key] = doubt
        return tuple(found.values())

    @property
    def asks(self) -> bool:
        """Whether there is something to be done, or to be asked, that was not before."""
        return any(row.wanted or row.sort == "gone" for row in self.rows)

    def pairs(self, taken: Collection[str], *, final: bool, by: str, at: str) -> list[Pair]:
        """The one batch: the rows of these keys, and the text as a draft or, `final`, as final."""
        meeting = saved(self.meeting, self.text, final=final, by=by, at=at)
        changed = _Changed()
        for row in self.rows:
            if row.key in taken and not row.doubts:
                for pair in row.pairs:
                    changed.add(*pair)
                meeting = row.change(meeting) if row.change else meeting
        changed.add(self.meeting, meeting)
        return changed.pairs


class _Changed:
    """Changes of which several may be to the same record."""

    def __init__(self) -> None:
        self._by_id: dict[str, Pair] = {}

    def add(self, old: Record | None, new: Record | None) -> None:
        """One more; what it changes is changed in the record as the others left it."""
        id_ = old.id if old is not None else new.id if new is not None else ""
        first, left = self._by_id.get(id_, (old, old))
        if id_ in self._by_id and left is None:
            return  # it is deleted
        if left is not None and old is not None and new is not None:
            names = new.__struct_fields__
            told = {n: getattr(new, n) for n in names if getattr(new, n) != getattr(old, n)}
            new = structs.replace(left, **told)
        self._by_id[id_] = first, new

    @property
    def pairs(self) -> list[Pair]:
        """One pair a record."""
        return [pair for pair in self._by_id.values() if pair[0] != pair[1]]
