"""The filter lines that were used before, to be brought back with the arrow keys."""

from collections.abc import Sequence

MOST = 50  # lines that are remembered for a panel


def with_line(history: Sequence[str], line: str) -> tuple[str, ...]:
    """The lines, oldest first, with this one as the newest; each stands there once."""
    line = line.strip()
    return (*(one for one in history if one != line), line)[-MOST:] if line else tuple(history)


class Recall:
    """Goes back and forth over lines, oldest first; what was being typed comes after the newest."""

    def __init__(self, history: Sequence[str], line: str) -> None:
        self._lines = [one for one in history if one != line]
        self._at = len(self._lines)
        self._typed = line

    def step(self, by: int, line: str) -> str:
        """The line that is so many steps newer (or older, below 0) than the one that stands there,
        as far as there are any."""
        if self._at == len(self._lines):
            self._typed = line
        self._at = min(max(self._at + by, 0), len(self._lines))
        return self._typed if self._at == len(self._lines) else self._lines[self._at]
