"""The formats that records are read from and written to, by name and by a file's ending.

A format is a module here with `write(records, *, title, kind) -> Iterator[bytes]` and
`read(source, *, kind) -> Contents`; it is loaded when it is used. What else it takes, and others do
not, stands in its `more`.
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
    """A format's name, the endings of its files, and what it is in a few words; `more` are names of
    what its module takes besides what all take."""

    name: str
    endings: tuple[str, ...]
    about: str
    more: tuple[str, ...] = ()

    def write(
        self,
        records: Iterable[Record],
        *,
        title: str = "",
        kind: type[Record] | None = None,
        **more: Any,
    ) -> Iterator[bytes]:
        """The records as bytes, in pieces; `kind` where all are of one."""
        return self._module.write(records, title=title, kind=kind, **self._taken(more))

    def read(self, source: bytes, *, kind: type[Record] | None = None, **more: Any) -> Contents:
        """The records in these bytes; `kind` for those that say none themselves."""
        return self._module.read(source, kind=kind, **self._taken(more))

    def _taken(self, more: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in more.items() if name in self.more}

    @property
    def _module(self) -> Module:
        return cast(Module, import_module(f"store.formats.{self.name}"))


FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        Format("json", (".json",), "an array of records"),
        Format("feed", (), "a Smallgroup feed, version 1"),
        Format("csv", (".csv",), "a table of one kind"),
        Format("ics", (".ics",), "a calendar (iCalendar)", ("beside", "deadlines", "names")),
        Format("xlsx", (".xlsx",), "a workbook, one sheet a kind"),
    )
}


def named(name: str) -> Format:
    """The format of this name; `FormatError` lists what there is."""
    if name not in FORMATS:
        raise FormatError(f"There is no format “{name}”: choose one of {', '.join(FORMATS)}.")
    return FORMATS[name]


def of_file(name: str, source: bytes) -> Format:
    """The format of a file, by its name else by what it holds."""
    ending = "." + name.lower().rpartition(".")[2]
    for form in FORMATS.values():
        if ending in form.endings and form.name != "json":
            return form
    if begins_calendar(source):
        return FORMATS["ics"]
    return FORMATS["feed" if is_feed(decode_json(source)) else "json"]


def by_ending(file: str) -> Format:
    """The format that a file of this name is written in: json where its ending is no format's."""
    ending = "." + file.lower().rpartition(".")[2]
    found = (form for form in FORMATS.values() if ending in form.endings)
    return next(found, FORMATS["json"])
