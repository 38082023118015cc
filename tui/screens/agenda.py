"""The agenda: meetings and due dates, as a list by day or as a month."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.message import Message

from store import dates
from store.agenda import Agenda, agenda
from store.desk import Desk
from store.kinds import Commitment, Meeting
from tui.bindings import bound, days
from tui.cells import Teller
from tui.drawing.agenda import Page, by_day, by_month
from tui.screens.picture import PictureScreen
from tui.sheet import Day, Reference, Sheet
from tui.widgets.calendar import Calendar


class AgendaScreen(PictureScreen[str]):
    """Dismissed with the id of the record that is to be opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("agenda.other", "other"),
        bound("agenda.new", "new"),
        *days(),
    ]

    class Gathered(Message):
        """All that has a date."""

        def __init__(self, agenda: Agenda) -> None:
            super().__init__()
            self.agenda = agenda

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.picture: Calendar = Calendar(desk.config.ascii, id="picture")
        self.day = desk.names.today
        self._teller = Teller(desk)
        self._agenda: Agenda | None = None

    def on_mount(self) -> None:
        """Gather."""
        self.gather()

    def gather(self) -> None:
        """Read all dates in a thread."""

        def work() -> None:
            self.post_message(self.Gathered(agenda(self.desk.store, self.desk.insight)))

        self.run_worker(work, thread=True, exclusive=True, group="gather")

    @on(Gathered)
    def _gathered(self, event: Gathered) -> None:
        fresh = self._agenda is None
        self._agenda = event.agenda
        self._teller.forget()
        self.picture.show(self._draw)
        if fresh:
            self._stand_on(self.day, above=self.picture.size.height // 4)
        self.tell()

    def _draw(self, width: int, height: int) -> Sheet:
        if self._agenda is None:
            return Sheet(width)
        page = Page(self._agenda, self._teller, self.day, self.desk.names.today)
        return (by_month if self.picture.weekly else by_day)(page, width, height)

    # ---------------------------------------------------------------- from day to day

    def _stand_on(self, day: date, above: int | None = None) -> None:
        """Draw around this day, and put the cursor on it, with so many lines above it."""
        self.day = day
        first = None
        if self._agenda is not None and not self.picture.weekly:
            first = next(iter(self._agenda.on(day)), None)
        target = Day(str(day)) if first is None else Reference(first.record.id, str(day))
        self.picture.remake_around(target, above)

    @on(Calendar.Shifted)
    def _shifted(self, event: Calendar.Shifted) -> None:
        try:
            day = dates.add_days(self.day, event.days)
            self._stand_on(dates.add_months(day, event.months))
        except dates.DateError:
            self.app.bell()  # the calendar ends there

    @on(Calendar.Pointed)
    def _pointed(self) -> None:
        """The day is that of the line which the cursor came to."""
        known = self._known
        if known and dates.precision(known) in ("day", "time"):
            self.day = dates.span(known)[0]

    @property
    def _known(self) -> str:
        """The date of what the cursor stands on, as far as it is known."""
        match self.picture.pointed:
            case Day(date=day) | Reference(day=day):
                return day
            case _:
                return str(self.day)

    def action_shift(self, days: int, months: int) -> None:
        """So many days on, or so many months."""
        self.picture.shift(days, months)

    def action_today(self) -> None:
        """To the day it is."""
        self._stand_on(self.desk.names.today)

    def action_other(self) -> None:
        """The month in place of the list, or the list in place of the month."""
        self.picture.weekly = not self.picture.weekly
        self._stand_on(self.day)
        self.tell()

    # ---------------------------------------------------------------- what is done there

    def action_new(self) -> None:
        """A new meeting on the day under the cursor."""
        from tui.screens.form import FormScreen

        form = FormScreen(self.desk, Meeting, None, {"start": self._known})
        self.app.push_screen(form, self._saved)

    def _saved(self, id: str | None) -> None:
        if id is not None:
            self.notify("Meeting added · {undo} undoes, on the dashboard", markup=False, timeout=4)

    @on(Calendar.Chosen)
    def _chosen(self, event: Calendar.Chosen) -> None:
        match event.target:
            case Reference(id=id):
                self.dismiss(id)
            case Day(date=day) if self.picture.weekly and self._agenda is not None:
                entries = self._agenda.on(dates.span(day)[0])
                if len(entries) == 1:
                    self.dismiss(entries[0].record.id)
                elif entries:
                    self.action_other()

    # ---------------------------------------------------------------- in words

    def heading(self) -> str:
        return "Agenda"

    def says(self) -> str:
        if self._agenda is None:
            return "Gathering…"
        match self.picture.pointed:
            case Reference(id=id, day=day) if (record := self.desk.store.get(id)) is not None:
                due = ", due " if isinstance(record, Commitment) else ", "
                loose = dates.precision(day) not in ("day", "time")
                known = f"{dates.spell(day)}{', the day is not known' if loose else ''}"
                return f"{self.desk.names.heading(record)}{due}{known}"
            case Day(date=day):
                count = len(self._agenda.on(dates.span(day)[0]))
                many = "nothing" if not count else "1 entry" if count == 1 else f"{count} entries"
                return f"{dates.spell(day)}: {many}"
            case _:
                return ""

    def hints(self) -> Sequence[tuple[str, str]]:
        weekly = self.picture.weekly
        return (
            ("{picture.open}", "open"),
            ("{agenda.new}", "new meeting"),
            ("{agenda.other}", "list" if weekly else "month"),
            ("{calendar.today}", "today"),
            ("{picture.left} {picture.right}", "day"),
            ("{down} {up}" if weekly else "{calendar.week_on} {calendar.week_back}", "week"),
            ("{calendar.back} {calendar.on}", "month"),
        )
