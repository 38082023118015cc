"""The data to try the program on: the Coalition's real facts, and a made-up body around today."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from store import dates
from store.door import admit
from store.fields import fields
from store.kinds import KINDS
from store.paths import fixture
from store.record import Record
from store.rules import received
from store.store import Store

FEEDS = {"demo": "coalition/feed.json", "sample": "sample/feed.json"}


def fill(store: Store, name: str, today: date) -> str:
    """Put the named data (`demo`, `sample`) into an empty store; the data's title.

    The sample's dates lie around a reference day and are moved so that they lie around today.
    """
    feed = msgspec.json.decode(fixture(FEEDS[name]).read_bytes())
    reference = feed.get("_reference_day")
    days = (today - date.fromisoformat(reference)).days if reference else 0
    records = [_record(item, days) for item in feed["items"]]
    store.apply(f"open {name} data", [(None, record) for record in records], received)
    title: str = feed["title"]
    return title


def _record(item: Mapping[str, Any], days: int) -> Record:
    kind = KINDS[item["kind"]]
    envelope = {name: item[name] for name in ("id", "modified", "sequence", "visibility")}
    record = admit(kind, {**item["data"], **envelope})
    return moved(record, days) if days else record


def moved(record: Record, days: int) -> Record:
    """The record with every date in it that many days later."""
    changes: dict[str, Any] = {}
    for field in fields(type(record)):
        value = getattr(record, field.name)
        if not value:
            continue
        if field.type in ("date", "when"):
            changes[field.name] = dates.shift(value, days)
        elif field.type == "stamp":
            changes[field.name] = dates.shift(value[:10], days) + value[10:]
        elif field.type == "moves":
            changes[field.name] = tuple(_moved_move(move, days) for move in value)
    return msgspec.structs.replace(record, **changes)


def _moved_move(move: Any, days: int) -> Any:
    parts = {name: dates.shift(getattr(move, name), days) for name in ("before", "after", "day")}
    return msgspec.structs.replace(move, **parts)
