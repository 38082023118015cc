"""The body at a glance, in numbers: every number with the filter line that lists what it counts.

Nothing here is stored. One pass over the commitments gives all that is said of them; after that
only what changes is counted again.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct

from store import dates
from store.counts import Counted, Counts
from store.insight import Insight
from store.kinds import Commitment, Group, Meeting, Member
from store.names import Shelf
from store.query.syntax import print_value

Month = tuple[int, int]


MOST_MONTHS = 240  # a date of the year 2 would ask for very many


class Tally(Struct, frozen=True):
    """How many, of these how many overdue, and the line of a panel that lists them all.

    `id` is the owner or group that they are counted for, "" for those without one.
    """

    kind: str
    line: str
    count: int
    overdue: int = 0
    id: str = ""


class Pulse(Struct, frozen=True):
    """What was opened and what was closed in one month."""

    month: str
    opened: Tally
    closed: Tally


class Growth(Struct, frozen=True):
    """The membership on a day: as it was published then (None: it was not), and how many members
    had certainly joined, going by their own dates, with the line that lists these."""

    day: str
    published: int | None
    dated: Tally


class Overview(Struct, frozen=True):
    """All that the overview shows.

    `owners` are the members that owe what is open, and how much has no owner; `groups` those that
    owe it or follow it up. The months run without a gap up to this one; `undated` were opened in
    no month that is known.
    """

    open: Tally
    overdue: Tally
    soon: Tally
    delivered: Tally
    owners: tuple[Tally, ...]
    groups: tuple[Tally, ...]
    months: tuple[Pulse, ...]
    undated: int
    published: Tally
    growth: tuple[Growth, ...]
    quiet: Tally


def overview(shelf: Shelf, insight: Insight) -> Overview:
    """The body at a glance, for the records on the shelf and the insight's day."""
    today = insight.today
    with insight.still(Commitment, Counts, today) as counting:
        counts = counting.as_it_stands(insight.start_of)
    opened, undated = _opened(shelf, counts)
    closed = _by_month(counts.closed)
    open_, late = counts.open, counts.overdue
    return Overview(
        open=Tally("commitment", "is:open", open_.count, late.count),
        overdue=Tally("commitment", "is:overdue sort:due", late.count, late.count),
        soon=Tally("commitment", "is:soon sort:due", counts.soon),
        delivered=Tally("commitment", f"status:delivered closed:{today.year:04}", counts.delivered),
        owners=_ranked(_of_members(open_.owners, shelf), late.owners, _owed),
        groups=_ranked(
            _of_groups(open_.owners + open_.groups, shelf),
            late.owners + late.groups,
            _owed_or_followed,
        ),
        months=_months(opened, closed, today),
        undated=undated,
        published=_published(shelf),
        growth=_growth(shelf, today),
        quiet=_quiet(shelf, insight),
    )


def _of_members(counts: Mapping[str, int], shelf: Shelf) -> dict[str, int]:
    members = shelf.records("member")
    return {id_: count for id_, count in counts.items() if not id_ or id_ in members}


def _of_groups(counts: Mapping[str, int], shelf: Shelf) -> dict[str, int]:
    groups = shelf.records("group")
    return {id_: count for id_, count in counts.items() if id_ in groups}


def _owed(id: str) -> str:
    return f"is:open owners:{print_value(id)}" if id else "is:open no:owners"


def _owed_or_followed(id: str) -> str:
    return f"is:open (owners:{print_value(id)} or group:{print_value(id)})"


def _ranked(
    counts: Mapping[str, int], late: Mapping[str, int], line: Callable[[str], str]
) -> tuple[Tally, ...]:
    """The most first; those without one last."""
    ranked = sorted(counts.items(), key=lambda pair: (not pair[0], -pair[1], pair[0]))
    return tuple(
        Tally("commitment", line(id_), count, late.get(id_, 0), id_) for id_, count in ranked
    )


def _month_of(value: str) -> Month | None:
    """The month that a date certainly lies in."""
    first, last = dates.span(value)
    month = first.year, first.month
    return month if month == (last.year, last.month) else None


def _by_month(counts: Mapping[str, int]) -> Counter[Month]:
    months: Counter[Month] = Counter()
    for value, count in counts.items():
        if month := _month_of(value):
            months[month] += count
    return months


def _opened(shelf: Shelf, counts: Counted) -> tuple[Counter[Month], int]:
    """A commitment is opened at its meeting, else when it was recorded; and how many were opened
    in no month that is known."""
    meetings = shelf.records("meeting")
    months: Counter[Month] = Counter()
    undated = 0
    days: defaultdict[str, int] = defaultdict(int, counts.created)
    for id_, count in counts.meetings.items():
        found = meetings.get(id_)
        days[found.start if isinstance(found, Meeting) else ""] += count
    for value, count in days.items():
        if value and (month := _month_of(value)):
            months[month] += count
        else:
            undated += count
    return months, undated


def _months(opened: Counter[Month], closed: Counter[Month], today: date) -> tuple[Pulse, ...]:
    now = today.year, today.month
    known = [month for month in (*opened, *closed) if month <= now]
    if not known:
        return ()
    found = []
    last = now[0] * 12 + now[1] - 1
    year, month = divmod(max(min(known)[0] * 12 + min(known)[1] - 1, last - MOST_MONTHS + 1), 12)
    month += 1
    while (year, month) <= now:
        text = f"{year:04}-{month:02}"
        line = f"meeting.start:{text} or (no:meeting created:{text})"
        found.append(
            Pulse(
                text,
                Tally("commitment", line, opened[year, month]),
                Tally("commitment", f"is:closed closed:{text}", closed[year, month]),
            )
        )
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return tuple(found)


def _published(shelf: Shelf) -> Tally:
    meetings = (m for m in shelf.records("meeting").values() if isinstance(m, Meeting))
    count = sum(meeting.members_count is not None for meeting in meetings)
    return Tally("meeting", "has:members_count", count)


def _growth(shelf: Shelf, today: date) -> tuple[Growth, ...]:
    """At every day on which a membership was published or, to the day, somebody joined, and
    today. Published twice on one day with two numbers, both stand."""
    members = [m for m in shelf.records("member").values() if isinstance(m, Member)]
    joined = [m.joined for m in members if m.joined]
    meetings = [m for m in shelf.records("meeting").values() if isinstance(m, Meeting)]
    points: set[tuple[str, int | None]] = {
        (m.start[:10] if not m.start.startswith("[") else m.start, m.members_count)
        for m in meetings
        if m.start and m.members_count is not None
    }
    published = {day for day, _ in points}
    points |= {(day, None) for day in joined if dates.precision(day) == "day"} - {
        (day, None) for day in published
    }
    points |= {(str(today), None)} if joined and str(today) not in published else set()
    ends = sorted(dates.span(day)[1] for day in joined)
    found = []
    for day, count in sorted(points, key=lambda point: (*dates.sort_key(point[0]), point[1] or 0)):
        if dates.span(day)[0] > today:
            continue
        last = dates.span(day)[1]
        tally = Tally("member", f"joined<={print_value(day)}", bisect_right(ends, last))
        found.append(Growth(day, count, tally))
    return tuple(found)


def _quiet(shelf: Shelf, insight: Insight) -> Tally:
    """Groups that have not met for longer than they should."""
    quiet = insight.test("group", "quiet")
    groups = [g for g in shelf.records("group").values() if isinstance(g, Group)]
    return Tally("group", "is:quiet", sum(map(quiet, groups)))
