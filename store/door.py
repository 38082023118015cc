"""The door: what comes from a person, a file or a feed becomes a record here, or a clear no.

`admit` takes JSON as it came and gathers the keys this version does not know in `extra`;
`typed` takes what a person wrote into options or a form; `data` gives a record back as JSON.
"""

from collections.abc import Mapping
from typing import Any, TypeVar

from msgspec import structs

from store.fields import Context, Field, FieldError, fields
from store.record import Record
from store.types import TYPES
from store.types.base import decode_id

R = TypeVar("R", bound=Record)

NOT_EXTRA = ("id", "kind", "extra")


class Problems(ValueError):
    """Why a record cannot be: a sentence for each field that is wrong."""

    def __init__(self, by_field: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {why}" for name, why in by_field.items()))
        self.by_field = dict(by_field)


def admit(kind: type[R], raw: Mapping[str, Any]) -> R:
    """A record of this kind from a JSON object `{"id", …fields}`, made safe; else `Problems`."""
    known = {field.name: field for field in fields(kind)}
    values: dict[str, Any] = {}
    given = raw["extra"] if isinstance(raw.get("extra"), dict) else {}
    extra = {k: v for k, v in given.items() if k not in known and k not in NOT_EXTRA}
    wrong: dict[str, str] = {}
    try:
        values["id"] = decode_id(raw.get("id"))
    except FieldError as error:
        wrong["id"] = str(error)
    for key, value in raw.items():
        field = known.get(key)
        if field is None:
            if key not in NOT_EXTRA:
                extra[key] = value
            continue
        try:
            values[key] = TYPES[field.type].decode(value, field)
        except FieldError as error:
            wrong[key] = str(error)
    return _made(kind, values, extra, wrong)


def typed(kind: type[R], words: Mapping[str, str], context: Context, base: R | None, id: str) -> R:
    """The record that a person's words make: `words` by field name, over `base` where there is one.

    An empty word empties its field. `id` is used for a new record only. `Problems` says what is
    wrong, field by field.
    """
    values: dict[str, Any] = {"id": id}
    wrong: dict[str, str] = {}
    known = {field.name: field for field in fields(kind)}
    for name, word in words.items():
        field = known[name]
        try:
            values[name] = TYPES[field.type].parse(word, field, context)
        except FieldError as error:
            wrong[name] = str(error)
    if base is None:
        return _made(kind, values, {}, wrong)
    del values["id"]
    wrong = {**_missing(known, {**structs.asdict(base), **values}), **wrong}
    if wrong:
        raise Problems(wrong)
    return structs.replace(base, **values)


def data(record: Record) -> dict[str, Any]:
    """The record's filled fields as JSON values, unknown keys as they came; no id, no kind."""
    found: dict[str, Any] = {}
    for field in fields(type(record)):
        value = getattr(record, field.name)
        if not field.is_empty(value):
            found[field.name] = TYPES[field.type].encode(value)
    return {**found, **{k: v for k, v in record.extra.items() if k not in found}}


def as_json(record: Record) -> dict[str, Any]:
    """The record as one JSON object: `{"id", "kind", …filled fields}`."""
    return {"id": record.id, "kind": record.kind.name, **data(record)}


def _made(kind: type[R], values: dict[str, Any], extra: dict[str, Any], wrong: dict[str, str]) -> R:
    known = {field.name: field for field in fields(kind)}
    wrong = {**_missing(known, values, wrong), **wrong}
    if wrong:
        raise Problems(wrong)
    filled = {
        name: value
        for name, value in values.items()
        if name == "id" or not known[name].is_empty(value)
    }
    return kind(**filled, extra=extra)


def _missing(
    known: Mapping[str, Field], values: Mapping[str, Any], wrong: Mapping[str, str] = {}
) -> dict[str, str]:
    return {
        name: "this must be filled"
        for name, field in known.items()
        if field.required and field.is_empty(values.get(name, "")) and name not in wrong
    }
