"""The welcome to an empty store: the four ways to begin."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.bindings import bound
from tui.screens.overlay import Overlay

WAYS = (
    ("welcome.new", "Add the first record", "a meeting, member or commitment"),
    ("welcome.sync", "Bring in a feed", "smallgroup source add NAME URL"),
    (
        "welcome.import",
        "Bring in a file",
        "a list in .csv, .xlsx or .json",
    ),
    ("welcome.quit", "Look around first", "leave; then smallgroup --demo"),
)


class Welcome(Overlay[str | None]):
    """Dismissed with the id of the action that was chosen, or None to see the empty dashboard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        bound("welcome.new", "choose('new')"),
        bound("welcome.sync", "choose('sync')"),
        bound("welcome.import", "choose('import')"),
        bound("welcome.quit", "choose('quit')"),
        bound("welcome.close", "choose('')"),
    ]

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet"):
            yield self.titled("Nothing is recorded here yet")
            yield Static(Content("There are four ways to begin."), classes="sheet-text")
            for id_, title, how in WAYS:
                key = self.keys.key(id_)
                heading = Content.assemble((f"{key}  ", "bold $text-accent"), (title, "bold"))
                yield Static(heading, classes="sheet-line")
                yield Static(Content.styled(how, "$text-muted"), classes="sheet-how")
            yield self.foot(("{welcome.close}", "the empty dashboard"))

    def action_choose(self, id: str) -> None:
        """One of the ways, or none."""
        self.dismiss(id or None)
