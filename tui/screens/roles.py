"""The roles of a group over time: who held which when, and who on the day under the cursor."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from store import dates
from store.desk import Desk
from store.kinds import Group, Role
from store.tenures import known_days, tenures
from tui.bindings import bound, days
from tui.drawing.timeline import Chart, tell_holders
from tui.screens.picture import PictureScreen
from tui.sheet import Reference, Sheet
from tui.widgets.calendar import Calendar


class RolesScreen(PictureScreen[str]):
    """Dismissed with the id of the role that is to be opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("roles.next", "change(1)"),
        bound("roles.before", "change(-1)"),
        *days(),
    ]

    def __init__(self, desk: Desk, group: Group) -> None:
        super().__init__(desk)
        self.picture: Calendar = Calendar(desk.config.ascii, id="picture")
        self.group = group
        self.day = desk.names.today
        self._gather()
        self._chart = self._charted(80)

    def on_mount(self) -> None:
        """Draw."""
        self.picture.show(self._draw)

    def gather(self) -> None:
        self._gather()
        self._stand_on(self.day)

    def _gather(self) -> None:
        roles = (role for role in self.desk.store.of(Role) if role.group == self.group.id)
        self._found = tenures(roles)

    def _charted(self, width: int) -> Chart:
        return Chart(self._found, self.desk.names, width, self.day)

    def _draw(self, width: int, height: int) -> Sheet:
        sheet = Sheet(width, self.desk.config.ascii)
        self._chart = self._charted(width)
        if not self._found:
            sheet.text("No roles are recorded for this group.", "muted")
            return sheet
        self._chart.draw(sheet)
        tell_holders(sheet, self.desk.insight, self._chart, self.group, self.day)
        return sheet

    def _stand_on(self, day: date) -> None:
        """Draw with the cursor on this day, as far as there is something to see."""
        axis = self._chart.axis
        self.day = min(max(day, axis.first), axis.last)
        self.picture.remake(self.picture.pointed)
        self.tell()

    @on(Calendar.Shifted)
    def _shifted(self, event: Calendar.Shifted) -> None:
        axis = self._chart.axis
        if event.months:
            year = min(max(self.day.year + event.months, 1), 9999)
            length = dates.month_length(year, self.day.month)
            self._stand_on(self.day.replace(year=year, day=min(self.day.day, length)))
            return
        wanted = min(max(axis.cell(self.day) + event.days, 0), axis.width - 1)
        first, last = axis.days(wanted)
        today = self.desk.names.today
        self._stand_on(today if first <= today <= last else first)

    def action_shift(self, days: int, months: int) -> None:
        """So many days on, or so many months."""
        self.picture.shift(days, months)

    def action_today(self) -> None:
        """To the day it is."""
        self._stand_on(self.desk.names.today)

    def action_change(self, by: int) -> None:
        """To the next day on which somebody began or ended, or may have; or to the one before."""
        days = known_days(self._found)
        ahead = [d for d in days if d > self.day] if by > 0 else [d for d in days if d < self.day]
        if ahead:
            self._stand_on(min(ahead) if by > 0 else max(ahead))

    @on(Calendar.Chosen)
    def _chosen(self, event: Calendar.Chosen) -> None:
        if isinstance(event.target, Reference):
            self.dismiss(event.target.id)

    # ---------------------------------------------------------------- in words

    def heading(self) -> str:
        return f"Roles · {self.desk.names.heading(self.group)}"

    def says(self) -> str:
        match self.picture.pointed:
            case Reference(id=id) if isinstance(role := self.desk.store.get(id), Role):
                begin = (
                    f"from {dates.spell(role.start)}" if role.start else "since nobody knows when"
                )
                end = f"until {dates.spell(role.end)}" if role.end else "to this day"
                return f"{self.desk.names.name(role.member)}, {role.label} {begin} {end}"
            case _:
                return ""

    def hints(self) -> Sequence[tuple[str, str]]:
        return (
            ("{picture.open}", "open"),
            ("{picture.left} {picture.right}", "earlier, later"),
            ("{roles.next}", "next change"),
            ("{calendar.today}", "today"),
            ("{calendar.back} {calendar.on}", "year"),
        )
