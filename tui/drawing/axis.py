"""A time axis of terminal cells: which days a cell stands for, and where the ticks stand."""

from collections.abc import Iterator
from datetime import date, timedelta

from store.dates import MONTHS


class Axis:
    """`width` cells from the day `first` to the day `last`, both among them."""

    def __init__(self, first: date, last: date, width: int) -> None:
        self.first = first
        self.last = max(first, last)
        self.width = max(1, width)
        self._days = (self.last - self.first).days + 1

    def cell(self, day: date) -> int:
        """The cell that a day lies in; the first or the last one for what lies outside."""
        at = (day - self.first).days * self.width // self._days
        return min(max(at, 0), self.width - 1)

    def days(self, cell: int) -> tuple[date, date]:
        """The first and the last day of a cell; they never run backwards, and where there are more
        cells than days several share one."""
        start = (
            -(-cell * self._days // self.width)
            if self._days >= self.width
            else (cell * self._days // self.width)
        )
        stop = -(-(cell + 1) * self._days // self.width) - 1
        first = self.first + timedelta(start)
        return first, max(first, self.first + timedelta(min(stop, self._days - 1)))

    def ticks(self) -> list[tuple[int, str]]:
        """Where years and, with room enough, months begin, with what is written there: never two
        that touch, none that runs over the end."""
        found: list[tuple[int, str]] = []
        free = 0
        wanted = list(self._wanted())
        if len(wanted) > 1 and wanted[1][0] <= len(wanted[0][1]):
            wanted.pop(0)  # the piece of a year that the axis begins in is too short to be named
        for at, text in wanted:
            if at >= free and at + len(text) <= self.width:
                found.append((at, text))
                free = at + len(text) + 1
        return found

    def ruler(self) -> str:
        """The ticks as one line."""
        line = ""
        for at, text in self.ticks():
            line += " " * (at - len(line)) + text
        return line

    def _wanted(self) -> Iterator[tuple[int, str]]:
        """Ticks in the order of their days; those of months where one has five cells or more."""
        per_month = self.width * 30 / self._days
        yield 0, _year(self.first.year) if per_month < 5 else _month(self.first)
        step = 12 if per_month < 2 else 3 if per_month < 5 else 1
        every = max(1, -(-5 * self._days // (self.width * 365))) if step == 12 else 1
        year, month = self.first.year, self.first.month
        while (year, month) < (self.last.year, self.last.month):
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
            begins = date(year, month, 1)
            if month == 1 and year % every == 0:
                yield self.cell(begins), _year(year)
            elif (month - 1) % step == 0 and month > 1:
                yield self.cell(begins), MONTHS[month - 1][:3]


def _year(year: int) -> str:
    return f"{year:04}"


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1][:3]} {day.year:04}"
