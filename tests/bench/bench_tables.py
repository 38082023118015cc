"""What tables promise: exporting and importing commitments against their cells alone.

    python -m tests.bench.bench_tables [--records 100000] [--rounds 3]

Out and in as CSV against `csv.writer` and `csv.reader` on the same cells; out as a workbook
against XlsxWriter on the same cells, and in against reading the sheet's XML with expat, both
without a thought for what the cells mean.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from random import Random
from xml.parsers import expat

from store.formats import FORMATS
from store.formats.cells import Cell, tables_of
from store.kinds import Commitment
from store.record import Record
from tests.bench.stores import commitment
from tests.bench.timing import Row, medians, show

SHEET = "xl/worksheets/sheet1.xml"


def bare_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as `csv.writer` writes them."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def bare_workbook(rows: Iterable[Sequence[Cell]]) -> bytes:
    """The rows as XlsxWriter writes them, in the memory of a row."""
    from xlsxwriter import Workbook

    made = io.BytesIO()
    book = Workbook(made, {"constant_memory": True})
    page, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
    for row, cells in enumerate(rows):
        for place, cell in enumerate(cells):
            if isinstance(cell, str):
                page.write_string(row, place, cell)
            elif isinstance(cell, date):
                page.write_datetime(row, place, cell, day)
            elif cell is not None:
                page.write_number(row, place, cell)
    book.close()
    return made.getvalue()


def bare_expat(source: bytes) -> int:
    """How many elements expat finds in the first sheet."""
    count = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: None
    parser.CharacterDataHandler = lambda text: None
    with zipfile.ZipFile(io.BytesIO(source)) as book, book.open(SHEET) as sheet:
        parser.ParseFile(sheet)
    return count


def contenders(held: list[Record]) -> dict[str, Callable[[], object]]:
    """What is timed, by name."""
    table, book = FORMATS["csv"], FORMATS["xlsx"]
    text = b"".join(table.write(held, kind=Commitment))
    made = b"".join(book.write(held, kind=Commitment))
    words = [*csv.reader(io.StringIO(text.decode(), newline=""))]
    (sheet,) = tables_of("x", made)
    assert table.read(text).records == held == book.read(made).records
    return {
        "csv out": lambda: b"".join(table.write(held, kind=Commitment)),
        "csv.writer": lambda: bare_csv(words),
        "csv in": lambda: table.read(text),
        "csv.reader": lambda: [*csv.reader(io.StringIO(text.decode(), newline=""))],
        "xlsx out": lambda: b"".join(book.write(held, kind=Commitment)),
        "xlsxwriter": lambda: bare_workbook(sheet.rows),
        "xlsx in": lambda: book.read(made),
        "expat": lambda: bare_expat(made),
    }


def main() -> int:
    """Run the bench."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    random = Random(7)
    held: list[Record] = [commitment(number, random) for number in range(options.records)]
    took = medians(contenders(held), options.rounds)
    many = f"{options.records:,} commitments"
    return show(
        [
            Row(f"{many} out as CSV, against csv.writer", took["csv out"], took["csv.writer"], 3),
            Row(f"{many} in from CSV, against csv.reader", took["csv in"], took["csv.reader"], 5),
            Row(f"{many} out as XLSX, against XlsxWriter", took["xlsx out"], took["xlsxwriter"], 2),
            Row(f"{many} in from XLSX, against expat", took["xlsx in"], took["expat"], 5),
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
