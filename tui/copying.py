"""What of records can be copied, ready for the clipboard."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from store.door import as_json
from store.fields import fields
from store.names import Names
from store.record import Link, Record
from store.text import shorten
from store.types import TYPES
from tui.counting import SHORT


class Way(NamedTuple):
    """One way to copy: what it is called, what it would be in a few words, and the text."""

    title: str
    about: str
    text: str


def ways(records: Sequence[Record], names: Names) -> dict[str, Way]:
    """The ways to copy these records, by a name for each; one a line, or one after the other."""
    ids = [record.id for record in records]
    said = [names.heading(record) for record in records]
    found = list(dict.fromkeys(url for record in records for url in _urls(record)))
    count = f"{len(records)} records" if len(records) > 1 else ""
    offered = {
        "id": Way("id", _short(ids), "\n".join(ids)),
        "summary": Way("summary", _short(said), "\n".join(said)),
        "markdown": Way(
            "Markdown",
            count or "all its fields as a list",
            "\n".join(_markdown(record, names) for record in records),
        ),
        "json": Way(
            "JSON",
            count or "as smallgroup show --json has it",
            "\n".join(msgspec.json.encode(as_json(record)).decode() for record in records),
        ),
    }
    if found:
        offered["link"] = Way("link", _short(found), "\n".join(found))
    return offered


def _short(lines: Sequence[str]) -> str:
    more = f" and {len(lines) - 1} more" if len(lines) > 1 else ""
    return shorten(lines[0], SHORT) + more


def _urls(record: Record) -> Iterator[str]:
    for field in fields(type(record)):
        if field.type == "links":
            links: tuple[Link, ...] = getattr(record, field.name)
            yield from (link.url for link in links)


def _markdown(record: Record, names: Names) -> str:
    lines = [f"# {names.heading(record)}", ""]
    for field in fields(type(record)):
        value = getattr(record, field.name)
        if not field.is_empty(value):
            told = TYPES[field.type].show(value, names).replace("\n", "\n  ")
            lines.append(f"- **{field.title}:** {told}")
    return "\n".join(lines) + "\n"
