"""Lines that came with a calendar from elsewhere and that no field holds (`extra["_ics"]`): they
are written back as they came, where they do not say otherwise than the record."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from store.formats.ics.lines import Component, Line, Unreadable, read_tree
from store.formats.ics.own import out
from store.formats.ics.own.tell import NO_ZONES
from store.formats.ics.said import KEY
from store.formats.source import FormatError
from store.record import Record

LINES = "lines"
MOST = 1_000  # components in one component


class Kept(NamedTuple):
    """The lines of a component, and those of the components within it."""

    lines: list[Line]
    parts: list[str]


NOTHING = Kept([], [])


def kept(record: Record) -> Kept:
    """What may be written back of what a record came with: nothing, where it is not a component's
    lines just as they were read."""
    around = record.extra.get(KEY)
    raws = around.get(LINES) if isinstance(around, dict) else None
    if not (isinstance(raws, list) and raws and all(isinstance(raw, str) for raw in raws)):
        return NOTHING
    source = out.folded(["BEGIN:VCALENDAR", *raws, "END:VCALENDAR"])
    try:
        (found,) = read_tree(source, MOST)
    except (FormatError, ValueError):
        return NOTHING
    if found.wrong or [*found.inside()] != raws:
        return NOTHING
    return Kept(found.lines, [raw for part in found.parts for raw in part.flat()])


def left(record: Record, native: Sequence[Line], parts: Sequence[str]) -> dict[str, Any]:
    """What of a record's `extra` is not said by the lines that are written back."""
    raws = [*(line.raw for line in native), *parts]
    if raws and record.extra.get(KEY) == {LINES: raws}:
        return {name: value for name, value in record.extra.items() if name != KEY}
    return record.extra


def join(extra: dict[str, Any], lines: Sequence[Line], parts: Sequence[Component]) -> None:
    """Put into `extra` these lines, and components within, that are not there yet."""
    raws = [*(line.raw for line in lines), *(raw for part in parts for raw in part.flat())]
    around = extra.get(KEY)
    known: dict[str, Any] = around if isinstance(around, dict) else {}
    said = known.get(LINES)
    there: list[Any] = said if isinstance(said, list) else []
    among = {raw for raw in there if isinstance(raw, str)}
    more = [raw for raw in raws if raw not in among] if there and raws != there else []
    if more or not there:
        extra[KEY] = {**known, LINES: [*there, *(more or raws)]}


def is_told(line: Line) -> bool:
    """Whether the zone of a line, if it has one, is known here."""
    tzid = line.param("TZID")
    if not tzid:
        return True
    try:
        return bool(NO_ZONES.named(tzid))
    except Unreadable:
        return False
