"""How far off a date is, in words: "in 9 days", "3 weeks late", "in June"."""

from datetime import date

from store import dates

DAYS, WEEKS, MONTHS = 20, 8, 24  # up to so many of each, then the next larger
WEEK, YEAR = 7, 12


def distance(value: str, today: date, late: bool = False) -> str:
    """How far `value` is from today; `late`: what is past is late, not only ago.

    Counted down to whole days, weeks, months or years: it is never nearer than is said, and never
    the next larger. A date known in part is told so only where all the days that it may be come to
    the same words; else its period is named, as `spell` would: "in June", "within 2026", "2019".
    "" for no date. DateError where `value` is not canonical.
    """
    if not value:
        return ""
    first, last = dates.span(value)
    told = _told(first, today, late)
    if told == _told(last, today, late):
        return told
    named = _named(value, today)
    if first > today:
        return f"in {named}" if dates.precision(value) != "range" else named
    return f"within {named}" if last >= today and dates.precision(value) != "range" else named


def _told(day: date, today: date, late: bool) -> str:
    days = (day - today).days
    if days == 0:
        return "today"
    if days == 1:
        return "tomorrow"
    if days == -1 and not late:
        return "yesterday"
    number, unit = _counted(min(day, today), max(day, today))
    some = f"{number} {unit}{'s' * (number != 1)}"
    if days > 0:
        return f"in {some}"
    return f"{some} {'late' if late else 'ago'}"


def _counted(earlier: date, later: date) -> tuple[int, str]:
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
