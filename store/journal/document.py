"""Records as TinyDB documents: a typed Struct that reads like a dict, with no second copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, cast

import msgspec

from store.journal.batch import Change, Document


class DocumentStruct(msgspec.Struct, frozen=True):
    """A frozen Struct that TinyDB's `Query`, `search` and `Document` can read as a mapping.

    A field that holds its default is absent, as it is in the JSON: `Query().due.exists()` is
    false for an empty due date. Tuples read as lists, since that is what JSON has.
    Structs inside a record that queries should look into inherit from this too.
    """

    def __getitem__(self, field: str) -> Any:
        empty = _empty_values(type(self))[field]
        value = getattr(self, field)
        if value == empty:
            raise KeyError(field)
        return list(value) if type(value) is tuple else value

    def __iter__(self) -> Iterator[str]:
        empty = _empty_values(type(self))
        return (field for field in empty if getattr(self, field) != empty[field])

    def __contains__(self, field: object) -> bool:
        empty = _empty_values(type(self))
        return field in empty and getattr(self, str(field)) != empty[str(field)]

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return True

    def keys(self) -> list[str]:
        """The fields that are filled, in the order of the declaration."""
        return list(self)

    def get(self, field: str, default: Any = None) -> Any:
        """The field's value, or `default` where it is empty or unknown."""
        try:
            return self[field]
        except KeyError:
            return default


Mapping.register(DocumentStruct)


_NEVER = object()


@cache
def _empty_values(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """What each field holds where nothing is given; what is never there for one that must be."""
    empty: dict[str, Any] = {}
    for field in msgspec.structs.fields(kind):
        empty[field.name] = _NEVER
        if field.default is not msgspec.NODEFAULT:
            empty[field.name] = field.default
        elif field.default_factory is not msgspec.NODEFAULT:
            empty[field.name] = field.default_factory()
    return empty


@cache
def document_defaults(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """Each field's default as JSON has it; a field that must be given has none."""
    given = {name: value for name, value in _empty_values(kind).items() if value is not _NEVER}
    defaults: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(given))
    return defaults


def created(table: str, record: msgspec.Struct) -> Change:
    """The change that adds a record, which stands for its document until that is written.

    It saves making a dict of each record where a thousand are added at once.
    """
    return Change(table, record.id, None, cast(Document, record))  # type: ignore[attr-defined]


def to_document(record: msgspec.Struct) -> dict[str, Any]:
    """The record as a JSON object of the fields that differ from their defaults."""
    document: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(record))
    for field, default in _written_defaults(type(record)).items():
        if document.get(field) == default:
            del document[field]
    return document


@cache
def _written_defaults(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """The defaults that may be in the JSON: msgspec omits a value only if it is the same object.

    That is sure for what there is only one of in memory: None, flags, empty text, small numbers.
    """
    if not kind.__struct_config__.omit_defaults:
        return document_defaults(kind)
    return {
        field: default
        for field, default in document_defaults(kind).items()
        if default and not isinstance(default, bool) and default not in range(256)
    }
