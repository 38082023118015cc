"""The welcome to an empty store: the three ways to begin."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.screens.overlay import Overlay
from tui.widgets.hint_bar import keys_line

WAYS = (
    ("n", "Add the first record", "a meeting, a member, a group or a commitment"),
    ("S", "Bring in a feed", "smallgroup source add NAME URL, then smallgroup sync"),
    ("q", "Look around first", "leave, and run smallgroup --demo: a throw-away copy"),
)


class Welcome(Overlay[str | None]):
    """Dismissed with the id of the action that was chosen, or None to see the empty dashboard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "choose('new')", "Add", id="welcome.new"),
        Binding("S", "choose('sync')", "Sync", id="welcome.sync"),
        Binding("q", "choose('quit')", "Leave", id="welcome.quit"),
        Binding("escape,enter", "choose('')", "Close", id="welcome.close"),
    ]

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet"):
            yield Static(
                Content.styled("Nothing is recorded here yet", "bold"), classes="sheet-title"
            )
            yield Static(Content("There are three ways to begin."), classes="sheet-text")
            for key, title, how in WAYS:
                heading = Content.assemble((f"{key}  ", "bold $text-accent"), (title, "bold"))
                yield Static(heading, classes="sheet-line")
                yield Static(Content.styled(how, "$text-muted"), classes="sheet-how")
            yield Static(
                keys_line(("esc", "the empty dashboard")),
                classes="sheet-keys",
            )

    def action_choose(self, id: str) -> None:
        """One of the ways, or none."""
        self.dismiss(id or None)
