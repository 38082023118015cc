"""What a report of a period counts, and how its numbers are put into words."""

from collections.abc import Sequence

from msgspec import Struct

from store.reports.seen import Named, Who


class Item(Struct, frozen=True, kw_only=True, gc=False):
    """A commitment; `day` is when it was closed, else when it is due, as far as that is known."""

    id: str
    what: str
    who: Who
    status: str
    day: str


class Standing(Struct, frozen=True, kw_only=True):
    """How many stand so, and which. `assessed`: it is known of them where they stand; `share` and
    `percent` (`29%`) are among those of which it is, and None and "" where there are none.
    `possibly`: how many more may. `statuses`: the same by status, "" for those of which none is
    recorded, and in a line, `by_status`, where that says more than the name."""

    name: str
    title: str
    assessed: bool
    count: int
    share: float | None
    percent: str
    possibly: int
    statuses: tuple[tuple[str, int], ...]
    by_status: str
    items: tuple[Item, ...]


class Moved(Struct, frozen=True, kw_only=True):
    """A due date that was moved, by so many `days`, in words `far`; neither where one of the two
    was none. `exact` where both are known to the day."""

    commitment: Named
    before: str
    after: str
    day: str
    by: str
    why: str
    days: int | None
    exact: bool
    far: str


class Moves(Struct, frozen=True, kw_only=True):
    """The due dates that were moved in the period: how often, of how many commitments, by how many
    days in all, how often to a later and to an earlier day; in sentences, `text`. `possibly`: how
    many more may have been."""

    text: str
    count: int
    commitments: int
    days: int
    later: int
    earlier: int
    possibly: int
    moves: tuple[Moved, ...]


class Row(Struct, frozen=True):
    """How those of one owner, or with one group, stand; `id` is "" where it is no record, and the
    name too where none is recorded."""

    id: str
    name: str
    count: int
    met: int
    ongoing: int
    stalled: int
    ended: int
    unknown: int


class Events(Struct, frozen=True):
    """How many were opened, or closed, in the period, and how many more may have been."""

    count: int
    possibly: int


def far(days: int | None, exact: bool) -> str:
    """By how far a date was moved: `39 days later`, `about 30 days earlier`."""
    if days is None or not days:
        return "" if days is None else "0 days"
    number = f"{abs(days):,} {plural('day', abs(days))}"
    return f"{'' if exact else 'about '}{number} {'later' if days > 0 else 'earlier'}"


def by_status(name: str, statuses: tuple[tuple[str, int], ...]) -> str:
    """`agreed 28, on track 33`; "" where all have the status that they are called after."""
    told = [f"{status or 'not recorded'} {count}" for status, count in statuses]
    alone = [status for status, _ in statuses] in ([name], ["delivered"], ["no information"])
    return "" if alone else ", ".join(told)


def told(moved: Sequence[Moved], possibly: int) -> str:
    """How many due dates were moved, and by how far, in sentences."""
    of = len({one.commitment.id for one in moved})
    days = [one.days for one in moved if one.days is not None]
    said = f"A due date was moved {times(len(moved))}, of {of} {plural('commitment', of)}"
    if earlier := sum(number < 0 for number in days):
        said += f", {times(earlier)} to an earlier day"
    if days:
        exact = all(one.exact for one in moved if one.days is not None)
        said += f": {far(sum(days), exact)} in all"
    said = f"{said}." if moved else ""
    more = f"{possibly} {'more ' if moved else ''}may have been moved in the period."
    return f"{said} {more}".strip() if possibly else said


def plural(word: str, number: int) -> str:
    """`day`, `days`, for a word that takes an s."""
    return word if number == 1 else f"{word}s"


def times(number: int) -> str:
    """`once`, `2 times`."""
    return "once" if number == 1 else f"{number} times"
