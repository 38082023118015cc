"""A small made-up body and the feeds that tell of it."""

import json
from collections.abc import Mapping
from typing import Any

from store.store import Store
from store.sync.kept.keep import add_source
from store.sync.kept.sources import Source
from store.sync.report import Report
from store.sync.run import run
from store.sync.talk import SILENT, Talk
from store.sync.transfer.limits import Limits

QUICK = Limits(connect=2.0, read=1.0, total=60.0, pause=0.01, longest_pause=0.2)
YES = Talk(answer=lambda question: True)

NAMES = {"IT": "Italy", "MT": "Malta", "TD": "Chad", "MA": "Morocco"}


def item(id: str, kind: str = "member", **data: Any) -> dict[str, Any]:
    """An item of a feed; a member has its name."""
    named = {"name": NAMES[id]} if kind == "member" else {}
    return {"id": id, "kind": kind, "modified": "2026-01-01T00:00:00Z", "data": {**named, **data}}


def feed(*items: Mapping[str, Any], **document: Any) -> bytes:
    """A snapshot of these items."""
    return json.dumps(
        {"version": "smallgroup/1", "mode": "snapshot", "items": items, **document}
    ).encode()


def delta(
    *items: Mapping[str, Any], since: str, cursor: str, gone: tuple[Mapping[str, Any], ...] = ()
) -> bytes:
    """What changed since."""
    return feed(*items, mode="delta", since=since, cursor=cursor, tombstones=gone)


FOUR = feed(*(item(id_) for id_ in NAMES))


def source(store: Store, url: str, *, name: str = "body", **how: Any) -> str:
    """A source at this address; its name."""
    return add_source(store.journal.folder, Source(name, url, **how)).name


def sync(
    store: Store, talk: Talk = SILENT, limits: Limits = QUICK, *, name: str = "body", **how: Any
) -> Report:
    """Sync a source."""
    return run(store, name, talk, limits=limits, **how)


def ids(store: Store) -> list[str]:
    """The members that are here."""
    return sorted(store.records("member"))
