"""How a record stands as an object of Popolo, and back: one list of keys for each kind."""

from collections.abc import Mapping
from typing import Any

from store.fields import Field, FieldError, fields
from store.formats.popolo import people, values
from store.formats.popolo.values import Value
from store.kinds import KINDS
from store.record import Record
from store.types import TYPES

OWN = "smallgroup"  # in an object: what Popolo has no word for
KEPT = "_popolo"  # in `extra`: what a key said of which a field holds a part
LISTS = {
    **{"member": "organizations", "group": "organizations", "role": "memberships"},
    **{"meeting": "events", "statement": "speeches"},
}
OTHERS = ("commitments", "updates")

_COMMON = {
    "created_at": ("created", values.STAMP),
    "updated_at": ("modified", values.STAMP),
    "sources": ("links", values.LINKS),
}
_ORGANIZATION = {"name": ("name", values.WORD), "other_names": ("other_names", values.NAMES)}
_TENURE = {"start_date": ("start", values.DATE), "end_date": ("end", values.DATE)}
KEYS: dict[str, dict[str, tuple[str, Value]]] = {
    "member": {
        **_ORGANIZATION,
        "classification": ("classification", values.choice(("state", "organisation"))),
        "identifiers": ("country", values.COUNTRY),
    },
    "group": {
        **_ORGANIZATION,
        "classification": ("classification", values.WORD),
        "parent_id": ("parent", values.WORD),
        "founding_date": ("founded", values.DATE),
        "dissolution_date": ("dissolved", values.DATE),
        "description": ("mandate", values.WORD),
    },
    "role": {
        "organization_id": ("group", values.WORD),
        "on_behalf_of_id": ("member", values.WORD),
        "role": ("label", values.WORD),
        **_TENURE,
    },
    "meeting": {
        "name": ("name", values.WORD),
        "classification": ("classification", values.WORD),
        "start_date": ("start", values.WHEN),
        "end_date": ("end", values.WHEN),
        "organization_id": ("groups", values.ONE),
        "location": ("venue", values.WORD),
        "status": (
            "status",
            values.choice(("tentative", "confirmed", "postponed", "cancelled")),
        ),
    },
    "statement": {
        "event_id": ("meeting", values.WORD),
        "type": ("act", values.WORD),
        "title": ("summary", values.WORD),
        "text": ("text", values.WORD),
        "creator_id": ("by", values.ONE),
        "attribution_text": ("by_text", values.WORD),
    },
}
for _keys in KEYS.values():
    _keys.update(_COMMON)
PERSON, PERSON_OF = "person_id", "person"
_NO_EXTRA = ("id", "kind", "extra", OWN, KEPT, PERSON)


class Writer:
    """Records as objects, and the persons in them."""

    def __init__(self) -> None:
        self.people = people.People()

    def object(self, record: Record) -> dict[str, Any]:
        """The record as an object; what Popolo has no word for stands under `smallgroup`."""
        keys = KEYS[record.kind.name]
        kept = _object(record.extra.get(KEPT))
        left = {
            field.name: TYPES[field.type].encode(value)
            for field in fields(type(record))
            if not field.is_empty(value := getattr(record, field.name))
        }
        made: dict[str, Any] = {"id": record.id}
        if PERSON_OF in left:
            name, member = left.pop(PERSON_OF), left.get("member", "")
            made[PERSON] = self.people.add(name, member, kept.get(people.KEPT))
        for key, (name, how) in keys.items():
            value = left.get(name)
            raw = (
                kept[key] if _says(how, kept.get(key), value) else how.raw(value) if value else None
            )
            if raw is not None:
                made[key] = raw
                if _says(how, raw, value):
                    left.pop(name, None)
        made |= {k: v for k, v in kept.items() if _is_beside(k, record.kind.name)}
        own = {"kind": record.kind.name, **left}
        extra = {k: v for k, v in record.extra.items() if k in keys or k in made or k in _NO_EXTRA}
        made |= {k: v for k, v in record.extra.items() if k not in extra}
        if extra:
            own["extra"] = extra
        return {**made, OWN: own}


def raw_of(kind: str, said: Mapping[str, Any], person: Mapping[str, Any] | None) -> dict[str, Any]:
    """What an object says, as the door takes it; of a role, with the person who holds it."""
    keys = KEYS[kind]
    known = {field.name: field for field in fields(KINDS[kind])}
    own = {k: v for k, v in _object(said.get(OWN)).items() if k in known}
    sound = {name: value for name, value in own.items() if _is_sound(value, known[name])}
    raw: dict[str, Any] = {}
    kept: dict[str, Any] = {}
    for key, (name, how) in keys.items():
        if key not in said or (name in sound and how.raw(sound[name]) == said[key]):
            continue
        value = how.value(said[key])
        if value:
            raw[name] = value
        if (how.raw(value) if value else None) != said[key]:
            kept[key] = said[key]
    if person is not None:
        raw[PERSON_OF] = person["name"]
        if person != people.made(person["name"], str(raw.get("member", ""))):
            kept[people.KEPT] = person
    extra: dict[str, Any] = {}
    for key, value in said.items():
        if key in keys or key in ("id", OWN) or (key == PERSON and person is not None):
            continue
        (kept if key in known or key in _NO_EXTRA or not key else extra)[key] = value
    extra |= {KEPT: kept} if kept else {}
    beside = _object(_object(said.get(OWN)).get("extra"))
    return {**own, **raw, "extra": {**extra, **beside}}


def _is_sound(value: Any, field: Field) -> bool:
    try:
        TYPES[field.type].decode(value, field)
    except FieldError:
        return False
    return True


def _says(how: Value, raw: Any, value: Any) -> bool:
    """Whether what stands there says this very value."""
    return raw is not None and (how.value(raw) or None) == (value or None)


def _is_beside(key: str, kind: str) -> bool:
    """Whether what is kept under this name stands in the object, though it is no key of its own."""
    return key not in KEYS[kind] and key != people.KEPT


def _object(raw: Any) -> dict[str, Any]:
    return raw if isinstance(raw, dict) else {}
