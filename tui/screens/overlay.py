"""What the sheets that open over the dashboard have in common."""

from typing import TypeVar

from textual.screen import ModalScreen

from tui.screens.once import Once

Answer = TypeVar("Answer")


class Overlay(Once, ModalScreen[Answer]):
    """A sheet in the middle of the screen; on a low screen it leaves its margins out."""

    CSS_PATH = "../styles/sheet.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (20, "-high")]  # noqa: RUF012

    def __init__(self, ascii: bool) -> None:
        super().__init__(classes="-ascii" if ascii else None)
