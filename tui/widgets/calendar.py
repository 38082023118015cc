"""A picture on which the cursor goes from day to day."""

from textual.message import Message

from tui.widgets.picture import Picture


class Calendar(Picture, inherit_bindings=False):
    """Left and right are days; up and down are weeks where `weekly`, else what stands there."""

    class Shifted(Message):
        """So many days on, or so many months."""

        def __init__(self, days: int = 0, months: int = 0) -> None:
            super().__init__()
            self.days = days
            self.months = months

    weekly = False

    def action_cursor_left(self) -> None:
        """A day back."""
        self.shift(-1)

    def action_cursor_right(self) -> None:
        """A day on."""
        self.shift(1)

    def shift(self, days: int = 0, months: int = 0) -> None:
        """So many days on, or so many months."""
        self.post_message(self.Shifted(days, months))

    def action_page_down(self) -> None:
        """A month on."""
        self.shift(months=1)

    def action_page_up(self) -> None:
        """A month back."""
        self.shift(months=-1)

    def step(self, by: int) -> None:
        if self.weekly:
            self.shift(7 * by)
        else:
            super().step(by)
