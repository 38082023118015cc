"""Groups of the W3C, who takes part in them and who chairs them, from its API.

The documents are HAL (https://w3c.github.io/w3c-api/, https://api.w3.org/doc): a list is
`{"page", "limit", "pages", "total", "_links": {"next", …}, "_embedded": {"groups": [...]}}`, an
object names itself and others by `_links`. Each list is a source:

- `/groups`, `/groups/wg`, or one group, `/groups/wg/webrtc` → groups: `name, shortname, type,
  description, is_closed, start-date, end-date`
- `/groups/wg/webrtc/participations` → roles: `organization` or `user`, `group, created`
- `/groups/wg/webrtc/chairs`, `/groups/wg/webrtc/teamcontacts` → roles of people
- `/affiliations` or one of them, `/affiliations/1092` → members: `name, is-member`

Lists are asked for with what they name embedded. An id is made of the address
(`w3c:group:wg/webrtc`, `w3c:affiliation:1092`), so that it is the same in every list.

An organisation takes part, or a person who is there alone, such as an invited expert; a chair is a
person, whatever organisation sends it. Both are members here. Of a person there is the name that
the list says, and of what takes part in a group too, until the list of affiliations says more. The
end of a group's charter is no end of the group, which is one only where it is closed.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from store.door import Problems
from store.formats.markup import plain
from store.formats.source import Aside, FormatError, Told, decode_json, told
from store.kinds import Group, Member, Role
from store.record import Record
from store.sync.adapters import Asked
from store.sync.adapters.shape import ODD, admitted, asking, page, sorted_out, start_of

MOST = "1000"  # items on a page: the most that the API gives

SORTS = {"tf": "task force"}  # what `discr` says of a group that has no `type`
LABELS = {"chairs": "chair", "team-contacts": "team contact"}
KINDS = {"groups": "group", "affiliations": "affiliation", "users": "user"}

_ADDRESS = re.compile(
    r"https?://[^/]+/(groups|affiliations|users|participations)"
    r"/([A-Za-z0-9_.-]{1,80}(?:/[A-Za-z0-9_.-]{1,80})?)/?"
)
_LINKS = re.compile(rb'"_links"\s*:\s*\{')
_OURS = re.compile(
    rb'"https?:[^"]{0,200}?/(?:groups|affiliations|users|participations)(?:[?"]|\\?/)'
)

Object = Mapping[str, Any]


def recognise(body: bytes, media_type: str) -> bool:
    """HAL whose links lead to groups, affiliations, users or participations."""
    start = start_of(body)
    return bool(_LINKS.search(start) and _OURS.search(start))


def address(url: str, cursor: str) -> str:
    """The list from its first page, with what it names embedded, and long pages."""
    return asking(url, ("page",), embed="1", items=MOST)


def read(body: bytes, asked: Asked) -> Told:
    """One page of a list, or one group or organisation."""
    document = decode_json(body)
    links = document.get("_links") if isinstance(document, dict) else None
    if not isinstance(links, dict):
        raise FormatError("This is no answer of the W3C's API; ask for one such as /groups.")
    found, mentioned = _found(document, links, asked)
    items, takers = sorted_out(found), sorted_out(mentioned)
    total = document.get("total")
    return Told(
        records=items.records,
        asides=items.asides + [aside for aside in takers.asides if aside.id],
        mentioned=takers.records,
        mode="snapshot",
        next_url=_href(links, "next"),
        total=total if isinstance(total, int) and not isinstance(total, bool) else None,
    )


def _found(document: Object, links: Object, asked: Asked) -> tuple[list[Any], list[Any]]:
    """What the page is of, and whom its roles are held by."""
    embedded = document.get("_embedded")
    embedded = embedded if isinstance(embedded, dict) else {}
    for name, read_one in LISTS.items():
        if isinstance(items := embedded.get(name), list):
            return [_record(one, asked, read_one) for one in items], _takers(name, items)
        if isinstance(links.get(name), list):
            raise FormatError(
                f"This list of {name} has nothing but addresses; ask for it with embed=1."
            )
    for name, label in LABELS.items():
        if isinstance(items := links.get(name), list):
            group = _group_of(links)
            people = [one for one in items if isinstance(one, dict)]
            roles = [_record(one, asked, _holder(group, name, label)) for one in items]
            return roles, [_taker({"user": one}) for one in people]
    if isinstance(document.get("shortname"), str):
        return [_record(document, asked, _group)], []
    if document.get("discr") == "organization":
        return [_record(document, asked, _affiliation)], []
    raise FormatError(
        "This part of the W3C's API has nothing that can be synced; its lists of groups, "
        "participations, chairs, teamcontacts and affiliations have."
    )


def _record(raw: Any, asked: Asked, read_one: Callable[[Object], Record | Aside]) -> Record | Aside:
    asked.check()
    if not isinstance(raw, dict):
        return ODD
    try:
        return read_one(raw)
    except Problems as problems:
        return Aside(told(raw.get("id") or raw.get("title") or ""), "", problems.by_field)


def _group(raw: Object) -> Record | Aside:
    closed, description = raw.get("is_closed"), raw.get("description")
    sort = raw.get("type") or SORTS.get(str(raw.get("discr")), "")
    above = raw.get("members")
    return admitted(
        Group,
        {
            "id": _id(_href(_links(raw), "self"), "self"),
            "name": raw.get("name"),
            "acronym": raw.get("shortname"),
            "classification": sort,
            "parent": _above(above) if isinstance(above, list) else "",
            "mandate": plain(description) if isinstance(description, str) else description,
            "founded": raw.get("start-date"),
            "dissolved": raw.get("end-date") if closed is True else "",
            "status": "concluded" if closed is True else "active" if closed is False else "",
            "links": page(_href(_links(raw), "homepage"), "Home page"),
        },
    )


def _above(groups: list[Any]) -> str:
    """The group that a task force is of, where it is of one alone."""
    alone = groups[0] if len(groups) == 1 and isinstance(groups[0], dict) else {}
    href = _href(_links(alone), "self")
    return _id(href, "members") if href else ""


def _affiliation(raw: Object) -> Record | Aside:
    return admitted(
        Member,
        {
            "id": _id(_href(_links(raw), "self"), "self"),
            "name": raw.get("name"),
            "classification": "organisation",
            "status": "member" if raw.get("is-member") is True else "",
            "links": page(_href(_links(raw), "homepage"), "Home page"),
        },
    )


def _participation(raw: Object) -> Record | Aside:
    links, since = _links(raw), raw.get("created")
    address = _ADDRESS.fullmatch(_href(links, "self"))
    if address is None or address[1] != "participations":
        raise Problems({"self": "it has no address of its own"})
    name = "user" if raw.get("individual") is True else "organization"
    return admitted(
        Role,
        {
            "id": f"w3c:participation:{address[2]}",
            "member": _id(_href(links, name), name),
            "group": _id(_href(links, "group"), "group"),
            "label": "invited expert" if raw.get("invited-expert") is True else "participant",
            "start": since[:10] if isinstance(since, str) else since,
        },
    )


def _holder(group: str, name: str, label: str) -> Callable[[Object], Record | Aside]:
    def role(raw: Object) -> Record | Aside:
        member = _id(str(raw.get("href")), "href")
        id_ = f"w3c:role:{group.rpartition(':')[2]}/{name}/{member.rpartition(':')[2]}"
        fields = {"member": member, "group": group, "label": label, "person": raw.get("title")}
        return admitted(Role, {"id": id_, **fields})

    return role


LISTS: dict[str, Callable[[Object], Record | Aside]] = {
    "groups": _group,
    "participations": _participation,
    "affiliations": _affiliation,
}


def _group_of(links: Object) -> str:
    """The group that a list of people is of."""
    address = _ADDRESS.fullmatch(_href(links, "up"))
    if address is None or address[1] != "groups" or "/" not in address[2]:
        raise FormatError(
            "This list does not name its group by sort and short name; ask for it in that way, as "
            "/groups/wg/webrtc/chairs."
        )
    return f"w3c:group:{address[2]}"


def _takers(name: str, items: list[Any]) -> list[Any]:
    """Who takes part, as far as participations say."""
    found = [_links(one) for one in items if isinstance(one, dict)]
    return [_taker(links) for links in found] if name == "participations" else []


def _taker(links: Object) -> Record | Aside:
    name = "organization" if _href(links, "organization") else "user"
    sort = "organisation" if name == "organization" else ""
    try:
        id_ = _id(_href(links, name), name)
    except Problems as problems:
        return Aside("", "member", problems.by_field)
    return admitted(Member, {"id": id_, "name": links[name].get("title"), "classification": sort})


def _links(raw: Object) -> Object:
    links = raw.get("_links")
    return links if isinstance(links, dict) else {}


def _href(links: Object, name: str) -> str:
    link = links.get(name)
    href = link.get("href") if isinstance(link, dict) else ""
    return href if isinstance(href, str) else ""


def _id(href: str, name: str) -> str:
    """The id of what an address is of; `Problems` where it is of nothing that has one here."""
    address = _ADDRESS.fullmatch(href)
    if address is None or address[1] not in KINDS:
        raise Problems({name: f"“{told(href)}” is no address of a group, a user or an affiliation"})
    return f"w3c:{KINDS[address[1]]}:{address[2]}"
