"""The formats that records are read from and written to, by name and by a file's ending.

A format is a module here with `write(records, *, title, kind) -> Iterator[bytes]` and
`read(source, *, kind) -> Contents`; it is loaded when it is used. What else it takes, and others do
not, stands in its `writes` and `reads`.
"""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any, Protocol, cast

from msgspec import Struct

from store.formats.feed import is_feed
from store.formats.source import Aside, Contents, FormatError, begins_calendar, decode_json
from store.record import Record

__all__ = ["FORMATS", "Aside", "Contents", "Format", "FormatError", "by_ending", "named", "of_file"]


class Module(Protocol):
    """What a module of a format offers."""

    def write(
        self, records: Iterable[Record], *, title: str, kind: type[Record] | None, **more: Any
    ) -> Iterator[bytes]:
        """The records as bytes, in pieces."""

    def read(self, source: bytes, *, kind: type[Record] | None, **more: Any) -> Contents:
        """The records in these bytes; `FormatError` where there are none to be read."""


class Format(Struct, frozen=True):
    """A format's name, the endings of its files, and what it is in a few words.

    `writes`, `reads`: the names of what its module takes besides what all take. `of_one_kind`: a
    file of it holds records of one kind. `comes_back`: what is written can be read again, and
    nothing is lost on the way. `binary`: it is not for a terminal.
    """

    name: str
    endings: tuple[str, ...]
    about: str
    writes: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    of_one_kind: bool = False
    comes_back: bool = True
    binary: bool = False

    def write(
        self,
        records: Iterable[Record],
        *,
        title: str = "",
        kind: type[Record] | None = None,
        **more: Any,
    ) -> Iterator[bytes]:
        """The records as bytes, in pieces; `kind` where all are of one."""
        return self._module.write(records, title=title, kind=kind, **_only(more, self.writes))

    def read(self, source: bytes, *, kind: type[Record] | None = None, **more: Any) -> Contents:
        """The records in these bytes; `kind` for those that say none themselves."""
        return self._module.read(source, kind=kind, **_only(more, self.reads))

    @property
    def _module(self) -> Module:
        return cast(Module, import_module(f"store.formats.{self.name}"))


FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format("json", (".json",), "an array of records"),
        Format("jsonl", (".jsonl", ".ndjson"), "a record a line"),
        Format("feed", (".feed.json",), "a Smallgroup feed, version 1"),
        Format("csv", (".csv",), "a table of one kind", of_one_kind=True),
        Format("xlsx", (".xlsx",), "a workbook, one sheet a kind", binary=True),
        Format(
            "ics", (".ics",), "a calendar (iCalendar)", ("beside", "deadlines"), reads=("names",)
        ),
        Format("popolo", (".popolo.json",), "people, organisations and memberships, as Popolo"),
        Format("md", (".md",), "tables for reading", ("names",), comes_back=False),
    )
}


def named(name: str) -> Format:
    """The format of this name; `FormatError` lists what there is."""
    if name not in FORMATS:
        raise FormatError(f"There is no format “{name}”: choose one of {', '.join(FORMATS)}.")
    return FORMATS[name]


def of_file(name: str, source: bytes) -> Format:
    """The format of a file, by its name and, where that does not tell, by what it holds."""
    found = by_ending(name)
    if found is not None and found.name != "json":
        return found
    start = source[:_LOOK].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"PK"):
        return FORMATS["xlsx"]
    if begins_calendar(source):
        return FORMATS["ics"]
    if start.startswith(b"["):
        return FORMATS["json"]
    if found is not None or not start or start.startswith(b"{"):
        return FORMATS[_of_json(source)]
    return FORMATS["csv"]


def by_ending(file: str) -> Format | None:
    """The format that a file of this name is written in: the one with the longest ending that
    fits; None where none does."""
    endings = {ending: form for form in FORMATS.values() for ending in form.endings}
    fitting = (ending for ending in endings if file.lower().endswith(ending))
    return endings.get(max(fitting, key=len, default=""))


_LOOK = 1024  # bytes from the beginning, to see what a file holds


def _only(more: Mapping[str, Any], wanted: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in more.items() if name in wanted}


def _of_json(source: bytes) -> str:
    """Which of the formats that are JSON, or JSON a line, these bytes are in."""
    from store.formats.popolo import is_popolo

    first, _, more = source.strip().partition(b"\n")
    if more and _is_object(first) and more.lstrip().startswith(b"{"):
        return "jsonl"
    value = decode_json(source)
    return "feed" if is_feed(value) else "popolo" if is_popolo(value) else "json"


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(decode_json(line), dict)
    except FormatError:
        return False
