"""What became of the commitments in a period: met, ongoing, stalled, and of which nothing is known.

All those are told of that were open on some day of it. What cannot be said for certain, since a
date is known only in part, is counted apart.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from store import dates
from store.dates import Answer
from store.desk import Desk
from store.kinds import Commitment
from store.query import Compiled, compile_query, parse
from store.record import Visibility
from store.reports.chart import MONTH, MOST_ROWS, YEAR, Month, bars, months
from store.reports.counting import Counted
from store.reports.periods import Period
from store.reports.seen import Named, Seen
from store.reports.tally import Events, Moves, Row, Standing


class Report(Struct, frozen=True, kw_only=True):
    """All that a report says. The period runs from `first` to `last`, and as far as `until` it has
    come (`extent`, in words); `since` is the meeting it begins with. `count` commitments were open
    on some day of it, of which `assessed` are known to stand somewhere; `possibly` more may have
    been (`text`, in sentences). `chart` has the months (`per`), or the years where these are too
    many, and `bars` draws it, line by line; `events` are what it shows, in sentences."""

    title: str
    period: str
    first: date
    last: date
    until: date
    extent: str
    include: Visibility
    today: date
    since: Named | None
    filter: str
    text: str
    count: int
    assessed: int
    possibly: int
    standings: tuple[Standing, ...]
    groups: tuple[Row, ...]
    owners: tuple[Row, ...]
    moves: Moves
    opened: Events
    closed: Events
    events: str
    per: Literal["month", "year"]
    chart: tuple[Month, ...]
    bars: tuple[str, ...]


def report(desk: Desk, period: Period, filter_line: str, include: Visibility) -> tuple[Report, int]:
    """The report of a period on the commitments that pass the filter and are `include` or less
    secret, and how many records were withheld."""
    chosen = choosing(filter_line, desk)
    seen = Seen(desk.names, include)
    counted = Counted(desk, period, seen)
    for commitment in chosen.select(desk.store.of(Commitment)):
        assert isinstance(commitment, Commitment)
        counted.take(commitment)
    count, possibly = sum(map(len, counted.certain.values())), sum(counted.possibly.values())
    since = seen.named(period.meeting)
    written = period.text if since or not period.meeting else f"{period.first}..{period.last}"
    opened, closed = _events(counted.opened), _events(counted.closed)
    chart = _chart(counted, period, MONTH)
    per: Literal["month", "year"] = "month"
    if len(chart) > MOST_ROWS:
        chart, per = _chart(counted, period, YEAR), "year"
    made = Report(
        title=f"Since {since.name}" if since else f"Report of {written}",
        period=written,
        first=period.first,
        last=period.last,
        until=period.until,
        extent=_extent(period, desk.names.today),
        include=include,
        today=desk.names.today,
        since=since,
        filter=filter_line,
        text=_text(count, counted.assessed, possibly),
        count=count,
        assessed=counted.assessed,
        possibly=possibly,
        standings=tuple(counted.standings()),
        groups=counted.rows(counted.by_group),
        owners=counted.rows(counted.by_owner),
        moves=counted.moves(),
        opened=opened,
        closed=closed,
        events=_told(opened, closed, chart),
        per=per,
        chart=chart,
        bars=bars(chart, per, desk.config.ascii),
    )
    return made, seen.withheld


def choosing(filter_line: str, desk: Desk) -> Compiled:
    """What chooses the commitments that pass a filter; `QueryError` where it cannot be taken."""
    query = parse(filter_line, Commitment)
    return compile_query(query, Commitment, desk.names, desk.insight, desk.store)


def _extent(period: Period, today: date) -> str:
    """The days that it reaches over, and as of which it tells how things stand."""
    over = f"{dates.spell(str(period.first))} to {dates.spell(str(period.last))}"
    if period.until < today:
        return f"{over}, as things stood at the end"
    if period.until < period.last:
        return f"{over}, as things stand on {dates.spell(str(today))}"
    return f"{over}, as things stand"


def _text(count: int, assessed: int, possibly: int) -> str:
    """How many it tells of, in sentences."""
    were = "commitment was" if count == 1 else "commitments were"
    said = f"{count or 'No'} {were} open at some time in it"
    if count:
        said += f"; of {assessed or 'none'} it is known where they stand"
        said += f", of {count - assessed} it is not" if assessed else ""
    if possibly:
        said += f". {possibly} more may have been: a day that matters is known in part, or not"
    return f"{said}."


def _told(opened: Events, closed: Events, chart: Sequence[Month]) -> str:
    """How many were opened and closed, in sentences."""
    said = f"{opened.count} opened, {closed.count} closed."
    shown = sum(one.opened for one in chart), sum(one.closed for one in chart)
    for word, found, charted in zip(("opened", "closed"), (opened, closed), shown, strict=True):
        if found.possibly:
            said += f" {found.possibly} more may have been {word}."
        if hidden := found.count - charted:
            are = "is" if hidden == 1 else "are"
            said += f" {hidden} of those {word} {are} not shown: only the year is known, or less."
    return said


def _chart(counted: Counted, period: Period, size: int) -> tuple[Month, ...]:
    between = period.earliest, period.until
    return months(_by(size, counted.opened), _by(size, counted.closed), between, size)


def _by(size: int, found: Mapping[tuple[str, Answer], int]) -> Counter[str]:
    """How many are certainly in the period, by the year or month that they are known to lie in."""
    counts: Counter[str] = Counter()
    for (day, answer), count in found.items():
        if day and answer is Answer.YES:
            first, last = (str(end)[:size] for end in dates.span(day))
            if first == last:
                counts[first] += count
    return counts


def _events(found: Mapping[tuple[str, Answer], int]) -> Events:
    by_answer: Counter[Answer] = Counter()
    for (_, answer), count in found.items():
        by_answer[answer] += count
    return Events(by_answer[Answer.YES], by_answer[Answer.POSSIBLY])
