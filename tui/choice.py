"""Which columns the table of a kind has: those its declaration asks for, or a person chose."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from store.fields import Field, field_map, fields
from store.query.syntax import Sort
from store.record import Record
from tui.fit import Align
from tui.signs import signs
from tui.widgets.columns import Column

SHARE, LEAST_NAME, MOST_NAME = 0.36, 17, 60  # what the column that names the record keeps
LEAST = {"ref": 8, "refs": 8}  # the least a column is worth having at, by type; others 10
SYMBOL = 2  # what the symbol before a status takes
FAR, DATED = 14, 13  # the widest words for how far off a day is; the day itself before them
ROOMY = 140  # cells of a table from which on both are told
# What a column takes whose declaration says no width, by the type of its field; others 11.
WIDTHS = {"text": 20, "long": 30, "links": 30, "moves": 30, "ref": 18, "refs": 20, "tags": 16}
NARROWEST, WIDEST = 3, 80  # what somebody may make a column


class Choice(NamedTuple):
    """What somebody wants: columns by name in their order (none: as declared), and widths."""

    names: tuple[str, ...] = ()
    widths: tuple[tuple[str, int], ...] = ()


AS_DECLARED = Choice()


def naming(kind: type[Record]) -> Field:
    """The field whose column names the record: it is always there, and stays when others scroll."""
    return field_map(kind)[kind.kind.heading[0]]


def chosen(kind: type[Record], choice: Choice = AS_DECLARED) -> list[Field]:
    """The fields that are columns, in order. A name that is no field any more is passed over."""
    if not choice.names:
        return sorted((field for field in fields(kind) if field.column), key=lambda f: f.column)
    by_name = {field.name: field for field in fields(kind)}
    found = [by_name[name] for name in dict.fromkeys(choice.names) if name in by_name]
    first = naming(kind)
    return found if first in found else [first, *found]


@lru_cache(maxsize=128)
def columns(
    kind: type[Record],
    width: int = 0,
    choice: Choice = AS_DECLARED,
    sorts: Sequence[Sort] = (),
    ascii: bool = False,
) -> tuple[Column, ...]:
    """The columns of a table of so many cells, the later ones left out first where it is narrow;
    those that it is sorted by say so."""
    first, widths = naming(kind), dict(choice.widths)
    made = []
    for place, field in enumerate(chosen(kind, choice), 1):
        mark = _mark(field, sorts, ascii)
        column = _column(field, width, mark)._replace(
            priority=0 if field is first else place, fixed=field is first
        )
        if wanted := widths.get(field.name):
            column = column._replace(width=wanted, min_width=wanted, whole=False)
        made.append(column)
    return tuple(made)


def _column(field: Field, room: int, mark: str) -> Column:
    if field.column and not field.width:
        least = min(max(LEAST_NAME, int(room * SHARE)), MOST_NAME)
        return Column(field.name, field.title, None, least, mark=mark)
    align: Align = "right" if field.type == "int" else "left"
    head = len(f"{field.title} {mark}".rstrip())
    full = field.distance and room >= ROOMY
    width = max(FAR + DATED * full if field.distance else _width(field), head)
    least = max(LEAST.get(field.type, 10), head)
    whole = field.distance or field.name == "status"
    return Column(
        field.name, field.title, width, min(width, least), 0, align, False, whole, mark, full
    )


def _width(field: Field) -> int:
    width = field.width or WIDTHS.get(field.type, 11)
    if field.name == "status":
        return max(width, *map(len, field.choices)) + SYMBOL
    return max(map(len, field.choices)) if field.choices and not field.width else width


def _mark(field: Field, sorts: Sequence[Sort], ascii: bool) -> str:
    """Which way it is sorted by the field, and as the how-manieth key where there are several."""
    place = next((n for n, sort in enumerate(sorts, 1) if sort.field == field.name), 0)
    if not place:
        return ""
    sign = signs(ascii).down if sorts[place - 1].descending else signs(ascii).up
    return f"{sign}{place}" if len(sorts) > 1 else sign
