"""What is recognised in minutes, as cells of a list and in full."""

from store.minutes.answers import nearest
from store.minutes.items import Item, Placed
from store.minutes.wording import TITLES, told
from store.names import Names
from tui.drawing.sides import put_words
from tui.sheet import Part, Sheet
from tui.widgets.columns import Cell, Column

COLUMNS = (
    Column("line", "Line", 5, 3, 2, align="right"),
    Column("what", "What", 13, 8, 0, fixed=True),
    Column("says", "Recognised", None, 12, 1),
)
ENOUGH = 6  # lines from which on an item begins with what it is


def cell_of(placed: Placed, column: Column, names: Names) -> Cell:
    """One cell of the list."""
    item = placed.item
    match column.key:
        case "line":
            return Cell(str(placed.line + 1), "muted")
        case "what":
            asks = "? " if item.doubts else ""
            return Cell(f"{asks}{TITLES[item.kind]}", "soon" if item.doubts else "strong")
        case _:
            return Cell(told(item, names))


def tell_item(sheet: Sheet, placed: Placed, names: Names, height: int) -> None:
    """The item in full: what it was understood as, what is asked, and what was read into it. In few
    lines what is asked comes first."""
    item = placed.item
    if height >= ENOUGH:
        sheet.line(Part(TITLES[item.kind], "title"), Part(f"  line {placed.line + 1}", "muted"))
        sheet.text(told(item, names))
    tell_doubts(sheet, item, names)
    for note in item.notes:
        put_words(sheet, note)
    if height < ENOUGH:
        sheet.text(told(item, names))


def tell_doubts(sheet: Sheet, item: Item, names: Names) -> None:
    """What is asked, with the nearest that could be meant."""
    for doubt in item.doubts:
        put_words(sheet, f"? {doubt.why}", "soon")
        near = nearest(doubt, names)
        if near:
            put_words(sheet, f"  Perhaps {', '.join(map(names.name, near))}.")
