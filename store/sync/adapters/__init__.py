"""What sources may speak, one file each, and all with one shape: bytes go in, and out come records
with ids, what is gone, and news; or what is set aside, with the reason.

An adapter is a module here with the functions of `Module`; it is loaded when it is used.
"""

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from msgspec import Struct

from store.formats.source import FormatError, Told, decode_json, is_wide

AUTO = "auto"  # told from what the source says, the first time that it says something
MIB = 1024 * 1024
JSON, HAL = "application/json", "application/hal+json"


class Asked(NamedTuple):
    """What was asked: the address that answered, and the day it is. `check` raises where it is
    time to end: an adapter that takes long calls it now and then. `known` gives the id of the one
    record of some kinds that a name certainly means, "" where there is none."""

    url: str
    today: date
    check: Callable[[], None] = lambda: None
    known: Callable[[str, tuple[str, ...]], str] = lambda _name, _kinds: ""


class Module(Protocol):
    """What an adapter's module offers."""

    def recognise(self, body: bytes, media_type: str) -> bool:
        """Whether these bytes mean to be of this format, sound or not: a quick look."""

    def address(self, url: str, cursor: str) -> str:
        """The address to ask for what is new since the cursor ("": for all)."""

    def read(self, body: bytes, asked: Asked) -> Told:
        """What an answer says; `FormatError` where the document as a whole says nothing."""


class Adapter(Struct, frozen=True):
    """A format's name, what it is in a few words, the media types to ask for, how many bytes of it
    are taken unless the user says otherwise, and how many seconds to pause between two pages.
    `rather_than` is a format that it is a use of, so that what is both is this one."""

    name: str
    about: str
    accept: str
    most: int
    pause: float = 0.0
    rather_than: str = ""

    def recognise(self, body: bytes, media_type: str) -> bool:
        """Whether these bytes mean to be of this format."""
        return self._module.recognise(body, media_type)

    def address(self, url: str, cursor: str) -> str:
        """The address to ask for what is new since the cursor."""
        return self._module.address(url, cursor)

    def read(self, body: bytes, asked: Asked) -> Told:
        """What an answer says; `FormatError` where it is none."""
        return self._module.read(body, asked)

    @property
    def _module(self) -> Module:
        return cast(Module, import_module(f"store.sync.adapters.{self.name}"))


ADAPTERS: dict[str, Adapter] = {
    adapter.name: adapter
    for adapter in (
        Adapter("feed", "a Smallgroup feed", JSON, 100 * MIB),
        Adapter("indico", "meetings of an Indico category", JSON, 100 * MIB, 0.5, "atom"),
        Adapter("datatracker", "groups, roles and meetings of the IETF", JSON, 100 * MIB, 1.0),
        Adapter("w3c", "groups of the W3C and who is in them", HAL, 100 * MIB, 0.5),
        Adapter("ics", "a calendar (iCalendar)", "text/calendar", 5 * MIB),
        Adapter("rss", "RSS: news for the inbox", "application/rss+xml", 5 * MIB),
        Adapter("atom", "Atom: news for the inbox", "application/atom+xml", 5 * MIB),
        Adapter("jsonfeed", "JSON Feed: news for the inbox", "application/feed+json", 5 * MIB),
    )
}


def recognised(body: bytes, media_type: str) -> Adapter:
    """The format that these bytes mean to be; `FormatError` where it is none of ours, or could be
    several of them."""
    found = [adapter for adapter in ADAPTERS.values() if adapter.recognise(body, media_type)]
    outdone = {adapter.rather_than for adapter in found}
    meant = [adapter for adapter in found if adapter.name not in outdone]
    if len(meant) == 1:
        return meant[0]
    if meant:
        names = " or ".join(adapter.name for adapter in meant)
        raise FormatError(f"This could be {names}; say which it is with --format.")
    if body.lstrip()[:14].lower().startswith((b"<!doctype html", b"<html")):
        raise FormatError("This is a web page, where a feed was expected; check the address.")
    if is_wide(body):
        decode_json(body)
    raise FormatError(
        f"This is none of the formats that can be synced ({', '.join(ADAPTERS)}); check the "
        "address, or name the format with --format."
    )
