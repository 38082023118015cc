"""A picture on which the cursor goes from day to day."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui.widgets.picture import Picture


class Calendar(Picture, inherit_bindings=False):
    """Left and right are days; up and down are weeks where `weekly`, else what stands there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *Picture.BINDINGS,
        Binding("J", "shift(7)", show=False),
        Binding("K", "shift(-7)", show=False),
        Binding("pagedown,greater_than_sign", "turn(1)", show=False),
        Binding("pageup,less_than_sign", "turn(-1)", show=False),
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

    def step(self, by: int) -> None:
        if self.weekly:
            self.action_shift(7 * by)
        else:
            super().step(by)
