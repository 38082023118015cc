"""How the value of a field stands in an object of Popolo, and what a value there says."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from store.fields import Field, FieldError
from store.formats.moments import moment
from store.types import TYPES

ISO_3166 = "iso3166-1-alpha-2"
_DAY = len("2023-06-08")


class Value(NamedTuple):
    """`raw` makes what Popolo has of a field's JSON value, None where it has no word for it;
    `value` makes a field's JSON value of what stands there, as much of it as fits."""

    raw: Callable[[Any], Any]
    value: Callable[[Any], Any]


def same(raw: Any) -> Any:
    """The value itself."""
    return raw


def _names(raw: Any) -> list[Any]:
    found = raw if isinstance(raw, list) else []
    return [each["name"] for each in found if isinstance(each, dict) and each.get("name")]


def _partial(value: Any) -> str | None:
    return value if isinstance(value, str) and not value.startswith("[") else None


def _day(raw: Any) -> Any:
    return raw[:_DAY] if isinstance(raw, str) and raw[_DAY : _DAY + 1] == "T" else raw


def _instant(value: Any) -> str | None:
    """A local time with its offset, as Popolo wants it; None for a time that has no such."""
    if _partial(value) is None or not value.endswith("]"):
        return _partial(value)
    clock, _, zone = value.rstrip("]").partition("[")
    try:
        return datetime.fromisoformat(clock).replace(tzinfo=ZoneInfo(zone)).isoformat()
    except (ValueError, OverflowError, ZoneInfoNotFoundError):
        return None


def _moment(raw: Any) -> Any:
    return (moment(raw) or raw) if isinstance(raw, str) and len(raw) > _DAY else raw


def _link(link: dict[str, Any]) -> dict[str, Any]:
    """`note` is what the page is called."""
    return {"note" if key == "title" else key: value for key, value in link.items()}


def _links(raw: Any) -> list[Any]:
    found = raw if isinstance(raw, list) else []
    return [link for link in map(_known, found) if link is not None]


def _known(raw: Any) -> dict[str, Any] | None:
    """The link that stands there; None where it is none that is taken here."""
    if not isinstance(raw, dict) or not isinstance(raw.get("url"), str):
        return None
    names = {"url": "url", "note": "title", "publisher": "publisher", "published": "published"}
    link = {ours: raw[theirs] for theirs, ours in names.items() if raw.get(theirs)}
    field = Field(type="links", help="")
    try:
        return link if TYPES["links"].decode([link], field) else None
    except FieldError:
        return None


def _code(raw: Any) -> str:
    found = raw if isinstance(raw, list) else []
    codes = (each.get("identifier") for each in found if _is_code(each))
    return next((code for code in codes if isinstance(code, str)), "")


def _is_code(identifier: Any) -> bool:
    return isinstance(identifier, dict) and identifier.get("scheme") == ISO_3166


def _stamp(raw: Any) -> str:
    try:
        found: str = TYPES["stamp"].decode(raw, Field(type="stamp", help=""))
    except FieldError:
        return ""
    return found


def choice(words: tuple[str, ...]) -> Value:
    """One of these words, or nothing."""
    return Value(same, lambda raw: raw if raw in words else "")


WORD = Value(same, same)
NAMES = Value(lambda value: [{"name": name} for name in value], _names)
DATE = Value(_partial, _day)
WHEN = Value(_instant, _moment)
LINKS = Value(lambda value: [*map(_link, value)], _links)
COUNTRY = Value(lambda code: [{"scheme": ISO_3166, "identifier": code}], _code)
STAMP = Value(same, _stamp)
ONE = Value(lambda ids: ids[0] if len(ids) == 1 else None, lambda raw: [raw] if raw else [])
