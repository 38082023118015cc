"""A table in a paper, for a width: cells in columns that are wrapped to fit, or, where there is no
room for that, row by row with the name of the column before each cell."""

from collections.abc import Iterator, Sequence

from tui.fit import cells
from tui.wrap import Part, wrap_parts

GAP = 2
LEAST = 8  # cells that a column is wrapped to at the least
FAR = 10_000

Cell = list[Part]


def lay_out(
    rows: Sequence[Sequence[Cell]], right: Sequence[bool], width: int, rule: str
) -> Iterator[Cell]:
    """The lines of a table whose first row has the names of its columns; `right`: which of them
    stand at the right of theirs; `rule`: what a line across is drawn with."""
    widths = _widths(rows, width)
    if sum(widths) + GAP * (len(widths) - 1) > width:
        yield from _stacked(rows, width)
        return
    for number, row in enumerate(rows):
        yield from _row(row, widths, right, "label" if number == 0 else "")
        if number == 0:
            yield [Part((" " * GAP).join(rule * size for size in widths), "rule")]


def _widths(rows: Sequence[Sequence[Cell]], width: int) -> list[int]:
    """What each column takes; the widest give way first where there is no room for all."""
    natural = [max(map(_size, column)) for column in zip(*rows, strict=True)]
    over = sum(natural) + GAP * (len(natural) - 1) - width
    while over > 0 and max(natural) > LEAST:
        widest = natural.index(max(natural))
        second = max((size for size in natural if size < natural[widest]), default=LEAST)
        by = min(over, natural[widest] - max(second, LEAST)) or 1
        natural[widest] -= by
        over -= by
    return natural


def _size(cell: Cell) -> int:
    return max(1, sum(cells(part.text, FAR) for part in cell))


def _row(
    row: Sequence[Cell], widths: Sequence[int], right: Sequence[bool], tone: str
) -> Iterator[Cell]:
    wrapped = [wrap_parts(cell, size) for cell, size in zip(row, widths, strict=True)]
    for at in range(max(map(len, wrapped))):
        line: Cell = []
        for lines, size, to_right in zip(wrapped, widths, right, strict=True):
            if line:
                line.append(Part(" " * GAP))
            parts = lines[at] if at < len(lines) else []
            pad = Part(" " * (size - sum(cells(part.text, size) for part in parts)))
            told = [part._replace(tone=part.tone or tone) for part in parts]
            line += [pad, *told] if to_right else [*told, pad]
        yield line


def _stacked(rows: Sequence[Sequence[Cell]], width: int) -> Iterator[Cell]:
    names, *others = rows
    for row in others:
        for name, cell in zip(names, row, strict=True):
            if cell:
                named = [*(part._replace(tone="label") for part in name), Part(": ", "label")]
                yield from wrap_parts([*named, *cell], width)
        yield []
