"""Workbooks: bombs do not go off, lies are found out, and what strangers write is understood."""

import io
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.formats import xlsx
from store.formats.cells import Cell, tables_of
from store.formats.source import FormatError
from store.formats.workbook import archive, reading
from store.formats.workbook.numbers import Shown, dated, shown_as
from store.formats.workbook.writing import Column, Sheet, pieces, workbook
from store.kinds import Commitment, Meeting, Member, Update
from store.record import Record

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
ROWS: list[list[Cell]] = [["IT", date(2023, 6, 8), 5], ["MA", "x", 5.5]]
COLUMNS = [Column("id"), Column("when"), Column("n")]
PLAIN = b"".join(workbook([Sheet("Roles", COLUMNS, ROWS)]))


def changed(part: str, change: Callable[[bytes], bytes] | None, source: bytes = PLAIN) -> bytes:
    """The workbook with one part changed, or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
            elif change is not None:
                new.writestr(name, change(old.read(name)))
    return out.getvalue()


def put(old: str, new: str, part: str = SHEET) -> bytes:
    source = changed(part, lambda xml: xml.replace(old.encode(), new.encode()))
    assert source != changed(part, lambda xml: xml)
    return source


def as_stranger(xml: str, strings: str = "", book: str = "", styles: str = "") -> list[list[Cell]]:
    """The rows of a sheet that another program wrote in its own way."""
    ns = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    rel = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    parts = {
        "_rels/.rels": f'<Relationships><Relationship Id="a" Type="{rel}/officeDocument" '
        'Target="/book/b.xml"/></Relationships>',
        "book/_rels/b.xml.rels": f'<r:Relationships xmlns:r="r"><r:Relationship Id="s" '
        f'Type="{rel}/worksheet" Target="../one.xml"/><r:Relationship Id="t" Target="T.xml" '
        f'Type="{rel}/sharedStrings"/><r:Relationship Id="u" Target="u.xml" Type="{rel}/styles"/>'
        "</r:Relationships>",
        "book/b.xml": f'<x:workbook xmlns:x="{ns}" xmlns:r="{rel}">{book}<x:sheets><x:sheet '
        'name="S" state="hidden" r:id="s"/></x:sheets></x:workbook>',
        "book/t.xml": f"<sst>{strings}</sst>",
        "book/u.xml": f"<styleSheet>{styles}</styleSheet>",
        "one.xml": f'<x:worksheet xmlns:x="{ns}">\n<x:sheetData>{xml}</x:sheetData></x:worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)
    (table,) = tables_of("x", out.getvalue())
    assert table.hidden
    return table.rows


BOMBS = {
    "a cell far away": (put('r="B3"', 'r="XFD1048577"'), None),
    "a column that is none": (put('r="B3"', 'r="XFE3"'), "no cell XFE3"),
    "no column at all": (put('r="B3"', 'r="3"'), "no cell 3"),
    "a row that is none": (put('<row r="3"', '<row r="1048577"'), "no row 1048577"),
    "a row of words": (put('<row r="3"', '<row r="x"'), "no row x"),
    "a string that is none": (
        put("<v>5</v>", "<v>five</v>"),
        "Sheet Roles, C2: “five” is no value",
    ),
    "a shared string of none": (put('<c r="C3"', '<c r="C3" t="s"'), "C3"),
    "entities": (
        put("<worksheet", '<!DOCTYPE x [<!ENTITY a "a">]><worksheet'),
        "declares a document type",
    ),
    "cut short": (changed(SHEET, lambda xml: xml[:-40]), "Sheet Roles, C3 is broken in line"),
    "no sheet": (changed(SHEET, None), "no xl/worksheets/sheet1.xml"),
    "no workbook": (changed(BOOK, None), "no xl/workbook.xml"),
    "half a file": (PLAIN[: len(PLAIN) // 2], "damaged"),
    "a flipped bit": (PLAIN[:200] + bytes([PLAIN[200] ^ 1]) + PLAIN[201:], None),
    "an old encoding": (put('encoding="UTF-8"', 'encoding="rot13"'), None),
}


@pytest.mark.parametrize("source, says", BOMBS.values(), ids=BOMBS)
def test_a_bomb_does_not_go_off(source: bytes, says: str | None) -> None:
    if says is None:
        with suppress(FormatError):
            tables_of("x", source)
        return
    with pytest.raises(FormatError, match=says):
        tables_of("x", source)


def zipped(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", 8) as made:
        for name, data in parts:
            made.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    "part, what",
    [
        ("word/document.xml", "Word document"),
        ("xl/workbook.bin", "xlsb"),
        ("content.xml", "OpenDocument"),
        ("readme.txt", "damaged"),
    ],
)
def test_another_file_with_the_name_of_a_workbook_is_told(part: str, what: str) -> None:
    with pytest.raises(FormatError, match=what):
        tables_of("x.xlsx", zipped((part, b"")))


def test_what_is_inflated_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_INFLATED", 1 << 20)
    blown = changed(
        SHEET, lambda xml: xml.replace(b"<sheetData>", b" " * (1 << 21) + b"<sheetData>")
    )
    assert len(blown) < 20_000
    with pytest.raises(FormatError, match="unpacks to more than 1 MiB"):
        tables_of("x", blown)


def test_a_directory_that_lies_about_sizes_is_no_way_around(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "MOST_INFLATED", 1 << 20)
    blown = bytearray(changed(SHEET, lambda xml: xml + b" " * (1 << 21)))
    at = blown.index(b"PK\x01\x02", blown.index(b"PK\x01\x02"))
    while blown[at + 46 : at + 46 + len(SHEET)] != SHEET.encode():
        at = blown.index(b"PK\x01\x02", at + 1)
    blown[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    with pytest.raises(FormatError):
        tables_of("x", bytes(blown))


@pytest.mark.parametrize(
    "name, most, says",
    [("MOST_BYTES", 100, "MiB is the most"), ("MOST_PARTS", 3, "more than 3 parts")],
)
def test_a_file_has_its_limits(
    name: str, most: int, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, name, most)
    with pytest.raises(FormatError, match=says):
        tables_of("x", PLAIN)


def test_cells_are_counted_up_to_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_CELLS", 10_000)
    with pytest.raises(FormatError, match="more than 10,000 cells"):
        tables_of("x", put('r="C3"', 'r="XFD3"'))
    with pytest.raises(FormatError, match="more than 10,000 cells"):
        tables_of("x", put('<row r="3"', '<row r="1048576"'))


def test_a_cell_has_its_limit() -> None:
    long = "x" * 2_000_000
    with pytest.raises(FormatError, match="Sheet Roles, B3 has a text of more than 1,000,000"):
        tables_of("x", put(">x<", f">{long}<"))


def test_there_is_an_end_to_depth_and_to_columns() -> None:
    for part in (SHEET, BOOK, "xl/styles.xml"):
        deep = changed(part, lambda xml: xml[: xml.rindex(b"</")] + b"<a>" * 400_000)
        with pytest.raises(FormatError, match="levels deep"):
            tables_of("x", deep)
    with pytest.raises(FormatError, match="no 16,385 columns"):
        as_stranger("<x:row>" + "<x:c><x:v>1</x:v></x:c>" * 16_385 + "</x:row>")


@given(st.integers(0, len(PLAIN) - 1), st.binary(min_size=1, max_size=4))
def test_whatever_is_wrong_is_told_in_a_sentence(at: int, noise: bytes) -> None:
    try:
        tables_of("x", PLAIN[:at] + noise + PLAIN[at + len(noise) :])
    except FormatError as error:
        assert str(error).isprintable()


@given(st.text('<>/cvrtis0123456789 ="ABXFD', max_size=40))
def test_whatever_a_sheet_says_is_a_table_or_told(xml: str) -> None:
    try:
        as_stranger(xml)
    except FormatError as error:
        assert str(error).isprintable()


def test_what_strangers_write_is_understood() -> None:
    strings = "<si><r><t>Ita</t></r><r><t>ly</t></r><rPh><t>x</t></rPh></si><si><t>_x0041_</t></si>"
    xml = (
        '<x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c></x:row>'
        '<x:row r="3"><x:c r="C3" t="str"><x:f>A1&amp;"x"</x:f><x:v>Italyx</x:v></x:c>'
        '<x:c r="A3" t="b"><x:v>1</x:v></x:c><x:c r="D3" t="e"><x:v>#REF!</x:v></x:c>'
        '<x:c r="E3" t="d"><x:v>2023-06-08T00:00:00Z</x:v></x:c><x:c r="Z3" s="7"/></x:row>'
        '<x:row r="4"><x:c r="A4" t="inlineStr"><x:is><x:r><x:t>in</x:t></x:r><x:r><x:t> line</x:t>'
        '</x:r></x:is></x:c><x:c r="B4"><x:v>1E3</x:v></x:c></x:row><x:row r="9"/>'
    )
    assert as_stranger(xml, strings) == [
        ["Italy", "A"],
        [],
        [True, None, "Italyx", "#REF!", date(2023, 6, 8)],
        ["in line", 1000],
    ]


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    styles = '<cellStyleXfs><xf numFmtId="1"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf '
    styles += 'numFmtId="14"/></cellXfs>'
    xml = '<x:row><x:c s="1"><x:v>1</x:v></x:c><x:c s="0"><x:v>1</x:v></x:c></x:row>'
    in_1904 = '<x:workbookPr date1904="1"/>'
    assert as_stranger(xml, book=in_1904, styles=styles) == [[date(1904, 1, 2), 1]]
    assert as_stranger(xml, styles=styles) == [[date(1900, 1, 1), 1]]


@pytest.mark.parametrize(
    "code, shown",
    [
        ("yyyy\\-mm\\-dd", Shown.DAY),
        ("[$-409]d mmm yyyy;@", Shown.DAY),
        ("dd/mm/yyyy hh:mm", Shown.DAY),
        ("mmm yyyy", Shown.MONTH),
        ("yyyy", Shown.YEAR),
        ("h:mm AM/PM", Shown.CLOCK),
        ("[h]:mm", Shown.ELAPSED),
        ('0.00" days"', Shown.NUMBER),
        ("[Red]#,##0", Shown.NUMBER),
        ("General", Shown.NUMBER),
        ("@", Shown.NUMBER),
    ],
)
def test_a_format_of_numbers_is_read(code: str, shown: Shown) -> None:
    assert shown_as(code) is shown


def test_what_is_not_known_is_not_invented() -> None:
    first = date(1899, 12, 30)
    assert dated(45085, Shown.DAY, first) == date(2023, 6, 8)
    assert dated(45085.4375, Shown.DAY, first) == datetime(2023, 6, 8, 10, 30)
    assert dated(45078, Shown.MONTH, first) == "2023-06"
    assert dated(45085, Shown.MONTH, first) == date(2023, 6, 8)
    assert dated(44927, Shown.YEAR, first) == "2023"
    assert dated(0.4375, Shown.CLOCK, first) == "10:30"
    assert dated(1.25, Shown.ELAPSED, first) == "30:00"
    assert dated(60, Shown.DAY, first) == 60  # 29 February 1900
    assert dated(1e12, Shown.DAY, first) == 1e12


def only(held: Record, kind: type[Record]) -> list[Cell]:
    """The row of a record below the header, by its columns."""
    (table,) = tables_of("x", b"".join(xlsx.write([held], kind=kind)))
    return table.rows[1]


def test_numbers_days_and_flags_are_so_and_formulas_are_words() -> None:
    held = Commitment(
        id="c", summary="=1+1", due="2023-06-08", start="2023", standing=True, percent=40
    )
    header = tables_of("x", b"".join(xlsx.write([held], kind=Commitment)))[0].rows[0]
    cells = dict(zip(header, only(held, Commitment), strict=False))
    assert cells["summary"] == "=1+1"
    assert (cells["due"], cells["start"]) == (date(2023, 6, 8), "2023")
    assert (cells["standing"], cells["percent"]) == (True, 40)
    raw = zipfile.ZipFile(io.BytesIO(b"".join(xlsx.write([held], kind=Commitment)))).read(SHEET)
    assert b"<f>" not in raw and b"<hyperlink" not in raw


def test_a_workbook_has_headers_that_stay_filters_and_choices() -> None:
    raw = zipfile.ZipFile(
        io.BytesIO(b"".join(xlsx.write([Update(id="u", commitment="c", at="2026")], kind=Update)))
    ).read(SHEET)
    assert b'state="frozen"' in raw and b"<autoFilter" in raw
    assert re.search(rb'<dataValidation type="list"[^>]*><formula1>"progress,reaffirmed', raw)


def test_a_store_is_one_workbook_with_a_sheet_for_each_kind() -> None:
    held: list[Record] = [Member(id="IT", name="Italy"), Meeting(id="m", name="M", start="2023")]
    source = b"".join(xlsx.write(held))
    assert [table.title for table in tables_of("x", source)][:4] == [
        *("Members", "Groups", "Roles", "Meetings")
    ]
    assert xlsx.read(source).records == held


@pytest.mark.parametrize("text", ["x" * 40_000, "👩" * 20_000, "a" * 32_767, "é" * 65_534])
def test_a_text_that_is_longer_than_a_cell_goes_on_in_the_next(text: str) -> None:
    assert all(len(piece.encode("utf-16-le")) <= 2 * 32_767 for piece in pieces(text))
    held: list[Record] = [
        Commitment(id="c", summary="S", text=text),
        Commitment(id="d", summary="S", notes=text),
    ]
    assert xlsx.read(b"".join(xlsx.write(held))).records == held


def sheets(*tables: tuple[str, list[list[Cell]]]) -> bytes:
    made = [Sheet(title, [Column(str(c)) for c in rows[0]], rows[1:]) for title, rows in tables]
    return b"".join(workbook(made))


def test_what_a_person_typed_is_taken() -> None:
    source = sheets(
        (
            "commitments",
            [
                ["id", "summary", "due", "locator", "standing", "priority", "moved by"],
                ["c1", "S", 2023, 14, "yes", "high", "Anna"],
                [7, date(2023, 6, 8), datetime(2023, 6, 8), 1.5, False, 2],
            ],
        )
    )
    first, second = xlsx.read(source).records
    assert first == Commitment(
        id="c1", summary="S", due="2023", locator="14", standing=True, priority=1,
        extra={"moved by": "Anna"},
    )  # fmt: skip
    assert second == Commitment(
        id="7", summary="2023-06-08", due="2023-06-08", locator="1.5", priority=2
    )


def test_nought_is_a_number() -> None:
    held: list[Record] = [Update(id="u", commitment="c", at="2026", score=0)]
    assert xlsx.read(b"".join(xlsx.write(held))).records == held


def test_the_first_wrong_cell_is_named() -> None:
    header: list[Cell] = ["id", "summary", "owners", "due"]
    for row, says in (
        (["c", "S", "IT", "soon"], r"Sheet Commitments, D2 \(c\): due: "),
        (["c", None, "IT"], r"Sheet Commitments, B2 \(c\): summary: this must be filled"),
        (["c", "S", '"IT'], r"Sheet Commitments, C2 \(c\): owners: a quote"),
        ([None, "S"], r"Sheet Commitments, A2 \(None\): id: "),
    ):
        with pytest.raises(FormatError, match=says):
            xlsx.read(sheets(("Commitments", [header, row])))  # type: ignore[list-item]
    with pytest.raises(FormatError, match="Sheet Pledges, row 2 says no kind"):
        xlsx.read(sheets(("Pledges", [header, ["c", "S"]])))
    with pytest.raises(FormatError, match="c more than once"):
        xlsx.read(sheets(("Commitments", [header, ["c", "S"], ["c", "S"]])))
    with pytest.raises(FormatError, match="No sheet"):
        xlsx.read(sheets(("Commitments", [["name"], ["c"]])))
    with pytest.raises(FormatError, match="has other columns"):
        xlsx.read(
            sheets(
                ("Members", [["id", "name"], ["a", "A"]]),
                ("Member", [["id", "name", "region"], ["b", "B", "R"]]),
            )
        )


def test_a_sheet_of_something_else_is_set_aside_and_each_kind_speaks_for_itself() -> None:
    found = xlsx.read(
        sheets(
            ("Members", [["id", "name", "region"], ["IT", "Italy", "Europe"]]),
            ("Groups", [["id", "name"], ["G", "Group"]]),
            ("Pivot", [["owner", "how many"], ["IT", 3]]),
        )
    )
    assert [aside.kind for aside in found.asides] == ["sheet Pivot"]
    assert found.fields == {
        "member": frozenset({"name", "region"}),
        "group": frozenset({"name"}),
    }
