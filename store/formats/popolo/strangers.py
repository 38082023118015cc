"""A Popolo file of whomever: which organisation is a member and which a group, whose the roles
are, and what has no place here."""

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from typing import Any

import msgspec

from store import door
from store.formats.json import taken
from store.formats.popolo.objects import LISTS, OTHERS, OWN, PERSON, raw_of
from store.formats.source import Aside, Asides, FormatError, told
from store.kinds import KINDS
from store.record import Record

_MEMBERS = ("state", "country", "party")  # organisations that others speak for
_NO_MEETINGS = ("legislative period", "general election", "election", "term")
_EMBEDDED_IN = ("memberships", "posts", "children")
_SINGULAR = {"organizations": "organization", "memberships": "membership", "events": "event"}
_SINGULAR |= {"speeches": "speech"}
_IDENTITY = (
    *(PERSON, "organization_id", "on_behalf_of_id", "role", "post_id", "area_id"),
    *("start_date", "legislative_period_id"),
)

Object = dict[str, Any]
Kind = Callable[[Object], tuple[str, Object]]


class Reader:
    """A document, and what was set aside of it."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.asides = Asides()
        self._document = document
        self._persons = {_id(each): each for each in self._list("persons") if _is_named(each)}
        self._posts = {_id(each): each for each in self._list("posts")}
        self._periods = {_id(each): each for each in self._list("events") if _is_period(each)}
        self._memberships = [*self._all_memberships()]
        self._members = {each for said in self._memberships if (each := _on_behalf(said))}
        self._ids: dict[str, str] = {}  # in which list each stands
        self._renamed: dict[str, str] = {}
        self._sitting: set[str] = set()

    def records(self) -> list[Record]:
        """All that has a place here."""
        found = [
            *self._taken("organizations", self._list("organizations"), self._organization),
            *self._taken("memberships", self._memberships, self._role),
            *self._taken("events", self._list("events"), self._meeting),
            *self._taken("speeches", self._list("speeches"), self._statement),
        ]
        for name in OTHERS:
            kind = next(each for each in KINDS.values() if each.kind.plural == name)
            for place, raw in enumerate(self._list(name), 1):
                found += taken([raw], lambda _, at=f"{name} {place}": at, kind, KINDS)  # type: ignore[misc]
        self._tell_what_is_left()
        return found

    def _taken(self, name: str, items: list[Object], kind_of: Kind) -> Iterator[Record]:
        for said in items:
            id_, kind = _id(said), ""
            try:
                kind, clear = kind_of(said)
                person = self._persons.get(_text(clear.get(PERSON))) if kind == "role" else None
                raw = {"visibility": "public", **raw_of(kind, clear, person)}
                record = door.admit(
                    KINDS[kind], {**raw, "id": self._fresh(name, id_ or _derived(said))}
                )
            except _NoPlace as why:
                self.asides.add(Aside(told(id_), _SINGULAR[name], dict([why.args])))
            except door.Problems as problems:
                self.asides.add(Aside(told(id_), _SINGULAR[name], problems.by_field))
            else:
                if person is not None:
                    self._sitting.add(_id(person))
                yield record

    def _organization(self, said: Object) -> tuple[str, Object]:
        own = said[OWN].get("kind") if isinstance(said.get(OWN), dict) else None
        if own in ("member", "group"):
            return own, said
        clear = {key: value for key, value in said.items() if key not in _EMBEDDED_IN}
        if _id(said) in self._members or _word(said, "classification") in _MEMBERS:
            self._members.add(_id(said))
            return "member", clear
        return "group", clear

    def _role(self, said: Object) -> tuple[str, Object]:
        if OWN in said:
            return "role", said
        post = self._posts.get(_text(said.get("post_id")), {})
        group = _text(said.get("organization_id") or post.get("organization_id"))
        if group in self._members:
            raise _NoPlace(
                "organization_id", "the organisation is a member here, and roles are held in groups"
            )
        member = _on_behalf(said)
        if not member:
            raise _NoPlace("on_behalf_of_id", "it does not say on whose behalf somebody sits there")
        names = (said.get("role"), said.get("label"), post.get("role"), post.get("label"))
        period = self._periods.get(_text(said.get("legislative_period_id")), {})
        filled = {
            "organization_id": group,
            "on_behalf_of_id": member,
            "role": next((name for name in names if name), "member"),
            **{key: said.get(key) or period.get(key) for key in ("start_date", "end_date")},
        }
        return "role", {**said, **{key: value for key, value in filled.items() if value}}

    def _meeting(self, said: Object) -> tuple[str, Object]:
        if _is_period(said):
            raise _NoPlace("classification", "a period or an election is no meeting")
        return "meeting", said

    def _statement(self, said: Object) -> tuple[str, Object]:
        event = _text(said.get("event_id"))
        return "statement", {
            **said,
            "event_id": self._renamed[event],
        } if event in self._renamed else said

    def _fresh(self, name: str, id_: str) -> str:
        """The id, or one made of it where another list has the same: ids are of a list there."""
        if self._ids.setdefault(id_, name) == name:
            return id_
        fresh = f"{_SINGULAR[name]}/{id_}"
        self._ids[fresh] = name
        if name == "events":
            self._renamed[id_] = fresh
        return fresh

    def _all_memberships(self) -> Iterator[Object]:
        """Those in the list, and those that stand in what they are memberships of."""
        seen: set[str] = set()
        for name, key in (
            ("memberships", ""),
            ("persons", PERSON),
            ("organizations", "organization_id"),
        ):
            for outer in self._list(name):
                inner = [outer] if not key else _objects(outer.get("memberships"))
                for said in inner:
                    whole = {key: outer.get("id"), **said} if key else said
                    told_as = _id(whole) or _derived(whole)
                    if told_as not in seen:
                        seen.add(told_as)
                        yield whole

    def _tell_what_is_left(self) -> None:
        for name, items in self._document.items():
            if name in (*LISTS.values(), *OTHERS) or not (left := len(_objects(items))):
                continue
            why = "they have no place here"
            if name == "posts":
                why = "only the roles and labels were taken"
            elif name == "persons":
                left = len({*self._persons} - self._sitting) + left - len(self._persons)
                why = "no role that was taken is held by them"
            if left:
                self.asides.add(Aside("", told(name), {"all": why}), left)

    def _list(self, name: str) -> list[Object]:
        found = self._document.get(name, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise FormatError(f"The Popolo file's “{name}” is not a list of objects.")
        return found


class _NoPlace(Exception):
    """The key for which an object has no place here, and why."""


def _is_period(said: Object) -> bool:
    return OWN not in said and _word(said, "classification") in _NO_MEETINGS


def _is_named(said: Object) -> bool:
    return bool(_id(said)) and isinstance(said.get("name"), str) and bool(said["name"])


def _on_behalf(said: Object) -> str:
    """The organisation that somebody sits somewhere for, or that is itself a member there."""
    member = said.get("member")
    embedded = member.get("id") if isinstance(member, dict) else None
    return _text(said.get("on_behalf_of_id") or said.get("member_id") or embedded)


def _derived(said: Object) -> str:
    """An id for what has none, the same whenever the same is said."""
    identity = {key: said.get(key) for key in _IDENTITY}
    return "membership-" + sha256(msgspec.json.encode(identity)).hexdigest()[:16]


def _id(said: Object) -> str:
    return _text(said.get("id"))


def _text(raw: Any) -> str:
    """An id or a word; a number is one too, as some write ids."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return str(raw)
    return raw if isinstance(raw, str) else ""


def _word(said: Object, key: str) -> str:
    return _text(said.get(key)).casefold()


def _objects(raw: Any) -> list[Object]:
    return [each for each in raw if isinstance(each, dict)] if isinstance(raw, list) else []
