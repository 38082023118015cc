"""A number over time as a line of steps, with a second one as an area under it."""

from collections.abc import Sequence
from datetime import date

from tui.drawing.axis import Axis
from tui.drawing.blocks import column

Known = Sequence[tuple[date, int]]  # from this day on it is so many

LINE = {"flat": "─", "rise": "│", "from below": "╭", "to above": "╯", "from above": "╰"}
LINE |= {"to below": "╮", "unknown": "┄"}
PLAIN = {"flat": "-", "rise": "|", "from below": "+", "to above": "+", "from above": "+"}
PLAIN |= {"to below": "+", "unknown": "."}


def drawn_steps(
    line: Known, area: Known, axis: Axis, height: int, ascii: bool
) -> list[list[tuple[str, str]]]:
    """`height` lines of `axis.width` cells from the top down, each a character and its tone.

    After its last known day the line is dotted: it may have gone on since. All stands on nought.
    """
    most = max((value for _, value in (*line, *area)), default=0)
    canvas = [[(" ", "")] * axis.width for _ in range(height)]
    for at, value in enumerate(_values(area, axis)):
        if value:
            for row, char in enumerate(column(value, most, height, ascii)):
                canvas[row][at] = (char if char == " " or not ascii else ":", "area")
    chars = PLAIN if ascii else LINE
    values = _values(line, axis)
    ended = axis.cell(line[-1][0]) if line else 0
    before: int | None = None
    for at, value in enumerate(values):
        if value is None:
            continue
        row = _row(value, most, height)
        if before is None or before == row:
            canvas[row][at] = (chars["unknown" if at > ended else "flat"], "line")
        else:
            up = row < before
            canvas[before][at] = (chars["to above" if up else "to below"], "line")
            canvas[row][at] = (chars["from below" if up else "from above"], "line")
            for between in range(min(row, before) + 1, max(row, before)):
                canvas[between][at] = (chars["rise"], "line")
        before = row
    return canvas


def _row(value: int, most: int, height: int) -> int:
    return height - 1 - round(value / most * (height - 1)) if most else height - 1


def _values(known: Known, axis: Axis) -> list[int | None]:
    """What was known last at the end of each cell."""
    values: list[int | None] = []
    at = 0
    now: int | None = None
    for cell in range(axis.width):
        _, last = axis.days(cell)
        while at < len(known) and known[at][0] <= last:
            now = known[at][1]
            at += 1
        values.append(now)
    return values
