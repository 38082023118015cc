"""What is known of each owner's part in each commitment, and what it comes to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from msgspec import Struct

from store import dates
from store.desk import Desk
from store.formats.visible import LEVELS
from store.kinds import Commitment, Role, Update
from store.progress import by_owner, last_word
from store.record import Visibility
from store.reports.meetings import due_of
from store.reports.seen import Seen
from store.text import fold

Order = Literal["name", "mean"]
Says = Literal["score", "status", "no information", "reported", "no update"]

EVERYTHING = LEVELS[-1]
OWNING = ("member", "group", "")  # kinds of owners in the order of the rows; "" is not here


class Cell(Struct, frozen=True, omit_defaults=True, gc=False):
    """What is known of one owner's part in one commitment, by its last word.

    `says`: a `score`; else a `status`; `no information`, which is a finding; `reported`, where
    there are updates and none says how it stands; `no update`, where nothing is recorded. `day`,
    `assessor` and `update` (its id) are those of the last word; `updates` tells how many there are.
    """

    commitment: str
    says: Says
    score: int | None = None
    status: str = ""
    day: str = ""
    assessor: str = ""
    update: str = ""
    updates: int = 0


class Tally(Struct, frozen=True, gc=False):
    """The mean score of the `assessed` among so many cells (`of`); None where none is assessed.
    How many of the others are without information, and without any update."""

    mean: float | None
    assessed: int
    of: int
    no_information: int
    no_update: int


class Row(Struct, frozen=True, gc=False):
    """An owner, and a cell for each commitment that it owes, in the order of the columns. `kind` is
    "" where the owner's record is not here."""

    id: str
    name: str
    kind: str
    tally: Tally
    cells: tuple[Cell, ...]


class Column(Struct, frozen=True, gc=False):
    """A commitment, with the due date that counts ("" for none)."""

    id: str
    summary: str
    due: str
    status: str
    tally: Tally


class Matrix(Struct, frozen=True):
    """Owners as rows, by name (members, then groups) or by mean, the best first; commitments as
    columns, by due date or as the filter sorts them.

    `owners`: how groups stand, each as a row or as its members. `recorded`: how many commitments
    there are in all. `unowned`: how many have no column, because no record owes them. `withheld`:
    how many records are not told of, being more secret than `include`.
    """

    title: str
    day: str
    filter: str
    include: Visibility
    owners: Literal["as recorded", "members"]
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    tally: Tally
    recorded: int
    unowned: int
    withheld: int

    @property
    def has_updates(self) -> bool:
        """Whether anything is recorded of any cell."""
        return self.tally.no_update < self.tally.of


class Owners:
    """Who owes a commitment, as the matrix has it: with `members`, each of those who certainly hold
    a role in a group today stands for the group, as far as that may be seen; a group that nobody is
    in stands for itself."""

    def __init__(self, desk: Desk, seen: Seen, *, members: bool) -> None:
        self._groups = desk.store.records("group")
        self._members: defaultdict[str, dict[str, None]] = defaultdict(dict)
        if members:
            held = desk.insight.test("role", "current")
            for role in seen.of(filter(held, desk.store.of(Role))):
                self._members[role.group][role.member] = None

    def of(self, commitment: Commitment) -> tuple[str, ...]:
        """Their ids, each once."""
        found: dict[str, None] = {}
        for owner in commitment.owners:
            found.update(self._members.get(owner) or {owner: None})
        return tuple(found)

    def is_group(self, id: str) -> bool:
        """Whether this is a group."""
        return id in self._groups

    def told(
        self, commitment: Commitment, updates: Iterable[Update]
    ) -> tuple[tuple[str, ...], dict[str, list[Update]]]:
        """Who owes it, and the updates that tell of each of them, the newest first."""
        owners = self.of(commitment)
        return owners, by_owner(updates, owners, self.is_group)


def matrix(  # noqa: PLR0913 — what it is of, and how it is seen
    desk: Desk,
    commitments: Sequence[Commitment],
    *,
    line: str = "",
    members: bool = False,
    order: Order = "name",
    include: Visibility = EVERYTHING,
) -> Matrix:
    """The matrix of these commitments, in their order; `line` is the filter that found them."""
    seen = Seen(desk.names, include)
    leaving = seen.of(commitments)
    updates = _updates_on({c.id for c in leaving}, desk, seen)
    owners = Owners(desk, seen, members=members)
    names = _Names(seen)
    rows: defaultdict[str, list[Cell]] = defaultdict(list)
    columns = []
    unowned = 0
    for commitment in leaving:
        owing, told = owners.told(commitment, updates.get(commitment.id, ()))
        shown = [owner for owner in owing if names[owner]]
        cells = [_cell(commitment.id, told.get(owner, [])) for owner in shown]
        for owner, cell in zip(shown, cells, strict=True):
            rows[owner].append(cell)
        if cells:
            due, _ = due_of(commitment, desk, seen)
            columns.append(_column(commitment, due, cells))
        unowned += not owing
    made = [_row(desk, owner, names[owner], cells) for owner, cells in rows.items()]
    return Matrix(
        title=desk.title,
        day=str(desk.names.today),
        filter=line,
        include=include,
        owners="members" if members else "as recorded",
        rows=tuple(sorted(made, key=_by_mean if order == "mean" else _by_name)),
        columns=tuple(columns),
        tally=tally(cell for cells in rows.values() for cell in cells),
        recorded=len(desk.store.records("commitment")),
        unowned=unowned,
        withheld=seen.withheld,
    )


def updates_behind(
    desk: Desk, commitment: Commitment, owner: str, *, members: bool = False
) -> list[Update]:
    """The updates behind a cell, the newest first."""
    seen = Seen(desk.names, EVERYTHING)
    updates = _updates_on({commitment.id}, desk, seen)
    _, told = Owners(desk, seen, members=members).told(commitment, updates.get(commitment.id, ()))
    return told.get(owner, [])


def with_updates(desk: Desk) -> list[Commitment]:
    """The commitments of which something was heard, by due date; all of them, where nothing was
    heard of any."""
    heard = {update.commitment for update in desk.store.of(Update)}
    every = desk.store.of(Commitment)
    found = [c for c in every if c.id in heard] or every
    return sorted(found, key=lambda c: (*dates.sort_key(desk.insight.due(c)), c.id))


def tally(cells: Iterable[Cell]) -> Tally:
    """What these cells come to."""
    scores, of, no_information, no_update = [], 0, 0, 0
    for cell in cells:
        of += 1
        no_information += cell.says == "no information"
        no_update += cell.says == "no update"
        if cell.score is not None:
            scores.append(cell.score)
    mean = sum(scores) / len(scores) if scores else None
    return Tally(mean, len(scores), of, no_information, no_update)


def _updates_on(ids: Collection[str], desk: Desk, seen: Seen) -> dict[str, list[Update]]:
    """The updates on these commitments that may be told of, by the commitment."""
    found: defaultdict[str, list[Update]] = defaultdict(list)
    for update in seen.of(one for one in desk.store.of(Update) if one.commitment in ids):
        found[update.commitment].append(update)
    return found


def _cell(commitment: str, updates: list[Update]) -> Cell:
    last = last_word(updates)
    if last is None:
        return Cell(commitment, "no update")
    says: Says = "reported"
    if last.score is not None:
        says = "score"
    elif last.status:
        says = "no information" if last.status == "no information" else "status"
    return Cell(
        commitment=commitment,
        says=says,
        score=last.score,
        status=last.status,
        day=last.at,
        assessor=last.assessor,
        update=last.id,
        updates=len(updates),
    )


def _column(commitment: Commitment, due: str, cells: list[Cell]) -> Column:
    return Column(
        id=commitment.id,
        summary=commitment.summary,
        due=due,
        status=commitment.status,
        tally=tally(cells),
    )


def _row(desk: Desk, owner: str, name: str, cells: list[Cell]) -> Row:
    record = desk.names.record(owner, OWNING[:2])
    kind = "" if record is None else record.kind.name
    return Row(owner, name, kind, tally(cells), tuple(cells))


class _Names(dict[str, str]):
    """The names of owners by their ids, "" for those that are not to be named."""

    def __init__(self, seen: Seen) -> None:
        super().__init__()
        self._seen = seen

    def __missing__(self, id: str) -> str:
        named = self._seen.named(id)
        name = self[id] = "" if named is None else named.name
        return name


def _by_name(row: Row) -> tuple[int, str, str]:
    return OWNING.index(row.kind), fold(row.name), row.id


def _by_mean(row: Row) -> tuple[bool, float, int, str, str]:
    mean = row.tally.mean
    return mean is None, -(mean or 0), *_by_name(row)
