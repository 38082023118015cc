"""A picture on which the cursor goes from day to day."""

from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from tui.bindings import bound
from tui.widgets.picture import Picture


class Calendar(Picture, inherit_bindings=False):
    """Left and right are days; up and down are weeks where `weekly`, else what stands there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *Picture.BINDINGS,
        bound("calendar.week_on", "shift(7)"),
        bound("calendar.week_back", "shift(-7)"),
        bound("calendar.on", "turn(1)"),
        bound("calendar.back", "turn(-1)"),
    ]

    class Shifted(Message):
        """So many days on, or so many months."""

        def __init__(self, days: int = 0, months: int = 0) -> None:
            super().__init__()
            self.days = days
            self.months = months

    weekly = False

    def action_cursor_left(self) -> None:
        """A day back."""
        self.action_shift(-1)

    def action_cursor_right(self) -> None:
        """A day on."""
        self.action_shift(1)

    def action_shift(self, days: int) -> None:
        """So many days on."""
        self.post_message(self.Shifted(days))

    def action_turn(self, months: int) -> None:
        """So many months on."""
        self.post_message(self.Shifted(months=months))

    def action_page_down(self) -> None:
        """A month on."""
        self.action_turn(1)

    def action_page_up(self) -> None:
        """A month back."""
        self.action_turn(-1)

    def step(self, by: int) -> None:
        if self.weekly:
            self.action_shift(7 * by)
        else:
            super().step(by)
