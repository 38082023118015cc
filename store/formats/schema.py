"""The JSON Schema (draft 2020-12) of the feed, generated from the declared kinds."""

from collections.abc import Mapping
from typing import Any

import msgspec

from store.formats.feed import ENVELOPE, REASONS, VERSION
from store.kinds import KINDS
from store.record import Record
from store.versions import DESK, REST

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID = "urn:smallgroup:feed:1"
NOT_DATA = (*ENVELOPE, "extra")

Schema = dict[str, Any]


def schema(kinds: Mapping[str, type[Record]] = KINDS) -> Schema:
    """The schema of a whole feed. `data` is held to the kind that its item says it is of."""
    plain: Schema = msgspec.json.decode(msgspec.json.encode(_feed(kinds)))
    return plain


def _feed(kinds: Mapping[str, type[Record]]) -> Schema:
    _, components = msgspec.json.schema_components(
        tuple(kinds.values()), ref_template="#/$defs/{name}"
    )
    of_kinds = {kind.__name__: _data(components[kind.__name__]) for kind in kinds.values()}
    return {
        "$schema": DIALECT,
        "$id": ID,
        "title": "Smallgroup feed, version 1",
        "description": "Records that one body gives to others; a static file can serve it.",
        "type": "object",
        "properties": {
            "version": {"const": VERSION},
            "title": _text("What the feed is called"),
            "generated": _stamp("The newest `modified` in it"),
            "mode": {"enum": ["snapshot", "delta"]},
            "since": _text("The cursor that a delta starts from"),
            "cursor": _text("Where the next delta starts from"),
            "next_url": _text("The next page, at the same origin"),
            "total": {"description": "Items on all pages", "type": "integer", "minimum": 0},
            "items": {"type": "array", "items": {"$ref": "#/$defs/Item"}},
            "tombstones": {"type": "array", "items": {"$ref": "#/$defs/Tombstone"}},
            "_desk": {**_text("Whose versions these are"), "pattern": f"^{DESK.pattern}$"},
            "_deltas": {"type": "array", "items": {"$ref": "#/$defs/Delta"}},
        },
        "required": ["version", "mode", "items"],
        "patternProperties": {"^_": {"description": "An extension"}},
        "if": {"properties": {"mode": {"const": "delta"}}},
        "then": {"required": ["since", "cursor", "tombstones"]},
        "$defs": {
            **{name: found for name, found in components.items() if name not in of_kinds},
            **of_kinds,
            "Id": {"type": "string", "minLength": 1, "maxLength": 255},
            "Item": _item(kinds),
            "Tombstone": _tombstone(),
            "Delta": _delta(),
            "Versions": _versions(),
        },
    }


def _item(kinds: Mapping[str, type[Record]]) -> Schema:
    visibility = msgspec.json.schema_components((Record,))[1]["Record"]["properties"]["visibility"]
    return {
        "type": "object",
        "properties": {
            "id": {"$ref": "#/$defs/Id"},
            "kind": {"enum": list(kinds)},
            "modified": _stamp("When it was last changed (UTC)"),
            "sequence": {"type": "integer", "minimum": 0},
            "visibility": {**visibility, "default": "public"},
            "data": {"type": "object"},
            "_v": {"$ref": "#/$defs/Versions"},
        },
        "required": ["id", "kind", "data"],
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
                "then": {"properties": {"data": {"$ref": f"#/$defs/{kind.__name__}"}}},
            }
            for name, kind in kinds.items()
        ],
    }


def _data(component: Schema) -> Schema:
    """The fields of a kind without those that stand in the item around them."""
    properties = {k: v for k, v in component["properties"].items() if k not in NOT_DATA}
    required = [name for name in component.get("required", ()) if name not in NOT_DATA]
    return {**component, "properties": properties, "required": required}


def _tombstone() -> Schema:
    return {
        "type": "object",
        "properties": {
            "id": {"$ref": "#/$defs/Id"},
            "kind": {"type": "string"},
            "deleted": _stamp("When it went"),
            "reason": {"enum": list(REASONS)},
            "replaced_by": {**_text("The id that its references move to"), "maxLength": 255},
            "_v": {"$ref": "#/$defs/Versions"},
        },
        "required": ["id"],
    }


def _delta() -> Schema:
    return {
        "description": "Where what changed is told, from a cursor to where the next one begins",
        "type": "object",
        "properties": {
            "since": _text("The cursor"),
            "url": _text("The document, at the same origin"),
            "items": {"description": "Of how many records it tells", "type": "integer"},
        },
        "required": ["since", "url"],
    }


def _versions() -> Schema:
    count = {"type": "integer", "minimum": 1}
    return {
        "description": "By field (“” is all others): by desk, how many of its changes were seen",
        "type": "object",
        "additionalProperties": {"type": "object", "additionalProperties": count},
        "required": [REST],
    }


def _text(about: str) -> Schema:
    return {"description": about, "type": "string"}


def _stamp(about: str) -> Schema:
    return {"description": about, "type": "string", "format": "date-time"}
