"""The plain items of a feed's page, made into records all at once: what an ordinary item is. The
others, with anything odd about them, are for the door to look at one by one."""

from collections.abc import Collection, Mapping
from typing import Any

from store import door
from store.record import Record


def plain_items(
    items: list[Any],
    envelope: Collection[str],
    beside: Collection[str],
    kinds: Mapping[str, type[Record]],
) -> list[Record | None]:
    """The record of each item, None where it is not plain: it has the keys of the `envelope`, and
    perhaps those `beside` that are no fields of the record. It is public where it does not say."""
    places: dict[str, list[int]] = {name: [] for name in kinds}
    is_usual = frozenset((*envelope, *beside)).issuperset
    no_fields = ("kind", *beside)
    for place, item in enumerate(items):
        if not isinstance(item, dict) or not is_usual(item):
            continue
        kind, data = item.get("kind"), item.get("data")
        if not isinstance(kind, str) or kind not in places or not isinstance(data, dict):
            continue
        if data.keys().isdisjoint(no_fields):  # else what is around would stand for it
            places[kind].append(place)
    found: list[Record | None] = [None] * len(items)
    for name, mine in places.items():
        flat = [_flat(items[place], no_fields) for place in mine]
        for place, record in zip(mine, door.plain(kinds[name], flat), strict=True):
            found[place] = record
    return found


def _flat(item: Mapping[str, Any], no_fields: Collection[str]) -> dict[str, Any]:
    flat = {"visibility": "public", **item["data"], **item}
    for name in no_fields:
        flat.pop(name, None)
    return flat
