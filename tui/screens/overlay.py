"""A sheet over the dashboard, with a list on it as a rule."""

from textual.content import Content
from textual.widgets import Static

from tui.answers import Answer
from tui.fit import clean
from tui.screens.over import Over
from tui.widgets.table import VirtualTable

LOW = 20  # lines of a screen below which the margins are left out
CHROME, LOW_CHROME = 7, 4  # lines of the sheet that are not its list; on a low screen


class Overlay(Over[Answer]):
    """A sheet in the middle of the screen; on a low screen it leaves its margins out."""

    CSS_PATH = "../styles/sheet.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]  # noqa: RUF012

    def titled(self, title: str) -> Static:
        """The line at the top."""
        return Static(Content.styled(clean(title), "bold"), classes="sheet-title")

    @property
    def table(self) -> VirtualTable:
        """The list."""
        return self.query_one(VirtualTable)

    def set_height(self, rows: int, behind: int = 0, told: int = 0) -> None:
        """Make the list as high as so many rows need, as far as there is room. `behind`: lines of
        the screen below that stay in sight, where it is not a low one; `told`: lines of the sheet
        below the list, where it is one."""
        height = self.app.size.height
        room = height - (LOW_CHROME + told if height < LOW else CHROME + behind)
        self.table.styles.height = min(rows + 1, max(3, room))

    def action_move(self, way: str) -> None:
        """Move the cursor of the list."""
        getattr(self.table, f"action_{way}")()

    def action_leave(self) -> None:
        """Close it without an answer."""
        self.dismiss(None)
