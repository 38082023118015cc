"""Groups, roles, meetings and people of the IETF, from its datatracker.

The shape is Tastypie's (https://datatracker.ietf.org/api/, "API Endpoints"): a list is
`{"meta": {"limit", "next", "offset", "previous", "total_count"}, "objects": [...]}`, an object
names itself and others by resource URIs such as `/api/v1/group/group/1718/`. Each list is a source:

- `/api/v1/group/group/` → groups: `name, acronym, parent, state, type, description`
- `/api/v1/group/role/` → roles: `person, group, name`
- `/api/v1/meeting/meeting/` → meetings: `number, type, date, days, city, country, venue_name`
- `/api/v1/person/person/` → members: `name`, and nothing else of a person

A filter of theirs may stand in the address (`?type=wg&state=active`). An id is made of the URI
(`ietf:group:1718`), so that it is the same in every list; what a role points at may come later,
from another list.

The IETF has no member organisations: "any interested person can participate" (RFC 3935 §2), and a
role is a person's. So a member is a person here. A role says only which person it is: who that is
stands in the list of people, and is not made up before. Since when a role is held is not said.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urljoin

from store import dates
from store.door import Problems
from store.formats.source import Aside, FormatError, Told, decode_json, told
from store.kinds import Group, Meeting, Member, Role
from store.record import Record
from store.sync.adapters import Asked
from store.sync.adapters.shape import ODD, admitted, asking, page, sorted_out, start_of

MOST = "1000"  # objects on a page: the most that Tastypie gives

TYPES = {"wg": "working group", "rg": "research group", "dir": "directorate"}
STATES = {
    **dict.fromkeys(("bof", "proposed"), "proposed"),
    "active": "active",
    "dormant": "dormant",
    **dict.fromkeys(("abandon", "bof-conc", "conclude", "replaced"), "concluded"),
}
LABELS = {
    "ad": "area director",
    "pre-ad": "incoming area director",
    "secr": "secretary",
    "techadv": "technical adviser",
}

_URI = re.compile(r"/api/v1/([a-z]+)/([a-z]+)/([^/\s]{1,200})/?")
_LIST = re.compile(rb'"meta"\s*:\s*\{[^{}]*"total_count"')
_OBJECT = re.compile(rb'"resource_uri"\s*:\s*"/api/v1/')

Object = Mapping[str, Any]


def recognise(body: bytes, media_type: str) -> bool:
    """A list with Tastypie's `meta`, or one object that names itself by its URI."""
    start = start_of(body)
    return bool(_LIST.search(start) or _OBJECT.search(start))


def address(url: str, cursor: str) -> str:
    """All objects, in an order that stays while they are read, as many on a page as there may be.
    It begins where the list does."""
    return asking(url, ("offset",), limit=MOST, order_by="id")


def read(body: bytes, asked: Asked) -> Told:
    """One page of a list."""
    document = decode_json(body)
    objects = _objects(document)
    found = sorted_out(_record(raw, asked) for raw in objects)
    meta = document.get("meta")
    meta = meta if isinstance(meta, dict) else {}
    total, following = meta.get("total_count"), meta.get("next")
    return Told(
        records=found.records,
        asides=found.asides,
        mode="snapshot",
        next_url=following if isinstance(following, str) else "",
        total=total if isinstance(total, int) and not isinstance(total, bool) else None,
    )


def _objects(document: Any) -> list[Any]:
    if isinstance(document, dict) and isinstance(document.get("objects"), list):
        objects: list[Any] = document["objects"]
    elif isinstance(document, dict) and "resource_uri" in document:
        objects = [document]
    else:
        raise FormatError(
            "This is no list of the datatracker; ask for one such as /api/v1/group/group/."
        )
    names = [match[2] for raw in objects if (match := _match(_uri(raw)))]
    if names and not set(names) & MAKERS.keys():
        raise FormatError(
            f"This is the datatracker's list of {told(names[0])}; what can be synced are its lists "
            "of groups, roles, meetings and persons."
        )
    return objects


def _record(raw: Any, asked: Asked) -> Record | Aside:
    asked.check()
    if not isinstance(raw, dict):
        return ODD
    match = _match(raw.get("resource_uri"))
    if match is None or match[2] not in MAKERS:
        why = f"“{told(raw.get('resource_uri'))}” is no group, role, meeting or person"
        return Aside(told(raw.get("resource_uri") or ""), "", {"resource_uri": why})
    kind, fields = MAKERS[match[2]]
    try:
        return admitted(kind, {"id": _id(match), **fields(raw, asked.url)})
    except Problems as problems:
        return Aside(told(_id(match)), match[2], problems.by_field)


def _group(raw: Object, url: str) -> dict[str, Any]:
    return {
        "name": raw.get("name"),
        "acronym": raw.get("acronym"),
        "classification": _named(raw.get("type"), TYPES),
        "parent": _reference(raw, "parent"),
        "mandate": raw.get("description"),
        "status": STATES.get(_slug(raw.get("state")), ""),
        "modified": _instant(raw.get("time")),
        "links": _page(url, "/group/{}/about/", raw.get("acronym")),
    }


def _role(raw: Object, url: str) -> dict[str, Any]:
    return {
        "member": _reference(raw, "person"),
        "group": _reference(raw, "group"),
        "label": _named(raw.get("name"), LABELS),
    }


def _meeting(raw: Object, url: str) -> dict[str, Any]:
    number, sort = raw.get("number"), _slug(raw.get("type"))
    return {
        "name": f"IETF {number}" if sort == "ietf" and isinstance(number, str) else number,
        "number": number,
        "classification": sort,
        "start": raw.get("date"),
        "end": _last_day(raw.get("date"), raw.get("days")),
        "city": raw.get("city"),
        "country": raw.get("country"),
        "venue": raw.get("venue_name"),
        "attendees_count": raw.get("attendees"),
        "modified": _instant(raw.get("updated")),
        "links": _page(url, "/meeting/{}/", number),
    }


def _person(raw: Object, url: str) -> dict[str, Any]:
    return {"name": raw.get("name")}


MAKERS: dict[str, tuple[type[Record], Callable[[Object, str], dict[str, Any]]]] = {
    "group": (Group, _group),
    "role": (Role, _role),
    "meeting": (Meeting, _meeting),
    "person": (Member, _person),
}


def _uri(raw: Any) -> Any:
    """The URI of an object, which may stand there whole."""
    return raw.get("resource_uri") if isinstance(raw, dict) else raw


def _match(uri: Any) -> re.Match[str] | None:
    return _URI.fullmatch(uri) if isinstance(uri, str) else None


def _id(uri: re.Match[str]) -> str:
    return f"ietf:{uri[2]}:{uri[3]}"


def _reference(raw: Object, name: str) -> str:
    """The id of what an object points at, "" where it points at nothing."""
    uri = _uri(raw.get(name))
    match = _match(uri)
    if match is None and uri:
        raise Problems({name: f"“{told(uri)}” is no address of an object"})
    return _id(match) if match else ""


def _slug(raw: Any) -> str:
    match = _match(_uri(raw))
    return match[3] if match else ""


def _named(raw: Any, names: Mapping[str, str]) -> str:
    slug = _slug(raw)
    return names.get(slug, slug.replace("-", " "))


def _last_day(first: Any, days: Any) -> str:
    if not isinstance(first, str) or not isinstance(days, int) or isinstance(days, bool):
        return ""
    try:
        return dates.shift(dates.parse(first), days - 1) if 1 <= days <= 366 else ""
    except dates.DateError:
        return ""  # the door says what is wrong with the first one


def _instant(raw: Any) -> str:
    return raw if isinstance(raw, str) and raw.endswith("Z") else ""


def _page(url: str, path: str, name: Any) -> list[dict[str, str]]:
    if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z0-9._-]{1,64}", name):
        return []
    return page(urljoin(url, path.format(name)), "Datatracker")
