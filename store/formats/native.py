"""Rows of native cells as a table of text: numbers as they are, days as they are written, other
words guarded as in a table of records."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from store.formats.cells import Cell
from store.formats.csv import guarded


def lines(rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The table, line by line (RFC 4180)."""
    for row in rows:
        text = io.StringIO(newline="")
        csv.writer(text).writerow(guarded(cell) if isinstance(cell, str) else cell for cell in row)
        yield text.getvalue().encode()
