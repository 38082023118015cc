"""The matrix as a file: Markdown, HTML, JSON, a table of text, a workbook."""

from collections.abc import Iterator
from pathlib import PurePath

import msgspec

from store.desk import Desk
from store.reports.matrix import table as tables
from store.reports.matrix.cells import Matrix
from store.reports.matrix.paper import paper

FORMS = ("md", "html", "csv", "xlsx", "json")
ENDINGS = {f".{form}": form for form in FORMS} | {".htm": "html"}
LEVEL = 7  # commitments up to which their names are read from left to right
NAME, WIDE, NARROW, NUMBER, FACT, LONG = 28, 24, 7, 10, 14, 60  # characters of a column


def form_of(file: str) -> str:
    """The form of a file by the ending of its name; Markdown where that is none of these."""
    return ENDINGS.get(PurePath(file).suffix.lower(), "md")


def written(matrix: Matrix, form: str, desk: Desk) -> Iterator[bytes]:
    """The matrix in this form, in pieces. `StoreError` where there is no room for it in that form,
    or the user's own template is wrong."""
    if form == "json":
        yield msgspec.json.format(msgspec.json.encode(matrix), indent=2) + b"\n"
    elif form == "csv":
        from store.formats.native import lines

        yield from lines([tables.headings(matrix)])
        yield from lines(tables.rows(matrix))
    elif form == "xlsx":
        yield from _workbook(matrix)
    else:
        from store.reports.render import render

        yield render("matrix", "html" if form == "html" else "md", paper(matrix), desk).encode()


def _workbook(matrix: Matrix) -> Iterator[bytes]:
    """Three sheets: the matrix, the commitments, and what the cells mean."""
    from store.formats.workbook.writing import Column, Sheet, workbook

    turned = len(matrix.columns) > LEVEL
    owner, *others, id_ = map(str, tables.headings(matrix))
    ends = len(tables.TITLES)
    columns = [
        Column(owner, NAME),
        *(Column(name, NARROW if turned else WIDE, turned=turned) for name in others[:-ends]),
        *(Column(title, NUMBER) for title in others[-ends:]),
        Column(id_, NUMBER),
    ]
    about, *facts = tables.COMMITMENT_HEADINGS
    yield from workbook(
        (
            Sheet("Matrix", columns, tables.rows(matrix), feet=len(tables.FEET)),
            Sheet(
                "Commitments",
                [Column(about, LONG), *(Column(fact, FACT) for fact in facts)],
                tables.commitment_rows(matrix),
            ),
            Sheet(
                "Legend",
                [Column(name, LONG) for name in tables.LEGEND_HEADINGS],
                tables.legend_rows(),
            ),
        ),
        matrix.title,
    )
