"""What comes of reading a calendar, as data that goes from one process to another."""

from typing import Any, Literal

from msgspec import Struct, field

from store.formats.source import Aside

KEY = "_ics"  # in `extra`: what of the component no field holds
SERIES = "/"  # between the id of a series and the day of one of its instances
AFTER_SERIES = "0"  # the character after it: `UID/` to `UID0` are all instances of a series

Span = tuple[str, str]


class Item(Struct, frozen=True):
    """A record to be: its fields as JSON, and by field the names of people in it, who may be
    members here. `whole`: what it does not have is empty; else it is not spoken of."""

    kind: str
    data: dict[str, Any]
    people: dict[str, list[str]] = field(default_factory=dict)
    whole: bool = False


class Said(Struct, frozen=True, tag="said"):
    """A calendar. `unsaid` are spans of ids, from the first to before the second, of which nothing
    is said; `until` is the last day on which reading the same bytes says the same."""

    mode: Literal["snapshot", "delta"]
    items: list[Item]
    asides: list[Aside]
    unsaid: list[Span]
    until: str


class Failed(Struct, frozen=True, tag="failed"):
    """Why nothing comes of it, in a sentence."""

    why: str


def instance(series: str, key: str) -> str:
    """The id of an instance of a series."""
    return f"{series}{SERIES}{key}"


def every(series: str) -> Span:
    """The span of ids of all instances of a series."""
    return series + SERIES, series + AFTER_SERIES
