"""Opened and closed per month as a chart: bars of characters for Markdown and the screen, columns
(SVG) for a page."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape

from msgspec import Struct

from store.dates import MONTHS

YEAR, MONTH = 4, 7  # characters of what names one
MOST_MONTHS = 240  # a period from the year 2 on would ask for very many
MOST_ROWS = 24  # months that have a row of their own; more of them are told year by year
WIDEST = 22  # cells of the longest bar
EIGHTHS = " ▏▎▍▌▋▊▉█"
WIDTH, HEIGHT, BASE, LEFT, TOP = 680, 244, 186, 34, 14  # of the page's chart, in its units
LABEL = 26  # units that the name of a month needs
DARK, LIGHT, WORDS, RULE = "#1d4477", "#dfe6f0", "#444", "#d5d8de"
OPENED = f'class="opened" fill="{DARK}"'
CLOSED = f'class="closed" fill="url(#hatch)" stroke="{DARK}" stroke-width=".7"'
SVG = f'''<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{{said}}" \
font-family="Helvetica, Arial, sans-serif" font-size="9.5" fill="{WORDS}">
<defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse" \
patternTransform="rotate(45)"><rect width="4" height="4" fill="{LIGHT}"/>\
<rect width="1.4" height="4" fill="{DARK}"/></pattern></defs>
{{parts}}
<rect {OPENED} x="{LEFT}" y="{HEIGHT - 10}" width="12" height="8"/>\
<text x="{LEFT + 17}" y="{HEIGHT - 2}">opened</text>
<rect {CLOSED} x="{LEFT + 68}" y="{HEIGHT - 10}" width="12" height="8"/>\
<text x="{LEFT + 85}" y="{HEIGHT - 2}">closed</text>
</svg>'''


class Month(Struct, frozen=True):
    """How many were opened and closed in a month (`2025-03`), or in a year (`2025`)."""

    month: str
    opened: int
    closed: int


def months(
    opened: Mapping[str, int], closed: Mapping[str, int], between: tuple[date, date], size: int
) -> tuple[Month, ...]:
    """The months (or years, by their `size`) between two days, without a gap; the latest of very
    many."""
    begins, ends = (12 * day.year + day.month - 1 for day in between)
    first = max(begins, ends - MOST_MONTHS + 1)
    every = (f"{at // 12:04}-{at % 12 + 1:02}"[:size] for at in range(first, ends + 1))
    names = dict.fromkeys(every)
    return tuple(Month(name, opened.get(name, 0), closed.get(name, 0)) for name in names)


def across(length: float, ascii: bool) -> str:
    """A bar of so many cells, to an eighth of one; what is more than nothing is seen."""
    if ascii:
        return "#" * (max(1, round(length)) if length > 0 else 0)
    eighths = max(1, round(length * 8)) if length > 0 else 0
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def bars(found: Sequence[Month], per: str, ascii: bool) -> tuple[str, ...]:
    """A line for each month, or year, below one that says what they are: a bar of what was opened,
    and one of what was closed, each with its number."""
    most = max((max(row.opened, row.closed) for row in found), default=0)
    size = len(str(most))
    lines = [f"{per:8}{'opened':{WIDEST + size + 3}}closed"]
    for row in found:
        pair = (_bar(count, most, size, ascii) for count in (row.opened, row.closed))
        lines.append(f"{row.month:8}{'  '.join(pair)}".rstrip())
    return tuple(lines)


def _bar(count: int, most: int, size: int, ascii: bool) -> str:
    bar = across(count / most * WIDEST, ascii) if most else ""
    said = f"{bar} {count}" if count else "-" if ascii else "·"
    return f"{said:{WIDEST + size + 1}}"


def picture(found: Sequence[Month]) -> str:
    """The chart for a page, as SVG: two columns for each month, or year. What was closed is told
    from what was opened by its hatching too, since papers are printed in black."""
    most = max((max(row.opened, row.closed) for row in found), default=0)
    step = _step(most)
    top = max(step, -(-most // step) * step)
    high = (BASE - TOP) / top
    room = (WIDTH - LEFT) / max(1, len(found))
    wide = min(24.0, room * 0.38)
    parts = [_line(BASE - number * high, number) for number in range(0, top + 1, step)]
    for at, (row, (label, year)) in enumerate(zip(found, _labels(found, room), strict=True)):
        middle = LEFT + room * at + room / 2
        parts.append(_column(OPENED, row.opened, middle - wide, wide, high))
        parts.append(_column(CLOSED, row.closed, middle, wide, high))
        parts.append(_words("label", middle, BASE + 15, label))
        parts.append(_words("year", middle, BASE + 29, year))
    said = "; ".join(f"{row.month}: {row.opened} opened, {row.closed} closed" for row in found)
    return SVG.format(said=escape(said), parts="\n".join(filter(None, parts)))


def _line(high: float, number: int) -> str:
    return (
        f'<line x1="{LEFT}" x2="{WIDTH}" y1="{high:.1f}" y2="{high:.1f}" stroke="{RULE}"/>'
        f'<text class="number" x="{LEFT - 6}" y="{high + 3.5:.1f}" text-anchor="end">'
        f"{number}</text>"
    )


def _column(what: str, count: int, left: float, wide: float, high: float) -> str:
    tall = count * high
    if not count:
        return ""
    place = f'x="{left:.1f}" y="{BASE - tall:.1f}" width="{wide:.1f}" height="{tall:.1f}"'
    return f"<rect {what} {place}/>"


def _words(what: str, middle: float, down: float, words: str) -> str:
    place = f'x="{middle:.1f}" y="{down:.1f}" text-anchor="middle"'
    return f'<text class="{what}" {place}>{escape(words)}</text>' if words else ""


def _step(most: int) -> int:
    """A round number (1, 2, 5, 10, 20, …) of which at most five make the most."""
    step = 1
    while most > 5 * step:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def _labels(found: Sequence[Month], room: float) -> Iterator[tuple[str, str]]:
    """What stands below the columns: the months, as many as there is room for, and the year below
    the first and each January; or the years themselves."""
    every = next(each for each in (1, 2, 3, 6, 12) if each * room > LABEL or each == 12)
    for at, row in enumerate(found):
        year, _, month = row.month.partition("-")
        if not month:
            yield (year if at % max(1, round(LABEL / room)) == 0 else ""), ""
            continue
        shown = (int(month) - 1) % every == 0
        named = MONTHS[int(month) - 1][:3] if shown else ""
        yield named, (year if month == "01" or not at else "")
