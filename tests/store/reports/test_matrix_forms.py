"""The matrix on paper and in files: the same in each, and harmless whatever the records hold."""

import csv
import io
import os
import re
import zipfile
from datetime import date
from html.parser import HTMLParser
from itertools import chain, pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from store.config import Config
from store.desk import Desk, open_throwaway
from store.formats.cells import tables_of
from store.kinds import Commitment, Member, Update
from store.query import compile_query, parse
from store.record import Record
from store.reports.matrix import Matrix, matrix
from store.reports.matrix.forms import FORMS, form_of, written
from store.reports.matrix.paper import paper, why_empty
from store.reports.matrix.table import FEET, TITLES
from tests.store.reports.test_matrix import over
from tests.strategies import HOSTILE

GOLDENS = Path(__file__).parent / "goldens"
BODIES = {  # the day, and which commitments
    "demo": ("2023-02-20", "owner:africa-focus-group or meeting:2021-12-02-brussels"),
    "sample": ("2026-03-01", "closed:2025-12 or due:2026-03"),
}


def made(found: Matrix, form: str, desk: Desk) -> bytes:
    return b"".join(written(found, form, desk))


def of(desk: Desk, line: str, **how: object) -> Matrix:
    """The matrix of what passes a filter, public as it leaves."""
    query = compile_query(parse(line, Commitment), Commitment, desk.names, desk.insight, desk.store)
    found = query.select(list(desk.store.of(Commitment)))
    chosen = [record for record in found if isinstance(record, Commitment)]
    return matrix(desk, chosen, line=line, include="public", **how)  # type: ignore[arg-type]


@pytest.mark.parametrize("body", BODIES)
def test_both_bodies_as_they_were_looked_at(body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`SMALLGROUP_GOLDENS=write` writes them anew; then look at what changed."""
    day, line = BODIES[body]
    monkeypatch.setenv("SMALLGROUP_TODAY", day)
    with open_throwaway(body, Config()) as desk:
        found = of(desk, line)
        for form in ("md", "json"):
            golden = GOLDENS / f"matrix-{body}.{form}"
            if os.environ.get("SMALLGROUP_GOLDENS") == "write":
                golden.parent.mkdir(exist_ok=True)
                golden.write_bytes(made(found, form, desk))
            assert made(found, form, desk).decode() == golden.read_text("utf-8")


# ---------------------------------------------------------------- whatever the records hold

words = st.sampled_from(HOSTILE)


@st.composite
def records(draw: st.DrawFn) -> list[Record]:
    """A few members with what they owe and what was heard of it, in hostile words."""
    members = [
        Member(id=f"m{n}", name=draw(words), visibility="public")
        for n in range(draw(st.integers(1, 3)))
    ]
    owing = st.lists(st.sampled_from([m.id for m in members]), max_size=3, unique=True)
    commitments = [
        Commitment(
            id=f"c{n}",
            summary=draw(words),
            owners=tuple(draw(owing)),
            due=draw(st.sampled_from(["", "2026", "2026-03-01", "[2026-03-01..2027-01-01]"])),
            visibility="public",
        )
        for n in range(draw(st.integers(0, 10)))
    ]
    updates = [
        Update(
            id=f"u{n}",
            commitment=f"c{draw(st.integers(0, 9))}",
            at="2026-01-01",
            status=draw(st.sampled_from(["", "stalled", "no information"])),
            score=draw(st.sampled_from([None, -1, 0, 1])),
            assessor=draw(words),
            visibility="public",
        )
        for n in range(draw(st.integers(0, 10)))
    ]
    return [*members, *commitments, *updates]


class Text(HTMLParser):
    """The tables of a page, as the words in their cells; fails on what could do something."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "img", "iframe", "link", "object", "a"), tag
        assert not [name for name, _ in attrs if name.startswith("on")]
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.rows[-1][-1] += data


@settings(max_examples=12)
@given(records())
def test_in_every_form_it_is_a_table_of_these_very_words(some: list[Record]) -> None:
    desk = over(*some)
    found = matrix(desk, desk.store.of(Commitment), include="public")
    _check_markdown(found, made(found, "md", desk).decode())
    page = Text()
    page.feed(made(found, "html", desk).decode())
    _check_html(found, page)
    _check_table(found, made(found, "csv", desk), made(found, "xlsx", desk))
    assert msgspec.json.decode(made(found, "json", desk), type=Matrix) == found


def _check_markdown(found: Matrix, text: str) -> None:
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    assert not [token for token in tokens if token.type == "html_block"]
    cells = [
        "".join(child.content for child in after.children or [])
        for token, after in pairwise(tokens)
        if token.type in ("td_open", "th_open")
    ]
    width = len(found.columns) + 3
    heads = len(cells[:width])
    if not found.columns:
        assert not cells and why_empty(found) in text
        return
    assert heads == width
    grid = [cells[n * width : (n + 1) * width] for n in range(len(found.rows) + 3)]
    assert [row[0] for row in grid] == ["Owner", *(r.name for r in found.rows), "Mean", "n"]
    listed = cells[len(grid) * width + 6 :][: 6 * len(found.columns)]
    assert listed[1::6] == [column.summary for column in found.columns]


def _check_html(found: Matrix, page: Text) -> None:
    blocks = [page.rows[at] for at, row in enumerate(page.rows) if row and row[0] == "Due"]
    assert sum(len(row) for row in blocks) == (
        len(found.columns) + len(blocks) + 2 if found.columns else 0
    )
    names = {row[0] for row in page.rows}
    assert all(" ".join(row.name.split()) in names for row in found.rows)
    heads = list(chain.from_iterable(page.rows))
    assert all(column.summary in heads for column in found.columns)


def _check_table(found: Matrix, text: bytes, book: bytes) -> None:
    rows = list(csv.reader(io.StringIO(text.decode(), newline="")))
    assert {len(row) for row in rows} == {len(found.columns) + len(TITLES) + 2}
    assert not [cell for row in rows for cell in row if re.match(r"[=+@\t\r]|-(?!1$|\d)", cell)]
    assert [row[0] for row in rows[-len(FEET) :]] == [*FEET]
    sheet, commitments, legend = tables_of("m.xlsx", book)
    assert (sheet.title, commitments.title, legend.title) == ("Matrix", "Commitments", "Legend")
    for row, cells in zip(found.rows, sheet.rows[1:], strict=False):
        scores = [cell.score for cell in row.cells if cell.score is not None]
        inside = cells[1 : len(found.columns) + 1]
        assert sorted(cell for cell in inside if isinstance(cell, int)) == sorted(scores)
        assert inside.count("no update") == row.tally.no_update
        assert inside.count("no information") == row.tally.no_information
    assert [row[0] for row in commitments.rows[1:]] == [c.summary for c in found.columns]


# ---------------------------------------------------------------- a few things in particular


@pytest.fixture
def few(desk: Desk) -> Matrix:
    """What two owe, of which one thing was heard."""
    new = Update(
        id="u", commitment="C03", at="2026-01", score=-1, assessor="We", visibility="public"
    )
    desk.store.apply("add", [(None, new)])
    return of(desk, "id:C03,C21")


def test_a_workbook_stays_in_sight_and_filters_leave_the_means_alone(
    desk: Desk, few: Matrix
) -> None:
    book = made(few, "xlsx", desk)
    assert book == made(few, "xlsx", desk)
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    with zipfile.ZipFile(io.BytesIO(made(of(desk, ""), "xlsx", desk))) as archive:
        styles = archive.read("xl/styles.xml").decode()
    assert 'state="frozen"' in sheet and 'topLeftCell="B2"' in sheet
    last = len(few.rows) + 1
    assert re.search(rf'<autoFilter ref="A1:[A-Z]+{last}"', sheet)
    assert 'textRotation="90"' in styles
    (table, *_) = tables_of("m.xlsx", book)
    due = next(row for row in table.rows if row[0] == "Due")
    assert all(cell is None or isinstance(cell, str | date) for cell in due[1:])


def test_many_commitments_stand_upright_and_in_tables_of_a_page_s_width(desk: Desk) -> None:
    page = Text()
    page.feed(made(of(desk, ""), "html", desk).decode())
    heads = [row for row in page.rows if row[0] == "Due"]
    assert len(heads) == 4 and max(map(len, heads)) == 23
    assert any(row[0] == "1–22 of 67" for row in page.rows)
    assert "turned" not in made(of(desk, "limit:7"), "html", desk).decode().split("</style>")[1]


def test_the_user_may_have_another_template(desk: Desk, few: Matrix, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    own = "{% for row in rows %}{{ row.name }}: {{ row.mean.mean }}\n{% endfor %}"
    (tmp_path / "templates" / "matrix.md.j2").write_text(own)
    mine = desk._replace(settings=tmp_path / "config.toml")
    assert "-1.00" in made(few, "md", mine).decode()
    assert "Commitments" not in made(few, "md", mine).decode()


def test_it_says_which_nothing_it_is(desk: Desk) -> None:
    assert why_empty(of(desk, "nothing-at-all")) == "None of the 71 commitments matches."
    assert "no more than public" in why_empty(over_private())
    assert "has an owner" in why_empty(of(desk, "no:owners"))
    assert "No update" in why_empty(of(desk, ""))
    assert why_empty(matrix(over(), [])) == "No commitments are recorded yet."
    assert paper(of(desk, "no:owners")).empty == why_empty(of(desk, "no:owners"))


def over_private() -> Matrix:
    hidden = Commitment(id="c", summary="Hidden", owners=("m",))
    return matrix(over(hidden), [hidden], include="public")


@pytest.mark.parametrize(
    ("file", "form"),
    [("a.xlsx", "xlsx"), ("A.HTM", "html"), ("a.b.csv", "csv"), ("a", "md"), ("-", "md")],
)
def test_the_ending_of_a_name_says_the_form(file: str, form: str) -> None:
    assert form_of(file) == form
    assert form in FORMS
