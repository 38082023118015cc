"""Jump mode: a letter on everything that can have the focus; pressing it goes there."""

import string
from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.errors import NoWidget
from textual.events import Click, Key
from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from tui.bindings import bound
from tui.screens.over import Over

LETTERS = "asdfjklewcmpghruiotyvnbxzq" + string.digits


class Spot(NamedTuple):
    """A widget in view, the letter that leads to it, and where the label stands."""

    letter: str
    widget: Widget
    at: Offset


def spots(screen: Screen[object]) -> list[Spot]:
    """What can have the focus and is in view, from the top left to the bottom right."""
    seen = []
    for widget in screen.focus_chain:
        try:
            shown = screen.find_widget(widget).visible_region
        except NoWidget:  # it is there, but not laid out yet: the size has just changed
            continue
        if shown.area:
            seen.append((shown.offset.y, shown.offset.x, widget))
    seen.sort(key=lambda spot: spot[:2])
    return [
        Spot(letter, widget, Offset(x, y))
        for letter, (y, x, widget) in zip(LETTERS, seen, strict=False)
    ]


class Jump(Over[None]):
    """The labels over the screen beneath."""

    CSS_PATH = "../styles/sheet.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [bound("jump.close", "dismiss")]

    def __init__(self, spots: Sequence[Spot], ascii: bool) -> None:
        super().__init__(ascii)
        self._spots = {spot.letter: spot for spot in spots}

    def compose(self) -> ComposeResult:
        for spot in self._spots.values():
            label = Static(Content(f" {spot.letter} "), classes="jump-label")
            label.styles.offset = spot.at
            yield label

    def on_key(self, event: Key) -> None:
        """A letter leads to its place; any other key leads nowhere."""
        if (spot := self._spots.get(event.character or "")) is not None:
            event.stop()
            self.dismiss()
            spot.widget.focus()

    def on_click(self, _event: Click) -> None:
        """The labels go."""
        self.dismiss()
