"""The plain items of a feed's page, made into records all at once: what an ordinary item is. The
others, with anything odd about them, are for the door to look at one by one."""

from collections.abc import Collection, Mapping
from typing import Any

from store import door
from store.record import Record


def plain_items(
    items: list[Any], usual: Collection[str], kinds: Mapping[str, type[Record]]
) -> list[Record | None]:
    """The record of each item, None where it is not plain. `usual` are the keys that a plain item
    may have; it is public where it does not say."""
    places: dict[str, list[int]] = {name: [] for name in kinds}
    is_usual = frozenset(usual).issuperset
    for place, item in enumerate(items):
        if isinstance(item, dict) and is_usual(item) and _is_apart(item.get("data")):
            kind = item.get("kind")
            if isinstance(kind, str) and kind in places:
                places[kind].append(place)
    found: list[Record | None] = [None] * len(items)
    for name, mine in places.items():
        flat = [_flat(items[place]) for place in mine]
        for place, record in zip(mine, door.plain(kinds[name], flat), strict=True):
            found[place] = record
    return found


def _is_apart(data: Any) -> bool:
    """Whether this is a record's data, and none of it could be taken for what is around it."""
    return isinstance(data, dict) and data.keys().isdisjoint(("kind", "data"))


def _flat(item: Mapping[str, Any]) -> dict[str, Any]:
    flat = {"visibility": "public", **item["data"], **item}
    del flat["kind"], flat["data"]
    return flat
