"""What iCalendar has no property for: one of ours for each field, named after it (`owner_text` is
X-SMALLGROUP-OWNER-TEXT), drawn from the declaration of the kind. Its value is TEXT: words as they
are, anything else as JSON; an empty one says that the field is empty, whatever else is said."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from store.fields import Field, fields
from store.formats.ics.lines import Line, Unreadable
from store.formats.ics.own import out
from store.formats.ics.own.when import spelled
from store.formats.source import FormatError, decode_json
from store.record import Record
from store.types import TYPES

PREFIX = "X-SMALLGROUP-"
KIND, EXTRA = PREFIX + "KIND", PREFIX + "EXTRA"
READ = ("text", "long", "date", "when", "choice", "country", "tags", "int", "priority")
LONGEST = 10_000  # characters of a field that is told in the description too

Rest = Mapping[str, Any]  # by field name, as JSON has them


@cache
def property_of(field: Field) -> str:
    """What a field's property is called."""
    return PREFIX + field.name.upper().replace("_", "-")


@cache
def properties(kind: type[Record]) -> dict[str, Field]:
    """The fields of a kind by their properties."""
    return {property_of(field): field for field in fields(kind)}


@cache
def places(kind: type[Record]) -> dict[str, int]:
    """The place of each field among those of its kind, by its name."""
    return {field.name: place for place, field in enumerate(fields(kind))}


def written(rest: Rest, kind: type[Record]) -> Iterator[Line]:
    """The lines for these fields."""
    for field in _in_order(rest, kind):
        value = rest[field.name]
        words = value if isinstance(value, str) else out.as_json(value) if _is_filled(value) else ""
        yield out.text(property_of(field), words)


def extra(value: Mapping[str, Any]) -> Line:
    """The line for what no field holds."""
    return out.text(EXTRA, out.as_json(value))


def read(lines: Mapping[str, Line], kind: type[Record]) -> dict[str, Any]:
    """What these lines have for fields, by their properties, not yet looked at; `Unreadable` where
    one is no JSON, and should be."""
    known = properties(kind)
    return {
        known[name].name: _value(line, known[name]) for name, line in lines.items() if name in known
    }


def json_in(line: Line) -> Any:
    """The JSON in a line; `Unreadable` where there is none."""
    try:
        return decode_json(line.text.encode())
    except (FormatError, UnicodeEncodeError):
        raise Unreadable(f"{line.name} is no JSON") from None


def told(rest: Rest, kind: type[Record], shown: Collection[str]) -> str:
    """These fields for a person to read, a line each, but for those that are `shown` elsewhere."""
    return "\n".join(
        f"{field.title}: {words}"
        for field in _in_order(rest, kind)
        if field.type in READ and field.name not in shown and (words := _words(rest, field))
    )


def _in_order(rest: Rest, kind: type[Record]) -> list[Field]:
    every, place = fields(kind), places(kind)
    return [every[number] for number in sorted(place[name] for name in rest)]


def _is_filled(value: Any) -> bool:
    return value is not None and value != []


def _words(rest: Rest, field: Field) -> str:
    value = rest[field.name]
    if isinstance(value, list):
        return ", ".join(value)
    if not isinstance(value, str):
        return "" if value is None else str(value)
    return spelled(value, field) if value and len(value) <= LONGEST else ""


def _value(line: Line, field: Field) -> Any:
    words = line.text
    return words if isinstance(TYPES[field.type].empty, str) or not words else json_in(line)
