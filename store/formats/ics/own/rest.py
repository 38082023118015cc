"""What iCalendar has no property for: one of ours for each field, named after it (`owner_text` is
X-SMALLGROUP-OWNER-TEXT), drawn from the declaration of the kind. Its value is TEXT: words as they
are, anything else as JSON; an empty one says that the field is empty, whatever else is said."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from store.fields import Field, FieldError, fields
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


def property_of(field: Field) -> str:
    """What a field's property is called."""
    return PREFIX + field.name.upper().replace("_", "-")


@cache
def properties(kind: type[Record]) -> dict[str, Field]:
    """The fields of a kind by their properties."""
    return {property_of(field): field for field in fields(kind)}


def written(rest: Rest, kind: type[Record]) -> Iterator[Line]:
    """The lines for these fields."""
    for name, field in properties(kind).items():
        if field.name in rest:
            value = rest[field.name]
            words = value if isinstance(value, str) else out.as_json(value) if value else ""
            if value is not None and not words and not isinstance(value, list):
                words = out.as_json(value)  # a number that is 0
            yield out.text(name, words)


def extra(value: Mapping[str, Any]) -> Line:
    """The line for what no field holds."""
    return out.text(EXTRA, out.as_json(value))


def read(lines: Mapping[str, Line], kind: type[Record]) -> dict[str, Any]:
    """The fields that these lines have, by their properties; `Unreadable` where one has no value
    that can be one."""
    return {
        field.name: _value(lines[name], field)
        for name, field in properties(kind).items()
        if name in lines
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
        for field in fields(kind)
        if field.type in READ and field.name not in shown and (words := _words(rest, field))
    )


def _words(rest: Rest, field: Field) -> str:
    value = rest.get(field.name)
    if isinstance(value, list):
        return ", ".join(value)
    if not isinstance(value, str):
        return "" if value is None else str(value)
    return spelled(value, field) if value and len(value) <= LONGEST else ""


def _value(line: Line, field: Field) -> Any:
    kind_of_field = TYPES[field.type]
    words = line.text
    raw = words if isinstance(kind_of_field.empty, str) or not words else json_in(line)
    try:
        return kind_of_field.encode(kind_of_field.decode(raw, field))
    except FieldError as error:
        raise Unreadable(f"{line.name}: {error}") from None
