"""The sheets of a workbook as rows of native cells, read as they come."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from functools import partial

from store.formats.cells import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, Table, column_name
from store.formats.source import FormatError, told
from store.formats.workbook.archive import Archive
from store.formats.workbook.numbers import Shown, dated, number, styles
from store.formats.workbook.parts import Beginnings, Words, all_of, parse, relations

MOST_SHEETS = 1_000
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # a character that XML has not (§22.9.2.19)
_DIGITS = "0123456789"


def sheets(source: bytes) -> Iterator[Table]:
    """The tables of a workbook, one a sheet, in its order. `FormatError` says what is wrong."""
    archive = Archive(source)
    (book, *_) = (*all_of(relations(archive, "").values(), "officeDocument"), "xl/workbook.xml")
    parts = relations(archive, book)
    named, first = _sheets(archive, book)
    strings = _strings(archive, all_of(parts.values(), "sharedStrings"))
    reader = _Reader(archive, strings, styles(archive, all_of(parts.values(), "styles")), first)
    for title, relation, hidden in named:
        kind, part = parts.get(relation, ("", ""))
        if kind == "worksheet":
            yield Table(title, reader.rows(part, title), hidden=hidden)


def _sheets(archive: Archive, book: str) -> tuple[list[tuple[str, str, bool]], date]:
    """The title, relation and whether it is hidden of each sheet; and which day is 0."""
    found: list[tuple[str, str, bool]] = []
    first = date(1899, 12, 30)

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal first
        if tag == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            found.append((told(attributes.get("name", "")), relation, hidden))
        elif tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            first = date(1904, 1, 1)

    parse(archive.chunks(book), partial(told, book), Beginnings(start))
    if len(found) > MOST_SHEETS:
        raise FormatError(f"This workbook has {len(found):,} sheets; {MOST_SHEETS:,} is the most.")
    return found, first


def _strings(archive: Archive, names: Iterator[str]) -> list[str]:
    """The strings that cells point at (§18.4.9)."""
    strings = _Strings()
    for name in names:
        parse(archive.chunks(name), partial(told, name), strings, strings.words)
    return strings.found


class _Text:
    """A rich text as it comes: its runs without markup, and without how it is read (§18.4.6)."""

    def __init__(self) -> None:
        self.words = Words()
        self.depth = 0
        self._runs: list[str] = []
        self._reading = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.depth += 1
        if tag == "t":
            self.words.take()
        elif tag == "rPh":
            self._reading = True

    def end(self, tag: str) -> None:
        """An element ends."""
        self.depth -= 1
        if tag == "rPh":
            self._reading = False
        elif tag == "t" and not self._reading:
            self._runs.append(self.words.take())

    def take(self) -> str:
        """The whole text, and another one begins."""
        text = "".join(self._runs)
        self._runs.clear()
        return text


class _Strings(_Text):
    """One rich text after the other."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def end(self, tag: str) -> None:
        """An element ends."""
        super().end(tag)
        if tag == "si":
            self.found.append(unescaped(self.take()))


def unescaped(text: str) -> str:
    """The text with the characters that XML has not: `_x0007_` is BEL, `_x005F_` is `_`."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


class _Columns(dict[str, int]):
    """The place of a column by its letters, counted from 0; `ValueError` where there is none."""

    def __missing__(self, letters: str) -> int:
        place = 0
        for letter in letters:
            if not "A" <= letter <= "Z":
                raise ValueError
            place = place * 26 + ord(letter) - ord("A") + 1
        if not 0 < place <= MOST_COLUMNS:
            raise ValueError
        self[letters] = place - 1
        return place - 1


class _Dates(dict[str, Cell]):
    """What numbers stand for that are shown in one way, by how they are written."""

    def __init__(self, shown: Shown, first: date) -> None:
        super().__init__()
        self._shown, self._first = shown, first

    def __missing__(self, raw: str) -> Cell:
        value = self[raw] = dated(number(raw), self._shown, self._first)
        return value


class _Reader:
    """What the cells of all sheets point at, and how many more there may be."""

    def __init__(
        self, archive: Archive, strings: list[str], shown: list[Shown], first: date
    ) -> None:
        self.archive, self.strings = archive, strings
        kept = {shape: _Dates(shape, first) for shape in Shown if shape is not Shown.NUMBER}
        self.dates = {str(n): kept[shape] for n, shape in enumerate(shown) if shape in kept}
        self.columns = _Columns()
        self.left = MOST_CELLS

    def rows(self, part: str, title: str) -> list[list[Cell]]:
        """The rows of a sheet, from its first; empty ones at the end are none."""
        sheet = _Sheet(self, title)
        parse(self.archive.chunks(part), sheet.where, sheet, sheet.text.words)
        while sheet.rows and not sheet.rows[-1]:
            sheet.rows.pop()
        return sheet.rows


class _Sheet:
    """A sheet as it comes (§18.3.1.99): cells of a row, each at the place that it names."""

    def __init__(self, reader: _Reader, title: str) -> None:
        self.rows: list[list[Cell]] = []
        self.depth = 0
        self.text = _Text()
        self._take = self.text.words.take
        self._reader, self._title = reader, title
        self._columns, self._dates, self._strings = reader.columns, reader.dates, reader.strings
        self._cells: list[Cell] = []
        self._place = 0
        self._type, self._style, self._raw = "n", "", ""
        self._of_type: dict[str, Callable[[str], Cell]] = {  # §18.18.11
            "n": self._number,
            "s": lambda raw: self._strings[int(raw)],
            "inlineStr": lambda _: unescaped(self.text.take()),
            "b": lambda raw: bool(int(raw)),
            "d": _moment,
        }

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.depth += 1
        if tag == "c":
            get = attributes.get
            self._type, self._style, self._raw, named = get("t", "n"), get("s", ""), "", get("r")
            try:
                self._place = (
                    len(self._cells) if named is None else self._columns[named.rstrip(_DIGITS)]
                )
            except ValueError:
                raise self._wrong(f"there is no cell {told(named)} in a sheet") from None
        elif tag == "v":
            self._take()
        elif tag == "row":
            self._begin(attributes.get("r"))
        else:
            self.text.start(tag, attributes)

    def end(self, tag: str) -> None:
        """An element ends."""
        self.depth -= 1
        if tag == "v":
            self._raw = self._take()
        elif tag == "c":
            if self._raw or self._type == "inlineStr":
                self._put()
        elif tag == "row":
            self._count(len(self._cells))
            if len(self._cells) > MOST_COLUMNS:
                raise self._wrong(f"there are no {len(self._cells):,} columns in a sheet")
        else:
            self.text.end(tag)

    def where(self) -> str:
        """The cell that it has come to."""
        return f"Sheet {self._title}, {column_name(self._place)}{len(self.rows) or 1}"

    def _begin(self, named: str | None) -> None:
        place = len(self.rows) + 1
        if named is not None:
            place = int(named) if named.isdecimal() and len(named) < 10 else 0
        if not 0 < place <= MOST_ROWS:
            raise self._wrong(f"there is no row {told(named)} in a sheet")
        if place > len(self.rows):
            self._count(place - len(self.rows))
            self.rows.extend([] for _ in range(place - len(self.rows)))
        self._cells = self.rows[place - 1]

    def _put(self) -> None:
        """The cell is whole: what it says, at its place."""
        try:
            # other types: "str" is what a formula gave, "e" what went wrong in it
            value = self._of_type.get(self._type, unescaped)(self._raw)
        except (ValueError, IndexError, OverflowError):
            what = f"“{told(self._raw)}” is no value of type {told(self._type)}"
            raise self._wrong(what) from None
        if value == "":
            return
        cells, place = self._cells, self._place
        if place == len(cells):
            cells.append(value)
        elif place > len(cells):
            cells.extend([None] * (place - len(cells)))
            cells.append(value)
        else:
            cells[place] = value

    def _number(self, raw: str) -> Cell:
        dates = self._dates.get(self._style)
        return number(raw) if dates is None else dates[raw]

    def _count(self, cells: int) -> None:
        self._reader.left -= cells
        if self._reader.left < 0:
            raise FormatError(
                f"This workbook has more than {MOST_CELLS:,} cells, up to the last one that is "
                "filled in each row, the most that is taken: save the sheet that matters by itself."
            )

    def _wrong(self, why: str) -> FormatError:
        return FormatError(f"{self.where()}: {why}; the workbook is damaged.")


def _moment(raw: str) -> Cell:
    """A day or a moment as ISO 8601 writes it (§18.18.11, d)."""
    moment = datetime.fromisoformat(raw.removesuffix("Z"))
    return moment.date() if moment.time() == time() else moment
