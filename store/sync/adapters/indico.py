"""The events of an Indico category as meetings, from its HTTP export API.

`/export/categ/ID.json` (https://docs.getindico.io/en/stable/http-api/, "Exporters · Categories") is
`{"_type": "HTTPAPIResult", "count", "url", "ts", "results": [...]}`, each result a `Conference`:
`id, title, type, description, startDate and endDate {"date", "time", "tz"}, timezone, location,
room, address, url, category, keywords, chairs, organizer, label, note, hasAnyProtection`. Where a
server gives no JSON, its Atom will do (`/category/ID/events.atom`, `/export/categ/ID.atom`): there
`<updated>` is when an event begins, and nobody says when it was changed.

A page that is full (as many results as `limit`, or as the server gives at most) has another after
it, from `offset` on. The export is all that there is only as far as it goes:

- with `from`, `to` or `day` it is of those days, and what lies outside them is not missing;
- with `limit` nothing is ever missing: Indico leaves out what one may not see only after it has
  counted out a page, so that a short page does not prove to be the last.

Times are told in the event's own zone. An event that is protected there is private here. An id is
made of the server's name for itself and the event's number. Chairs are people, and an event has no
members here: they stand in the notes.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from store import dates
from store.formats.markup import plain
from store.formats.source import Aside, FormatError, Told, decode_json, told
from store.kinds import Meeting
from store.record import Record
from store.sync.adapters import Asked, indico_atom
from store.sync.adapters.shape import ODD, admitted, asking, page, query, sorted_out, start_of

MOST = {"contributions": 500, "subcontributions": 500, "sessions": 100}  # by detail; else:
MOST_EVENTS = 1000

LIMIT, OFFSET, DETAIL = ("n", "limit"), ("O", "offset"), ("d", "detail")
FROM, TO, DAY, ORDER = ("f", "from"), ("t", "to"), ("day",), ("o", "order")

_SAYS = (b'"HTTPAPIResult"', b'"conferenceMetadata')
_DELTA = re.compile(r"([+-])?(?:(\d{1,3})d)?(?:\d{1,2}h)?(?:\d{1,2}m)?")
_NAMED = {"today": 0, "now": 0, "yesterday": -1, "tomorrow": 1}

Object = Mapping[str, Any]


def recognise(body: bytes, media_type: str) -> bool:
    """An export's JSON, which says so at its end, or in its events; or Indico's Atom."""
    start = start_of(body)
    if start:
        end = body[-len(start) :]
        return any(words in start or words in end for words in _SAYS)
    return indico_atom.recognise(body)


def address(url: str, cursor: str) -> str:
    """The export from its beginning, in an order that stays while its pages are read."""
    if not urlsplit(url).path.endswith(".json"):
        return url
    ordered = any(name in query(url) for name in ORDER)
    return asking(url, OFFSET, **({} if ordered else {"order": "id"}))


def read(body: bytes, asked: Asked) -> Told:
    """One page of the export, or the Atom."""
    if body.lstrip()[:1] == b"<":
        return indico_atom.read(body, asked)
    document = decode_json(body)
    if not isinstance(document, dict) or not isinstance(document.get("results"), list):
        raise FormatError(
            "This is no export of Indico; ask for one such as /export/categ/2.json, and where it "
            f"says that it is restricted, with a token.{_message(document)}"
        )
    asked_for = {**query(_words(document, "url")), **query(asked.url)}
    server = _host(_words(document, "url")) or _host(asked.url)
    results = document["results"]
    found = sorted_out(_meeting(raw, server, asked) for raw in results)
    between = _between(asked_for, asked.today)
    windowed = between is None or any(name in asked_for for name in LIMIT)
    return Told(
        records=found.records,
        asides=found.asides,
        mode="delta" if windowed else "snapshot",
        between=between or ("", ""),
        next_url=_next(asked.url, asked_for, len(results)),
    )


def _message(document: object) -> str:
    said = document.get("message") if isinstance(document, dict) else ""
    return f" It says: {told(said)}" if said else ""


def _next(url: str, asked_for: Mapping[str, str], count: int) -> str:
    limit = _number(asked_for, LIMIT) or MOST.get(_first(asked_for, DETAIL), MOST_EVENTS)
    if count != limit:
        return ""
    return asking(url, OFFSET, offset=str(_number(asked_for, OFFSET) + count))


def _between(asked_for: Mapping[str, str], today: date) -> tuple[str, str] | None:
    """The days that the export is wholly of, a day less at both ends, since the server's zone is
    not known; None where it is of days that cannot be told."""
    day = _first(asked_for, DAY)
    first, last = _first(asked_for, FROM) or day, _first(asked_for, TO) or day
    try:
        return (
            str(dates.add_days(_day(first, today), 1)) if first else "",
            str(dates.add_days(_day(last, today), -1)) if last else "",
        )
    except dates.DateError:
        return None


def _day(words: str, today: date) -> date:
    """The day that `from` or `to` mean; `DateError` where that is not known."""
    if words in _NAMED:
        return today + timedelta(_NAMED[words])
    if delta := _DELTA.fullmatch(words):
        days = int(delta[2] or 0)
        return today + timedelta(-days if delta[1] == "-" else days)
    return dates.span(dates.parse(words.partition("T")[0]))[0]


def _first(asked_for: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((asked_for[name] for name in names if asked_for.get(name)), "")


def _number(asked_for: Mapping[str, str], names: tuple[str, ...]) -> int:
    words = _first(asked_for, names)
    return int(words) if re.fullmatch(r"[0-9]{1,9}", words) else 0


def _meeting(raw: Any, server: str, asked: Asked) -> Record | Aside:
    asked.check()
    if not isinstance(raw, dict):
        return ODD
    number = raw.get("id")
    named = isinstance(number, str | int) and not isinstance(number, bool) and number != ""
    return admitted(
        Meeting,
        {
            "id": indico_atom.id_of(server, str(number)) if named else None,
            "name": raw.get("title"),
            "classification": raw.get("type"),
            "start": _when(raw, "startDate"),
            "end": _when(raw, "endDate"),
            "venue": _venue(raw),
            "status": _status(raw.get("label")),
            "agenda": _plain(raw.get("description")),
            "minutes": _plain(_part(raw, "note").get("html")),
            "notes": _notes(raw),
            "tags": [raw.get("category"), *_list(raw, "keywords")],
            "links": page(raw.get("url"), "Indico"),
            "visibility": "private" if raw.get("hasAnyProtection") is True else "public",
        },
    )


def _when(raw: Object, name: str) -> Any:
    """A time in the event's own zone, where that is known; else as it came, for the door to say
    what is wrong with it."""
    said = raw.get(name)
    if not isinstance(said, dict):
        return said
    clock = _words(said, "time").partition(".")[0]
    value = f"{_words(said, 'date')}T{clock}[{_words(said, 'tz')}]"
    try:
        return dates.told_in(value, _words(raw, "timezone"))
    except dates.DateError:
        return value


def _venue(raw: Object) -> str:
    lines = _words(raw, "address").splitlines()
    parts = (_words(raw, "location"), _words(raw, "room"), *lines)
    return ", ".join(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _status(label: Any) -> str:
    """An event that its label says is not happening was put off or called off."""
    if not isinstance(label, dict) or label.get("is_event_not_happening") is not True:
        return ""
    return "postponed" if "postponed" in _words(label, "title").lower() else "cancelled"


def _notes(raw: Object) -> str:
    chairs = [_chair(one) for one in _list(raw, "chairs") if isinstance(one, dict)]
    said = {
        "Chairs": "; ".join(filter(None, chairs)),
        "Organizer": plain(_words(raw, "organizer")),
        "Label": _words(_part(raw, "label"), "title"),
    }
    return "\n".join(f"{name}: {words}" for name, words in said.items() if words)


def _chair(person: Object) -> str:
    affiliation = _words(person, "affiliation")
    return _words(person, "fullName") + (f" ({affiliation})" if affiliation else "")


def _plain(markup: Any) -> Any:
    return plain(markup) if isinstance(markup, str) else markup


def _words(raw: Object, name: str) -> str:
    value = raw.get(name)
    return value if isinstance(value, str) else ""


def _part(raw: Object, name: str) -> Object:
    value = raw.get(name)
    return value if isinstance(value, dict) else {}


def _list(raw: Object, name: str) -> list[Any]:
    value = raw.get(name)
    return value if isinstance(value, list) else []


def _host(url: str) -> str:
    return indico_atom.host_of(url)
