"""The feed, version 1: how bodies give records to each other. JSON that a static file can serve.

    {"version": "smallgroup/1", "title", "generated", "mode": "snapshot" | "delta",
     "since", "cursor", "next_url", "total",
     "items": [{"id", "kind", "modified", "sequence", "visibility", "data": {…}}],
     "tombstones": [{"id", "kind", "deleted", "reason", "replaced_by"}]}

Beside that, what desks that share records tell each other, and other readers need not know:

    "_desk": whose versions these are (a random name, made once)
    "_v", in an item or a tombstone: its versions (`store.versions`), {"": {desk: n}, field: {…}}
    "_deltas": [{"since", "url", "items"}], a chain of documents that each tell what changed from
        `since` to where the next one begins, but for what a later one tells to be gone; the last
        ends at this document's `cursor`; `items` is of how many records each tells

What this version does not know is kept: unknown keys of `data` stand in the record's `extra` and
are written back into `data`; unknown keys of the item around it stand in `extra["_item"]` and are
written back there. The same records give the same bytes.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import field

from store import door
from store.fields import FieldError
from store.formats.plain import plain_items
from store.formats.source import (
    Aside,
    Asides,
    Delta,
    FormatError,
    Told,
    Tombstone,
    check_depth,
    decode_any_json,
    repeated,
    told,
)
from store.journal.rows import collector_paused
from store.kinds import KINDS
from store.record import Record
from store.types.base import decode_id
from store.versions import Stamp, decode, is_desk

VERSION = "smallgroup/1"
ENVELOPE = ("id", "kind", "modified", "sequence", "visibility")
ITEM_KEYS = "_item"
OWN_KEYS = ("data", "_v")  # of an item, besides the envelope
DOCUMENT = (
    *("version", "title", "generated", "mode", "since", "cursor", "next_url", "total"),
    *("items", "tombstones"),
)
REASONS = ("deleted", "merged", "retracted")

Kinds = Mapping[str, type[Record]]


class Feed(Told, frozen=True, kw_only=True):
    """One feed document as it was read. `extensions` are its keys that start with `_`."""

    version: str
    title: str = ""
    generated: str = ""
    extensions: dict[str, Any] = field(default_factory=dict)


def write(
    records: Iterable[Record],
    *,
    title: str = "",
    kind: type[Record] | None = None,
    extensions: Mapping[str, Any] = {},
) -> Iterator[bytes]:
    """A snapshot of these records, one item a line, by kind and id; `kind` is not needed."""
    held = in_order(records)
    head = {
        "version": VERSION,
        **about(title, held),
        "mode": "snapshot",
        "total": len(held),
        **{key: value for key, value in extensions.items() if key.startswith("_")},
    }
    yield msgspec.json.encode(head)[:-1] + b',\n"items":[\n'
    for place, record in enumerate(held):
        yield msgspec.json.encode(item(record)) + (b",\n" if place + 1 < len(held) else b"\n")
    yield b'],\n"tombstones":[]}\n'


def in_order(records: Iterable[Record]) -> list[Record]:
    """The records by kind and id."""
    order = {name: place for place, name in enumerate(KINDS)}
    return sorted(records, key=lambda r: (order.get(r.kind.name, len(order)), r.id))


def about(title: str, records: Iterable[Record]) -> dict[str, str]:
    """What a feed of these records says of itself: its title, and how new it is."""
    newest = max((r.modified for r in records if r.modified), key=_instant, default="")
    return {"title": title, **({"generated": newest} if newest else {})}


def item(record: Record) -> dict[str, Any]:
    """The record as a feed's item."""
    data = door.data(record)
    around = data.pop(ITEM_KEYS) if isinstance(data.get(ITEM_KEYS), dict) else {}
    envelope = {
        "id": record.id,
        "kind": record.kind.name,
        **({"modified": record.modified} if record.modified else {}),
        "sequence": record.sequence,
        "visibility": record.visibility,
    }
    return {
        **envelope,
        "data": {key: value for key, value in data.items() if key not in envelope},
        **{k: v for k, v in around.items() if k not in ENVELOPE and k not in OWN_KEYS},
    }


@collector_paused()
def read(source: bytes, *, kind: type[Record] | None = None, kinds: Kinds = KINDS) -> Feed:
    """The feed in these bytes; `FormatError` where the document as a whole is none.

    Each item is taken alone: one that is wrong is set aside with its reasons, the rest go on.
    `kind` is not needed: every item says its own.
    """
    document = decode_any_json(source)
    versions = _versions(document)
    asides, raws = Asides(), []
    if _has_items(document):
        raws = document["items"]
        if empty := raws.count({}):
            asides.add(_NOTHING, empty)
            raws = document["items"] = [raw for raw in raws if raw != {}]
    plain = plain_items(raws, ENVELOPE, ("data",), kinds)
    odd = [raw for raw, record in zip(raws, plain, strict=True) if record is None]
    check_depth({**document, "items": odd} if raws else document)
    _check(document)
    records: list[Record] = []
    tombstones: list[Tombstone] = []
    for raw, made in zip(raws, plain, strict=True):
        found = made or admitted(raw, kinds)
        asides.add(found) if isinstance(found, Aside) else records.append(found)
    for raw in document.get("tombstones") or []:
        gone = _tombstone(raw)
        asides.add(gone) if isinstance(gone, Aside) else tombstones.append(gone)
    total = document.get("total")
    return Feed(
        records=records,
        asides=asides.all(),
        tombstones=tombstones,
        version=VERSION,
        mode=document["mode"],
        total=total if isinstance(total, int) and not isinstance(total, bool) else None,
        extensions={key: value for key, value in document.items() if key.startswith("_")},
        title=document.get("title") or "",
        generated=document.get("generated") or "",
        since=document.get("since") or "",
        cursor=document.get("cursor") or "",
        next_url=document.get("next_url") or "",
        deltas=_deltas(document["_deltas"]) if "_deltas" in document else None,
        **versions,
    )


def _has_items(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("items"), list)


def is_feed(value: object) -> bool:
    """Whether a JSON value means to be a feed, of whatever version."""
    return isinstance(value, dict) and "version" in value and "items" in value


_WORDS = ("title", "generated", "since", "cursor", "next_url")
LONGEST_WORD = 4096  # characters of each: cursors and addresses are sent, and longer ones refused


def check_ids(ids: Iterable[str], gone: Iterable[str]) -> None:
    """`FormatError` where an id comes twice, or is both there and gone."""
    if twice := repeated((*ids, *gone)):
        raise FormatError(
            f"The feed has {told(', '.join(twice[:5]))} more than once, so nothing of it was "
            "taken; tell whoever publishes it."
        )


def _check(document: Any) -> None:
    if not isinstance(document, dict) or "version" not in document:
        raise FormatError('This JSON is not a Smallgroup feed: it says no "version".')
    if document["version"] != VERSION:
        raise FormatError(
            f"This feed is of version {told(document['version'])}, and only {VERSION} can be "
            "read here; perhaps a newer Smallgroup can."
        )
    if document.get("mode") not in ("snapshot", "delta"):
        raise FormatError('The feed\'s "mode" is neither "snapshot" nor "delta".')
    for name in _WORDS:
        words = document.get(name, "")
        if not isinstance(words, str | None):
            raise FormatError(f'The feed\'s "{name}" is not text.')
        if words and len(words) > LONGEST_WORD:
            raise FormatError(
                f'The feed\'s "{name}" has {len(words):,} characters; {LONGEST_WORD:,} is the most.'
            )
    for name in ("items", "tombstones"):
        if not isinstance(document.get(name, [] if name == "tombstones" else None), list):
            raise FormatError(f'The feed\'s "{name}" is not a list.')
    if document["mode"] == "delta":
        lacking = [n for n in ("since", "cursor", "tombstones") if document.get(n) in (None, "")]
        if lacking:
            raise FormatError(f"The feed is a delta without {', '.join(lacking)}.")
    check_ids(_ids(document["items"]), _ids(document.get("tombstones") or []))


def _versions(document: Any) -> dict[str, Any]:
    """Whose versions they are, and those that can be read, taken out of their items; most records
    share a few."""
    if not isinstance(document, dict) or not is_desk(document.get("_desk")):
        return {}
    stamps: dict[str, Stamp] = {}
    known: dict[bytes, Stamp] = {}
    for raw in (*_list(document.get("items")), *_list(document.get("tombstones"))):
        stamp = decode(raw.pop("_v", None)) if _has_id(raw) else None
        if stamp is not None:
            stamps[raw["id"]] = known.setdefault(msgspec.json.encode(stamp), stamp)
    return {"desk": document["_desk"], "stamps": stamps}


def _list(raw: Any) -> list[Any]:
    return raw if isinstance(raw, list) else []


def _deltas(raw: Any) -> tuple[Delta, ...]:
    """The chain of deltas; none where a part of it is not as it should be."""
    try:
        links = msgspec.convert(_list(raw), type=tuple[Delta, ...])
    except msgspec.ValidationError:
        return ()
    return links if all(link.since and link.url for link in links) else ()


def _has_id(raw: Any) -> bool:
    return isinstance(raw, dict) and isinstance(raw.get("id"), str)


def _ids(items: list[Any]) -> list[str]:
    return [raw["id"] for raw in items if _has_id(raw)]


def admitted(raw: Any, kinds: Kinds) -> Record | Aside:
    """The record of one item, or why it is set aside."""
    if not isinstance(raw, dict):
        return _NO_OBJECT
    named = raw.get("kind")
    kind = kinds.get(named) if isinstance(named, str) else None
    data = raw.get("data")
    if kind is None:
        return _aside(raw, {"kind": f"there is no kind “{told(named)}” in this version"})
    if not isinstance(data, dict):
        return _aside(raw, {"data": "it is not a JSON object"})
    envelope = {name: raw[name] for name in ENVELOPE if raw.get(name) is not None}
    around = {k: v for k, v in raw.items() if k not in ENVELOPE and k not in OWN_KEYS}
    try:
        return door.admit(
            kind,
            {
                "visibility": "public",
                **data,
                **envelope,
                "id": raw.get("id"),
                **({ITEM_KEYS: around} if around else {}),
            },
        )
    except door.Problems as problems:
        return _aside(raw, problems.by_field)


_NOTHING = Aside("", "", {"item": "it is empty"})
_NO_OBJECT = Aside("", "", {"item": "it is not a JSON object"})


def _aside(raw: Mapping[str, Any], reasons: dict[str, str]) -> Aside:
    return Aside(_word(raw.get("id")), told(raw.get("kind") or ""), reasons)


def _word(raw: Any) -> str:
    """The id as it stands where it is a usable one, so that it can be told from what is absent."""
    try:
        return decode_id(raw)
    except FieldError:
        return told(raw) if raw is not None else ""


def _tombstone(raw: Any) -> Tombstone | Aside:
    if not isinstance(raw, dict):
        return Aside("", "", {"tombstone": "it is not a JSON object"})
    reasons = {}
    for name in ("id", "replaced_by"):
        if name == "id" or raw.get(name) not in (None, ""):
            try:
                decode_id(raw.get(name))
            except FieldError as error:
                reasons[name] = str(error)
    if raw.get("reason", "deleted") not in REASONS:
        reasons["reason"] = f"“{told(raw['reason'])}” is none of: {', '.join(REASONS)}"
    if reasons:
        return _aside(raw, reasons)
    return Tombstone(
        id=raw["id"],
        kind=told(raw.get("kind") or ""),
        deleted=told(raw.get("deleted") or ""),
        reason=raw.get("reason", "deleted"),
        replaced_by=raw.get("replaced_by") or "",
    )


def _instant(stamp: str) -> datetime:
    moment = msgspec.convert(stamp, type=datetime)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
