"""The signs that our own widgets and sheets draw with, and their fellows in ASCII."""

from typing import NamedTuple

from tui.fit import ASCII_ELLIPSIS, ELLIPSIS


class Signs(NamedTuple):
    """What is cut goes on; the cursor; a line across; sorted upward or downward; a list that is
    folded or open; from one to another."""

    ellipsis: str
    cursor: str
    rule: str
    up: str
    down: str
    folded: str
    open: str
    arrow: str


FULL = Signs(ELLIPSIS, "▌", "─", "▲", "▼", "▸", "▾", "→")
ASCII = Signs(ASCII_ELLIPSIS, ">", "-", "^", "v", ">", "v", "->")


def signs(ascii: bool) -> Signs:
    """The signs to draw with."""
    return ASCII if ascii else FULL
