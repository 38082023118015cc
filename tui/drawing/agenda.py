"""The agenda as sheets: a list by day, and a month as a grid of days."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from store import dates
from store.agenda import Agenda, Entry
from store.dates import MONTHS, WEEKDAYS
from store.kinds import Commitment, Meeting
from tui.cells import Teller
from tui.fit import ELLIPSIS, cells, clip, fit
from tui.marks import MARKS, PLAIN, style_of
from tui.sheet import NOTHING, Day, Part, Reference, Sheet

LABEL = 13  # `Sun 15 today `
BEFORE, AFTER = 80, 160  # entries that the list holds around the day under the cursor
NAMED = 9  # cells of a day from which on it has room for names
UNKNOWN = "day unknown"


class Page(NamedTuple):
    """What both ways of showing it need: what to show, how records are told, and two days."""

    agenda: Agenda
    teller: Teller
    day: date
    today: date


# ---------------------------------------------------------------- the list


def by_day(page: Page, width: int, height: int) -> Sheet:
    """The days around the one under the cursor, with what stands on them."""
    sheet = Sheet(width, page.teller.desk.config.ascii)
    found = {*page.agenda.around(page.day, BEFORE, AFTER), page.day}
    found |= {page.today} if min(found) <= page.today <= max(found) else set()
    days = sorted(found)
    loose = page.agenda.perhaps_in(days[0], days[-1])
    for (year, month), under in groupby(days, key=lambda day: (day.year, day.month)):
        begins = date(year, month, 1)
        here = [entry for entry in loose if _stands_at(entry, days[0]) == begins]
        _heading(sheet, f"{MONTHS[month - 1]} {year:04}", [*under], here, page)
    return sheet


def _stands_at(entry: Entry, first: date) -> date:
    """The month under which something without a day is told: where it may begin, as far as the
    list goes back."""
    return max(entry.first, first).replace(day=1)


def _heading(
    sheet: Sheet, title: str, days: Sequence[date], loose: Sequence[Entry], page: Page
) -> None:
    sheet.heading(title)
    for entry in loose:
        _entry(sheet, page, entry, Part(fit(UNKNOWN, LABEL), "muted"))
    for day in days:
        label = f"{WEEKDAYS[day.weekday()][:3]} {day.day:2}"
        today = day == page.today
        tone = "title" if today else "strong" if day >= page.today else "muted"
        shown = Part(fit(f"{label} today" if today else label, LABEL), tone)
        entries = page.agenda.on(day)
        for entry in entries:
            _entry(sheet, page, entry, shown)
            shown = Part(" " * LABEL)
        if not entries:
            sheet.line(Part(" "), shown, Part("nothing", "muted"), target=Day(str(day)))


def _entry(sheet: Sheet, page: Page, entry: Entry, label: Part) -> None:
    record = entry.record
    word = page.teller.standing(record)
    beside = _beside(page, entry)
    room = sheet.width - LABEL - 3
    dots = sheet.signs.ellipsis
    name = clip(page.teller.desk.names.heading(record), room, dots)
    left = room - cells(name, room) - 2
    beside = clip(beside, left, dots) if left >= 8 else ""
    parts = [Part(" "), label, Part(f"{_symbol(word, sheet.ascii)} ", style_of(word)), Part(name)]
    if beside:
        parts.append(Part(f"  {beside}", "muted"))
    sheet.line(*parts, target=Reference(record.id, entry_day(entry)))


def _beside(page: Page, entry: Entry) -> str:
    """What is said behind the name: where it is, or who owes it."""
    said = []
    record, names = entry.record, page.teller.desk.names
    if entry.day is None and dates.precision(entry.when) == "range":
        said.append(dates.spell(entry.when))
    elif entry.day is None:
        said.append(f"in {dates.spell(entry.when)}")
    if isinstance(record, Meeting):
        said += [entry.when[11:16]] if dates.precision(entry.when) == "time" else []
        said += [f"day {entry.number} of {entry.days}"] if entry.days > 1 else []
        said += [record.city] if record.city else []
        said += [record.status] if record.status in ("tentative", "cancelled", "postponed") else []
    elif isinstance(record, Commitment):
        owners = ", ".join(map(names.name, record.owners)) or record.owner_text
        said += ["due", owners] if owners else ["due"]
    return " · ".join(said)


def entry_day(entry: Entry) -> str:
    """The day it is told under, or all that is known of it."""
    return entry.when if entry.day is None else str(entry.day)


def _symbol(word: str, ascii: bool) -> str:
    mark = MARKS.get(word, PLAIN)
    symbol = mark.ascii if ascii else mark.symbol
    return symbol if symbol.strip() else ("-" if ascii else "·")


# ---------------------------------------------------------------- the month


def by_month(page: Page, width: int, height: int) -> Sheet:
    """The month of the day under the cursor, each day a cell, and below what stands on that day."""
    sheet = Sheet(width, page.teller.desk.config.ascii)
    first = page.day.replace(day=1)
    last = first.replace(day=dates.month_length(first.year, first.month))
    size = max(4, (width - 1) // 7)
    sheet.line(Part(f" {MONTHS[first.month - 1]} {first.year:04}", "title"))
    sheet.put([Part(fit(f" {name[:3]}", size), "label") for name in WEEKDAYS])
    weeks = (first.weekday() + last.day + 6) // 7
    lines = max(1, (height - 5 - (2 if height < 18 else 5)) // weeks)
    for week in range(weeks):
        _week(sheet, page, first, week, (size, lines))
    sheet.heading(dates.spell(str(page.day)) + (" · today" if page.day == page.today else ""))
    _below(sheet, page, (first, last), max(1, height - len(sheet.lines)))
    return sheet


def _below(sheet: Sheet, page: Page, month: tuple[date, date], room: int) -> None:
    """What stands on the day, then what may stand in the month, on as many lines as there are."""
    on_day = page.agenda.on(page.day)
    loose = page.agenda.perhaps_in(*month)
    near = [entry for entry in loose if dates.precision(entry.when) != "year"]
    told = [*on_day, *near]
    if not on_day:
        sheet.text("nothing", "muted")
        room -= 1
    whole = len(told) <= room and len(near) == len(loose)
    shown = told if whole else told[: max(1, room - 1)]
    for entry in shown:
        _entry_below(sheet, page, entry)
    hidden = len(told) + len(loose) - len(near) - len(shown)
    if hidden and len(shown) < room:
        sheet.text(
            f"and {hidden} more, {UNKNOWN} or not shown here: the list has them", "muted", most=1
        )


def _entry_below(sheet: Sheet, page: Page, entry: Entry) -> None:
    below = Sheet(sheet.width, sheet.ascii)
    _entry(below, page, entry, Part(fit("" if entry.day else UNKNOWN, LABEL), "muted"))
    sheet.put([part._replace(item=NOTHING) for part in below.lines[0]])


def _week(sheet: Sheet, page: Page, first: date, week: int, cell: tuple[int, int]) -> None:
    """A row of days; what lies outside the month is left free."""
    size, lines = cell
    days: list[tuple[int, date] | None] = []
    for weekday in range(7):
        number = 7 * week + weekday - first.weekday()
        inside = 0 <= number < dates.month_length(first.year, first.month)
        day = first + timedelta(number) if inside else None
        days.append(None if day is None else (sheet.item(Day(str(day))), day))
    for line in range(lines):
        parts: list[Part] = []
        for found in days:
            if found is None:
                parts.append(Part(" " * size))
            else:
                item, day = found
                parts += [
                    part._replace(item=item) for part in _cell(page, day, line, cell, sheet.ascii)
                ]
        sheet.put(parts)


def _cell(page: Page, day: date, line: int, cell: tuple[int, int], ascii: bool) -> list[Part]:
    """One line of a day: its number, then a name a line, the rest by number or by symbols."""
    size, lines = cell
    entries = page.agenda.on(day)
    words = [page.teller.standing(entry.record) for entry in entries]
    today = day == page.today
    tone = "title" if today else "" if entries else "muted"
    number = f" {day.day:2}"
    if line == 0:
        mark = ("*" if ascii else "●") if today else " "
        parts = [Part(number, tone), Part(mark, "title")]
        if lines == 1 or size < NAMED:
            return parts + _symbols(words, size - 4, ascii)
        return [*parts, Part(" " * (size - 4))]
    if size < NAMED:
        return [Part(" " * size)]
    at = line - 1
    hidden = len(entries) - (lines - 2)
    if line == lines - 1 and hidden > 1:
        return [Part(fit(f" +{hidden} more", size), "muted")]
    if at >= len(entries):
        return [Part(" " * size)]
    name = page.teller.desk.names.heading(entries[at].record)
    dots = "" if ascii else ELLIPSIS
    symbol = Part(f" {_symbol(words[at], ascii)}", style_of(words[at]))
    return [
        symbol,
        Part(f" {fit(name, size - 4, ellipsis=dots)} ", "" if day >= page.today else "muted"),
    ]


def _symbols(words: Sequence[str], room: int, ascii: bool) -> list[Part]:
    """As many symbols as there is room for, a `+` for more."""
    if room <= 0:
        return []
    shown = words if len(words) <= room else words[: room - 1]
    parts = [Part(_symbol(word, ascii), style_of(word)) for word in shown]
    if len(shown) < len(words):
        parts.append(Part("+", "muted"))
    return [*parts, Part(" " * (room - len(parts)))]
