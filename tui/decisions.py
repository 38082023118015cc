"""The decisions of a sitting on what waits, so that each can be taken back."""

from collections.abc import Callable
from typing import NamedTuple


class Decision(NamedTuple):
    """What was decided, in a few words, and what takes it back (asked in a thread)."""

    told: str
    back: Callable[[], None]


class Decisions:
    """The decisions, the last one last."""

    def __init__(self) -> None:
        self.kept: list[Decision] = []

    def note(self, told: str, back: Callable[[], None]) -> None:
        """One more."""
        self.kept.append(Decision(told, back))

    def take_back(self) -> str:
        """Take the last one back; what it was, "" where there is none left. Raises what taking it
        back raises, and keeps it then."""
        if not self.kept:
            return ""
        told, back = self.kept[-1]
        back()
        self.kept.pop()
        return told
