"""What the adapters for other bodies' JSON share: their objects as records, and their addresses."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from store import door
from store.formats.source import Aside, Asides, told
from store.record import Record
from store.sync.address import is_web

LOOK = 16 * 1024  # bytes from the beginning within which a document says what it is


class Sorted(NamedTuple):
    """The records, and what is set aside."""

    records: list[Record]
    asides: list[Aside]


def start_of(body: bytes) -> bytes:
    """The beginning of a JSON object, to see what it is; nothing where it begins none."""
    start = body[:LOOK].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start if start[:1] == b"{" else b""


def itself(url: str, cursor: str) -> str:
    """The address of what is asked for whole each time: it has no cursor."""
    return url


def admitted(kind: type[Record], data: Mapping[str, Any]) -> Record | Aside:
    """The public record that these fields make, or why it cannot be. Empty values say nothing."""
    filled = {name: value for name, value in data.items() if value not in (None, "", [], {})}
    try:
        return door.admit(kind, {"visibility": "public", **filled})
    except door.Problems as problems:
        id_ = data.get("id")
        known = id_ if isinstance(id_, str) and "id" not in problems.by_field else told(id_ or "")
        return Aside(known, kind.kind.name, problems.by_field)


def sorted_out(found: Iterable[Record | Aside]) -> Sorted:
    """The records apart from what is set aside."""
    records: list[Record] = []
    asides = Asides()
    for one in found:
        asides.add(one) if isinstance(one, Aside) else records.append(one)
    return Sorted(records, asides.all())


ODD = Aside("", "", {"item": "it is not a JSON object"})


def page(url: object, title: str) -> list[dict[str, str]]:
    """A link to a page on the web; none where the address is none."""
    return [{"url": url, "title": title}] if isinstance(url, str) and is_web(url) else []


def query(url: str) -> dict[str, str]:
    """What an address asks for, nothing where it is none; of a name that comes twice the first
    value, as servers read it."""
    try:
        return dict(reversed(parse_qsl(urlsplit(url).query, keep_blank_values=True)))
    except ValueError:
        return {}


def asking(url: str, without: tuple[str, ...] = (), /, **defaults: str) -> str:
    """The address, asking for these as well where it does not say otherwise, and not for those in
    `without`."""
    parts = urlsplit(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if name not in without]
    more = {name: value for name, value in defaults.items() if name not in dict(kept)}
    if len(kept) == len(pairs) and not more:
        return url
    return urlunsplit(parts._replace(query=urlencode([*kept, *more.items()])))
