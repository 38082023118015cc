"""Bars and columns of block characters, big figures, and sheets beside each other."""

from collections.abc import Sequence

from tui.fit import cells
from tui.sheet import NOTHING, Part, Sheet

EIGHTHS_ACROSS = " ▏▎▍▌▋▊▉█"
EIGHTHS_UP = " ▁▂▃▄▅▆▇█"
ASCII_UP = " ..::||##"

# Three cells by five half cells each; a bit for every half cell that is filled.
FIGURES = {
    "0": (7, 5, 5, 5, 7),
    "1": (2, 6, 2, 2, 7),
    "2": (7, 1, 7, 4, 7),
    "3": (7, 1, 7, 1, 7),
    "4": (5, 5, 7, 1, 1),
    "5": (7, 4, 7, 1, 7),
    "6": (7, 4, 7, 5, 7),
    "7": (7, 1, 1, 2, 2),
    "8": (7, 5, 7, 5, 7),
    "9": (7, 5, 7, 1, 7),
}
FIGURE_LINES = 3


def across(length: float, ascii: bool) -> str:
    """A bar of so many cells, to an eighth of one; what is more than nothing is seen."""
    if ascii:
        return "#" * (max(1, round(length)) if length > 0 else 0)
    eighths = max(1, round(length * 8)) if length > 0 else 0
    return "█" * (eighths // 8) + EIGHTHS_ACROSS[eighths % 8].strip()


def column(value: int, most: float, height: int, ascii: bool) -> list[str]:
    """The cells of a column from the top down: `most` fills it, one at the least is seen."""
    eighths = round(value / most * height * 8) if most else 0
    eighths = max(1, eighths) if value else 0
    steps = ASCII_UP if ascii else EIGHTHS_UP
    return [steps[min(8, max(0, eighths - 8 * level))] for level in reversed(range(height))]


def figures(number: int) -> list[str]:
    """A number in figures three lines high, of half blocks."""
    lines = []
    for row in range(FIGURE_LINES):
        shown = []
        for digit in str(number):
            upper = FIGURES[digit][2 * row]
            lower = FIGURES[digit][2 * row + 1] if 2 * row + 1 < 5 else 0
            shown.append("".join(_half(upper >> bit & 1, lower >> bit & 1) for bit in (2, 1, 0)))
        lines.append(" ".join(shown))
    return lines


def _half(upper: int, lower: int) -> str:
    return " ▄▀█"[2 * upper + lower]


def beside(sheet: Sheet, others: Sequence[Sheet], gap: int) -> None:
    """Put sheets down side by side; what the cursor can stand on goes along."""
    offsets = []
    for other in others:
        offsets.append(len(sheet.targets))
        sheet.targets += other.targets
    for number in range(max((len(other.lines) for other in others), default=0)):
        line: list[Part] = []
        owed = 0  # cells that are still to be left free
        for other, offset in zip(others, offsets, strict=True):
            parts = other.lines[number] if number < len(other.lines) else ()
            if owed and parts:
                line.append(Part(" " * owed))
                owed = 0
            for part in parts:
                item = part.item + offset if part.item != NOTHING else NOTHING
                line.append(part._replace(item=item))
            taken = sum(cells(part.text, other.width) for part in parts)
            owed += other.width - taken + gap
        sheet.put(line)
