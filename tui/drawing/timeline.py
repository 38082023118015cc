"""Who held which role when: a bar for each tenure on an axis of time.

What is certain is drawn full, what is possible in dots; an arrow stands where no beginning or no
end is recorded.
"""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from store import dates
from store.dates import Answer
from store.insight import Insight
from store.kinds import Group
from store.names import Names
from store.tenures import Tenure, extent
from tui.drawing.axis import Axis
from tui.fit import cells, clip, fit
from tui.sheet import NOTHING, Part, Reference, Sheet
from tui.wrap import wrap_parts

EDGE = "  "  # where the cursor shows
DATED = 110  # cells from which on the dates are written beside the bars
LEAST = 20  # cells of an axis


class Chart:
    """The bars of some tenures for lines of a width; `day` is the one under the cursor, if any."""

    def __init__(
        self, found: Sequence[Tenure], names: Names, width: int, day: date | None = None
    ) -> None:
        self.found = found
        self.names = names
        self.day = day
        longest = max((cells(self._name(one), width) for one in found), default=0)
        self._named = min(longest, max(8, width // 3))
        said = max((len(_dates(one)) for one in found), default=0) + 2
        self._said = said if width >= DATED else 0
        room = max(LEAST, width - len(EDGE) - self._named - 1 - self._said)
        self.axis = Axis(*extent(found, names.today), room)

    def draw(self, sheet: Sheet) -> None:
        """Put the bars down, those of one role below its name, and the axis with its marks."""
        before = Part(" " * (len(EDGE) + self._named + 1))
        sheet.line(before, Part(self.axis.ruler(), "muted"))
        for label, under in groupby(self.found, key=lambda one: one.role.label):
            sheet.line(Part(clip(label, sheet.width), "strong"))
            for one in under:
                self._bar(sheet, one)
        marks = "^" if sheet.ascii else "▲"
        if self.day is not None and self.day != self.names.today:
            sheet.line(before, Part(self._mark(self.day, f"{marks} {dates.spell(str(self.day))}")))
        sheet.line(before, Part(self._mark(self.names.today, f"{marks} today"), "muted"))

    def _name(self, one: Tenure) -> str:
        return self.names.name(one.role.member)

    def _bar(self, sheet: Sheet, one: Tenure) -> None:
        # beside a list of the same roles the bars are not for the cursor
        item = NOTHING if self.day is None else sheet.item(Reference(one.role.id))
        parts = [Part(EDGE), Part(fit(self._name(one), self._named) + " ")]
        here = NOTHING if self.day is None else self.axis.cell(self.day)
        for cell in range(self.axis.width):
            answer = one.during(*self.axis.days(cell))
            char, tone = _drawn(answer, sheet.ascii)
            arrow = self._arrow(one, cell, sheet.ascii) if answer else ""
            if cell == here and not answer:
                char, tone = "|" if sheet.ascii else "│", "muted"
            elif cell == here:
                tone = "line"
            parts.append(Part(arrow or char, tone))
        if self._said:
            parts.append(Part(fit(f"  {_dates(one)}", self._said), "muted"))
        sheet.put(_joined(parts), item)

    def _arrow(self, one: Tenure, cell: int, ascii: bool) -> str:
        if cell == 0 and not one.role.start:
            return "<" if ascii else "◂"
        if cell == self.axis.width - 1 and not one.role.end:
            return ">" if ascii else "▸"
        return ""

    def _mark(self, day: date, text: str) -> str:
        """The text with its first letter, or where there is no room its last one, at the day."""
        at = self.axis.cell(day)
        if at + cells(text, self.axis.width) <= self.axis.width:
            return " " * at + text
        symbol, _, words = text.partition(" ")
        text = f"{words} {symbol}"
        return " " * max(0, at + 1 - cells(text, self.axis.width)) + text


def tell_holders(sheet: Sheet, insight: Insight, chart: Chart, group: Group, day: date) -> None:
    """Who held each role on a day, in words."""
    sheet.heading(dates.spell(str(day)))
    for label in dict.fromkeys(one.role.label for one in chart.found):
        said = Part(holders(insight, chart.names, group, label, day))
        for line in wrap_parts([Part(f"{label}: ", "label"), said], sheet.width):
            sheet.put(line)


def holders(insight: Insight, names: Names, group: Group, label: str, day: date) -> str:
    """Who held a role on a day: those who did, then those who may have."""
    answers = insight.holders(group.id, label, day)
    certain = [names.name(role.member) for role, answer in answers if answer is Answer.YES]
    perhaps = [names.name(role.member) for role, answer in answers if answer is Answer.POSSIBLY]
    said = [", ".join(certain)] if certain else []
    if perhaps:
        said.append(f"perhaps {', '.join(perhaps)}")
    return "; ".join(said) or "nobody that is known"


def _drawn(answer: Answer, ascii: bool) -> tuple[str, str]:
    if answer is Answer.YES:
        return ("#" if ascii else "█"), "fill"
    if answer is Answer.POSSIBLY:
        return ("?" if ascii else "░"), "fill"
    return " ", ""


def _dates(one: Tenure) -> str:
    return f"{one.role.start or '?'} – {one.role.end or 'today'}"


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Neighbours of one tone as one part."""
    joined: list[Part] = []
    for part in parts:
        if joined and joined[-1].tone == part.tone and len(joined) > 1:
            joined[-1] = part._replace(text=joined[-1].text + part.text)
        else:
            joined.append(part)
    return joined
