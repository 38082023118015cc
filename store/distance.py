"""How far off a date is, in words: "in 9 days", "3 weeks late", "in June"."""

from datetime import date

from store import dates

DAYS, WEEKS, MONTHS = 20, 8, 24  # up to so many of each, then the next larger
WEEK, YEAR = 7, 12


def distance(value: str, today: date, late: bool = False) -> str:
    """How far `value` is from today, counted where that can be done; else its period is named:
    "in June", "within 2026", "Jun 2019". "" for no date. DateError where it is not canonical."""
    if not value:
        return ""
    if words := counted(value, today, late):
        return words
    first, last = dates.span(value)
    named = _named(value, today)
    if last < today or dates.precision(value) == "range":
        return named
    return f"in {named}" if first > today else f"within {named}"


def counted(value: str, today: date, late: bool = False) -> str:
    """How far `value` is from today in whole days, weeks, months or years, as many as there are at
    the least; `late`: what is past is late, not only ago.

    "" where the date is known in part and the days that it may be do not come to the same words,
    and for a month or year that is not over: its name says it better.
    """
    first, last = dates.span(value)
    if last >= today and dates.precision(value) in ("month", "year"):
        return ""
    told = _told(first, today, late)
    return told if told == _told(last, today, late) else ""


def _told(day: date, today: date, late: bool) -> str:
    days = (day - today).days
    if days == 0:
        return "today"
    if days == 1:
        return "tomorrow"
    if days == -1 and not late:
        return "yesterday"
    number, unit = _between(min(day, today), max(day, today))
    some = f"{number} {unit}{'s' * (number != 1)}"
    if days > 0:
        return f"in {some}"
    return f"{some} {'late' if late else 'ago'}"


def _between(earlier: date, later: date) -> tuple[int, str]:
    """The time between two days in the unit that says it best, whole ones only."""
    days = (later - earlier).days
    if days <= DAYS:
        return days, "day"
    if days < WEEKS * WEEK + WEEK:
        return days // WEEK, "week"
    months = (later.year - earlier.year) * YEAR + later.month - earlier.month
    months -= later.day < earlier.day
    if months < MONTHS:
        return months, "month"
    return months // YEAR, "year"


def _named(value: str, today: date) -> str:
    """The period, without the year where that goes without saying: it is this month or ahead of
    it, and less than a year away."""
    first, _ = dates.span(value)
    match dates.precision(value):
        case "month":
            months = (first.year - today.year) * YEAR + first.month - today.month
            name = dates.MONTHS[first.month - 1]
            return name if 0 <= months < YEAR else f"{name[:3]} {first.year:04}"
        case "range":
            return short_range(value)
        case _:
            return value[:10]


def short_range(value: str) -> str:
    """A day between two in few letters: `2023-03..11`, `2022..2024`."""
    first, last = value[1:-1].split("..")
    if first[:4] != last[:4]:
        return f"{first[:4]}..{last[:4]}"
    return f"{first[:7]}..{last[5:7]}"
