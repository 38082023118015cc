"""Opened and closed per month as a chart: bars of characters for Markdown and the screen, and the
geometry of one that a page draws."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from store.reports.periods import Period

MOST_MONTHS = 240  # a period from the year 2 on would ask for very many
MOST_ROWS = 24  # months that have a row of their own; more of them are told year by year
WIDEST = 22  # cells of the longest bar
EIGHTHS = " ▏▎▍▌▋▊▉█"


class Month(Struct, frozen=True):
    """How many were opened and closed in a month (`2025-03`), or in a year (`2025`)."""

    month: str
    opened: int
    closed: int


def months(
    opened: Mapping[str, int], closed: Mapping[str, int], period: Period
) -> tuple[Month, ...]:
    """The months of a period as far as it has come, without a gap; the latest of very many."""
    last = 12 * period.until.year + period.until.month - 1
    first = max(12 * period.earliest.year + period.earliest.month - 1, last - MOST_MONTHS + 1)
    names = (f"{at // 12:04}-{at % 12 + 1:02}" for at in range(first, last + 1))
    return tuple(Month(name, opened.get(name, 0), closed.get(name, 0)) for name in names)


def years(
    opened: Mapping[str, int], closed: Mapping[str, int], period: Period
) -> tuple[Month, ...]:
    """The same year by year."""
    first = max(period.earliest.year, period.until.year - MOST_MONTHS // 12 + 1)
    names = (f"{year:04}" for year in range(first, period.until.year + 1))
    return tuple(Month(name, opened.get(name, 0), closed.get(name, 0)) for name in names)


def across(length: float, ascii: bool) -> str:
    """A bar of so many cells, to an eighth of one; what is more than nothing is seen."""
    if ascii:
        return "#" * (max(1, round(length)) if length > 0 else 0)
    eighths = max(1, round(length * 8)) if length > 0 else 0
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def bars(found: Sequence[Month], ascii: bool) -> str:
    """A row for each month, or year: a bar of what was opened, and one of what was closed, each
    with its number."""
    most = max((max(row.opened, row.closed) for row in found), default=0)
    size = len(str(most))
    lines = [f"{'':8}{'opened':{WIDEST + size + 3}}closed"]
    for row in found:
        pair = (_bar(count, most, size, ascii) for count in (row.opened, row.closed))
        lines.append(f"{row.month:8}{'  '.join(pair)}".rstrip())
    return "\n".join(lines)


def _bar(count: int, most: int, size: int, ascii: bool) -> str:
    bar = across(count / most * WIDEST, ascii) if most else ""
    said = f"{bar} {count}" if count else "-" if ascii else "·"
    return f"{said:{WIDEST + size + 1}}"


class Column(Struct, frozen=True):
    """A month's two columns on a page, in its units: how far from the left, how wide each is, how
    high they are, and what stands below them, if anything."""

    month: Month
    left: float
    width: float
    opened: float
    closed: float
    label: str


class Picture(Struct, frozen=True):
    """A chart on a page, from 0 at the top left: `base` is the line that the columns stand on,
    `lines` the heights that are marked, each with its number."""

    width: int
    height: int
    base: int
    columns: tuple[Column, ...]
    lines: tuple[tuple[float, int], ...]


WIDTH, HEIGHT, BASE, LEFT, TOP = 680, 220, 190, 36, 14


def picture(found: Sequence[Month]) -> Picture:
    """The chart for a page: two columns for each month, or year."""
    most = max((max(row.opened, row.closed) for row in found), default=0)
    step = _step(most)
    top = max(step, -(-most // step) * step)
    high = (BASE - TOP) / top
    room = (WIDTH - LEFT) / max(1, len(found))
    wide = min(26.0, room * 0.38)
    columns = (
        Column(
            row,
            round(LEFT + room * at + room / 2 - wide, 2),
            round(wide, 2),
            round(row.opened * high, 2),
            round(row.closed * high, 2),
            label,
        )
        for (at, row), label in zip(enumerate(found), _labels(found, room), strict=True)
    )
    lines = ((round(BASE - number * high, 2), number) for number in range(0, top + 1, step))
    return Picture(WIDTH, HEIGHT, BASE, tuple(columns), tuple(lines))


def _step(most: int) -> int:
    """A round number of which about four make the most."""
    step = 1
    while most > 5 * step:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def _labels(rows: Sequence[Month], room: float) -> Iterator[str]:
    """What stands below the columns: as many of the months as there is room for, each January with
    its year."""
    every = max(1, round(44 / room + 0.49))
    for at, row in enumerate(rows):
        if len(row.month) == 4 or not at or (row.month.endswith("-01") and every < 12):
            yield row.month if every < 2 or not at or row.month.endswith("-01") else ""
        else:
            yield row.month[5:] if at % every == 0 else ""
