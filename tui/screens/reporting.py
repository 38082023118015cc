"""The papers that come after: the readout of a meeting, and the report of a period."""

from store.desk import Desk
from store.door import Problems
from store.errors import StoreError
from store.fields import Field, FieldError
from store.formats.visible import LEVELS
from store.kinds import Commitment, Meeting
from store.query import QueryError
from store.record import Visibility
from store.reports.period import Report, choosing, report
from store.reports.periods import read_period, suggested, words_of
from store.reports.readout import Readout, readout
from tui.screens.levelled import LevelledPaper
from tui.screens.question import Question


def readout_paper(desk: Desk, meeting: Meeting) -> LevelledPaper:
    """The readout of a meeting: the public one first, where the meeting is public."""

    def tell(include: Visibility) -> tuple[Readout, int]:
        now = desk.store.get(meeting.id)
        if not isinstance(now, Meeting):
            raise StoreError("This meeting was deleted.")
        return readout(desk, now, include)

    levels = LEVELS[LEVELS.index(meeting.visibility) :]
    return LevelledPaper(
        desk,
        "Readout",
        tell,
        template="readout",
        name=f"readout-{plain_name(meeting.id)}",
        levels=levels,
    )


def report_paper(desk: Desk, period: str, filter_line: str) -> LevelledPaper:
    """The report of a period: the public one first, unless nothing here is public."""

    def tell(include: Visibility) -> tuple[Report, int]:
        return report(desk, read_period(words_of(period), desk)[0], filter_line, include)

    there = {commitment.visibility for commitment in desk.store.of(Commitment)}
    first = next((at for at, level in enumerate(LEVELS) if level in there), 0)
    return LevelledPaper(
        desk,
        "Report",
        tell,
        template="report",
        name=f"report-{plain_name(period)}",
        levels=(*LEVELS[first:], *LEVELS[:first]),
    )


def plain_name(words: str) -> str:
    """What may stand in the name of a file."""
    kept = "".join(char if char.isalnum() or char in "-." else "-" for char in words)
    return kept.strip("-.")[:60] or "paper"


class PeriodScreen(Question[tuple[str, str] | None]):
    """Dismissed with the period and the filter of a report."""

    HINTS = (("{form.save}", "report"), ("{form.close}", "leave"))

    def __init__(self, desk: Desk) -> None:
        period = Field(
            type="text",
            name="period",
            required=True,
            suggestions=tuple(suggested(desk)),
            help="A year, a quarter, a month, two days with .. between them, or since MEETING",
        )
        which = Field(type="text", name="filter", help="Of which commitments, as in a filter line")
        super().__init__(desk, "Report of a period", "", ((period, ""), (which, "")))
        self._said: tuple[str, str] | None = None

    async def carry_out(self) -> bool:
        words = self.read(self.typed())
        try:
            _, left = read_period(words_of(words["period"]), self.desk)
            if left:
                raise FieldError(f"“{' '.join(left)}” belongs into the filter")
        except FieldError as error:
            raise Problems({"period": str(error)}) from error
        try:
            choosing(words["filter"], self.desk)
        except (QueryError, FieldError) as error:
            raise Problems({"filter": str(error)}) from error
        self._said = words["period"], words["filter"]
        return True

    def answer(self) -> tuple[str, str] | None:
        return self._said

    def nothing(self) -> None:
        return None
