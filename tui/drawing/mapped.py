"""What stands in others' table and what it becomes here, told of one line of its map."""

import string
from collections.abc import Iterable, Sequence

from store.door import data
from store.mapping import Because, Column, Differs, Open, Row, SetAside
from store.names import Names
from tui.drawing.sides import in_words, put_listed, put_sides, put_words, titled
from tui.mapped import Mapped, Place, Word
from tui.sheet import Sheet

RECORDS = 3  # that are shown as they would be


def tell(
    sheet: Sheet, mapped: Mapped, place: Place, names: Names, near: Sequence[tuple[str, str]] = ()
) -> None:
    """Tell of a line in full; `near` are the records that a name may mean, as (id, name)."""
    sheet.text(mapped.called(place)[:1000], "title", most=4)
    match place.of:
        case Column() as column:
            _tell_column(sheet, mapped, column)
        case Open() as one:
            _tell_open(sheet, mapped, one, near)
            number = int(one.cell.lstrip(string.ascii_uppercase))
            _tell_rows(sheet, mapped, mapped.rows_of(number))
            return
        case Word(header=header, means=means):
            put_words(sheet, f"In {header} it means: {means}")
        case Row() as row:
            _tell_row(sheet, mapped, row, names)
            return
        case SetAside(whole=whole):
            what = "The whole row is left out." if whole else "The row comes without it."
            put_words(sheet, what)
        case Differs() as differs:
            _tell_differs(sheet, mapped, differs, names)
        case str():
            put_words(sheet, "The table had it when it was last imported, and has it no more.")
            put_words(sheet, "Nothing is deleted: it stays here.")
        case record:
            put_words(sheet, "It is made of a name in the table.")
            put_listed(
                sheet, [(titled(record.kind.name, n), str(v)) for n, v in data(record).items()]
            )
    _tell_rows(sheet, mapped, mapped.out.rows[:RECORDS] if mapped.out else ())


def _tell_column(sheet: Sheet, mapped: Mapped, column: Column) -> None:
    coming = mapped.coming
    because = coming.because.get(column.header, Because(0, ""))
    why = f" · {because.why}" if because.why and column.field else ""
    put_words(sheet, f"{mapped.filled(column)}{why}")
    if field := mapped.known.get(column.field):
        put_words(sheet, field.help)
    if column.header in coming.map.key:
        put_words(sheet, "A row is known again by it when the table is imported again.")
    sheet.heading("In the column")
    for words in mapped.samples(column.header):
        sheet.text(words[:300], indent=2, most=2)


def _tell_open(sheet: Sheet, mapped: Mapped, one: Open, near: Sequence[tuple[str, str]]) -> None:
    times = f", and {one.times - 1:,} more" if one.times > 1 else ""
    put_words(sheet, f"In {one.header}: {one.cell}{times}")
    put_words(sheet, one.why, "soon")
    if near:
        sheet.heading("Perhaps")
        put_listed(sheet, [(name, id_) for id_, name in near])
    sheet.blank()
    if one.sort == "name":
        put_words(sheet, "Until it is settled the words stay words, and no record is invented.")
    elif one.sort == "order":
        put_words(sheet, "Until it is settled these days are left out.")
    else:
        put_words(sheet, "Until it is settled the field is left empty there.")


def _tell_row(sheet: Sheet, mapped: Mapped, row: Row, names: Names) -> None:
    if row.old is None:
        put_words(sheet, f"+ new, of row {row.number}")
        sheet.blank()
        put_listed(sheet, mapped.shown(row.new))
        return
    put_words(sheet, f"~ changed by row {row.number} · {row.new.id}")
    kind, before, after = row.new.kind.name, data(row.old), data(row.new)
    for name in row.fields:
        sheet.heading(titled(kind, name))
        ours, theirs = (in_words(kind, name, side.get(name), names) for side in (before, after))
        put_sides(sheet, ours, theirs, ("here", "there"))


def _tell_differs(sheet: Sheet, mapped: Mapped, differs: Differs, names: Names) -> None:
    kind = mapped.coming.map.kind
    put_words(sheet, f"{differs.cell}: it was changed on both sides since the last import.")
    sheet.blank()
    ours, theirs = (in_words(kind, differs.field, v, names) for v in (differs.ours, differs.theirs))
    put_sides(sheet, ours, theirs, ("here", "there"))


def _tell_rows(sheet: Sheet, mapped: Mapped, rows: Iterable[Row]) -> None:
    """Records as they would be."""
    for row in rows:
        sheet.heading(f"Row {row.number} becomes")
        put_listed(sheet, mapped.shown(row.new))
