"""The door: what comes from a person, a file or a feed becomes a record here, or a clear no.

`admit` takes JSON as it came and gathers the keys this version does not know in `extra`;
`typed` takes what a person wrote into options or a form; `data` gives a record back as JSON.
"""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar

import msgspec
from msgspec import structs

from store.fields import Context, Field, FieldError, fields
from store.record import Record
from store.text import clean_line
from store.types import TYPES
from store.types.base import bad_ids, decode_id

R = TypeVar("R", bound=Record)

NOT_EXTRA = ("id", "kind", "extra")
EXTRA_LIMIT = 1_000_000  # bytes of JSON that this version does not know


def _rrule(text: str) -> str:
    from store import rrule  # few records have one

    return rrule.typed(text)


GRAMMARS: Mapping[str, Callable[[str], str]] = {"rrule": _rrule}


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
    if "" in extra:
        wrong["extra"] = "it has a value without a name"
    if extra and (size := len(msgspec.json.encode(extra))) > EXTRA_LIMIT:
        name = clean_line(next(iter(extra)))[:80]
        wrong[name] = f"{size:,} bytes of what is not known here are too many: 1 MB is the most"
    return _made(kind, values, extra, wrong)


def plain(kind: type[R], raws: Sequence[Mapping[str, Any]]) -> list[R | None]:
    """The records that `admit` makes of these, of all that hold nothing but what it takes as it
    is; None for the others, which it has to look at. Many are made so ten times as quick."""
    known = {"id", *(field.name for field in fields(kind))}
    used = set(chain.from_iterable(raws))
    if not known >= used:
        raws = [raw if known.issuperset(raw) else {} for raw in raws]
    made = _converted(kind, raws)
    there = [record for record in made if record is not None]
    wrong = bad_ids([record.id for record in there])
    for field in fields(kind):
        if field.name not in used and not field.required:
            continue
        of = attrgetter(field.name)
        values = set(map(of, there))
        bad = TYPES[field.type].altered(values - {field.default}, field)
        if field.required:
            bad.update(filter(field.is_empty, values))
        if bad:
            wrong.update(record.id for record in there if of(record) in bad)
    return [None if record is None or record.id in wrong else record for record in made]


def _converted(kind: type[R], raws: Sequence[Mapping[str, Any]]) -> list[R | None]:
    """What msgspec makes of each, None where it makes nothing of it: it drops what it does not
    know and changes no value."""
    try:
        return msgspec.convert(raws, type=list[kind])  # type: ignore[valid-type]
    except msgspec.ValidationError:
        if len(raws) == 1:
            return [None]
    return [record for raw in raws for record in _converted(kind, [raw])]


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
            values[name] = understood(word, field, context)
        except FieldError as error:
            wrong[name] = str(error)
    if base is None:
        return _made(kind, values, {}, wrong)
    del values["id"]
    wrong = {**_missing(known, {**structs.asdict(base), **values}), **wrong}
    if wrong:
        raise Problems(wrong)
    return structs.replace(base, **values)


def understood(words: str, field: Field, context: Context) -> Any:
    """The value of a field that a person's words stand for; `FieldError` where they stand for
    none."""
    value = TYPES[field.type].parse(words, field, context)
    return GRAMMARS[field.grammar](value) if field.grammar else value


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
