"""Due phrases in English, read as dates: "next friday", "+2w", "end of month", "mid-2024".

A small grammar of our own: a table of patterns, each with the function that reads it.
What has two readings is refused with both, and never guessed.
Weeks begin on Monday; business days are Monday to Friday.
"""

import re
from collections.abc import Callable
from datetime import date

from store.dates import (
    MONTHS,
    WEEKDAYS,
    DateError,
    add_days,
    add_months,
    month_length,
    parse,
    quoted,
    span,
)

EXAMPLES = (
    *("today", "tomorrow", "fri", "next friday", "+2w", "3d", "in 3 weeks", "10 business days"),
    *("eow", "eom", "eoq", "eoy", "end of month", "end of next month", "end of june", "next month"),
    *("2026", "2026-03", "2026-03-01", "1 Mar 2026", "March 2026", "june", "mid-2024", "Q3"),
)
LONGEST = 60  # characters

_Reader = Callable[[re.Match[str], date], str]


class NoPhrase(DateError):
    """Words that are not made like a date at all; a date that cannot be, or could be two, is."""


_MONTHS = {name.lower()[:size]: n for n, name in enumerate(MONTHS, 1) for size in (3, 9)}
_MONTHS["sept"] = 9
_WEEKDAYS = {name.lower()[:size]: n for n, name in enumerate(WEEKDAYS) for size in (3, 9)}
_WEEKDAYS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_STEPS = {"last": -1, "this": 0, "next": 1}
_THIRDS = {"early": 1, "mid": 5, "late": 9}
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_ENDS = {f"eo{name[0]}": f"end of this {name}" for name in ("week", "month", "quarter", "year")}
_PERIOD_MONTHS = {"month": 1, "quarter": 3, "year": 12}

_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})"
_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_UNIT = r"(?P<unit>business days?|d|days?|w|weeks?|m|months?|q|quarters?|y|years?)"


def resolve(phrase: str, today: date) -> str:
    """The canonical date that `phrase` means on `today`; DateError where it means none or two.

    Everything `store.dates.parse` takes is taken; case and extra spaces do not matter.
    """
    if len(phrase) > LONGEST:
        raise NoPhrase(f"A date has at most {LONGEST} characters: {_hint()}")
    text = " ".join(phrase.lower().replace(",", " ").split())
    for pattern, read in _READERS:
        if match := re.fullmatch(pattern, text):
            return read(match, today)
    if not text:
        raise NoPhrase(f"There is no date: {_hint()}")
    raise NoPhrase(f"{quoted(phrase)} is not a date: {_hint()}")


def _hint() -> str:
    return "try tomorrow, next friday, +2w, end of month or 2026-03-01."


# Days, counted from today


def _near(match: re.Match[str], today: date) -> str:
    return str(add_days(today, _NEAR[match[0]]))


def _coming_weekday(match: re.Match[str], today: date) -> str:
    ahead = (_WEEKDAYS[match["weekday"]] - today.weekday() - 1) % 7 + 1
    return str(add_days(today, ahead))


def _weekday_of_week(match: re.Match[str], today: date) -> str:
    into_week = _WEEKDAYS[match["weekday"]] - today.weekday()
    return str(add_days(today, into_week + 7 * _STEPS[match["step"]]))


def _offset(match: re.Match[str], today: date) -> str:
    count = _COUNTS.get(match["count"]) or int(match["count"])
    if match["sign"] == "-" or match["ago"]:
        count = -count
    unit = match["unit"]
    if unit.startswith("business"):
        return str(_add_business_days(today, count))
    match unit[0]:
        case "d":
            return str(add_days(today, count))
        case "w":
            return str(add_days(today, 7 * count))
        case letter:
            return str(add_months(today, count * {"m": 1, "q": 3, "y": 12}[letter]))


def _add_business_days(day: date, count: int) -> date:
    """Counted forward from Friday, or back from Monday, where `day` is on a weekend."""
    week, weekday = divmod(day.toordinal() - date.min.toordinal(), 7)  # 0001-01-01 was a Monday
    weeks, weekday = divmod(week * 5 + min(weekday, 4 if count > 0 else 5) + count, 5)
    return add_days(date.min, weeks * 7 + weekday)


# Days by the calendar


def _day_and_month(match: re.Match[str], today: date) -> str:
    day, month = int(match["day"]), _MONTHS[match["month"]]
    if match["year"]:
        return _iso(_year(match["year"]), month, day)
    return _coming_day(month, day, today)


def _month_and_two_digits(match: re.Match[str], today: date) -> str:
    """Never taken: "june 26" may be a day or a year, and "june 45" is a year cut short."""
    month, number = _MONTHS[match["month"]], int(match["day"])
    if not 1 <= number <= month_length(2000, month):
        raise _short_year(match["day"])
    year = f"{today.year // 100:02}{match['day']}"
    raise _ambiguous(match[0], _coming_day(month, number, today), f"{year}-{month:02}")


def _numbers(match: re.Match[str], today: date) -> str:
    """ "25/12/2026": the day first or the month first, where one of them is no date."""
    a, b = int(match["a"]), int(match["b"])
    year = _year(match["year"]) if match["year"] else None
    readings: list[str] = []
    for month, day in dict.fromkeys(((b, a), (a, b))):
        if 1 <= month <= 12 and 1 <= day <= month_length(year or 2000, month):
            readings.append(_iso(year, month, day) if year else _coming_day(month, day, today))
    if not readings:
        raise DateError(f"{match[0]} is not a date, whichever number is the month: {_hint()}")
    if len(readings) > 1:
        raise _ambiguous(match[0], *readings)
    return readings[0]


def _year_first(match: re.Match[str], _today: date) -> str:
    return parse("-".join(part.zfill(2) for part in re.split("[-/.]", match[0])))


def _written(match: re.Match[str], _today: date) -> str:
    return parse(match[0].replace(" ", ""))


def _bare_number(match: re.Match[str], today: date) -> str:
    number = int(match[0])
    later = f"{add_days(today, number)} (+{number}d)"
    if 1 <= number <= month_length(today.year, today.month):
        raise _ambiguous(match[0], str(today.replace(day=number)), later)
    raise DateError(f"{number} does not say of what: write {later} or a whole date.")


def _ambiguous(text: str, *readings: str) -> DateError:
    return DateError(f"{text} could be {' or '.join(readings)}: write one of these.")


def _coming_day(month: int, day: int, today: date) -> str:
    """The next such day from today on; a 29 February may be eight years off."""
    if not 1 <= day <= month_length(2000, month):
        raise DateError(f"There is no day {day} in {MONTHS[month - 1]}: {_hint()}")
    for year in range(today.year, today.year + 9):
        if day <= month_length(year, month) and (year, month, day) >= today.timetuple()[:3]:
            return _iso(year, month, day)
    raise AssertionError("a leap year comes at least every eight years")


def _iso(year: int, month: int, day: int) -> str:
    return parse(f"{year:04}-{month:02}-{day:02}")


def _year(text: str) -> int:
    if len(text) == 2:
        raise _short_year(text)
    return span(text)[0].year


def _short_year(text: str) -> DateError:
    return DateError(f"The year {text} could be of any century: write it with four digits.")


# Periods


def _this_or_next(match: re.Match[str], today: date) -> str:
    step, period = _STEPS[match["step"]], match["period"]
    if period == "week":
        monday = add_days(today, 7 * step - today.weekday())
        return f"[{monday}..{add_days(monday, 6)}]"
    moved = add_months(today, step * _PERIOD_MONTHS[period])
    if period == "quarter":
        return _months(moved.year, (moved.month - 1) // 3 * 3 + 1, 3)
    return str(moved)[: 7 if period == "month" else 4]


def _named_month(match: re.Match[str], today: date) -> str:
    month = _MONTHS[match["month"]]
    year = int(match["year"]) if match["year"] else today.year + (month < today.month)
    return parse(f"{year:04}-{month:02}")


def _quarter(match: re.Match[str], today: date) -> str:
    first = int(match["quarter"]) * 3 - 2
    if match["year"]:
        return _months(_year(match["year"]), first, 3)
    return _months(today.year + (first + 2 < today.month), first, 3)


def _third(match: re.Match[str], _today: date) -> str:
    return _months(_year(match["year"]), _THIRDS[match["third"]], 4)


def _months(year: int, first: int, count: int) -> str:
    """The range from the first day of month `first` to the last day of `count` months."""
    last = first + count - 1
    return parse(f"[{year:04}-{first:02}-01..{year:04}-{last:02}-{month_length(year, last)}]")


def _edge(match: re.Match[str], today: date) -> str:
    """The first or last day of a period that is itself a phrase."""
    period = match["period"]
    if period in ("week", *_PERIOD_MONTHS):
        period = f"this {period}"
    for pattern, read in _PERIODS:
        if inner := re.fullmatch(pattern, period):
            return str(span(read(inner, today))[match["edge"] == "end"])
    raise NoPhrase(f"{quoted(match[0])} is not a date: {_hint()}")


def _end(match: re.Match[str], today: date) -> str:
    return resolve(_ENDS[match[0]], today)


_PERIODS: tuple[tuple[str, _Reader], ...] = (
    (r"[0-9]{4}", _written),
    (r"[0-9]{4}[-/.][0-9]{1,2}", _year_first),
    (r"(?P<step>last|this|next) (?P<period>week|month|quarter|year)", _this_or_next),
    (rf"{_MONTH}(?:[ -](?P<year>[0-9]{{4}}))?", _named_month),
    (rf"q(?P<quarter>[1-4])(?:[ -]{_YEAR})?", _quarter),
    (r"(?P<year>[0-9]{4})[ -]?q(?P<quarter>[1-4])", _quarter),
    (rf"(?P<third>early|mid|late)[ -]{_YEAR}", _third),
)
_READERS: tuple[tuple[str, _Reader], ...] = (  # the commonest first: each is compiled when tried
    (rf"(?P<sign>[+-]?)(?P<ago>)(?P<count>[0-9]+) ?{_UNIT}", _offset),
    *_PERIODS,
    (r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}", _year_first),
    (r"\[.*", _written),
    (r"yesterday|today|tomorrow", _near),
    (_WEEKDAY, _coming_weekday),
    (rf"(?P<step>last|this|next) {_WEEKDAY}", _weekday_of_week),
    (rf"(?P<sign>)(?P<ago>)in (?P<count>[0-9]+|{'|'.join(_COUNTS)}) ?{_UNIT}", _offset),
    (rf"(?P<sign>)(?P<count>[0-9]+|{'|'.join(_COUNTS)}) ?{_UNIT}(?P<ago> ago)", _offset),
    ("|".join(_ENDS), _end),
    (r"(?P<edge>start|end) of (?:the )?(?P<period>.+)", _edge),
    (rf"{_DAY}[ -]?{_MONTH}(?:[ -]{_YEAR})?", _day_and_month),
    (rf"{_MONTH}[ -]?(?P<day>[0-9]{{2}})", _month_and_two_digits),
    (rf"{_MONTH}[ -]?{_DAY}(?:[ -]{_YEAR})?", _day_and_month),
    (rf"(?P<a>[0-9]{{1,2}})([-/.])(?P<b>[0-9]{{1,2}})(?:\2{_YEAR})?", _numbers),
    (r"[0-9]{1,3}", _bare_number),
)
